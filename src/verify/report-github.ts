import { type Difference, sayDifference } from "./differences.js";
import { RULES } from "./result.js";

/** Differences as GitHub workflow commands, which annotate the lines of a pull request. */
export function reportGithub(differences: readonly Difference[]): string {
  return differences.map((difference) => `${command(difference)}\n`).join("");
}

function command(difference: Difference): string {
  const { rule, place } = difference;
  const where = place && {
    file: place.file,
    line: place.range.start.line,
    col: place.range.start.column,
    endLine: place.range.end.line,
    endColumn: place.range.end.column,
  };
  const properties = Object.entries({ ...where, title: RULES[rule] })
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
    .join(",");
  return `::error ${properties}::${escapeMessage(sayDifference(difference))}`;
}

function escapeMessage(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeMessage(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
