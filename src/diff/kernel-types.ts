/** The types of descriptors in two kernels. */
import { kernelText } from "../model/describe.js";
import type { Descriptor, KernelType } from "../model/types.js";
import { type BtfSource, type Found, findFrame, framesOf, type Misfit } from "../verify/frames.js";
import { sayBytes, sayMember } from "../verify/words.js";
import { type Change, type Compared, type Comparison, changeIf, type Section } from "./change.js";
import { declare, type Leaf, leavesOf, meaningOf } from "./leaves.js";
import { changesOf, type Pair, pairUp } from "./pair.js";

/** A kernel: its own BTF and that of its modules. */
export type Kernel = readonly BtfSource[];

/**
 * How the kernel types of descriptors differ between two kernels, in the order of the descriptors.
 * @throws BtfError when the BTF turns out to be damaged.
 */
export function compareKernels(descriptors: readonly Descriptor[], before: Kernel, after: Kernel): Comparison[] {
  return descriptors.map((descriptor) => ({
    about: "descriptor",
    name: descriptor.name,
    sections: typesOf(descriptor).map((type) => compareType(type, descriptor.driver, before, after)),
  }));
}

/** Each once, though several cases may share one. */
function typesOf(descriptor: Descriptor): KernelType[] {
  const types = framesOf(descriptor).map(({ kernel }) => kernel);
  return [...new Map(types.map((type) => [kernelText(type), type])).values()];
}

function compareType(type: KernelType, driver: string, before: Kernel, after: Kernel): Section {
  const [old, now] = [findFrame(type, driver, before), findFrame(type, driver, after)];
  const of = kernelText(type);
  if (isThere(old) && isThere(now)) return { kind: "type", of, ...compareFound(of, old, now) };
  const changes: Change[] = [];
  if (isThere(old)) changes.push({ subject: of, kind: "vanished", before: sayBytes(old.size), after: why(now) });
  if (isThere(now)) changes.push({ subject: of, kind: "appeared", before: why(old), after: sayBytes(now.size) });
  return { kind: "type", of, compared: changes.length, changes };
}

export function isThere(found: Found | Misfit | undefined): found is Found {
  return found !== undefined && !("misfit" in found);
}

/** A type may be there and lack the member that the descriptor is. */
function why(found: Misfit | Found | undefined): string {
  return found !== undefined && "misfit" in found ? found.misfit : "";
}

function compareFound(of: string, old: Found, now: Found): Compared {
  const pairs = pairUp(leavesOf(old.btf, old.struct), leavesOf(now.btf, now.struct), { nameOf, shapeOf });
  // What was added stands where it lies, not at the end.
  const ordered = pairs.toSorted((a, b) => startOf(a) - startOf(b));
  const changes = [
    ...changeIf("resized", of, sayBytes(old.size), sayBytes(now.size)),
    ...changeIf("moved", of, sayPlace(old), sayPlace(now)),
    ...ordered.flatMap((pair) => changesOf(pair, { nameOf, say, judge })),
  ];
  return { compared: 1 + pairs.length, changes };
}

function nameOf({ path }: Leaf): string {
  return path;
}

function startOf({ before, after }: Pair<Leaf>): number {
  return (before ?? after)?.member.bitOffset ?? 0;
}

function judge(before: Leaf, after: Leaf, subject: string): Change[] {
  const moved = changeIf("moved", subject, sayPlace(before.member), sayPlace(after.member));
  const kind = extentOf(before) === extentOf(after) ? "retyped" : "resized";
  const same = kind === "retyped" && meaningOf(before) === meaningOf(after);
  return same ? moved : [...moved, { subject, kind, before: declare(before), after: declare(after) }];
}

function shapeOf(leaf: Leaf): string {
  return [leaf.inside, leaf.member.bitOffset, extentOf(leaf), meaningOf(leaf)].join(" ");
}

function extentOf({ member }: Leaf): string {
  return [member.bitSize, ...member.dimensions].join(" ");
}

/** `__le16 wb.upper.vlan at byte 14`. */
function say({ btf, path, member }: Leaf): string {
  return sayMember(btf, { ...member, name: path });
}

function sayPlace({ bitOffset }: { readonly bitOffset: number }): string {
  const bit = bitOffset % 8;
  return `byte ${Math.floor(bitOffset / 8)}${bit === 0 ? "" : `, bit ${bit}`}`;
}
