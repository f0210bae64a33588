/** The specs against the kernel: its own macros for the fields, its drivers' own functions for the meaning. */
import { afterAll, describe, expect, test } from "vitest";
import { shippedModel } from "./harness/shipped.js";
import { compareFields } from "./vectors-check/compare.js";
import { type FieldFile, fieldFiles, meaningFiles } from "./vectors-check/files.js";
import { compareMeaning } from "./vectors-check/meaning.js";
import { unnoticedOmissions, unnoticedShifts } from "./vectors-check/mutants.js";
import { descriptorOf, readersOf, tableIndexes } from "./vectors-check/readers.js";
import { OUT_OF_REACH, TOLERANCES } from "./vectors-check/tolerances.js";

const LEAST_VECTORS = 32;

const model = shippedModel();
const fields = fieldFiles();
const meanings = meaningFiles();
const count = { fields: 0, vectors: 0, comparisons: 0, tolerated: 0 };

afterAll(() => {
  console.log(
    `vectors: ${fields.length} descriptors, ${count.fields} fields, ${count.vectors} vectors, ` +
      `${count.comparisons} comparisons, ${count.tolerated} tolerated differences`,
  );
});

test("every shipped descriptor has vectors", () => {
  const names = fields.map((file) => file.descriptor);
  expect(model.descriptors.map((descriptor) => descriptor.name).filter((name) => !names.includes(name))).toEqual([]);
});

describe.each(fields)("fields of $descriptor", (file) => {
  const descriptor = descriptorOf(model, file.descriptor);
  const known = new Set(file.vectors.flatMap((vector) => Object.keys(vector.fields)));

  test("are what the kernel reads", () => {
    const { compared, differences } = compareFields(model, descriptor, file.vectors);
    expect(differences).toEqual([]);
    expect(file.vectors.length).toBeGreaterThanOrEqual(LEAST_VECTORS);
    count.fields += known.size;
    count.vectors += file.vectors.length;
    count.comparisons += compared;
  });

  test("are all in the vectors", () => {
    expect(readersOf(descriptor).filter((name) => !known.has(name))).toEqual([]);
  });

  test("would be found one bit beside their place", () => {
    expect(unnoticedShifts(model, descriptor, file.vectors)).toEqual([]);
  });

  test("that look up a table reach all of it", () => {
    for (const { by, size } of tableIndexes(descriptor)) expect(valuesOf(file, by).size).toBe(size);
  });
});

describe.each(meanings)("meaning of $descriptor", (file) => {
  const descriptor = descriptorOf(model, file.descriptor);

  test("is what the driver makes of it", () => {
    const { compared, differences, tolerated } = compareMeaning(model, descriptor, file.vectors);
    expect(differences).toEqual([]);
    expect(file.vectors.length).toBeGreaterThanOrEqual(LEAST_VECTORS);
    count.vectors += file.vectors.length;
    count.comparisons += compared;
    count.tolerated += tolerated.reduce((sum, n) => sum + n, 0);
  });

  test("would be wrong without any of its answers", () => {
    const beyond = OUT_OF_REACH.filter((row) => row.descriptor === file.descriptor).map((row) => row.answer);
    expect(unnoticedOmissions(model, descriptor, file.vectors)).toEqual(beyond);
  });
});

test.each(TOLERANCES)("$driver: $reason", (tolerance) => {
  const needed = meanings
    .filter((file) => descriptorOf(model, file.descriptor).driver === tolerance.driver)
    .map((file) => compareMeaning(model, descriptorOf(model, file.descriptor), file.vectors))
    .some(({ tolerated }) => (tolerated[TOLERANCES.indexOf(tolerance)] ?? 0) > 0);
  expect(needed).toBe(true);
});

function valuesOf(file: FieldFile, key: string): Set<string | undefined> {
  return new Set(file.vectors.map((vector) => vector.fields[key]));
}
