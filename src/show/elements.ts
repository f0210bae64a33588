/** What lies in memory, bit by bit: the first step from fields to a picture. */
import type { Descriptor, ReservedSpan, Slice, SliceField, WordType } from "../model/types.js";
import { isWholeWord, orderOfType, sizeOfType } from "../model/types.js";

/** What a stretch of memory is. */
export type Kind = "field" | "reserved" | "zero";

/** The word that an element is cut from. */
export interface Word {
  readonly at: number;
  readonly size: number;
  readonly order: "little" | "big" | "host";
}

/** A bit of memory, counted from the start of the entry (byte × 8 + bit in the byte), and its number in the word. */
interface Bit {
  readonly memory: number;
  /** Undefined where bytes are no word. */
  readonly number?: number;
}

/** A field, an element of an array, or a reserved span, as it lies in one entry. */
export interface Element {
  readonly kind: Kind;
  /** The field's name inside its case; empty for an unnamed span. */
  readonly name: string;
  /** The field's key; empty for an unnamed span. */
  readonly key: string;
  readonly entry: number;
  readonly bits: readonly Bit[];
  readonly word?: Word;
  readonly view: string;
  /** Belongs to the case that is shown, not to what all cases share. */
  readonly inCase: boolean;
  readonly index?: { readonly at: number; readonly count: number };
}

/** Everything that lies in memory in one case of a descriptor (`""`: what all cases share). */
export function elementsOf(descriptor: Descriptor, variant: string): readonly Element[] {
  const shown = (item: { readonly variant: string }) => item.variant === "" || item.variant === variant;
  const slices = descriptor.fields.filter((field): field is SliceField => field.kind === "slice" && shown(field));
  const spans = descriptor.reserved.filter(shown);
  const cut = new Set([...slices, ...spans].map((piece) => piece.of));
  const whole = slices.filter((field) => !cut.has(field.key));
  return [...whole.flatMap(fieldElements), ...spans.map(spanElement)];
}

/** A field's name without its case. */
export function localName(field: { readonly key: string; readonly variant: string }): string {
  return field.variant === "" ? field.key : field.key.slice(field.variant.length + 1);
}

function fieldElements(field: SliceField): Element[] {
  const kind = kindOf(field);
  const name = localName(field);
  const base = { kind, key: field.key, entry: field.entry, view: field.view, inCase: field.variant !== "" };
  if (field.array === undefined) return [{ ...base, ...memoryOf(field), name }];
  const { count, stride } = field.array;
  const elements = Array.from({ length: count }, (_, at) => ({ ...field, at: field.at + at * stride }));
  if (kind !== "field" && field.width === stride * 8) {
    return [{ ...base, name, bits: byteBits(field.at, count * stride) }];
  }
  return elements.map((element, at) => ({
    ...base,
    ...memoryOf(element),
    name: `${name}[${at}]`,
    index: { at, count },
  }));
}

function spanElement(reserved: ReservedSpan): Element {
  const { entry, span, mustBeZero, variant, view } = reserved;
  const base = {
    kind: mustBeZero ? ("zero" as const) : ("reserved" as const),
    name: "",
    key: "",
    entry,
    view,
    inCase: variant !== "",
  };
  return span.kind === "slice" ? { ...base, ...memoryOf(span.slice) } : { ...base, bits: byteBits(span.at, span.size) };
}

function kindOf(field: SliceField): Kind {
  return field.mustBeZero ? "zero" : field.reserved ? "reserved" : "field";
}

function memoryOf(slice: Slice): { readonly bits: readonly Bit[]; readonly word: Word } {
  const size = sizeOfType(slice.type);
  const word = { at: slice.at, size, order: orderOf(slice.type) };
  // Which byte of a word in CPU order holds which bits depends on the machine: as a whole it is drawn without numbers.
  if (word.order === "host" && size > 1 && isWholeWord(slice)) {
    return { bits: byteBits(slice.at, size), word };
  }
  const bits: Bit[] = [];
  for (let number = slice.lsb; number <= slice.msb; number++) {
    bits.push({ memory: (slice.at + byteOfBit(number, size, slice.type)) * 8 + (number % 8), number });
  }
  return { bits, word };
}

function byteOfBit(number: number, size: number, type: WordType): number {
  const byte = Math.floor(number / 8);
  return orderOfType(type) === "big" ? size - 1 - byte : byte;
}

function orderOf(type: WordType): Word["order"] {
  return type === "u8" ? "host" : orderOfType(type);
}

function byteBits(at: number, size: number): Bit[] {
  return Array.from({ length: size * 8 }, (_, bit) => ({ memory: at * 8 + bit }));
}
