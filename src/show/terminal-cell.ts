import { type Canvas, type Style, write } from "./canvas.js";
import type { Cell } from "./rows.js";

/** How many lines the bit numbers of the cells need: two where a number stands upright. */
export function numberLines(cells: readonly Cell[], perBit: number): number {
  return cells.some((cell) => cell.bits !== undefined && sideBySide(cell.bits, roomOf(cell, perBit)) === undefined)
    ? 2
    : 1;
}

export function roomOf(cell: { readonly width: number }, perBit: number): number {
  return cell.width * perBit - 1;
}

/** Draws the inside of a cell: its bit numbers, and below them its name, key or hatching. */
export function drawCell(
  canvas: Canvas,
  cell: Cell,
  at: { readonly x: number; readonly y: number; readonly numbers: number; readonly perBit: number },
  keys: ReadonlyMap<string, string>,
  undescribed: string,
): void {
  const room = roomOf(cell, at.perBit);
  if (cell.bits !== undefined) drawNumbers(canvas, cell.bits, at.x, at.y, at.numbers, room);
  const { text, style } = contentOf(cell, room, keys, undescribed);
  write(canvas, at.x, at.y + at.numbers, text, style === "name" && cell.inCase ? "case" : style);
  if (style === "hatch" && cell.name !== "" && text.includes(cell.name)) {
    write(canvas, at.x + text.indexOf(cell.name), at.y + at.numbers, cell.name, "note");
  }
}

function drawNumbers(
  canvas: Canvas,
  bits: NonNullable<Cell["bits"]>,
  x: number,
  y: number,
  lines: number,
  room: number,
): void {
  const flat = sideBySide(bits, room);
  if (flat !== undefined) {
    write(canvas, x, y + lines - 1, flat, "number");
    return;
  }
  const top = y + lines - 2;
  upright(canvas, bits.msb, bits.msb === bits.lsb ? x + Math.floor((room - 1) / 2) : x, top);
  if (bits.msb !== bits.lsb) upright(canvas, bits.lsb, x + room - 1, top);
}

function sideBySide({ msb, lsb }: NonNullable<Cell["bits"]>, room: number): string | undefined {
  const left = String(msb);
  const right = String(lsb);
  if (msb === lsb) return left.length <= room ? centre(left, room, " ") : undefined;
  return left.length + right.length < room ? left + right.padStart(room - left.length) : undefined;
}

function upright(canvas: Canvas, number: number, x: number, y: number): void {
  const digits = String(number).padStart(2);
  write(canvas, x, y, digits.charAt(0), "number");
  write(canvas, x, y + 1, digits.charAt(1), "number");
}

function contentOf(
  cell: Cell,
  room: number,
  keys: ReadonlyMap<string, string>,
  undescribed: string,
): { readonly text: string; readonly style: Style } {
  switch (cell.kind) {
    case "field": {
      const key = keys.get(cell.name);
      return key === undefined
        ? { text: centre(cell.name, room, " "), style: "name" }
        : { text: centre(key, room, " "), style: "key" };
    }
    case "reserved":
      return { text: hatched(cell.name, room), style: "hatch" };
    case "zero":
      return { text: room < 3 ? "0".padEnd(room, "░") : hatched("0", room), style: "hatch" };
    default:
      return {
        text: cell.kind === "gap" && undescribed.length <= room ? centre(undescribed, room, " ") : " ".repeat(room),
        style: "note",
      };
  }
}

function hatched(name: string, room: number): string {
  return centre(name === "" || name.length + 2 > room ? "" : ` ${name} `, room, "░");
}

function centre(text: string, room: number, fill: string): string {
  const before = Math.floor((room - text.length) / 2);
  return fill.repeat(before) + text + fill.repeat(room - text.length - before);
}
