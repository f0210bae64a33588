/** Finds the tests of a condition that one load can answer. */
import type { Expr } from "../../expr/ast.js";
import type { Descriptor, SliceField } from "../../model/types.js";
import { accessSlice, besideSign } from "../access.js";
import { asBitTest, type BitTest, type Candidate, type Group } from "./condition.js";
import { rangeTests } from "./range.js";

export function groupTests(
  descriptor: Descriptor,
  parts: readonly Expr[],
  any: boolean,
): { groups: Group[]; rest: Expr[] } {
  const find = (key: string): SliceField | undefined => {
    const field = descriptor.fields.find((candidate) => candidate.key === key);
    return field?.kind === "slice" ? field : undefined;
  };
  const candidates = parts.flatMap((expr): Candidate[] => {
    const bits = asBitTest(expr, find);
    return bits === undefined ? [] : [{ expr, bits }];
  });
  const choices = [...oneOfSeveral(descriptor, candidates, any), ...rangeTests(descriptor, candidates, any)];
  const chosen = new Set(choices.flatMap((group) => group.parts));
  const buckets = new Map<string, Candidate[]>();
  for (const { expr, bits } of candidates) {
    if (chosen.has(expr) || !joins(bits, any)) continue;
    const { entry, at, type } = bits.field;
    const key = `${entry}/${at}/${type}/${half(bits.field)}/${any ? sense(bits) : ""}`;
    buckets.set(key, [...(buckets.get(key) ?? []), { expr, bits }]);
  }
  const joined = [...buckets.values()]
    .map((bucket) => makeGroup(descriptor, bucket, any))
    .filter((group) => group !== undefined);
  const groups = [...choices, ...joined];
  const grouped = new Set(groups.flatMap((group) => group.parts));
  for (const candidate of candidates) {
    const group = grouped.has(candidate.expr) ? undefined : signTest(descriptor, candidate);
    if (group === undefined) continue;
    groups.push(group);
    grouped.add(candidate.expr);
  }
  return { groups, rest: parts.filter((part) => !grouped.has(part)) };
}

/** A mask over both halves of a 64-bit word would cost an immediate of two instructions. */
function half({ lsb, msb }: SliceField): string {
  return `${lsb >> 5}..${msb >> 5}`;
}

/** All of: the bits have these values. Any of: some bit is set, or some single bit is clear. */
function joins(bits: BitTest, any: boolean): boolean {
  if (!any) return bits.test === "==";
  return bits.field.width === 1 || (bits.test === "!=" && bits.value === 0n);
}

function sense({ test, value, field }: BitTest): "set" | "clear" {
  return test === "!=" || (field.width === 1 && value === 1n) ? "set" : "clear";
}

function makeGroup(descriptor: Descriptor, bucket: readonly Candidate[], any: boolean): Group | undefined {
  const [first, second] = bucket;
  if (first === undefined || second === undefined) return undefined;
  let mask = 0n;
  let value = 0n;
  for (const { bits } of bucket) {
    const own = ((1n << BigInt(bits.field.width)) - 1n) << BigInt(bits.field.lsb);
    if ((mask & own) !== 0n) return undefined;
    mask |= own;
    value |= bits.value << BigInt(bits.field.lsb);
  }
  const fields = bucket.map(({ bits }) => bits.field);
  const lsb = Math.min(...fields.map((field) => field.lsb));
  const msb = Math.max(...fields.map((field) => field.msb));
  const entry = descriptor.entries[first.bits.field.entry];
  const pieces = entry === undefined ? [] : accessSlice({ ...first.bits.field, msb, lsb }, entry);
  const [piece, more] = pieces;
  if (piece === undefined || more !== undefined) return undefined;
  const place = (bits: bigint) => (bits >> BigInt(lsb)) << BigInt(piece.shift);
  const common = {
    load: piece.load,
    entry: first.bits.field.entry,
    mask: place(mask),
    parts: bucket.map(({ expr }) => expr),
    any,
  };
  if (!any) return { ...common, value: place(value), test: "==" };
  return sense(first.bits) === "set"
    ? { ...common, value: 0n, test: "!=" }
    : { ...common, value: place(mask), test: "!=" };
}

/** One bit that is the sign of its load; the load beside it makes the test cheaper. */
function signTest(descriptor: Descriptor, { expr, bits }: Candidate): Group | undefined {
  const { field, test, value } = bits;
  const entry = descriptor.entries[field.entry];
  if (field.width !== 1 || value > 1n || entry === undefined) return undefined;
  const [piece, more] = accessSlice(field, entry);
  const beside = piece === undefined || more !== undefined ? undefined : besideSign(piece, entry);
  if (beside === undefined) return undefined;
  const isSet = (test === "==") === (value === 1n);
  return {
    load: beside.load,
    entry: field.entry,
    mask: 1n << BigInt(beside.shift),
    value: 0n,
    test: isSet ? "!=" : "==",
    parts: [expr],
    any: false,
  };
}

/** Compilers find out themselves what two values have in common. */
const FEWEST = 4;

/** A field that is one of several values (or none of them) which are all there are with some bits fixed. */
function oneOfSeveral(descriptor: Descriptor, candidates: readonly Candidate[], any: boolean): Group[] {
  const byField = new Map<SliceField, Candidate[]>();
  for (const candidate of candidates) {
    const { field, test } = candidate.bits;
    if (field.width > 1 && test === (any ? "==" : "!=")) byField.set(field, [...(byField.get(field) ?? []), candidate]);
  }
  return [...byField].flatMap(([field, own]): Group[] => {
    const values = [...new Set(own.map(({ bits }) => bits.value))];
    const common = values.reduce((a, b) => a & b);
    const free = values.reduce((a, b) => a | b) ^ common;
    const entry = descriptor.entries[field.entry];
    const [piece, more] = entry === undefined ? [] : accessSlice(field, entry);
    const isAll = values.length >= FEWEST && values.length === 2 ** countBits(free);
    if (!isAll || piece === undefined || more !== undefined) return [];
    const mask = ((1n << BigInt(field.width)) - 1n) ^ free;
    const [first] = own;
    if (first === undefined || mask === 0n) return [];
    return [
      {
        load: piece.load,
        entry: field.entry,
        mask: mask << BigInt(piece.shift),
        value: common << BigInt(piece.shift),
        test: first.bits.test,
        parts: own.map(({ expr }) => expr),
        any,
      },
    ];
  });
}

function countBits(value: bigint): number {
  return value.toString(2).replaceAll("0", "").length;
}
