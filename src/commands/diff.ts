import { existsSync } from "node:fs";
import { type Comparison, outcomeOf, type Sides } from "../diff/change.js";
import { compareKernels } from "../diff/kernel-types.js";
import { compareDescriptors } from "../diff/specs.js";
import { UsageError } from "../errors.js";
import { findDescriptor, selectDescriptors } from "../select.js";
import { EXIT, type ExitCode, type Io } from "./io.js";
import { namingDamage, readSources } from "./kernel-types.js";
import { openSpecFile } from "./spec-file.js";
import { openModel, type SpecsOptions } from "./workspace.js";

export interface DiffOptions extends SpecsOptions {
  readonly btf?: readonly string[];
  readonly base?: readonly string[];
  readonly format: "text" | "json" | "markdown";
  readonly json?: boolean;
}

interface Compared extends Sides {
  readonly comparisons: readonly Comparison[];
}

/** Says what changed between two kernels' types, or between two specs. Only a difference exits with 1. */
export async function diff(named: readonly string[], options: DiffOptions, io: Io): Promise<ExitCode> {
  const compared = await (options.btf === undefined ? diffSpecs(named, options, io) : diffKernels(named, options, io));
  if (compared === undefined) return EXIT.usage;
  io.out(await render(compared, options.json === true ? "json" : options.format, io));
  const outcomes = new Set(compared.comparisons.map(outcomeOf));
  if (!outcomes.has("changed") && !outcomes.has("same")) io.err("neither side has any of these types\n");
  return outcomes.has("changed") ? EXIT.findings : EXIT.good;
}

async function diffKernels(patterns: readonly string[], options: DiffOptions, io: Io): Promise<Compared | undefined> {
  const [before, after] = twoOf(options.btf ?? [], "kernels", "give them by --btf OLD --btf NEW");
  const bases =
    options.base === undefined
      ? []
      : twoOf(options.base, "bases", "give one for each kernel by --base OLD --base NEW, or none");
  const opened = await openModel(options, io, patterns);
  if (opened === undefined) return undefined;
  const descriptors = selectDescriptors(opened.model.descriptors, patterns);
  const [old, now] = [readSources([before], bases[0]), readSources([after], bases[1])];
  return { before, after, comparisons: namingDamage(() => compareKernels(descriptors, old, now)) };
}

async function diffSpecs(specs: readonly string[], options: DiffOptions, io: Io): Promise<Compared | undefined> {
  if (options.base !== undefined) throw new UsageError("--base is for kernels", "give those by --btf OLD --btf NEW");
  const [before, after] = twoOf(specs, "specs", "give names or files, or two kernels by --btf OLD --btf NEW");
  const names = specs.filter((spec) => !existsSync(spec));
  const lacking = names.find((name) => /\.ya?ml$/.test(name));
  if (lacking !== undefined) throw new UsageError(`there is no file ${lacking}`);
  const opened = names.length === 0 ? undefined : await openModel(options, io, names);
  if (names.length > 0 && opened === undefined) return undefined;
  const find = (spec: string) =>
    opened !== undefined && names.includes(spec)
      ? findDescriptor(opened.model.descriptors, spec)
      : openSpecFile(spec, options, io);
  const [old, now] = [await find(before), await find(after)];
  if (old === undefined || now === undefined) return undefined;
  return { before, after, comparisons: [compareDescriptors(old, now)] };
}

function twoOf(given: readonly string[], what: string, help: string): readonly [string, string] {
  const [before, after, ...more] = given;
  if (before !== undefined && after !== undefined && more.length === 0) return [before, after];
  throw new UsageError(`two ${what} are compared, not ${given.length}`, help);
}

async function render({ comparisons, ...sides }: Compared, format: DiffOptions["format"], io: Io): Promise<string> {
  switch (format) {
    case "json":
      return (await import("../diff/report-json.js")).reportJson(comparisons, sides);
    case "markdown":
      return (await import("../diff/report-markdown.js")).reportMarkdown(comparisons, sides);
    case "text":
      return (await import("../diff/report-text.js")).reportText(comparisons, sides, { color: io.color.out });
  }
}
