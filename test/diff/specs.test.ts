import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Change, SectionKind } from "../../src/diff/change.js";
import { compareDescriptors } from "../../src/diff/specs.js";
import type { Descriptor } from "../../src/model/types.js";
import { modelWith, shippedModel } from "../harness/shipped.js";
import { mirrored, plain, said } from "./said.js";

const SPEC = `nicdesc: 1
descriptor: drv/rx
title: A descriptor of a test
direction: rx
size: 16
sources: [a test]
inputs:
  speed: { type: u16, values: { slow: 100, fast: 1000 }, doc: the speed }
fields:
  hash: { at: 0, type: le32, when: kind == rss, doc: the hash }
  status: { at: 4, type: le32, doc: the status }
  done: { of: status, bits: 0, doc: it is done }
  kind: { of: status, bits: 3..2, values: { none: 0, rss: 2 }, doc: what the hash is }
  vlan: { at: 8, type: be16, doc: the tag }
  length: { at: 10, type: le16, unit: bytes, doc: the length }
  mark: { at: 12, type: le32, doc: a mark }
  payload: { value: length - 4, unit: bytes, doc: the payload }
reserved:
  - { of: status, bits: 1 }
  - { of: status, bits: 31..4 }
metadata:
  rx_hash: { when: kind == rss, hash: hash, type: none }
  rx_vlan_tag: { when: vlan != 0, vlan_proto: 0x8100, vlan_tci: vlan }
  rx_length: length
  rx_done: done
`;

function descriptor(text: string): Descriptor {
  const [first] = modelWith("drv/rx", text).descriptors;
  if (first === undefined) throw new Error("no descriptor");
  return first;
}

/** What becomes of the spec when a piece of its text is another: the changes by their sections. */
function changes(...replacements: readonly (readonly [string, string])[]): Partial<Record<SectionKind, string[]>> {
  const text = replacements.reduce((whole, [piece, other]) => {
    if (!whole.includes(piece)) throw new Error(`the spec has no ${piece}`);
    return whole.replace(piece, other);
  }, SPEC);
  const { sections } = compareDescriptors(descriptor(SPEC), descriptor(text));
  return Object.fromEntries(
    sections.filter((section) => section.changes.length > 0).map((section) => [section.kind, said(section)]),
  );
}

