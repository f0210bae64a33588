/** Kernels made by hand: one type each, written as BTF and read again. */
import { type BtfType, type Endian, readBtf, writeBtf } from "../../src/btf/index.js";
import type { Section } from "../../src/diff/change.js";
import { compareKernels, type Kernel } from "../../src/diff/kernel-types.js";
import type { Descriptor } from "../../src/model/types.js";
import { modelWith } from "../harness/shipped.js";

/** Ids of the types that every kernel begins with. */
export const U8 = 1;
export const U16 = 2;
export const U32 = 3;
const S32 = 4;
export const LE16 = 5;
export const BE16 = 6;
export const DUNDER_U8 = 7;
export const INT = S32;
const SEGMENT = 8;
export const U8_2 = 9;
export const U8_3 = 10;
export const SEGMENT_2 = 11;
export const SEGMENT_0 = 12;
const DESC = 13;

export interface Part {
  readonly name: string;
  readonly type: number;
  /** Bits from the start. */
  readonly at: number;
  /** Of a bit-field. */
  readonly bits?: number;
}

function int(id: number, name: string, size: number, signed = false): BtfType {
  return { id, kind: "int", name, size, bits: size * 8, bitOffset: 0, signed, char: false, bool: false };
}

function struct(id: number, kind: "struct" | "union", name: string, size: number, parts: readonly Part[]): BtfType {
  const members = parts.map(({ name, type, at, bits = 0 }) => ({ name, type, bitOffset: at, bitSize: bits }));
  return { id, kind, name, size, members };
}

/** Kernel with `struct desc` of these members; `segment`: those of its `struct segment`. */
export function kernel(
  parts: readonly Part[],
  {
    size = 16,
    name = "desc",
    kind = "struct",
    endian = "little",
    segment = [
      { name: "lo", type: U16, at: 0 },
      { name: "hi", type: U16, at: 16 },
    ],
  }: {
    readonly size?: number;
    readonly name?: string;
    readonly kind?: "struct" | "union";
    readonly endian?: Endian;
    readonly segment?: readonly Part[];
  } = {},
): Kernel {
  const types: BtfType[] = [
    int(U8, "u8", 1),
    int(U16, "u16", 2),
    int(U32, "u32", 4),
    int(S32, "int", 4, true),
    { id: LE16, kind: "typedef", name: "__le16", type: U16 },
    { id: BE16, kind: "typedef", name: "__be16", type: U16 },
    { id: DUNDER_U8, kind: "typedef", name: "__u8", type: U8 },
    struct(SEGMENT, "struct", "segment", 4, segment),
    { id: U8_2, kind: "array", name: "", type: U8, indexType: U32, count: 2 },
    { id: U8_3, kind: "array", name: "", type: U8, indexType: U32, count: 3 },
    { id: SEGMENT_2, kind: "array", name: "", type: SEGMENT, indexType: U32, count: 2 },
    { id: SEGMENT_0, kind: "array", name: "", type: SEGMENT, indexType: U32, count: 0 },
    struct(DESC, kind, name, size, parts),
  ];
  return [{ name: "drv", btf: readBtf(writeBtf(types, { endian })) }];
}

export function descriptorOf(type: string): Descriptor {
  const [descriptor] = modelWith(
    "drv/rx",
    `nicdesc: 1
descriptor: drv/rx
title: A descriptor of a test
direction: rx
size: 4
kernel: { ${type} }
sources: [a test]
fields:
  word: { at: 0, type: le32, doc: a word }
`,
  ).descriptors;
  if (descriptor === undefined) throw new Error("no descriptor");
  return descriptor;
}

const RX = descriptorOf("type: struct desc");

export function sectionOf(before: Kernel, after: Kernel, descriptor = RX): Section {
  const [comparison] = compareKernels([descriptor], before, after);
  const [section, ...more] = comparison?.sections ?? [];
  if (section === undefined || more.length > 0) throw new Error("not one section");
  return section;
}
