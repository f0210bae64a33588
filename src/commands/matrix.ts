import pc from "picocolors";
import type { Descriptor, Metadata, MetadataItem } from "../model/types.js";
import { selectDescriptors } from "../select.js";
import { columns, markdown } from "../text/table.js";
import { EXIT, type ExitCode, type Io } from "./io.js";
import { openModel, type SpecsOptions } from "./workspace.js";

export interface MatrixOptions extends SpecsOptions {
  readonly json?: boolean;
  readonly markdown?: boolean;
}

/** yes: always; sometimes: on packets, or devices, that have it; no: this hardware never says. */
type Answer = "yes" | "sometimes" | "no";

/** Shows which descriptor answers which metadata. */
export async function matrix(patterns: readonly string[], options: MatrixOptions, io: Io): Promise<ExitCode> {
  const opened = await openModel(options, io, patterns);
  if (opened === undefined) return EXIT.findings;
  const descriptors = selectDescriptors(opened.model.descriptors, patterns);
  if (options.json) {
    io.out(
      `${JSON.stringify(Object.fromEntries(descriptors.map((descriptor) => [descriptor.name, answersOf(descriptor)])), null, 2)}\n`,
    );
    return EXIT.good;
  }
  const tables = blocks(descriptors).map(({ items, rows }) => table(items, rows, options.markdown === true, io));
  io.out(tables.join("\n"));
  if (!options.markdown) io.out(`\n${LEGEND}\n`);
  return EXIT.good;
}

const LEGEND = "● answers   ◐ answers where the packet or the device has it   · this hardware never says";
const SIGNS: Record<Answer, string> = { yes: "●", sometimes: "◐", no: "·" };

function answersOf(descriptor: Descriptor): Record<string, Answer> {
  return Object.fromEntries(descriptor.metadata.map((metadata) => [metadata.item.name, answerOf(metadata)]));
}

function answerOf({ answers }: Metadata): Answer {
  if (answers.length === 0) return "no";
  return answers.some((answer) => answer.when === undefined && answer.supported === undefined) ? "yes" : "sometimes";
}

/** Descriptors that are asked the same things stand in one table. */
function blocks(descriptors: readonly Descriptor[]) {
  const groups = new Map<string, { items: readonly MetadataItem[]; rows: Descriptor[] }>();
  for (const descriptor of descriptors) {
    const items = descriptor.metadata.map((metadata) => metadata.item);
    const key = items.map((item) => item.name).join();
    const group = groups.get(key) ?? { items, rows: [] };
    group.rows.push(descriptor);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function table(items: readonly MetadataItem[], rows: readonly Descriptor[], asMarkdown: boolean, io: Io): string {
  const head = ["", ...items.map((item) => item.name)];
  const body = rows.map((descriptor) => [
    descriptor.name,
    ...descriptor.metadata.map((metadata) => SIGNS[answerOf(metadata)]),
  ]);
  if (asMarkdown) return markdown([head, ...body]);
  const colors = pc.createColors(io.color.out);
  const width = Math.max(...rows.map((descriptor) => descriptor.name.length));
  const headers = items.map((item, i) => `${" ".repeat(width + 2)}${"│ ".repeat(i)}${item.name}\n`).join("");
  const lines = columns(
    body.map(([name = "", ...signs]) => [name, signs.join(" ")]),
    (cell, column) => (column === 0 ? colors.bold(cell) : cell),
  );
  return headers + lines.map((line) => `${line}\n`).join("");
}
