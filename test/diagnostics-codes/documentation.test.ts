import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { CODES } from "../../src/diagnostics/codes.js";
import { parseFiles } from "./raises.js";

const PAGE = readFileSync(new URL("../../docs/diagnostics.md", import.meta.url), "utf8");
const WORD = "fields: { word: { at: 0, type: le32 } }\n";
const BASE = `nicdesc: 1\ndescriptor: base/rx\ntitle: A base\ndirection: rx\nsize: 4\n${WORD}`;

/** An example with what it leaves out. */
function whole(example: string): string {
  const isTable = /^lookup:/m.test(example);
  const isDriver = /^driver:/m.test(example);
  const always = isDriver
    ? ["nicdesc: 1", "title: A driver", "modules: [drv]", "names: [drv]", "formats: { all: { default: true } }"]
    : isTable
      ? ["nicdesc: 1", "title: A table"]
      : ["nicdesc: 1", "descriptor: drv/rx", "title: A descriptor", "direction: rx", "size: 4"];
  const missing = always.filter((line) => !new RegExp(`^${line.split(":")[0]}:`, "m").test(example));
  const fields = isTable || isDriver || /^(fields|extends):/m.test(example) ? "" : WORD;
  return `${missing.join("\n")}\n${fields}${example}`;
}

function codesOf(example: string): string[] {
  const files = [
    { name: "base/rx.yaml", path: "base.yaml", text: BASE },
    { name: "", path: "spec.yaml", text: whole(example) },
  ];
  return [...new Set(parseFiles(files).map((diagnostic) => diagnostic.code))];
}

describe.each(Object.keys(CODES))("the examples of %s", (code) => {
  const section = PAGE.split(`\n## ${code}: `)[1]?.split("\n## ")[0] ?? "";
  const [bad = "", mended = ""] = [...section.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1] ?? "");

  test("the first raises it, and nothing else", () => {
    expect(codesOf(bad)).toEqual([code]);
  });

  test("the second raises nothing", () => {
    expect(codesOf(mended)).toEqual([]);
  });
});
