/** Bits that nothing covers, said where somebody would add them. */
import type { Findings } from "../diagnostics/findings.js";
import { keyOf, type Place } from "../spec/source.js";
import type { Layout, Region } from "./coverage.js";
import { ones, sliceMask } from "./masks.js";
import { type Entry, type Slice, type SliceField, sizeOfType } from "./types.js";

interface Gap {
  readonly text: string;
  /** The line that would declare it reserved. */
  readonly spec: string;
  /** The word that the bits are in; undefined for whole bytes. */
  readonly place: Place | undefined;
}

const LISTED = 4;

export function checkGaps(regions: readonly Region[], layout: Layout, findings: Findings): void {
  const words = new Set(regions.filter((region) => region.lineage.length === 2).map((region) => region.lineage[0]));
  const covering = regions.filter((region) => !words.has(region.lineage[0] ?? "") || region.lineage.length === 2);
  const gapOf = (variant: string) =>
    covering
      .filter((region) => region.variant === "" || region.variant === variant)
      .reduce((mask, region) => mask & ~region.mask, ones(layout.size * 8));
  const cases = layout.cases.filter((item) => !item.opaque);
  if (layout.cases.length === 0) report(gapOf(""), "", layout.place, layout, findings);
  if (cases.length === 0) return;
  const gaps = cases.map((item) => gapOf(item.name));
  const common = gaps.reduce((all, gap) => all & gap);
  report(common, "", layout.place, layout, findings);
  for (const [i, { name, place }] of cases.entries()) report((gaps[i] ?? 0n) & ~common, name, place, layout, findings);
}

/** One report for the bits of each word, and one for all the bytes. */
function report(gap: bigint, variant: string, place: Place, layout: Layout, findings: Findings): void {
  const groups = new Map<Place | undefined, Gap[]>();
  for (const piece of piecesOf(gap, variant, layout)) {
    groups.set(piece.place, [...(groups.get(piece.place) ?? []), piece]);
  }
  for (const [word, pieces] of groups) {
    const shown = pieces.slice(0, LISTED).map((piece) => piece.text);
    const more = pieces.length > LISTED ? `, and ${pieces.length - LISTED} more` : "";
    const where = variant === "" ? "" : ` in case \`${variant}\``;
    const lines = pieces.slice(0, LISTED).map((piece) => `\`- ${piece.spec}\``);
    findings.add("ND014", word ?? place, `${shown.join(", ")}${more}${where}: neither a field nor reserved`, {
      help: `add under \`reserved:\` ${lines.join(" ")}`,
    });
  }
}

function piecesOf(gap: bigint, variant: string, layout: Layout): Gap[] {
  const pieces: Gap[] = [];
  let rest = gap;
  for (const word of wordsWithPieces(layout, variant)) {
    const mask = wholeWord(word, layout.entries);
    if ((rest & mask) === 0n) continue;
    const draft = layout.draft(word.key);
    const place = draft === undefined ? undefined : keyOf(draft.place);
    const whole = word.msb - word.lsb + 1 === sizeOfType(word.type) * 8;
    for (const [msb, lsb] of runsInWord(rest, word, layout.entries)) {
      const range = msb === lsb ? `${msb}` : `${msb}..${lsb}`;
      const name = word.key.split(".").at(-1) ?? "";
      pieces.push({
        text: `${msb === lsb ? "bit" : "bits"} ${range} of ${whole ? `\`${word.key}\`` : `the ${word.type} at byte ${word.at}`}`,
        spec: whole
          ? `{ of: ${name}, bits: ${range} }`
          : `{ ${entryKey(layout.entries[word.entry])}at: ${word.at}, type: ${word.type}, bits: ${range} }`,
        place,
      });
    }
    rest &= ~mask;
  }
  return [...pieces, ...layout.entries.flatMap((entry) => bytePieces(rest, entry))];
}

/** Words that other fields are cut from, and words of which only some bits are a field. */
function wordsWithPieces(layout: Layout, variant: string): SliceField[] {
  const parents = new Set(layout.fields.map((field) => field.of));
  return layout.fields.filter(
    (field) =>
      field.array === undefined &&
      (field.variant === "" || field.variant === variant) &&
      (parents.has(field.key) || (field.of === "" && field.msb - field.lsb + 1 < sizeOfType(field.type) * 8)),
  );
}

function bytePieces(gap: bigint, entry: Entry): Gap[] {
  const pieces: Gap[] = [];
  const isOpen = (byte: number) => ((gap >> BigInt((entry.offset + byte) * 8)) & 0xffn) !== 0n;
  for (let byte = 0; byte < entry.size; byte++) {
    let end = byte;
    while (end < entry.size && isOpen(end)) end++;
    if (end === byte) continue;
    const range = end - byte === 1 ? `byte ${byte}` : `bytes ${byte}..${end - 1}`;
    pieces.push({
      text: `${range}${entry.name === "" ? "" : ` of \`${entry.name}\``}`,
      spec: `{ ${entryKey(entry)}at: ${byte}, size: ${end - byte} }`,
      place: undefined,
    });
    byte = end;
  }
  return pieces;
}

function entryKey(entry: Entry | undefined): string {
  return entry === undefined || entry.name === "" ? "" : `entry: ${entry.name}, `;
}

function wholeWord(word: Slice, entries: readonly Entry[]): bigint {
  return sliceMask({ ...word, msb: sizeOfType(word.type) * 8 - 1, lsb: 0 }, entries);
}

function runsInWord(gap: bigint, word: Slice, entries: readonly Entry[]): [number, number][] {
  const runs: [number, number][] = [];
  for (let bit = sizeOfType(word.type) * 8 - 1; bit >= 0; bit--) {
    const open = (gap & sliceMask({ ...word, msb: bit, lsb: bit }, entries)) !== 0n;
    const last = runs.at(-1);
    if (open && last !== undefined && last[1] === bit + 1) last[1] = bit;
    else if (open) runs.push([bit, bit]);
  }
  return runs;
}
