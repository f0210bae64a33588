/** Bytes to values: the model interpreted. The generated C must agree with every answer given here. */
import type { Expr } from "../expr/ast.js";
import { type Environment, evaluate } from "../expr/evaluate.js";
import { spanText } from "../model/describe.js";
import type {
  Answer,
  Descriptor,
  Field,
  Lookup,
  Metadata,
  Model,
  ReservedSpan,
  SliceField,
  Value,
} from "../model/types.js";
import { type Clock, clockToNs, extendCounter } from "./clock.js";
import { type ByteOrder, readSlice } from "./word.js";

/** What only the caller knows, by the names of the descriptor's inputs. */
export interface Inputs {
  readonly [name: string]: bigint | Clock;
}

export interface DecodeOptions {
  readonly inputs?: Inputs;
  /** The byte order of the CPU, for words in CPU order. */
  readonly byteOrder?: ByteOrder;
}

export interface DecodedField {
  readonly field: Field;
  readonly value: bigint;
  /** The elements of an array; `value` is the first. */
  readonly elements: readonly bigint[];
  readonly valid: boolean;
}

export type MetadataStatus = "ok" | "no-data" | "not-supported" | "input-needed";

export interface DecodedMetadata {
  readonly metadata: Metadata;
  readonly status: MetadataStatus;
  /** One value for each part; for a predicate one, 0 or 1. Empty unless the status is ok. */
  readonly values: readonly bigint[];
  /** Why there is no value. */
  readonly reason: string;
}

export interface Decoded {
  readonly descriptor: Descriptor;
  /** The variant's case in force; empty without variants. */
  readonly variant: string;
  readonly fields: readonly DecodedField[];
  readonly metadata: readonly DecodedMetadata[];
  /** Must-be-zero fields and spans that are not. */
  readonly violations: readonly string[];
}

/** The fields and metadata of one descriptor. `bytes` has the descriptor's size. */
export function decode(
  model: Pick<Model, "lookups">,
  descriptor: Descriptor,
  bytes: Uint8Array,
  options: DecodeOptions = {},
): Decoded {
  return new Decoder(model, descriptor, bytes, options).run();
}

/** Thrown inside, when an expression needs an input that was not given. */
class MissingInput extends Error {
  constructor(readonly input: string) {
    super(input);
  }
}

function unlessMissing<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof MissingInput) return otherwise;
    throw error;
  }
}

class Decoder implements Environment {
  private readonly fields: ReadonlyMap<string, Field>;
  private readonly lookups: ReadonlyMap<string, Lookup>;
  private readonly inputs: Inputs;
  private readonly order: ByteOrder;

  constructor(
    model: Pick<Model, "lookups">,
    private readonly descriptor: Descriptor,
    private readonly bytes: Uint8Array,
    options: DecodeOptions,
  ) {
    this.fields = new Map(descriptor.fields.map((field) => [field.key, field]));
    this.lookups = new Map(model.lookups.map((lookup) => [lookup.name, lookup]));
    const sized = descriptor.sizes.length > 1 ? { size: BigInt(bytes.length) } : {};
    this.inputs = { ...sized, ...options.inputs };
    this.order = options.byteOrder ?? "little";
  }

  run(): Decoded {
    const fields = this.descriptor.fields.map((field) => this.decodeField(field));
    const variant = unlessMissing(() => this.caseInForce(), "");
    return {
      descriptor: this.descriptor,
      variant,
      fields,
      metadata: this.descriptor.metadata.map((metadata) => this.answer(metadata)),
      violations: [
        ...fields
          .filter(({ field, valid }) => valid && field.kind === "slice" && field.mustBeZero)
          .filter(({ elements }) => elements.some((value) => value !== 0n))
          .map(({ field }) => field.key),
        ...this.descriptor.reserved
          .filter((span) => span.mustBeZero && (span.variant === "" || span.variant === variant))
          .filter((span) => !this.isZero(span))
          .map((span) => spanText(span, this.descriptor)),
      ],
    };
  }

  private caseInForce(): string {
    return this.descriptor.variants?.cases.find((item) => this.holds(item.condition))?.name ?? "";
  }

  private isZero({ entry, span }: ReservedSpan): boolean {
    const offset = this.descriptor.entries[entry]?.offset ?? 0;
    if (span.kind === "slice") return readSlice(this.bytes, span.slice, offset, this.order) === 0n;
    return this.bytes.subarray(offset + span.at, offset + span.at + span.size).every((byte) => byte === 0);
  }

