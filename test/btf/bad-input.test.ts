import { describe, expect, test } from "vitest";
import { BtfError, type BtfType, readBtf, writeBtf } from "../../src/btf/index.js";
import { handMade, rawBtf } from "./hand-made.js";
import { codeOf, fixture, fixtureBytes } from "./support.js";

function changed(offset: number, value: number): Uint8Array {
  const bytes = handMade();
  new DataView(bytes.buffer).setUint32(offset, value);
  return bytes;
}

function sized(id: number, name: string, members: readonly number[] = [], size = 4): BtfType {
  return {
    kind: "struct",
    id,
    name,
    size,
    members: members.map((type) => ({ name: "", type, bitOffset: 0, bitSize: 0 })),
  };
}

function written(...types: BtfType[]) {
  return readBtf(writeBtf(types));
}

describe("a header", () => {
  test.each([
    ["of nothing", new Uint8Array(), "format", "no BTF: it begins with"],
    [
      "that is something else",
      new TextEncoder().encode("#!/bin/sh\n".repeat(9)),
      "format",
      'begins with "23 21 2f 62"',
    ],
    ["that is cut", handMade().subarray(0, 23), "format", "23 bytes are too few"],
    ["of another version", changed(0, 0xeb9f_0200), "format", "version 2"],
    ["with flags", changed(0, 0xeb9f_0101), "format", "flags 0x1"],
    ["that is too short", changed(4, 20), "bounds", "a header of 20 bytes"],
    ["longer than the bytes", changed(4, 0xffff_fff0), "bounds", "a header of 4294967280 bytes"],
    ["with more than is known", changed(4, 28), "format", "more than the 24 bytes"],
    ["whose types lie outside", changed(8, 0xffff_0000), "bounds", "the type section is to end at byte"],
    ["with too many types", changed(12, 0xffff_fffc), "bounds", "the type section is to end at byte"],
    ["with half a word of types", changed(12, 6), "bounds", "not made of whole words"],
    ["whose types are not on a word", changed(8, 2), "bounds", "the type section"],
    ["whose strings lie outside", changed(16, 0x7fff_ffff), "bounds", "the string section is to end at byte"],
    ["with too many strings", changed(20, 63), "bounds", "the string section is to end at byte"],
    ["whose strings lie in the types", changed(16, 0), "bounds", "section runs into the"],
    ["whose strings have no end", changed(20, 61), "string", "the last string has no end"],
  ])("%s is refused", (_, bytes, code, message) => {
    expect(() => readBtf(bytes)).toThrow(message);
    expect(codeOf(() => readBtf(bytes))).toBe(code);
  });

  test("every cut is found", () => {
    for (const bytes of [handMade(), fixtureBytes("igc-6.12")])
      for (let size = 0; size < bytes.length; size++) expect(() => readBtf(bytes.subarray(0, size))).toThrow(BtfError);
  });
});

