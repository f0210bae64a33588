/** A vocabulary with parts of every type, for random answers. */
import type { Yaml } from "./layout.js";

export interface Part {
  readonly name: string;
  readonly width: number;
  /** The enumerators that answers may say, and whether they may be joined. */
  readonly enumerators: readonly string[];
  readonly flags: boolean;
}

const VALUES = {
  kind: { none: 0, one: 1, two: 2, big: 70000 },
  flag: { clear: 0, a: 1, b: 2, c: 0x400, d: 0x80000000 },
};
const ENUMS: Yaml = {
  kind: { doc: "kinds", values: VALUES.kind },
  flag: { doc: "flags", flags: true, values: VALUES.flag },
};

const PARTS: Record<string, Yaml> = {
  m_small: { tiny: part("u8"), half: part("u16"), word: part("u32") },
  m_wide: { wide: part("u64") },
  m_network: { proto: part("be16"), address: part("be32"), tag: { ...part("u16"), default: 3 } },
  m_named: { kind: { ...part("u32"), enum: "kind" }, flags: { ...part("u32"), enum: "flag" } },
  m_time: { time: part("u64") },
  m_table: { cell: part("u32"), flags: { ...part("u32"), enum: "flag" } },
};

const PREDICATES = ["p_first", "p_second"];

function part(type: string) {
  return { type, doc: `a ${type}` };
}

export const VOCABULARY: Yaml = {
  nicdesc: 1,
  vocabulary: "metadata",
  title: "what random descriptors are asked",
  enums: ENUMS,
  items: Object.fromEntries([
    ...Object.entries(PARTS).map(([name, parts]) => [name, { title: name, doc: name, directions: ["rx"], parts }]),
    ...PREDICATES.map((name) => [name, { title: name, doc: name, directions: ["rx"], predicate: true }]),
  ]),
};

/** The items with their parts; a predicate has none. */
export const ITEMS: readonly { readonly name: string; readonly parts: readonly Part[] }[] = [
  ...Object.entries(PARTS).map(([name, parts]) => ({
    name,
    parts: Object.entries(parts).map(([part, raw]) => describePart(part, raw as Yaml)),
  })),
  ...PREDICATES.map((name) => ({ name, parts: [] })),
];

function describePart(name: string, raw: Yaml): Part {
  const values = raw["enum"] === "kind" ? VALUES.kind : raw["enum"] === "flag" ? VALUES.flag : {};
  const width = Number(String(raw["type"]).replace(/\D/g, ""));
  return { name, width, enumerators: Object.keys(values), flags: raw["enum"] === "flag" };
}
