/**
 * A driver as the model has it: how a program gets to its descriptors. Plain, immutable data, like the descriptors.
 * Expressions are over paths: a `field` of an expression is a path of the access that it belongs to, by its text.
 */
import type { Expr } from "../../expr/ast.js";
import type { Descriptor, Metadata } from "../types.js";

export interface Driver {
  readonly name: string;
  readonly title: string;
  readonly doc: string;
  /** Kernel modules that have its types, its own first. */
  readonly modules: readonly string[];
  /** What `ethtool -i` calls it. */
  readonly names: readonly string[];
  /** A virtual device's kind of link; empty for hardware. */
  readonly link: string;
  readonly sources: readonly string[];
  readonly file: string;
  readonly formats: readonly QueueFormat[];
  /** The kernel's structs, as far as they are read; those that every driver knows are among them where it uses them. */
  readonly structs: readonly KernelStruct[];
  /** In the order in which they are tried. */
  readonly ways: readonly XdpWay[];
  readonly hooks: readonly Hook[];
  readonly lacking: readonly LackingHook[];
}

export interface QueueFormat {
  readonly name: string;
  /** The value of the selector: made from the names, so it never changes. */
  readonly selector: number;
  readonly descriptors: readonly string[];
  readonly isDefault: boolean;
  /** How user space learns that an interface has it; neither: it cannot be asked, or is the default. */
  readonly asked: {
    /** The interface offers one of these, as `ethtool -k` calls them. */
    readonly features: readonly string[];
    /** The interface timestamps what it receives. */
    readonly timestamps: boolean;
  };
  readonly doc: string;
}

export interface KernelStruct {
  /** `struct ice_xdp_buff` */
  readonly type: string;
  readonly members: readonly KernelMember[];
}

export interface KernelMember {
  readonly name: string;
  readonly type: MemberType;
}

export type MemberType =
  /** `bits` is 0 unless it is a bit-field. */
  | {
      readonly kind: "integer";
      readonly bytes: number;
      readonly signed: boolean;
      readonly bits: number;
      /** CO-RE does not take the kernel's enum for an integer, nor an integer for an enum. */
      readonly enumerated?: true;
      /** The order of its bytes; undefined: the CPU's. */
      readonly order?: "le" | "be";
    }
  /** `to` is empty for `void *`. */
  | { readonly kind: "pointer"; readonly to: string }
  | { readonly kind: "struct"; readonly type: string }
  /** A path that ends there is its address. */
  | { readonly kind: "array"; readonly of: MemberType };

/** A member of a struct, `member` being a path inside it. */
export interface MemberRef {
  readonly type: string;
  readonly member: string;
}

/** One load on the way, or, at the end of a path, the address of a struct inside. */
export interface Hop extends MemberRef {
  readonly leaf: MemberType;
}

/** `buff.pkt_ctx.cached_phctime`: from a root, load by load. No hops: the root's own address or value. */
export interface AccessPath {
  readonly text: string;
  readonly root: string;
  readonly hops: readonly Hop[];
}

export type Root =
  | { readonly kind: "xdp" | "buff"; readonly name: string; readonly type: string }
  | { readonly kind: "ring"; readonly name: string; readonly type: string; readonly member: string }
  | { readonly kind: "argument"; readonly name: string; readonly index: number; readonly type: MemberType }
  /** A struct at an address, or the value that lies there. */
  | {
      readonly kind: "let";
      readonly name: string;
      readonly type: MemberType;
      readonly at: Expr;
      /** Which of an array of them. */
      readonly index?: Expr;
    }
  /** The descriptor's own fields, in inputs. */
  | {
      readonly kind: "desc";
      readonly name: "desc";
      readonly fields: readonly { readonly key: string; readonly width: number }[];
    };

export type Address =
  | { readonly kind: "expression"; readonly expr: Expr }
  | {
      readonly kind: "entry";
      readonly base: Expr;
      readonly index: Expr;
      readonly stride: Expr;
      /** Entries before `index`, round a ring of `entries`; 0 for none. */
      readonly back: number;
      readonly entries?: Expr;
    };

