/** The kernel's enumerators that a field is held against. */
import type { Findings } from "../diagnostics/findings.js";
import type { RawField, RawKernelNames } from "../spec/schema.js";
import { inside, keyOf, type Place } from "../spec/source.js";
import type { KernelNames } from "./types.js";

/** Each key needs something that it speaks of. */
export function buildKernelNames(raw: RawField, place: Place, findings: Findings): KernelNames | undefined {
  const { kernel } = raw;
  if (kernel === undefined) return undefined;
  const here = inside(place, "kernel");
  for (const [key, message] of strayKeys(kernel, raw)) findings.add("ND037", keyOf(inside(here, key)), message);
  const { shift = "", mask = "", width = "", from = 0, enum: tag = "", prefix = "", in_place } = kernel;
  return { shift, mask, width, from, enum: tag, prefix, inPlace: in_place === true };
}

function strayKeys(kernel: RawKernelNames, raw: RawField): (readonly [keyof RawKernelNames, string])[] {
  const said = (...keys: readonly (keyof RawKernelNames)[]) => keys.filter((key) => kernel[key] !== undefined);
  const bits = raw.at !== undefined || raw.of !== undefined;
  const named = said("enum", "prefix").length > 0;
  const counting = said("shift", "mask", "in_place").length > 0;
  return [
    ...(bits ? [] : said("shift", "mask", "width", "from", "in_place")).map(
      (key) => [key, `\`${key}\` is about bits of a word, and the field has none`] as const,
    ),
    ...(raw.values === undefined ? said("enum", "prefix") : []).map(
      (key) => [key, `\`${key}\` is about values, and the field names none`] as const,
    ),
    ...(named ? [] : said("in_place")).map((key) => [key, `\`${key}\` goes with \`enum\` or \`prefix\``] as const),
    ...(counting ? [] : said("from")).map(
      (key) => [key, `\`${key}\` goes with \`shift\`, \`mask\` or \`in_place\``] as const,
    ),
  ];
}
