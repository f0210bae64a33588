import { describe, expect, test } from "vitest";
import { type Btf, type BtfType, readBtf, type StructMember, writeBtf } from "../../src/btf/index.js";
import { UsageError } from "../../src/errors.js";
import { readSpecs } from "../../src/fs/specs.js";
import { importSpec } from "../../src/import/import.js";
import { parse } from "../../src/load.js";
import { type Descriptor, orderOfType, type SliceField } from "../../src/model/types.js";
import { findFrame, framesOf } from "../../src/verify/frames.js";
import { bitsOfSlice, sameBits } from "../../src/verify/memory.js";
import { verifyDescriptor } from "../../src/verify/verify.js";
import { modelWith, shippedModel } from "../harness/shipped.js";
import { fieldOf, KERNELS, SHIPPED } from "../verify/support.js";

const TAKEN = shippedModel().vocabulary.items.map(({ name }) => name);
const VOCABULARY = readSpecs([]).filter(({ name }) => name === "metadata.yaml");

/** The imported spec, which must be without findings. */
function imported(btf: Btf, type: string, member: string | undefined): Descriptor {
  const text = importSpec(btf, { type, name: "drv/one", taken: TAKEN, ...(member === undefined ? {} : { member }) });
  const { model, diagnostics } = parse([...VOCABULARY, { path: "drv/one.yaml", name: "drv/one.yaml", text }]);
  expect(diagnostics).toEqual([]);
  const [descriptor] = model.descriptors;
  if (descriptor === undefined) throw new Error("no descriptor");
  return descriptor;
}

describe.each(KERNELS)("Linux $name", ({ kernel, sources }) => {
  test.each(SHIPPED.map((descriptor) => [descriptor.name, descriptor] as const))("%s", (_, descriptor) => {
    const verified = verifyDescriptor(descriptor, sources, { kernel });
    for (const frame of framesOf(descriptor)) {
      const { type, member } = frame.kernel;
      const found = findFrame(frame.kernel, descriptor.driver, sources);
      if (found === undefined || "misfit" in found) continue;
      const own = imported(found.btf, type, member);
      const again = verifyDescriptor(own, [{ name: "drv", btf: found.btf }]);
      expect([again.status, again.fields.filter(({ status }) => status !== "agrees")]).toEqual(["agrees", []]);
      expect(again.frames.flatMap(({ unnamed }) => unnamed)).toEqual([]);
      for (const field of frame.fields) {
        const result = fieldOf(verified, field.key);
        if (field.kind !== "slice" || result.status !== "agrees" || result.member === "") continue;
        counts.fields += compare(field, result.member.slice(member === undefined ? 0 : member.length + 1), own);
      }
      counts.types++;
    }
  });
});

const counts = { types: 0, fields: 0 };

test("imports compared", () => {
  console.log(`${counts.types} types imported, ${counts.fields} of their fields are as in the shipped specs`);
  expect(counts).toEqual({ types: 116, fields: 1007 });
});

/** A shipped field beside the imported one of its member; 0 where the import has the members inside a word instead. */
function compare(field: SliceField, path: string, own: Descriptor): number {
  const plain = path.replace(/\[0\]$/, "");
  const other = own.fields.find(({ key, member }) => (member || key) === plain);
  if (other?.kind !== "slice") {
    expect(own.fields.some(({ member }) => member.startsWith(`${path}.`))).toBe(true);
    return 0;
  }
  // Sums that are taken in memory are read raw, whatever the kernel declares.
  const raw = orderOfType(field.type) === "host" && orderOfType(other.type) !== "host";
  const word = raw ? { at: field.at, type: other.type } : { at: field.at, type: field.type };
  if (other.width < bits(other.type))
    expect(sameBits(bitsOfSlice(field, "little"), bitsOfSlice(other, "little"))).toBe(true);
  else expect({ at: other.at, type: other.type }).toEqual(word);
  expect(other.array).toEqual(field.array);
  return 1;
}

function bits(type: string): number {
  return Number(type.replace(/\D/g, ""));
}

