/** Whatever the spec language can say, decode and the C that is made of it agree. */
import { describe, expect, test } from "vitest";
import { MACHINES, type Machine } from "../harness/machines.js";
import { compareBatch, makeBatch, smallest } from "../harness/random/batch.js";
import { testWith } from "../harness/tools.js";

const SPECS = 60;
/** How many of them each machine takes: all or some of the first. */
const SHARES: Readonly<Record<string, number>> = {
  gcc: SPECS,
  "clang-14": 20,
  "s390x big-endian": 40,
  "the kernel, clang-19 v3": 40,
  "the kernel, clang-14 v2": 40,
};

const batch = makeBatch(0, SPECS);

describe("what is tried", () => {
  test("nearly all specs that were made", () => {
    expect(batch.work.length).toBeGreaterThanOrEqual(SPECS * 0.9);
  });

  test("every kind of field, value and layout", () => {
    const { descriptors, lookups } = batch.model;
    const fields = descriptors.flatMap((one) => one.fields);
    const slices = fields.flatMap((field) => (field.kind === "slice" ? [field] : []));
    const values = descriptors.flatMap(({ metadata }) =>
      metadata.flatMap(({ answers }) => answers.flatMap((a) => a.values)),
    );
    expect(new Set(fields.map(({ kind }) => kind)).size).toBe(4);
    expect(new Set(slices.map(({ type }) => type)).size).toBe(10);
    expect(new Set(values.map(({ kind }) => kind)).size).toBe(8);
    for (const some of [
      slices.filter(({ array }) => array !== undefined),
      slices.filter(({ at, type }) => at % Math.max(1, Number(type.replace(/\D/g, "")) / 8) !== 0),
      descriptors.filter(({ variants }) => variants !== undefined),
      descriptors.filter(({ sizes }) => sizes.length > 1),
      descriptors.filter(({ entries }) => entries.length > 1),
      lookups,
    ]) {
      expect(some.length).toBeGreaterThanOrEqual(5);
    }
  });
});

describe("decode agrees on random specs with", () => {
  for (const machine of MACHINES) {
    const share = SHARES[machine.name];
    if (share === undefined) continue;
    testWith(machine.tools, `${machine.name}: ${share} specs`, () => agree(machine, share));
  }
});

async function agree(machine: Machine, share: number): Promise<void> {
  const some = { ...batch, work: batch.work.slice(0, share) };
  const result = await compareBatch(machine, some);
  const failing = /^rnd\/d(\d+) /.exec(result.slots[0] ?? "")?.[1];
  const spec = failing === undefined ? "" : await smallest(machine, Number(failing));
  expect(result.differences, spec).toEqual([]);
  expect(result.words).toBeGreaterThan(share * 1000);
}
