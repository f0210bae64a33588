import { describe, expect, it } from "vitest";
import { reportGithub } from "../../src/diagnostics/report-github.js";
import { overlap } from "./sample.js";

describe("reportGithub", () => {
  it("annotates the place", () => {
    expect(reportGithub([overlap({ related: [] })])).toBe(
      "::error file=specs/x.yaml,line=4,col=3,endLine=4,endColumn=5,title=ND013%3A overlap not declared" +
        "::`fd` overlaps `rss`%0Ahelp: say `overlaps: [rss]` if it is meant\n",
    );
  });

  it("says where the related places are", () => {
    expect(reportGithub([overlap()])).toContain("%0Afirst defined here: specs/x.yaml:3:3%0A");
  });

  it("lets no text leave its command", () => {
    const hostile = "100% wrong\r\n::error file=secret::forged";
    const { help, ...silent } = overlap({
      message: hostile,
      file: "a,line=1:b%.yaml",
      severity: "warning",
      related: [],
    });
    const report = reportGithub([silent]);
    expect(report.split("\n")).toHaveLength(2);
    expect(report).toContain("::warning file=a%2Cline=1%3Ab%25.yaml,line=4,");
    expect(report).toContain("::100%25 wrong%0D%0A::error file=secret::forged\n");
    expect(help).toBeDefined();
  });

  it("is empty without diagnostics", () => {
    expect(reportGithub([])).toBe("");
  });
});
