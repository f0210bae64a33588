import { expect, test } from "vitest";
import { readSpecs } from "../../src/fs/specs.js";
import { loadTarget } from "../../src/fs/targets.js";
import { generate } from "../../src/generate.js";
import { parse } from "../../src/load.js";

/** Markup of all kinds, as a stranger would put it into a text. */
const EVIL = "<img src=x onerror=alert(1)> | [a](javascript:x) `b` **c** --> ``` # <!-- ~~~ $x$ &lt; \\\\ |";

const SPEC = `nicdesc: 1
descriptor: evil/rx
title: "${EVIL}"
doc: "${EVIL}\\n\\n# heading\\n- item\\n| a | b |\\n| - | - |\\n    code\\n<script>\\n\`\`\`\\n"
direction: rx
size: 8
sources: ["${EVIL}"]
entries:
  more: { size: 8, doc: "${EVIL}\\n${EVIL}" }
inputs:
  phase: { type: u8, values: { off: 0 }, unit: "${EVIL}", doc: "${EVIL}" }
fields:
  kind: { at: 0, type: u8, unit: "${EVIL}", firmware: "${EVIL}", doc: "${EVIL}\\nmore" }
  rest: { entry: more, at: 0, type: le32 }
reserved:
  - { at: 2, size: 2, doc: "${EVIL}\\n# more" }
  - { at: 4, size: 4 }
  - { entry: more, at: 4, size: 4 }
variants:
  selector: kind
  cases:
    one: { match: 1, title: "${"x".repeat(95)} \`\`\`", doc: "${EVIL}", fields: { a: { at: 1, type: u8 } } }
    two: { match: otherwise, title: "${EVIL}", opaque: true }
metadata:
  rx_length: { when: kind == 1, length: rest, doc: "${EVIL}" }
  rx_queue: { unsupported: "${EVIL}" }
`;

const { model, diagnostics } = parse([
  ...readSpecs([]).filter(({ name }) => name === "metadata.yaml"),
  { name: "evil/rx.yaml", path: "evil/rx.yaml", text: SPEC },
]);
const pages = new Map(generate(model, loadTarget("markdown")).map(({ path, text }) => [path, text]));
const page = pages.get("evil/rx.md") ?? "";

test("lint lets it through", () => {
  expect(diagnostics).toEqual([]);
});

test("tables keep their shape", () => {
  for (const text of pages.values()) {
    let width = 0;
    for (const line of prose(text).split("\n")) {
      const cells = line.startsWith("|") ? line.replace(/\\\\/g, "").replace(/\\\|/g, "").split("|").length : 0;
      if (cells > 0 && width > 0) expect([line, cells]).toEqual([line, width]);
      width = cells;
    }
  }
});

test("no markup comes out of a text", () => {
  const said = prose(page)
    .replace(/^<!-- .* -->$/gm, "")
    .replace(/<br>/g, "")
    .replace(/\\[^\w\s]/g, "")
    .replace(/`[^`\n]*`/g, "");
  for (const mark of ["<", "`", "*", "[", "~", "$"]) expect(said).not.toContain(mark);
  const headings = prose(page).match(/^#+ .*$/gm);
  expect(headings?.map((line) => line.split(/[ :]/)[1])).toEqual(
    expect.arrayContaining(["Layout", "Inputs", "Fields", "Case", "Metadata", "Sources"]),
  );
  expect(prose(page)).not.toMatch(/^# (heading|more)|^- item|^ {4}/m);
});

test("nothing ends the picture's block", () => {
  const fences = page.split("\n").filter((line) => /^`{3,}/.test(line));
  expect(fences[0]).toBe("````text");
  expect(fences[1]).toBe("````");
});

test("the index links the page by its title's text", () => {
  expect(pages.get("README.md")).toContain("| [evil/rx](evil/rx.md) | \\<img src=x");
});

/** A page without its blocks of code. */
function prose(text: string): string {
  return text.replace(/^(`{3,})\w+\n[\s\S]*?\n\1$/gm, "");
}
