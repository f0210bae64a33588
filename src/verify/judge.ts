/** One field beside one member. */
import type { Btf } from "../btf/index.js";
import { orderOfType, type SliceField, sizeOfType } from "../model/types.js";
import { declaredOrder, type KernelWord } from "./members.js";
import { bitsOfMember, bitsOfSlice, type Order, sameBits } from "./memory.js";
import type { Aspect, Problem } from "./result.js";
import { sayBytes } from "./words.js";

export interface Judgement {
  readonly compared: readonly Aspect[];
  readonly problems: readonly Problem[];
}

/**
 * Holds a field against its member. Of a field that is a part of a word, the word is compared: which bits it has is
 * in BTF only where the member is a bit-field.
 * @param raw another field reads the same member in its right order, so this one may leave the bytes as they are.
 */
export function judge(field: SliceField, word: KernelWord, btf: Btf, raw: boolean): Judgement {
  const parts = [
    word.member.bitField ? bitField(field, word, btf) : wholeWord(field, word),
    order(field, word, btf, raw),
  ];
  if (field.array !== undefined) parts.push(array(field.array, word));
  return {
    compared: [...new Set(parts.flatMap(({ compared }) => compared))],
    problems: parts.flatMap(({ problems }) => problems),
  };
}

const NOTHING: Judgement = { compared: [], problems: [] };

function wholeWord({ at, type }: SliceField, { member }: KernelWord): Judgement {
  const problems: Problem[] = [];
  const start = member.bitOffset / 8;
  if (at !== start) problems.push({ rule: "offset", message: `it is at byte ${at}, the kernel's at byte ${start}` });
  const flexible = member.bitSize === 0;
  const size = member.bitSize / 8;
  if (!flexible && sizeOfType(type) !== size) {
    problems.push({ rule: "width", message: `it has ${sayBytes(sizeOfType(type))}, the kernel's ${sayBytes(size)}` });
  }
  return { compared: flexible ? ["offset"] : ["offset", "width"], problems };
}

function bitField(field: SliceField, { member }: KernelWord, btf: Btf): Judgement {
  const compared: Aspect[] = ["offset", "width"];
  const own = bitsOfSlice(field, btf.endian);
  const kernels = bitsOfMember(member, btf.endian);
  if (own.length !== kernels.length) {
    const message = `it has ${sayBitCount(own.length)}, the kernel's ${sayBitCount(kernels.length)}`;
    return { compared, problems: [{ rule: "width", message }] };
  }
  if (sameBits(own, kernels)) return { compared, problems: [] };
  const message = `it begins at ${sayBit(own[0])}, the kernel's at ${sayBit(kernels[0])}`;
  const scattered = "its bits lie in another order in memory than the kernel's";
  return { compared, problems: [{ rule: "offset", message: own[0] === kernels[0] ? scattered : message }] };
}

function order({ type }: SliceField, { member }: KernelWord, btf: Btf, raw: boolean): Judgement {
  if (sizeOfType(type) === 1) return NOTHING;
  const own = orderOfType(type);
  const kernels = declaredOrder(btf, member);
  // Without a typedef a bit-field's order is that of its bits, which are compared.
  if (kernels === undefined || (member.bitField && kernels === "host")) return NOTHING;
  const compared: Aspect[] = ["order"];
  if (own === kernels || (own === "host" && raw)) return { compared, problems: [] };
  const message = `it is ${ORDERS[own]}, the kernel's ${ORDERS[kernels]}`;
  return { compared, problems: [{ rule: "order", message }] };
}

const ORDERS: Record<Order, string> = {
  little: "little-endian",
  big: "big-endian",
  host: "in CPU byte order",
};

function array({ count, stride }: NonNullable<SliceField["array"]>, word: KernelWord): Judgement {
  const problems: Problem[] = [];
  if (word.count > 0 && count !== word.count)
    problems.push({ rule: "count", message: `it has ${count} elements, the kernel's ${word.count}` });
  if (stride !== word.stride)
    problems.push({ rule: "count", message: `its elements are ${stride} bytes apart, the kernel's ${word.stride}` });
  return { compared: ["count"], problems };
}

function sayBit(bit = 0): string {
  return `byte ${bit >> 3}, bit ${bit & 7}`;
}

function sayBitCount(bits: number): string {
  return bits === 1 ? "1 bit" : `${bits} bits`;
}
