/** The structs that ways and hooks go through, in two kernels. */
import type { Btf, Member } from "../btf/index.js";
import type { Driver, Hook, MemberRef, XdpWay } from "../model/driver/types.js";
import { refKey } from "../verify/access-members.js";
import { type BtfSource, findFrame, memberIn } from "../verify/frames.js";
import { sayBytes } from "../verify/words.js";
import type { Change, Compared } from "./change.js";
import { isThere } from "./kernel-types.js";
import { declare, isStruct, meaningOf } from "./leaves.js";
import { compareNamed, type Named } from "./pair.js";

/** A struct in one kernel, with those of its members that some point reads. */
interface Held extends Named {
  readonly size: number;
  readonly members: readonly HeldMember[];
}

interface HeldMember extends Named {
  readonly btf: Btf;
  readonly member: Member;
}

/** Of a struct that only one kernel has, nothing is said of its members. */
export function compareStructs(
  driver: Driver,
  points: readonly (XdpWay | Hook)[],
  before: readonly BtfSource[],
  after: readonly BtfSource[],
): Compared {
  const members = points.flatMap(membersOf);
  const buffers = points.flatMap(({ roots }) => roots.flatMap((root) => (root.kind === "buff" ? [root.type] : [])));
  const types = [...new Set([...buffers, ...members.map(({ type }) => type)])];
  const there = (sources: readonly BtfSource[]) =>
    types.flatMap((type) => {
      const own = new Map(members.filter((ref) => ref.type === type).map((ref) => [refKey(ref), ref]));
      return hold(type, [...own.values()], driver, sources) ?? [];
    });
  const [old, now] = [there(before), there(after)];
  const { compared, changes } = compareNamed(old, now, ({ size }) => sayBytes(size), memberChanges);
  return { compared: compared + countOf(old, now), changes };
}

function membersOf({ roots, paths, absent }: XdpWay | Hook): MemberRef[] {
  const rings = roots.flatMap((root) => (root.kind === "ring" ? [root] : []));
  return [...rings, ...[...paths.values()].flatMap(({ hops }) => hops), ...absent];
}

function hold(
  type: string,
  members: readonly MemberRef[],
  driver: Driver,
  sources: readonly BtfSource[],
): Held | undefined {
  const found = findFrame({ type }, driver.name, sources);
  if (!isThere(found)) return undefined;
  const held = members.flatMap((ref): HeldMember[] => {
    const member = memberIn(found, ref.member);
    return member === undefined ? [] : [{ name: refKey(ref), btf: found.btf, member }];
  });
  return { name: type, size: found.size, members: held };
}

/** Members that either side has, of the structs that both have. */
function countOf(before: readonly Held[], after: readonly Held[]): number {
  return before.reduce((sum, { name, members }) => {
    const other = after.find((held) => held.name === name);
    return other === undefined ? sum : sum + new Set([...members, ...other.members].map((member) => member.name)).size;
  }, 0);
}

function memberChanges(before: Held, after: Held): readonly Change[] {
  return compareNamed(before.members, after.members, declare, judge).changes;
}

/** Where a member lies is CO-RE's affair, and so is how large a struct is, or an array: programs take their address. */
function judge(before: HeldMember, after: HeldMember, subject: string): Change[] {
  const kind = widthOf(before) === widthOf(after) ? "retyped" : "resized";
  const same = kind === "retyped" && kindOf(before) === kindOf(after);
  return same ? [] : [{ subject, kind, before: declare(before), after: declare(after) }];
}

function kindOf(held: HeldMember): string {
  return [held.member.dimensions.length > 0 ? "array" : "", meaningOf(held)].join(" ");
}

function widthOf({ btf, member }: HeldMember): number {
  if (isStruct(btf, member.element)) return 0;
  return member.bitField ? member.bitSize : btf.sizeOf(member.element) * 8;
}
