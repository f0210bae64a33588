import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codeOf } from "../btf/support.js";
import {
  BE16,
  DUNDER_U8,
  descriptorOf,
  INT,
  kernel,
  LE16,
  type Part,
  SEGMENT_0,
  SEGMENT_2,
  sectionOf,
  U8,
  U8_2,
  U8_3,
  U16,
  U32,
} from "./kernels.js";
import { mirrored, plain, said } from "./said.js";

const A: Part = { name: "a", type: U16, at: 0 };
const B: Part = { name: "b", type: LE16, at: 16 };
const BITS: Part = { name: "gen", type: U32, at: 32, bits: 1 };
const LIST: Part = { name: "list", type: U8_2, at: 64 };
const PARTS = [A, B, BITS, LIST];

/** What changes when one member is replaced, or left out. */
function changed(part: Part, ...replacement: readonly Part[]): string[] {
  return said(sectionOf(kernel(PARTS), kernel(PARTS.flatMap((each) => (each === part ? replacement : [each])))));
}

describe("a member", () => {
  test("that stays is no change, and is counted", () => {
    expect(sectionOf(kernel(PARTS), kernel(PARTS))).toEqual({
      kind: "type",
      of: "struct desc",
      compared: 5,
      changes: [],
    });
  });

  test("moved", () => {
    expect(changed(B, { ...B, at: 96 })).toEqual(["moved b: byte 2 → byte 12"]);
    expect(changed(BITS, { ...BITS, at: 35 })).toEqual(["moved gen: byte 4 → byte 4, bit 3"]);
  });

  test("two that change places", () => {
    expect(
      said(
        sectionOf(
          kernel([A, { ...B, type: U16 }]),
          kernel([
            { ...B, type: U16, at: 0 },
            { ...A, at: 16 },
          ]),
        ),
      ),
    ).toEqual(["moved a: byte 0 → byte 2", "moved b: byte 2 → byte 0"]);
  });

  test("appeared, in the order of its place", () => {
    const late: Part = { name: "late", type: U8, at: 72 };
    const early: Part = { name: "early", type: U8, at: 48 };
    expect(said(sectionOf(kernel([A, LIST]), kernel([A, early, late])))).toEqual([
      "appeared early:  → u8 early at byte 6",
      "vanished list: u8 list[2] at byte 8 → ",
      "appeared late:  → u8 late at byte 9",
    ]);
  });

  test("vanished", () => {
    expect(changed(BITS)).toEqual(["vanished gen: u32 gen:1 at byte 4, bit 0 → "]);
  });

  test("renamed: same place and shape", () => {
    expect(changed(B, { ...B, name: "c" })).toEqual(["renamed b: __le16 b at byte 2 → __le16 c at byte 2"]);
    expect(changed(BITS, { ...BITS, name: "owner" })).toEqual([
      "renamed gen: u32 gen:1 at byte 4, bit 0 → u32 owner:1 at byte 4, bit 0",
    ]);
  });

  test.each([
    ["another place", { ...B, name: "c", at: 96 }],
    ["another size", { ...B, name: "c", type: U8 }],
    ["another size, in the same order", { ...B, name: "c", type: U8_3 }],
    ["another byte order", { ...B, name: "c", type: BE16 }],
    ["an array", { ...B, name: "c", type: U8_2 }],
  ])("of another name and %s is another member", (_, part) => {
    expect(
      changed(B, part)
        .map((text) => text.split(" ")[0])
        .sort(),
    ).toEqual(["appeared", "vanished"]);
  });

  test("of another name and a width more is another member", () => {
    const kinds = said(sectionOf(kernel([A]), kernel([{ ...A, name: "c", type: U32 }]))).map(
      (text) => text.split(" ")[0],
    );
    expect(kinds).toEqual(["vanished", "appeared"]);
  });

  test("resized", () => {
    expect(changed(B, { ...B, type: U8 })).toEqual(["resized b: __le16 b → u8 b"]);
    expect(changed(LIST, { ...LIST, type: U8_3 })).toEqual(["resized list: u8 list[2] → u8 list[3]"]);
    expect(changed(BITS, { ...BITS, bits: 4 })).toEqual(["resized gen: u32 gen:1 → u32 gen:4"]);
  });

  test("an array of as many bits as a word is resized too: it has other elements", () => {
    expect(changed(B, { ...B, type: U8_2 })).toEqual(["resized b: __le16 b → u8 b[2]"]);
  });

  test("retyped", () => {
    expect(changed(B, { ...B, type: BE16 })).toEqual(["retyped b: __le16 b → __be16 b"]);
    expect(changed(B, { ...B, type: U16 })).toEqual(["retyped b: __le16 b → u16 b"]);
    expect(said(sectionOf(kernel([{ ...A, type: U32 }]), kernel([{ ...A, type: INT }])))).toEqual([
      "retyped a: u32 a → int a",
    ]);
  });

  test("a typedef that says the same is no change", () => {
    expect(said(sectionOf(kernel([{ ...A, type: U8 }]), kernel([{ ...A, type: DUNDER_U8 }])))).toEqual([]);
  });

  test("moved and resized at once is two changes", () => {
    expect(changed(B, { ...B, type: U32, at: 96 })).toEqual([
      "moved b: byte 2 → byte 12",
      "resized b: __le16 b → u32 b",
    ]);
  });
});

