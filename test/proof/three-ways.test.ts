/** decode, C on this machine, C on a big-endian one and BPF in the kernel give the same for every shipped descriptor. */
import { describe, expect, test } from "vitest";
import { countAnswers } from "../harness/coverage.js";
import { MACHINES } from "../harness/machines.js";
import { compare, planWork, writeProbes } from "../harness/prove.js";
import { inTemporaryFolder } from "../harness/run.js";
import { shippedModel } from "../harness/shipped.js";
import { testWith } from "../harness/tools.js";

const SAMPLES = 1000;
/** How often each answer of each descriptor's metadata has to be among what is compared. */
const HITS = 8;

const model = shippedModel();
const work = planWork(model, model.descriptors);
const samples = work.reduce((sum, one) => sum + one.samples.length, 0);
const words = work.reduce((sum, one) => sum + one.samples.length * one.slots.names.length, 0);

describe("what is tried", () => {
  test("every descriptor, at least a thousand of each of its sizes", () => {
    expect(model.descriptors.length).toBeGreaterThanOrEqual(34);
    for (const { descriptor, samples } of work) {
      for (const size of descriptor.sizes) {
        const own = samples.filter((sample) => sample.inForce === size);
        expect(own.length, `${descriptor.name} of ${size} bytes`).toBeGreaterThanOrEqual(SAMPLES);
      }
    }
  });

  test("every reader and every metadata item of each", () => {
    for (const { descriptor, slots } of work) {
      const readers = descriptor.fields.filter((field) => field.kind !== "slice" || !field.reserved);
      expect(new Set(slots.names).size, descriptor.name).toBe(slots.names.length);
      expect(slots.names, descriptor.name).toEqual(
        expect.arrayContaining([
          ...readers.map((field) => (field.kind === "slice" && field.array ? `${field.key}[0]` : field.key)),
          ...descriptor.metadata.map(({ item }) => `${item.name}()`),
        ]),
      );
    }
  });

  test.each(work.map((one) => [one.descriptor.name, one] as const))("every answer of %s", (_, one) => {
    const counts = countAnswers(model, one.descriptor, one.samples);
    const rare = [...counts].filter(([, count]) => count < HITS);
    expect(rare).toEqual([]);
  });
});

describe("decode agrees with", () => {
  for (const machine of MACHINES) {
    testWith(machine.tools, machine.name, () =>
      inTemporaryFolder(async (folder) => {
        writeProbes(folder, model, model.descriptors);
        const result = await compare(machine, folder, work);
        expect(result.differences).toEqual([]);
        expect(result).toMatchObject({ samples, words, differing: 0 });
      }),
    );
  }
});
