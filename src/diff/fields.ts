/** The fields of two specs. */
import { printText } from "../expr/text.js";
import { formulaText } from "../model/describe.js";
import { type Descriptor, type Field, isReserved, type SliceField } from "../model/types.js";
import { bitsOfSlice, sameBits } from "../verify/memory.js";
import { sayField } from "../verify/words.js";
import { type Change, changeIf } from "./change.js";
import { changesOf, type Pair, pairUp } from "./pair.js";

/** A field with what is needed to say where it lies. */
interface Placed {
  readonly field: Field;
  readonly entry: string;
}

export interface ComparedFields {
  readonly pairs: readonly Pair<Field>[];
  readonly changes: readonly Change[];
}

/** Reserved fields are not compared: they have no meaning that could change. */
export function compareFields(before: Descriptor, after: Descriptor): ComparedFields {
  const pairs = pairUp(placed(before), placed(after), { nameOf, shapeOf });
  return {
    pairs: pairs.map(({ before, after }) => ({ before: before?.field, after: after?.field })),
    changes: pairs.flatMap((pair) => changesOf(pair, { nameOf, say, sayNamed, judge })),
  };
}

function placed({ fields, entries }: Descriptor): Placed[] {
  return fields
    .filter((field) => !isReserved(field))
    .map((field) => ({ field, entry: field.kind === "slice" ? (entries[field.entry]?.name ?? "") : "" }));
}

function nameOf({ field }: Placed): string {
  return field.key;
}

/** Two fields of one shape read the same. */
function shapeOf({ field, entry }: Placed): string {
  const bits = field.kind === "slice" ? [bitsOfSlice(field, "little"), bitsOfSlice(field, "big")] : formulaText(field);
  return JSON.stringify([field.kind, entry, field.variant, bits, arrayOf(field)]);
}

function arrayOf(field: Field): string {
  return field.kind === "slice" && field.array !== undefined ? `${field.array.count} × ${field.array.stride}` : "";
}

function say({ field, entry }: Placed): string {
  if (field.kind !== "slice") return formulaText(field) ?? "";
  return `${sayField(field)}${entry === "" ? "" : ` of ${entry}`}`;
}

function sayNamed(placed: Placed): string {
  return `${placed.field.key}${placed.field.kind === "slice" ? ":" : " ="} ${say(placed)}`;
}

function judge(before: Placed, after: Placed, subject: string): Change[] {
  const [a, b] = [before.field, after.field];
  return [
    ...layoutChanges(before, after, subject),
    ...changeIf("redefined", subject, unitText(a), unitText(b)),
    ...changeIf("conditioned", subject, whenText(a), whenText(b)),
  ];
}

function layoutChanges(before: Placed, after: Placed, subject: string): Change[] {
  const [a, b] = [before.field, after.field];
  const [said, now] = [say(before), say(after)];
  if (a.kind !== b.kind) return [{ subject, kind: "retyped", before: said, after: now }];
  if (a.kind !== "slice" || b.kind !== "slice") return changeIf("redefined", subject, said, now);
  const changes: Change[] = [];
  const add = (kind: Change["kind"], differs: boolean) => {
    if (differs) changes.push({ subject, kind, before: said, after: now });
  };
  const resized = a.width !== b.width || arrayOf(a) !== arrayOf(b);
  const moved = before.entry !== after.entry || liesElsewhere(a, b);
  add("moved", moved);
  add("resized", resized);
  add("retyped", !resized && !moved && !readsAlike(a, b));
  return changes;
}

/** Of fields as wide as each other, whether any bit is another; otherwise whether they begin elsewhere. */
function liesElsewhere(a: SliceField, b: SliceField): boolean {
  const [before, after] = [a, b].map((field) => bitsOfSlice(field, "little").sort((x, y) => x - y));
  return a.width === b.width ? !sameBits(before ?? [], after ?? []) : before?.[0] !== after?.[0];
}

function readsAlike(a: SliceField, b: SliceField): boolean {
  return (["little", "big"] as const).every((endian) => sameBits(bitsOfSlice(a, endian), bitsOfSlice(b, endian)));
}

function unitText({ unit }: Field): string {
  return unit === "" ? "no unit" : `in ${unit}`;
}

function whenText({ valid }: Field): string {
  return valid === undefined ? "always" : `when ${printText(valid)}`;
}
