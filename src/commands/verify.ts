import { existsSync } from "node:fs";
import { release } from "node:os";
import { join } from "node:path";
import { UsageError } from "../errors.js";
import { packageVersion } from "../fs/package.js";
import { selectDescriptors } from "../select.js";
import type { Difference } from "../verify/differences.js";
import { type KernelVersion, kernelVersion } from "../verify/kernels.js";
import type { Verification } from "../verify/result.js";
import { verifyDescriptor } from "../verify/verify.js";
import { EXIT, type ExitCode, type Io } from "./io.js";
import { namingDamage, readSources } from "./kernel-types.js";
import { openModel, type SpecsOptions, type Workspace } from "./workspace.js";

export interface VerifyOptions extends SpecsOptions {
  readonly btf?: readonly string[];
  readonly base?: string;
  readonly kernel?: string;
  readonly format: "text" | "json" | "sarif" | "github";
  readonly json?: boolean;
}

const RUNNING = "/sys/kernel/btf";

/** Holds the layouts of the specs against the types of a kernel: by default the running one, with its modules. */
export async function verify(patterns: readonly string[], options: VerifyOptions, io: Io): Promise<ExitCode> {
  const opened = await openModel(options, io, patterns);
  if (opened === undefined) return EXIT.findings;
  const descriptors = selectDescriptors(opened.model.descriptors, patterns);
  const files = options.btf ?? [runningKernel()];
  const kernel = options.kernel ?? (options.btf === undefined ? release() : undefined);
  const settings = kernel === undefined ? {} : { kernel: versionOf(kernel) };
  const sources = readSources(files, options.base);
  const results = namingDamage(() => descriptors.map((descriptor) => verifyDescriptor(descriptor, sources, settings)));
  const differences = await findDifferences(results, opened);
  io.out(await render(results, differences, options.json === true ? "json" : options.format, io));
  return differences.length === 0 ? EXIT.good : EXIT.findings;
}

/** Their places need the specs read once more, which takes longer than all the rest. */
async function findDifferences(results: readonly Verification[], { sources }: Workspace) {
  if (results.every(({ status }) => status !== "differs")) return [];
  return (await import("../verify/differences.js")).differencesOf(results, sources);
}

function runningKernel(): string {
  if (!existsSync(join(RUNNING, "vmlinux")))
    throw new UsageError("the running kernel shows no BTF", "give a kernel's by --btf");
  return RUNNING;
}

function versionOf(text: string): KernelVersion {
  const version = kernelVersion(text);
  if (version === undefined) throw new UsageError(`${text} is no kernel version`, "it is said as 6.12");
  return version;
}

async function render(
  results: readonly Verification[],
  differences: readonly Difference[],
  format: VerifyOptions["format"],
  io: Io,
): Promise<string> {
  switch (format) {
    case "json":
      return (await import("../verify/report-json.js")).reportJson(results, differences);
    case "sarif":
      return (await import("../verify/report-sarif.js")).reportSarif(differences, { version: packageVersion() });
    case "github":
      return (await import("../verify/report-github.js")).reportGithub(differences);
    case "text":
      return (await import("../verify/report-text.js")).reportText(results, differences, { color: io.color.out });
  }
}
