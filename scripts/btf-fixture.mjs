// Cuts BTF down to a few types with all they are made of, small enough to commit.
//
//   node scripts/btf-fixture.mjs FILE [--base FILE] --out FILE [--base-out FILE] [--follow] TYPE...
//
// TYPE is a C name ("struct igc_ring", "func igc_poll", "__le32"), or "all" for every type that is the file's own.
// With --base-out the result is split again: what came from the base goes there. --follow keeps what pointers lead to
// whole, and not only its name. Needs a built dist/.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { cutTypes, readBtf, writeBtf } from "../dist/btf/index.js";
import { btfReader } from "../dist/fs/btf.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    base: { type: "string" },
    out: { type: "string" },
    "base-out": { type: "string" },
    follow: { type: "boolean", default: false },
  },
});
const [file, ...names] = positionals;
if (file === undefined || values.out === undefined || names.length === 0) {
  console.error(
    "usage: node scripts/btf-fixture.mjs FILE [--base FILE] --out FILE [--base-out FILE] [--follow] TYPE...",
  );
  process.exit(2);
}

const btf = btfReader(values.base)(file);
const { base, own } = cutTypes(btf, names.flatMap(idsOf), { follow: values.follow });
const options = { endian: btf.endian };
const baseOut = values["base-out"];
if (baseOut === undefined) {
  write(values.out, writeBtf([...base, ...own], options), base.length + own.length);
} else {
  const bytes = writeBtf(base, options);
  write(baseOut, bytes, base.length);
  write(values.out, writeBtf(own, { ...options, base: readBtf(bytes) }), own.length);
}

function idsOf(name) {
  if (name === "all") return Array.from({ length: btf.count - btf.firstId }, (_, index) => btf.firstId + index);
  const [, kind, ofKind] = /^(func|var|datasec|float|decl_tag|type_tag)\s+(.+)$/.exec(name) ?? [];
  const type = kind === undefined ? btf.findNamed(name) : btf.find(kind, ofKind);
  if (type === undefined) {
    console.error(`${file} has no ${name}`);
    process.exit(2);
  }
  return [type.id];
}

function write(path, bytes, count) {
  writeFileSync(path, bytes);
  console.log(`${path}: ${count} types, ${bytes.length} bytes`);
}