export interface InputSource {
  readonly input: string;
  /** The value is the address of a struct timecounter. */
  readonly timecounter: boolean;
  /** The first whose members the kernel has. */
  readonly alternatives: readonly { readonly expr: Expr; readonly needs: readonly MemberRef[] }[];
}

interface Facts {
  readonly kernels: string;
  readonly verified: readonly string[];
  readonly doc: string;
  readonly sources: readonly string[];
}

/** What ways and hooks have in common: from roots to a descriptor. */
export interface Access extends Facts {
  readonly name: string;
  /** In an order in which each needs only those before it. */
  readonly roots: readonly Root[];
  readonly paths: ReadonlyMap<string, AccessPath>;
  /** The descriptor that it gives; empty for none. */
  readonly reads: string;
  readonly descriptor?: Address;
  /** Further ring entries, in the descriptor's order. */
  readonly entries: readonly { readonly name: string; readonly address: Address }[];
  readonly when?: Expr;
  readonly inputs: readonly InputSource[];
  /** The members without which it is not there; what every kernel has is left out. */
  readonly needs: readonly MemberRef[];
  readonly absent: readonly MemberRef[];
}

export type WayKind = "xdp_buff" | "rxq" | "xdp_data";

export interface XdpWay extends Access {
  readonly kind: WayKind;
  readonly format: string;
  /** Answers without a descriptor, by item. */
  readonly metadata: readonly {
    readonly item: string;
    readonly when?: Expr;
    /** By part. */
    readonly values: readonly { readonly part: string; readonly expr: Expr }[];
    readonly doc: string;
    readonly needs: readonly MemberRef[];
  }[];
}

const HOOK_KINDS = [
  "devrx",
  "devrx_skb",
  "devrx_xdp",
  "devtx_submit_skb",
  "devtx_submit_xdp",
  "devtx_complete_skb",
  "devtx_complete_xdp",
] as const;
export type HookKind = (typeof HOOK_KINDS)[number];

export interface Hook extends Access {
  readonly kind: HookKind;
  readonly attach: "fentry" | "fexit" | "tp_btf";
  readonly function: string;
  readonly args: readonly KernelMember[];
  readonly returns?: MemberType;
  readonly packet?: Expr;
  /** What `packet` points at, `struct xdp_frame`; empty where the types do not tell. */
  readonly packetType: string;
  /** An XDP program on the same CPU may use its descriptor, if this is the address of its own xdp_rxq_info. */
  readonly remembers?: Expr;
}

export interface LackingHook {
  readonly kind: HookKind;
  readonly name: string;
  readonly why: string;
  readonly nearest: string;
}

/** `devrx_mpwrq` is a devrx. */
export function hookKind(name: string): HookKind {
  const found = [...HOOK_KINDS].reverse().find((kind) => name === kind || name.startsWith(`${kind}_`));
  return found ?? "devrx";
}

/** What a hook's program is answered with more than the descriptor: the items whose inputs the hook has, all of them. */
export function itemsOfHook(hook: Pick<Hook, "inputs">, { metadata }: Pick<Descriptor, "metadata">): Metadata[] {
  const filled = new Set(hook.inputs.map(({ input }) => input));
  return metadata.filter(
    ({ answers, inputs }) => answers.length > 0 && inputs.length > 0 && inputs.every(({ name }) => filled.has(name)),
  );
}

/** The descriptors that a driver's queues have, and that its ways and hooks read; they may be other drivers'. */
export function descriptorsOf({ formats, ways, hooks }: Driver): ReadonlySet<string> {
  const read = [...ways, ...hooks].map(({ reads }) => reads);
  return new Set([...formats.flatMap(({ descriptors }) => descriptors), ...read].filter((name) => name !== ""));
}

/** What the functions that find a descriptor are named by: a second driver's are named by that driver as well. */
export function finderId(
  driver: Pick<Driver, "name">,
  { driver: owner, id }: Pick<Descriptor, "driver" | "id">,
): string {
  return owner === driver.name ? id : `${driver.name}_${id}`;
}
