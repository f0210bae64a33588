/** Members by path, and paths by place. */
import type { Btf } from "./btf.js";
import { BtfError } from "./error.js";
import { listMembers, type Member, structOf } from "./members.js";
import { resolveId, sizeOf } from "./sizes.js";

/** The member at `wb.qword1.segs[2].lo`; undefined when there is none. */
export function memberAtPath(btf: Btf, type: number, path: string): Member | undefined {
  let found: Member | undefined;
  for (const step of splitPath(path)) {
    const next: Member | undefined =
      typeof step === "number" ? found && elementAt(btf, found, step) : namedMember(btf, found?.type ?? type, step);
    if (next === undefined) return undefined;
    found = { ...next, path: joinPath(found, next, step), bitOffset: (found?.bitOffset ?? 0) + next.bitOffset };
  }
  return found;
}

/** The members without members of their own that have the bit; more than one where unions overlay. */
export function membersAtBit(btf: Btf, type: number, bit: number): Member[] {
  return listMembers(btf, type, { flatten: "deep" }).filter(
    (member) => bit >= member.bitOffset && bit < member.bitOffset + member.bitSize,
  );
}

function splitPath(path: string): (string | number)[] {
  if (!/^\w+(\[\d+\]|\.\w+)*$/.test(path)) throw new BtfError("string", `"${path}" is no path of members`);
  return [...path.matchAll(/\[(\d+)\]|\w+/g)].map(([name, index]) => (index === undefined ? name : Number(index)));
}

function namedMember(btf: Btf, type: number, name: string): Member | undefined {
  const kind = btf.kindOf(resolveId(btf, type));
  if (kind !== "struct" && kind !== "union") return undefined;
  return listMembers(btf, structOf(btf, type).id, { flatten: true }).find((member) => member.name === name);
}

function elementAt(btf: Btf, member: Member, index: number): Member | undefined {
  const array = btf.type(resolveId(btf, member.type));
  if (array.kind !== "array" || (index >= array.count && array.count > 0)) return undefined;
  const bits = sizeOf(btf, array.type) * 8;
  const dimensions = member.dimensions.slice(1);
  return { ...member, bitOffset: index * bits, bitSize: bits, type: array.type, dimensions };
}

function joinPath(before: Member | undefined, member: Member, step: string | number): string {
  if (before === undefined) return member.path;
  return typeof step === "number" ? `${before.path}[${step}]` : `${before.path}.${step}`;
}
