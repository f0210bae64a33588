import type { Row } from "./rows.js";

const LETTERS = [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZαβγδεζηθλμξπρσφχψω"];

/** Short keys for the names that do not fit into their cells, in the order of the picture. */
export function keysFor(rows: readonly Row[], room: (bits: number) => number): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  const cells = rows.flatMap((row) => row.cells);
  const names = new Set(cells.map((cell) => cell.name));
  const letters = LETTERS.filter((letter) => !names.has(letter));
  for (const cell of cells) {
    if (cell.kind !== "field" || cell.name.length <= room(cell.width) || keys.has(cell.name)) continue;
    keys.set(cell.name, letters[keys.size] ?? "*");
  }
  return keys;
}
