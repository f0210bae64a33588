/** A sheet of styled characters, printed line by line. */

export type Style = "plain" | "line" | "number" | "hatch" | "name" | "case" | "key" | "note" | "heading";

export type Paint = (style: Style, text: string) => string;

interface Spot {
  readonly text: string;
  readonly style: Style;
}

export interface Canvas {
  readonly lines: Spot[][];
}

const EMPTY: Spot = { text: " ", style: "plain" };

/** The box-drawing character whose arms go up, down, left and right. */
const JUNCTIONS = " ╵╷│╴┘┐┤╶└┌├─┴┬┼";

export function createCanvas(): Canvas {
  return { lines: [] };
}

/** Writes text of single-width characters from column `x` of line `y` on. */
export function write(canvas: Canvas, x: number, y: number, text: string, style: Style): void {
  while (canvas.lines.length <= y) canvas.lines.push([]);
  const line = canvas.lines[y] ?? [];
  while (line.length < x) line.push(EMPTY);
  for (const [i, character] of [...text].entries()) line[x + i] = { text: character, style };
}

export function junction(up: boolean, down: boolean, left: boolean, right: boolean): string {
  return JUNCTIONS.charAt(Number(up) + 2 * Number(down) + 4 * Number(left) + 8 * Number(right));
}

/** The lines, without spaces at their ends. */
export function print(canvas: Canvas, paint: Paint): string[] {
  return canvas.lines.map((line) => {
    const end = line.findLastIndex((spot) => spot.text !== " ") + 1;
    const runs: { text: string; readonly style: Style }[] = [];
    for (const { text, style } of line.slice(0, end)) {
      const run = runs.at(-1);
      if (run?.style === style) run.text += text;
      else runs.push({ text, style });
    }
    return runs.map(({ text, style }) => paint(style, text)).join("");
  });
}
