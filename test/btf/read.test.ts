import { describe, expect, test } from "vitest";
import { readBtf, writeBtf } from "../../src/btf/index.js";
import { handMade, rawBtf } from "./hand-made.js";
import { fixture, fixtureBytes, iceFixture } from "./support.js";

const EVERY_KIND = [
  { kind: "int", id: 1, name: "u32", size: 4, bits: 32, bitOffset: 0, signed: false, char: false, bool: false },
  { kind: "typedef", id: 2, name: "__be32", type: 1 },
  {
    kind: "struct",
    id: 3,
    name: "pkt",
    size: 12,
    members: [
      { name: "a", type: 1, bitOffset: 0, bitSize: 3 },
      { name: "b", type: 1, bitOffset: 3, bitSize: 5 },
      { name: "len", type: 2, bitOffset: 32, bitSize: 0 },
      { name: "", type: 4, bitOffset: 64, bitSize: 0 },
    ],
  },
  {
    kind: "union",
    id: 4,
    name: "",
    size: 4,
    members: [
      { name: "mode", type: 6, bitOffset: 0, bitSize: 0 },
      { name: "wide", type: 5, bitOffset: 0, bitSize: 0 },
    ],
  },
  { kind: "array", id: 5, name: "", type: 1, indexType: 1, count: 1 },
  { kind: "enum", id: 6, name: "mode", size: 4, signed: true, values: [{ name: "ON", value: -1n }] },
  { kind: "enum64", id: 7, name: "wide", size: 8, signed: false, values: [{ name: "BIG", value: (1n << 63n) | 1n }] },
  { kind: "ptr", id: 8, name: "", type: 3 },
  { kind: "const", id: 9, name: "", type: 3 },
  { kind: "volatile", id: 10, name: "", type: 9 },
  { kind: "restrict", id: 11, name: "", type: 8 },
  { kind: "fwd", id: 12, name: "run", of: "union" },
  { kind: "func_proto", id: 13, name: "", returns: 1, params: [{ name: "a", type: 8 }], variadic: true },
  { kind: "func", id: 14, name: "run", type: 13, linkage: "global" },
  { kind: "var", id: 15, name: "a", type: 3, linkage: "global" },
  { kind: "datasec", id: 16, name: "bss", size: 12, variables: [{ type: 15, offset: 0, size: 12 }] },
  { kind: "float", id: 17, name: "f32", size: 4 },
  { kind: "decl_tag", id: 18, name: "tag", type: 3, component: 2, attribute: false },
  { kind: "type_tag", id: 19, name: "tag", type: 1, attribute: false },
  { kind: "int", id: 20, name: "long", size: 4, bits: 32, bitOffset: 0, signed: true, char: false, bool: false },
];

describe("every kind", () => {
  test("is read from big-endian BTF", () => {
    const btf = readBtf(handMade());
    expect([...btf.types()]).toEqual(EVERY_KIND);
    expect(btf).toMatchObject({ endian: "big", firstId: 1, count: 21, pointerSize: 4 });
    expect(btf.type(0)).toEqual({ kind: "void", id: 0, name: "" });
  });

  test("is read from the same in little-endian", () => {
    const little = readBtf(writeBtf(readBtf(handMade()).types(), { endian: "little" }));
    expect(little.endian).toBe("little");
    expect([...little.types()]).toEqual(EVERY_KIND);
  });

  test("is read from bytes that do not lie on a word", () => {
    for (const bytes of [handMade(), fixtureBytes("igc-6.12")]) {
      const shifted = new Uint8Array(bytes.length + 1);
      shifted.set(bytes, 1);
      const before = shifted.slice();
      expect([...readBtf(shifted.subarray(1)).types()]).toEqual([...readBtf(bytes).types()]);
      expect(shifted).toEqual(before);
    }
  });
});

describe("look-up", () => {
  const vmlinux = fixture("vmlinux-6.12");

  test("finds by kind and name", () => {
    expect(vmlinux.find("struct", "sk_buff")).toMatchObject({ kind: "struct", name: "sk_buff", size: 232 });
    expect(vmlinux.find("union", "sk_buff")).toBeUndefined();
    expect(vmlinux.find("struct", "sk_buf")).toBeUndefined();
    expect(vmlinux.find("struct", "sk_buff_")).toBeUndefined();
    expect(vmlinux.find("struct", "")).toBeUndefined();
    expect(vmlinux.find("struct", "sk_buff\0")).toBeUndefined();
  });

  test("finds every named type again", () => {
    for (const type of vmlinux.types()) {
      if (type.kind === "unknown" || type.name === "") continue;
      const found = vmlinux.findAll(type.kind, type.name).map(({ id }) => id);
      expect(found).toContain(type.id);
      expect(found).toEqual([...found].sort((a, b) => a - b));
      expect(vmlinux.find(type.kind, type.name)?.id).toBe(found[0]);
    }
  });

  test("finds by the name in C", () => {
    expect(vmlinux.findNamed("struct sk_buff")?.kind).toBe("struct");
    expect(vmlinux.findNamed(" union  dev_pm_qos ")).toBeUndefined();
    expect(vmlinux.findNamed("enum hmm_pfn_flags")?.kind).toBe("enum64");
    expect(vmlinux.findNamed("__be16")?.kind).toBe("typedef");
    expect(vmlinux.findNamed("long unsigned int")?.kind).toBe("int");
    expect(vmlinux.findNamed("double")?.kind).toBe("float");
    expect(vmlinux.findNamed("sk_buff")).toBeUndefined();
    expect(vmlinux.findNamed("")).toBeUndefined();
  });

  test("tells several types of one name apart", () => {
    const twice = rawBtf([1, 0x0400_0000, 4, 1, 0x0500_0000, 8, 1, 0x0400_0000, 12], "\0x\0");
    const btf = readBtf(twice);
    expect(btf.findAll("struct", "x").map(({ id, size }) => [id, size])).toEqual([
      [1, 4],
      [3, 12],
    ]);
  });
});

