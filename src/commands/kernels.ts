import { didYouMean } from "../diagnostics/suggest.js";
import { UsageError } from "../errors.js";
import { layoutDigest, readRecord } from "../fs/record.js";
import { judge, type Table } from "../kernels/judge.js";
import { nearestKernel } from "../kernels/nearest.js";
import { recordedFor } from "../kernels/record.js";
import { select } from "../select.js";
import { kernelVersion, releaseOf } from "../verify/kernels.js";
import { EXIT, type ExitCode, type Io } from "./io.js";
import { openModel, type SpecsOptions } from "./workspace.js";

export interface KernelsOptions extends SpecsOptions {
  readonly kernel?: string;
  readonly json?: boolean;
}

/** Says on which kernels each layout, way and hook is known good, from what was recorded. */
export async function kernels(patterns: readonly string[], options: KernelsOptions, io: Io): Promise<ExitCode> {
  const opened = await openModel(options, io, patterns);
  if (opened === undefined) return EXIT.findings;
  const record = readRecord();
  const table = judge(select(opened.model, patterns), (descriptor) => recordedFor(descriptor, record, layoutDigest));
  const kernel = options.kernel === undefined ? undefined : kernelOf(options.kernel, table);
  io.out(await render(table, kernel, options, io));
  return EXIT.good;
}

async function render(table: Table, kernel: string | undefined, { json }: KernelsOptions, io: Io): Promise<string> {
  if (json) {
    const { kernelJson, tableJson } = await import("../kernels/report-json.js");
    return kernel === undefined ? tableJson(table) : kernelJson(table, kernel);
  }
  const { kernelText, tableText } = await import("../kernels/report-text.js");
  const style = { color: io.color.out };
  return kernel === undefined ? tableText(table, style) : kernelText(table, kernel, style);
}

/** `6.1.0-50-amd64` is 6.1. A kernel of which nothing is recorded has no answer: the nearest is for the user to choose. */
function kernelOf(text: string, { kernels: known }: Table): string {
  const version = kernelVersion(text);
  const all = `recorded are ${known.join(", ")}`;
  if (version === undefined)
    throw new UsageError(`${text} is no kernel version`, didYouMean(text, known) ?? `it is said as 6.12; ${all}`);
  const kernel = releaseOf(version);
  if (known.includes(kernel)) return kernel;
  const nearest = nearestKernel(kernel, known);
  const help = nearest === undefined ? undefined : `${all}; the nearest is ${nearest}: --kernel ${nearest}`;
  throw new UsageError(`nothing is recorded of Linux ${kernel}`, help);
}
