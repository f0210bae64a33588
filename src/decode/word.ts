/** Words and bits out of bytes. */
import { orderOfType, type Slice, sizeOfType } from "../model/types.js";

export type ByteOrder = "little" | "big";

/** The bits of the slice; `offset` is where its entry begins, `host` the order of CPU-order words. */
export function readSlice(bytes: Uint8Array, slice: Slice, offset: number, host: ByteOrder): bigint {
  const size = sizeOfType(slice.type);
  const order = orderOfType(slice.type);
  const big = (order === "host" ? host : order) === "big";
  let word = 0n;
  for (let i = 0; i < size; i++) {
    const byte = bytes[offset + slice.at + (big ? i : size - 1 - i)] ?? 0;
    word = (word << 8n) | BigInt(byte);
  }
  return (word >> BigInt(slice.lsb)) & ((1n << BigInt(slice.msb - slice.lsb + 1)) - 1n);
}