  field(key: string): bigint {
    const field = this.fields.get(key);
    if (field === undefined) throw new Error(`no field ${key}`);
    switch (field.kind) {
      case "slice":
        return this.slice(field, 0);
      case "split":
        return field.parts.reduce(
          (value, part) => (value << BigInt(this.fields.get(part)?.width ?? 0)) | this.field(part),
          0n,
        );
      case "computed":
        return BigInt.asUintN(field.width, evaluate(field.expr, this));
      case "lookup":
        return this.cell(field.lookup, field.column, evaluate(field.by, this));
    }
  }

  input(name: string): bigint {
    const value = this.inputs[name];
    if (typeof value !== "bigint") throw new MissingInput(name);
    return value;
  }

  private decodeField(field: Field): DecodedField {
    const count = field.kind === "slice" ? (field.array?.count ?? 1) : 1;
    const elements = unlessMissing(
      () =>
        field.kind === "slice"
          ? Array.from({ length: count }, (_, i) => this.slice(field, i))
          : [this.field(field.key)],
      [],
    );
    const valid = unlessMissing(() => field.valid === undefined || this.holds(field.valid), false);
    return { field, value: elements[0] ?? 0n, elements, valid: valid && elements.length > 0 };
  }

  private slice(field: SliceField, index: number): bigint {
    const offset = (this.descriptor.entries[field.entry]?.offset ?? 0) + index * (field.array?.stride ?? 0);
    return readSlice(this.bytes, field, offset, this.order);
  }

  private answer(metadata: Metadata): DecodedMetadata {
    const nothing = { metadata, values: [] };
    if (metadata.answers.length === 0) {
      return { ...nothing, status: "not-supported", reason: metadata.unsupported || "the descriptor does not say" };
    }
    try {
      let supported = false;
      for (const answer of metadata.answers) {
        if (answer.supported !== undefined && !this.holds(answer.supported)) continue;
        supported = true;
        if (answer.when === undefined || this.holds(answer.when)) return this.values(metadata, answer);
      }
      return supported
        ? { ...nothing, status: "no-data", reason: "not on this packet" }
        : { ...nothing, status: "not-supported", reason: "not on this device" };
    } catch (error) {
      if (error instanceof MissingInput)
        return { ...nothing, status: "input-needed", reason: `needs the input ${error.input}` };
      throw error;
    }
  }

  private values(metadata: Metadata, answer: Answer): DecodedMetadata {
    const widths = metadata.item.predicate ? [1] : metadata.item.parts.map((part) => part.width);
    const values = answer.values.map((value, i) => {
      const raw = this.value(value);
      return metadata.item.predicate ? (raw === 0n ? 0n : 1n) : BigInt.asUintN(widths[i] ?? 64, raw);
    });
    return { metadata, status: "ok", values, reason: "" };
  }

  private value(value: Value): bigint {
    switch (value.kind) {
      case "expression":
        return evaluate(value.expr, this);
      case "lookup":
        return this.cell(value.lookup, value.column, evaluate(value.by, this));
      case "map": {
        const from = evaluate(value.of, this);
        const found = value.to.find((entry) => entry.from.value === from);
        return evaluate(found?.value ?? value.otherwise, this);
      }
      case "extend":
        return extendCounter(evaluate(value.value, this), value.bits, evaluate(value.by, this));
      case "cycles":
        return clockToNs(evaluate(value.value, this), this.clock(value.clock));
      case "choice":
        return evaluate(evaluate(value.condition, this) !== 0n ? value.chosen : value.otherwise, this);
      case "joined":
        return value.values.reduce((all, piece) => all | this.value(piece), 0n);
      case "seconds":
        return BigInt.asUintN(64, evaluate(value.seconds, this) * 1_000_000_000n + evaluate(value.nanoseconds, this));
    }
  }

  private clock(name: string): Clock {
    const clock = this.inputs[name];
    if (clock === undefined || typeof clock === "bigint") throw new MissingInput(name);
    return clock;
  }

  private cell(lookup: string, column: string, index: bigint): bigint {
    const table = this.lookups.get(lookup);
    const at = table?.columns.findIndex((candidate) => candidate.name === column) ?? -1;
    return table?.rows.find((row) => BigInt(row.index) === index)?.cells[at] ?? 0n;
  }

  private holds(expr: Expr): boolean {
    return evaluate(expr, this) !== 0n;
  }
}