describe("inside an array of structs", () => {
  const list: Part = { name: "segs", type: SEGMENT_2, at: 0 };
  const segment = (...parts: readonly Part[]) => kernel([list], { segment: parts });
  const lo: Part = { name: "lo", type: U16, at: 0 };
  const hi: Part = { name: "hi", type: U16, at: 16 };

  test("places count from the element", () => {
    expect(said(sectionOf(segment(lo, hi), segment({ ...lo, at: 16 }, { ...hi, at: 0 })))).toEqual([
      "moved segs[].lo: byte 0 → byte 2",
      "moved segs[].hi: byte 2 → byte 0",
    ]);
    expect(said(sectionOf(segment(lo, hi), segment(lo)))).toEqual(["vanished segs[].hi: u16 segs[].hi at byte 2 → "]);
  });

  test("a member is not taken for one outside, however alike", () => {
    const outside: Part = { name: "top", type: U16, at: 16 };
    const before = kernel([list], { segment: [lo, hi] });
    expect(said(sectionOf(before, kernel([list, outside], { segment: [lo] })))).toEqual([
      "vanished segs[].hi: u16 segs[].hi at byte 2 → ",
      "appeared top:  → u16 top at byte 2",
    ]);
  });

  test("members are renamed, with the array or without", () => {
    expect(said(sectionOf(segment(lo, hi), segment(lo, { ...hi, name: "top" })))).toEqual([
      "renamed segs[].hi: u16 segs[].hi at byte 2 → u16 segs[].top at byte 2",
    ]);
    expect(said(sectionOf(kernel([list]), kernel([{ ...list, name: "frags" }])))).toEqual([
      "renamed segs: struct segment segs[2] at byte 0 → struct segment frags[2] at byte 0",
      "renamed segs[].lo: u16 segs[].lo at byte 0 → u16 frags[].lo at byte 0",
      "renamed segs[].hi: u16 segs[].hi at byte 2 → u16 frags[].hi at byte 2",
    ]);
  });
});

describe("members that share a place", () => {
  const shape = { type: U32, at: 0 };
  const union = (...names: readonly string[]) =>
    kernel(
      names.map((name) => ({ ...shape, name })),
      { kind: "union", size: 4 },
    );
  const named = descriptorOf("type: union desc");

  test("are renamed one for one, in their order", () => {
    expect(said(sectionOf(union("rss", "flow"), union("rss", "filter"), named))).toEqual([
      "renamed flow: u32 flow at byte 0 → u32 filter at byte 0",
    ]);
    const both = sectionOf(union("a", "b"), union("c", "d"), named).changes;
    expect(both.map(({ subject, after }) => `${subject} ${after}`)).toEqual(["a u32 c at byte 0", "b u32 d at byte 0"]);
    expect(said(sectionOf(union("a", "b"), union("c"), named))).toEqual([
      "renamed a: u32 a at byte 0 → u32 c at byte 0",
      "vanished b: u32 b at byte 0 → ",
    ]);
  });
});

