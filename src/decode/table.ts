/** Decoded descriptors as a table for a terminal. */
import pc from "picocolors";
import { enumeratorText } from "../model/describe.js";
import { type Enumerator, type Field, isReserved, type MetadataPart } from "../model/types.js";
import { columns } from "../text/table.js";
import type { Decoded, DecodedField, DecodedMetadata } from "./decode.js";
import { hex } from "./json.js";

export function decodedTable(decoded: Decoded, options: { readonly color: boolean; readonly all: boolean }): string {
  const colors = pc.createColors(options.color);
  const shown = decoded.fields.filter((field) => !isReserved(field.field) && (options.all || field.valid));
  const rows = shown.flatMap(fieldRows);
  const variant = decoded.variant === "" ? "" : ` (${decoded.variant})`;
  const lines = [
    colors.bold(`${decoded.descriptor.name}${variant}`),
    ...indented(rows.map((row) => [row.where, row.name, row.value, row.note])).map((line, i) =>
      rows[i]?.valid ? line : colors.dim(line),
    ),
    "",
    ...indented(decoded.metadata.map(metadataRow)).map((line, i) =>
      decoded.metadata[i]?.status === "ok" ? line : colors.dim(line),
    ),
    ...decoded.violations.map((name) => colors.yellow(`${name} must be zero and is not`)),
  ];
  return `${lines.join("\n")}\n`;
}

function fieldRows({ field, elements, valid }: DecodedField) {
  return elements.map((value, i) => ({
    where: whereOf(field, i),
    name: elements.length > 1 ? `${field.key}[${i}]` : field.key,
    value: hex(value),
    note: [noteOf(value, field.width, field.values, false), field.unit, valid ? "" : "(not valid)"]
      .filter((part) => part !== "")
      .join(" "),
    valid,
  }));
}

/** `8 le64 37..30`; nothing for values that are made of other fields. */
function whereOf(field: Field, index: number): string {
  if (field.kind !== "slice") return field.kind === "split" ? "split" : field.kind;
  const bits = field.msb === field.lsb ? `${field.msb}` : `${field.msb}..${field.lsb}`;
  return `${field.at + index * (field.array?.stride ?? 0)} ${field.type} ${bits}`;
}

function noteOf(value: bigint, width: number, values: readonly Enumerator[], flags: boolean): string {
  if (values.length > 0) return enumeratorText(value, values, flags);
  return width > 1 && value > 9n ? value.toString() : "";
}

function metadataRow({ metadata, status, values, reason }: DecodedMetadata): string[] {
  const name = metadata.item.name;
  if (status !== "ok")
    return [name, status === "no-data" ? "-ENODATA" : status === "not-supported" ? "-EOPNOTSUPP" : "?", reason];
  if (metadata.item.predicate) return [name, values[0] === 1n ? "yes" : "no", ""];
  return [name, "0", metadata.item.parts.map((part, i) => partText(part, values[i] ?? 0n)).join("  ")];
}

function partText(part: MetadataPart, value: bigint): string {
  const note = noteOf(value, part.width, part.enumeration?.values ?? [], part.enumeration?.flags === true);
  return `${part.name}=${hex(value)}${note === "" ? "" : ` (${note})`}${part.unit === "" ? "" : ` ${part.unit}`}`;
}

function indented(rows: readonly (readonly string[])[]): string[] {
  return columns(rows).map((line) => `  ${line}`.trimEnd());
}
