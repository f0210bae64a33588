/** What the parts of a model say, as people read it; every picture and table uses the same words. */
import { printText } from "../expr/text.js";
import type {
  Answer,
  Descriptor,
  Direction,
  Entry,
  Enumerator,
  Field,
  KernelType,
  Metadata,
  ReservedSpan,
  Slice,
  Value,
  VariantCase,
} from "./types.js";

const DIRECTIONS: Record<Direction, string> = {
  rx: "receive descriptor",
  tx: "transmit descriptor",
  "rx-completion": "receive completion",
  "tx-completion": "transmit completion",
};

/** `32 bytes, receive descriptor, union i40e_32byte_rx_desc (wb)` */
export function summaryText(descriptor: Descriptor): string {
  const kernel = descriptor.kernel === undefined ? [] : [kernelText(descriptor.kernel)];
  return [sizeText(descriptor), DIRECTIONS[descriptor.direction], ...kernel].join(", ");
}

/** `union i40e_32byte_rx_desc (wb)` */
export function kernelText({ type, member }: KernelType): string {
  return member === undefined || member === "" ? type : `${type} (${member})`;
}

function sizeText({ size, sizes, entries }: Descriptor): string {
  if (entries.length > 1) return `${entries.map((entry) => entry.size).join(" + ")} bytes`;
  return `${sizes.length > 1 ? sizes.join(", ") : size} bytes`;
}

/** `case nic: rxdid == flex_nic` */
export function caseText(variant: VariantCase): string {
  const title = variant.title === "" ? "" : `, ${variant.title}`;
  const kernel = variant.kernel === undefined ? "" : `, ${kernelText(variant.kernel)}`;
  return `case ${variant.name}: ${variant.match.length === 0 ? "otherwise" : printText(variant.condition)}${title}${kernel}`;
}

/** `entry ext: 16 bytes, struct rx_cmp_ext` */
export function entryText({ name, size, kernel, doc }: Entry): string {
  const said = [`${size} bytes`, ...(kernel === undefined ? [] : [kernelText(kernel)])].join(", ");
  return `${name === "" ? "first entry" : `entry ${name}`}: ${said}${doc === "" ? "" : `. ${doc}`}`;
}

/** What a value that lies not in memory is made of; undefined for a slice of memory. */
export function formulaText(field: Field): string | undefined {
  switch (field.kind) {
    case "slice":
      return undefined;
    case "split":
      return field.parts.join(" : ");
    case "computed":
      return printText(field.expr);
    case "lookup":
      return lookupText(field);
  }
}

/** `bit 3`, `bits 13..12` */
export function bitsText({ msb, lsb }: Pick<Slice, "msb" | "lsb">): string {
  return msb === lsb ? `bit ${lsb}` : `bits ${msb}..${lsb}`;
}

/** The name of a value; with flags, the names of its bits. Empty where there is none. */
export function enumeratorText(value: bigint, values: readonly Enumerator[], flags: boolean): string {
  const exact = values.find((enumerator) => enumerator.value === value);
  if (exact !== undefined || !flags) return exact?.name ?? "";
  return values
    .filter((enumerator) => enumerator.value !== 0n && (value & enumerator.value) === enumerator.value)
    .map((enumerator) => enumerator.name)
    .join(" | ");
}

/** `none=0, fd_id=1` */
export function enumeratorsText(values: readonly Enumerator[]): string {
  return values.map(({ name, value }) => `${name}=${numberText(value)}`).join(", ");
}

/** What an answer gives: `hash = rss, type = i40e/ptypes[ptype].hash_type`, or only the value where there is one. */
export function answerText(metadata: Metadata, answer: Answer): string {
  const { parts } = metadata.item;
  const texts = answer.values.map((value) => valueText(value));
  if (texts.length === 1 && parts.length <= 1) return texts[0] ?? "";
  return texts.map((text, i) => `${parts[i]?.name ?? i} = ${text}`).join(", ");
}

/** The conditions of an answer: `when fltstat == rss_hash`; empty when there are none. */
export function conditionText({ when, supported }: Answer): string {
  return [
    ...(when === undefined ? [] : [`when ${printText(when)}`]),
    ...(supported === undefined ? [] : [`supported if ${printText(supported)}`]),
  ].join(", ");
}

/** A metadata value in the spec's words. */
export function valueText(value: Value): string {
  switch (value.kind) {
    case "expression":
      return value.expr.kind === "int" ? numberText(value.expr.value) : printText(value.expr);
    case "lookup":
      return lookupText(value);
    case "map": {
      const cases = value.to.map(({ from, value: to }) => `${from.name || numberText(from.value)}: ${printText(to)}`);
      return `map ${printText(value.of)} { ${[...cases, `otherwise: ${printText(value.otherwise)}`].join(", ")} }`;
    }
    case "extend":
      return `extend ${printText(value.value)} (${value.bits} bits) by ${printText(value.by)}`;
    case "cycles":
      return `cycles ${printText(value.value)} by ${value.clock}`;
    case "choice":
      return `${printText(value.condition)} ? ${printText(value.chosen)} : ${printText(value.otherwise)}`;
    case "joined":
      return value.values.map(valueText).join(" | ");
    case "seconds":
      return `seconds ${printText(value.seconds)} + nanoseconds ${printText(value.nanoseconds)}`;
  }
}

function lookupText({
  lookup,
  by,
  column,
}: Extract<Value, { readonly kind: "lookup" }> | Extract<Field, { readonly kind: "lookup" }>) {
  return `${lookup}[${printText(by)}].${column}`;
}

function numberText(value: bigint): string {
  return value > 0xffn ? `0x${value.toString(16)}` : value.toString();
}

/** Where bits without a name are: `bytes 24..31`, `le64 at byte 8, bits 29..27`. */
export function spanText({ entry, span }: ReservedSpan, descriptor: Descriptor): string {
  const name = descriptor.entries[entry]?.name ?? "";
  const place = name === "" ? "" : ` of ${name}`;
  if (span.kind === "slice") return `${span.slice.type} at byte ${span.slice.at}${place}, ${bitsText(span.slice)}`;
  const last = span.at + span.size - 1;
  return `${span.size === 1 ? `byte ${span.at}` : `bytes ${span.at}..${last}`}${place}`;
}
