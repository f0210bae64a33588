/** Descriptors to try: all 0, all 1, every bit alone, random ones, and ones that meet the conditions of metadata. */
import type { Inputs } from "../../src/decode/decode.js";
import type { Descriptor, Input, Model } from "../../src/model/types.js";
import { meetConditions } from "./aim.js";
import { Random, seedOf } from "./random.js";

export interface Sample {
  /** Of all entries, one behind the other; 0 behind `inForce`. */
  readonly bytes: Uint8Array;
  /** Bytes of the descriptor that are in force. */
  readonly inForce: number;
  /** An index into arrays, not always inside. */
  readonly index: number;
  readonly inputs: Inputs;
}

export type Clock = Exclude<Inputs[string], bigint>;

/** A sample that is still being made. */
export interface Draft {
  readonly bytes: Uint8Array;
  readonly inputs: Record<string, bigint | Clock>;
}

interface Amount {
  readonly random: number;
  readonly aimed: number;
  readonly bits: boolean;
}

const MANY: Amount = { random: 400, aimed: 600, bits: true };

export function makeSamples(model: Model, descriptor: Descriptor, amount = MANY): Sample[] {
  const random = new Random(seedOf(descriptor.name));
  return descriptor.sizes.flatMap((size) => {
    const fixed = [new Uint8Array(size), new Uint8Array(size).fill(0xff), ...(amount.bits ? singleBits(size) : [])];
    const plain = Array.from({ length: amount.random }, () => random.bytes(size));
    const aimed = Array.from({ length: amount.aimed }, (_, i) => {
      const bytes = i % 8 === 0 ? new Uint8Array(size) : random.bytes(size);
      const draft = draftOf(descriptor, bytes, random);
      meetConditions(model, descriptor, draft, random);
      return draft;
    });
    const drafts = [...[...fixed, ...plain].map((bytes) => draftOf(descriptor, bytes, random)), ...aimed];
    return drafts.map(({ bytes, inputs }) => finish(descriptor, size, bytes, inputs, random));
  });
}

/** Each bit set alone, and each clear alone. */
function singleBits(size: number): Uint8Array[] {
  return [0x00, 0xff].flatMap((rest) =>
    Array.from({ length: size * 8 }, (_, bit) => {
      const bytes = new Uint8Array(size).fill(rest);
      bytes[bit >> 3] = rest ^ (1 << (bit & 7));
      return bytes;
    }),
  );
}

function draftOf(descriptor: Descriptor, bytes: Uint8Array, random: Random): Draft {
  return { bytes, inputs: Object.fromEntries(descriptor.inputs.map((input) => [input.name, anyInput(input, random)])) };
}

function finish(descriptor: Descriptor, size: number, short: Uint8Array, inputs: Inputs, random: Random): Sample {
  const bytes = new Uint8Array(descriptor.size);
  bytes.set(short.subarray(0, size));
  const sized = descriptor.sizes.length > 1 ? { size: BigInt(size) } : {};
  return { bytes, inForce: size, index: random.below(random.pick([4, 16, 256])), inputs: { ...inputs, ...sized } };
}

function anyInput(input: Input, random: Random): bigint | Clock {
  if (input.type === "timecounter") return anyClock(random);
  if (input.values.length > 0 && random.chance(0.6)) return random.pick(input.values).value;
  if (random.chance(0.2)) return 0n;
  return random.bits(input.width);
}

function anyClock(random: Random): Clock {
  return {
    cycle_last: random.bits(64),
    mask: (1n << BigInt(1 + random.below(64))) - 1n,
    nsec: random.bits(64),
    frac: random.bits(random.pick([0, 8, 32, 64])),
    mult: random.bits(32),
    shift: BigInt(random.below(64)),
  };
}
