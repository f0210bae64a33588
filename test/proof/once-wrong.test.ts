/** What was wrong once, or refused by the verifier, as the smallest specs that show it. */
import { expect } from "vitest";
import { MACHINES } from "../harness/machines.js";
import { compare, planWork, writeProbes } from "../harness/prove.js";
import { inTemporaryFolder } from "../harness/run.js";
import { modelOfTexts } from "../harness/shipped.js";
import { testWith } from "../harness/tools.js";

const TABLES = `
nicdesc: 1
lookup: once/sparse
title: a table that does not have every index
index: { bits: 12 }
columns: { small: { bits: 3 }, wide: { bits: 31 } }
rows: { 1: [1, 70000], 77: [5, 3] }
---
nicdesc: 1
lookup: once/empty
title: a table without rows
index: { bits: 11 }
columns: { value: { bits: 8 } }
rows: {}
---
nicdesc: 1
lookup: once/text
title: a table that looks like a string
index: { bits: 2 }
columns: { value: { bits: 8 } }
rows: { 0: [65], 1: [66], 2: [67] }
---
nicdesc: 1
lookup: once/sixteen
title: a table as large as a constant
index: { bits: 4 }
columns: { value: { bits: 8 } }
rows: { 3: [9], 4: [1] }
`;

const DESCRIPTORS = `
nicdesc: 1
descriptor: once/tables
title: indices that are bits of a wide word
direction: rx
size: 8
fields:
  word: { at: 0, type: le64 }
  index: { of: word, bits: 40..29 }
  rest: { of: word, bits: 63..41 }
  low: { of: word, bits: 28..4 }
  nibble: { of: word, bits: 3..0 }
  pair: { of: word, bits: 1..0, overlaps: [nibble] }
  small: { lookup: once/sparse, by: index, column: small }
  none: { lookup: once/empty, by: index & 0x7ff, column: value }
  letter: { lookup: once/text, by: pair, column: value }
  constant: { lookup: once/sixteen, by: nibble, column: value }
metadata:
  rx_length: { length: { lookup: once/sparse, by: index, column: wide } }
---
nicdesc: 1
descriptor: once/arrays
title: an array whose elements are put together
direction: rx
size: 46
fields:
  head: { at: 0, type: u8 }
  part: { at: 1, count: 3, stride: 15, fields: { id: { at: 0, type: be16, unaligned: true }, rest: { at: 2, type: u8 } } }
reserved: [{ at: 4, size: 12 }, { at: 19, size: 12 }, { at: 34, size: 12 }]
---
nicdesc: 1
descriptor: once/sizes
title: a word of a packed layout at the end of the smaller size
direction: rx
size: [3, 8]
fields:
  head: { at: 0, type: u8 }
  length: { at: 1, type: le16, unaligned: true }
  more: { at: 3, type: u8 }
  tail: { at: 4, type: le32 }
metadata:
  rx_length: length
---
nicdesc: 1
descriptor: once/values
title: values that C's int would change
direction: rx
size: 16
inputs:
  mode: { type: u64, bits: 2, doc: narrower than its type }
fields:
  a: { at: 0, type: u8 }
  b: { at: 1, type: u8 }
  five: { at: 2, type: u8, bits: 4..0 }
  top: { at: 2, type: u8, bits: 7..5 }
  shift: { at: 3, type: u8, bits: 5..0 }
  high: { at: 3, type: u8, bits: 7..6 }
  wide: { at: 4, type: le32 }
  longest: { at: 8, type: le64 }
  difference: { value: five - top, width: 5 }
  far: { value: difference << 26 }
  gone: { value: a >> (shift & 63) }
  up: { value: a << 40 }
  apart: { value: "(wide >> 8) == (a + b)" }
  both: { value: (a == 1) & (b <= 1) }
  only_input: { value: mode + 1 }
metadata:
  rx_end_of_packet: "!!a"
  rx_done: { when: "!(a << 3) && !high == (b == 1)" }
  rx_length: { length: { if: a > b, value: wide, otherwise: a + b } }
  rx_queue: { queue: { map: mode, to: { 0: 7, 1: 5, 2: 3, 3: 1 }, otherwise: 0 } }
  rx_flow_mark: { mark: { map: top >> (shift & 63), to: { 0: 1, 1: 2, 2: 3, 7: 4 }, otherwise: 9 } }
  rx_timestamp: { timestamp: { map: high, to: { 0: "0x1000000000", 1: 1, 2: 2, 3: 3 }, otherwise: 0 } }
---
nicdesc: 1
descriptor: once/ranges
title: values above one another that are one range
direction: rx
size: 8
fields:
  kind: { at: 0, type: u8, bits: 7..5 }
  form: { at: 0, type: u8, bits: 4..3 }
  low: { at: 0, type: u8, bits: 2..0 }
  big: { at: 2, type: be16 }
  code: { of: big, bits: 15..12 }
  unit: { of: big, bits: 11..9 }
  other: { of: big, bits: 8..0 }
  little: { at: 4, type: le16 }
  step: { of: little, bits: 15..13 }
  part: { of: little, bits: 12..10 }
  rest: { of: little, bits: 9..0 }
reserved: [{ at: 1, size: 1 }, { at: 6, size: 2 }]
metadata:
  rx_done: { when: kind == 5 && form != 3 }
  rx_end_of_packet: code != 9 || unit == 7
  rx_header_split: { when: step == 0 && part != 0, header_length: low }
  rx_length: { when: "!(kind == 7 && form != 0)", length: little }
`;

const texts = [TABLES, DESCRIPTORS]
  .flatMap((text) => text.split("---\n"))
  .map((text) => ({ name: /^(?:descriptor|lookup): (.*)$/m.exec(text)?.[1] ?? "", text }));
const model = modelOfTexts(texts);
const work = planWork(model, model.descriptors);

for (const machine of MACHINES) {
  testWith(machine.tools, `no longer with ${machine.name}`, () =>
    inTemporaryFolder(async (folder) => {
      writeProbes(folder, model, model.descriptors);
      expect((await compare(machine, folder, work)).differences).toEqual([]);
    }),
  );
}
