/** Which member of the kernel a field means. */
import type { Btf, Member } from "../btf/index.js";
import type { Field } from "../model/types.js";
import { type Found, memberIn } from "./frames.js";
import { isNegotiatedOrder, snake } from "./names.js";

/** What a field reads, once or `count` times, `stride` bytes apart. */
export interface KernelWord {
  /** Below the frame. */
  readonly path: string;
  readonly member: Member;
  readonly count: number;
  readonly stride: number;
}

/** The field's own name, without its case. */
export function localName({ key, variant }: Field): string {
  return variant === "" ? key : key.slice(variant.length + 1);
}

/** The member that a field names or implies; undefined when the kernel has none. */
export function wordOf(found: Found, field: Field): KernelWord | undefined {
  const isArray = field.kind === "slice" && field.array !== undefined;
  for (const path of pathsOf(found, field, isArray)) {
    const word = isArray ? elementAt(found, path) : whole(found, path);
    if (word !== undefined) return word;
  }
  return undefined;
}

function* pathsOf(found: Found, field: Field, isArray: boolean): Generator<string> {
  if (field.member !== "") {
    yield field.member;
    return;
  }
  const name = localName(field);
  yield name;
  const alike = found.btf.members(found.struct, { flatten: true }).find((member) => snake(member.name) === name);
  if (alike !== undefined) yield alike.name;
  // The field `frag_len` is the child `len` of the segment `frag`.
  if (isArray) for (const { index } of name.matchAll(/_/g)) yield `${name.slice(0, index)}.${name.slice(index + 1)}`;
}

function whole(found: Found, path: string): KernelWord | undefined {
  const member = memberIn(found, path);
  return member && { path, member, count: 1, stride: member.bitSize / 8 };
}

/** An array's first element; a path may leave the index out: `frags.len` is `frags[0].len`. */
function elementAt(found: Found, path: string): KernelWord | undefined {
  let [count, stride] = [1, 0];
  let first = "";
  for (const step of path.split(".")) {
    const array = memberIn(found, first === "" ? step : `${first}.${step}`);
    if (array === undefined) return undefined;
    first = first === "" ? step : `${first}.${step}`;
    if (array.dimensions.length === 0) continue;
    count = array.dimensions.reduce((product, size) => product * size, 1);
    stride = found.btf.sizeOf(array.element);
    first += "[0]".repeat(array.dimensions.length);
  }
  const member = memberIn(found, first);
  return member && { path: first, member, count, stride: stride || member.bitSize / 8 };
}

/** What the kernel declares of a member's byte order; undefined where it says nothing, or there is none to say. */
export function declaredOrder(btf: Btf, member: Member): Member["byteOrder"] | undefined {
  const leaves = leavesOf(btf, member).filter((leaf) => leaf.bitField || btf.sizeOf(leaf.element) > 1);
  const [order, ...others] = new Set(
    leaves.map((leaf) => (isNegotiatedOrder(btf.nameOf(leaf.element)) ? undefined : leaf.byteOrder)),
  );
  return others.length === 0 ? order : undefined;
}

function leavesOf(btf: Btf, member: Member): readonly Member[] {
  const { kind } = btf.resolve(member.element);
  return kind === "struct" || kind === "union" ? btf.members(member.element, { flatten: "deep" }) : [member];
}
