/** Bytes and bits between the members: padding that the compiler or the kernel left. */
import type { Leaf } from "./leaves.js";

export interface Gap {
  readonly at: number;
  /** Bytes; or bits of one byte. */
  readonly size: number;
  readonly bits?: { readonly msb: number; readonly lsb: number };
}

/** What of `size` bytes no leaf has. */
export function gapsOf(leaves: readonly Leaf[], size: number, endian: "little" | "big"): Gap[] {
  const covered = new Uint8Array(size * 8);
  for (const { member } of leaves) covered.fill(1, member.bitOffset, member.bitOffset + member.bitSize);
  const gaps: Gap[] = [];
  for (let at = 0; at < size; at++) {
    const byte = covered.subarray(at * 8, at * 8 + 8);
    const last = gaps.at(-1);
    if (byte.every((bit) => bit === 1)) continue;
    if (byte.some((bit) => bit === 1)) gaps.push(...bitGaps(byte, at, endian));
    else if (last?.bits === undefined && last !== undefined && last.at + last.size === at)
      gaps[gaps.length - 1] = { at: last.at, size: last.size + 1 };
    else gaps.push({ at, size: 1 });
  }
  return gaps;
}

function bitGaps(byte: Uint8Array, at: number, endian: "little" | "big"): Gap[] {
  const open = Array.from({ length: 8 }, (_, bit) => byte[endian === "little" ? bit : 7 - bit] === 0);
  const gaps: Gap[] = [];
  for (let lsb = 0; lsb < 8; lsb++) {
    if (!open[lsb]) continue;
    let msb = lsb;
    while (open[msb + 1]) msb++;
    gaps.push({ at, size: 1, bits: { msb, lsb } });
    lsb = msb;
  }
  return gaps;
}
