/** Stretches of memory as masks: bit n of byte m is bit 8m+n. */
import { type Entry, orderOfType, type Slice, sizeOfType } from "./types.js";

/** The bits of a slice in memory. CPU-order words count as little-endian. */
export function sliceMask(slice: Slice, entries: readonly Entry[]): bigint {
  const start = (entries[slice.entry]?.offset ?? 0) + slice.at;
  const bits = ones(slice.msb - slice.lsb + 1) << BigInt(slice.lsb);
  if (orderOfType(slice.type) !== "big") return bits << BigInt(start * 8);
  const size = sizeOfType(slice.type);
  let mask = 0n;
  for (let i = 0; i < size; i++) mask |= ((bits >> BigInt(i * 8)) & 0xffn) << BigInt((size - 1 - i) * 8);
  return mask << BigInt(start * 8);
}

export function ones(bits: number): bigint {
  return (1n << BigInt(bits)) - 1n;
}
