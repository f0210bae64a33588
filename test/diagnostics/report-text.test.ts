import { describe, expect, it } from "vitest";
import { reportText } from "../../src/diagnostics/report-text.js";
import { overlap, rangeOf, SOURCE } from "./sample.js";

const sources = new Map([["specs/x.yaml", SOURCE]]);
const plain = { color: false };

function caretUnder(report: string, text: string): string {
  const lines = report.split("\n");
  const line = lines.findIndex((candidate) => candidate.includes(text));
  const caret = lines[line + 1] ?? "";
  return (lines[line] ?? "").slice(caret.indexOf("^"), caret.lastIndexOf("^") + 1);
}

describe("reportText", () => {
  it("shows the line, the place, the related place, the help and a summary", () => {
    expect(reportText([overlap()], sources, plain)).toBe(
      [
        "specs/x.yaml:4:3: error[ND013]: `fd` overlaps `rss`",
        "  |",
        "4 |   fd: { at: 6, type: le16 }",
        "  |   ^^",
        "specs/x.yaml:3:3: note: first defined here",
        "  |",
        "3 |   rss: { at: 4, type: le32 }",
        "  |   ---",
        "help: say `overlaps: [rss]` if it is meant",
        "",
        "1 error in 1 file",
        "",
      ].join("\n"),
    );
  });

  it("says nothing when there is nothing to say", () => {
    expect(reportText([], sources, plain)).toBe("");
  });

  it("orders by file and position and counts errors, warnings and files", () => {
    const report = reportText(
      [
        overlap({ file: "specs/y.yaml", severity: "warning" }),
        overlap(),
        overlap({ range: rangeOf(SOURCE, "rss"), message: "earlier" }),
      ],
      sources,
      plain,
    );
    expect(report.indexOf("earlier")).toBeLessThan(report.indexOf("overlaps `rss`"));
    expect(report.indexOf("specs/x.yaml:4")).toBeLessThan(report.indexOf("specs/y.yaml"));
    expect(report).toContain("\n2 errors, 1 warning in 2 files\n");
  });

  it("shows no line of a file it does not have", () => {
    const report = reportText([overlap({ related: [] })], new Map(), plain);
    expect(report.split("\n")[1]).toMatch(/^help/);
  });

  it("keeps carets under the place behind tabs and wide characters", () => {
    const source = "\ttitle: 漢字 here\n";
    const diagnostic = overlap({ range: rangeOf(source, "here"), related: [] });
    const report = reportText([diagnostic], new Map([["specs/x.yaml", source]]), plain);
    const [, , line = "", caret = ""] = report.split("\n");
    expect(line).toBe("1 |     title: 漢字 here");
    expect(caret.indexOf("^")).toBe(line.indexOf("here") + 2);
  });

  it("cuts long lines around the place", () => {
    const source = `doc: ${"a".repeat(400)} wrong ${"b".repeat(400)}\n`;
    const diagnostic = overlap({ range: rangeOf(source, "wrong"), related: [] });
    const report = reportText([diagnostic], new Map([["specs/x.yaml", source]]), plain);
    expect(caretUnder(report, "wrong")).toBe("wrong");
    expect(Math.max(...report.split("\n").map((line) => line.length))).toBeLessThanOrEqual(120);
    expect(report).toMatch(/\| …a+ wrong b+…\n/);
  });

  it("shows the same of a line of any length, whatever characters lie where it stops looking", () => {
    const shown = [
      [500, 500],
      [700, 701],
      [50_001, 50_000],
    ].map(([before = 0, after = 0]) => {
      const source = `${"a𝒳".repeat(before)} wrong ${"𝒳b".repeat(after)}\n`;
      const diagnostic = overlap({ range: rangeOf(source, "wrong"), related: [] });
      return reportText([diagnostic], new Map([["specs/x.yaml", source]]), plain).replace(/^.*\n/, "");
    });
    expect(shown[0]).toMatch(/𝒳 wrong 𝒳/);
    expect(new Set(shown).size).toBe(1);
  });

  it("underlines to the end of the line when the place goes on", () => {
    const diagnostic = overlap({ range: rangeOf(SOURCE, "rss: { at: 4, type: le32 }\n  fd"), related: [] });
    expect(caretUnder(reportText([diagnostic], sources, plain), "rss: {")).toBe("rss: { at: 4, type: le32 }");
  });

  it("puts a caret behind the last character at the end of a file", () => {
    const end = { line: 5, column: 1, offset: SOURCE.length };
    const report = reportText([overlap({ range: { start: end, end }, related: [] })], sources, plain);
    expect(report.split("\n")[3]).toBe("  | ^");
  });

  it("lets nothing steer the terminal", () => {
    const source = "title: \u001b[2Jgone \u202e\n";
    const diagnostic = overlap({ message: "bad\u001b[31m\nname", range: rangeOf(source, "gone"), related: [] });
    const report = reportText([diagnostic], new Map([["specs/x.yaml", source]]), plain);
    expect(report).toContain("bad␛[31m␊name");
    expect(report).toContain("title: ␛[2Jgone �");
    expect(report.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u202e]/u);
  });

  it("colours when asked", () => {
    expect(reportText([overlap()], sources, { color: true })).toContain("\u001b[31m");
  });
});
