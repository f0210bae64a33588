/** The binary format: linux/btf.h in numbers. */

export type Endian = "little" | "big";

export const MAGIC = 0xeb9f;
export const VERSION = 1;

/** Bytes of the header, without and with its place of the layout section. */
export const HEADER_SIZE = 24;
export const HEADER_SIZE_WITH_LAYOUT = 32;

/** Words before a record's own: name, info, and size or type. */
export const RECORD_WORDS = 3;

/** A kind's number is its place here. */
export const KINDS = [
  "void",
  "int",
  "ptr",
  "array",
  "struct",
  "union",
  "enum",
  "fwd",
  "typedef",
  "volatile",
  "const",
  "restrict",
  "func",
  "func_proto",
  "var",
  "datasec",
  "float",
  "decl_tag",
  "type_tag",
  "enum64",
] as const;

export type Kind = (typeof KINDS)[number];

export const KIND_CODE = Object.fromEntries(KINDS.map((kind, code) => [kind, code])) as Readonly<Record<Kind, number>>;

export const MAX_KIND_CODE = 0x7f;
export const MAX_VLEN = 0xff_ffff;

export function kindOfInfo(info: number): number {
  return (info >>> 24) & MAX_KIND_CODE;
}

export function vlenOfInfo(info: number): number {
  return info & MAX_VLEN;
}

export function flagOfInfo(info: number): boolean {
  return info >>> 31 === 1;
}

export function infoOf(kind: Kind, vlen: number, flag: boolean): number {
  return (((flag ? 0x80 : 0) | KIND_CODE[kind]) * 0x100_0000 + vlen) >>> 0;
}

/** Words behind the first three: some once, some for each of `vlen` elements. */
export interface Extent {
  readonly once: number;
  readonly each: number;
}

const NOTHING: Extent = { once: 0, each: 0 };

export const EXTENTS: Readonly<Record<Kind, Extent>> = {
  void: NOTHING,
  int: { once: 1, each: 0 },
  ptr: NOTHING,
  array: { once: 3, each: 0 },
  struct: { once: 0, each: 3 },
  union: { once: 0, each: 3 },
  enum: { once: 0, each: 2 },
  fwd: NOTHING,
  typedef: NOTHING,
  volatile: NOTHING,
  const: NOTHING,
  restrict: NOTHING,
  func: NOTHING,
  func_proto: { once: 0, each: 2 },
  var: { once: 1, each: 0 },
  datasec: { once: 0, each: 3 },
  float: NOTHING,
  decl_tag: { once: 1, each: 0 },
  type_tag: NOTHING,
  enum64: { once: 0, each: 3 },
};

/** A function's linkage stands in its vlen, a variable's in its own word. */
export const LINKAGES = ["static", "global", "extern"] as const;
export type Linkage = (typeof LINKAGES)[number];
