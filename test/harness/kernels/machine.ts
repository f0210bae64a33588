/** Another kernel to which steps are given, and which then takes them all in one virtual machine. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import type { Ended } from "../veth/run-on.js";
import { type Attachment, buildPair, type Loaded, type Refused } from "../veth/veth.js";
import type { Kernel } from "../vm/kernels.js";
import { runInVm } from "../vm/vm.js";
import { fromText, type Outcome, type Ran, type Reported, type Step, toText } from "./steps.js";

interface Awaited {
  readonly step: Step;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: Error) => void;
}

const TIMEOUT_SECONDS = 600;

/** What machines need, compiled here into `folder`. */
export async function buildGuest(folder: string): Promise<void> {
  const guest = { entryPoints: [join(import.meta.dirname, "guest.ts")], outfile: guestOf(folder) };
  await Promise.all([
    build({ ...guest, bundle: true, platform: "node", format: "esm", target: "node20", logLevel: "warning" }),
    buildPair(folder),
  ]);
}

function guestOf(folder: string): string {
  return join(folder, "guest.mjs");
}

export class Machine {
  readonly #awaited: Awaited[] = [];

  constructor(readonly kernel: Kernel) {}

  run(command: readonly string[], input = ""): Promise<Ran> {
    return this.#add({ kind: "run", command, input });
  }

  /** On the side of a veth pair where the interface is rx0. */
  receiver(...command: readonly string[]): Promise<Ran> {
    return this.#add({ kind: "run", command, input: "", on: "receiver" });
  }

  attach(attachment: Attachment): Promise<Loaded | Refused> {
    return this.#add({ kind: "attach", attachment });
  }

  /** A program that runs until a signal, on the receiver, while packets come. */
  example(command: readonly string[], packets: readonly string[]): Promise<Ended> {
    return this.#add({ kind: "example", command, packets });
  }

  /** Takes all steps in their order; `folder` is that of buildGuest(). */
  async boot(folder: string): Promise<void> {
    try {
      const file = join(folder, `steps-${this.kernel}.json`);
      writeFileSync(file, toText(this.#awaited.map(({ step }) => step)));
      const command = [process.execPath, guestOf(folder), folder, file];
      const { status, stdout, stderr } = await runInVm(this.kernel, { command, timeoutSeconds: TIMEOUT_SECONDS });
      if (status !== 0) throw new Error(`the guest ended with ${status}\n${stderr}`);
      for (const [i, report] of fromText<Reported[]>(stdout).entries()) {
        const { resolve, reject } = this.#awaited[i] as Awaited;
        if ("failed" in report) reject(new Error(report.failed));
        else resolve(report.outcome);
      }
    } catch (error) {
      for (const { reject } of this.#awaited) reject(error as Error);
    }
  }

  #add<T extends Outcome>(step: Step): Promise<T> {
    const outcome = new Promise<T>((resolve, reject) => {
      this.#awaited.push({ step, resolve: resolve as (outcome: Outcome) => void, reject });
    });
    // Whoever asks for it is told; until then nobody is.
    outcome.catch(() => undefined);
    return outcome;
  }
}
