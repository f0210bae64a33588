/** Bit-fields out of macros: which bits of a word they say, and the names of its values. */

import { commonStem } from "../verify/names.js";
import type { CSymbol, Headers } from "./c/header.js";
import { type Enumerators, inPlaceNames, type NamedValue, positionNames, valueNames } from "./enumerators.js";
import { isAbout, isCounter, roleOf } from "./macros.js";

export interface Piece {
  /** `I40E_RX_DESC_STATUS_DD`, without what says that it is a shift or a mask. */
  readonly macro: string;
  /** The macro without what the selection has in common: `DD`. */
  readonly rest: string;
  readonly msb: number;
  readonly lsb: number;
  readonly values: readonly NamedValue[];
  /** The enumerators among what it was read from, and the bit from which they count. */
  readonly enumerators: Enumerators;
  readonly from: number;
  /** The names that it was read from. */
  readonly symbols: readonly string[];
  readonly header: string;
}

export interface Selection {
  /** What the names have in common; it does not go into the fields' names. */
  readonly stem: string;
  readonly symbols: readonly CSymbol[];
  /** Added to all positions. */
  readonly base: number;
}

/** Everything that is said about one stem. */
interface Said {
  readonly macro: string;
  shift?: CSymbol;
  mask?: CSymbol;
  width?: CSymbol;
  plain?: CSymbol;
}

interface Bits {
  readonly msb: number;
  readonly lsb: number;
}

/** The pieces, in the order of their bits; the wider first. */
export function piecesOf(selection: Selection, headers: Headers): Piece[] {
  const said = saidOf(selection.symbols);
  const ranged = said.flatMap((one) => {
    const bits = bitsOf(one);
    return bits === undefined ? [] : [{ one, bits }];
  });
  const { fields, values } = apart(ranged, said);
  const own = fields.map(({ one, bits }): Piece => {
    const named = values.get(one) ?? valuesOf(one.macro, bits, headers);
    return pieceOf(one, bits, selection.base, selection.stem, named);
  });
  const chosen = new Set(selection.symbols);
  const inner = own.flatMap((field) => innerPieces(field, chosen, headers));
  return withoutTwins([...own, ...inner].sort((a, b) => a.lsb - b.lsb || b.msb - a.msb));
}

function saidOf(symbols: readonly CSymbol[]): Said[] {
  const byStem = new Map<string, Said>();
  for (const symbol of symbols) {
    const { stem, role } = roleOf(symbol.name);
    const said = byStem.get(stem) ?? { macro: stem };
    said[role] ??= symbol;
    byStem.set(stem, said);
  }
  return [...byStem.values()];
}

function bitsOf({ macro, shift, mask, width, plain }: Said): Bits | undefined {
  const said = mask ?? (plain !== undefined && isMask(plain) ? plain : undefined);
  const range = said && rangeOf(said.value);
  const from = shift === undefined || shift.value > 63n ? undefined : Number(shift.value);
  if (range !== undefined) return range.lsb === 0 && from !== undefined ? moved(range, from) : range;
  if (from === undefined || shift === undefined || said !== undefined || isCounter(macro)) return undefined;
  const wide = width === undefined ? shift.width : width.value <= 64n ? Number(width.value) : 0;
  // A lone position may be that of a mask under another name; in an enum of positions it is a bit.
  const size = wide ?? (shift.enumerator ? 1 : 0);
  return size > 0 && from + size <= 64 ? { msb: from + size - 1, lsb: from } : undefined;
}

/** A number that is written as one is a value, unless it is a macro in hex. */
function isMask({ name, written, enumerator }: CSymbol): boolean {
  return !isCounter(name) && (written === "bits" || (written === "hex" && !enumerator));
}

/** The bits of a mask without holes. */
function rangeOf(mask: bigint): Bits | undefined {
  if (mask === 0n) return undefined;
  const text = mask.toString(2);
  const ones = /^(1+)0*$/.exec(text)?.[1];
  return ones === undefined ? undefined : { msb: text.length - 1, lsb: text.length - ones.length };
}

function moved({ msb, lsb }: Bits, by: number): Bits {
  return { msb: msb + by, lsb: lsb + by };
}

interface Ranged {
  readonly one: Said;
  readonly bits: Bits;
}

interface Values {
  readonly values: readonly NamedValue[];
  readonly enumerators: Enumerators;
}

const NO_VALUES: Values = { values: [], enumerators: {} };

/**
 * Parts the fields from the values of fields: what is named after a wider field and lies in it, as
 * `RX_CMP_FLAGS_ITYPE_TCP` in `RX_CMP_FLAGS_ITYPES`, is a value if it shares bits with another of these.
 */
