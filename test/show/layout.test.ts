import { describe, expect, it } from "vitest";
import type { Descriptor } from "../../src/model/types.js";
import { layOut, type Row } from "../../src/show/layout.js";
import type { Cell } from "../../src/show/rows.js";
import { big, descriptor, growing, little, slice, varied } from "./sample.js";

function rowsOf(sample: Descriptor, picture = 0, block = 0): readonly Row[] {
  const rows = layOut(sample)[picture]?.blocks[block]?.rows ?? [];
  return rows.filter((row) => row.kind === "row");
}

function brief(cell: Cell): string {
  const bits = cell.bits === undefined ? "" : ` ${cell.bits.msb}..${cell.bits.lsb}`;
  return `${cell.name === "" ? cell.kind : cell.name}${bits}`;
}

function cellsAt(sample: Descriptor, at: number, layer = 0, picture = 0): string[] {
  const row = rowsOf(sample, picture).find((candidate) => candidate.at === at && candidate.layer === layer);
  return row?.cells.map(brief) ?? [];
}

describe("layOut", () => {
  it.each([
    ["little", little()],
    ["big", big()],
    ["varied", varied()],
    ["growing", growing()],
  ])("covers every bit of every row once: %s", (_, sample) => {
    for (const { blocks } of layOut(sample)) {
      for (const row of blocks.flatMap(({ rows }) => rows)) {
        if (row.kind === "elision") continue;
        let column = 0;
        for (const cell of row.cells) {
          expect(cell.column).toBe(column);
          column += cell.width;
        }
        expect(column).toBe(32);
        expect([...row.bytes].sort((a, b) => a - b)).toEqual([0, 1, 2, 3].map((byte) => row.at + byte));
      }
    }
  });

  it("puts little-endian words with their most significant bit on the left", () => {
    expect(rowsOf(little())[0]?.bytes).toEqual([3, 2, 1, 0]);
    expect(cellsAt(little(), 0)).toEqual(["l2tag1 15..0", "mirroring_status 15..0"]);
    expect(cellsAt(little(), 8)).toEqual([
      "ptype 31..30",
      "zero 29..27",
      "error 26..19",
      "reserved 18..14",
      "fltstat 13..12",
      "reserved 11..3",
      "l2tag1p 2..2",
      "eof 1..1",
      "dd 0..0",
    ]);
    expect(cellsAt(little(), 12)).toEqual(["sph 63..63", "reserved 62..52", "length_pbuf 51..38", "ptype 37..32"]);
  });

  it("puts big-endian words with their most significant bit on the left", () => {
    expect(rowsOf(big())[0]?.bytes).toEqual([0, 1, 2, 3]);
    expect(cellsAt(big(), 8)).toEqual(["timestamp 63..32"]);
    expect(cellsAt(big(), 12)).toEqual(["timestamp 31..0"]);
    expect(cellsAt(big(), 16)).toEqual(["sop 31..24", "qpn 23..0"]);
  });

  it("arranges the bytes of each word by its own order where orders mix", () => {
    const mixed = descriptor("mixed/x", 8, [
      slice("a", { at: 0, type: "le16" }),
      slice("b", { at: 2, type: "be16", msb: 11, lsb: 4 }),
      slice("c", { at: 4, type: "le32" }),
    ]);
    expect(rowsOf(mixed)[0]?.bytes).toEqual([2, 3, 1, 0]);
    expect(cellsAt(mixed, 0)).toEqual(["gap", "b 11..4", "gap", "a 15..0"]);
  });

  it("follows words across rows", () => {
    const packed = descriptor("packed/x", 8, [
      slice("head", { at: 0, type: "le16" }),
      slice("body", { at: 2, type: "le32" }),
      slice("tail", { at: 6, type: "le16" }),
    ]);
    expect(cellsAt(packed, 0)).toEqual(["body 15..0", "head 15..0"]);
    expect(cellsAt(packed, 4)).toEqual(["tail 15..0", "body 31..16"]);
  });

  it("gives words in CPU order no bit numbers", () => {
    const raw = descriptor("raw/x", 4, [slice("tag", { at: 0, type: "u32" })]);
    expect(cellsAt(raw, 0)).toEqual(["tag"]);
  });

  it("draws views as layers that are named", () => {
    const layers = rowsOf(big()).filter((row) => row.at === 4);
    expect(layers.map((row) => row.views)).toEqual([["lro"], ["shampo"]]);
    expect(cellsAt(big(), 4, 1)).toEqual(["elsewhere", "header_size 15..0"]);
  });

  it("lets common cells go on beside a layer", () => {
    expect(cellsAt(big(), 20)).toEqual(["check_sum 15..0", "vlan_info 15..0"]);
    expect(cellsAt(big(), 20, 1)).toEqual(["shared", "pcp 15..13", "elsewhere", "vid 11..0"]);
  });

  it("draws pieces before the whole that overlaps them", () => {
    const flags = descriptor("flags/x", 4, [
      slice("status", { at: 0, type: "le32", msb: 1, lsb: 0 }),
      slice("dd", { at: 0, type: "le32", msb: 0 }),
      slice("eof", { at: 0, type: "le32", msb: 1 }),
    ]);
    expect(cellsAt(flags, 0)).toEqual(["gap", "eof 1..1", "dd 0..0"]);
    expect(cellsAt(flags, 0, 1)).toEqual(["shared", "status 1..0"]);
  });

  it("draws a picture for each case, and what they share once", () => {
    const pictures = layOut(varied());
    expect(pictures.map((picture) => picture.case?.name)).toEqual(["nic", "list", "other", undefined]);
    expect(pictures.map(({ blocks }) => blocks.map(({ entry }) => entry.name))).toEqual([[""], [""], [""], ["ext"]]);
    expect(cellsAt(varied(), 4)).toEqual(["rss_hash 31..0"]);
    expect(cellsAt(varied(), 4, 0, 1)).toEqual(["addr[1] 15..0", "addr[0] 15..0"]);
    expect(cellsAt(varied(), 4, 0, 2)).toEqual(["gap"]);
  });

  it("leaves out the middle of long arrays and reserved stretches", () => {
    const elisions = layOut(varied()).map(({ blocks }) =>
      blocks.flatMap(({ rows }) => rows).filter((row) => row.kind === "elision"),
    );
    expect(elisions).toEqual([
      [{ kind: "elision", from: 16, to: 28 }],
      [{ kind: "elision", from: 8, to: 28 }],
      [{ kind: "elision", from: 8, to: 28 }],
      [],
    ]);
  });

  it("notes from which size on bytes are there", () => {
    expect(rowsOf(growing()).map((row) => row.notes)).toEqual([
      [],
      [],
      ["+2..+3: size ≥ 12"],
      ["size ≥ 18"],
      ["size ≥ 18"],
    ]);
    expect(cellsAt(growing(), 16)).toEqual(["outside", "hash_report 15..0"]);
  });

  it("puts unnamed bits beside the pieces of their word", () => {
    const span = (msb: number, lsb: number, view: string) => ({
      entry: 0,
      span: { kind: "slice" as const, slice: { entry: 0, at: 0, type: "u8" as const, msb, lsb } },
      variant: "",
      of: "",
      view,
      mustBeZero: false,
      doc: "",
    });
    const views = descriptor(
      "views/x",
      4,
      [
        slice("push", { at: 0, type: "u8", msb: 6, view: "lro" }),
        slice("window", { at: 2, type: "be16", view: "lro" }),
        slice("match", { at: 0, type: "u8", msb: 2, lsb: 1, view: "split" }),
        slice("index", { at: 2, type: "be16", view: "split" }),
      ],
      { reserved: [span(7, 7, "lro"), span(5, 0, "lro"), span(7, 3, "split"), span(0, 0, "split")] },
    );
    expect(cellsAt(views, 0)).toEqual(["reserved 7..7", "push 6..6", "reserved 5..0", "gap", "window 15..0"]);
    expect(cellsAt(views, 0, 1)).toEqual(["reserved 7..3", "match 2..1", "reserved 0..0", "shared", "index 15..0"]);
  });

  it("hides a word behind the reserved bits cut from it", () => {
    const word = { entry: 0, at: 0, type: "le32", msb: 31, lsb: 0 } as const;
    const cut = descriptor("cut/x", 4, [slice("word", { at: 0, type: "le32" })], {
      reserved: [
        {
          entry: 0,
          span: { kind: "slice", slice: word },
          variant: "",
          of: "word",
          view: "",
          mustBeZero: false,
          doc: "",
        },
      ],
    });
    expect(cellsAt(cut, 0)).toEqual(["reserved 31..0"]);
    expect(rowsOf(cut)).toHaveLength(1);
  });
});
