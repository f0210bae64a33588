/**
 * What a build knows of the files that it ships with, so that the command line need not find it out again in every run:
 * specs that were read, targets that were read, templates that were compiled. All is found by the text of a file or its
 * SHA-256, so nothing that differs in a single character is ever taken for known; what is not known is read as always.
 */
import { createHash } from "node:crypto";
import type Handlebars from "handlebars";
import { Findings } from "./diagnostics/findings.js";
import { type Extra, generateFiles } from "./generate-files.js";
import type { Loaded } from "./load.js";
import { buildModel } from "./model/build.js";
import type { Model } from "./model/types.js";
import type { SourceFile } from "./spec/source.js";
import type { Spec } from "./spec/validate.js";
import type { Templating } from "./target/engine.js";
import type { OutputFile } from "./target/files.js";
import type { Manifest, Target } from "./target/manifest.js";

/** A spec without its file. */
type KnownSpec = Pick<Spec, "kind" | "raw">;

export interface Known {
  /** The model that the shipped specs alone make, and the digest of those. */
  readonly shipped: { readonly digest: string; readonly model: Model } | undefined;
  /** By the digest of their texts. */
  readonly specs: ReadonlyMap<string, KnownSpec>;
  readonly manifests: ReadonlyMap<string, Manifest>;
  /** The files that targets make of the shipped model, whole, and the digests of those targets. */
  readonly files: ReadonlyMap<string, { readonly digest: string; readonly files: readonly OutputFile[] }>;
  /** What Handlebars made of the templates. */
  readonly templates: Pick<ReadonlyMap<string, TemplateSpecification>, "has" | "get">;
  /** Handlebars without its compiler. */
  readonly handlebars: typeof Handlebars;
}

/** As `parse`, but finds out only what is not known. */
export async function parseUnknown(sources: readonly SourceFile[], known: Known | undefined): Promise<Loaded> {
  const shipped = known?.shipped;
  if (shipped !== undefined && digestOf(sources) === shipped.digest) return { model: shipped.model, diagnostics: [] };
  const findings = new Findings();
  const specs: Spec[] = [];
  for (const source of sources) {
    const found = known?.specs.get(digest(source.text));
    const spec =
      found === undefined
        ? (await import("./spec/read.js")).readSpec(source, findings)
        : ({ ...found, source } as Spec);
    if (spec !== undefined) specs.push(spec);
  }
  const model = buildModel(specs, findings);
  if (findings.list.length === 0) return { model, diagnostics: [] };
  const { locate } = await import("./spec/locate.js");
  return { model, diagnostics: locate(findings.list) };
}

/** Of all that a model is made from. */
export function digestOf(sources: readonly SourceFile[]): string {
  return digest(JSON.stringify(sources.map(({ name, path, text }) => [name, path, text])));
}

export function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** As `generate`, but makes only what is not known. */
export async function generateUnknown(
  model: Model,
  target: Target,
  patterns: readonly string[],
  known: Known | undefined,
  extra: Extra = {},
): Promise<readonly OutputFile[]> {
  const made = known?.files.get(target.manifest.target);
  const isShipped = made !== undefined && model === known?.shipped?.model && digestOfTarget(target) === made.digest;
  if (isShipped && patterns.length === 0 && extra.library === undefined) return made.files;
  return generateFiles(model, target, patterns, await templatingOf(target, known), extra);
}

/** Of all that a target is. */
export function digestOfTarget({ folder, manifest, templates }: Target): string {
  return digest(JSON.stringify([folder, manifest, [...templates].map(([name, { text }]) => [name, text])]));
}

/** How the target's templates are compiled: not at all when all are known. */
export async function templatingOf(target: Target, known: Known | undefined): Promise<Templating> {
  const texts = [...target.templates.values()].map((file) => file.text);
  const paths = target.manifest.files.map((file) => file.path);
  if (known === undefined || ![...texts, ...paths].every((text) => known.templates.has(text))) {
    return (await import("./target/compile.js")).TEMPLATING;
  }
  return {
    handlebars: known.handlebars,
    compile: (text, handlebars) => handlebars.template(known.templates.get(text) as TemplateSpecification),
  };
}
