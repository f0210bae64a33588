import { CODES } from "./codes.js";
import { compareDiagnostics, type Diagnostic } from "./diagnostic.js";

/** Raised only when a reader of the older shape would go wrong. */
const VERSION = 1;

/** Diagnostics as JSON for programs; every key is always there. */
export function reportJson(diagnostics: readonly Diagnostic[]): string {
  const report = { version: VERSION, diagnostics: diagnostics.toSorted(compareDiagnostics).map(plain) };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function plain({ code, severity, message, file, range, related, help }: Diagnostic) {
  return {
    code,
    title: CODES[code],
    severity,
    message,
    file,
    range,
    related: related.map((place) => ({ file: place.file, range: place.range, message: place.message })),
    help: help ?? null,
  };
}
