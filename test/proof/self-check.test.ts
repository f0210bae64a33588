/** The proofs can fail: C from a spec with one fault is told from decode with the right one, and exactly where. */
import { expect, test } from "vitest";
import { MACHINES } from "../harness/machines.js";
import { compare, planWork, writeProbes } from "../harness/prove.js";
import { inTemporaryFolder } from "../harness/run.js";
import { modelOfTexts } from "../harness/shipped.js";
import { testWith } from "../harness/tools.js";

const RIGHT = `
nicdesc: 1
descriptor: NAME
title: one of its kind
direction: rx
size: 16
inputs:
  reference: { type: u64, doc: a time }
fields:
  status: { at: 0, type: le32 }
  done: { of: status, bits: 0 }
  hash_valid: { of: status, bits: 1 }
  ptype: { of: status, bits: 9..2 }
  rest: { of: status, bits: 31..9, overlaps: [ptype, done, hash_valid] }
  low: { of: status, bits: 1..0, overlaps: [done, hash_valid] }
  hash: { at: 4, type: be32 }
  tag: { at: 8, type: le16 }
  length: { at: 10, type: u16 }
  stamp: { at: 12, type: le32 }
metadata:
  rx_hash: { when: hash_valid && ptype > 100, hash: hash, type: l3_ipv4 }
  rx_timestamp: { timestamp: { extend: stamp, bits: 32, by: reference } }
  rx_vlan_tag: { when: tag != 0, vlan_proto: 0x8100, vlan_tci: tag }
  rx_length: length
  rx_done: done
`;

/** A fault: what is written instead of what, and the words that it must change, no more and no fewer. */
const FAULTS: readonly (readonly [string, string, string, readonly string[]])[] = [
  ["nothing", "size: 16", "size: 16", []],
  ["a mask", "bits: 9..2", "bits: 8..2", ["ptype", "rx_hash()", "rx_hash.hash", "rx_hash.type"]],
  ["a byte order", "hash: { at: 4, type: be32", "hash: { at: 4, type: le32", ["hash", "rx_hash.hash"]],
  [
    "a bit",
    "done: { of: status, bits: 0",
    "done: { of: status, bits: 1, overlaps: [hash_valid]",
    ["done", "rx_done()"],
  ],
  [
    "a condition",
    "when: tag != 0",
    "when: tag != 1",
    ["rx_vlan_tag()", "rx_vlan_tag.vlan_proto", "rx_vlan_tag.vlan_tci"],
  ],
  ["a constant", "vlan_proto: 0x8100", "vlan_proto: 0x0081", ["rx_vlan_tag.vlan_proto"]],
  ["an enumerator", "type: l3_ipv4", "type: l3_ipv6", ["rx_hash.type"]],
  ["a width", "bits: 32, by", "bits: 31, by", ["rx_timestamp.timestamp"]],
];

/** A descriptor for each fault: all of them right, and each with its fault. */
const right = modelOfTexts(FAULTS.map((_, i) => specOf(i, RIGHT)));
const wrong = modelOfTexts(FAULTS.map(([, from, to], i) => specOf(i, RIGHT.replace(from, to))));
const work = planWork(right, right.descriptors);

function specOf(i: number, text: string) {
  return { name: `proof/f${i}`, text: text.replace("NAME", `proof/f${i}`) };
}

test.each(FAULTS)("there is one place for %s", (_, from) => {
  expect(RIGHT.split(from)).toHaveLength(2);
});

for (const machine of MACHINES) {
  testWith(machine.tools, `faults are found by ${machine.name}`, () =>
    inTemporaryFolder(async (folder) => {
      writeProbes(folder, wrong, wrong.descriptors);
      const { slots } = await compare(machine, folder, work);
      for (const [i, [what, , , words]] of FAULTS.entries()) {
        const found = slots.filter((slot) => slot.startsWith(`proof/f${i} `));
        expect(found.toSorted(), what).toEqual(words.map((word) => `proof/f${i} ${word}`).toSorted());
      }
    }),
  );
}
