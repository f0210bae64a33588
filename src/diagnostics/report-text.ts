import pc from "picocolors";
import { visible } from "../text/terminal.js";
import { compareDiagnostics, type Diagnostic, type Range } from "./diagnostic.js";
import { excerpt } from "./excerpt.js";

type Colors = ReturnType<typeof pc.createColors>;
type Paint = (text: string) => string;

/** The longest piece of a source line that is shown. */
const LINE_LIMIT = 110;

/** Diagnostics as people read them on a terminal: the line, a caret under the place, hints, and a summary. */
export function reportText(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, string>,
  options: { readonly color: boolean },
): string {
  if (diagnostics.length === 0) return "";
  const colors = pc.createColors(options.color);
  const lines = new Map([...sources].map(([file, text]) => [file, text.split(/\r?\n/)]));
  const reports = diagnostics
    .toSorted(compareDiagnostics)
    .map((diagnostic) => report(diagnostic, lines, colors).join("\n"));
  return `${reports.join("\n\n")}\n\n${summary(diagnostics)}\n`;
}

function report(diagnostic: Diagnostic, sources: ReadonlyMap<string, readonly string[]>, colors: Colors): string[] {
  const paint = diagnostic.severity === "error" ? colors.red : colors.yellow;
  const places = [diagnostic, ...diagnostic.related];
  const gutter = Math.max(...places.map((place) => String(place.range.start.line).length));
  const label = colors.bold(paint(`${diagnostic.severity}[${diagnostic.code}]`));
  return [
    `${position(diagnostic, colors)} ${label}: ${colors.bold(visible(diagnostic.message))}`,
    ...snippet(sources.get(diagnostic.file), diagnostic.range, gutter, "^", paint, colors),
    ...diagnostic.related.flatMap((place) => [
      `${position(place, colors)} ${colors.cyan("note")}: ${visible(place.message)}`,
      ...snippet(sources.get(place.file), place.range, gutter, "-", colors.cyan, colors),
    ]),
    ...(diagnostic.help === undefined ? [] : [`${colors.green("help")}: ${visible(diagnostic.help)}`]),
  ];
}

function position({ file, range }: { readonly file: string; readonly range: Range }, colors: Colors): string {
  return colors.bold(`${visible(file)}:${range.start.line}:${range.start.column}:`);
}

function snippet(
  lines: readonly string[] | undefined,
  { start, end }: Range,
  gutter: number,
  mark: string,
  paint: Paint,
  colors: Colors,
): string[] {
  const line = lines?.[start.line - 1];
  if (line === undefined) return [];
  const last = end.line > start.line ? line.trimEnd().length : end.column - 1;
  const shown = excerpt(line, start.column - 1, last, LINE_LIMIT);
  const edge = (number: string) => colors.blue(`${number.padStart(gutter)} |`);
  return [
    edge(""),
    `${edge(String(start.line))} ${shown.text}`.trimEnd(),
    `${edge("")} ${" ".repeat(shown.indent)}${paint(mark.repeat(shown.length))}`,
  ];
}

function summary(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === "error").length;
  const warnings = diagnostics.length - errors;
  const counts = [
    ...(errors > 0 ? [plural(errors, "error")] : []),
    ...(warnings > 0 ? [plural(warnings, "warning")] : []),
  ];
  return `${counts.join(", ")} in ${plural(new Set(diagnostics.map(({ file }) => file)).size, "file")}`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
