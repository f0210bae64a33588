/** One spec file read: YAML, its texts, its shape. */
import { Findings } from "../diagnostics/findings.js";
import type { SourceFile } from "./source.js";
import { checkTexts } from "./text.js";
import { type Spec, validateShape } from "./validate.js";
import { readYaml } from "./yaml.js";

/** The spec in a file, or undefined when it cannot be used; the reasons are in `findings`. */
export function readSpec(source: SourceFile, findings: Findings): Spec | undefined {
  const data = readYaml(source, findings);
  if (data !== undefined) checkTexts(data, { file: source, path: [] }, findings);
  const spec = data === undefined ? undefined : validateShape(source, data, findings);
  if (spec === undefined) for (const name of namesIn(source)) findings.broken.add(name);
  return spec;
}

/** What an unusable file would have described, as far as its name and text tell. */
function namesIn({ name, text }: SourceFile): string[] {
  const said = /^(?:descriptor|lookup|vocabulary|driver):[ \t]*["']?([\w/-]+)/m.exec(text)?.[1];
  const file = name.replace(/\.ya?ml$/, "");
  return said === undefined ? [file] : [file, said];
}

/** A spec that nothing is wrong with, by its text alone; what depends on the file's name is judged later. */
export function readKnownSpec(text: string): Pick<Spec, "kind" | "raw"> | undefined {
  const findings = new Findings();
  const spec = readSpec({ name: "", path: "", text }, findings);
  return spec === undefined || findings.list.length > 0 ? undefined : { kind: spec.kind, raw: spec.raw };
}
