import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { CODES } from "../../src/diagnostics/codes.js";

const TESTS = readdirSync(new URL(".", import.meta.url))
  .filter((name) => name.endsWith(".test.ts"))
  .map((name) => readFileSync(new URL(name, import.meta.url), "utf8"))
  .join("\n");
const PAGE = readFileSync(new URL("../../docs/diagnostics.md", import.meta.url), "utf8");

describe.each(Object.entries(CODES))("%s: %s", (code, title) => {
  test("a test raises it", () => {
    expect(new RegExp(`[rR]aises\\(\\s*"${code}"`).test(TESTS)).toBe(true);
  });

  test("the documentation has a section", () => {
    expect(PAGE).toContain(`\n## ${code}: ${title}\n`);
    const section = PAGE.split(`\n## ${code}: `)[1]?.split("\n## ")[0] ?? "";
    expect(section.match(/```yaml\n/g)?.length ?? 0).toBeGreaterThanOrEqual(2);
  });
});

test("codes are numbered without gaps", () => {
  const expected = Object.keys(CODES).map((_, i) => `ND${String(i + 1).padStart(3, "0")}`);
  expect(Object.keys(CODES)).toEqual(expected);
});