describe("types made by hand", () => {
  const WORDS: readonly BtfType[] = [
    { kind: "int", id: 1, name: "u8", size: 1, bits: 8, bitOffset: 0, signed: false, char: false, bool: false },
    { kind: "int", id: 2, name: "u32", size: 4, bits: 32, bitOffset: 0, signed: false, char: false, bool: false },
    { kind: "typedef", id: 3, name: "__be32", type: 2 },
    { kind: "int", id: 4, name: "u128", size: 16, bits: 128, bitOffset: 0, signed: false, char: false, bool: false },
  ];
  const member = (name: string, type: number, at: number, bitSize = 0): StructMember => ({
    name,
    type,
    bitOffset: at,
    bitSize,
  });
  const made = (types: readonly object[], endian: "little" | "big" = "little") =>
    readBtf(writeBtf([...WORDS, ...(types as readonly BtfType[])], { endian }));
  const struct = (id: number, name: string, size: number, members: readonly StructMember[], kind = "struct") => ({
    kind,
    id,
    name,
    size,
    members,
  });
  const textOf = (btf: Btf, name = "d") => {
    const text = importSpec(btf, { type: `struct ${name}`, name: "drv/one", taken: TAKEN });
    expect(modelWith("drv/one", text).descriptors).toHaveLength(1);
    return text;
  };

  test("names that meet, words of C, and those of the metadata", () => {
    const inner = struct(5, "", 8, [member("len", 2, 0), member("default", 2, 32)]);
    const outer = [member("len", 2, 0), member("a", 5, 32), member("Bc", 5, 96), member("rx_hash", 2, 160)];
    const text = textOf(made([inner, struct(6, "d", 24, outer)]));
    expect(text).toContain("  len: { at: 0, type: u32 }");
    expect(text).toContain("  a_len: { at: 4, type: u32, member: a.len }");
    expect(text).toContain("  default_: { at: 8, type: u32, member: a.default }");
    expect(text).toContain("  bc_default: { at: 16, type: u32, member: Bc.default }");
    expect(text).toMatch(/ {2}rx_hash_2: \{ at: 20, type: u32, member: rx_hash \}/);
  });

  test("packed words, padding, arrays of structs, and what no word holds", () => {
    const seg = struct(5, "seg", 5, [member("kind", 1, 0), member("len", 3, 8)]);
    const segs = { kind: "array", id: 6, name: "", type: 5, indexType: 2, count: 2 };
    const outer = [member("a", 1, 0), member("w", 2, 8), member("segs", 6, 48), member("big", 4, 128)];
    const text = textOf(made([seg, segs, struct(7, "d", 32, outer)]));
    expect(text).toContain("  w: { at: 1, type: le32, unaligned: true } # BTF cannot say: the byte order");
    expect(text).toContain('  segs_1_len: { at: 12, type: be32, member: "segs[1].len" }');
    expect(text).toContain('  segs_0_len: { at: 7, type: be32, unaligned: true, member: "segs[0].len" }');
    expect(text).toContain("  - { at: 16, size: 16 } # BTF cannot say: what is in big, a u128");
    expect(text).toContain("  - { at: 5, size: 1, doc: padding }");
  });

  test("bit-fields, and the bits between them, on both kinds of machine", () => {
    const members = [member("low", 2, 0, 3), member("across", 2, 5, 6), member("rsvd", 2, 16, 16)];
    const types = [struct(5, "d", 4, members)];
    const little = textOf(made(types));
    expect(little).toContain("  low: { at: 0, type: le32, bits: 2..0 } # BTF cannot say: the byte order");
    expect(little).toContain("  rsvd: { at: 0, type: le32, bits: 31..16, reserved: true }");
    expect(little).toContain("  - { at: 0, type: u8, bits: 4..3, doc: padding }");
    expect(little).toContain("  - { at: 1, type: u8, bits: 7..3, doc: padding }");
    const big = textOf(made(types, "big"));
    expect(big).toContain("  low: { at: 0, type: be32, bits: 31..29 } # BTF cannot say: the byte order");
    expect(big).toContain("  - { at: 1, type: u8, bits: 4..0, doc: padding }");
  });

  test("unions inside unions", () => {
    const deep = struct(5, "", 4, [member("x", 2, 0), member("y", 3, 0)], "union");
    const left = struct(6, "", 8, [member("", 5, 0), member("z", 2, 32)]);
    const union = struct(7, "", 8, [member("left", 6, 0), member("x", 2, 0)], "union");
    const text = textOf(made([deep, left, union, struct(8, "d", 8, [member("", 7, 0)])]));
    expect(text.match(/view: \w+/g)).toEqual(["view: x", "view: y", "view: left", "view: x_2"]);
  });

  test("what cannot be a descriptor", () => {
    const btf = made([struct(5, "d", 4, [member("a", 2, 0)]), struct(6, "none", 0, [])]);
    const errorOf = (type: string, part?: string) => () =>
      importSpec(btf, { type, name: "drv/one", ...(part === undefined ? {} : { member: part }) });
    expect(errorOf("struct e")).toThrow(UsageError);
    expect(errorOf("struct e")).toThrow("the BTF has no struct e");
    expect(errorOf("u32")).toThrow("u32 is no struct or union");
    expect(errorOf("struct none")).toThrow("struct none has 0 bytes");
    expect(errorOf("struct d", "b")).toThrow("struct d has no member b");
    expect(errorOf("struct d", "a..b")).toThrow("struct d has no member a..b");
    expect(errorOf("struct d", "a")).toThrow("a is no struct or union");
  });
});
