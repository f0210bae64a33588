/** The bit diagram: rows of memory in boxes, bit numbers above names. */

import { pad, wrap } from "../text/wrap.js";
import { type Canvas, createCanvas, junction, type Paint, print, write } from "./canvas.js";
import { keysFor } from "./keys.js";
import type { Elision, Row } from "./layout.js";
import type { Cell } from "./rows.js";
import { drawCell, numberLines, roomOf } from "./terminal-cell.js";

export interface GridSize {
  readonly perBit: number;
  readonly rowBytes: number;
  readonly width: number;
}

type Band = Row | Elision;

const GUTTER = 5;
const MOST_PER_BIT = 5;
const NARROWEST_NOTE = 4;
const WIDEST_NOTE = 10;

/** How much of memory a line of the terminal shows, and with how much room, so that the notes fit beside it. */
export function gridSize(width: number, notes: readonly string[]): GridSize {
  const words = notes.flatMap((note) => note.split(/ |(?<=_)/));
  const note = Math.min(WIDEST_NOTE, Math.max(0, ...words.map((word) => word.length + 1)));
  const rowBytes = width < GUTTER + 65 ? 2 : 4;
  const perBit = Math.floor((width - GUTTER - 1 - note) / (rowBytes * 8));
  return { rowBytes, perBit: Math.min(MOST_PER_BIT, Math.max(2, perBit)), width };
}

/** The diagram of one ring entry, and below it what its keys stand for; gaps are called `undescribed`. */
export function drawGrid(bands: readonly Band[], size: GridSize, undescribed: string, paint: Paint): string[] {
  const keys = keysFor(
    bands.filter((band) => band.kind === "row"),
    (bits) => roomOf({ width: bits }, size.perBit),
  );
  const canvas = createCanvas();
  let above: Band | undefined;
  let ruler = "";
  for (const band of bands) {
    const own = band.kind === "row" ? rulerOf(band) : ruler;
    if (own !== ruler && band.kind === "row") {
      if (above !== undefined) drawBorder(canvas, above, undefined, size);
      drawRuler(canvas, band, size);
      above = undefined;
      ruler = own;
    }
    drawBorder(canvas, above, band, size);
    if (band.kind === "row") drawRow(canvas, band, size, keys, undescribed);
    else drawElision(canvas, band, size);
    above = band;
  }
  drawBorder(canvas, above, undefined, size);
  return [...print(canvas, paint), ...legend(keys, size.width, paint)];
}

function rulerOf(row: Row): string {
  return row.bytes.map((byte) => byte - row.at).join();
}

function drawRuler(canvas: Canvas, row: Row, { perBit }: GridSize): void {
  const y = canvas.lines.length;
  for (const [i, byte] of row.bytes.entries()) {
    const label = `+${byte - row.at}`;
    write(canvas, GUTTER + Math.floor((i * 8 + 4) * perBit - label.length / 2 + 0.5), y, label, "number");
  }
}

function drawRow(canvas: Canvas, row: Row, size: GridSize, keys: ReadonlyMap<string, string>, undescribed: string) {
  const y = canvas.lines.length;
  const from = GUTTER + size.rowBytes * 8 * size.perBit + 2;
  const room = size.width - from;
  const notes = room < NARROWEST_NOTE ? [] : [...row.views, ...row.notes].flatMap((note) => wrap(note, room));
  const numbers = Math.max(numberLines(row.cells, size.perBit), notes.length - 1);
  for (let line = y; line <= y + numbers; line++) {
    for (const x of edgesOf(row)) write(canvas, GUTTER + x * size.perBit, line, "│", "line");
  }
  for (const cell of row.cells) {
    drawCell(
      canvas,
      cell,
      { x: GUTTER + cell.column * size.perBit + 1, y, numbers, perBit: size.perBit },
      keys,
      undescribed,
    );
  }
  write(canvas, 0, y + numbers, (row.layer === 0 ? hex(row.at) : "or").padStart(GUTTER - 1), "number");
  for (const [i, line] of notes.entries()) write(canvas, from, y + i, line, "note");
}

function drawElision(canvas: Canvas, { from, to }: Elision, size: GridSize): void {
  const y = canvas.lines.length;
  const right = GUTTER + size.rowBytes * 8 * size.perBit;
  const text = `${hex(from)} to ${hex(to - 1)} alike`;
  write(canvas, GUTTER - 2, y, "⋮", "number");
  write(canvas, GUTTER, y, "┊", "line");
  write(canvas, GUTTER + Math.floor((right - GUTTER - text.length) / 2) + 1, y, text, "note");
  write(canvas, right, y, "┊", "line");
}

function drawBorder(canvas: Canvas, above: Band | undefined, below: Band | undefined, size: GridSize): void {
  const y = canvas.lines.length;
  const columns = size.rowBytes * 8;
  const up = above === undefined ? new Set<number>() : edgesOf(above, columns);
  const down = below === undefined ? new Set<number>() : edgesOf(below, columns);
  const drawn = (column: number) =>
    column >= 0 &&
    column < columns &&
    cellAt(below, column)?.kind !== "shared" &&
    (isThere(above, column) || isThere(below, column));
  for (let column = 0; column <= columns; column++) {
    const x = GUTTER + column * size.perBit;
    write(canvas, x, y, junction(up.has(column), down.has(column), drawn(column - 1), drawn(column)), "line");
    if (drawn(column)) write(canvas, x + 1, y, "─".repeat(size.perBit - 1), "line");
  }
}

/** The columns with a vertical line on their left. */
function edgesOf(band: Band, columns = 0): ReadonlySet<number> {
  if (band.kind === "elision") return new Set([0, columns]);
  const edges = new Set<number>();
  for (const cell of band.cells) {
    if (cell.kind === "outside") continue;
    edges.add(cell.column);
    edges.add(cell.column + cell.width);
  }
  return edges;
}

function cellAt(band: Band | undefined, column: number): Cell | undefined {
  if (band?.kind !== "row") return undefined;
  return band.cells.find((cell) => column >= cell.column && column < cell.column + cell.width);
}

function isThere(band: Band | undefined, column: number): boolean {
  return band?.kind === "elision" || (cellAt(band, column)?.kind ?? "outside") !== "outside";
}

function legend(keys: ReadonlyMap<string, string>, width: number, paint: Paint): string[] {
  if (keys.size === 0) return [];
  const items = [...keys].map(([name, key]) => ({ name, key, width: name.length + key.length + 1 }));
  const column = Math.max(...items.map((item) => item.width)) + 3;
  const perLine = Math.max(1, Math.floor((width - GUTTER + 2) / column));
  const lines: string[] = [];
  for (let i = 0; i < items.length; i += perLine) {
    const line = items.slice(i, i + perLine).map(({ name, key, width: own }, j, all) => {
      const gap = j === all.length - 1 ? "" : " ".repeat(column - own);
      return `${paint("key", key)} ${paint("plain", name)}${gap}`;
    });
    lines.push(pad("", GUTTER) + line.join(""));
  }
  return lines;
}

function hex(value: number): string {
  return `0x${value.toString(16).padStart(2, "0")}`;
}
