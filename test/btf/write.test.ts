import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BtfType, readBtf, writeBtf } from "../../src/btf/index.js";
import { ALONE, codeOf, fixture, fixtureBytes, iceFixture } from "./support.js";

const ENDIANS = ["little", "big"] as const;

/** Lone surrogates have no UTF-8, and a string ends at its first zero. */
const name = fc
  .string({ unit: "grapheme", maxLength: 12 })
  .filter((text) => !text.includes("\0") && text.isWellFormed());
const word = fc.integer({ min: 0, max: 0xffff_ffff });

/** Types of every kind, which refer to one another without sense. */
const types: fc.Arbitrary<BtfType[]> = fc.integer({ min: 1, max: 12 }).chain((count) => {
  const type = fc.integer({ min: 0, max: count });
  const list = <T>(of: fc.Arbitrary<T>) => fc.array(of, { maxLength: 5 });
  const kind = <K extends string>(...kinds: K[]) => fc.constantFrom(...kinds);
  const linkage = kind("static", "global", "extern");
  const flag = fc.boolean();
  const size = fc.constantFrom(1, 2, 4, 8);
  const member = (bits: fc.Arbitrary<number>, most: number) =>
    fc.record({ name, type, bitOffset: fc.integer({ min: 0, max: most }), bitSize: bits });
  const members = fc.oneof(
    list(member(fc.constant(0), 0xffff_ffff)),
    list(member(fc.integer({ min: 1, max: 255 }), 0xff_ffff)),
  );
  const range = (signed: boolean, bits: number) => ({
    min: signed ? -(2n ** BigInt(bits - 1)) : 0n,
    max: 2n ** BigInt(signed ? bits - 1 : bits) - 1n,
  });
  const enumeration = <K extends string>(of: K, bits: number) =>
    flag.chain((signed) =>
      fc.record({
        kind: fc.constant(of),
        name,
        size,
        signed: fc.constant(signed),
        values: list(fc.record({ name, value: fc.bigInt(range(signed, bits)) })),
      }),
    );
  const parameter = fc.record({ name: name.filter((text) => text !== ""), type });
  const one = fc.oneof(
    fc.record({
      kind: kind("int"),
      name,
      size: fc.constant(16),
      bits: fc.integer({ min: 1, max: 100 }),
      bitOffset: fc.integer({ min: 0, max: 28 }),
      signed: flag,
      char: flag,
      bool: flag,
    }),
    fc.record({ kind: kind("float"), name, size: word }),
    fc.record({ kind: kind("ptr", "typedef", "volatile", "const", "restrict"), name, type }),
    fc.record({ kind: kind("type_tag"), name, type, attribute: flag }),
    fc.record({ kind: kind("array"), name, type, indexType: type, count: word }),
    fc.record({ kind: kind("struct", "union"), name, size: word, members }),
    enumeration("enum", 32),
    enumeration("enum64", 64),
    fc.record({ kind: kind("fwd"), name, of: kind("struct", "union") }),
    fc.record({ kind: kind("func"), name, type, linkage }),
    fc.record({ kind: kind("func_proto"), name, returns: type, params: list(parameter), variadic: flag }),
    fc.record({ kind: kind("var"), name, type, linkage }),
    fc.record({
      kind: kind("datasec"),
      name,
      size: word,
      variables: list(fc.record({ type, offset: word, size: word })),
    }),
    fc.record({ kind: kind("decl_tag"), name, type, component: fc.integer({ min: -1, max: 99 }), attribute: flag }),
  );
  return fc
    .array(one, { minLength: count, maxLength: count })
    .map((all) => all.map((type, index) => ({ ...type, id: index + 1 }) as BtfType));
});

describe("what is written is read again", () => {
  test.each(ENDIANS)("of any types, %s-endian", (endian) => {
    fc.assert(
      fc.property(types, (list) => {
        const btf = readBtf(writeBtf(list, { endian }));
        expect(btf.endian).toBe(endian);
        expect([...btf.types()]).toEqual(list);
      }),
      { numRuns: 500 },
    );
  });

  test.each(ALONE.flatMap((name) => ENDIANS.map((endian) => [name, endian] as const)))(
    "of %s, %s-endian",
    (name, endian) => {
      const btf = fixture(name);
      expect([...readBtf(writeBtf(btf.types(), { endian })).types()]).toEqual([...btf.types()]);
    },
  );

  test("byte for byte, where it was written before", () => {
    for (const name of ALONE) expect(writeBtf(fixture(name).types())).toEqual(new Uint8Array(fixtureBytes(name)));
  });

  test("over a base", () => {
    const ice = iceFixture();
    const bytes = ice.base && writeBtf(ice.types(), { base: ice.base });
    expect(bytes).toEqual(new Uint8Array(fixtureBytes("ice-6.12")));
  });
});

describe("what has no place in the format is refused", () => {
  test("ids that are not consecutive", () => {
    expect(codeOf(() => writeBtf([{ kind: "fwd", id: 2, name: "x", of: "struct" }]))).toBe("id");
  });

  test("kinds that are not known", () => {
    expect(codeOf(() => writeBtf([{ kind: "unknown", id: 1, name: "x", code: 20 }]))).toBe("type");
  });

  test("bit-fields far from the start", () => {
    const member = { name: "x", type: 0, bitOffset: 0x100_0000, bitSize: 1 };
    expect(codeOf(() => writeBtf([{ kind: "struct", id: 1, name: "x", size: 0, members: [member] }]))).toBe("limit");
  });

  test("names that hold a zero", () => {
    expect(codeOf(() => writeBtf([{ kind: "fwd", id: 1, name: "x\0y", of: "struct" }]))).toBe("string");
  });
});
