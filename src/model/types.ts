/**
 * The resolved model: plain, immutable data without YAML, positions or unresolved names.
 * decode interprets it, targets print it, verify holds it against the kernel.
 */
import type { Expr } from "../expr/ast.js";
import type { Direction, WordType } from "../spec/schema.js";
import type { Driver } from "./driver/types.js";

export type { Direction, WordType };

export interface Model {
  readonly descriptors: readonly Descriptor[];
  readonly lookups: readonly Lookup[];
  readonly vocabulary: Vocabulary;
  /** In name order. */
  readonly drivers: readonly Driver[];
}

export interface KernelType {
  readonly type: string;
  readonly member?: string;
}

/** The kernel's enumerators that say what a field says; empty where there is none. */
export interface KernelNames {
  readonly shift: string;
  readonly mask: string;
  readonly width: string;
  /** The bit of the word that these count from. */
  readonly from: number;
  /** The enum of the values, and what the names of the values begin with. */
  readonly enum: string;
  readonly prefix: string;
  /** The values stand where the field has its bits. */
  readonly inPlace: boolean;
}

export interface Descriptor {
  /** `i40e/rx-16` */
  readonly name: string;
  readonly driver: string;
  /** `i40e_rx_16`: what C names begin with, behind `nicdesc_`. */
  readonly id: string;
  readonly title: string;
  readonly doc: string;
  readonly direction: Direction;
  /** Bytes of the whole descriptor, all ring entries together, at its largest. */
  readonly size: number;
  /** The sizes that occur, ascending; one unless the size depends on features. */
  readonly sizes: readonly number[];
  /** The ring entries, the first being the descriptor itself. */
  readonly entries: readonly Entry[];
  readonly kernel?: KernelType;
  readonly sources: readonly string[];
  /** The spec files it was made of, the base first. */
  readonly files: readonly string[];
  readonly inputs: readonly Input[];
  /** In the order of the spec; `key` finds them. */
  readonly fields: readonly Field[];
  readonly reserved: readonly ReservedSpan[];
  readonly variants?: Variants;
  /** One for each item of the vocabulary that fits the direction, in its order. */
  readonly metadata: readonly Metadata[];
}

export interface Entry {
  /** Empty for the descriptor itself. */
  readonly name: string;
  /** Bytes from the start of the descriptor, when the entries lie one behind the other. */
  readonly offset: number;
  readonly size: number;
  /** The smallest of its sizes, where there are several. */
  readonly least?: number;
  /** Its alignment in memory. */
  readonly align: number;
  readonly doc: string;
  readonly kernel?: KernelType;
}

export interface Enumerator {
  readonly name: string;
  readonly value: bigint;
  /** The vocabulary's enumeration that it belongs to, if any. */
  readonly enumeration?: string;
}

interface FieldBase {
  /** `rss`, or `nic.flow_id` inside a variant's case. Unique in the descriptor. */
  readonly key: string;
  /** `rss`, `nic_flow_id`: the C name behind the descriptor's. */
  readonly cName: string;
  /** The case it belongs to; empty when it is common. */
  readonly variant: string;
  /** Bits of the value. */
  readonly width: number;
  readonly values: readonly Enumerator[];
  readonly doc: string;
  readonly unit: string;
  /** When it is valid: its own `when`, its case, and the sizes that hold it. Undefined: always. */
  readonly valid?: Expr;
  /** The kernel's member path, where it is not the name. */
  readonly member: string;
  readonly names?: KernelNames;
  readonly kernels: string;
  readonly firmware: string;
}

/** Bits of one word in memory. */
export interface Slice {
  /** Index into `entries`. */
  readonly entry: number;
  /** Byte offset of the word inside its entry. */
  readonly at: number;
  readonly type: WordType;
  readonly msb: number;
  readonly lsb: number;
}

export interface SliceField extends FieldBase, Slice {
  readonly kind: "slice";
  /** The field whose word this is cut from; empty when it has its own. */
  readonly of: string;
  readonly view: string;
  /** Without meaning: no reader. */
  readonly reserved: boolean;
  readonly mustBeZero: boolean;
  /** Elements of an array, and the bytes between them. */
  readonly array?: { readonly count: number; readonly stride: number };
}

/** A value split over several fields, the most significant part first. */
export interface SplitField extends FieldBase {
  readonly kind: "split";
  /** Keys of slice fields. */
  readonly parts: readonly string[];
}

export interface ComputedField extends FieldBase {
  readonly kind: "computed";
  readonly expr: Expr;
}

export interface LookupField extends FieldBase {
  readonly kind: "lookup";
  readonly lookup: string;
  readonly column: string;
  readonly by: Expr;
}

export type Field = SliceField | SplitField | ComputedField | LookupField;

/** Bits without a name. */
export interface ReservedSpan {
  readonly entry: number;
  /** First and last bit in memory order is not enough for big-endian words: so it is said as a slice, or as bytes. */
  readonly span:
    | { readonly kind: "slice"; readonly slice: Slice }
    | { readonly kind: "bytes"; readonly at: number; readonly size: number };
  readonly variant: string;
  /** The key of the word that it is cut from; empty for none. */
  readonly of: string;
  /** The union member that it belongs to: its own, or its word's. */
  readonly view: string;
  readonly mustBeZero: boolean;
  readonly doc: string;
}

