import { CODES } from "./codes.js";
import { compareDiagnostics, type Diagnostic } from "./diagnostic.js";

/** Diagnostics as GitHub workflow commands, which annotate the lines of a pull request. */
export function reportGithub(diagnostics: readonly Diagnostic[]): string {
  return diagnostics
    .toSorted(compareDiagnostics)
    .map((diagnostic) => `${command(diagnostic)}\n`)
    .join("");
}

function command(diagnostic: Diagnostic): string {
  const { code, severity, file, range } = diagnostic;
  const properties = Object.entries({
    file,
    line: range.start.line,
    col: range.start.column,
    endLine: range.end.line,
    endColumn: range.end.column,
    title: `${code}: ${CODES[code]}`,
  }).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${severity} ${properties.join(",")}::${escapeMessage(messageOf(diagnostic))}`;
}

function messageOf({ message, related, help }: Diagnostic): string {
  const places = related.map(({ file, range, message: note }) => {
    return `${note}: ${file}:${range.start.line}:${range.start.column}`;
  });
  return [message, ...places, ...(help === undefined ? [] : [`help: ${help}`])].join("\n");
}

function escapeMessage(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeMessage(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