describe("a field", () => {
  test("moved", () => {
    expect(
      changes(
        ["mark: { at: 12, type: le32", "mark: { at: 12, type: le16"],
        ["reserved:", "reserved:\n  - { at: 14, type: le16 }"],
      ),
    ).toEqual({
      fields: ["resized mark: le32 at byte 12 → le16 at byte 12"],
    });
    expect(changes(["vlan: { at: 8", "vlan: { at: 10"], ["length: { at: 10", "length: { at: 8"])).toEqual({
      fields: ["moved vlan: be16 at byte 8 → be16 at byte 10", "moved length: le16 at byte 10 → le16 at byte 8"],
    });
    expect(changes(["done: { of: status, bits: 0", "done: { of: status, bits: 1"], ["bits: 1 }", "bits: 0 }"])).toEqual(
      {
        fields: ["moved done: le32 at byte 4, bit 0 → le32 at byte 4, bit 1"],
      },
    );
  });

  test("appeared and vanished", () => {
    const mark = "  mark: { at: 12, type: le32, doc: a mark }\n";
    const other = "  id: { at: 12, type: le16, doc: an id }\n  port: { at: 14, type: le16, doc: a port }\n";
    expect(changes([mark, other])).toEqual({
      fields: [
        "vanished mark: le32 at byte 12 → ",
        "appeared id:  → le16 at byte 12",
        "appeared port:  → le16 at byte 14",
      ],
    });
  });

  test("renamed, also a computed one", () => {
    expect(changes(["mark:", "flow:"], ["payload:", "data:"])).toEqual({
      fields: [
        "renamed mark: mark: le32 at byte 12 → flow: le32 at byte 12",
        "renamed payload: payload = length - 4 → data = length - 4",
      ],
    });
  });

  test("of another name and byte order is another field", () => {
    expect(changes(["mark: { at: 12, type: le32", "flow: { at: 12, type: be32"])).toEqual({
      fields: ["vanished mark: le32 at byte 12 → ", "appeared flow:  → be32 at byte 12"],
    });
  });

  test("resized", () => {
    expect(changes(["kind: { of: status, bits: 3..2", "kind: { of: status, bits: 4..2"], ["31..4", "31..5"])).toEqual({
      fields: ["resized kind: le32 at byte 4, bits 3..2 → le32 at byte 4, bits 4..2"],
    });
  });

  test("retyped", () => {
    expect(changes(["mark: { at: 12, type: le32", "mark: { at: 12, type: be32"])).toEqual({
      fields: ["retyped mark: le32 at byte 12 → be32 at byte 12"],
    });
    expect(changes(["mark: { at: 12, type: le32", "mark: { at: 12, type: u32"])).toEqual({
      fields: ["retyped mark: le32 at byte 12 → u32 at byte 12"],
    });
  });

  test("the same bits, cut from a wider word, are no change", () => {
    const bytes =
      "  mark: { at: 12, type: u8, doc: a mark }\nreserved:\n  - { at: 13, type: u8 }\n  - { at: 14, type: le16 }\n";
    const before = descriptor(
      SPEC.replace("  mark: { at: 12, type: le32, doc: a mark }\n", "")
        .replace("reserved:\n", "")
        .replace("  - { of: status, bits: 1 }", `${bytes}  - { of: status, bits: 1 }`)
        .replace(/ {2}payload.*\n/, ""),
    );
    const word = before.fields.map((field) =>
      field.key === "mark" && field.kind === "slice" ? { ...field, type: "le32" as const } : field,
    );
    const after = { ...before, fields: word };
    expect(compareDescriptors(before, after).sections.flatMap((section) => said(section))).toEqual([]);
  });

  test("has another formula, unit or condition", () => {
    expect(changes(["length - 4", "length - 8"])).toEqual({ fields: ["redefined payload: length - 4 → length - 8"] });
    expect(changes(["le16, unit: bytes", "le16"])).toEqual({ fields: ["redefined length: in bytes → no unit"] });
    expect(
      changes(
        [", when: kind == rss, doc", ", when: kind == rss && done, doc"],
        ["rx_hash: { when: kind == rss", "rx_hash: { when: kind == rss && done"],
      ).fields,
    ).toEqual(["conditioned hash: when kind == rss → when kind == rss && done"]);
  });
});

describe("a field of another kind", () => {
  test("in memory before, computed now", () => {
    const [slice, computed] = ["mark: { at: 12, type: le32, doc: a mark }", "mark: { value: length + 1, doc: a mark }"];
    expect(changes([slice, computed], ["reserved:", "reserved:\n  - { at: 12, type: le32 }"])).toEqual({
      fields: ["retyped mark: le32 at byte 12 → length + 1"],
    });
  });

  test("an array of other elements", () => {
    const array = (text: string) =>
      ["mark: { at: 12, type: le32, doc: a mark }", `mark: { at: 12, ${text}, doc: marks }`] as const;
    const [before, after] = [array("type: u8, count: 4"), array("type: u8, count: 2, stride: 2")].map((one) =>
      descriptor(
        SPEC.replace(...one).replace("reserved:", one[1].includes("stride") ? `reserved:${ODD}` : "reserved:"),
      ),
    );
    if (before === undefined || after === undefined) throw new Error("no descriptors");
    expect(compareDescriptors(before, after).sections.flatMap((section) => said(section))).toEqual([
      "resized mark: u8[4] at byte 12 → u8[2] at byte 12",
    ]);
  });

  test("reserved is none at all", () => {
    expect(changes(["doc: a mark }", "reserved: true }"])).toEqual({ fields: ["vanished mark: le32 at byte 12 → "] });
  });

  test("of another ring entry has moved", () => {
    const entries = "size: 16\nentries:\n  ext: { size: 4, doc: the second }";
    expect(
      changes(
        ["size: 16", entries],
        ["mark: { at: 12", "mark: { entry: ext, at: 0"],
        ["reserved:", "reserved:\n  - { at: 12, type: le32 }"],
      ),
    ).toEqual({
      descriptor: ["resized size: 16 bytes → 20 bytes", "redefined entries:  → entry ext: 4 bytes"],
      fields: ["moved mark: le32 at byte 12 → le32 at byte 0 of ext"],
    });
    const wide = (entry: string) =>
      descriptor(
        SPEC.replace("size: 16", "size: 16\nentries:\n  one: { size: 4, doc: one }\n  two: { size: 4, doc: two }")
          .replace("  payload", `  word: { entry: ${entry}, at: 0, type: le32, doc: a word }\n  payload`)
          .replace("reserved:", `reserved:\n  - { entry: ${entry === "one" ? "two" : "one"}, at: 0, type: le32 }`),
      );
    expect(compareDescriptors(wide("one"), wide("two")).sections.flatMap((section) => said(section))).toEqual([
      "moved word: le32 at byte 0 of one → le32 at byte 0 of two",
    ]);
  });
});

