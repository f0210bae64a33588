/** How a name gets into its cell: in one line, smaller, broken at its underscores, or upright. */
import { CHARACTER_WIDTH, NAME_SIZES } from "./svg-style.js";

export interface NameFit {
  readonly lines: readonly string[];
  readonly size: number;
  readonly upright: boolean;
  /** How high it stands. */
  readonly height: number;
}

const [LARGE, SMALL] = NAME_SIZES;
const MOST_LINES = 3;
const LONGEST_UPRIGHT = 28;
const LEADING = 13;

/** The best way for the name to fit a cell of this width. */
export function fitName(name: string, width: number): NameFit {
  const room = width - 6;
  if (widthOf(name, LARGE) <= room) return { lines: [name], size: LARGE, upright: false, height: 16 };
  if (widthOf(name, SMALL) <= room) return { lines: [name], size: SMALL, upright: false, height: 16 };
  const broken = breakName(name, room);
  if (broken !== undefined) return { lines: broken, size: SMALL, upright: false, height: 3 + LEADING * broken.length };
  const cut = name.length > LONGEST_UPRIGHT ? `${name.slice(0, LONGEST_UPRIGHT - 1)}…` : name;
  return { lines: [cut], size: SMALL, upright: true, height: Math.ceil(widthOf(cut, SMALL)) + 8 };
}

export { LEADING };

function widthOf(text: string, size: number): number {
  return text.length * size * CHARACTER_WIDTH;
}

function breakName(name: string, room: number): string[] | undefined {
  const lines: string[] = [];
  for (const piece of name.split(/(?<=_)/)) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(last + piece, SMALL) <= room) lines[lines.length - 1] = last + piece;
    else lines.push(piece);
  }
  return lines.length <= MOST_LINES && lines.every((line) => widthOf(line, SMALL) <= room) ? lines : undefined;
}
