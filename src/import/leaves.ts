/** A struct taken apart into what a spec has fields for. */
import { type Btf, BtfError, type Member } from "../btf/index.js";
import { fieldName } from "./names.js";

/** A value or an array of values. */
export interface Leaf {
  /** From the struct that was asked for: `qword0.lo_dword.l2tag1`. */
  readonly path: string;
  /** The union member that it belongs to; empty outside unions. */
  readonly view: string;
  /** Its place counts from the struct that was asked for. */
  readonly member: Member;
}

/** More than a descriptor may have. */
const MAX_LEAVES = 1024;
const MAX_DEPTH = 32;
/** Elements of an array of structs that are written out. */
const MAX_ELEMENTS = 64;

/**
 * The leaves of a struct or union, in the order of the kernel; flexible arrays are left out.
 * @throws BtfError `limit` for more than a spec can have, `cycle` for a type that contains itself.
 */
export function leavesOf(btf: Btf, struct: number): Leaf[] {
  const walk = new Walk(btf);
  walk.members(struct, { path: "", view: "", offset: 0, depth: 0 });
  return walk.leaves;
}

interface Around {
  readonly path: string;
  readonly view: string;
  readonly offset: number;
  readonly depth: number;
}

class Walk {
  readonly leaves: Leaf[] = [];
  private readonly views = new Set<string>();

  constructor(private readonly btf: Btf) {}

  members(struct: number, around: Around): void {
    if (around.depth > MAX_DEPTH) throw new BtfError("cycle", `structs more than ${MAX_DEPTH} deep`);
    const sized = this.btf.members(struct).filter(({ bitSize }) => bitSize > 0);
    const alternatives = this.btf.resolve(struct).kind === "union" && sized.length > 1;
    for (const member of sized) {
      const view = alternatives ? this.newView(member, around) : around.view;
      this.member(member, { ...around, view });
    }
  }

  private member(member: Member, around: Around): void {
    const path = join(around.path, member.name);
    const offset = around.offset + member.bitOffset;
    const { kind } = this.btf.resolve(member.element);
    const count = member.dimensions.reduce((product, size) => product * size, 1);
    if (member.bitField || (kind !== "struct" && kind !== "union") || count > MAX_ELEMENTS) {
      this.push({ path, view: around.view, member: { ...member, bitOffset: offset } });
      return;
    }
    const bits = this.btf.sizeOf(member.element) * 8;
    for (const [i, index] of indexesOf(member.dimensions).entries()) {
      const inside = { path: path + index, view: around.view, offset: offset + i * bits, depth: around.depth + 1 };
      this.members(member.element, inside);
    }
  }

  /** Nested unions need names of their own: members of one view may not overlap. */
  private newView(member: Member, around: Around): string {
    const named = fieldName(member.name || this.firstName(member.type) || "");
    const own = /^[a-z]/.test(named) ? named : `view_${named}`;
    const nested = around.view === "" ? own : `${around.view}_${own}`;
    for (let i = 0; ; i++) {
      const name = [own, nested][i] ?? `${nested}_${i}`;
      if (this.views.has(name)) continue;
      this.views.add(name);
      return name;
    }
  }

  private firstName(type: number): string | undefined {
    const { kind } = this.btf.resolve(type);
    if (kind !== "struct" && kind !== "union") return undefined;
    return this.btf.members(type, { flatten: true }).find(({ name }) => name !== "")?.name;
  }

  private push(leaf: Leaf): void {
    if (this.leaves.length === MAX_LEAVES) throw new BtfError("limit", `more than ${MAX_LEAVES} members`);
    this.leaves.push(leaf);
  }
}

function join(path: string, name: string): string {
  return path === "" || name === "" ? path + name : `${path}.${name}`;
}

/** `[0][0]`, `[0][1]`, …; one empty index for what is no array. */
function indexesOf(dimensions: readonly number[]): string[] {
  return dimensions.reduce<string[]>(
    (all, size) => all.flatMap((index) => Array.from({ length: size }, (_, i) => `${index}[${i}]`)),
    [""],
  );
}