describe("the type", () => {
  test("changed its size", () => {
    expect(said(sectionOf(kernel(PARTS), kernel(PARTS, { size: 32 })))).toEqual([
      "resized struct desc: 16 bytes → 32 bytes",
    ]);
  });

  test("appeared, vanished, or is on neither side", () => {
    const without = kernel(PARTS, { name: "other" });
    expect(said(sectionOf(kernel(PARTS), without))).toEqual(["vanished struct desc: 16 bytes → "]);
    expect(said(sectionOf(without, kernel(PARTS)))).toEqual(["appeared struct desc:  → 16 bytes"]);
    expect(sectionOf(without, without)).toMatchObject({ compared: 0, changes: [] });
  });

  test("a struct that became a union is another type", () => {
    expect(said(sectionOf(kernel([A]), kernel([A], { kind: "union" })))).toEqual(["vanished struct desc: 16 bytes → "]);
  });

  test("lacks the member that the descriptor is", () => {
    const inner = descriptorOf("type: struct desc, member: wb");
    const wb: Part = { name: "wb", type: 8, at: 0 };
    expect(said(sectionOf(kernel([wb]), kernel([A]), inner))).toEqual([
      "vanished struct desc (wb): 4 bytes → struct desc has no member wb",
    ]);
    expect(said(sectionOf(kernel([wb]), kernel([{ ...wb, at: 32 }]), inner))).toEqual([
      "moved struct desc (wb): byte 0 → byte 4",
    ]);
  });

  test("that contains an array of itself is refused", () => {
    const endless = kernel([{ name: "segs", type: SEGMENT_2, at: 0 }], {
      segment: [{ name: "inner", type: SEGMENT_0, at: 0 }],
    });
    expect(codeOf(() => sectionOf(endless, endless))).toBe("cycle");
  });
});

describe("of any two types", () => {
  const types = [U8, U16, U32, LE16, BE16, INT, U8_2, U8_3, SEGMENT_2, DUNDER_U8];
  const part = fc.record({ type: fc.constantFrom(...types), at: fc.nat({ max: 7 }).map((byte) => byte * 8) });
  const bit = fc.record({ type: fc.constant(U32), at: fc.nat({ max: 63 }), bits: fc.integer({ min: 1, max: 8 }) });
  const parts = fc
    .array(fc.oneof(part, bit), { maxLength: 6 })
    .chain((list) =>
      fc
        .shuffledSubarray(["a", "b", "c", "d", "e", "f", "g", "h"], { minLength: list.length, maxLength: list.length })
        .map((names) => list.map((each, i): Part => ({ ...each, name: names[i] ?? "" }))),
    );
  const endian = fc.constantFrom("little" as const, "big" as const);

  test("one with itself: nothing", () => {
    fc.assert(
      fc.property(parts, endian, (list, order) => {
        const one = kernel(list, { endian: order });
        expect(sectionOf(one, one).changes).toEqual([]);
      }),
    );
  });

  test("backwards: the mirror image", () => {
    fc.assert(
      fc.property(parts, parts, endian, (a, b, order) => {
        const [before, after] = [kernel(a, { endian: order }), kernel(b, { endian: order })];
        const there = sectionOf(before, after).changes.map(mirrored);
        const back = sectionOf(after, before).changes.map(plain);
        expect(back.sort()).toEqual(there.sort());
      }),
    );
  });

  test("nothing is left out: what stays, goes and comes makes up both", () => {
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        const { changes } = sectionOf(kernel(a), kernel(b));
        const names = (kind: string) =>
          changes.filter((each) => each.kind === kind && !each.subject.includes("[]")).map(({ subject }) => subject);
        const stayed = a.filter(({ name }) => b.some((each) => each.name === name)).length;
        expect(stayed + names("vanished").length + names("renamed").length).toBe(a.length);
        expect(stayed + names("appeared").length + names("renamed").length).toBe(b.length);
      }),
    );
  });
});
