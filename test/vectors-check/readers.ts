/** What vectors are held against: the shipped descriptors, and what is read of them. */
import type { Descriptor, Model } from "../../src/model/types.js";

export function descriptorOf(model: Model, name: string): Descriptor {
  const found = model.descriptors.find((descriptor) => descriptor.name === name);
  if (found === undefined) throw new Error(`there are vectors of ${name}, but no spec`);
  return found;
}

/** What a reader gives: `rss`, or `metadata[0]`, `metadata[1]`, … for an array. */
export function readersOf(descriptor: Descriptor): string[] {
  return descriptor.fields.flatMap((field) => {
    if (field.kind !== "slice") return [field.key];
    if (field.reserved) return [];
    return field.array === undefined
      ? [field.key]
      : Array.from({ length: field.array.count }, (_, i) => `${field.key}[${i}]`);
  });
}

/** The fields that are indexes of tables, and how many values they have. */
export function tableIndexes(descriptor: Descriptor): { readonly by: string; readonly size: number }[] {
  const found = new Map<string, number>();
  for (const field of descriptor.fields) {
    if (field.kind === "lookup" && field.by.kind === "field") found.set(field.by.key, 2 ** field.by.width);
  }
  return [...found].map(([by, size]) => ({ by, size }));
}
