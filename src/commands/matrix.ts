import pc from "picocolors";
import type { Descriptor, Metadata, MetadataItem } from "../model/types.js";
import { select } from "../select.js";
import { columns, headLines, markdown } from "../text/table.js";
import { EXIT, type ExitCode, type Io } from "./io.js";
import { openModel, type SpecsOptions } from "./workspace.js";

export interface MatrixOptions extends SpecsOptions {
  readonly access?: boolean;
  readonly json?: boolean;
  readonly markdown?: boolean;
}

/** yes: always; sometimes: on packets, or devices, that have it; no: this hardware never says. */
type Answer = "yes" | "sometimes" | "no";

/** Shows which descriptor answers which metadata, or by which access points programs get to it on which kernel. */
export async function matrix(patterns: readonly string[], options: MatrixOptions, io: Io): Promise<ExitCode> {
  const opened = await openModel(options, io, patterns);
  if (opened === undefined) return EXIT.findings;
  const selection = select(opened.model, patterns);
  if (options.access) io.out((await import("./matrix-access.js")).accessMatrix(selection, options, io));
  else if (selection.descriptors.length > 0 || options.json) io.out(answerMatrix(selection.descriptors, options, io));
  else io.err("there are no descriptors; --access shows how programs get to what such a driver knows\n");
  return EXIT.good;
}

function answerMatrix(descriptors: readonly Descriptor[], options: MatrixOptions, io: Io): string {
  if (options.json) {
    const answers = descriptors.map((descriptor) => [descriptor.name, answersOf(descriptor)]);
    return `${JSON.stringify(Object.fromEntries(answers), null, 2)}\n`;
  }
  const tables = blocks(descriptors).map(({ items, rows }) => table(items, rows, options.markdown === true, io));
  return tables.join("\n") + (options.markdown ? "" : `\n${LEGEND}\n`);
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
  const lines = columns(
    body.map(([name = "", ...signs]) => [name, signs.join(" ")]),
    (cell, column) => (column === 0 ? colors.bold(cell) : cell),
  );
  return [...headLines(head.slice(1), width + 2), ...lines].map((line) => `${line}\n`).join("");
}
