/** C names and types. */
import { readable } from "../../expr/bigint.js";
import type { Descriptor, Entry, Field, Input, Lookup, MetadataItem } from "../../model/types.js";

const PREFIX = "nicdesc";

export function readerName(descriptor: Descriptor, field: Field): string {
  return `${PREFIX}_${descriptor.id}_${field.cName}`;
}

export function metadataName(descriptor: Descriptor, item: MetadataItem): string {
  return `${PREFIX}_${descriptor.id}_${item.name}`;
}

export function structName(descriptor: Descriptor, entry: Entry): string {
  return `${PREFIX}_${descriptor.id}${entry.name === "" ? "" : `_${entry.name}`}`;
}

export function entryParameter(entry: Entry): string {
  return entry.name === "" ? "desc" : entry.name;
}

export function columnName(lookup: Pick<Lookup, "id">, column: string): string {
  return `${PREFIX}_${lookup.id}_${column}`;
}

export function tableName(lookup: Pick<Lookup, "id">): string {
  return `${PREFIX}_${lookup.id}`;
}

export function macroName(...words: readonly string[]): string {
  return [PREFIX, ...words].join("_").toUpperCase();
}

/** The narrowest unsigned type for this many bits. */
export function valueType(width: number): "__u8" | "__u16" | "__u32" | "__u64" {
  return width <= 8 ? "__u8" : width <= 16 ? "__u16" : width <= 32 ? "__u32" : "__u64";
}

export function inputType(input: Input): string {
  return input.type === "timecounter" ? `const struct ${PREFIX}_timecounter *` : `__${input.type} `;
}

/** An integer as C writes it: masks in hex, counts in decimal. */
export function literal(value: bigint, use: "mask" | "count" = "mask"): string {
  const digits = use === "count" ? readable(value) : value < 10n ? value.toString() : `0x${value.toString(16)}`;
  return value > 0xffffffffn ? `${digits}ULL` : value > 0x7fffffffn ? `${digits}U` : digits;
}