describe("split BTF", () => {
  const ice = iceFixture();

  test("goes on from its base", () => {
    expect(ice.firstId).toBe(ice.base?.count);
    expect(ice.base?.firstId).toBe(1);
    expect(ice.nameOf(1)).toBe(ice.base?.nameOf(1));
    expect([...ice.types()][0]?.id).toBe(ice.firstId);
    expect([...ice.types({ base: true })]).toHaveLength(ice.count - 1);
  });

  test("finds its own types and the base's", () => {
    const own = ice.find("union", "ice_32b_rx_flex_desc");
    const based = ice.find("struct", "xdp_buff");
    expect(own?.id).toBeGreaterThanOrEqual(ice.firstId);
    expect(based?.id).toBeLessThan(ice.firstId);
    expect(ice.base?.find("union", "ice_32b_rx_flex_desc")).toBeUndefined();
  });

  test("refers to the base's types and strings", () => {
    const desc = ice.find("union", "ice_32b_rx_flex_desc")?.id ?? 0;
    expect(ice.member(desc, "wb.rxdid")).toMatchObject({ bitOffset: 0, bitSize: 8 });
    expect(ice.typeName(ice.member(desc, "wb.pkt_len")?.type ?? 0)).toBe("__le16");
    expect(ice.pointerSize).toBe(8);
  });

  test("prefers its own of two types of one name", () => {
    const base = readBtf(writeBtf([{ kind: "struct", id: 1, name: "x", size: 1, members: [] }]));
    const split = readBtf(writeBtf([{ kind: "struct", id: 2, name: "x", size: 2, members: [] }], { base }), base);
    expect(split.find("struct", "x")?.id).toBe(2);
    expect(split.findAll("struct", "x").map(({ id }) => id)).toEqual([2, 1]);
  });

  test("goes over a base that is split itself", () => {
    const struct = (id: number, name: string) => ({ kind: "struct" as const, id, name, size: id, members: [] });
    const first = readBtf(writeBtf([struct(1, "one")]));
    const second = readBtf(writeBtf([struct(2, "two")], { base: first }), first);
    const third = readBtf(writeBtf([struct(3, "three")], { base: second }), second);
    expect([...third.types({ base: true })].map(({ name }) => name)).toEqual(["one", "two", "three"]);
    expect(third.find("struct", "one")?.id).toBe(1);
  });
});

describe("kinds of the future", () => {
  // Each kind has the bytes of its part, the bytes of each element, and two bytes of flags.
  const layoutOf = (last: readonly [number, number]) => {
    const known = new Map([
      [1, [4, 0]],
      [3, [12, 0]],
      [4, [0, 12]],
      [5, [0, 12]],
      [6, [0, 8]],
      [13, [0, 8]],
      [14, [4, 0]],
      [15, [0, 12]],
      [17, [4, 0]],
      [19, [0, 12]],
    ]);
    const each = Array.from({ length: 20 }, (_, code) => known.get(code) ?? [0, 0]);
    return [...each, last].flatMap(([once = 0, each = 0]) => [once, each, 0, 0]);
  };
  const types = [1, 0x1400_0002, 9, 7, 7, 7, 1, 0x0400_0000, 12];

  test("are skipped by the layout that the file tells", () => {
    const btf = readBtf(rawBtf(types, "\0x\0", layoutOf([4, 4])));
    expect(btf.type(1)).toEqual({ kind: "unknown", id: 1, name: "x", code: 20 });
    expect(btf.type(2)).toMatchObject({ kind: "struct", size: 12 });
    expect(btf.kindOf(1)).toBe("unknown");
  });

  test("are an error where the file does not tell", () => {
    expect(() => readBtf(rawBtf(types, "\0x\0"))).toThrow("type 1 has kind 20, which is not known");
  });

  test("are an error where it tells what cannot be", () => {
    expect(() => readBtf(rawBtf(types, "\0x\0", layoutOf([3, 4])))).toThrow("the layout section gives kind 20");
    const wrong = layoutOf([4, 4]).with(4 * 4 + 1, 16);
    expect(() => readBtf(rawBtf(types, "\0x\0", wrong))).toThrow("the layout section gives kind 4 another size");
  });
});
