import type { Diagnostic, Range } from "../../src/diagnostics/diagnostic.js";

/** The range of the first `text` in the source. */
export function rangeOf(source: string, text: string): Range {
  const offset = source.indexOf(text);
  const at = (position: number) => {
    const before = source.slice(0, position).split("\n");
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, offset: position };
  };
  return { start: at(offset), end: at(offset + text.length) };
}

export const SOURCE = "nicdesc: 1\nfields:\n  rss: { at: 4, type: le32 }\n  fd: { at: 6, type: le16 }\n";

export function overlap(more: Partial<Diagnostic> = {}): Diagnostic {
  return {
    code: "ND013",
    severity: "error",
    message: "`fd` overlaps `rss`",
    file: "specs/x.yaml",
    range: rangeOf(SOURCE, "fd"),
    related: [{ file: "specs/x.yaml", range: rangeOf(SOURCE, "rss"), message: "first defined here" }],
    help: "say `overlaps: [rss]` if it is meant",
    ...more,
  };
}
