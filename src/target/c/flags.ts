/** Flags that follow single bits: the bits of a word that move by the same distance are one mask and one shift. */
import { bound } from "../../expr/bound.js";
import type { Descriptor, SliceField, Value } from "../../model/types.js";
import { accessSlice, type Piece } from "../access.js";
import { asBitTest } from "./condition.js";
import { printLoad } from "./loads.js";
import { literal } from "./names.js";

/** A bit of a field's word and the bit of the value that it sets. */
interface Copy {
  readonly value: Value;
  readonly field: SliceField;
  readonly to: number;
}

export interface Flags {
  /** Values to be joined by `|`. */
  readonly texts: readonly string[];
  /** What the texts do not say. */
  readonly rest: readonly Value[];
}

/** The values that are nothing but copied bits, as C; at least two bits make one text. */
export function copyFlags(values: readonly Value[], descriptor: Descriptor, pointer: (entry: number) => string): Flags {
  const groups = new Map<string, Copy[]>();
  for (const copy of values.flatMap((value) => copiesOf(value, descriptor))) {
    const { entry, at, type, lsb } = copy.field;
    const key = `${entry}/${at}/${type}/${copy.to - lsb}`;
    groups.set(key, [...(groups.get(key) ?? []), copy]);
  }
  const shared = [...groups.values()].filter((group) => group.length > 1 && pieceOf(group, descriptor) !== undefined);
  const isCovered = (value: Value) => {
    const copies = copiesOf(value, descriptor);
    return copies.length > 0 && copies.every((own) => shared.some((group) => group.some((one) => same(one, own))));
  };
  const covered = values.filter(isCovered);
  const texts = shared
    .map((group) => group.filter(({ value }) => covered.includes(value)))
    .filter((group) => group.length > 0)
    .map((group) => printGroup(group, descriptor, pointer));
  return { texts, rest: values.filter((value) => !covered.includes(value)) };
}

/** `{ if: bit, value: flags }` without another value is a copy of the bit for each flag. */
function copiesOf(value: Value, descriptor: Descriptor): Copy[] {
  if (value.kind !== "choice") return [];
  const test = asBitTest(value.condition, (key) => sliceOf(descriptor, key));
  const { min, max } = bound(value.chosen);
  if (test === undefined || test.field.width !== 1 || test.test !== "==" || test.value !== 1n) return [];
  if (min !== max || bound(value.otherwise).max !== 0n) return [];
  const bits = Array.from({ length: 32 }, (_, i) => i).filter((i) => ((min >> BigInt(i)) & 1n) === 1n);
  return bits.map((to) => ({ value, field: test.field, to }));
}

function same(a: Copy, b: Copy): boolean {
  return a.value === b.value && a.to === b.to;
}

function sliceOf(descriptor: Descriptor, key: string): SliceField | undefined {
  const field = descriptor.fields.find((candidate) => candidate.key === key);
  return field?.kind === "slice" ? field : undefined;
}

/** The one load that has the bits of all copies. */
function pieceOf(group: readonly Copy[], descriptor: Descriptor): (Piece & { readonly lsb: number }) | undefined {
  const [first] = group;
  const entry = first === undefined ? undefined : descriptor.entries[first.field.entry];
  if (first === undefined || entry === undefined) return undefined;
  const lsb = Math.min(...group.map(({ field }) => field.lsb));
  const msb = Math.max(...group.map(({ field }) => field.msb));
  const [piece, more] = accessSlice({ ...first.field, lsb, msb }, entry);
  return piece === undefined || more !== undefined ? undefined : { ...piece, lsb };
}

function printGroup(group: readonly Copy[], descriptor: Descriptor, pointer: (entry: number) => string): string {
  const [first] = group;
  const piece = pieceOf(group, descriptor);
  if (first === undefined || piece === undefined) return "0";
  const word = printLoad(piece.load, pointer(first.field.entry));
  const mask = group.reduce((bits, { to }) => bits | (1n << BigInt(to)), 0n);
  const names = [...new Set(group.map(({ field }) => field.key))].join(", ");
  return `${moved(word, piece.shift, first.to - (first.field.lsb - piece.lsb))} & ${literal(mask)} /* ${names} */`;
}

/** The word with a bit brought to its place. */
function moved(word: string, bit: number, place: number): string {
  if (bit === place) return word;
  return bit > place ? `(${word} >> ${bit - place})` : `((__u32)${word} << ${place - bit})`;
}
