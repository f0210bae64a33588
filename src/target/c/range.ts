/** Two tests that are one of a range: upper bits that have one value, and those below them that lack their last or first. */
import type { Expr } from "../../expr/ast.js";
import type { Descriptor } from "../../model/types.js";
import { accessSlice } from "../access.js";
import type { BitTest, Candidate, Group } from "./condition.js";

/** `opcode == 2 && format != 3`, above one another at the top of a byte, is `byte - 0x20 < 0xc`. */
export function rangeTests(descriptor: Descriptor, candidates: readonly Candidate[], any: boolean): Group[] {
  const [isOne, isOther] = any ? (["!=", "=="] as const) : (["==", "!="] as const);
  const uppers = candidates.filter(({ bits }) => bits.test === isOne);
  const lowers = candidates.filter(({ bits }) => bits.test === isOther && isEnd(bits));
  const groups = uppers.flatMap((upper) => {
    const lower = lowers.find(({ bits }) => isBelow(bits, upper.bits));
    const group = lower === undefined ? undefined : rangeOf(descriptor, upper, lower, any);
    return group === undefined ? [] : [group];
  });
  const seen = new Set<Expr>();
  return groups.filter(({ parts }) => {
    const isNew = parts.every((part) => !seen.has(part));
    for (const part of parts) seen.add(part);
    return isNew;
  });
}

function last({ field }: BitTest): bigint {
  return (1n << BigInt(field.width)) - 1n;
}

function isEnd(bits: BitTest): boolean {
  return bits.field.width > 1 && (bits.value === 0n || bits.value === last(bits));
}

function isBelow({ field }: BitTest, { field: upper }: BitTest): boolean {
  return (
    field.entry === upper.entry && field.at === upper.at && field.type === upper.type && field.msb + 1 === upper.lsb
  );
}

function rangeOf(descriptor: Descriptor, upper: Candidate, lower: Candidate, any: boolean): Group | undefined {
  const { entry: index, msb } = upper.bits.field;
  const { lsb } = lower.bits.field;
  const entry = descriptor.entries[index];
  const pieces = entry === undefined ? [] : accessSlice({ ...upper.bits.field, msb, lsb }, entry);
  const [piece, more] = pieces;
  // Bits above would have to be masked away first, and numbers of more than 31 bits do not fit into an instruction.
  if (piece === undefined || more !== undefined || piece.load.size > 2) return undefined;
  if (piece.shift + piece.width !== piece.load.size * 8) return undefined;
  const unit = 1n << BigInt(piece.shift);
  const base = upper.bits.value << BigInt(lower.bits.field.width);
  const from = lower.bits.value === 0n ? base + 1n : base;
  const parts = [upper.expr, lower.expr];
  return {
    load: piece.load,
    entry: index,
    mask: (1n << BigInt(piece.load.size * 8)) - 1n,
    from: from * unit,
    value: last(lower.bits) * unit,
    test: any ? ">=" : "<",
    parts,
    any,
  };
}
