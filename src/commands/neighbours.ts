/** Files that are given one by one: what they refer to may lie beside them. */
import { realpathSync } from "node:fs";
import { Findings } from "../diagnostics/findings.js";
import { readSpecs, type SpecFile, specsBeside } from "../fs/specs.js";
import type { Spec } from "../spec/validate.js";

/** As `readSpecs`; of the folder of a single file, also what may not say the same as that file. */
export async function readGiven(folders: readonly string[], paths: readonly string[]): Promise<SpecFile[]> {
  const sources = readSpecs(folders, paths);
  const beside = specsBeside(paths, sources);
  if (beside.length === 0) return sources;
  const { readSpec } = await import("../spec/read.js");
  const said = (source: SpecFile) => subjectsOf(readSpec(source, new Findings()));
  const given = new Set(paths.map((path) => realpathSync(path)));
  const taken = new Set(sources.filter(({ disk }) => given.has(disk)).flatMap(said));
  // A draft or another version would make errors of its own, or change what the given file says.
  return [...sources, ...beside.filter((source) => !taken.has(said(source)[0] ?? ""))];
}

/** What a spec describes, and then what else is taken by it: beside a descriptor, overlays of it do not count. */
function subjectsOf(spec: Spec | undefined): readonly string[] {
  switch (spec?.kind) {
    case undefined:
      return [];
    case "descriptor": {
      const { descriptor, extends: base } = spec.raw;
      return descriptor === undefined ? [`overlay ${base}`] : [`descriptor ${descriptor}`, `overlay ${descriptor}`];
    }
    case "lookup":
      return [`lookup ${spec.raw.lookup}`];
    case "driver":
      return [`driver ${spec.raw.driver}`];
    case "vocabulary":
      return ["vocabulary"];
  }
}
