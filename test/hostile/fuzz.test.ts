import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadTarget } from "../../src/fs/targets.js";
import { generate } from "../../src/generate.js";
import type { Loaded } from "../../src/load.js";
import type { SourceFile } from "../../src/spec/source.js";
import { survives } from "./run.js";

const FOLDER = new URL("../../specs/", import.meta.url);
const SPECS: readonly SourceFile[] = readdirSync(FOLDER, { recursive: true })
  .map(String)
  .filter((name) => name.endsWith(".yaml"))
  .sort()
  .map((name) => ({ name, path: name, text: readFileSync(new URL(name, FOLDER), "utf8") }));
const DRIVERS = SPECS.filter((spec) => spec.name.includes("/"));
const TARGETS = ["bpf-c", "markdown"].map((name) => loadTarget(name));
/** Bits of specs that often matter. */
const TOKENS = [
  ..."{}[]:,&*!|>#%@`'\"-?~ \t\n\r\u0000\u202e\ufeff\ud800".split(""),
  ...[
    "- ",
    ": ",
    "<<",
    "---",
    "0x",
    "..",
    "&&",
    "||",
    "==",
    "null",
    "true",
    "-1",
    "1e9",
    "99999999999999999999",
    "4096",
  ],
  ...[
    "at",
    "of",
    "bits",
    "type",
    "when",
    "parts",
    "lookup",
    "by",
    "column",
    "count",
    "stride",
    "le64",
    "u8",
    "otherwise",
  ],
  ...["__proto__", "constructor", "fields:", "extends:", "descriptor:", "*/", "/*", "\\"],
];

type Edit = (text: string) => string;
const position = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const token = fc.constantFrom(...TOKENS);
const edits: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(position, fc.integer({ min: 0, max: 255 })).map(
    ([at, code]): Edit =>
      (text) => {
        const i = Math.floor(at * text.length);
        return text.slice(0, i) + String.fromCharCode(code) + text.slice(i + 1);
      },
  ),
  fc.tuple(position, token).map(
    ([at, inserted]): Edit =>
      (text) => {
        const i = Math.floor(at * text.length);
        return text.slice(0, i) + inserted + text.slice(i);
      },
  ),
  fc.tuple(position, fc.integer({ min: 1, max: 4 })).map(
    ([at, count]): Edit =>
      (text) => {
        const lines = text.split("\n");
        return lines.toSpliced(Math.floor(at * lines.length), count).join("\n");
      },
  ),
  fc.tuple(position, position).map(
    ([from, to]): Edit =>
      (text) => {
        const lines = text.split("\n");
        const [line = ""] = lines.splice(Math.floor(from * lines.length), 1);
        return lines.toSpliced(Math.floor(to * lines.length), 0, line).join("\n");
      },
  ),
  fc.tuple(position, position).map(
    ([a, b]): Edit =>
      (text) => {
        const words = text.split(/\b/);
        const [i, j] = [Math.floor(a * words.length), Math.floor(b * words.length)];
        return words
          .with(i, words[j] ?? "")
          .with(j, words[i] ?? "")
          .join("");
      },
  ),
  fc.tuple(position, token).map(
    ([at, replaced]): Edit =>
      (text) => {
        const words = text.split(/\b/);
        return words.with(Math.floor(at * words.length), replaced).join("");
      },
  ),
  fc.tuple(position, fc.integer({ min: 0, max: 5000 })).map(
    ([at, number]): Edit =>
      (text) => {
        const numbers = [...text.matchAll(/\d+/g)];
        const hit = numbers[Math.floor(at * numbers.length)];
        return hit === undefined
          ? text
          : text.slice(0, hit.index) + String(number) + text.slice(hit.index + hit[0].length);
      },
  ),
  position.map(
    (at): Edit =>
      (text) =>
        text.slice(0, Math.floor(at * text.length)),
  ),
);
const mutation = fc.tuple(
  fc.constantFrom(...DRIVERS),
  fc.array(edits, { minLength: 1, maxLength: 3 }).map(
    (list): Edit =>
      (text) =>
        list.reduce((t, edit) => edit(t), text),
  ),
);

/** The spec, and the tables and descriptors of its driver that it may use. */
function withNeighbours(changed: SourceFile): SourceFile[] {
  const driver = changed.name.split("/")[0];
  return [changed, ...DRIVERS.filter((spec) => spec.name.split("/")[0] === driver && spec.name !== changed.name)];
}

function render({ model, diagnostics }: Loaded): void {
  if (diagnostics.some((diagnostic) => diagnostic.severity === "error")) return;
  for (const target of TARGETS) expect(generate(model, target).length).toBeGreaterThan(0);
}

describe("mutations of shipped specs", () => {
  test("parse and render never throw, never hang, and point into the file", () => {
    fc.assert(
      fc.property(mutation, ([spec, edit]) => {
        render(survives(withNeighbours({ ...spec, text: edit(spec.text) })));
      }),
      { numRuns: 250, endOnFailure: true },
    );
  });

  test("of the vocabulary", () => {
    const [vocabulary] = SPECS.filter((spec) => spec.name === "metadata.yaml");
    const users = DRIVERS.filter((spec) => spec.name.startsWith("igc/"));
    fc.assert(
      fc.property(edits, (edit) => {
        const text = edit(vocabulary?.text ?? "");
        render(survives([{ name: "metadata.yaml", path: "metadata.yaml", text }, ...users]));
      }),
      { numRuns: 40 },
    );
  });

  test("a bracket that swallows the end of the file", () => {
    const loaded = survives([
      { name: "", path: "spec.yaml", text: "nicdesc: 1\nfields: { low: { doc: t{he time } }\n" },
    ]);
    expect(loaded.diagnostics.length).toBeGreaterThan(1);
  });

  test("the specs themselves are good", () => {
    const loaded = survives(DRIVERS);
    expect(loaded.diagnostics).toEqual([]);
    render(loaded);
  });
});
