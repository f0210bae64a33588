/** Enumerators: what of a field's bits and values the kernel has in enums. */
import type { Btf, EnumType } from "../btf/index.js";
import type { Enumerator, Field, KernelNames } from "../model/types.js";
import { commonStem } from "./names.js";
import type { NamedAspect, NamedResult, Problem } from "./result.js";

/** Holds a field against the enumerators that it names; those that the kernel lacks are no difference. */
export function judgeNames(field: Field, btf: Btf): NamedResult[] {
  const { names } = field;
  if (names === undefined) return [];
  const index = indexOf(btf);
  const bits = bitsOf(field, names).map(({ aspect, name, value }) => {
    return said(aspect, name, value, index.nearest(name, value));
  });
  return [...bits, ...valuesOf(field, names, index)];
}

export function problemsOf(results: readonly NamedResult[]): Problem[] {
  return results
    .filter(({ status }) => status === "differs")
    .map(({ aspect, name, spec, kernel }) => ({ rule: aspect, message: `${name} is ${kernel}, by the spec ${spec}` }));
}

interface Wanted {
  readonly aspect: NamedAspect;
  readonly name: string;
  readonly value: bigint;
}

function bitsOf(field: Field, { shift, mask, width, from }: KernelNames): Wanted[] {
  if (field.kind !== "slice") return [];
  const low = BigInt(field.lsb - from);
  const all = (1n << BigInt(field.width)) - 1n;
  const wanted: Wanted[] = [
    { aspect: "shift", name: shift, value: low },
    { aspect: "mask", name: mask, value: inPlace(all, low) },
    { aspect: "bits", name: width, value: BigInt(field.width) },
  ];
  return wanted.filter(({ name }) => name !== "");
}

/** A field that begins below where the kernel counts from has no such value: -1 agrees with none. */
function inPlace(value: bigint, low: bigint): bigint {
  return low < 0n ? -1n : value << low;
}

function valuesOf(field: Field, names: KernelNames, index: EnumIndex): NamedResult[] {
  const { enum: tag, prefix } = names;
  if (tag !== "") return valuesOfEnum(field, names, index.members(tag));
  if (prefix === "") return [];
  return field.values.map((own) => {
    const name = prefix + own.name.toUpperCase();
    const value = wantedOf(own, field, names);
    return said("values", name, value, index.nearest(name, value));
  });
}

/** By its name, behind the prefix or what all names of the enum begin with; a value under another name is a difference. */
function valuesOfEnum(field: Field, names: KernelNames, members: readonly Enumerator[] | undefined): NamedResult[] {
  const begin = names.prefix || `${commonStem((members ?? []).map(({ name }) => name))}_`;
  return field.values.map((own) => {
    const value = wantedOf(own, field, names);
    if (members === undefined) return said("values", `enum ${names.enum}: ${own.name}`, value, undefined);
    const plain = own.name.toUpperCase();
    const member = members.find(({ name }) => name === begin + plain || name === plain);
    if (member !== undefined) return said("values", member.name, value, member.value);
    const other = members.find((candidate) => candidate.value === value && candidate.name.startsWith(begin));
    return other === undefined
      ? said("values", begin + plain, value, undefined)
      : renamed(begin + plain, value, other.name);
  });
}

function wantedOf({ value }: Enumerator, field: Field, names: KernelNames): bigint {
  return names.inPlace && field.kind === "slice" ? inPlace(value, BigInt(field.lsb - names.from)) : value;
}

function said(aspect: NamedAspect, name: string, spec: bigint, kernel: bigint | undefined): NamedResult {
  const status = kernel === undefined ? "not-in-kernel" : kernel === spec ? "agrees" : "differs";
  return { aspect, name, spec: text(aspect, spec), kernel: kernel === undefined ? "" : text(aspect, kernel), status };
}

/** The kernel has the value, and calls it otherwise. */
function renamed(name: string, value: bigint, other: string): NamedResult {
  return { aspect: "values", name: other, spec: `${name}, ${value}`, kernel: String(value), status: "differs" };
}

function text(aspect: NamedAspect, value: bigint): string {
  return aspect === "mask" && value >= 0n ? `0x${value.toString(16)}` : String(value);
}

const INDEXES = new WeakMap<Btf, EnumIndex>();

function indexOf(btf: Btf): EnumIndex {
  const index = INDEXES.get(btf) ?? new EnumIndex(btf);
  INDEXES.set(btf, index);
  return index;
}

/** All enumerators of a BTF by name; those of its base only if it has none of the name. */
class EnumIndex {
  private byName: Map<string, bigint[]> | undefined;

  constructor(private readonly btf: Btf) {}

  /** Of several enums that have the name, one that gives it this value goes before. */
  nearest(name: string, value: bigint): bigint | undefined {
    const found = this.values(name);
    return found.includes(value) ? value : found[0];
  }

  private values(name: string): readonly bigint[] {
    this.byName ??= this.read();
    const { base } = this.btf;
    return this.byName.get(name) ?? (base === undefined ? [] : indexOf(base).values(name));
  }

  members(tag: string): readonly Enumerator[] | undefined {
    const type = this.btf.findNamed(`enum ${tag}`);
    return type?.kind === "enum" || type?.kind === "enum64" ? membersOf(type) : undefined;
  }

  private read(): Map<string, bigint[]> {
    const byName = new Map<string, bigint[]>();
    for (let id = this.btf.firstId; id < this.btf.count; id++) {
      const kind = this.btf.kindOf(id);
      if (kind !== "enum" && kind !== "enum64") continue;
      for (const { name, value } of membersOf(this.btf.expect(kind, id)))
        byName.set(name, [...(byName.get(name) ?? []), value]);
    }
    return byName;
  }
}

/** Masks with the highest bit are negative in C. */
function membersOf({ values, size }: EnumType): Enumerator[] {
  return values.map(({ name, value }) => ({ name, value: BigInt.asUintN(size * 8, value) }));
}
