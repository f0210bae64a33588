import { type Difference, sayDifference } from "./differences.js";
import { RULES, type Rule } from "./result.js";

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
const IDS = Object.keys(RULES) as Rule[];

/** Differences as a SARIF 2.1.0 log, for code scanning services. */
export function reportSarif(differences: readonly Difference[], options: { readonly version: string }): string {
  const rules = IDS.map((id) => ({ id: ruleId(id), shortDescription: { text: RULES[id] } }));
  const driver = { name: "nicdesc", version: options.version, rules };
  const runs = [{ tool: { driver }, columnKind: "utf16CodeUnits", results: differences.map(result) }];
  return `${JSON.stringify({ $schema: SCHEMA, version: "2.1.0", runs }, null, 2)}\n`;
}

function result(difference: Difference) {
  const { rule, place } = difference;
  return {
    ruleId: ruleId(rule),
    ruleIndex: IDS.indexOf(rule),
    level: "error",
    message: { text: plain(sayDifference(difference)) },
    locations: place === undefined ? [] : [{ physicalLocation: physicalLocation(place) }],
  };
}

function ruleId(rule: Rule): string {
  return `kernel-${rule}`;
}

/** SARIF reads `[text](target)` in a message as a link. */
function plain(text: string): string {
  return text.replace(/\[(?=[^[\]]*\]\()/g, "\\[");
}

function physicalLocation({ file, range: { start, end } }: NonNullable<Difference["place"]>) {
  const uri = file.split("/").map(encodeURIComponent).join("/");
  return {
    artifactLocation: { uri: uri.startsWith("/") ? `file://${uri}` : uri },
    region: { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column },
  };
}
