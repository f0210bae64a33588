import pc from "picocolors";
import { caseText, entryText, summaryText } from "../model/describe.js";
import type { Descriptor } from "../model/types.js";
import { visible } from "../text/terminal.js";
import { wrap } from "../text/wrap.js";
import type { Paint, Style } from "./canvas.js";
import { type Elision, layOut, type Picture, type Row } from "./layout.js";
import { drawGrid, type GridSize, gridSize } from "./terminal-grid.js";
import { fieldTable, metadataTable } from "./terminal-table.js";

const NARROWEST = 40;

export interface TerminalOptions {
  readonly color: boolean;
  readonly width: number;
}

/** A descriptor for a terminal: the bit diagram, a table of fields, and how metadata is answered. */
export function showTerminal(descriptor: Descriptor, options: TerminalOptions): string {
  const width = Math.max(NARROWEST, options.width);
  const paint = painter(options.color);
  return joined([
    header(descriptor, width, paint),
    wrap(descriptor.doc, width),
    ...pictures(descriptor, width, paint),
    fieldTable(descriptor, width, paint),
    metadataTable(descriptor.metadata, width, paint),
    sources(descriptor, width, paint),
  ]);
}

/** Only the bit diagram. */
export function drawTerminal(descriptor: Descriptor, options: TerminalOptions): string {
  return joined(pictures(descriptor, Math.max(NARROWEST, options.width), painter(options.color)));
}

function pictures(descriptor: Descriptor, width: number, paint: Paint): string[][] {
  const notes = layOut(descriptor).flatMap(({ blocks }) => blocks.flatMap(({ rows }) => rows.flatMap(notesOf)));
  const size = gridSize(width, notes);
  return layOut(descriptor, size.rowBytes).map((picture) => pictureLines(picture, descriptor, size, paint));
}

function joined(sections: readonly (readonly string[])[]): string {
  const texts = sections.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return `${texts.join("\n\n")}\n`;
}

function notesOf(row: Row | Elision): readonly string[] {
  return row.kind === "row" ? [...row.views, ...row.notes] : [];
}

function header(descriptor: Descriptor, width: number, paint: Paint): string[] {
  return [
    paint("heading", visible(descriptor.name)),
    ...wrap(descriptor.title, width),
    ...wrap(summaryText(descriptor), width),
  ];
}

function sources(descriptor: Descriptor, width: number, paint: Paint): string[] {
  const lines = descriptor.sources.flatMap((source) => wrap(source, width - 2).map((line) => `  ${line}`));
  return lines.length === 0 ? [] : [paint("heading", "Sources"), ...lines];
}

function pictureLines(picture: Picture, descriptor: Descriptor, size: GridSize, paint: Paint): string[] {
  const undescribed = picture.case?.opaque === true ? "not described" : "";
  const title = picture.case === undefined ? [] : wrap(caseText(picture.case), size.width);
  return [
    ...title.map((line) => paint("heading", line)),
    ...picture.blocks.flatMap(({ entry, rows }) => [
      ...(descriptor.entries.length > 1
        ? wrap(entryText(entry), size.width).map((line) => paint("heading", line))
        : []),
      ...drawGrid(rows, size, undescribed, paint),
    ]),
  ];
}

function painter(color: boolean): Paint {
  const colors = pc.createColors(color);
  const styles: Record<Style, (text: string) => string> = {
    plain: (text) => text,
    line: colors.gray,
    number: colors.gray,
    hatch: colors.gray,
    name: (text) => text,
    case: colors.cyan,
    key: colors.yellow,
    note: colors.dim,
    heading: colors.bold,
  };
  return (style, text) => styles[style](text);
}
