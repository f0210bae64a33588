/** Specs read, parsed and complained about: what every command begins with. */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { loadKnown } from "../fs/known.js";
import { readSpecs, type SpecFile } from "../fs/specs.js";
import { targetFiles } from "../fs/target-files.js";
import { parseUnknown } from "../known.js";
import { descriptorsOf } from "../model/driver/types.js";
import type { Model } from "../model/types.js";
import type { SourceFile } from "../spec/source.js";
import { MANIFEST, type Target, targetOf } from "../target/manifest.js";
import type { Io } from "./io.js";

export interface SpecsOptions {
  readonly specs?: readonly string[];
}

export interface Workspace {
  readonly model: Model;
  readonly sources: readonly SpecFile[];
  readonly diagnostics: readonly Diagnostic[];
}

async function openWorkspace(options: SpecsOptions): Promise<Workspace> {
  const sources = readSpecs(options.specs ?? []);
  return { sources, ...(await parseUnknown(sources, loadKnown())) };
}

/** A model without errors; undefined, with the errors shown, otherwise. With patterns, errors of other drivers do not count. */
export async function openModel(
  options: SpecsOptions,
  io: Io,
  patterns: readonly string[] = [],
): Promise<Workspace | undefined> {
  const workspace = await openWorkspace(options);
  return (await isSound(workspace, io, patterns)) ? workspace : undefined;
}

/** Whether what the patterns name, with what such drivers read, or all, has no errors; shows them otherwise. */
export async function isSound(workspace: Workspace, io: Io, patterns: readonly string[]): Promise<boolean> {
  const named = patterns.map(driverIn);
  const read = workspace.model.drivers
    .filter(({ name }) => named.includes(name))
    .flatMap((one) => [...descriptorsOf(one)]);
  const drivers = [...named, ...read.map(driverIn)];
  const concerned = (file: string) => {
    const name = workspace.sources.find((source) => source.path === file)?.name ?? "";
    return (
      drivers.length === 0 ||
      drivers.some((driver) => /[*?]/.test(driver)) ||
      !name.includes("/") ||
      drivers.includes(driverIn(name))
    );
  };
  const errors = workspace.diagnostics.filter(
    (diagnostic) => diagnostic.severity === "error" && concerned(diagnostic.file),
  );
  if (errors.length > 0) await showErrors(errors, workspace.sources, io);
  return errors.length === 0;
}

function driverIn(name: string): string {
  return name.split("/")[0] ?? "";
}

export async function showErrors(errors: readonly Diagnostic[], sources: readonly SourceFile[], io: Io): Promise<void> {
  const { reportText } = await import("../diagnostics/report-text.js");
  io.err(reportText(errors, textsOf(sources), { color: io.color.err }));
}

/** The target of this name or folder, with single templates replaced. */
export async function openTarget(name: string, overrides: string | undefined): Promise<Target> {
  const { folder, files } = targetFiles(name, overrides);
  const manifest = loadKnown()?.manifests.get(files.get(MANIFEST)?.text ?? "");
  if (manifest !== undefined) return targetOf(folder, files, manifest);
  const { readTarget } = await import("../target/manifest-file.js");
  return readTarget(folder, files);
}

export function textsOf(sources: readonly SourceFile[]): ReadonlyMap<string, string> {
  return new Map(sources.map((source) => [source.path, source.text]));
}
