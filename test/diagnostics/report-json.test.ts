import { describe, expect, it } from "vitest";
import { reportJson } from "../../src/diagnostics/report-json.js";
import { overlap } from "./sample.js";

describe("reportJson", () => {
  it("gives every key of every diagnostic", () => {
    const { help, ...silent } = overlap({ message: "a\n%::" });
    const report = JSON.parse(reportJson([silent]));
    expect(report).toEqual({
      version: 1,
      diagnostics: [{ ...silent, title: "overlap not declared", help: null }],
    });
    expect(help).toBeDefined();
  });

  it("is sorted and ends with a newline", () => {
    const text = reportJson([overlap({ file: "b.yaml" }), overlap({ file: "a.yaml" })]);
    const files = JSON.parse(text).diagnostics.map((diagnostic: { file: string }) => diagnostic.file);
    expect(files).toEqual(["a.yaml", "b.yaml"]);
    expect(text.endsWith("}\n")).toBe(true);
    expect(JSON.parse(reportJson([])).diagnostics).toEqual([]);
  });
});
