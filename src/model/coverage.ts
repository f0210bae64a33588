/** Overlaps that nobody declared, and bits that nothing covers. */
import type { Findings } from "../diagnostics/findings.js";
import { keyOf, type Place } from "../spec/source.js";
import type { Draft } from "./drafts.js";
import { checkGaps } from "./gaps.js";
import { ones, sliceMask } from "./masks.js";
import type { Entry, ReservedSpan, SliceField } from "./types.js";

/** A stretch of memory with its owner. */
export interface Region {
  readonly name: string;
  readonly mask: bigint;
  readonly variant: string;
  readonly view: string;
  readonly place: Place;
  /** Keys of the word it is cut from, and of itself. */
  readonly lineage: readonly string[];
  readonly overlaps: ReadonlySet<string>;
}

export interface PlacedSpan {
  readonly span: ReservedSpan;
  readonly place: Place;
  readonly overlaps: readonly string[];
}

export interface Layout {
  readonly entries: readonly Entry[];
  readonly size: number;
  readonly fields: readonly SliceField[];
  readonly reserved: readonly PlacedSpan[];
  readonly cases: readonly { readonly name: string; readonly opaque: boolean; readonly place: Place }[];
  draft(key: string): Draft | undefined;
  /** Where bytes that nothing covers are reported. */
  readonly place: Place;
}

export function checkCoverage(layout: Layout, findings: Findings): void {
  const regions = [
    ...layout.fields.map((field) => fieldRegion(field, layout)),
    ...layout.reserved.map((span) => spanRegion(span, layout)),
  ];
  checkOverlaps(regions, findings);
  checkGaps(regions, layout, findings);
}

function fieldRegion(field: SliceField, layout: Layout): Region {
  const draft = layout.draft(field.key);
  const parent = field.of === "" ? undefined : layout.draft(field.of);
  const declared = [...(draft?.raw.overlaps ?? []), ...(parent?.raw.overlaps ?? [])];
  const local = (name: string) => (field.variant === "" ? [name] : [name, `${field.variant}.${name}`]);
  return {
    name: `\`${field.key}\``,
    mask: arrayMask(field, layout.entries),
    variant: field.variant,
    view: field.view,
    place: draft === undefined ? layout.place : keyOf(draft.place),
    lineage: field.of === "" ? [field.key] : [field.of, field.key],
    overlaps: new Set(declared.flatMap(local)),
  };
}

function spanRegion({ span, place, overlaps }: PlacedSpan, layout: Layout): Region {
  const start = layout.entries[span.entry]?.offset ?? 0;
  const mask =
    span.span.kind === "slice"
      ? sliceMask(span.span.slice, layout.entries)
      : ones(span.span.size * 8) << BigInt((start + span.span.at) * 8);
  const inherited = span.of === "" ? [] : (layout.draft(span.of)?.raw.overlaps ?? []);
  return {
    name: "a reserved span",
    mask,
    variant: span.variant,
    view: span.view,
    place,
    lineage: span.of === "" ? [] : [span.of, ""],
    overlaps: new Set([...overlaps, ...inherited].flatMap((name) => [name, `${span.variant}.${name}`])),
  };
}

function arrayMask(field: SliceField, entries: readonly Entry[]): bigint {
  const one = sliceMask(field, entries);
  let mask = one;
  for (let i = 1; i < (field.array?.count ?? 1); i++) mask |= one << BigInt(i * (field.array?.stride ?? 0) * 8);
  return mask;
}

function checkOverlaps(regions: readonly Region[], findings: Findings): void {
  for (const [i, region] of regions.entries()) {
    const other = regions
      .slice(0, i)
      .find((earlier) => (earlier.mask & region.mask) !== 0n && !mayOverlap(earlier, region));
    if (other === undefined) continue;
    findings.add("ND013", region.place, `${region.name} overlaps ${other.name}`, {
      related: [{ place: other.place, message: `${other.name} is here` }],
      help: `on purpose? say \`overlaps: [${nameToDeclare(other, region)}]\`, cut it from its word by \`of\`, or give each member of a union a \`view\``,
    });
  }
}

function mayOverlap(a: Region, b: Region): boolean {
  if (a.variant !== b.variant && a.variant !== "" && b.variant !== "") return true;
  if (a.view !== b.view && a.view !== "" && b.view !== "") return true;
  if (isCutFrom(a, b) || isCutFrom(b, a)) return true;
  return a.lineage.some((key) => b.overlaps.has(key)) || b.lineage.some((key) => a.overlaps.has(key));
}

function isCutFrom(piece: Region, word: Region): boolean {
  return piece.lineage.length === 2 && word.lineage.length === 1 && piece.lineage[0] === word.lineage[0];
}

/** The field to name in `overlaps`; a reserved span has no name of its own. */
function nameToDeclare(other: Region, region: Region): string {
  return (other.lineage.at(-1) || other.lineage[0] || region.lineage.at(-1) || "").split(".").at(-1) ?? "";
}
