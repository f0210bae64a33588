/** Runs in the virtual machine: takes the steps of a file one after the other, and prints what came of each. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runOn } from "../veth/run-on.js";
import { type Pair, withBuiltPair } from "../veth/veth.js";
import { fromText, type Outcome, type Ran, type Reported, type Step, toText } from "./steps.js";

const [folder = "", file = ""] = process.argv.slice(2);

/** Made when it is first asked for: veth is a module, and not loaded before. */
let pair: Promise<Pair> | undefined;
let release: () => void = () => undefined;
let over: Promise<unknown> = Promise.resolve();

function openPair(): Promise<Pair> {
  pair ??= new Promise<Pair>((resolve, reject) => {
    const held = (made: Pair) =>
      new Promise<void>((ended) => {
        release = ended;
        resolve(made);
      });
    over = withBuiltPair(folder, held).catch(reject);
  });
  return pair;
}

function runHere([command = "", ...args]: readonly string[], input: string): Ran {
  const { status, stdout, stderr, error } = spawnSync(command, args, { input, encoding: "utf8", maxBuffer: 1 << 28 });
  if (error) throw error;
  return { status: status ?? -1, stdout, stderr };
}

async function take(step: Step): Promise<Outcome> {
  if (step.kind === "run" && step.on === undefined) return runHere(step.command, step.input);
  const on = await openPair();
  if (step.kind === "attach") return on.attach(step.attachment);
  if (step.kind === "run") return runHere(on.receiverCommand(step.command), step.input);
  const place = join(folder, "runs");
  mkdirSync(place, { recursive: true });
  return runOn(on, place, step.command, step.packets, { signal: "SIGINT" });
}

const reports: Reported[] = [];
for (const step of fromText<Step[]>(readFileSync(file, "utf8"))) {
  reports.push(
    await take(step).then(
      (outcome) => ({ outcome }),
      (error: unknown) => ({ failed: error instanceof Error ? error.message : String(error) }),
    ),
  );
}
release();
await over;
process.stdout.write(toText(reports));
