import { readFileSync } from "node:fs";
import { expect } from "vitest";
import type { Code } from "../../src/diagnostics/codes.js";
import type { Diagnostic, Range } from "../../src/diagnostics/diagnostic.js";
import { reportText } from "../../src/diagnostics/report-text.js";
import { type Loaded, parse } from "../../src/load.js";
import type { SourceFile } from "../../src/spec/source.js";

const VOCABULARY = readFileSync(new URL("../../specs/metadata.yaml", import.meta.url), "utf8");

/** Far above what any spec takes, far below what makes a person wait. */
const PATIENCE = 20_000;

/** Parses without a throw, in time, and with every diagnostic inside its file and free of stack traces. */
export function survives(files: readonly SourceFile[]): Loaded {
  const vocabulary = { name: "metadata.yaml", path: "metadata.yaml", text: VOCABULARY };
  const sources = files.some((file) => file.name === vocabulary.name) ? files : [vocabulary, ...files];
  const started = performance.now();
  const loaded = parse(sources);
  expect(performance.now() - started).toBeLessThan(PATIENCE);
  const texts = new Map(sources.map((source) => [source.path, source.text]));
  for (const diagnostic of loaded.diagnostics) isSound(diagnostic, texts);
  const report = reportText(loaded.diagnostics.slice(0, 50), texts, { color: false });
  expect(report).not.toMatch(/\n\s+at .*:\d+:\d+|node_modules|undefined|\[object/);
  return loaded;
}

/** The codes that one file raises. */
export function codesOf(text: string): Code[] {
  const { diagnostics } = survives([{ name: "", path: "spec.yaml", text }]);
  return [...new Set(diagnostics.map((diagnostic) => diagnostic.code))];
}

function isSound(diagnostic: Diagnostic, texts: ReadonlyMap<string, string>): void {
  isInside(diagnostic.range, texts.get(diagnostic.file));
  for (const related of diagnostic.related) isInside(related.range, texts.get(related.file));
  expect(diagnostic.message).not.toBe("");
  expect(diagnostic.message.length).toBeLessThan(2000);
}

function isInside({ start, end }: Range, text: string | undefined): void {
  const length = text?.length ?? -1;
  const isGood = start.offset >= 0 && start.offset <= end.offset && end.offset <= length;
  const isCounted = start.line >= 1 && start.column >= 1 && (end.line > start.line || end.column >= start.column);
  if (!isGood || !isCounted) expect({ start, end }).toBe(`inside a file of ${length} characters`);
}
