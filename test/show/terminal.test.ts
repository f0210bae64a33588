import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import type { Descriptor } from "../../src/model/types.js";
import { showTerminal } from "../../src/show/terminal.js";
import { textWidth } from "../../src/text/terminal.js";
import { big, descriptor, growing, little, slice, varied } from "./sample.js";

function show(sample: Descriptor, width = 80): string {
  return showTerminal(sample, { color: false, width });
}

describe("showTerminal", () => {
  it("draws little-endian words", () => {
    expect(show(little())).toContain(`
            +3              +2              +1              +0
     ┌───────────────────────────────┬───────────────────────────────┐
     │15                            0│15                            0│
0x00 │            l2tag1             │       mirroring_status        │
     ├───────────────────────────────┴───────────────────────────────┤
     │31                                                            0│
0x04 │                              rss                              │
     ├───┬─────┬───────────────┬─────────┬───┬─────────────────┬─┬─┬─┤
     │3 3│     │               │         │1 1│                 │ │ │ │
     │1 0│29 27│26           19│18     14│3 2│11              3│2│1│0│
0x08 │ a │░ 0 ░│     error     │░░░░░░░░░│ b │░░░░░░░░░░░░░░░░░│c│d│e│
     ├─┬─┴─────┴─────────────┬─┴─────────┴───┴───────────┬─────┴─┴─┴─┤
     │6│                     │                           │           │
     │3│62                 52│51                       38│37       32│
0x0c │f│░░░░░░░░░░░░░░░░░░░░░│        length_pbuf        │     a     │
     └─┴─────────────────────┴───────────────────────────┴───────────┘
     a ptype     b fltstat   c l2tag1p   d eof       e dd        f sph
`);
  });

  it("draws views below each other, and what they share across them", () => {
    expect(show(big())).toContain(`
            +0              +1              +2              +3
     ┌───────────────┬───────────────┬───────────────────────────────┐
     │7             0│7             0│15                            0│
0x00 │ tunneled_etc  │░░░░ rsvd0 ░░░░│            wqe_id             │
     ├───────────────┼───────────────┼───────────────────────────────┤
     │7             0│7             0│15                            0│ lro
0x04 │       a       │  lro_min_ttl  │          lro_tcp_win          │
     ├───────────────┴───────────────┼───────────────────────────────┤
     │                               │15                            0│ shampo
  or │                               │          header_size          │
     ├───────────────────────────────┴───────────────────────────────┤
`);
    expect(show(big())).toContain(`
     ├───────────────┴───────────────┬───────────────────────────────┤
     │15                            0│15                            0│
0x14 │           check_sum           │           vlan_info           │
     │                               ├─────┬─┬───────────────────────┤
     │                               │15 13│ │11                    0│ vlan
  or │                               │ pcp │ │          vid          │
     └───────────────────────────────┴─────┴─┴───────────────────────┘
     a lro_tcppsh_abort_dupack
`);
  });

  it("leaves memory behind the end open", () => {
    expect(show(growing())).toContain(`
0x0c │                          hash_value                           │
     └───────────────────────────────┬───────────────────────────────┤
                                     │15                            0│ size ≥ 18
0x10                                 │          hash_report          │
                                     └───────────────────────────────┘
`);
  });

  it("draws each case, and what is not described", () => {
    const text = show(varied());
    expect(text).toContain("\ncase nic: rxdid == flex_nic, the NIC profile, struct flex_nic\n");
    expect(text).toContain("\ncase list: rxdid == list\n");
    expect(text).toContain("\ncase other: otherwise\n");
    expect(text).toContain("0x04 │                         not described                         │");
    expect(text).toContain("   ⋮ ┊                       0x08 to 0x1b alike                      ┊");
    expect(text.match(/entry ext: 16 bytes, struct ext_entry/g)).toHaveLength(1);
    expect(text).toMatch(/Fields of case nic\n {2}rss_hash +0x04 le32 31\.\.0\n/);
  });

  it("tells the fields, the metadata and the sources", () => {
    const text = show(little());
    expect(text.startsWith("i40e/sample\nthe i40e/sample descriptor\n16 bytes, receive descriptor, union ")).toBe(true);
    expect(text).toContain("  fltstat           0x08 le64 13..12  values none=0, fd_id=1, rss_hash=3\n");
    expect(text).toMatch(/ {2}rss +0x04 le32 31\.\.0 {3}RSS hash\n +when fltstat == rss_hash\n/);
    expect(text).toMatch(/ {2}mark +split +=( l2tag1 : mirroring_status)\n/);
    expect(text).toMatch(/ {2}length_pbuf .* \[bytes\]\n/);
    expect(text).toContain(
      "  rx_hash       hash = rss, type = i40e/ptypes[ptype].hash_type\n                  when fltstat == rss_hash\n",
    );
    expect(text).toContain("  rx_timestamp  never says: only an index into registers\n");
    expect(text).toContain("  never says: rx_queue\n");
    expect(text.endsWith("\nSources\n  drivers/net/ethernet/sample.h\n")).toBe(true);
  });

  it.each([60, 80, 100, 140, 200])("stays within %i columns", (width) => {
    for (const sample of [little(), big(), varied(), growing()]) {
      for (const line of show(sample, width).split("\n")) expect(textWidth(line)).toBeLessThanOrEqual(width);
    }
  });

  it("uses the room of wider terminals", () => {
    expect(show(little(), 140)).toMatch(/│ ptype │/);
    expect(show(little(), 40)).toContain("            +1              +0\n");
  });

  it("takes no key that is the name of a field", () => {
    const text = show(
      descriptor("keys/x", 1, [
        slice("a", { at: 0, type: "u8", msb: 0 }),
        slice("flag", { at: 0, type: "u8", msb: 1 }),
      ]),
    );
    expect(text).toContain("│b│a│");
    expect(text).toContain("     b flag\n");
  });

  it("colours when asked, and prints the same characters", () => {
    const colored = showTerminal(little(), { color: true, width: 80 });
    expect(colored).not.toBe(show(little()));
    expect(stripVTControlCharacters(colored)).toBe(show(little()));
  });

  it("lets no text steer the terminal", () => {
    const hostile = descriptor("x/y", 1, [slice("a", { at: 0, type: "u8", doc: "\u001b[2J", unit: "\u202eb" })], {
      title: "t\u001b]0;x\u0007",
      sources: ["\u009b31m"],
      doc: "one\ntwo",
    });
    const text = show(hostile);
    expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(text).toContain("one two");
  });
});
