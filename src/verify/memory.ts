/** Bits in memory: the one measure that a spec's words and the kernel's members have in common. */
import type { Endian, Member } from "../btf/index.js";
import { orderOfType, type Slice, sizeOfType } from "../model/types.js";

export type Order = "little" | "big" | "host";

/** The bits of a word in memory, the least significant first: 8 × byte + the bit's significance in its byte. */
function bitsOfWord(at: number, size: number, order: Order, endian: Endian): number[] {
  const big = (order === "host" ? endian : order) === "big";
  return Array.from({ length: size * 8 }, (_, bit) => {
    const byte = bit >> 3;
    return (at + (big ? size - 1 - byte : byte)) * 8 + (bit & 7);
  });
}

/** The bits of a slice in memory, the least significant first. */
export function bitsOfSlice({ at, type, msb, lsb }: Slice, endian: Endian): number[] {
  return bitsOfWord(at, sizeOfType(type), orderOfType(type), endian).slice(lsb, msb + 1);
}

/** The bits of a member in memory, the least significant first; those of a struct or array in the order of its bytes. */
export function bitsOfMember({ bitOffset, bitSize, bitField, byteOrder }: Member, endian: Endian): number[] {
  if (!bitField) return bitsOfWord(bitOffset / 8, bitSize / 8, byteOrder, endian);
  const declared = Array.from({ length: bitSize }, (_, bit) => bitOffset + bit);
  if (endian === "little") return declared;
  // Big-endian compilers count a bit-field from the highest bit of the first byte.
  return declared.reverse().map((bit) => (bit & ~7) + 7 - (bit & 7));
}

export function sameBits(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((bit, i) => bit === b[i]);
}
