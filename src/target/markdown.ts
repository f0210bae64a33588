/** Text from specs as Markdown, in GitHub's dialect: it is shown as it is, and no markup comes out of it. */

/** Paragraphs of plain text. */
export function markdownText(text: string): string {
  return text
    .split(/\n+/)
    .map((line) => escapeLine(line.replace(/\s+/g, " ").trim()))
    .filter((line) => line !== "")
    .join("\n\n");
}

/** The same in one line, for a table's cell. */
export function markdownCell(text: string): string {
  return markdownText(text.replace(/\n+/g, " "));
}

/** A code span; a table's cell ends at a pipe even inside of one. */
export function codeSpan(text: string, inCell: boolean): string {
  const line = text.replace(/\s+/g, " ").trim();
  if (line === "") return "";
  const fence = "`".repeat(longestRun(line) + 1);
  const span = line.startsWith("`") || line.endsWith("`") ? `${fence} ${line} ${fence}` : `${fence}${line}${fence}`;
  return inCell ? span.replace(/\|/g, "\\|") : span;
}

/** A block of code that nothing in the text can end. */
export function codeBlock(language: string, text: string): string {
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}

function escapeLine(line: string): string {
  return line
    .replace(/[\\`*[\]<|~$]/g, "\\$&")
    .replace(/(?<![\p{L}\p{N}_])_+|_+(?![\p{L}\p{N}_])/gu, (run) => run.replaceAll("_", "\\_"))
    .replace(/&/g, "&amp;")
    .replace(/^[#+=>-]/, "\\$&")
    .replace(/^(\d+)([.)])(?=\s|$)/, "$1\\$2");
}
