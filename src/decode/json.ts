/** Decoded descriptors as JSON: integers as hex strings, so that 64 bits survive every reader. */
import { isReserved } from "../model/types.js";
import type { Decoded, DecodedField, DecodedMetadata } from "./decode.js";

/** One object, or a list of them for several descriptors; `all` shows fields that are not valid too. */
export function decodedJson(decoded: readonly Decoded[], all: boolean): string {
  const objects = decoded.map((one) => decodedObject(one, all));
  return `${JSON.stringify(objects.length === 1 ? objects[0] : objects, null, 2)}\n`;
}

function decodedObject(decoded: Decoded, all: boolean) {
  const shown = decoded.fields.filter(
    (field) => (all || field.valid) && field.elements.length > 0 && !isReserved(field.field),
  );
  return {
    descriptor: decoded.descriptor.name,
    variant: decoded.variant === "" ? null : decoded.variant,
    fields: Object.fromEntries(shown.flatMap(fieldEntries)),
    metadata: Object.fromEntries(decoded.metadata.map((item) => [item.metadata.item.name, metadataObject(item)])),
    ...(decoded.violations.length === 0 ? {} : { not_zero: decoded.violations }),
  };
}

function fieldEntries({ field, elements }: DecodedField): [string, string][] {
  if (field.kind !== "slice" || field.array === undefined) return [[field.key, hex(elements[0] ?? 0n)]];
  return elements.map((value, i) => [`${field.key}[${i}]`, hex(value)]);
}

function metadataObject({ metadata, status, values, reason }: DecodedMetadata) {
  if (status !== "ok") return { status, reason };
  if (metadata.item.predicate) return { status, is: values[0] === 1n };
  return {
    status,
    values: Object.fromEntries(metadata.item.parts.map((part, i) => [part.name, hex(values[i] ?? 0n)])),
  };
}

export function hex(value: bigint): string {
  return `0x${value.toString(16)}`;
}
