/** Spec texts to the model: the front half of the tool, without I/O. */
import type { Diagnostic } from "./diagnostics/diagnostic.js";
import { Findings } from "./diagnostics/findings.js";
import { buildModel } from "./model/build.js";
import type { Model } from "./model/types.js";
import { locate } from "./spec/locate.js";
import { readSpec } from "./spec/read.js";
import type { SourceFile } from "./spec/source.js";

export interface Loaded {
  /** What could be built; complete when there are no errors. */
  readonly model: Model;
  /** Every problem of every file, in file and position order. */
  readonly diagnostics: readonly Diagnostic[];
}

export function parse(sources: readonly SourceFile[]): Loaded {
  const findings = new Findings();
  const specs = sources.map((source) => readSpec(source, findings)).filter((spec) => spec !== undefined);
  const model = buildModel(specs, findings);
  return { model, diagnostics: locate(findings.list) };
}

/** Every problem of the specs. */
export function lint(sources: readonly SourceFile[]): readonly Diagnostic[] {
  return parse(sources).diagnostics;
}
