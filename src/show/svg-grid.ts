/** Rows of memory as SVG, from a given height downwards. */
import type { Elision, Row } from "./layout.js";
import type { Cell } from "./rows.js";
import { fitName, LEADING } from "./svg-name.js";
import { escapeXml, label, round, tag } from "./xml.js";

export interface Frame {
  readonly left: number;
  readonly perBit: number;
  /** What a cell's tooltip says. */
  readonly tooltip: (key: string) => string;
  readonly hatch: string;
  /** What gaps are called. */
  readonly undescribed: string;
}

export interface Drawing {
  readonly svg: readonly string[];
  readonly bottom: number;
}

const ROW = 38;
const NUMBERS = 15;
const ELISION = 26;
const RULER = 18;
const BESIDE_NUMBERS = 40;

/** Draws the rows below `top`. */
export function drawRows(rows: readonly (Row | Elision)[], top: number, frame: Frame): Drawing {
  const svg: string[] = [];
  let y = top;
  let ruler = "";
  for (const group of groupsOf(rows)) {
    const [first] = group;
    if (first === undefined) continue;
    if (first.kind === "elision") {
      svg.push(...drawElision(first, y, frame));
      y += ELISION;
      continue;
    }
    const layers = group.filter((row) => row.kind === "row");
    const heights = heightsOf(layers, frame);
    for (const [i, row] of layers.entries()) {
      const own = row.bytes.map((byte) => byte - row.at).join();
      if (own !== ruler) {
        svg.push(...drawRuler(row, y, frame));
        y += RULER;
        ruler = own;
      }
      svg.push(...drawRow(row, y, (cell) => extent(cell, i, layers, heights), frame));
      y += heights[i] ?? 0;
    }
  }
  return { svg, bottom: y };
}

/** The layers of one row together. */
function groupsOf(rows: readonly (Row | Elision)[]): (Row | Elision)[][] {
  const groups: (Row | Elision)[][] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    if (row.kind === "row" && row.layer > 0 && last !== undefined) last.push(row);
    else groups.push([row]);
  }
  return groups;
}

/** The heights of the layers: as little as their cells need, which may go on into the layers below. */
function heightsOf(layers: readonly Row[], frame: Frame): readonly number[] {
  const heights = layers.map(() => ROW);
  for (const [i, row] of layers.entries()) {
    for (const cell of row.cells) {
      const missing = NUMBERS + nameOf(cell, frame).height + 6 - extent(cell, i, layers, heights);
      if (missing > 0) heights[i] = (heights[i] ?? 0) + missing;
    }
  }
  return heights;
}

/** How high a cell of a layer is, with the layers below in which it goes on. */
function extent(cell: Cell, layer: number, layers: readonly Row[], heights: readonly number[]): number {
  let end = layer + 1;
  while (layers[end]?.cells.some((other) => other.kind === "shared" && other.column === cell.column)) end++;
  return heights.slice(layer, end).reduce((sum, height) => sum + height, 0);
}

function nameOf(cell: Cell, frame: Frame) {
  const text = cell.kind === "gap" ? frame.undescribed : cell.kind === "zero" ? "0" : cell.name;
  const fit = fitName(text, cell.width * frame.perBit);
  return cell.kind === "field" || !fit.upright ? fit : fitName("", 0);
}

function drawRow(row: Row, y: number, heightOf: (cell: Cell) => number, frame: Frame): string[] {
  const height = Math.min(...row.cells.map(heightOf));
  const right = frame.left + row.bytes.length * 8 * frame.perBit;
  const offset = row.layer === 0 ? `0x${row.at.toString(16).padStart(2, "0")}` : "or";
  const notes = [...row.views, ...row.notes];
  return [
    label(frame.left - 10, y + height / 2 + 4, "small note end", offset),
    ...row.cells.flatMap((cell) => {
      if (cell.kind === "outside" || cell.kind === "shared") return [];
      return [drawCell(cell, y, heightOf(cell), frame)];
    }),
    ...notes.map((note, i) =>
      label(right + 12, y + height / 2 + 4 + (i - (notes.length - 1) / 2) * 14, "small note", note),
    ),
  ];
}

function drawCell(cell: Cell, y: number, height: number, frame: Frame): string {
  const x = frame.left + cell.column * frame.perBit;
  const width = cell.width * frame.perBit;
  const hatched = cell.kind === "reserved" || cell.kind === "zero";
  const tooltip = cell.key === "" ? [] : [tag("title", {}, escapeXml(frame.tooltip(cell.key)))];
  const className =
    cell.kind === "field"
      ? cell.inCase
        ? "cell own"
        : "cell field"
      : cell.kind === "gap" || cell.kind === "elsewhere"
        ? "cell gap"
        : "cell";
  return tag(
    "g",
    {},
    ...tooltip,
    tag("rect", {
      class: className,
      x: round(x),
      y: round(y),
      width: round(width),
      height: round(height),
      ...(hatched ? { fill: `url(#${frame.hatch})` } : {}),
    }),
    ...drawNumbers(cell, x, y, width),
    ...drawName(cell, x, y, width, height, frame),
  );
}

function drawNumbers({ bits, kind }: Cell, x: number, y: number, width: number): string[] {
  if (bits === undefined) return [];
  const look = kind === "field" ? "number" : "number halo";
  if (bits.msb === bits.lsb) return [label(x + width / 2, y + 11, `${look} middle`, String(bits.msb))];
  return [label(x + 4, y + 11, look, String(bits.msb)), label(x + width - 4, y + 11, `${look} end`, String(bits.lsb))];
}

function drawName(cell: Cell, x: number, y: number, width: number, height: number, frame: Frame): string[] {
  const { lines, size, upright } = nameOf(cell, frame);
  if (lines.join("") === "") return [];
  const middle = x + width / 2;
  const beside = lines.length === 1 && (lines[0] ?? "").length * size + BESIDE_NUMBERS < width;
  const centre = beside ? y + height / 2 : y + NUMBERS + (height - NUMBERS) / 2 - 1;
  const noted = cell.kind === "field" ? "" : cell.kind === "gap" ? " note" : " note halo";
  const className = `${size === 13 ? "" : "small "}middle${noted}`;
  if (upright) {
    const turn = `rotate(-90 ${round(middle + 4)} ${round(centre)})`;
    return [label(middle + 4, centre, className, lines[0] ?? "", { transform: turn })];
  }
  return lines.map((line, i) => label(middle, centre + 4 + (i - (lines.length - 1) / 2) * LEADING, className, line));
}

function drawRuler(row: Row, y: number, frame: Frame): string[] {
  return row.bytes.map((byte, i) =>
    label(frame.left + (i * 8 + 4) * frame.perBit, y + RULER - 6, "number middle", `+${byte - row.at}`),
  );
}

function drawElision({ from, to }: Elision, y: number, frame: Frame): string[] {
  const text = `0x${from.toString(16).padStart(2, "0")} to 0x${(to - 1).toString(16).padStart(2, "0")} alike`;
  const width = 32 * frame.perBit;
  return [
    tag("rect", { class: "cell gap", x: frame.left, y: round(y), width: round(width), height: ELISION }),
    label(frame.left + width / 2, y + ELISION / 2 + 4, "small note middle", text),
  ];
}
