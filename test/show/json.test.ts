import { describe, expect, it } from "vitest";
import { showJson } from "../../src/show/json.js";
import { big, common, descriptor, field, little, slice, varied } from "./sample.js";

function fieldOf(data: ReturnType<typeof showJson>, name: string) {
  return (data["fields"] as { name: string }[]).find((candidate) => candidate.name === name);
}

describe("showJson", () => {
  it("is what JSON can say", () => {
    for (const sample of [little(), big(), varied()]) {
      const data = showJson(sample);
      expect(JSON.parse(JSON.stringify(data))).toEqual(data);
    }
  });

  it("tells where a field lies and what it means", () => {
    expect(fieldOf(showJson(little()), "fltstat")).toEqual({
      name: "fltstat",
      c_name: "fltstat",
      kind: "slice",
      width: 2,
      offset: 8,
      type: "le64",
      msb: 13,
      lsb: 12,
      of: "qword1",
      values: [
        { name: "none", value: 0 },
        { name: "fd_id", value: 1 },
        { name: "rss_hash", value: 3 },
      ],
    });
    expect(fieldOf(showJson(little()), "rss")).toMatchObject({ valid: "fltstat == rss_hash", doc: "RSS hash" });
    expect(fieldOf(showJson(little()), "mark")).toMatchObject({ kind: "split", parts: ["l2tag1", "mirroring_status"] });
  });

  it("counts offsets from the start of the descriptor, and says the ring entry", () => {
    expect(fieldOf(showJson(varied()), "flags2")).toMatchObject({ offset: 32, entry: "ext", at: 0 });
    expect(showJson(varied())["reserved"]).toEqual([
      { offset: 1, size: 1 },
      { offset: 36, entry: "ext", at: 4, size: 12, must_be_zero: true },
    ]);
  });

  it("tells the cases", () => {
    expect(showJson(varied())["variants"]).toMatchObject({
      selector: "rxdid",
      cases: [
        { name: "nic", match: [{ name: "flex_nic", value: 2 }], condition: "rxdid == flex_nic" },
        { name: "list" },
        { name: "other", otherwise: true, opaque: true },
      ],
    });
    expect(fieldOf(showJson(varied()), "list.addr")).toMatchObject({ case: "list", array: { count: 14, stride: 2 } });
  });

  it("tells how metadata is answered", () => {
    expect(showJson(little())["metadata"]).toEqual([
      {
        name: "rx_hash",
        supported: true,
        answers: [{ when: "fltstat == rss_hash", values: { hash: "rss", type: "i40e/ptypes[ptype].hash_type" } }],
      },
      { name: "rx_timestamp", supported: false, reason: "only an index into registers", answers: [] },
      { name: "rx_queue", supported: false, answers: [] },
      { name: "rx_done", supported: true, answers: [{ values: { holds: "dd" } }] },
    ]);
  });

  it("keeps large numbers exact, and expressions as text", () => {
    const wide = slice("wide", {
      at: 0,
      type: "le64",
      values: [
        { name: "safe", value: 2n ** 53n - 1n },
        { name: "large", value: 2n ** 63n },
      ],
    });
    const data = showJson(
      descriptor("x/y", 8, [
        wide,
        { ...common("sum", 64), kind: "computed", expr: field("wide", 64) },
        { ...common("known", 1), kind: "lookup", lookup: "x/t", column: "known", by: field("wide", 64) },
      ]),
    );
    expect(fieldOf(data, "wide")).toMatchObject({
      values: [
        { name: "safe", value: 9007199254740991 },
        { name: "large", value: "0x8000000000000000" },
      ],
    });
    expect(fieldOf(data, "sum")).toMatchObject({ expression: "wide" });
    expect(fieldOf(data, "known")).toMatchObject({ expression: "x/t[wide].known" });
  });
});