function apart(ranged: readonly Ranged[], said: readonly Said[]) {
  const wide = ranged.filter(({ bits }) => bits.msb > bits.lsb).sort((a, b) => b.one.macro.length - a.one.macro.length);
  const byOwner = new Map<Said, Said[]>();
  for (const one of said) {
    const { plain, mask, shift } = one;
    if (plain === undefined || mask !== undefined || shift !== undefined || plain.written === "plain") continue;
    const owner = wide.find((field) => field.one !== one && isInside(plain, field));
    if (owner !== undefined) byOwner.set(owner.one, [...(byOwner.get(owner.one) ?? []), one]);
  }
  const values = new Map<Said, Values>();
  const taken = new Set<Said>();
  for (const [owner, members] of byOwner) {
    const numbers = members.map(({ plain }) => plain?.value ?? 0n);
    const lsb = ranged.find(({ one }) => one === owner)?.bits.lsb ?? 0;
    const disjoint = numbers.every(
      (value, i) => value !== 0n && numbers.every((other, j) => i === j || (value & other) === 0n),
    );
    if (disjoint) continue;
    for (const member of members) taken.add(member);
    const named = members.map(({ macro }, i) => ({
      name: below(macro, owner.macro),
      value: (numbers[i] ?? 0n) >> BigInt(lsb),
    }));
    const symbols = members.flatMap(({ plain }) => plain ?? []);
    values.set(owner, { values: named, enumerators: inPlaceNames(symbols, named) });
  }
  return { fields: ranged.filter(({ one }) => !taken.has(one)), values };
}

function isInside({ name, value }: CSymbol, { one, bits }: Ranged): boolean {
  const mask = ((1n << BigInt(bits.msb - bits.lsb + 1)) - 1n) << BigInt(bits.lsb);
  return below(name, one.macro) !== name && (value & ~mask) === 0n;
}

/** A name without the stem of what it belongs to; `ITYPES` may have an `ITYPE_TCP`. */
function below(name: string, stem: string): string {
  const start = [stem, stem.replace(/S$/, "")].find((candidate) => name.startsWith(`${candidate}_`));
  return start === undefined ? name : name.slice(start.length + 1);
}

/** The enum that is about the field: `enum i40e_rx_desc_fltstat_values`, by what its members have in common. */
function valuesOf(macro: string, { msb, lsb }: Bits, { enums }: Headers): Values {
  if (msb === lsb) return NO_VALUES;
  for (const one of enums) {
    const named = one.members.filter(({ name }) => !isCounter(name));
    const stem = commonStem(named.map(({ name }) => name));
    if (named.length < 2 || !isAbout(stem, macro) || named.some(({ name }) => roleOf(name).role !== "plain")) continue;
    if (named.some(({ value }) => value >> BigInt(msb - lsb + 1) !== 0n)) continue;
    const values = named.map(({ name, value }) => ({ name: below(name, stem), value }));
    return { values, enumerators: valueNames(one, stem, values) };
  }
  return NO_VALUES;
}

/** @param bits as the macros count them, from the bit `from`. */
function pieceOf(said: Said, bits: Bits, from: number, stem: string, { values, enumerators }: Values): Piece {
  const symbols = [said.shift, said.mask, said.width, said.plain].filter((symbol) => symbol !== undefined);
  const rest = said.macro.startsWith(`${stem}_`) ? said.macro.slice(stem.length + 1) : "";
  const [first] = symbols;
  return {
    macro: said.macro,
    rest,
    ...moved(bits, from),
    values,
    enumerators: { ...positionNames(said, bits), ...enumerators },
    from,
    symbols: symbols.map(({ name }) => name),
    header: first?.header ?? "",
  };
}

/** An enum of positions inside the field: `I40E_RX_DESC_ERROR_RXE_SHIFT` counts from where `I40E_RXD_QW1_ERROR` begins. */
function innerPieces(field: Piece, chosen: ReadonlySet<CSymbol>, headers: Headers): Piece[] {
  if (field.msb === field.lsb) return [];
  return headers.enums.flatMap(({ members }) => {
    const named = members.filter(({ name }) => !isCounter(name));
    const stem = commonStem(named.map(({ name }) => name));
    const positions = named.length > 0 && named.every(({ name }) => roleOf(name).role === "shift");
    if (!positions || named.some((member) => chosen.has(member)) || !isAbout(stem, field.macro)) return [];
    return saidOf(named).flatMap((said) => {
      const bits = bitsOf(said);
      if (bits === undefined || field.lsb + bits.msb > field.msb) return [];
      return [pieceOf(said, bits, field.lsb, stem, valuesOf(said.macro, bits, headers))];
    });
  });
}

/** Of two names for the same bits where one ends in the other, the shorter stays. */
function withoutTwins(pieces: readonly Piece[]): Piece[] {
  return pieces.filter(
    (piece, i) =>
      !pieces.some(
        (other, j) =>
          i !== j &&
          other.msb === piece.msb &&
          other.lsb === piece.lsb &&
          (piece.rest === other.rest ? j < i : piece.rest.endsWith(`_${other.rest}`)),
      ),
  );
}
