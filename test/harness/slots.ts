/** What a probe writes, in the order in which probe.h.hbs writes it, and what decode says should be there. */
import type { DecodedField, DecodedMetadata } from "../../src/decode/decode.js";
import { type Decoded, decode } from "../../src/decode/decode.js";
import type { ByteOrder } from "../../src/decode/word.js";
import type { Descriptor, Field, Metadata, MetadataPart, Model } from "../../src/model/types.js";
import type { Sample } from "./samples.js";

/** PROBE_SENTINEL: what outputs hold that no reader wrote. */
const SENTINEL = 0xa5c3a5c3a5c3a5c3n;
const ENODATA = 61n;
const EOPNOTSUPP = 95n;
/** What is read of an array besides its elements: at its count, at an index from the inputs, and at the largest index. */
const MORE_READS = ["[count]", "[index]", "[~0]"];

export interface Slots {
  readonly names: readonly string[];
  /** How many of them are fields. */
  readonly fields: number;
}

export function slotsOf(descriptor: Descriptor): Slots {
  const fields = descriptor.fields.filter(hasReader).flatMap(fieldSlots);
  const metadata = descriptor.metadata.flatMap(({ item }) => [
    `${item.name}()`,
    ...item.parts.map((part) => `${item.name}.${part.name}`),
  ]);
  return { names: [...fields, ...metadata], fields: fields.length };
}

/** The words that a machine of this byte order should give. */
export function expectedOf(model: Model, descriptor: Descriptor, sample: Sample, byteOrder: ByteOrder): BigUint64Array {
  const decoded = decodeSample(model, descriptor, sample, byteOrder);
  return BigUint64Array.from([
    ...decoded.fields.filter(({ field }) => hasReader(field)).flatMap((field) => fieldWords(field, sample.index)),
    ...decoded.metadata.flatMap((item) => metadataWords(item, byteOrder)),
  ]);
}

function decodeSample(model: Model, descriptor: Descriptor, sample: Sample, byteOrder: ByteOrder): Decoded {
  return decode(model, descriptor, sample.bytes.subarray(0, sample.inForce), { inputs: sample.inputs, byteOrder });
}

function hasReader(field: Field): boolean {
  return field.kind !== "slice" || !field.reserved;
}

function fieldSlots(field: Field): string[] {
  if (field.kind !== "slice" || field.array === undefined) return [field.key];
  const elements = Array.from({ length: field.array.count }, (_, i) => `[${i}]`);
  return [...elements, ...MORE_READS].map((index) => `${field.key}${index}`);
}

function fieldWords({ field, value, elements }: DecodedField, index: number): readonly bigint[] {
  if (field.kind !== "slice" || field.array === undefined) return [value];
  return [...elements, 0n, elements[index] ?? 0n, 0n];
}

function metadataWords({ metadata, status, values }: DecodedMetadata, byteOrder: ByteOrder): bigint[] {
  const { parts } = metadata.item;
  if (status === "ok") {
    if (metadata.item.predicate) return [values[0] ?? 0n];
    return [0n, ...parts.map((part, i) => stored(part, values[i] ?? 0n, byteOrder))];
  }
  return [refusal(metadata, status), ...parts.map((part) => BigInt.asUintN(part.width, SENTINEL))];
}

function refusal(metadata: Metadata, status: string): bigint {
  if (status === "no-data") return BigInt.asUintN(64, -ENODATA);
  if (status === "not-supported") return BigInt.asUintN(64, -EOPNOTSUPP);
  throw new Error(`${metadata.item.name}: ${status}`);
}

/** A part in network byte order, as a machine reads it back. */
function stored(part: MetadataPart, value: bigint, byteOrder: ByteOrder): bigint {
  if (!part.type.startsWith("be") || byteOrder === "big") return value;
  let swapped = 0n;
  for (let bit = 0n; bit < part.width; bit += 8n) swapped = (swapped << 8n) | ((value >> bit) & 0xffn);
  return swapped;
}
