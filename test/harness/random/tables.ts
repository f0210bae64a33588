/** Random lookup tables. */
import type { Yaml } from "./layout.js";
import type { Source } from "./source.js";

export interface Table {
  readonly name: string;
  readonly indexBits: number;
  readonly columns: readonly { readonly name: string; readonly width: number; readonly flags: boolean }[];
  readonly spec: Yaml;
}

const FLAGS = 32;
/** Bits of a row at most. */
const ROW = 64;

export function makeTable(source: Source, name: string): Table {
  const indexBits = source.pick([1, 2, 3, 4, 5, 6, 11, 12]);
  const columns = source.list(1, 5, (i) => {
    const flags = source.chance(25);
    return { name: `c${i}`, width: flags ? FLAGS : source.pick([1, 1, 2, 5, 8, 13, 16, 31, 32]), flags };
  });
  while (columns.reduce((sum, { width }) => sum + width, 0) > ROW) columns.pop();
  const indices = new Set(source.list(0, 12, () => source.int(0, 2 ** indexBits - 1)));
  const cell = (width: number, flags: boolean) =>
    flags ? source.pick(["a | c", "b", "d", "clear"]) : Number(source.big((1n << BigInt(width)) - 1n));
  const rows = [...indices].map((index) => [`${index}`, columns.map(({ width, flags }) => cell(width, flags))]);
  return {
    name,
    indexBits,
    columns,
    spec: {
      nicdesc: 1,
      lookup: name,
      title: "a random table",
      index: { bits: indexBits },
      columns: Object.fromEntries(
        columns.map(({ name, width, flags }) => [name, flags ? { enum: "flag" } : { bits: width }]),
      ),
      rows: Object.fromEntries(rows),
    },
  };
}
