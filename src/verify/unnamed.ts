/** Members of the kernel that no field is named after: a kernel that has one may know more than the spec. */
import type { Member } from "../btf/index.js";
import type { Descriptor, ReservedSpan, SliceField } from "../model/types.js";
import type { Found, Frame } from "./frames.js";
import { bitsOfSlice } from "./memory.js";
import { isReservedName } from "./names.js";
import type { Unnamed } from "./result.js";
import { sayMember } from "./words.js";

/** @param named paths below the frame that fields were held against. */
export function unnamedMembers(
  found: Found,
  frame: Frame,
  descriptor: Descriptor,
  named: ReadonlySet<string>,
): Unnamed[] {
  const { btf } = found;
  const members = btf
    .members(found.struct, { flatten: "deep" })
    .filter((member) => member.bitSize > 0 && !isReservedName(member.name) && !isNamed(member.path, named));
  if (members.length === 0) return [];
  const claims = claimsOf(frame, descriptor, found);
  return members.map((member) => {
    const fields = claims.filter(({ bits }) => hasBitOf(bits, member)).map(({ key }) => key);
    const path = found.prefix === "" ? member.path : `${found.prefix}.${member.path}`;
    return { path, kernel: sayMember(btf, member), fields };
  });
}

/** A field may be named after the member, after a struct around it, or after an element of an array. */
function isNamed(path: string, named: ReadonlySet<string>): boolean {
  return [...named].some((name) => {
    const plain = name.replace(/\[\d+\]/g, "");
    return plain === path || path.startsWith(`${plain}.`) || plain.startsWith(`${path}.`);
  });
}

interface Claim {
  readonly key: string;
  readonly bits: ReadonlySet<number>;
}

/** The fields that have bits of the frame; those of variants too, which are laid over it. */
function claimsOf(frame: Frame, descriptor: Descriptor, { btf }: Found): Claim[] {
  const entry = descriptor.entries.findIndex(({ name }) => name === frame.entry);
  const fits = ({ variant }: SliceField | ReservedSpan) =>
    frame.variant === "" || variant === "" || variant === frame.variant;
  return descriptor.fields
    .filter((field): field is SliceField => field.kind === "slice" && !field.reserved)
    .filter((field) => field.entry === entry && fits(field))
    .map((field) => ({ key: field.key, bits: new Set(bitsOfArray(field, btf.endian)) }));
}

function bitsOfArray(field: SliceField, endian: Found["btf"]["endian"]): number[] {
  const { count, stride } = field.array ?? { count: 1, stride: 0 };
  const first = bitsOfSlice(field, endian);
  return Array.from({ length: count }, (_, i) => first.map((bit) => bit + i * stride * 8)).flat();
}

function hasBitOf(bits: ReadonlySet<number>, { bitOffset, bitSize }: Member): boolean {
  for (let bit = bitOffset; bit < bitOffset + bitSize; bit++) if (bits.has(bit)) return true;
  return false;
}
