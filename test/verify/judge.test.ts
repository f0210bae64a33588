/** What is held against what, on types made by hand. */
import { describe, expect, test } from "vitest";
import type { BtfType, StructMember } from "../../src/btf/index.js";
import { inRange, kernelVersion } from "../../src/verify/kernels.js";
import { countOf } from "../../src/verify/result.js";
import { fieldOf, rulesOf, verifyText } from "./support.js";

/** The types that members are made of, by their ids. */
const WORDS: readonly BtfType[] = [
  { kind: "int", id: 1, name: "u8", size: 1, bits: 8, bitOffset: 0, signed: false, char: false, bool: false },
  { kind: "int", id: 2, name: "u16", size: 2, bits: 16, bitOffset: 0, signed: false, char: false, bool: false },
  { kind: "int", id: 3, name: "u32", size: 4, bits: 32, bitOffset: 0, signed: false, char: false, bool: false },
  { kind: "typedef", id: 4, name: "__le16", type: 2 },
  { kind: "typedef", id: 5, name: "__be32", type: 3 },
  { kind: "array", id: 6, name: "", type: 1, indexType: 3, count: 6 },
  { kind: "typedef", id: 7, name: "__virtio16", type: 2 },
];
const [U8, U16, U32, LE16, BE32, MAC, VIRTIO16] = [1, 2, 3, 4, 5, 6, 7] as const;

function member(name: string, type: number, at: number, bitSize = 0): StructMember {
  return { name, type, bitOffset: at, bitSize };
}

function struct(id: number, name: string, size: number, members: readonly StructMember[], kind = "struct"): BtfType {
  return { kind, id, name, size, members } as BtfType;
}

function spec(size: number | string, fields: string, rest = "", kernel = "struct d", align = 1): string {
  return `nicdesc: 1
descriptor: drv/rx
title: A descriptor
direction: rx
size: ${size}
align: ${align}
kernel: { type: ${kernel} }
fields: { ${fields} }
${rest}`;
}

test("sizes: any of those that the spec lists", () => {
  const types = [...WORDS, struct(8, "d", 2, [member("a", LE16, 0)])];
  expect(verifyText(spec(2, "a: { at: 0, type: le16 }"), types).status).toBe("agrees");
  const larger = verifyText(spec(4, "a: { at: 0, type: le16 }, b: { at: 2, type: le16, reserved: true }"), types);
  expect(larger.frames[0]?.problems).toEqual([{ rule: "size", message: "the spec says 4 bytes, the kernel 2 bytes" }]);
  const fields = "a: { at: 0, type: le16 }, b: { at: 2, type: le16, when: size >= 4 }";
  const either = verifyText(spec("[2, 4]", fields), types);
  expect([either.status, fieldOf(either, "b").status]).toEqual(["agrees", "not-in-kernel"]);
});

test("unions and anonymous unions", () => {
  const types = [
    ...WORDS,
    struct(8, "", 4, [member("x", BE32, 0), member("y", LE16, 0)], "union"),
    struct(9, "d", 6, [member("a", LE16, 0), member("", 8, 16)]),
  ];
  const both = "x: { at: 2, type: be32, view: x, unaligned: true }, y: { at: 2, type: le16, view: y }";
  const result = verifyText(spec(6, `a: { at: 0, type: le16 }, ${both}`), types);
  expect([result.status, countOf(result, "agrees")]).toEqual(["agrees", 3]);
});

test("the member that the descriptor is", () => {
  const types = [
    ...WORDS,
    struct(8, "", 4, [member("a", LE16, 0), member("b", LE16, 16)]),
    struct(9, "d", 8, [member("head", U32, 0), member("wb", 8, 32)]),
  ];
  const fields = "a: { at: 0, type: le16 }, other: { at: 2, type: le16, member: b }";
  const inside = verifyText(spec(4, fields, "", "struct d, member: wb"), types);
  expect([inside.status, fieldOf(inside, "other").member]).toEqual(["agrees", "wb.b"]);
  const missing = verifyText(spec(4, fields, "", "struct d, member: rd"), types);
  expect([missing.status, missing.frames[0]?.problems[0]?.message]).toEqual(["differs", "struct d has no member rd"]);
  const word = verifyText(spec(4, fields, "", "struct d, member: head"), types);
  expect(word.frames[0]?.problems[0]?.message).toBe("struct d.head is no struct or union");
  expect(verifyText(spec(4, fields, "", "struct e"), types).status).toBe("absent");
});

