/** Samples as bytes for the C side, and its answers back; the format is in c/probe.h. */
import type { ByteOrder } from "../../src/decode/word.js";
import type { Descriptor, Input } from "../../src/model/types.js";
import type { Clock, Sample } from "./samples.js";
import type { Slots } from "./slots.js";

const NAME = 96;
const ENTRIES = 4;
const HEADER = NAME + (2 + ENTRIES + 3) * 4;
const CLOCK = 40;

export function writeJob(
  descriptor: Descriptor,
  samples: readonly Sample[],
  slots: Slots,
  order: ByteOrder,
): Uint8Array {
  const inputBytes = 16 + descriptor.inputs.reduce((sum, input) => sum + sizeOfInput(input), 0);
  const buffer = new Uint8Array(HEADER + samples.length * (descriptor.size + inputBytes));
  const out = new Writer(buffer, order === "little");
  out.bytes(new TextEncoder().encode(descriptor.id), NAME);
  out.u32(samples.length);
  out.u32(descriptor.entries.length);
  for (let i = 0; i < ENTRIES; i++) out.u32(descriptor.entries[i]?.size ?? 0);
  out.u32(inputBytes);
  out.u32(slots.fields);
  out.u32(slots.names.length);
  for (const sample of samples) {
    out.bytes(sample.bytes, descriptor.size);
    const first = descriptor.entries[0]?.size ?? 0;
    out.u64(BigInt(descriptor.sizes.length > 1 ? sample.inForce : first));
    out.u64(BigInt(sample.index) << 3n);
    for (const input of descriptor.inputs) writeInput(out, sample.inputs[input.name] ?? 0n);
  }
  return buffer;
}

/** The words of the answers; in place if the order is the machine's own. */
export function readAnswers(answers: Uint8Array, order: ByteOrder): BigUint64Array {
  const words = new BigUint64Array(answers.length / 8);
  const view = new DataView(answers.buffer, answers.byteOffset, answers.length);
  for (let i = 0; i < words.length; i++) words[i] = view.getBigUint64(i * 8, order === "little");
  return words;
}

function sizeOfInput(input: Input): number {
  return input.type === "timecounter" ? CLOCK : 8;
}

function writeInput(out: Writer, value: bigint | Clock): void {
  if (typeof value === "bigint") {
    out.u64(value);
    return;
  }
  for (const part of [value.cycle_last, value.mask, value.nsec, value.frac]) out.u64(part);
  out.u32(Number(value.mult));
  out.u32(Number(value.shift));
}

class Writer {
  private at = 0;
  private readonly view: DataView;

  constructor(
    private readonly buffer: Uint8Array,
    private readonly little: boolean,
  ) {
    this.view = new DataView(buffer.buffer);
  }

  bytes(bytes: Uint8Array, room: number): void {
    this.buffer.set(bytes, this.at);
    this.at += room;
  }

  u32(value: number): void {
    this.view.setUint32(this.at, value, this.little);
    this.at += 4;
  }

  u64(value: bigint): void {
    this.view.setBigUint64(this.at, value, this.little);
    this.at += 8;
  }
}
