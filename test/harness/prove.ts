/** decode against a machine: every word of every sample. */
import { join } from "node:path";
import type { ByteOrder } from "../../src/decode/word.js";
import { loadTarget } from "../../src/fs/targets.js";
import type { Descriptor, Model } from "../../src/model/types.js";
import { renderTarget } from "../../src/target/render.js";
import type { Machine } from "./machines.js";
import { writeFiles } from "./run.js";
import { makeSamples, type Sample } from "./samples.js";
import { expectedOf, type Slots, slotsOf } from "./slots.js";
import { readAnswers, writeJob } from "./wire.js";

export interface Work {
  readonly descriptor: Descriptor;
  readonly slots: Slots;
  readonly samples: readonly Sample[];
  /** What decode says of all samples, word behind word. */
  expected(order: ByteOrder): BigUint64Array;
}

export interface Comparison {
  readonly samples: number;
  readonly words: number;
  /** The first few differences, in words. */
  readonly differences: readonly string[];
  readonly differing: number;
  /** `ice/rx-flex ptype`: where there are differences. */
  readonly slots: readonly string[];
  /** What the machine's runner said: for the kernel, each program and the instructions that were verified. */
  readonly said: string;
}

const SHOWN = 20;

export function planWork(model: Model, descriptors: readonly Descriptor[], make = makeSamples): Work[] {
  return descriptors.map((descriptor): Work => {
    const [slots, samples] = [slotsOf(descriptor), make(model, descriptor)];
    const known = new Map<ByteOrder, BigUint64Array>();
    const expected = (order: ByteOrder) => {
      const words = known.get(order) ?? expectAll(model, descriptor, slots, samples, order);
      known.set(order, words);
      return words;
    };
    return { descriptor, slots, samples, expected };
  });
}

function expectAll(
  model: Model,
  descriptor: Descriptor,
  slots: Slots,
  samples: readonly Sample[],
  order: ByteOrder,
): BigUint64Array {
  const words = new BigUint64Array(samples.length * slots.names.length);
  for (const [i, sample] of samples.entries()) {
    const own = expectedOf(model, descriptor, sample, order);
    if (own.length !== slots.names.length) throw new Error(`${descriptor.name}: slots and words disagree`);
    words.set(own, i * slots.names.length);
  }
  return words;
}

export function writeHeaders(folder: string, model: Model, descriptors: readonly Descriptor[]): void {
  write(folder, "bpf-c", model, descriptors);
}

/** The headers and the probes of the descriptors. */
export function writeProbes(folder: string, model: Model, descriptors: readonly Descriptor[]): void {
  writeHeaders(folder, model, descriptors);
  write(folder, join(import.meta.dirname, "target"), model, descriptors);
}

function write(folder: string, target: string, model: Model, descriptors: readonly Descriptor[]): void {
  writeFiles(
    folder,
    renderTarget(loadTarget(target), model, { descriptors, drivers: [] }, () => ""),
  );
}

/** Runs the probes in `folder` and compares what they give with what decode gives. */
export async function compare(
  machine: Machine,
  folder: string,
  work: readonly Work[],
  flags: readonly string[] = [],
): Promise<Comparison> {
  const ids = work.map(({ descriptor }) => descriptor.id);
  const execute = await machine.build(folder, ids, flags);
  const jobs = work.map(({ descriptor, samples, slots }) => writeJob(descriptor, samples, slots, machine.order));
  const { stdout, stderr } = await execute(Buffer.concat(jobs));
  const answers = readAnswers(stdout, machine.order);
  const differences: string[] = [];
  const slots = new Set<string>();
  let [at, differing, samples] = [0, 0, 0];
  for (const one of work) {
    const expected = one.expected(machine.order);
    for (let i = 0; i < expected.length; i++, at++) {
      if (answers[at] === expected[i]) continue;
      slots.add(`${one.descriptor.name} ${one.slots.names[i % one.slots.names.length]}`);
      if (differing++ < SHOWN) differences.push(describe(one, i, expected[i], answers[at]));
    }
    samples += one.samples.length;
  }
  if (at !== answers.length) throw new Error(`${machine.name} gave ${answers.length} words, not ${at}`);
  return { samples, words: at, differences, differing, slots: [...slots], said: stderr };
}

function describe(work: Work, at: number, expected: bigint | undefined, given: bigint | undefined): string {
  const hex = (value: bigint | undefined) => (value === undefined ? "nothing" : `0x${value.toString(16)}`);
  const { descriptor, slots } = work;
  const slot = slots.names[at % slots.names.length] ?? "";
  const sample = work.samples[Math.floor(at / slots.names.length)];
  const bytes = Buffer.from(sample?.bytes.subarray(0, sample.inForce) ?? []).toString("hex");
  const inputs = Object.entries(sample?.inputs ?? {}).map(([name, value]) =>
    typeof value === "bigint" ? `${name}=${hex(value)}` : name,
  );
  return `${descriptor.name} ${slot}: decode ${hex(expected)}, C ${hex(given)}; ${bytes} ${inputs.join(" ")}`;
}