const ODD = "\n  - { at: 13, type: u8 }\n  - { at: 15, type: u8 }";

describe("named values", () => {
  test("of fields: another number, another name, new and gone", () => {
    expect(changes(["{ none: 0, rss: 2 }", "{ none: 0, rss: 3 }"]).values).toEqual([
      "redefined kind.rss: rss=2 → rss=3",
    ]);
    expect(changes(["{ none: 0, rss: 2 }", "{ zero: 0, rss: 2 }"]).values).toEqual([
      "renamed kind.none: none=0 → zero=0",
    ]);
    expect(changes(["{ none: 0, rss: 2 }", "{ rss: 2, flow: 1 }"]).values).toEqual([
      "vanished kind.none: none=0 → ",
      "appeared kind.flow:  → flow=1",
    ]);
  });

  test("of a field that was renamed: new ones by its later name", () => {
    const [before, after] = ["{ none: 0, rss: 2 }, doc: what", "{ none: 0, rss: 2, flow: 1 }, doc: what"];
    const renamed = changes(
      [before, after],
      ["  kind:", "  what:"],
      ["when: kind", "when: what"],
      ["when: kind", "when: what"],
    );
    expect(renamed.values).toEqual(["appeared what.flow:  → flow=1"]);
  });

  test("of inputs", () => {
    expect(changes(["fast: 1000", "fast: 2000"])).toEqual({
      values: ["redefined speed.fast: fast=0x3e8 → fast=0x7d0"],
    });
  });
});

describe("metadata", () => {
  const vlan = "rx_vlan_tag: { when: vlan != 0, vlan_proto: 0x8100, vlan_tci: vlan }";

  test("answers appeared and vanished", () => {
    expect(changes([`  ${vlan}\n`, ""])).toEqual({
      metadata: ["vanished rx_vlan_tag: vlan_proto = 0x8100, vlan_tci = vlan when vlan != 0 → "],
    });
    expect(changes(["  rx_length", "  rx_flow_mark: mark\n  rx_length"])).toEqual({
      metadata: ["appeared rx_flow_mark:  → mark always"],
    });
  });

  test("answers changed their condition", () => {
    expect(changes(["when: vlan != 0", "when: vlan != 0 && done"])).toEqual({
      metadata: ["conditioned rx_vlan_tag: when vlan != 0 → when vlan != 0 && done"],
    });
    expect(changes(["rx_length: length", "rx_length: { when: done, length: length }"])).toEqual({
      metadata: ["conditioned rx_length: always → when done"],
    });
  });

  test("answers changed their value", () => {
    expect(changes(["vlan_proto: 0x8100", "vlan_proto: 0x88a8"])).toEqual({
      metadata: ["redefined rx_vlan_tag: vlan_proto = 0x8100, vlan_tci = vlan → vlan_proto = 0x88a8, vlan_tci = vlan"],
    });
  });

  test("one answer more, and another order", () => {
    const two =
      "rx_vlan_tag: [{ when: vlan != 0, vlan_proto: 0x8100, vlan_tci: vlan }, { when: done, vlan_proto: 0x88a8, vlan_tci: vlan }]";
    const turned =
      "rx_vlan_tag: [{ when: done, vlan_proto: 0x88a8, vlan_tci: vlan }, { when: vlan != 0, vlan_proto: 0x8100, vlan_tci: vlan }]";
    expect(changes([vlan, two]).metadata).toEqual([
      "appeared rx_vlan_tag:  → vlan_proto = 0x88a8, vlan_tci = vlan when done",
    ]);
    const [before, after] = [two, turned].map((text) => descriptor(SPEC.replace(vlan, text)));
    if (before === undefined || after === undefined) throw new Error("no descriptors");
    const found = compareDescriptors(before, after).sections.flatMap(({ changes }) => changes);
    expect(found.map(({ kind, subject }) => `${kind} ${subject}`)).toEqual(["reordered rx_vlan_tag"]);
  });
});

