/** The word of a spec that reads a member. */
import type { Btf, Member } from "../btf/index.js";
import type { WordType } from "../model/types.js";
import { isNegotiatedOrder } from "../verify/names.js";

export interface Word {
  readonly at: number;
  readonly type: WordType;
  /** Undefined for the whole word. */
  readonly bits?: { readonly msb: number; readonly lsb: number };
  readonly count?: number;
  readonly unaligned: boolean;
  /** BTF does not say that the bytes lie in this order: only that they do on this kernel's machine. */
  readonly orderUnsaid: boolean;
}

export interface Frame {
  readonly btf: Btf;
  /** Bytes of the descriptor, and its alignment. */
  readonly size: number;
  readonly align: number;
}

/** The word for a value or array; undefined for what no word of a spec can hold. */
export function wordFor(member: Member, frame: Frame): Word | undefined {
  return member.bitField ? bitFieldWord(member, frame) : valueWord(member, frame);
}

/** Bytes of the words that the member is made of. */
export function wordSize(btf: Btf, { element }: Member): number {
  const { kind } = btf.resolve(element);
  return kind === "struct" || kind === "union" ? 0 : btf.sizeOf(element);
}

function valueWord(member: Member, frame: Frame): Word | undefined {
  const size = wordSize(frame.btf, member);
  if (![1, 2, 4, 8].includes(size)) return undefined;
  const at = member.bitOffset / 8;
  const count = member.dimensions.reduce((product, length) => product * length, 1);
  const array = member.dimensions.length === 0 ? {} : { count };
  return { at, unaligned: at % size !== 0, ...array, ...ordered(member, size, at, frame) };
}

function ordered({ byteOrder, element }: Member, size: number, at: number, { btf, align }: Frame) {
  if (size === 1) return { type: "u8" as const, orderUnsaid: false };
  const typeIn = (order: string) => `${order}${size * 8}` as WordType;
  if (byteOrder !== "host") return { type: typeIn(byteOrder === "little" ? "le" : "be"), orderUnsaid: false };
  const negotiated = isNegotiatedOrder(btf.nameOf(element));
  if (!negotiated && at % size === 0 && size <= align) return { type: typeIn("u"), orderUnsaid: false };
  return { type: typeIn(negotiated || btf.endian === "little" ? "le" : "be"), orderUnsaid: true };
}

/** The declared word if the bits lie in one of that size, otherwise the smallest that has them. */
function bitFieldWord(member: Member, { btf, size: total }: Frame): Word | undefined {
  const first = member.bitOffset;
  const last = first + member.bitSize - 1;
  const declared = wordSize(btf, member);
  for (const size of [declared, 1, 2, 4, 8]) {
    const at = Math.floor(first / (size * 8)) * size;
    if (size <= 8 && last < (at + size) * 8 && at + size <= total) return placed(member, size, at, btf, false);
  }
  for (const size of [2, 4, 8]) {
    const at = Math.min(Math.floor(first / 8), total - size);
    if (at >= 0 && last < (at + size) * 8) return placed(member, size, at, btf, at % size !== 0);
  }
  return undefined;
}

function placed(member: Member, size: number, at: number, { endian }: Btf, unaligned: boolean): Word {
  const from = member.bitOffset - at * 8;
  const to = from + member.bitSize - 1;
  const top = size * 8 - 1;
  const bits = endian === "little" ? { msb: to, lsb: from } : { msb: top - from, lsb: top - to };
  const type = (size === 1 ? "u8" : `${endian === "little" ? "le" : "be"}${size * 8}`) as WordType;
  const whole = bits.lsb === 0 && bits.msb === top;
  const orderUnsaid = size > 1 && member.byteOrder === "host";
  return { at, type, unaligned, orderUnsaid, ...(whole ? {} : { bits }) };
}
