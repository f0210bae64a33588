/** What specs and kernels say of words, in words. */
import type { Btf, Member } from "../btf/index.js";
import type { SliceField } from "../model/types.js";
import { isWholeWord } from "../model/types.js";

/** `le32 at byte 4`, `le16 at byte 4, bits 13..0`, `u8[6] at byte 14`. */
export function sayField(field: SliceField): string {
  const { type, at, array } = field;
  const elements = array === undefined ? "" : `[${array.count}]`;
  return `${type}${elements} at byte ${at}${isWholeWord(field) ? "" : `, ${sayBits(field.msb, field.lsb)}`}`;
}

/** `__le32 rss at byte 4`, `u32 gen:1 at byte 12, bit 31`. */
export function sayMember(btf: Btf, { type, name, bitOffset, bitSize, bitField }: Member): string {
  const declared = btf.declaration(type, name);
  const byte = Math.floor(bitOffset / 8);
  if (!bitField) return `${declared} at byte ${byte}`;
  const first = bitOffset % 8;
  return `${declared}:${bitSize} at byte ${byte}, ${sayBits(first + bitSize - 1, first)}`;
}

function sayBits(msb: number, lsb: number): string {
  return msb === lsb ? `bit ${lsb}` : `bits ${msb}..${lsb}`;
}

export function sayBytes(bytes: number): string {
  return bytes === 1 ? "1 byte" : `${bytes} bytes`;
}

export function plural(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
