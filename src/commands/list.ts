import pc from "picocolors";
import { didYouMean } from "../diagnostics/suggest.js";
import { UsageError } from "../errors.js";
import { type Descriptor, isReserved, type Model } from "../model/types.js";
import { selectDescriptors } from "../select.js";
import { columns } from "../text/table.js";
import { EXIT, type ExitCode, type Io } from "./io.js";
import { openModel, type SpecsOptions } from "./workspace.js";

export interface ListOptions extends SpecsOptions {
  readonly direction?: string;
  readonly answers?: string;
  readonly json?: boolean;
}

/** Lists the descriptors that fit the patterns and filters. */
export async function list(patterns: readonly string[], options: ListOptions, io: Io): Promise<ExitCode> {
  const opened = await openModel(options, io, patterns);
  if (opened === undefined) return EXIT.findings;
  checkItem(options.answers, opened.model);
  const chosen = selectDescriptors(opened.model.descriptors, patterns).filter((descriptor) =>
    fits(descriptor, options),
  );
  if (options.json) io.out(`${JSON.stringify(chosen.map(summary), null, 2)}\n`);
  else io.out(render(chosen, io));
  if (chosen.length === 0) io.err("there is no such descriptor\n");
  return chosen.length === 0 ? EXIT.findings : EXIT.good;
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

function render(descriptors: readonly Descriptor[], io: Io): string {
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
