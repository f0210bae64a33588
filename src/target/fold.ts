/** Long lines of C folded the way the kernel folds them. */

const WIDTH = 100;
const TAB = 8;
/** Beyond this column, what is in parentheses does not line up behind them. */
const DEEPEST = 64;
const SHORT_CALL = 40;

/** The line as one or more, none wider than so many columns where it can be helped. */
export function foldLine(line: string, width = WIDTH): string {
  if (columns(line) <= width) return line;
  const folded = foldAt(line, width);
  const signature = /^((?:static )?\S+ \w+|\w+) (\w+\(.*)$/.exec(line);
  if (signature === null || folded.split("\n").every((part) => columns(part) <= width)) return folded;
  // The type stands alone on its line, as the kernel does it with long names.
  const [, type = "", rest = ""] = signature;
  return `${type}\n${foldAt(rest, width)}`;
}

/** Where the backslash stands that continues a macro's line. */
const CONTINUED = 88;

/** The lines of a macro, folded, each but the last continued. */
export function continueLines(text: string): string {
  const lines = text
    .trimEnd()
    .split("\n")
    .flatMap((line) => foldLine(line, CONTINUED - 1).split("\n"));
  return lines.map((line, i) => (i === lines.length - 1 ? line : `${tabbedTo(line, CONTINUED)}\\`)).join("\n");
}

function tabbedTo(line: string, column: number): string {
  const missing = column - columns(line);
  return missing <= 0 ? `${line} ` : line + "\t".repeat(Math.ceil(missing / TAB));
}

function foldAt(line: string, width: number): string {
  const indent = /^\t*/.exec(line)?.[0] ?? "";
  const opened: number[] = [];
  const lines: string[] = [];
  let rest = line;
  let from = indent.length;
  while (columns(rest) > width) {
    const at = breakPoint(rest, from, width);
    if (at === undefined) break;
    const head = rest.slice(0, at).trimEnd();
    lines.push(head);
    follow(head, opened);
    const column = opened.at(-1);
    const prefix = column === undefined || column > DEEPEST ? `${indent}\t` : padding(column);
    rest = prefix + rest.slice(at).trimStart();
    from = prefix.length;
  }
  return [...lines, rest].join("\n");
}

/** Comments, which are not looked into, and what decides where a line ends. */
const MARKS = /\/\*.*?\*\/|[(), ]/g;

/** The columns behind the parentheses that are open at the end of a line. */
function follow(line: string, opened: number[]): void {
  for (const { 0: mark, index } of line.matchAll(MARKS)) {
    if (mark === "(") opened.push(columns(line.slice(0, index + 1)));
    if (mark === ")") opened.pop();
  }
}

/** Where a line may end: behind these, what binds least first; or in front of a comment. */
const SEPARATORS = [", ", " : ", " ? ", " || ", " && ", " | ", " < ", " + ", " - ", " /* "];
const COMMENT = " /* ";

/** The last break that fits, of those that stand in the fewest parentheses and bind least. */
function breakPoint(line: string, from: number, width: number): number | undefined {
  const opened: number[] = [];
  const widthTo = widthsOf(line);
  // Below 0 behind parentheses that an earlier line has opened.
  let depth = 0;
  let best: { at: number; rank: number } | undefined;
  for (const { 0: mark, index: i } of line.matchAll(MARKS)) {
    if (mark === "(") opened.push(i);
    if (mark === ")") opened.pop();
    depth += Number(mark === "(") - Number(mark === ")");
    if (mark !== " " && mark !== ",") continue;
    const separator = SEPARATORS.find((candidate) => line.startsWith(candidate, i));
    if (separator === undefined || (separator === ", " && isShort(line, opened.at(-1)))) continue;
    const at = separator === COMMENT ? i + 1 : i + separator.length;
    if (at <= from) continue;
    if (widthTo(at) > width) return best?.at ?? at;
    const rank = depth * SEPARATORS.length + SEPARATORS.indexOf(separator);
    if (best === undefined || rank <= best.rank) best = { at, rank };
  }
  return best?.at;
}

/** Whether the call whose parenthesis stands at `open` is better kept together. */
function isShort(line: string, open: number | undefined): boolean {
  if (open === undefined) return false;
  let depth = 0;
  for (const { 0: mark, index } of line.slice(open, open + SHORT_CALL).matchAll(MARKS)) {
    depth += Number(mark === "(") - Number(mark === ")");
    if (depth === 0 && index > 0) return true;
  }
  return false;
}

function padding(column: number): string {
  return "\t".repeat(Math.floor(column / TAB)) + " ".repeat(column % TAB);
}

/** How wide the line is up to a place, without the spaces in front of that. */
function widthsOf(line: string): (at: number) => number {
  if (!PLAIN.test(line)) return (at) => columns(line.slice(0, at).trimEnd());
  const tabs = line.lastIndexOf("\t") + 1;
  return (at) => {
    let end = at;
    while (end > tabs && line[end - 1] === " ") end--;
    return end + (TAB - 1) * tabs;
  };
}

const PLAIN = /^\t*[ -~]*$/;

function columns(text: string): number {
  if (PLAIN.test(text)) return text.length + (TAB - 1) * (text.lastIndexOf("\t") + 1);
  let column = 0;
  for (const character of text) column = character === "\t" ? column - (column % TAB) + TAB : column + 1;
  return column;
}
