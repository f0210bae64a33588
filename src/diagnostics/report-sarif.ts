import { CODES, type Code } from "./codes.js";
import { compareDiagnostics, type Diagnostic, type Range } from "./diagnostic.js";

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
const RULES = Object.keys(CODES) as Code[];

/** Diagnostics as a SARIF 2.1.0 log, for code scanning services. */
export function reportSarif(diagnostics: readonly Diagnostic[], options: { readonly version?: string } = {}): string {
  const log = {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "nicdesc",
            ...(options.version === undefined ? {} : { version: options.version }),
            rules: RULES.map((id) => ({ id, shortDescription: { text: CODES[id] } })),
          },
        },
        columnKind: "utf16CodeUnits",
        results: diagnostics.toSorted(compareDiagnostics).map(result),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function result({ code, severity, message, file, range, related, help }: Diagnostic) {
  return {
    ruleId: code,
    ruleIndex: RULES.indexOf(code),
    level: severity,
    message: text(help === undefined ? message : `${message}\nhelp: ${help}`),
    locations: [{ physicalLocation: physicalLocation(file, range) }],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map((place, id) => ({
            id,
            physicalLocation: physicalLocation(place.file, place.range),
            message: text(place.message),
          })),
        }),
  };
}

/** SARIF reads `[text](target)` in a message as a link: a message from a spec must not make one. */
function text(message: string) {
  return { text: message.replace(/\[(?=[^[\]]*\]\()/g, "\\[") };
}

function physicalLocation(file: string, { start, end }: Range) {
  return {
    artifactLocation: { uri: uriOf(file) },
    region: { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column },
  };
}

function uriOf(file: string): string {
  const path = file
    .replace(/\p{Cs}/gu, "\ufffd")
    .split("/")
    .map(encodeURIComponent)
    .join("/");
  return path.startsWith("/") ? `file://${path}` : path;
}
