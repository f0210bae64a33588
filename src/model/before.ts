/** A model made before: what was made of the same specs, and of the same other parts, is taken from it as it is. */
import type { Composed } from "../spec/compose.js";
import type { SourceFile } from "../spec/source.js";
import type { Driver } from "./driver/types.js";
import type { Descriptor, Lookup, Model } from "./types.js";

export interface Before {
  /** Made without a finding, so that nothing in it rests on a name that was not there. */
  readonly model: Model;
  /** Whether the model was made of this file, too: of the same text under the same name. */
  isOf(source: SourceFile): boolean;
}

/** All is made of the vocabulary: with another one nothing can be taken. */
export function sameVocabulary(before: Before | undefined, vocabularies: readonly SourceFile[]): Before | undefined {
  const [first, second] = vocabularies;
  return first !== undefined && second === undefined && before?.isOf(first) === true ? before : undefined;
}

export function takeLookup(before: Before | undefined, name: string, source: SourceFile): Lookup | undefined {
  return before?.isOf(source) === true ? before.model.lookups.find((lookup) => lookup.name === name) : undefined;
}

/** A descriptor is made of its files, in their order, and of the tables that it names. */
export function takeDescriptor(
  before: Before | undefined,
  { name, files }: Composed,
  lookups: ReadonlyMap<string, Lookup>,
): Descriptor | undefined {
  if (before === undefined || !files.every((file) => before.isOf(file))) return undefined;
  if (!before.model.lookups.every((lookup) => lookups.get(lookup.name) === lookup)) return undefined;
  const found = before.model.descriptors.find((descriptor) => descriptor.name === name);
  const same = found?.files.length === files.length && found.files.every((file, i) => file === files[i]?.name);
  return same ? found : undefined;
}

/** A driver is made of its file and of the descriptors that it names. */
export function takeDriver(
  before: Before | undefined,
  name: string,
  source: SourceFile,
  descriptors: readonly Descriptor[],
): Driver | undefined {
  if (before === undefined || !before.isOf(source)) return undefined;
  const found = before.model.drivers.find((driver) => driver.name === name);
  if (found === undefined) return undefined;
  const named = new Set([
    ...found.formats.flatMap((format) => format.descriptors),
    ...[...found.ways, ...found.hooks].map(({ reads }) => reads),
  ]);
  const of = (all: readonly Descriptor[]) => all.filter((descriptor) => named.has(descriptor.name));
  const [then, now] = [of(before.model.descriptors), of(descriptors)];
  return then.length === now.length && then.every((descriptor, i) => descriptor === now[i]) ? found : undefined;
}
