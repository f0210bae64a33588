// Cuts the BTF of a kernel's modules down to what the ways and hooks of the shipped drivers go through: one file for
// each module, which stands alone.
//
//   node test/verify/fixtures-access/make.mjs FOLDER OUT
//
// FOLDER holds vmlinux.btf and <module>.btf, raw BTF as in /sys/kernel/btf. Needs a built dist/.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cutTypes, writeBtf } from "../../../dist/btf/index.js";
import { btfReader } from "../../../dist/fs/btf.js";
import { readSpecs } from "../../../dist/fs/specs.js";
import { parse } from "../../../dist/load.js";
import { find, wantedOf } from "./wanted.mjs";

const [folder, out] = process.argv.slice(2);
if (folder === undefined || out === undefined) {
  console.error("usage: node test/verify/fixtures-access/make.mjs FOLDER OUT");
  process.exit(2);
}

const { model } = parse(readSpecs([]));
const read = btfReader(join(folder, "vmlinux.btf"));
mkdirSync(out, { recursive: true });
for (const module of new Set(model.drivers.flatMap(({ modules }) => modules))) {
  if (existsSync(join(folder, `${module}.btf`))) cut(module);
}

function cut(module) {
  const btf = read(join(folder, `${module}.btf`));
  const drivers = model.drivers.filter(({ modules }) => modules.includes(module));
  const wanted = new Set(drivers.flatMap(wantedOf));
  const found = [...wanted].map((name) => find(btf, name)).filter((type) => type !== undefined);
  // A driver's own module is kept even without any of them: it says that the kernel has the driver.
  const isFirst = drivers.some(({ modules, ways, hooks }) => modules[0] === module && ways.length + hooks.length > 0);
  if (found.length === 0 && !isFirst) return;
  const { base, own } = cutTypes(
    btf,
    found.map(({ id }) => id),
  );
  const bytes = writeBtf([...base, ...own], { endian: btf.endian });
  const path = join(out, `${module}.btf`);
  writeFileSync(path, bytes);
  console.log(`${path}: ${found.length} of ${wanted.size} types, ${bytes.length} bytes`);
}