describe("the whole", () => {
  test("size, kernel type and inputs", () => {
    expect(
      changes(
        ["size: 16", "size: 24\nkernel: { type: struct drv }"],
        ["reserved:", "reserved:\n  - { at: 16, type: le64 }"],
      ),
    ).toEqual({
      descriptor: ["resized size: 16 bytes → 24 bytes", "redefined kernel:  → struct drv"],
    });
    expect(changes(["speed: { type: u16", "speed: { type: u32"])).toEqual({ inputs: ["retyped speed: u16 → u32"] });
    expect(changes(["  speed:", "  phase: { type: u8, doc: the phase }\n  speed:"])).toEqual({
      inputs: ["appeared phase:  → u8"],
    });
  });

  test("direction", () => {
    const [before, after] = ["rx", "tx"].map((direction) =>
      descriptor(SPEC.replace("direction: rx", `direction: ${direction}`).replace(/metadata:[\s\S]*/, "")),
    );
    if (before === undefined || after === undefined) throw new Error("no descriptors");
    expect(compareDescriptors(before, after).sections.flatMap((section) => said(section))).toEqual([
      "redefined direction: rx → tx",
    ]);
  });

  test("documentation is not compared", () => {
    expect(changes(["title: A", "title: The"], ["doc: the tag", "doc: a tag"], ["[a test]", "[another]"])).toEqual({});
  });
});

describe("shipped descriptors", () => {
  const shipped = shippedModel().descriptors;

  test.each(shipped.map((each) => [each.name, each] as const))("%s is as itself", (_, each) => {
    const { sections } = compareDescriptors(each, each);
    expect(sections.flatMap((section) => section.changes)).toEqual([]);
    expect(sections.find(({ kind }) => kind === "fields")?.compared).toBeGreaterThan(0);
  });

  test("variants are compared", () => {
    const flex = shipped.find(({ name }) => name === "ice/rx-flex");
    if (flex?.variants === undefined) throw new Error("no variants");
    const fewer = { ...flex, variants: { ...flex.variants, cases: flex.variants.cases.slice(1) } };
    const [first] = flex.variants.cases;
    const cases = compareDescriptors(flex, fewer).sections.find(({ kind }) => kind === "cases");
    expect(cases?.changes.map(({ kind, subject }) => `${kind} ${subject}`)).toEqual([`vanished ${first?.name}`]);
  });

  test("any two, backwards: the mirror image", () => {
    const one = fc.nat({ max: shipped.length - 1 });
    fc.assert(
      fc.property(one, one, (a, b) => {
        const [before, after] = [shipped[a], shipped[b]];
        if (before === undefined || after === undefined) throw new Error("no descriptors");
        const there = compareDescriptors(before, after).sections;
        const back = compareDescriptors(after, before).sections;
        for (const [i, section] of there.entries())
          expect(back[i]?.changes.map(withoutOwner).map(plain).sort()).toEqual(
            section.changes.map(withoutOwner).map(mirrored).sort(),
          );
      }),
    );
  });
});

/** A value belongs to a field under its earlier name, which is another one from the other side. */
function withoutOwner(change: Change): Change {
  return { ...change, subject: change.subject.replace(/^.*\./, "") };
}
