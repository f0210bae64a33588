import { existsSync } from "node:fs";
import { compareAccess } from "../diff/access.js";
import { type Comparison, outcomeOf, type Sides } from "../diff/change.js";
import { compareDrivers } from "../diff/drivers.js";
import { compareKernels } from "../diff/kernel-types.js";
import { compareDescriptors } from "../diff/specs.js";
import { UsageError } from "../errors.js";
import type { Model } from "../model/types.js";
import { findDescriptor } from "../select.js";
import { EXIT, type ExitCode, type Io } from "./io.js";
import { namingDamage, readSources, versionOf } from "./kernel-types.js";
import { choose } from "./points.js";
import { openSpecFile, type Specified } from "./spec-file.js";
import { openModel, type SpecsOptions } from "./workspace.js";

export interface DiffOptions extends SpecsOptions {
  readonly btf?: readonly string[];
  readonly base?: readonly string[];
  readonly kernel?: readonly string[];
  readonly format: "text" | "json" | "markdown";
  readonly json?: boolean;
}

interface Compared extends Sides {
  readonly comparisons: readonly Comparison[];
}

/** Says what changed between two kernels, or between two specs. Only a difference exits with 1. */
export async function diff(named: readonly string[], options: DiffOptions, io: Io): Promise<ExitCode> {
  const compared = await (options.btf === undefined ? diffSpecs(named, options, io) : diffKernels(named, options, io));
  if (compared === undefined) return EXIT.usage;
  io.out(await render(compared, options.json === true ? "json" : options.format, io));
  const outcomes = new Set(compared.comparisons.map(outcomeOf));
  if (!outcomes.has("changed") && !outcomes.has("same")) io.err("neither side has any of these types\n");
  return outcomes.has("changed") ? EXIT.findings : EXIT.good;
}

async function diffKernels(patterns: readonly string[], options: DiffOptions, io: Io): Promise<Compared | undefined> {
  const names = twoOf(options.btf ?? [], "kernels", "give them by --btf OLD --btf NEW");
  const bases = bothOf(options.base, "bases", "give one for each kernel by --base OLD --base NEW, or none");
  const said = bothOf(options.kernel, "versions", "say both by --kernel OLD --kernel NEW, or none");
  const opened = await openModel(options, io, patterns);
  if (opened === undefined) return undefined;
  const { descriptors, drivers } = choose(opened.model, patterns);
  const side = (i: 0 | 1) => {
    const version = said[i];
    return {
      types: readSources([names[i]], bases[i]),
      ...(version === undefined ? {} : { version: versionOf(version) }),
    };
  };
  const [old, now] = [side(0), side(1)];
  const comparisons = namingDamage(() => [
    ...compareKernels(descriptors, old.types, now.types),
    ...compareAccess(drivers, old, now),
  ]);
  return { before: names[0], after: names[1], comparisons };
}

async function diffSpecs(specs: readonly string[], options: DiffOptions, io: Io): Promise<Compared | undefined> {
  if (options.base !== undefined) throw new UsageError("--base is for kernels", "give those by --btf OLD --btf NEW");
  if (options.kernel !== undefined)
    throw new UsageError("--kernel is for kernels", "give those by --btf OLD --btf NEW");
  const [before, after] = twoOf(specs, "specs", "give names or files, or two kernels by --btf OLD --btf NEW");
  const names = specs.filter((spec) => !existsSync(spec));
  const lacking = names.find((name) => /\.ya?ml$/.test(name));
  if (lacking !== undefined) throw new UsageError(`there is no file ${lacking}`);
  const opened = names.length === 0 ? undefined : await openModel(options, io, names);
  if (names.length > 0 && opened === undefined) return undefined;
  const find = (spec: string) =>
    opened !== undefined && names.includes(spec) ? named(spec, opened.model) : openSpecFile(spec, options, io);
  const [old, now] = [await find(before), await find(after)];
  return old && now && { before, after, comparisons: [compareSpecs(old, now, opened?.model)] };
}

/** A driver's name may be that of its only descriptor too: it is then taken for what the other spec is. */
function named(name: string, model: Model): Specified {
  const driver = model.drivers.find((candidate) => candidate.name === name);
  return driver === undefined ? { descriptor: findDescriptor(model.descriptors, name) } : { driver };
}

function compareSpecs(before: Specified, after: Specified, model: Model | undefined): Comparison {
  if (before.driver !== undefined && after.driver !== undefined) return compareDrivers(before.driver, after.driver);
  const descriptorOf = ({ descriptor, driver }: Specified) => {
    if (descriptor !== undefined) return descriptor;
    if (model?.drivers.includes(driver) === true) return findDescriptor(model.descriptors, driver.name);
    throw new UsageError("a driver and a descriptor are not compared", `${driver.file} describes a driver`);
  };
  return compareDescriptors(descriptorOf(before), descriptorOf(after));
}

function twoOf(given: readonly string[], what: string, help: string): readonly [string, string] {
  const [before, after, ...more] = given;
  if (before !== undefined && after !== undefined && more.length === 0) return [before, after];
  throw new UsageError(`two ${what} are compared, not ${given.length}`, help);
}

/** The same of what need not be given. */
function bothOf(given: readonly string[] | undefined, what: string, help: string) {
  return given === undefined ? ([undefined, undefined] as const) : twoOf(given, what, help);
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
