/** How bits are fetched: the narrowest aligned load that covers them, or a few of them. */
import { type Entry, orderOfType, type Slice, sizeOfType } from "../model/types.js";

type LoadOrder = "little" | "big" | "host";

/** One load from memory. */
export interface Load {
  /** Byte offset in the entry; a multiple of `size`. */
  readonly at: number;
  readonly size: 1 | 2 | 4 | 8;
  readonly order: LoadOrder;
}

/** A load, then a shift down, then a mask of `width` bits (unless nothing is left above), then a shift up to its place. */
export interface Piece {
  readonly load: Load;
  readonly shift: number;
  readonly width: number;
  readonly place: number;
}

const UNITS = [1, 2, 4, 8] as const;

/** The pieces of a slice, the least significant first; nearly always one. */
export function accessSlice(slice: Slice, entry: Entry): Piece[] {
  const order = orderOfType(slice.type);
  const size = sizeOfType(slice.type);
  if (order === "host" || size === 1) return hostOrByte(slice, entry, order, size);
  const first = order === "little" ? slice.at + (slice.lsb >> 3) : slice.at + size - 1 - (slice.msb >> 3);
  const last = order === "little" ? slice.at + (slice.msb >> 3) : slice.at + size - 1 - (slice.lsb >> 3);
  const load = cover(first, last, reachOf(slice, entry), entry.align, order);
  if (load !== undefined) {
    const below = order === "little" ? first - load.at : load.at + load.size - 1 - last;
    return [{ load, shift: below * 8 + (slice.lsb & 7), width: slice.msb - slice.lsb + 1, place: 0 }];
  }
  return assemble(slice, entry, order, size);
}

/**
 * A single bit that is the sign of an 8- or 16-bit load, by a wider load that has it elsewhere: compilers make such a
 * test a signed comparison, for which BPF must first extend the sign.
 */
export function besideSign(piece: Piece, entry: Entry): Piece | undefined {
  const { load, shift, width } = piece;
  if (width !== 1 || load.size > 2 || shift !== load.size * 8 - 1 || load.order === "host") return undefined;
  const byte = load.order === "big" ? load.at : load.at + load.size - 1;
  for (const size of [2, 4] as const) {
    const at = byte - (byte % size);
    const moved = (byte - at) * 8 + 7;
    const isSign = size === 2 && moved === 15;
    if (size <= entry.align && at + size <= entry.size && !isSign)
      return { load: { at, size, order: "little" }, shift: moved, width, place: 0 };
  }
  return undefined;
}

/** Several words, each the bits right above the next one's, as one slice where memory has them side by side. */
export function joinParts(parts: readonly Slice[]): Slice | undefined {
  const [first] = parts;
  if (first === undefined || parts.some((part) => part.entry !== first.entry)) return undefined;
  if (parts.every((part) => part.at === first.at && part.type === first.type)) {
    const adjacent = parts.every((part, i) => i === 0 || (parts[i - 1]?.lsb ?? 0) === part.msb + 1);
    return adjacent ? { ...first, lsb: parts.at(-1)?.lsb ?? 0 } : undefined;
  }
  const order = orderOfType(first.type);
  const bytes = parts.reduce((sum, part) => sum + sizeOfType(part.type), 0);
  if (order === "host" || ![2, 4, 8].includes(bytes)) return undefined;
  const ordered = order === "big" ? parts : parts.toReversed();
  let at = ordered[0]?.at ?? 0;
  for (const part of ordered) {
    const whole = part.lsb === 0 && part.msb === sizeOfType(part.type) * 8 - 1;
    const fits = orderOfType(part.type) === order || part.type === "u8";
    if (!whole || !fits || part.at !== at) return undefined;
    at += sizeOfType(part.type);
  }
  const start = ordered[0]?.at ?? 0;
  const type = `${order === "big" ? "be" : "le"}${bytes * 8}` as Slice["type"];
  return start % bytes === 0 ? { entry: first.entry, at: start, type, msb: bytes * 8 - 1, lsb: 0 } : undefined;
}

function hostOrByte(slice: Slice, entry: Entry, order: LoadOrder, size: number): Piece[] {
  if (slice.at % size !== 0 || size > entry.align) return assemble(slice, entry, order, size);
  const load: Load = { at: slice.at, size: size as Load["size"], order };
  return [{ load, shift: slice.lsb, width: slice.msb - slice.lsb + 1, place: 0 }];
}

function cover(first: number, last: number, reach: number, align: number, order: LoadOrder): Load | undefined {
  for (const size of UNITS) {
    const at = first - (first % size);
    if (size <= align && at + size > last && at + size <= reach)
      return { at, size, order: size === 1 ? "little" : order };
  }
  return undefined;
}

/** Bytes that are there when the slice's word is. */
function reachOf({ at, type }: Slice, entry: Entry): number {
  return Math.max(entry.least ?? entry.size, at + sizeOfType(type));
}

/** Byte runs that do not lie in one aligned unit: the largest units that fit, from the least significant end. */
function assemble(slice: Slice, entry: Entry, order: LoadOrder, size: number): Piece[] {
  const pieces: Piece[] = [];
  for (let bit = slice.lsb; bit <= slice.msb; ) {
    const byte = order === "big" ? slice.at + size - 1 - (bit >> 3) : slice.at + (bit >> 3);
    const unit = UNITS.findLast((candidate) => fitsUnit(candidate, byte, bit, slice, entry, order)) ?? 1;
    const load: Load = {
      at: order === "big" ? byte - unit + 1 : byte,
      size: unit,
      order: unit === 1 ? "little" : order,
    };
    const width = Math.min(unit * 8 - (bit & 7), slice.msb - bit + 1);
    pieces.push({ load, shift: bit & 7, width, place: bit - slice.lsb });
    bit += width;
  }
  return pieces;
}

function fitsUnit(unit: number, byte: number, bit: number, slice: Slice, entry: Entry, order: LoadOrder): boolean {
  if (order === "host" && unit > 1) return false;
  const at = order === "big" ? byte - unit + 1 : byte;
  return (
    at >= 0 &&
    at % unit === 0 &&
    unit <= entry.align &&
    at + unit <= reachOf(slice, entry) &&
    bit + unit * 8 - (bit & 7) <= slice.msb + 8
  );
}
