/** Many random specs as one model, and the smallest spec with which a machine disagrees. */
import * as fc from "fast-check";
import type { Model } from "../../../src/model/types.js";
import type { Machine } from "../machines.js";
import { type Comparison, compare, planWork, type Work, writeProbes } from "../prove.js";
import { inTemporaryFolder } from "../run.js";
import { makeSamples } from "../samples.js";
import { modelOf } from "../shipped.js";
import { type Pruned, prune } from "./prune.js";
import { fileOf, specFiles } from "./spec.js";
import { VOCABULARY } from "./vocabulary.js";

export interface Batch {
  readonly model: Model;
  readonly work: readonly Work[];
}

const FIRST_SEED = 20_000;
const AMOUNT = { random: 30, aimed: 40, bits: false };
/** What a spec compares in vain is no fault of the C. */
const FLAGS = ["-Wno-tautological-compare"];
const SHRINKING = 45_000;

const VOCABULARY_FILE = fileOf("metadata", VOCABULARY);

/** Random specs by number; those that lint objects to are left out. */
export function makeBatch(from: number, to: number): Batch {
  const kept: Pruned[] = [];
  for (let i = from; i < to; i++) {
    const [files = []] = fc.sample(specFiles(`d${i}`), { seed: FIRST_SEED + i, numRuns: 1 });
    const pruned = prune(VOCABULARY_FILE, files);
    if (pruned !== undefined) kept.push(pruned);
  }
  return batchOf(modelOf([VOCABULARY_FILE, ...kept.flatMap(({ files }) => files)]));
}

function batchOf(model: Model): Batch {
  return { model, work: planWork(model, model.descriptors, (all, one) => makeSamples(all, one, AMOUNT)) };
}

export function compareBatch(machine: Machine, { model, work }: Batch): Promise<Comparison> {
  return inTemporaryFolder((folder) => {
    const descriptors = work.map(({ descriptor }) => descriptor);
    writeProbes(folder, model, descriptors);
    return compare(machine, folder, work, FLAGS);
  });
}

/** The spec of this number, made smaller for as long as the machine still disagrees; empty if it does not. */
export async function smallest(machine: Machine, number: number): Promise<string> {
  const property = fc.asyncProperty(specFiles(`d${number}`), async (files) => {
    const pruned = prune(VOCABULARY_FILE, files);
    return pruned === undefined || (await agrees(machine, batchOf(pruned.model)));
  });
  const limits = { numRuns: 1, interruptAfterTimeLimit: SHRINKING, markInterruptAsFailure: false };
  const { counterexample } = await fc.check(property, { seed: FIRST_SEED + number, ...limits });
  return (counterexample?.[0] ?? []).map(({ path, text }) => `# ${path}\n${text}`).join("\n");
}

async function agrees(machine: Machine, batch: Batch): Promise<boolean> {
  try {
    return (await compareBatch(machine, batch)).differing === 0;
  } catch {
    return false;
  }
}
