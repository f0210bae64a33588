import { join } from "node:path";
import { UsageError } from "../errors.js";
import { depfile } from "../fs/depfile.js";
import { loadKnown } from "../fs/known.js";
import { compareFolder, type Drift, isOurs, writeFolder } from "../fs/output.js";
import { SHIPPED_SPECS } from "../fs/package.js";
import type { SpecFile } from "../fs/specs.js";
import { targetFolder } from "../fs/target-files.js";
import { writeIfDifferent } from "../fs/write.js";
import { generateUnknown, presentUnknown } from "../known.js";
import type { Model } from "../model/types.js";
import { findDriver } from "../select.js";
import type { OutputFile } from "../target/files.js";
import type { Target } from "../target/manifest.js";
import { markOf } from "../target/mark.js";
import { driftObject, reportDrift } from "./drift.js";
import { EXIT, type ExitCode, type Io } from "./io.js";
import { isSound, openModel, openTarget, type SpecsOptions } from "./workspace.js";

export interface GenerateOptions extends SpecsOptions {
  readonly out: string;
  readonly target: string;
  readonly templates?: string;
  readonly library?: string;
  readonly check?: boolean;
  readonly depfile?: string;
  readonly clean?: boolean;
  readonly quiet?: boolean;
  readonly json?: boolean;
  readonly watch?: boolean;
}

/** Makes the output folder hold what the target makes of the descriptors, once or after every change of a spec. */
export async function generate(patterns: readonly string[], options: GenerateOptions, io: Io): Promise<ExitCode> {
  if (options.out === "-" && (options.check || options.json || options.depfile !== undefined))
    throw new UsageError("--check, --json and --depfile need an output folder");
  if (!options.watch) return generateOnce(patterns, options, io);
  if (options.check || options.out === "-") throw new UsageError("--watch writes: it does not go with --check or -o -");
  const { watch } = await import("./watch.js");
  const templates = options.templates === undefined ? [] : [options.templates];
  const paths = [SHIPPED_SPECS, ...(options.specs ?? []), targetFolder(options.target), ...templates];
  return watch(paths, () => generateOnce(patterns, options, io), io);
}

async function generateOnce(asked: readonly string[], options: GenerateOptions, io: Io): Promise<ExitCode> {
  const target = await openTarget(options.target, options.templates);
  const { library } = options;
  if (library !== undefined && target.manifest.files.every((file) => file.with !== "library"))
    throw new UsageError(`the target ${target.manifest.target} makes no libraries`);
  // Without patterns all are made, the library's driver too.
  const patterns = library === undefined || asked.length === 0 ? asked : [...asked, library];
  const opened = await openModel(options, io, patterns);
  if (opened === undefined) return EXIT.findings;
  if (library !== undefined) findDriver(opened.model, library);
  const beside = await besideOf(opened.model, target, patterns, options);
  const drivers = [
    ...(beside?.descriptors ?? []).map(({ driver }) => driver),
    ...(beside?.drivers ?? []).map(({ name }) => name),
  ];
  if (drivers.length > 0 && !(await isSound(opened, io, drivers))) return EXIT.findings;
  const files = await generateUnknown(opened.model, target, patterns, loadKnown(), { library, beside });
  if (options.out === "-") {
    io.out(files.map((file) => file.text).join("\n"));
    return EXIT.good;
  }
  const compared = compareFolder(options.out, files, markOf(target.manifest.target));
  const drift = options.clean === false ? { ...compared, leftOver: [] } : compared;
  if (options.json) io.out(`${JSON.stringify(driftObject(drift), null, 2)}\n`);
  if (options.check) return reportDrift(drift, options, asked, io);
  writeFolder(options.out, drift);
  if (options.depfile !== undefined) writeDepfile(options.depfile, options.out, files, opened.sources, target);
  if (!options.quiet && !options.json) io.err(summary(drift, options.out));
  return EXIT.good;
}

/** With --no-clean a folder keeps what others made: files that stand for several descriptors go on standing for those. */
async function besideOf(model: Model, target: Target, patterns: readonly string[], { clean, out }: GenerateOptions) {
  if (clean !== false || patterns.length === 0 || out === "-") return undefined;
  const mark = markOf(target.manifest.target);
  const isThere = (path: string) => isOurs(join(out, path), mark);
  return presentUnknown(model, target, isThere, loadKnown());
}

function summary(drift: Drift, folder: string): string {
  const parts = [
    count(drift.missing.length, "new"),
    count(drift.changed.length, "changed"),
    count(drift.leftOver.length, "removed"),
    count(drift.same, "unchanged"),
  ].filter((part) => part !== "");
  const removed = drift.leftOver.map((path) => `removed ${join(folder, path)}: this command does not make it\n`);
  return `${removed.join("")}${folder}: ${parts.join(", ")}\n`;
}

function count(n: number, what: string): string {
  return n === 0 ? "" : `${n} ${what}`;
}

function writeDepfile(
  path: string,
  folder: string,
  files: readonly OutputFile[],
  sources: readonly SpecFile[],
  target: Target,
): void {
  const outputs = files.map((file) => join(folder, file.path));
  const inputs = [...sources, ...target.templates.values()].map((file) => file.disk);
  writeIfDifferent(path, depfile(outputs, inputs));
}
