import { existsSync } from "node:fs";
import { release } from "node:os";
import { join } from "node:path";
import { UsageError } from "../errors.js";
import { packageVersion } from "../fs/package.js";
import { verifyDriver } from "../verify/access.js";
import type { AccessResult } from "../verify/access-result.js";
import type { Difference } from "../verify/differences.js";
import type { KernelVersion } from "../verify/kernels.js";
import type { Verification } from "../verify/result.js";
import { verifyDescriptor } from "../verify/verify.js";
import { EXIT, type ExitCode, type Io } from "./io.js";
import { namingDamage, readSources, versionOf } from "./kernel-types.js";
import { choose } from "./points.js";
import { openModel, type SpecsOptions, type Workspace } from "./workspace.js";

export interface VerifyOptions extends SpecsOptions {
  readonly btf?: readonly string[];
  readonly base?: string;
  readonly kernel?: string;
  readonly format: "text" | "json" | "sarif" | "github";
  readonly json?: boolean;
}

const RUNNING = "/sys/kernel/btf";

interface Results {
  readonly descriptors: readonly Verification[];
  readonly access: readonly AccessResult[];
}

/**
 * Holds the layouts and the access points of the specs against the types of a kernel: by default the running one,
 * with its modules.
 */
export async function verify(patterns: readonly string[], options: VerifyOptions, io: Io): Promise<ExitCode> {
  const opened = await openModel(options, io, patterns);
  if (opened === undefined) return EXIT.findings;
  const chosen = choose(opened.model, patterns);
  const files = options.btf ?? [runningKernel()];
  const kernel = kernelOf(options);
  const settings = kernel === undefined ? {} : { kernel };
  const sources = readSources(files, options.base);
  const results = namingDamage(() => ({
    descriptors: chosen.descriptors.map((descriptor) => verifyDescriptor(descriptor, sources, settings)),
    access: chosen.drivers.flatMap(({ driver, points }) => verifyDriver(driver, points, sources, settings)),
  }));
  const differences = await findDifferences(results, opened);
  io.out(await render(results, differences, options.json === true ? "json" : options.format, io));
  return differences.length === 0 ? EXIT.good : EXIT.findings;
}

/** Their places need the specs read once more, which takes longer than all the rest. */
async function findDifferences({ descriptors, access }: Results, { sources }: Workspace) {
  if ([...descriptors, ...access].every(({ status }) => status !== "differs")) return [];
  const { differencesOf } = await import("../verify/differences.js");
  const { accessDifferencesOf } = await import("../verify/access-differences.js");
  return [...differencesOf(descriptors, sources), ...accessDifferencesOf(access, sources)];
}

function runningKernel(): string {
  if (!existsSync(join(RUNNING, "vmlinux")))
    throw new UsageError("the running kernel shows no BTF", "give a kernel's by --btf");
  return RUNNING;
}

/** Of given files the kernel is known only when it is said. */
function kernelOf({ kernel, btf }: VerifyOptions): KernelVersion | undefined {
  if (kernel !== undefined) return versionOf(kernel);
  if (btf !== undefined) return undefined;
  const machine = process.arch === "arm64" || process.arch === "s390x" ? { machine: process.arch } : {};
  return { ...versionOf(release()), ...machine };
}

async function render(
  { descriptors, access }: Results,
  differences: readonly Difference[],
  format: VerifyOptions["format"],
  io: Io,
): Promise<string> {
  switch (format) {
    case "json":
      return (await import("../verify/report-json.js")).reportJson(descriptors, access, differences);
    case "sarif":
      return (await import("../verify/report-sarif.js")).reportSarif(differences, { version: packageVersion() });
    case "github":
      return (await import("../verify/report-github.js")).reportGithub(differences);
    case "text":
      return (await import("../verify/report-text.js")).reportText(descriptors, access, differences, {
        color: io.color.out,
      });
  }
}
