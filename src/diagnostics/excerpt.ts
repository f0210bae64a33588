import { characterWidth, visible } from "../text/terminal.js";

/** A line as a terminal shows it, and where in it the place is, in terminal columns. */
export interface Excerpt {
  readonly text: string;
  readonly indent: number;
  readonly length: number;
}

interface Glyph {
  readonly text: string;
  readonly width: number;
  /** UTF-16 units before it in the line. */
  readonly from: number;
}

const TAB_STOP = 4;
const CUT = "…";

/** In a line of a hundred thousand characters nothing is looked at that is so many limits away from the place. */
const REACH = 8;

/** Shows the line, cut to `limit` columns around the place; `start` and `end` count UTF-16 units from 0. */
export function excerpt(line: string, start: number, end: number, limit: number): Excerpt {
  const left = characterAt(line, start - REACH * limit);
  const right = characterAt(line, start + REACH * limit);
  const near = line.slice(left, right);
  const glyphs = glyphsOf(near);
  const first = glyphs.findLastIndex((glyph) => glyph.from <= start - left);
  const beyond = start - left >= near.length;
  const from = beyond ? glyphs.length : Math.max(0, first);
  const to = Math.max(from, indexAt(glyphs, end - left));
  const window = windowAround(glyphs, from, to, limit);
  const shown = glyphs.slice(window.from, window.to);
  const before = left > 0 || window.from > 0 ? CUT : "";
  const after = right < line.length || window.to < glyphs.length ? CUT : "";
  return {
    text: before + textOf(shown) + after,
    indent: before.length + widthOf(glyphs.slice(window.from, from)),
    length: Math.max(1, widthOf(glyphs.slice(from, Math.min(to, window.to)))),
  };
}

/** The place, or the one before it where that is inside a character of two units. */
function characterAt(line: string, place: number): number {
  const at = Math.min(Math.max(0, place), line.length);
  const isInside = /^[\ud800-\udbff][\udc00-\udfff]$/.test(line.slice(Math.max(0, at - 1), at + 1));
  return isInside ? at - 1 : at;
}

function glyphsOf(line: string): Glyph[] {
  const glyphs: Glyph[] = [];
  let from = 0;
  let column = 0;
  for (const character of line) {
    const width = character === "\t" ? TAB_STOP - (column % TAB_STOP) : characterWidth(visible(character));
    glyphs.push({ text: character === "\t" ? " ".repeat(width) : visible(character), width, from });
    from += character.length;
    column += width;
  }
  return glyphs;
}

function indexAt(glyphs: readonly Glyph[], offset: number): number {
  const index = glyphs.findIndex((glyph) => glyph.from >= offset);
  return index < 0 ? glyphs.length : index;
}

function windowAround(glyphs: readonly Glyph[], from: number, to: number, limit: number) {
  if (widthOf(glyphs) <= limit) return { from: 0, to: glyphs.length };
  const room = limit - 2 * CUT.length;
  let first = from;
  const context = Math.max(Math.floor(room / 4), Math.floor((room - widthOf(glyphs.slice(from, to))) / 2));
  while (first > 0 && widthOf(glyphs.slice(first - 1, from)) <= context) first--;
  let last = first;
  let width = 0;
  for (; last < glyphs.length && width + (glyphs[last]?.width ?? 0) <= room; last++) width += glyphs[last]?.width ?? 0;
  while (last === glyphs.length && first > 0 && width + (glyphs[first - 1]?.width ?? 0) <= room) {
    first--;
    width += glyphs[first]?.width ?? 0;
  }
  return { from: first, to: last };
}

function widthOf(glyphs: readonly Glyph[]): number {
  return glyphs.reduce((sum, glyph) => sum + glyph.width, 0);
}

function textOf(glyphs: readonly Glyph[]): string {
  return glyphs.map((glyph) => glyph.text).join("");
}
