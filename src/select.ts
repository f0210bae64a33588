// Choosing descriptors by pattern: `mlx5`, `mlx5/cqe64`, `*/rx*`.
import { didYouMean } from "./diagnostics/suggest.js";
import { UsageError } from "./errors.js";
import type { Descriptor } from "./model/types.js";

/** The descriptors that any of the patterns names; all for none. Throws a UsageError for a pattern that names nothing. */
export function selectDescriptors(
  descriptors: readonly Descriptor[],
  patterns: readonly string[],
): readonly Descriptor[] {
  if (patterns.length === 0) return descriptors;
  const tests = patterns.map((pattern) => ({ pattern, matches: matcher(pattern) }));
  for (const { pattern, matches } of tests) {
    if (descriptors.some(matches)) continue;
    const names = descriptors.flatMap((descriptor) => [descriptor.name, descriptor.driver]);
    throw new UsageError(
      `no descriptor is called ${pattern}`,
      didYouMean(pattern, names) ?? "`nicdesc list` shows them all",
    );
  }
  return descriptors.filter((descriptor) => tests.some(({ matches }) => matches(descriptor)));
}

/** The one descriptor of this name. */
export function findDescriptor(descriptors: readonly Descriptor[], name: string): Descriptor {
  const [found, more] = selectDescriptors(descriptors, [name]);
  if (found !== undefined && more === undefined) return found;
  const names = selectDescriptors(descriptors, [name]).map((descriptor) => descriptor.name);
  throw new UsageError(`${name} names ${names.length} descriptors: ${names.join(", ")}`);
}

function matcher(pattern: string): (descriptor: Descriptor) => boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*/g, "[^/]*")
    .replace(/\?/g, "[^/]");
  const regex = new RegExp(`^${source}$`);
  return pattern.includes("/") ? ({ name }) => regex.test(name) : ({ driver }) => regex.test(driver);
}