export type InputType = "u8" | "u16" | "u32" | "u64" | "timecounter";

export interface Input {
  readonly name: string;
  readonly type: InputType;
  readonly width: number;
  readonly values: readonly Enumerator[];
  readonly unit: string;
  readonly doc: string;
}

export interface Variants {
  readonly selector: Expr;
  readonly doc: string;
  readonly cases: readonly VariantCase[];
}

export interface VariantCase {
  readonly name: string;
  readonly title: string;
  readonly doc: string;
  readonly kernel?: KernelType;
  /** The selector's values; empty for `otherwise`. */
  readonly match: readonly Enumerator[];
  readonly opaque: boolean;
  readonly condition: Expr;
}

/** How a descriptor answers one item of the vocabulary. */
export interface Metadata {
  readonly item: MetadataItem;
  /** Tried in order. Empty: the hardware never says. */
  readonly answers: readonly Answer[];
  /** Why it never says, where the spec tells. */
  readonly unsupported: string;
  /** The inputs that the answers use, in the descriptor's order. */
  readonly inputs: readonly Input[];
}

export interface Answer {
  readonly when?: Expr;
  readonly supported?: Expr;
  /** One value for each part of the item, in its order; for a predicate, its condition. */
  readonly values: readonly Value[];
  readonly doc: string;
}

export type Value =
  | { readonly kind: "expression"; readonly expr: Expr }
  | { readonly kind: "lookup"; readonly lookup: string; readonly column: string; readonly by: Expr }
  | {
      readonly kind: "map";
      readonly of: Expr;
      readonly to: readonly { readonly from: Enumerator; readonly value: Expr }[];
      readonly otherwise: Expr;
    }
  | { readonly kind: "extend"; readonly value: Expr; readonly bits: number; readonly by: Expr }
  | { readonly kind: "cycles"; readonly value: Expr; readonly clock: string }
  | { readonly kind: "seconds"; readonly seconds: Expr; readonly nanoseconds: Expr }
  | { readonly kind: "choice"; readonly condition: Expr; readonly chosen: Expr; readonly otherwise: Expr }
  /** The values joined by `|`. */
  | { readonly kind: "joined"; readonly values: readonly Value[] };

export interface Lookup {
  readonly name: string;
  readonly id: string;
  readonly title: string;
  readonly doc: string;
  readonly sources: readonly string[];
  readonly file: string;
  readonly indexBits: number;
  readonly columns: readonly Column[];
  /** Ascending; an index without a row gives 0 in every column. */
  readonly rows: readonly { readonly index: number; readonly cells: readonly bigint[] }[];
}

export interface Column {
  readonly name: string;
  readonly width: number;
  readonly values: readonly Enumerator[];
  /** The vocabulary's enumeration, if it is one of those. */
  readonly enumeration: string;
  readonly flags: boolean;
  readonly doc: string;
}

export interface Vocabulary {
  readonly file: string;
  readonly enums: readonly Enumeration[];
  readonly items: readonly MetadataItem[];
}

export interface Enumeration {
  readonly name: string;
  readonly doc: string;
  /** The values are bits that may be joined. */
  readonly flags: boolean;
  readonly values: readonly (Enumerator & { readonly doc: string })[];
}

export interface MetadataItem {
  readonly name: string;
  readonly title: string;
  readonly doc: string;
  readonly directions: readonly Direction[];
  /** The kernel's kfunc of the same signature; empty when there is none. */
  readonly kfunc: string;
  /** Answers yes or no, without parts. */
  readonly predicate: boolean;
  readonly parts: readonly MetadataPart[];
}

export interface MetadataPart {
  readonly name: string;
  readonly type: "u8" | "u16" | "u32" | "u64" | "be16" | "be32";
  readonly width: number;
  readonly enumeration?: Enumeration;
  readonly unit: string;
  /** What an answer that leaves the part out means; undefined: it may not. */
  readonly default?: bigint;
  readonly doc: string;
}

/** Bytes of a word. */
export function sizeOfType(type: WordType): number {
  return type === "u8" ? 1 : Number.parseInt(type.replace(/^\D+/, ""), 10) / 8;
}

/** The order in which a word's bytes lie in memory. */
export function orderOfType(type: WordType): "little" | "big" | "host" {
  return type === "u8" || type.startsWith("le") ? "little" : type.startsWith("be") ? "big" : "host";
}

export function findDescriptor(model: Pick<Model, "descriptors">, name: string): Descriptor {
  const descriptor = model.descriptors.find((candidate) => candidate.name === name);
  if (descriptor === undefined) throw new Error(`the model has no ${name}`);
  return descriptor;
}

export function findField(descriptor: Descriptor, key: string): Field {
  const field = descriptor.fields.find((candidate) => candidate.key === key);
  if (field === undefined) throw new Error(`${descriptor.name} has no field ${key}`);
  return field;
}

/** Whether a field is without meaning: it has no reader, and nobody asks for its value. */
/** Whether an XDP program can ask for it. */
export function isReceived({ directions }: MetadataItem): boolean {
  return directions.includes("rx") || directions.includes("rx-completion");
}

export function isReserved(field: Field): boolean {
  return field.kind === "slice" && field.reserved;
}

export function isWholeWord({ type, msb, lsb }: Slice): boolean {
  return lsb === 0 && msb === sizeOfType(type) * 8 - 1;
}
