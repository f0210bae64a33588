import { join } from "node:path";
import type { DoctorReport } from "../doctor/doctor.js";
import type { InterfaceFacts, MachineFacts } from "../doctor/facts.js";
import { judgeInterface, matchDriver } from "../doctor/interface.js";
import { type Advice, judgeKernel } from "../doctor/kernel.js";
import { UsageError } from "../errors.js";
import { btfFolder, type MachineOptions, readMachine } from "../fs/machine.js";
import type { Model } from "../model/types.js";
import type { BtfSource } from "../verify/frames.js";
import { kernelVersion } from "../verify/kernels.js";
import { EXIT, type ExitCode, type Io } from "./io.js";
import { namingDamage, readSources } from "./kernel-types.js";
import { openModel, type SpecsOptions } from "./workspace.js";

export interface DoctorOptions extends SpecsOptions {
  readonly json?: boolean;
}

/** Says what this machine allows, and what each interface has. What is missing is no error: nothing was asked for. */
export async function doctor(
  named: readonly string[],
  options: DoctorOptions,
  io: Io,
  machine: MachineOptions = {},
): Promise<ExitCode> {
  const facts = readMachine(named, machine);
  const opened = await openModel(options, io);
  if (opened === undefined) return EXIT.findings;
  const report = examine(facts, opened.model, machine.root);
  if (options.json) io.out((await import("../doctor/report-json.js")).reportJson(report));
  else io.out((await import("../doctor/report-text.js")).reportText(report, { color: io.color.out, width: io.width }));
  return EXIT.good;
}

function examine(facts: MachineFacts, model: Model, root: string | undefined): DoctorReport {
  const types = new Types(facts, root);
  const vmlinux = types.read("vmlinux");
  const kernel = namingDamage(() => judgeKernel(facts, vmlinux?.btf));
  const around = { model, machine: facts, kernel: kernelVersion(facts.release) };
  const sourcesOf = (each: InterfaceFacts) =>
    [...(matchDriver(each, model.drivers)?.modules ?? []), "vmlinux"].flatMap((name) => types.read(name) ?? []);
  const interfaces = facts.interfaces.map((each) =>
    namingDamage(() => judgeInterface(each, { ...around, sources: sourcesOf(each) })),
  );
  return { kernel: { ...kernel, advice: [...kernel.advice, ...types.problems] }, interfaces };
}

/** The kernel's and its modules' types, each read once. What cannot be read is said, and the rest still looked at. */
class Types {
  readonly problems: Advice[] = [];
  private readonly known = new Map<string, BtfSource | undefined>();

  constructor(
    private readonly facts: MachineFacts,
    private readonly root: string | undefined,
  ) {}

  read(name: string): BtfSource | undefined {
    if (!this.known.has(name)) this.known.set(name, this.open(name));
    return this.known.get(name);
  }

  private open(name: string): BtfSource | undefined {
    if (this.facts.btf?.includes(name) !== true) return undefined;
    try {
      return readSources([join(btfFolder(this.root), name)], undefined)[0];
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      this.problems.push({ problem: error.message, mend: error.help ?? "" });
      return undefined;
    }
  }
}
