/** Bits without a name: where the spec says that they are. */
import type { Findings } from "../diagnostics/findings.js";
import { didYouMean } from "../diagnostics/suggest.js";
import type { Composed } from "../spec/compose.js";
import type { RawReserved } from "../spec/schema.js";
import { inside, keyOf, type Place } from "../spec/source.js";
import type { PlacedSpan } from "./coverage.js";
import type { FieldTable } from "./fields.js";
import { buildSlice, checkFits, entryIndex, parseBits } from "./slices.js";
import { type Entry, type ReservedSpan, sizeOfType } from "./types.js";

/** Fields that something overlaps on purpose must be there. */
export function checkOverlapNames(
  names: readonly string[],
  place: Place,
  variant: string,
  table: FieldTable,
  findings: Findings,
): void {
  for (const [i, name] of names.entries()) {
    if (table.draft(name) !== undefined || table.draft(`${variant}.${name}`) !== undefined) continue;
    findings.add("ND028", inside(place, i), `there is no field \`${name}\` to overlap`, {
      help: didYouMean(name, table.scope(variant).names()),
    });
  }
}

/** More than any hardware has. */
const MAX_SPANS = 1024;

/** The spans without a name, of the descriptor and of its cases. */
export function buildReserved(
  composed: Composed,
  entries: readonly Entry[],
  table: FieldTable,
  findings: Findings,
): PlacedSpan[] {
  const common = composed.reserved.map(({ raw, place }) => ({ raw, place, variant: "" }));
  const inCases = [...composed.cases].flatMap(([variant, item]) =>
    (item.raw.reserved ?? []).map((raw, i) => ({ raw, place: inside(item.place, "reserved", i), variant })),
  );
  const spans = [...common, ...inCases];
  if (spans.length > MAX_SPANS) {
    findings.add(
      "ND027",
      keyOf(composed.place),
      `${spans.length} reserved spans: a descriptor has at most ${MAX_SPANS}`,
    );
  }
  return spans.slice(0, MAX_SPANS).flatMap(({ raw, place, variant }): PlacedSpan[] => {
    const located = locateSpan(raw, place, variant, entries, table, findings);
    if (located === undefined) return [];
    const of = wordKey(raw, variant, table);
    const word = table.get(of);
    const view = raw.view ?? (word?.kind === "slice" ? word.view : "");
    const rest = { variant, of, view, mustBeZero: raw.must_be_zero === true, doc: raw.doc ?? "" };
    const overlaps = raw.overlaps ?? [];
    checkOverlapNames(overlaps, inside(place, "overlaps"), variant, table, findings);
    return [{ span: { ...located, ...rest }, place, overlaps }];
  });
}

function wordKey(raw: RawReserved, variant: string, table: FieldTable): string {
  if (raw.of === undefined) return "";
  return table.draft(`${variant}.${raw.of}`) === undefined ? raw.of : `${variant}.${raw.of}`;
}

function locateSpan(
  raw: RawReserved,
  place: Place,
  variant: string,
  entries: readonly Entry[],
  table: FieldTable,
  findings: Findings,
): Pick<ReservedSpan, "entry" | "span"> | undefined {
  refuseStray(raw, place, findings);
  if (raw.of !== undefined) {
    const word = table.get(wordKey(raw, variant, table));
    if (word?.kind !== "slice") {
      if (table.draft(wordKey(raw, variant, table)) !== undefined && word === undefined) return undefined;
      findings.add("ND028", inside(place, "of"), `there is no word \`${raw.of}\``, {
        help: didYouMean(raw.of, table.scope(variant).names()),
      });
      return undefined;
    }
    if (raw.bits === undefined) {
      findings.add("ND004", place, "missing key `bits`");
      return undefined;
    }
    if (raw.entry !== undefined && entries[word.entry]?.name !== raw.entry) {
      findings.add("ND037", inside(place, "entry"), `\`${raw.of}\` is not in the entry \`${raw.entry}\``);
    }
    const range = parseBits(raw.bits, sizeOfType(word.type) * 8, word.type, inside(place, "bits"), findings);
    return (
      range && {
        entry: word.entry,
        span: { kind: "slice", slice: { entry: word.entry, at: word.at, type: word.type, ...range } },
      }
    );
  }
  if (raw.type !== undefined) {
    const slice = buildSlice({ ...raw, unaligned: true }, 0, undefined, entries, place, findings);
    return slice && { entry: slice.entry, span: { kind: "slice", slice } };
  }
  if (raw.bits !== undefined && raw.at !== undefined) {
    findings.add("ND004", place, "missing key `type`", { help: "`bits` are counted inside a word" });
    return undefined;
  }
  const entry = entryIndex(raw.entry, entries, place, findings);
  if (raw.at === undefined || raw.size === undefined || entry === undefined) {
    if (entry !== undefined)
      findings.add("ND004", place, "a reserved span has `at` and `size`, `at` and `type`, or `of` and `bits`");
    return undefined;
  }
  if (!checkFits(raw.at, raw.size, entries[entry], inside(place, "at"), findings)) return undefined;
  return { entry, span: { kind: "bytes", at: raw.at, size: raw.size } };
}

function refuseStray(raw: RawReserved, place: Place, findings: Findings): void {
  const kind = raw.of !== undefined ? "of" : raw.type !== undefined ? "type" : "size";
  const stray = { of: ["at", "type", "size"], type: ["size"], size: [] }[kind];
  for (const key of stray) {
    if (!Object.hasOwn(raw, key)) continue;
    findings.add("ND037", keyOf(inside(place, key)), `\`${key}\` does not go with \`${kind}\``);
  }
}