test("packed structs, arrays, and words over bytes", () => {
  const types = [
    ...WORDS,
    struct(8, "seg", 3, [member("kind", U8, 0), member("len", LE16, 8)]),
    { kind: "array", id: 9, name: "", type: 8, indexType: 3, count: 2 } as BtfType,
    struct(10, "d", 13, [member("a", U8, 0), member("mac", MAC, 8), member("segs", 9, 56)]),
  ];
  const segments = (stride: number) =>
    `segs: { at: 7, count: 2, stride: ${stride}, fields: { kind: { at: 0, type: u8 }, len: { at: 1, type: le16, unaligned: true } } }`;
  const fields = `a: { at: 0, type: u8 }, mac: { at: 1, type: u8, count: 6 }, ${segments(3)}`;
  const good = verifyText(spec(13, fields), types);
  expect([good.status, fieldOf(good, "segs_len").member]).toEqual(["agrees", "segs[0].len"]);
  expect(fieldOf(good, "segs_len").compared).toEqual(["offset", "width", "order", "count"]);
  const five = spec(13, fields.replace("count: 6", "count: 5"), "reserved: [{ at: 6, size: 1 }]");
  expect(rulesOf(verifyText(five, types), "mac")).toBe("count");
  const word = "a: { at: 0, type: u8 }, m: { at: 1, type: be32, member: mac, unaligned: true }";
  const narrow = verifyText(spec(13, word, "reserved: [{ at: 5, size: 8 }]"), types);
  expect(rulesOf(narrow, "m")).toBe("width");
});

test("byte order: as declared; CPU order only where it is meant", () => {
  const types = [...WORDS, struct(8, "d", 8, [member("a", BE32, 0), member("b", LE16, 32), member("c", VIRTIO16, 48)])];
  const rest = "b: { at: 4, type: le16 }, c: { at: 6, type: le16 }";
  const ruleOf = (a: string) => rulesOf(verifyText(spec(8, `${a}, ${rest}`, "", "struct d", 4), types), "a");
  expect(ruleOf("a: { at: 0, type: be32 }")).toBe("");
  expect(ruleOf("a: { at: 0, type: le32 }")).toBe("order");
  expect(ruleOf("a: { at: 0, type: u32 }")).toBe("order");
  expect(ruleOf("a: { at: 0, type: u32, member: a }")).toBe("");
  const twin = "a: { at: 0, type: be32, overlaps: [raw] }, raw: { at: 0, type: u32, member: a, overlaps: [a] }";
  const both = verifyText(spec(8, `${twin}, ${rest}`, "", "struct d", 4), types);
  expect(both.status).toBe("agrees");
  expect(fieldOf(both, "c").compared).toEqual(["offset", "width"]);
});

test("a value that newer kernels split", () => {
  const parts = "lo: { at: 0, type: le16 }, hi: { at: 2, type: le16 }";
  const noted = parts.replaceAll(" }", ', kernels: ">=6.18" }');
  const types = [...WORDS, { kind: "typedef", id: 8, name: "__le32", type: 3 } as BtfType];
  const whole = [...types, struct(9, "d", 4, [member("value", 8, 0)])];
  const good = verifyText(spec(4, `${noted}, value: { parts: [hi, lo] }`), whole);
  expect([good.status, fieldOf(good, "value").status]).toEqual(["agrees", "agrees"]);
  const wider = [...types, struct(9, "d", 4, [member("value", LE16, 0), member("rest", LE16, 16)])];
  const bad = verifyText(spec(4, `${noted}, value: { parts: [hi, lo] }`), wider);
  expect(rulesOf(bad, "value")).toBe("offset");
});

