/** A few types with all they need, out of the many of a kernel. */
import type { Btf } from "./btf.js";
import { mapReferences, referencesOf } from "./references.js";
import type { BtfType, ForwardType } from "./types.js";

export interface CutOptions {
  /** Keeps what pointers lead to whole. By default a struct behind pointers is only named. */
  readonly follow?: boolean;
}

/**
 * Types with new ids that go through both lists. Written one behind the other they stand alone; `own` written over
 * `base` is split BTF again.
 */
export interface Cut {
  readonly base: readonly BtfType[];
  readonly own: readonly BtfType[];
}

/** The types of these ids and what they are made of. Tags on types are kept only when their ids are given. */
export function cutTypes(btf: Btf, ids: Iterable<number>, options: CutOptions = {}): Cut {
  const kept = new Closure(btf, options.follow ?? false).from(ids);
  const numbers = new Map<number, number>([[0, 0]]);
  const parts = [new Part(btf, numbers), new Part(btf, numbers)] as const;
  const partOf = (id: number) => parts[id < btf.firstId ? 0 : 1];
  for (const id of kept) partOf(id).keep(id);
  for (const id of kept)
    for (const other of referencesOf(btf.type(id))) if (!kept.has(other)) partOf(other).name(other);
  const base = parts[0].number(1);
  const own = parts[1].number(1 + base.length);
  const renumber = (type: BtfType) => mapReferences(type, (id) => numbers.get(id) ?? id);
  return { base: base.map(renumber), own: own.map(renumber) };
}

/** How a type is needed: whole, or only as far as a pointer to it needs it. */
type Need = "whole" | "named";

class Closure {
  private readonly needs = new Map<number, Need>();
  private readonly open: [number, Need][] = [];

  constructor(
    private readonly btf: Btf,
    private readonly follow: boolean,
  ) {}

  from(ids: Iterable<number>): ReadonlySet<number> {
    for (const id of ids) this.want(id, "whole");
    for (let next = this.open.pop(); next !== undefined; next = this.open.pop()) this.visit(...next);
    return new Set([...this.needs.keys()].sort((a, b) => a - b));
  }

  private visit(id: number, need: Need): void {
    const type = this.btf.type(id);
    for (const other of referencesOf(type)) this.want(other, type.kind === "ptr" ? "named" : this.passOn(type, need));
  }

  /** Through qualifiers and typedefs the need stays what it is; all else holds its parts by value. */
  private passOn({ kind }: BtfType, need: Need): Need {
    const through = kind === "typedef" || kind === "const" || kind === "volatile" || kind === "type_tag";
    return through ? need : "whole";
  }

  private want(id: number, wanted: Need): void {
    const need = this.follow ? "whole" : wanted;
    const before = this.needs.get(id);
    if (id === 0 || before === "whole" || before === need) return;
    if (need === "named" && this.isNamedStruct(id)) return;
    this.needs.set(id, need);
    this.open.push([id, need]);
  }

  private isNamedStruct(id: number): boolean {
    const kind = this.btf.kindOf(id);
    return (kind === "struct" || kind === "union") && this.btf.nameOf(id) !== "";
  }
}

/** The types that go into one BTF. */
class Part {
  private readonly kept: number[] = [];
  /** By what they forward to: the ids they stand for. */
  private readonly forwards = new Map<string, { readonly type: ForwardType; readonly ids: number[] }>();

  constructor(
    private readonly btf: Btf,
    private readonly numbers: Map<number, number>,
  ) {}

  keep(id: number): void {
    this.kept.push(id);
  }

  /** A struct that is referred to and not kept. */
  name(id: number): void {
    if (id === 0) return;
    const kind = this.btf.kindOf(id) === "union" ? "union" : "struct";
    const name = this.btf.nameOf(id);
    const key = `${kind} ${name}`;
    const forward = this.forwards.get(key) ?? { type: { kind: "fwd", id: 0, name, of: kind }, ids: [] };
    forward.ids.push(id);
    this.forwards.set(key, forward);
  }

  number(first: number): BtfType[] {
    let next = first;
    const types: BtfType[] = this.kept.map((id) => {
      this.numbers.set(id, next);
      return { ...this.btf.type(id), id: next++ };
    });
    for (const { type, ids } of this.forwards.values()) {
      for (const id of ids) this.numbers.set(id, next);
      types.push({ ...type, id: next++ });
    }
    return types;
  }
}
