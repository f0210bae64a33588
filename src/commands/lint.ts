import { existsSync } from "node:fs";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { didYouMean } from "../diagnostics/suggest.js";
import { UsageError } from "../errors.js";
import { loadKnown } from "../fs/known.js";
import { packageVersion } from "../fs/package.js";
import { isInside, type SpecFile } from "../fs/specs.js";
import { parseUnknown } from "../known.js";
import type { SourceFile } from "../spec/source.js";
import { EXIT, type ExitCode, type Io } from "./io.js";
import { readGiven } from "./neighbours.js";
import { type SpecsOptions, textsOf } from "./workspace.js";

export interface LintOptions extends SpecsOptions {
  readonly format: "text" | "json" | "sarif" | "github";
  readonly json?: boolean;
}

/** Reports every problem of the specs; with arguments, of those files, folders, drivers or descriptors. */
export async function lint(targets: readonly string[], options: LintOptions, io: Io): Promise<ExitCode> {
  const { sources, wanted } = await collect(targets, options);
  const all = (await parseUnknown(sources, loadKnown())).diagnostics;
  const files = new Set(wanted.map((source) => source.path));
  const diagnostics = all.filter((diagnostic) => files.has(diagnostic.file));
  const format = options.json ? "json" : options.format;
  io.out(await render(diagnostics, sources, format, io));
  if (format === "text" && diagnostics.length === 0) {
    io.err(`${files.size} spec ${files.size === 1 ? "file" : "files"}, no findings\n`);
  }
  return diagnostics.length === 0 ? EXIT.good : EXIT.findings;
}

/** Targets are paths where such a path exists, and names of drivers, descriptors and tables otherwise. */
async function collect(targets: readonly string[], options: LintOptions) {
  const paths = targets.filter((target) => existsSync(target));
  const names = targets.filter((target) => !existsSync(target));
  const sources = await readGiven(options.specs ?? [], paths);
  const tests = [
    ...paths.map((path) => ({ said: path, test: (source: SpecFile) => isInside(source.disk, path) })),
    ...names.map((name) => ({ said: name, test: (source: SpecFile) => isCalled(source, name) })),
  ];
  for (const { said, test } of tests) {
    if (sources.some(test)) continue;
    if (paths.includes(said)) throw new UsageError(`there are no specs in ${said}`);
    throw new UsageError(
      `there is no file, folder, driver or descriptor ${said}`,
      didYouMean(said, sources.flatMap(namesOf)),
    );
  }
  return {
    sources,
    wanted: sources.filter((source) => tests.length === 0 || tests.some(({ test }) => test(source))),
  };
}

function isCalled(source: SpecFile, name: string): boolean {
  return namesOf(source).includes(name.replace(/\/$/, ""));
}

/** The driver and the descriptor or table. */
function namesOf({ name }: SpecFile): string[] {
  const whole = name.replace(/\.ya?ml$/, "");
  const driver = whole.slice(0, Math.max(0, whole.lastIndexOf("/")));
  return [whole, driver].filter((part) => part !== "");
}

async function render(
  diagnostics: readonly Diagnostic[],
  sources: readonly SourceFile[],
  format: LintOptions["format"],
  io: Io,
): Promise<string> {
  switch (format) {
    case "json":
      return (await import("../diagnostics/report-json.js")).reportJson(diagnostics);
    case "sarif":
      return (await import("../diagnostics/report-sarif.js")).reportSarif(diagnostics, { version: packageVersion() });
    case "github":
      return (await import("../diagnostics/report-github.js")).reportGithub(diagnostics);
    case "text":
      return (await import("../diagnostics/report-text.js")).reportText(diagnostics, textsOf(sources), {
        color: io.color.out,
      });
  }
}