describe("bit-fields", () => {
  const fields = "kind: { at: 0, type: le16, bits: 11..4 }, low: { at: 0, type: le16, bits: 3..0 }";
  const rest = "reserved: [{ at: 0, type: le16, bits: 15..12 }]";

  test("on a little-endian machine", () => {
    const members = [member("low", U16, 0, 4), member("kind", U16, 4, 8)];
    expect(verifyText(spec(2, fields, rest), [...WORDS, struct(8, "d", 2, members)]).status).toBe("agrees");
    const moved = [member("low", U16, 0, 4), member("kind", U16, 5, 8)];
    const result = verifyText(spec(2, fields, rest), [...WORDS, struct(8, "d", 2, moved)]);
    expect([rulesOf(result, "kind"), rulesOf(result, "low")]).toEqual(["offset", ""]);
    const shorter = [member("low", U16, 0, 3)];
    const short = verifyText(spec(2, fields, rest), [...WORDS, struct(8, "d", 2, shorter)]);
    expect([rulesOf(short, "low"), rulesOf(short, "kind")]).toEqual(["width", "member"]);
  });

  test("on a big-endian machine they count from the top", () => {
    const big = "kind: { at: 0, type: be16, bits: 11..4 }, low: { at: 0, type: be16, bits: 3..0 }";
    const members = [member("kind", U16, 4, 8), member("low", U16, 12, 4)];
    const types = [...WORDS, struct(8, "d", 2, members)];
    const turned = rest.replace("le16", "be16");
    expect(verifyText(spec(2, big, turned), types, { endian: "big" }).status).toBe("agrees");
    expect(verifyText(spec(2, big, turned), types).status).toBe("differs");
  });
});

describe("variants and entries", () => {
  const types = [
    ...WORDS,
    struct(8, "d", 4, [member("kind", LE16, 0), member("flex", LE16, 16)]),
    struct(9, "nic", 4, [member("kind", LE16, 0), member("vlan", LE16, 16)]),
    struct(10, "ext", 2, [member("flags", LE16, 0)]),
  ];
  const cases = (vlan: string) => `entries: { ext: { size: 2, kernel: { type: struct ext } } }
variants:
  selector: kind
  cases:
    nic: { match: 1, kernel: { type: struct nic }, fields: { vlan: ${vlan} } }
    other: { match: otherwise, opaque: true }
`;
  const fields = "kind: { at: 0, type: le16 }, flags: { entry: ext, at: 0, type: le16 }";

  test("each against its own type, the common fields against both", () => {
    const good = verifyText(spec(4, fields, cases("{ at: 2, type: le16 }")), types);
    expect(good.status).toBe("agrees");
    expect(good.frames.map(({ type, status }) => `${type} ${status}`)).toEqual([
      "struct d agrees",
      "struct ext agrees",
      "struct nic agrees",
    ]);
    const turned = types.map((type) =>
      type.name === "nic" ? struct(9, "nic", 4, [member("kind", LE16, 16), member("vlan", LE16, 0)]) : type,
    );
    const bad = verifyText(spec(4, fields, cases("{ at: 2, type: le16 }")), turned);
    expect(rulesOf(bad, "nic.vlan")).toBe("offset");
    expect(bad.frames[2]?.problems.map(({ rule }) => rule)).toEqual(["offset"]);
  });

  test("what no field is named after, and who has its bits", () => {
    const good = verifyText(spec(4, fields, cases("{ at: 2, type: le16 }")), types);
    expect(good.frames[0]?.unnamed).toEqual([{ path: "flex", kernel: "__le16 flex at byte 2", fields: ["nic.vlan"] }]);
  });
});

describe("kernels", () => {
  const types = [...WORDS, struct(8, "d", 4, [member("a", LE16, 0)])];
  const text = (kernels: string) => spec(4, `a: { at: 0, type: le16 }, b: { at: 2, type: le16${kernels} }`);
  const statusOf = (kernels: string, kernel?: { major: number; minor: number }) =>
    fieldOf(verifyText(text(kernels), types, kernel && { kernel }), "b").status;

  test("an absent member is a difference unless the spec says so", () => {
    expect(statusOf("")).toBe("differs");
    expect(statusOf(', kernels: ">=6.8"')).toBe("not-in-kernel");
    expect(statusOf(', kernels: ">=6.8"', { major: 6, minor: 7 })).toBe("not-in-kernel");
    expect(statusOf(', kernels: ">=6.8"', { major: 6, minor: 12 })).toBe("differs");
    expect(statusOf(", kernels: <6.8", { major: 6, minor: 12 })).toBe("not-in-kernel");
  });

  test("ranges and versions", () => {
    const inside = (range: string, ...texts: string[]) =>
      texts.map((version) => inRange(range, kernelVersion(version) ?? { major: 0, minor: 0 }));
    expect(inside(">=6.14", "6.13", "6.14.1-arch", "7.0")).toEqual([false, true, true]);
    expect(inside(">=5.10 <6.2", "5.9", "v5.10", "6.1.0-50-amd64", "6.2")).toEqual([false, true, true, false]);
    expect(kernelVersion("six")).toBeUndefined();
  });
});
