// Choosing descriptors by pattern: `mlx5`, `mlx5/cqe64`, `*/rx*`.
import { didYouMean } from "./diagnostics/suggest.js";
import { UsageError } from "./errors.js";
import { type Driver, descriptorsOf } from "./model/driver/types.js";
import type { Descriptor } from "./model/types.js";

/** What patterns name: descriptors, and the drivers that they belong to. */
export interface Selection {
  readonly descriptors: readonly Descriptor[];
  readonly drivers: readonly Driver[];
}

/** A driver is named by its name, with all that it reads, or with any of its descriptors. Throws a UsageError for a pattern that names nothing. */
export function select({ descriptors, drivers }: Selection, patterns: readonly string[]): Selection {
  if (patterns.length === 0) return { descriptors, drivers };
  const chosen = new Set<Descriptor>();
  const named = new Set<string>();
  for (const pattern of patterns) {
    const matches = matcher(pattern);
    const found = descriptors.filter(matches);
    const own = drivers.filter(({ name }) => matches({ name: `${name}/driver`, driver: name }));
    if (found.length + own.length === 0) throw unknown(pattern, { descriptors, drivers });
    for (const descriptor of found) named.add(descriptor.driver);
    for (const { name } of own) named.add(name);
    const read = new Set(own.flatMap((driver) => [...descriptorsOf(driver)]));
    for (const descriptor of [...found, ...descriptors.filter(({ name }) => read.has(name))]) chosen.add(descriptor);
  }
  return {
    descriptors: descriptors.filter((descriptor) => chosen.has(descriptor)),
    drivers: drivers.filter(({ name }) => named.has(name)),
  };
}

/** The descriptors that any of the patterns names; all for none. Throws a UsageError for a pattern that names nothing. */
export function selectDescriptors(
  descriptors: readonly Descriptor[],
  patterns: readonly string[],
): readonly Descriptor[] {
  return select({ descriptors, drivers: [] }, patterns).descriptors;
}

/** The driver of this name. */
export function findDriver({ drivers }: Pick<Selection, "drivers">, name: string): Driver {
  const found = drivers.find((driver) => driver.name === name);
  if (found !== undefined) return found;
  const names = drivers.map((driver) => driver.name);
  throw new UsageError(`no driver is called ${name}`, didYouMean(name, names) ?? `there are ${names.join(", ")}`);
}

function unknown(pattern: string, { descriptors, drivers }: Selection): UsageError {
  const names = [...descriptors.flatMap(({ name, driver }) => [name, driver]), ...drivers.map(({ name }) => name)];
  return new UsageError(
    `no descriptor is called ${pattern}`,
    didYouMean(pattern, names) ?? "`nicdesc list` shows them all",
  );
}

/** The one descriptor of this name. */
export function findDescriptor(descriptors: readonly Descriptor[], name: string): Descriptor {
  const [found, more] = selectDescriptors(descriptors, [name]);
  if (found !== undefined && more === undefined) return found;
  const names = selectDescriptors(descriptors, [name]).map((descriptor) => descriptor.name);
  throw new UsageError(`${name} names ${names.length} descriptors: ${names.join(", ")}`);
}

type Named = Pick<Descriptor, "name" | "driver">;

function matcher(pattern: string): (descriptor: Named) => boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*/g, "[^/]*")
    .replace(/\?/g, "[^/]");
  const regex = new RegExp(`^${source}$`);
  return pattern.includes("/") ? ({ name }) => regex.test(name) : ({ driver }) => regex.test(driver);
}
