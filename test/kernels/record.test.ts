/** specs/verified.json: it is what verifying gives today, and it speaks of the layout that was verified alone. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { layoutDigest } from "../../src/fs/record.js";
import { makeRecord, recordedFor, recordText, type VerifiedRecord } from "../../src/kernels/record.js";
import type { Descriptor } from "../../src/model/types.js";
import { KERNELS, SHIPPED } from "../verify/support.js";

const FILE = join(import.meta.dirname, "..", "..", "specs", "verified.json");
const kernels = KERNELS.map(({ name, kernel, sources }) => ({ name, version: kernel, sources }));
const text = readFileSync(FILE, "utf8");
const record = JSON.parse(text) as VerifiedRecord;

test("is up to date: node scripts/verified.mjs makes it", () => {
  expect(recordText(makeRecord(SHIPPED, kernels, layoutDigest))).toBe(text);
});

test("has every descriptor, and no difference", () => {
  expect(Object.keys(record.descriptors)).toEqual(SHIPPED.map(({ name }) => name));
  const statuses = Object.values(record.descriptors).flatMap((entry) => Object.values(entry.kernels));
  expect(new Set(statuses)).toEqual(new Set(["agrees", "absent"]));
});

test("says nothing of another layout", () => {
  const [descriptor] = SHIPPED;
  if (descriptor === undefined) throw new Error("no descriptor");
  const known = (changed: Partial<Descriptor>) => recordedFor({ ...descriptor, ...changed }, record, layoutDigest);
  expect(known({ title: "another", doc: "another" })).toBe(record.descriptors[descriptor.name]);
  expect(known({ sizes: [1] })).toBeUndefined();
  expect(known({ fields: descriptor.fields.slice(1) })).toBeUndefined();
  expect(known({ name: "constructor" })).toBeUndefined();
  const [first, ...others] = descriptor.fields;
  if (first?.kind !== "slice") throw new Error("the first field is no slice");
  expect(known({ fields: [{ ...first, at: first.at + 1 }, ...others] })).toBeUndefined();
});

test("of two machines' types, one that has the descriptor is enough, and one difference is too much", () => {
  const [kernel] = kernels;
  const descriptor = SHIPPED.find(({ name }) => name === "igc/rx-wb");
  if (kernel === undefined || descriptor === undefined) throw new Error("no such kernel or descriptor");
  const statusOf = (specs: Descriptor, ...sources: (typeof kernel)["sources"][]) =>
    makeRecord(
      [specs],
      sources.map((each) => ({ ...kernel, sources: each })),
      layoutDigest,
    ).descriptors[specs.name]?.kernels[kernel.name];
  expect(statusOf(descriptor, kernel.sources, [])).toBe("agrees");
  expect(statusOf(descriptor, [], kernel.sources)).toBe("agrees");
  expect(statusOf(descriptor, [])).toBe("absent");
  const moved = descriptor.fields.map((field) => (field.kind === "slice" ? { ...field, at: field.at + 1 } : field));
  expect(statusOf({ ...descriptor, fields: moved }, [], kernel.sources, [])).toBe("differs");
});
