/** The parts of a descriptor that have a kernel type each, and where BTF has those types. */
import { type Btf, BtfError, type Member } from "../btf/index.js";
import type { Descriptor, Field, KernelType, SliceField } from "../model/types.js";

/** BTF under the name that reports give it. */
export interface BtfSource {
  /** `ice`, as the module is called; `vmlinux`. */
  readonly name: string;
  readonly btf: Btf;
}

/** A part of the descriptor that is held against one kernel type. */
export interface Frame {
  readonly entry: string;
  readonly variant: string;
  readonly kernel: KernelType;
  /** Bytes that the spec allows. */
  readonly sizes: readonly number[];
  /** The fields that are judged here. */
  readonly fields: readonly Field[];
  /** Common fields, which are judged here too where the type has their member. */
  readonly common: readonly SliceField[];
}

/** The frames of a descriptor: itself, its further ring entries, and the cases that have a type of their own. */
export function framesOf(descriptor: Descriptor): Frame[] {
  const cases = (descriptor.variants?.cases ?? []).filter(({ kernel }) => kernel !== undefined);
  const own = new Set(cases.map(({ name }) => name));
  const shared = descriptor.fields.filter(({ variant }) => !own.has(variant));
  const entries = descriptor.entries.flatMap((entry, index): Frame[] => {
    const kernel = index === 0 ? descriptor.kernel : entry.kernel;
    if (kernel === undefined) return [];
    const sizes = index === 0 && descriptor.sizes.length > 1 ? descriptor.sizes : [entry.size];
    const fields = shared.filter((field) => entryOf(field, descriptor) === index);
    return [{ entry: entry.name, variant: "", kernel, sizes, fields, common: [] }];
  });
  const common = shared.filter((field): field is SliceField => isOwnWord(field) && field.entry === 0);
  const variants = cases.flatMap(({ name, kernel }): Frame[] => {
    if (kernel === undefined) return [];
    const fields = descriptor.fields.filter(({ variant }) => variant === name);
    const sizes = [descriptor.entries[0]?.size ?? descriptor.size];
    return [{ entry: "", variant: name, kernel, sizes, fields, common }];
  });
  return [...entries, ...variants];
}

/** What is not in memory counts to the first entry; a split field to that of its parts. */
function entryOf(field: Field, { fields }: Descriptor): number {
  if (field.kind === "slice") return field.entry;
  if (field.kind !== "split") return 0;
  const first = fields.find(({ key }) => key === field.parts[0]);
  return first?.kind === "slice" ? first.entry : 0;
}

function isOwnWord(field: Field): field is SliceField {
  return field.kind === "slice" && field.of === "" && field.variant === "";
}

/** A kernel type as it was found, or the member of it that the frame is. */
export interface Found {
  readonly source: string;
  readonly btf: Btf;
  /** The type that paths are counted from, and its member that the frame is; empty for the type itself. */
  readonly type: number;
  readonly prefix: string;
  /** The struct or union whose members the fields are. */
  readonly struct: number;
  /** Bytes of it, and bits before it. */
  readonly size: number;
  readonly bitOffset: number;
}

/** A type that is there, and is not what the spec says of it. */
export interface Misfit {
  readonly source: string;
  readonly misfit: string;
}

/**
 * Finds a frame's type. Of several BTFs that have it, that of the module called as the driver comes first, then
 * modules whose names begin so, then the others in their order; a module's own types come before its kernel's.
 */
export function findFrame(
  kernel: KernelType,
  driver: string,
  sources: readonly BtfSource[],
): Found | Misfit | undefined {
  const { type } = kernel;
  const hits = sources.flatMap(({ name, btf }, order) => {
    const found = btf.findNamed(type);
    if (found === undefined) return [];
    const rank = found.id < btf.firstId ? 3 : likeness(name, driver);
    return [{ found, name, btf, order, rank }];
  });
  const [best] = hits.sort((a, b) => a.rank - b.rank || a.order - b.order);
  return best === undefined ? undefined : foundAt(best.btf, best.name, best.found.id, kernel);
}

function likeness(name: string, driver: string): number {
  const plain = name.replace(/-/g, "_");
  if (plain === driver) return 0;
  return plain.startsWith(driver) ? 1 : 2;
}

function foundAt(btf: Btf, source: string, type: number, { type: name, member = "" }: KernelType): Found | Misfit {
  const part = member === "" ? undefined : memberOf(btf, type, member);
  if (member !== "" && part === undefined) return { source, misfit: `${name} has no member ${member}` };
  const { kind, id } = btf.resolve(part?.type ?? type);
  const path = [name, ...(member === "" ? [] : [member])].join(".");
  if (kind !== "struct" && kind !== "union") return { source, misfit: `${path} is no struct or union` };
  return { source, btf, type, prefix: member, struct: id, size: btf.sizeOf(id), bitOffset: part?.bitOffset ?? 0 };
}

/** The member at a path below the frame, its offset counted from the frame; undefined when there is none. */
export function memberIn({ btf, type, prefix, bitOffset }: Found, path: string): Member | undefined {
  const member = memberOf(btf, type, prefix === "" ? path : `${prefix}.${path}`);
  return member && { ...member, bitOffset: member.bitOffset - bitOffset };
}

function memberOf(btf: Btf, type: number, path: string): Member | undefined {
  try {
    return btf.member(type, path);
  } catch (error) {
    // A spec may say what is no path at all.
    if (error instanceof BtfError && error.code === "string") return undefined;
    throw error;
  }
}
