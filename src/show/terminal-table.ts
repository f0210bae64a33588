/** The tables below the diagram: every field, then every answer. */

import { allOf, conjuncts, type Expr } from "../expr/ast.js";
import { printText } from "../expr/text.js";
import { answerText, conditionText, enumeratorsText, formulaText } from "../model/describe.js";
import type { Descriptor, Field, Metadata } from "../model/types.js";
import { textWidth } from "../text/terminal.js";
import { pad, wrap } from "../text/wrap.js";
import type { Paint } from "./canvas.js";
import { localName } from "./elements.js";

const WIDEST_NAME = 26;
const NARROWEST_DETAILS = 40;
const GAP = "  ";

interface Line {
  readonly field: Field;
  readonly name: string;
  /** Offset, type and bits; for what lies not in memory, what it is. */
  readonly place: string;
}

/** Something said of a field, behind a word that says what it is. */
interface Detail {
  readonly label: string;
  readonly text: string;
  readonly dim?: boolean;
}

interface Columns {
  readonly name: number;
  readonly place: number;
  readonly width: number;
}

/** One line a field, what is said about it beside or below. */
export function fieldTable(descriptor: Descriptor, width: number, paint: Paint): string[] {
  const lines = linesOf(descriptor);
  const names = lines.map(({ name }) => textWidth(name)).filter((name) => name <= WIDEST_NAME);
  const columns = {
    name: Math.max(6, ...names),
    place: Math.max(4, ...lines.map(({ place }) => place.length)),
    width,
  };
  const rows = (variant: string, common?: Expr) =>
    lines.filter(({ field }) => field.variant === variant).flatMap((line) => fieldRow(line, common, columns, paint));
  const cases = (descriptor.variants?.cases ?? []).flatMap(({ name, condition }) => {
    const own = rows(name, condition);
    return own.length === 0 ? [] : ["", paint("heading", `Fields of case ${name}`), ...own];
  });
  return [paint("heading", "Fields"), ...rows(""), ...cases];
}

function linesOf(descriptor: Descriptor): Line[] {
  const places = descriptor.fields.map((field) => placeOf(descriptor, field));
  const widest = (i: number) => Math.max(...places.map((place) => place?.[i]?.length ?? 0));
  const [offset = 0, type = 0] = [widest(0), widest(1)];
  return descriptor.fields.map((field, i) => {
    const [at = "", word = "", bits = ""] = places[i] ?? [];
    const place = places[i] === undefined ? field.kind : `${at.padStart(offset)} ${word.padEnd(type)} ${bits}`;
    return { field, name: localName(field), place };
  });
}

function placeOf(descriptor: Descriptor, field: Field): readonly string[] | undefined {
  if (field.kind !== "slice") return undefined;
  const entry = descriptor.entries[field.entry]?.name ?? "";
  const bits = field.msb === field.lsb ? `${field.msb}` : `${field.msb}..${field.lsb}`;
  return [
    `${entry === "" ? "" : `${entry}+`}0x${field.at.toString(16).padStart(2, "0")}`,
    field.type,
    field.array === undefined ? bits : `${bits} ×${field.array.count}`,
  ];
}

function fieldRow({ field, name, place }: Line, common: Expr | undefined, columns: Columns, paint: Paint): string[] {
  const column = columns.name + columns.place + 3 * GAP.length;
  const below = columns.width - column < NARROWEST_DETAILS;
  const indent = below ? GAP.repeat(3) : " ".repeat(column);
  const details = detailsOf(field, common).flatMap(({ label, text, dim }) =>
    wrap(`${label} ${text}`, columns.width - indent.length).map((line, i) => {
      if (dim === true) return paint("note", line);
      return i === 0 && label !== "" ? paint("note", label) + line.slice(label.length) : line;
    }),
  );
  const painted = paint(isUnused(field) ? "note" : field.variant === "" ? "name" : "case", name);
  const after = " ".repeat(Math.max(0, columns.name - textWidth(name)));
  const start = GAP + painted + after + GAP + paint("number", place);
  const [first, ...rest] = below || textWidth(name) > columns.name ? [undefined, ...details] : details;
  const beside = first === undefined ? "" : " ".repeat(columns.place - place.length) + GAP + first;
  return [start + beside, ...rest.map((line) => indent + line)];
}

function detailsOf(field: Field, common: Expr | undefined): Detail[] {
  const unit = field.unit === "" ? "" : `[${field.unit}]`;
  const kind = isUnused(field) ? reservedText(field) : "";
  const condition = ownCondition(field, common);
  const origin = [
    field.kind === "slice" && field.view !== "" ? `view ${field.view}` : "",
    field.member === "" ? "" : `member ${field.member}`,
    field.kernels === "" ? "" : `kernels ${field.kernels}`,
    field.firmware === "" ? "" : `firmware ${field.firmware}`,
  ];
  const said = [
    { label: "=", text: formulaText(field) ?? "" },
    { label: "", text: [kind, field.doc, unit].filter((text) => text !== "").join(" ") },
    { label: "values", text: enumeratorsText(field.values) },
    { label: "when", text: condition === undefined ? "" : printText(condition) },
    { label: "", text: origin.filter((text) => text !== "").join(", "), dim: true },
  ];
  return said.filter(({ text }) => text !== "");
}

/** When a field is valid, besides being in its case, which its heading says. */
function ownCondition({ valid }: Field, common: Expr | undefined): Expr | undefined {
  if (valid === undefined || common === undefined) return valid;
  const heading = printText(common);
  return allOf(conjuncts(valid).filter((condition) => printText(condition) !== heading));
}

function isUnused(field: Field): boolean {
  return field.kind === "slice" && (field.reserved || field.mustBeZero);
}

function reservedText(field: Field): string {
  return field.kind === "slice" && field.mustBeZero ? "must be zero" : "reserved";
}

/** How each item of the vocabulary is answered; what the hardware never says comes last, in one line. */
export function metadataTable(metadata: readonly Metadata[], width: number, paint: Paint): string[] {
  const silent = metadata.filter((item) => item.answers.length === 0 && item.unsupported === "");
  const told = metadata.filter((item) => !silent.includes(item));
  const indent = Math.max(0, ...told.map(({ item }) => item.name.length)) + 4;
  const rows = told.flatMap((item) => {
    const lines = metadataLines(item, width - indent, paint);
    const name = paint("name", item.item.name) + " ".repeat(indent - 2 - item.item.name.length);
    return lines.map((line, i) => (i === 0 ? `  ${name}${line}` : pad("", indent) + line));
  });
  const rest = silent.map(({ item }) => item.name).join(", ");
  const never = rest === "" ? [] : wrap(`never says: ${rest}`, width - 2).map((line) => `  ${paint("note", line)}`);
  return metadata.length === 0 ? [] : [paint("heading", "Metadata"), ...rows, ...never];
}

function metadataLines(metadata: Metadata, room: number, paint: Paint): string[] {
  if (metadata.answers.length === 0)
    return wrap(`never says: ${metadata.unsupported}`, room).map((line) => paint("note", line));
  return metadata.answers.flatMap((answer) => {
    const value = answerText(metadata, answer);
    const condition = conditionText(answer);
    if (condition !== "" && textWidth(value) + textWidth(condition) + 2 <= room) {
      return [`${value}  ${paint("note", condition)}`];
    }
    return [...wrap(value, room), ...wrap(condition, room - 2).map((line) => `  ${paint("note", line)}`)];
  });
}
