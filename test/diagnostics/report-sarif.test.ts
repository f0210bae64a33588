import { describe, expect, it } from "vitest";
import { CODES } from "../../src/diagnostics/codes.js";
import { reportSarif } from "../../src/diagnostics/report-sarif.js";
import { overlap } from "./sample.js";

function run(...arguments_: Parameters<typeof reportSarif>) {
  const log = JSON.parse(reportSarif(...arguments_));
  expect(log.version).toBe("2.1.0");
  expect(log.runs).toHaveLength(1);
  return log.runs[0];
}

describe("reportSarif", () => {
  it("names every code as a rule", () => {
    const { driver } = run([]).tool;
    expect(driver.name).toBe("nicdesc");
    expect(driver.rules.map((rule: { id: string }) => rule.id)).toEqual(Object.keys(CODES));
    for (const rule of driver.rules) {
      expect(Object.keys(rule)).toEqual(["id", "shortDescription"]);
      expect(rule.shortDescription.text).toBe(CODES[rule.id as keyof typeof CODES]);
    }
    expect(run([]).results).toEqual([]);
    expect(run([], { version: "1.2.3" }).tool.driver.version).toBe("1.2.3");
  });

  it("gives each diagnostic as a result", () => {
    const { results, tool, columnKind } = run([overlap()]);
    const [result] = results;
    expect(columnKind).toBe("utf16CodeUnits");
    expect(tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
    expect(result).toMatchObject({
      ruleId: "ND013",
      level: "error",
      message: { text: "`fd` overlaps `rss`\nhelp: say `overlaps: [rss]` if it is meant" },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "specs/x.yaml" },
            region: { startLine: 4, startColumn: 3, endLine: 4, endColumn: 5 },
          },
        },
      ],
      relatedLocations: [{ id: 0, message: { text: "first defined here" } }],
    });
  });

  it("percent-encodes paths", () => {
    const uri = (file: string) => {
      return run([overlap({ file })]).results[0].locations[0].physicalLocation.artifactLocation.uri;
    };
    expect(uri("my specs/ä#1:x%.yaml")).toBe("my%20specs/%C3%A4%231%3Ax%25.yaml");
    expect(uri("/tmp/x.yaml")).toBe("file:///tmp/x.yaml");
    expect(uri("\ud800.yaml")).toBe("%EF%BF%BD.yaml");
  });

  it("sorts results and leaves out what is not there", () => {
    const { results } = run([
      overlap({ file: "b.yaml", related: [], severity: "warning" }),
      overlap({ file: "a.yaml" }),
    ]);
    const uris = results.map((result: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }) => {
      return result.locations[0]?.physicalLocation.artifactLocation.uri;
    });
    expect(uris).toEqual(["a.yaml", "b.yaml"]);
    expect(results[1]).not.toHaveProperty("relatedLocations");
    expect(results[1].level).toBe("warning");
  });

  it("makes no links of what a spec says", () => {
    const { results } = run([overlap({ message: "see [here](https://example.org) and a[0]" })]);
    expect(results[0].message.text).toContain("see \\[here](https://example.org) and a[0]");
  });
});
