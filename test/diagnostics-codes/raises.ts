import { readFileSync } from "node:fs";
import { expect } from "vitest";
import type { Code } from "../../src/diagnostics/codes.js";
import type { Diagnostic, Range } from "../../src/diagnostics/diagnostic.js";
import { parse } from "../../src/load.js";

const VOCABULARY = readFileSync(new URL("../../specs/metadata.yaml", import.meta.url), "utf8");

/** One file, or files by their name below the specs folder. */
export type Specs = string | { readonly [name: string]: string };

export interface Expected {
  readonly message: string | RegExp;
  /** Without it, there must be no hint. */
  readonly help?: string | RegExp;
  /** What is said of the place between ⟪ and ⟫. */
  readonly related?: string;
  /** How often; the place is then that of the first. */
  readonly times?: number;
  /** Other codes that the same specs raise. */
  readonly also?: readonly Code[];
}

interface Marked {
  readonly text: string;
  readonly place?: readonly [number, number];
  readonly related?: readonly [number, number];
}

/** Checks that the specs raise the code at the place between ⟦ and ⟧, and nothing else. */
export function raises(code: Code, specs: Specs, expected: Expected): void {
  const files = Object.entries(typeof specs === "string" ? { "": specs } : specs);
  const marked = files.map(([name, text]) => ({ name, path: name === "" ? "spec.yaml" : name, ...unmark(text) }));
  const diagnostics = parseFiles(marked);
  const found = diagnostics.filter((diagnostic) => diagnostic.code === code);
  const others = diagnostics.filter((diagnostic) => diagnostic.code !== code).map((diagnostic) => diagnostic.code);
  expect(found.length, describe(diagnostics)).toBe(expected.times ?? 1);
  expect([...new Set(others)].sort(), describe(diagnostics)).toEqual([...(expected.also ?? [])].sort());
  const [diagnostic] = found;
  if (diagnostic === undefined) return;
  matches(diagnostic.message, expected.message);
  if (expected.help === undefined) expect(diagnostic.help).toBeUndefined();
  else matches(diagnostic.help ?? "", expected.help);
  const at = marked.find((file) => file.place !== undefined);
  expect(at, "the source marks the place by ⟦ and ⟧").toBeDefined();
  expect(covered(diagnostic.file, diagnostic.range, marked)).toEqual(covered(at?.path ?? "", at?.place, marked));
  const second = marked.find((file) => file.related !== undefined);
  expect(diagnostic.related.length > 0).toBe(second !== undefined);
  const [related] = diagnostic.related;
  if (second === undefined || related === undefined) return;
  expect(related.message).toBe(expected.related);
  expect(covered(related.file, related.range, marked)).toEqual(covered(second.path, second.related, marked));
}

/** The diagnostics of the files, with the shipped vocabulary unless one of them is one. */
export function parseFiles(files: readonly { name: string; path: string; text: string }[]): readonly Diagnostic[] {
  const own = files.some((file) => /^vocabulary:/m.test(file.text));
  const vocabulary = { name: "metadata.yaml", path: "metadata.yaml", text: VOCABULARY };
  return parse(own ? files : [vocabulary, ...files]).diagnostics;
}

/** The text without its marks, and where they were. */
function unmark(source: string): Marked {
  const marks: { [mark: string]: number } = {};
  let text = "";
  for (const character of source) {
    if ("⟦⟧⟪⟫".includes(character)) marks[character] = text.length;
    else text += character;
  }
  const pair = (open: string, close: string) =>
    marks[open] === undefined || marks[close] === undefined ? undefined : ([marks[open], marks[close]] as const);
  const [place, related] = [pair("⟦", "⟧"), pair("⟪", "⟫")];
  return { text, ...(place === undefined ? {} : { place }), ...(related === undefined ? {} : { related }) };
}

function covered(
  file: string,
  range: Range | readonly [number, number] | undefined,
  files: readonly { readonly path: string; readonly text: string }[],
) {
  const text = files.find((candidate) => candidate.path === file)?.text ?? "";
  if (range === undefined) return undefined;
  const [start, end] = "start" in range ? [range.start.offset, range.end.offset] : range;
  const before = text.slice(0, start).split("\n");
  const place = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  if ("start" in range) expect({ line: range.start.line, column: range.start.column }).toEqual(place);
  return { file, ...place, text: text.slice(start, end) };
}

function matches(text: string, wanted: string | RegExp): void {
  if (typeof wanted === "string") expect(text).toBe(wanted);
  else expect(text).toMatch(wanted);
}

function describe(diagnostics: readonly Diagnostic[]): string {
  return diagnostics
    .map(
      ({ code, file, range, message, help }) =>
        `${file}:${range.start.line}:${range.start.column} ${code} ${message} (${help ?? ""})`,
    )
    .join("\n");
}
