/** The kernel's structs as a driver.yaml declares them, and paths of members through them. */
import type { AccessPath, Hop, KernelMember, KernelStruct, MemberRef, MemberType } from "./types.js";

/** What every kernel since 5.8 has: nobody need declare it, and no program asks whether it is there. */
const COMMON: { readonly [type: string]: { readonly [member: string]: string } } = {
  "struct xdp_buff": {
    data: "void *",
    data_end: "void *",
    data_meta: "void *",
    data_hard_start: "void *",
    rxq: "struct xdp_rxq_info *",
  },
  "struct xdp_rxq_info": { dev: "struct net_device *", queue_index: "u32" },
};

export function memberTypeOf(text: string): MemberType {
  if (text.endsWith("[]")) return { kind: "array", of: memberTypeOf(text.slice(0, -2)) };
  if (text === "void *") return { kind: "pointer", to: "" };
  if (text.endsWith(" *")) return { kind: "pointer", to: text.slice(0, -2) };
  if (text === "enum") return { kind: "integer", bytes: 4, signed: false, bits: 0, enumerated: true };
  const ordered = /^(le|be)(\d+)$/.exec(text);
  if (ordered !== null) {
    const order = ordered[1] === "le" ? "le" : "be";
    return { kind: "integer", bytes: Number(ordered[2]) / 8, signed: false, bits: 0, order };
  }
  const integer = /^([us])(\d+)(?::(\d+))?$/.exec(text);
  if (integer === null) return { kind: "struct", type: text };
  return {
    kind: "integer",
    bytes: Number(integer[2]) / 8,
    signed: integer[1] === "s",
    bits: Number(integer[3] ?? 0),
  };
}

export function memberTypeText(type: MemberType): string {
  if (type.kind === "struct") return type.type;
  if (type.kind === "pointer") return type.to === "" ? "void *" : `${type.to} *`;
  if (type.kind === "array") return `${memberTypeText(type.of)}[]`;
  if (type.enumerated === true) return "enum";
  if (type.order !== undefined) return `${type.order}${type.bytes * 8}`;
  return `${type.signed ? "s" : "u"}${type.bytes * 8}${type.bits === 0 ? "" : `:${type.bits}`}`;
}

/** The kernel's own, which are there whatever the driver: programs do not ask, `verify` does. */
const CORE = new Set(["struct sk_buff", "struct skb_shared_info", "struct net_device", "struct xdp_frame"]);

export function isCommon({ type, member }: MemberRef): boolean {
  if (LATER.has(`${type}.${member}`)) return false;
  return CORE.has(type) || COMMON[type]?.[member] !== undefined;
}

/** Members of those that came later: 6.1 finds a device's private part by arithmetic. */
const LATER = new Set(["struct net_device.priv"]);

/** Declared once for all drivers. */
export function isCommonType(type: string): boolean {
  return Object.hasOwn(COMMON, type);
}

export function commonMembers(type: string): readonly string[] {
  return Object.keys(COMMON[type] ?? {});
}

export class Members {
  private readonly types = new Map<string, Map<string, MemberType>>();

  constructor(declared: { readonly [type: string]: { readonly [member: string]: string } }) {
    for (const [type, members] of [...Object.entries(COMMON), ...Object.entries(declared)]) {
      const known = this.types.get(type) ?? new Map<string, MemberType>();
      for (const [name, text] of Object.entries(members)) known.set(name, memberTypeOf(text));
      this.types.set(type, known);
    }
  }

  has(type: string): boolean {
    return this.types.has(type);
  }

  namesOf(type: string): readonly string[] {
    return [...(this.types.get(type)?.keys() ?? [])];
  }

  typeNames(): readonly string[] {
    return [...this.types.keys()];
  }

  member({ type, member }: MemberRef): MemberType | undefined {
    return this.types.get(type)?.get(member);
  }