describe("records", () => {
  test.each([
    ["that are cut", [1, 0x0100_0000, 4], "bounds", "type 1, a int, runs over the end"],
    ["with more members than bytes", [1, 0x04ff_ffff, 4], "bounds", "runs over the end"],
    ["of kind 0", [1, 0, 4], "type", "kind 0, which only void has"],
    ["named outside the strings", [3, 0x0400_0000, 4], "string", "its name is at 3, but the strings end at 3"],
  ])("%s are refused at once", (_, types, code, message) => {
    const bytes = rawBtf(types, "\0x\0");
    expect(() => readBtf(bytes)).toThrow(message);
    expect(codeOf(() => readBtf(bytes))).toBe(code);
  });

  test.each([
    ["a reference to no type", [0, 0x0200_0000, 2], "id"],
    ["a member of no type", [1, 0x0400_0001, 4, 1, 2, 0], "id"],
    ["a member named outside the strings", [1, 0x0400_0001, 4, 9, 1, 0], "string"],
    ["an integer without bits", [1, 0x0100_0000, 4, 0], "type"],
    ["an integer with more bits than bytes", [1, 0x0100_0000, 4, 33], "type"],
    ["an enum of three bytes", [1, 0x0600_0000, 3], "type"],
    ["a linkage that is none", [1, 0x0c00_0003, 1], "type"],
    ["a name that is not UTF-8", [3, 0x0400_0000, 4], "string"],
  ])("%s is refused when it is looked at", (_, types, code) => {
    const bytes = rawBtf(types, "\0x\0?\0");
    bytes[bytes.length - 2] = 0xff;
    const btf = readBtf(bytes);
    expect(codeOf(() => btf.type(1))).toBe(code);
  });

  test("ids that are none are refused", () => {
    const btf = readBtf(handMade());
    for (const id of [-1, 21, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) expect(codeOf(() => btf.type(id))).toBe("id");
  });

  test("a question that does not fit the type is refused", () => {
    const btf = readBtf(handMade());
    expect(() => btf.members(1)).toThrow("type 1 is no struct or union: it is a int");
    expect(() => btf.prototype(3)).toThrow("type 3 is no function");
    for (const id of [0, 12, 13, 14, 18]) expect(() => btf.sizeOf(id)).toThrow(`type ${id} has no size`);
  });

  test("a member that does not lie in its struct is refused", () => {
    const btf = written(
      { kind: "int", id: 1, name: "int", size: 4, bits: 32, bitOffset: 0, ...PLAIN },
      sized(2, "x", [1], 3),
    );
    expect(() => btf.members(2)).toThrow('its member "" ends at bit 32 of 24');
  });
});

const PLAIN = { signed: true, char: false, bool: false };

describe("types without end", () => {
  test("typedefs in a circle", () => {
    const btf = written({ kind: "typedef", id: 1, name: "a", type: 2 }, { kind: "const", id: 2, name: "", type: 1 });
    expect(codeOf(() => btf.resolve(1))).toBe("cycle");
    expect(codeOf(() => btf.sizeOf(1))).toBe("cycle");
    expect(btf.typeName(2)).toBe("const a");
  });

  test("qualifiers in a circle", () => {
    const btf = written({ kind: "volatile", id: 1, name: "", type: 1 });
    expect(codeOf(() => btf.typeName(1))).toBe("limit");
    expect(codeOf(() => btf.resolve(1))).toBe("cycle");
  });

  test("arrays of themselves, and larger than memory", () => {
    const array = (id: number, type: number, count: number): BtfType => ({
      kind: "array",
      id,
      name: "",
      type,
      indexType: 1,
      count,
    });
    const circle = written(array(1, 1, 1));
    expect(codeOf(() => circle.sizeOf(1))).toBe("cycle");
    const huge = written(array(1, 2, 0xffff_ffff), array(2, 3, 0xffff_ffff), sized(3, "x"));
    expect(codeOf(() => huge.sizeOf(1))).toBe("limit");
    expect(codeOf(() => huge.sizeOf(2))).toBe("limit");
  });

  test("structs in themselves", () => {
    const btf = written(sized(1, "x", [1]));
    expect(codeOf(() => btf.members(1, { flatten: true }))).toBe("cycle");
  });

  test("structs that double at each level", () => {
    const levels = Array.from({ length: 40 }, (_, index) => sized(index + 1, "", [index + 2, index + 2]));
    const btf = written(...levels, { kind: "int", id: 41, name: "int", size: 4, bits: 32, bitOffset: 0, ...PLAIN });
    expect(codeOf(() => btf.members(1, { flatten: true }))).toBe("limit");
  });

  test("empty structs that double at each level", () => {
    const levels = Array.from({ length: 40 }, (_, index) => sized(index + 1, "", [index + 2, index + 2]));
    expect(codeOf(() => written(...levels, sized(41, "")).members(1, { flatten: true }))).toBe("limit");
  });

  test("functions that take themselves", () => {
    const param = { name: "", type: 2 };
    const btf = written(
      { kind: "func_proto", id: 1, name: "", returns: 0, params: [param, param], variadic: false },
      { kind: "ptr", id: 2, name: "", type: 1 },
    );
    expect(codeOf(() => btf.typeName(2))).toBe("limit");
  });

  test("names of half the section", () => {
    const size = 20_000;
    const types = Array.from({ length: size }, (_, index) => [index + 1, 0x0400_0000, 4]).flat();
    const start = performance.now();
    const btf = readBtf(rawBtf(types, `\0${"x".repeat(size * 100)}\0`));
    expect(btf.find("struct", "y")).toBeUndefined();
    expect(codeOf(() => [...btf.types()])).toBe("limit");
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe("a base", () => {
  const ice = fixtureBytes("ice-6.12");

  test("is asked for", () => {
    expect(codeOf(() => readBtf(ice))).toBe("base");
    expect(() => readBtf(ice)).toThrow("this is split BTF");
  });

  test("that is another's is found out", () => {
    for (const other of ["vmlinux-6.12", "igc-6.12", "tags-7.3"])
      expect(codeOf(() => readBtf(ice, fixture(other)))).toBe("base");
  });

  test("is refused where none is needed", () => {
    expect(codeOf(() => readBtf(fixtureBytes("igc-6.12"), fixture("vmlinux-6.12")))).toBe("base");
  });

  test("has the same byte order", () => {
    const base = readBtf(handMade());
    expect(codeOf(() => readBtf(ice, base))).toBe("base");
  });
});
