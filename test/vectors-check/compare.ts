/** Decoded values held against vectors; whatever differs becomes a line of text. */
import type { Clock } from "../../src/decode/clock.js";
import { type Decoded, decode, type Inputs } from "../../src/decode/decode.js";
import type { Descriptor, Model } from "../../src/model/types.js";
import { bytesOf, type FieldVector } from "./files.js";

export interface Comparison {
  readonly compared: number;
  readonly differences: readonly string[];
}

export class Comparer {
  compared = 0;
  readonly differences: string[] = [];

  /** @param tolerates Whether this difference is meant. */
  constructor(
    private readonly where: string,
    private readonly tolerates: (what: string) => boolean = () => false,
  ) {}

  equal(what: string, found: unknown, wanted: unknown): void {
    this.compared++;
    if (found === wanted || this.tolerates(what)) return;
    this.differences.push(`${this.where}: ${what} is ${show(found)}, the kernel has ${show(wanted)}`);
  }
}

export function compareFields(model: Model, descriptor: Descriptor, vectors: readonly FieldVector[]): Comparison {
  let compared = 0;
  const differences: string[] = [];
  for (const { bytes, fields } of vectors) {
    const decoded = decode(model, descriptor, bytesOf(bytes));
    const comparer = new Comparer(`${descriptor.name} ${bytes}`);
    compareValues(decoded, fields, comparer);
    compared += comparer.compared;
    differences.push(...comparer.differences);
  }
  return { compared, differences };
}

/** Values by the names of fields, `name[i]` for an array's elements. */
export function compareValues(
  decoded: Decoded,
  values: Readonly<Record<string, string | number>>,
  comparer: Comparer,
): void {
  const elements = new Map(decoded.fields.map(({ field, elements }) => [field.key, elements]));
  for (const [name, value] of Object.entries(values)) {
    const [, key = name, index = "0"] = /^(.*)\[(\d+)\]$/.exec(name) ?? [];
    comparer.equal(name, elements.get(key)?.[Number(index)], BigInt(value));
  }
}

/** `clock.mult` and its like are one input. */
export function readInputs(said: Readonly<Record<string, string>>): Inputs {
  const inputs: Record<string, bigint | Clock> = {};
  for (const [name, value] of Object.entries(said)) {
    const [owner = name, member] = name.split(".");
    if (member === undefined) inputs[owner] = BigInt(value);
    else inputs[owner] = { ...(inputs[owner] as Clock | undefined), [member]: BigInt(value) } as Clock;
  }
  return inputs;
}

function show(value: unknown): string {
  return typeof value === "bigint" ? `0x${value.toString(16)}` : String(value);
}