  /**
   * The path of a dotted text from a root of some type, or where it goes wrong.
   * Members inside one another are one hop; a pointer that is gone through ends one.
   */
  path(text: string, root: MemberType): AccessPath | { readonly type: string; readonly step: string } {
    const [name = "", ...steps] = text.split(".");
    const hops: Hop[] = [];
    // Where a hop begins, the struct inside it that has been reached, and the steps that lead there.
    let type = structOf(root);
    let at = type;
    let inner: string[] = [];
    let unnamed = "";
    for (const [i, step] of steps.entries()) {
      const member = unnamed + step;
      const leaf = this.member({ type: at, member });
      const last = i === steps.length - 1;
      inner = [...inner, step];
      if (leaf === undefined && !last && this.isUnnamed(at, member)) {
        unnamed = `${member}.`;
        continue;
      }
      if (leaf === undefined) return { type: at, step: member };
      unnamed = "";
      at = structOf(leaf);
      if (leaf.kind === "struct" && !last) continue;
      hops.push({ type, member: inner.join("."), leaf });
      type = at;
      inner = [];
    }
    return { text, root: name, hops };
  }

  /** The members that some paths use, and types whose size alone is asked for, as structs in the order of their declaration. */
  used(refs: readonly MemberRef[], sized: readonly string[] = []): KernelStruct[] {
    const wanted = new Map<string, Set<string>>();
    const add = (type: string) => {
      const names = wanted.get(type) ?? new Set<string>();
      wanted.set(type, names);
      return names;
    };
    for (const type of sized) add(type);
    for (const { type, member } of refs) {
      let at = type;
      let unnamed = "";
      for (const step of member.split(".")) {
        const leaf = this.member({ type: at, member: unnamed + step });
        if (leaf === undefined) {
          unnamed += `${step}.`;
          continue;
        }
        add(at).add(unnamed + step);
        unnamed = "";
        const inside = leaf.kind === "array" ? leaf.of : leaf;
        at = inside.kind === "struct" ? inside.type : "";
      }
      if (at !== "") add(at);
    }
    const types = new Set([...this.typeNames(), ...wanted.keys()]);
    const structs = [...types].flatMap((type): KernelStruct[] => {
      const names = wanted.get(type);
      if (names === undefined || isCommonType(type)) return [];
      const members = this.namesOf(type).flatMap((name): KernelMember[] => {
        const leaf = this.member({ type, member: name });
        return leaf === undefined || !names.has(name) ? [] : [{ name, type: leaf }];
      });
      return [{ type, members }];
    });
    return insideFirst(structs);
  }

  /** Whether a member is a struct without a name: what is in it is declared with it, `dqo.complq`. */
  private isUnnamed(type: string, member: string): boolean {
    return this.namesOf(type).some((name) => name.startsWith(`${member}.`));
  }
}

/** A struct comes after those that are inside it. */
function insideFirst(structs: readonly KernelStruct[]): KernelStruct[] {
  const done = new Map<string, KernelStruct>();
  const visit = (struct: KernelStruct, open: readonly string[]): void => {
    if (done.has(struct.type) || open.includes(struct.type)) return;
    for (const { type } of struct.members) {
      const inside = type.kind === "array" ? type.of : type;
      const inner = inside.kind === "struct" ? structs.find((other) => other.type === inside.type) : undefined;
      if (inner !== undefined) visit(inner, [...open, struct.type]);
    }
    done.set(struct.type, struct);
  };
  for (const struct of structs) visit(struct, []);
  return [...done.values()];
}

function structOf(type: MemberType): string {
  return type.kind === "struct" ? type.type : type.kind === "pointer" ? type.to : "";
}

/** Bits of a path's value. */
export function widthOf({ hops }: AccessPath, root: MemberType): number {
  const leaf = hops.at(-1)?.leaf ?? root;
  if (leaf.kind !== "integer" || leaf.signed) return 64;
  return leaf.bits === 0 ? leaf.bytes * 8 : leaf.bits;
}
