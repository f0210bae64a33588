import pc from "picocolors";
import { didYouMean } from "../diagnostics/suggest.js";
import { UsageError } from "../errors.js";
import type { Driver } from "../model/driver/types.js";
import { type Descriptor, isReserved, type Model } from "../model/types.js";
import { select } from "../select.js";
import { columns } from "../text/table.js";
import { plural } from "../verify/words.js";
import { EXIT, type ExitCode, type Io } from "./io.js";
import { openModel, type SpecsOptions } from "./workspace.js";

export interface ListOptions extends SpecsOptions {
  readonly direction?: string;
  readonly answers?: string;
  readonly drivers?: boolean;
  readonly json?: boolean;
}

/** Lists the descriptors that fit the patterns and filters, and the drivers by which programs get to them. */
export async function list(patterns: readonly string[], options: ListOptions, io: Io): Promise<ExitCode> {
  const opened = await openModel(options, io, patterns);
  if (opened === undefined) return EXIT.findings;
  checkItem(options.answers, opened.model);
  const { descriptors, drivers } = select(opened.model, patterns);
  const chosen = options.drivers ? [] : descriptors.filter((descriptor) => fits(descriptor, options));
  // Filters are about descriptors, and JSON is a list of one kind of thing.
  const filtered = options.direction !== undefined || options.answers !== undefined || options.json === true;
  const shown = options.drivers ? drivers : filtered ? [] : namedWhole(opened.model, patterns);
  if (options.json)
    io.out(`${JSON.stringify(options.drivers ? shown.map(driverSummary) : chosen.map(summary), null, 2)}\n`);
  else io.out([descriptorLines(chosen, io), driverLines(shown, io)].filter((text) => text !== "").join("\n"));
  if (chosen.length + shown.length > 0) return EXIT.good;
  io.err(`there is no such ${options.drivers ? "driver" : "descriptor"}\n`);
  return EXIT.findings;
}

/** Who asks for one descriptor does not ask for its driver. */
function namedWhole(model: Model, patterns: readonly string[]): readonly Driver[] {
  const whole = patterns.filter((pattern) => !pattern.includes("/"));
  return patterns.length > 0 && whole.length === 0 ? [] : select(model, whole).drivers;
}

/** An item that the vocabulary does not have is a mistake, not one that nothing answers. */
function checkItem(item: string | undefined, { vocabulary }: Model): void {
  const names = vocabulary.items.map(({ name }) => name);
  if (item !== undefined && !names.includes(item))
    throw new UsageError(`there is no metadata ${item}`, didYouMean(item, names) ?? `there is ${names.join(", ")}`);
}

function fits(descriptor: Descriptor, { direction, answers }: ListOptions): boolean {
  if (direction !== undefined && descriptor.direction !== direction) return false;
  return answers === undefined || answered(descriptor).includes(answers);
}

function answered(descriptor: Descriptor): string[] {
  return descriptor.metadata.filter((metadata) => metadata.answers.length > 0).map((metadata) => metadata.item.name);
}

function summary(descriptor: Descriptor) {
  return {
    name: descriptor.name,
    title: descriptor.title,
    direction: descriptor.direction,
    sizes: descriptor.sizes,
    kernel: descriptor.kernel?.type ?? null,
    fields: fieldCount(descriptor),
    metadata: answered(descriptor),
  };
}

function fieldCount(descriptor: Descriptor): number {
  return descriptor.fields.filter((field) => !isReserved(field)).length;
}

function descriptorLines(descriptors: readonly Descriptor[], io: Io): string {
  const colors = pc.createColors(io.color.out);
  const rows = descriptors.map((descriptor) => [
    descriptor.name,
    descriptor.direction,
    `${descriptor.sizes.join("/")} bytes`,
    `${fieldCount(descriptor)} fields`,
    descriptor.title,
  ]);
  const lines = columns(rows, (cell, column) => (column === 0 ? colors.bold(cell) : cell));
  return lines.map((line) => `${line}\n`).join("");
}

function driverSummary({ name, title, modules, names, link, formats, ways, hooks }: Driver) {
  return {
    name,
    title,
    modules,
    names,
    link: link || null,
    formats: formats.map((format) => {
      return {
        name: format.name,
        default: format.isDefault,
        asked: format.asked,
        selector: format.selector,
        descriptors: format.descriptors,
      };
    }),
    ways: ways.length,
    hooks: hooks.length,
  };
}

function driverLines(drivers: readonly Driver[], io: Io): string {
  const colors = pc.createColors(io.color.out);
  const rows = drivers.map(({ name, title, formats, ways, hooks }) => [
    name,
    `${plural(ways.length, "way")} from XDP`,
    plural(hooks.length, "hook"),
    `${formats.length === 1 ? "format" : "formats"} ${formats.map((format) => format.name).join(", ")}`,
    title,
  ]);
  const lines = columns(rows, (cell, column) => (column === 0 ? colors.bold(cell) : cell));
  return lines.map((line) => `${line}\n`).join("");
}
