import { codeSpan } from "../target/markdown.js";
import { markdown } from "../text/table.js";
import { type Comparison, outcomeOf, type Section, type Sides } from "./change.js";
import { headingOf, subjectOf, summaryTexts, WHOLE } from "./summary.js";

/** A table for each descriptor and driver that changed; a line when none did. It is fit for a comment on a pull request. */
export function reportMarkdown(comparisons: readonly Comparison[], { before, after }: Sides): string {
  const changed = comparisons.filter((comparison) => outcomeOf(comparison) === "changed");
  return [...changed.map(table), `${code(before)} → ${code(after)}: ${summaryTexts(comparisons).join("; ")}.\n`].join(
    "\n",
  );
}

/** Where more than one section changed, a column says which; otherwise the heading does. */
function table({ name, sections }: Comparison): string {
  const changed = sections.filter(({ changes }) => changes.length > 0);
  const [first] = changed;
  const only = changed.length === 1 && first !== undefined ? `: ${sayHeading(first)}` : "";
  const column = (text: string) => (only === "" ? [text] : []);
  const rows = changed.flatMap((section) =>
    section.changes.map((change) => {
      const subject = subjectOf(change, section);
      const what = subject === undefined ? WHOLE : code(subject);
      return [...column(sayHeading(section)), change.kind, what, code(change.before), code(change.after)];
    }),
  );
  return `### ${code(name)}${only}\n\n${markdown([[...column("of"), "change", "what", "before", "after"], ...rows])}`;
}

function sayHeading(section: Section): string {
  return section.of === "" ? headingOf(section) : code(section.of);
}

/** Pipes are the table's to escape. */
function code(text: string): string {
  return codeSpan(text, false);
}
