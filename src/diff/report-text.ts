import pc from "picocolors";
import { columns } from "../text/table.js";
import { visible } from "../text/terminal.js";
import { type Change, type Comparison, outcomeOf, type Section, type Sides } from "./change.js";
import { headingOf, subjectOf, summaryTexts, WHOLE } from "./summary.js";

type Colors = ReturnType<typeof pc.createColors>;

/** Each descriptor and driver that changed, what changed in it, and a summary. */
export function reportText(
  comparisons: readonly Comparison[],
  { before, after }: Sides,
  options: { readonly color: boolean },
): string {
  const colors = pc.createColors(options.color);
  const changed = comparisons.filter((comparison) => outcomeOf(comparison) === "changed");
  const blocks = [
    ...changed.map((comparison) => block(comparison, colors)),
    [visible(`${before} → ${after}`), ...summaryTexts(comparisons)],
  ];
  return blocks.map((lines) => `${lines.join("\n")}\n`).join("\n");
}

function block({ name, sections }: Comparison, colors: Colors): string[] {
  const changed = sections.filter(({ changes }) => changes.length > 0);
  return [colors.bold(name), ...changed.flatMap((section) => sectionLines(section, colors))];
}

function sectionLines(section: Section, colors: Colors): string[] {
  const { changes } = section;
  const rows = changes.map((change) => [change.kind, visible(subjectOf(change, section) ?? WHOLE), textOf(change)]);
  const lines = columns(rows, (cell, column, row) => {
    const kind = changes[row]?.kind;
    if (column === 1) return cell;
    if (kind === "appeared") return colors.green(cell);
    if (kind === "vanished") return colors.red(cell);
    return column === 0 ? colors.yellow(cell) : cell;
  });
  return [`  ${colors.dim(visible(headingOf(section)))}`, ...lines.map((line) => `    ${line}`)];
}

/** One side, where only one has it; otherwise from the one to the other. */
function textOf({ before, after }: Change): string {
  return visible([before, after].filter((text) => text !== "").join(" → "));
}
