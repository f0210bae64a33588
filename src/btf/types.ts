/** The types as data. Other types are named by their id. */
import type { Linkage } from "./format.js";

interface Common {
  readonly id: number;
  /** Empty for a type without a name. */
  readonly name: string;
}

/** Id 0. */
export interface VoidType extends Common {
  readonly kind: "void";
}

export interface IntType extends Common {
  readonly kind: "int";
  /** Bytes. */
  readonly size: number;
  /** Bits of the value, and where they begin; old compilers made bit-fields of them. */
  readonly bits: number;
  readonly bitOffset: number;
  readonly signed: boolean;
  readonly char: boolean;
  readonly bool: boolean;
}

export interface FloatType extends Common {
  readonly kind: "float";
  /** Bytes. */
  readonly size: number;
}

/** Another type under a new name, or with a qualifier; a pointer to it. */
export interface ReferenceType extends Common {
  readonly kind: "ptr" | "typedef" | "volatile" | "const" | "restrict";
  readonly type: number;
}

export interface TypeTag extends Common {
  readonly kind: "type_tag";
  readonly type: number;
  /** It is an `__attribute__` of its own, not a `btf_type_tag`. */
  readonly attribute: boolean;
}

export interface ArrayType extends Common {
  readonly kind: "array";
  readonly type: number;
  readonly indexType: number;
  /** Elements; 0 for a flexible array too. */
  readonly count: number;
}

export interface StructMember {
  readonly name: string;
  readonly type: number;
  /** Bits from the start of the struct. */
  readonly bitOffset: number;
  /** Bits of a bit-field; 0 for a whole member. */
  readonly bitSize: number;
}

export interface StructType extends Common {
  readonly kind: "struct" | "union";
  /** Bytes. */
  readonly size: number;
  readonly members: readonly StructMember[];
}

export interface EnumValue {
  readonly name: string;
  readonly value: bigint;
}

export interface EnumType extends Common {
  readonly kind: "enum" | "enum64";
  /** Bytes. */
  readonly size: number;
  readonly signed: boolean;
  readonly values: readonly EnumValue[];
}

/** A struct or union that is named and not described. */
export interface ForwardType extends Common {
  readonly kind: "fwd";
  readonly of: "struct" | "union";
}

export interface FuncType extends Common {
  readonly kind: "func";
  /** Its `func_proto`. */
  readonly type: number;
  readonly linkage: Linkage;
}

export interface Parameter {
  readonly name: string;
  readonly type: number;
}

export interface FuncProtoType extends Common {
  readonly kind: "func_proto";
  readonly returns: number;
  readonly params: readonly Parameter[];
  /** It ends in `...`, which is no parameter here. */
  readonly variadic: boolean;
}

export interface VarType extends Common {
  readonly kind: "var";
  readonly type: number;
  readonly linkage: Linkage;
}

export interface SectionVariable {
  readonly type: number;
  /** Bytes. */
  readonly offset: number;
  readonly size: number;
}

export interface DatasecType extends Common {
  readonly kind: "datasec";
  /** Bytes. */
  readonly size: number;
  readonly variables: readonly SectionVariable[];
}

/** The name is the tag's text. */
export interface DeclTag extends Common {
  readonly kind: "decl_tag";
  readonly type: number;
  /** The member or parameter that it is for; -1 for the whole. */
  readonly component: number;
  readonly attribute: boolean;
}

/** Of a kind that is newer than this reader; it is skipped by the file's own layout section. */
export interface UnknownType extends Common {
  readonly kind: "unknown";
  readonly code: number;
}

export type BtfType =
  | VoidType
  | IntType
  | FloatType
  | ReferenceType
  | TypeTag
  | ArrayType
  | StructType
  | EnumType
  | ForwardType
  | FuncType
  | FuncProtoType
  | VarType
  | DatasecType
  | DeclTag
  | UnknownType;

export type TypeKind = BtfType["kind"];

/** The type that a kind is decoded to. */
export type TypeOf<K extends TypeKind> = BtfType & { readonly kind: K };
