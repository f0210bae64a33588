/**
 * What a build knows of the files that it ships with, so that the command line need not find it out again in every run:
 * specs that were read, targets that were read, templates that were compiled. All is found by the text of a file or its
 * SHA-256, so nothing that differs in a single character is ever taken for known; what is not known is read as always.
 */
import { createHash } from "node:crypto";
import type Handlebars from "handlebars";
import { Findings } from "./diagnostics/findings.js";
import type { Extra } from "./generate-files.js";
import type { Loaded } from "./load.js";
import type { Model } from "./model/types.js";
import type { SourceFile } from "./spec/source.js";
import type { Spec } from "./spec/validate.js";
import type { Chosen } from "./target/banner.js";
import type { Templating } from "./target/engine.js";
import type { Making, OutputFile } from "./target/files.js";
import type { Manifest, Target } from "./target/manifest.js";

/** A spec, and the name of the file that has it. */
type KnownSpec = Pick<Spec, "kind" | "raw"> & { readonly name: string };

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
  const same = new Set<SourceFile>();
  for (const source of sources) {
    const found = known?.specs.get(digest(source.text));
    const spec =
      found === undefined
        ? (await import("./spec/read.js")).readSpec(source, findings)
        : ({ kind: found.kind, raw: found.raw, source } as Spec);
    if (spec !== undefined) specs.push(spec);
    if (found?.name === source.name) same.add(source);
  }
  const { buildModel } = await import("./model/build.js");
  const before = shipped && { model: shipped.model, isOf: (source: SourceFile) => same.has(source) };
  const model = buildModel(specs, findings, before);
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
  const made = filesOf(target, known);
  const isShipped = made !== undefined && model === known?.shipped?.model;
  if (isShipped && patterns.length === 0 && extra.library === undefined) return made;
  const { generateFiles } = await import("./generate-files.js");
  return generateFiles(await makingOf(target, known), model, patterns, extra);
}

/** As `presentAt`. */
export async function presentUnknown(
  model: Model,
  target: Target,
  isThere: (path: string) => boolean,
  known: Known | undefined,
): Promise<Chosen> {
  const { presentAt } = await import("./generate-files.js");
  return presentAt(await makingOf(target, known), model, isThere);
}

async function makingOf(target: Target, known: Known | undefined): Promise<Making> {
  const templating = await templatingOf(target, known);
  const files = filesOf(target, known);
  const shipped = known?.shipped;
  if (files === undefined || shipped === undefined) return { target, templating };
  return { target, templating, before: { model: shipped.model, files } };
}

/** The files of the shipped model, where the target is as it is shipped. */
function filesOf(target: Target, known: Known | undefined): readonly OutputFile[] | undefined {
  const made = known?.files.get(target.manifest.target);
  return made !== undefined && digestOfTarget(target) === made.digest ? made.files : undefined;
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
