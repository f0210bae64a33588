/** The table of kernels, and the answer for one of them, for a terminal. */
import pc from "picocolors";
import { columns } from "../text/table.js";
import { visible } from "../text/terminal.js";
import { type Known, knownOn, type Table, type Thing } from "./judge.js";
import { type Nearest, nearestTo } from "./nearest.js";

type Colors = ReturnType<typeof pc.createColors>;

const WORDS: Record<Known, string> = { yes: "yes", no: "no", unknown: "?" };
const LEGEND = [
  "yes: found there. no: looked for there, and not found. ?: not recorded.",
  "layout: the descriptor's bytes. way: from an XDP program. hook: from a function or tracepoint.",
];

export function tableText({ kernels, things }: Table, options: { readonly color: boolean }): string {
  const colors = pc.createColors(options.color);
  const head = ["", "", "", ...kernels];
  const rows = things.map((thing) => [...cellsOf(thing), ...kernels.map((kernel) => WORDS[knownOn(thing, kernel)])]);
  const [first = "", ...lines] = columns([head, ...rows], (cell, column) =>
    column === 1 ? colors.bold(cell) : paintWord(cell, column, colors),
  );
  return [first, ...headed(lines, things, colors), "", ...LEGEND].map((line) => `${line}\n`).join("");
}

function paintWord(cell: string, column: number, colors: Colors): string {
  if (column < 3) return cell;
  return cell === WORDS.yes ? colors.green(cell) : cell === WORDS.no ? colors.red(cell) : colors.dim(cell);
}

/** Kind, name, access: the function or container is `matrix --access`'s. */
function cellsOf({ kind, name, point }: Thing): [string, string, string] {
  return [`  ${kind}`, visible(name), point?.access ?? ""];
}

/** The driver's name above its lines. */
function headed(lines: readonly string[], things: readonly Thing[], colors: Colors): string[] {
  return lines.flatMap((line, index) => {
    const driver = things[index]?.driver ?? "";
    return driver === things[index - 1]?.driver ? [line] : [colors.bold(driver), line];
  });
}

/** What works on one kernel, and what comes nearest to what does not. */
export function kernelText(table: Table, kernel: string, options: { readonly color: boolean }): string {
  const colors = pc.createColors(options.color);
  const of = (known: Known) => table.things.filter((thing) => knownOn(thing, kernel) === known);
  const [there, not, unknown] = [of("yes"), of("no"), of("unknown")];
  const blocks = [
    [
      colors.bold(`found on ${kernel}`),
      ...(there.length === 0 ? ["  nothing"] : listed(there, (thing) => noteOf(thing, kernel), colors)),
    ],
    not.length === 0
      ? []
      : [
          colors.bold(`not on ${kernel}`),
          ...listed(not, (thing) => insteadText(thing, nearestTo(thing, kernel, table)), colors),
        ],
    unknown.length === 0
      ? []
      : [
          colors.bold(`not recorded for ${kernel}`),
          ...listed(unknown, (thing) => elsewhereText(nearestTo(thing, kernel, table)), colors),
        ],
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n");
}

function listed(things: readonly Thing[], note: (thing: Thing) => string, colors: Colors): string[] {
  return columns(
    things.map((thing) => [`  ${thing.driver}`, ...cellsOf(thing).map((cell) => cell.trim()), note(thing)]),
    (cell, column) => (column === 4 ? colors.dim(cell) : cell),
  );
}

function noteOf({ lacks, point }: Thing, kernel: string): string {
  const lacking = lacks.get(kernel) ?? [];
  return lacking.length === 0 ? visible(point?.by ?? "") : `but for ${lacking.join(", ")}`;
}

function insteadText({ lacking }: Thing, nearest: Nearest): string {
  if (lacking !== undefined)
    return lacking.nearest === ""
      ? `on no kernel: ${visible(lacking.why)}`
      : `on no kernel; nearest: ${visible(lacking.nearest)}`;
  if (nearest.instead === undefined) return elsewhereText(nearest);
  const { kind, name } = nearest.instead;
  return `instead: ${kind} ${visible(name)}; ${elsewhereText(nearest)}`;
}

function elsewhereText({ elsewhere }: Nearest): string {
  return elsewhere.length === 0 ? "on no recorded kernel" : `itself on ${elsewhere.join(", ")}`;
}
