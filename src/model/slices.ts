/** Bits of words: where a field lies, checked against its word and its descriptor. */
import type { Findings } from "../diagnostics/findings.js";
import { didYouMean } from "../diagnostics/suggest.js";
import type { RawField } from "../spec/schema.js";
import { inside, keyOf, type Place } from "../spec/source.js";
import { type Entry, type Slice, sizeOfType } from "./types.js";

export type Placement = Pick<RawField, "at" | "type" | "bits" | "entry" | "unaligned">;

/** The slice that `at`, `type`, `bits` and `entry` say. */
export function buildSlice(
  raw: Placement,
  base: number,
  array: { readonly count: number; readonly stride: number } | undefined,
  entries: readonly Entry[],
  place: Place,
  findings: Findings,
  stridePlace: Place = place,
): Slice | undefined {
  if (raw.at === undefined && raw.type === undefined) {
    findings.add("ND004", keyOf(place), "this says no place: a field has `at` and `type`, or is cut `of` a word", {
      help: "or it has `parts`, a `value`, or a `lookup`",
    });
  } else {
    for (const key of ["at", "type"] as const) {
      if (raw[key] === undefined) findings.add("ND004", keyOf(place), `missing key \`${key}\``);
    }
  }
  const entry = entryIndex(raw.entry, entries, place, findings);
  if (raw.at === undefined || raw.type === undefined || entry === undefined) return undefined;
  const size = sizeOfType(raw.type);
  const at = base + raw.at;
  const length = size + (array === undefined ? 0 : (array.count - 1) * array.stride);
  const fits = checkFits(at, length, entries[entry], inside(place, "at"), findings);
  const help = "if the struct is packed, say `unaligned: true`";
  if (at % size !== 0 && !raw.unaligned) {
    const message = `a ${raw.type} at byte ${at} does not lie at a multiple of ${size}`;
    findings.add("ND012", inside(place, "at"), message, { help });
  } else if (array !== undefined && array.stride % size !== 0 && !raw.unaligned) {
    const message = `elements ${array.stride} bytes apart: not every ${raw.type} lies at a multiple of ${size}`;
    findings.add("ND012", stridePlace, message, { help });
  }
  const range = parseBits(raw.bits, size * 8, raw.type, inside(place, "bits"), findings);
  return range === undefined || !fits ? undefined : { entry, at, type: raw.type, ...range };
}

export function entryIndex(
  name: string | undefined,
  entries: readonly Entry[],
  place: Place,
  findings: Findings,
): number | undefined {
  if (name === undefined) return 0;
  const index = entries.findIndex((entry) => entry.name === name);
  if (index >= 0) return index;
  findings.add("ND028", inside(place, "entry"), `there is no ring entry \`${name}\``, {
    help: didYouMean(
      name,
      entries.map((entry) => entry.name),
    ),
  });
  return undefined;
}

export function checkFits(
  at: number,
  size: number,
  entry: Entry | undefined,
  place: Place,
  findings: Findings,
): boolean {
  if (entry === undefined || at + size <= entry.size) return true;
  const where = entry.name === "" ? "the descriptor" : `the entry \`${entry.name}\``;
  const bytes = size === 1 ? `byte ${at} is` : `bytes ${at}..${at + size - 1} are`;
  findings.add("ND010", place, `${bytes} outside ${where} of ${entry.size} bytes`);
  return false;
}

/** `msb..lsb`, one bit, or the whole word. */
export function parseBits(
  raw: RawField["bits"],
  wordBits: number,
  type: string,
  place: Place,
  findings: Findings,
): { readonly msb: number; readonly lsb: number } | undefined {
  if (raw === undefined) return { msb: wordBits - 1, lsb: 0 };
  const [msb = 0, lsb = msb] = String(raw).split("..").map(Number);
  if (msb < lsb) {
    findings.add("ND011", place, `bits ${raw} run backwards`, { help: `bits are msb..lsb: \`${lsb}..${msb}\`` });
    return undefined;
  }
  if (msb >= wordBits) {
    findings.add("ND011", place, `bit ${msb} is outside a ${type}, whose bits are ${wordBits - 1}..0`);
    return undefined;
  }
  return { msb, lsb };
}
