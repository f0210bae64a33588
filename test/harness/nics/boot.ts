/** A kernel booted with NICs, and all that is done to them there in one go. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Driver } from "../../../src/model/driver/types.js";
import type { Model } from "../../../src/model/types.js";
import type { Kernel } from "../vm/kernels.js";
import { qemuWithIgb } from "../vm/qemu.js";
import { runInVm } from "../vm/vm.js";
import { type Frame, framesOf } from "./frames.js";
import { qemuArguments, setUp, wired } from "./machine.js";
import { NICS, phasesOf } from "./nics.js";
import { readWatched, type Watched } from "./records.js";

/** Of each kind of frame, so many are sent. */
const TIMES = 3;

export interface Phase {
  readonly driver: Driver;
  readonly kernel: Kernel;
  /** With an XDP program. */
  readonly xdp: boolean;
  readonly hooks: readonly string[];
  readonly frames: readonly Frame[];
  readonly watched: Watched;
}

export interface Boot {
  readonly phases: readonly Phase[];
  /** What the jobs of the machine printed, by their names. */
  readonly jobs: ReadonlyMap<string, readonly string[]>;
  /** What went to standard error, and what the kernel said. */
  readonly said: string;
}

/** What was compiled for the machines: BPF object, loader, sender, and where they are. */
export interface Tools {
  readonly folder: string;
  readonly object: string;
  readonly watch: string;
  readonly send: string;
}

interface Job {
  readonly name: string;
  readonly command: string;
}

/** Boots a kernel with all the NICs that qemu has, and watches each. */
export async function watchNics(kernel: Kernel, model: Model, tools: Tools): Promise<Boot> {
  const qemu = qemuWithIgb();
  const nics = NICS.filter(({ driver }) => driver !== "igb" || qemu !== undefined);
  const frames = framesOf(TIMES);
  const packets = join(tools.folder, "frames");
  writeFileSync(
    packets,
    frames.map(({ header, bytes }) => `${header.toString("hex")}${bytes.toString("hex")}\n`).join(""),
  );
  const phases = nics.flatMap((nic, i) => phasesOf(nic, model, kernel).map((phase) => ({ ...phase, i })));
  const watch = (i: number, ...words: readonly string[]) => `ip netns exec rx${i} ${tools.watch} ${words.join(" ")}`;
  const jobs: Job[] = [
    ...phases.map(({ i, programs }, at) => ({
      name: `phase ${at}`,
      command: watch(
        i,
        tools.object,
        "nic0",
        `${frames.length}`,
        `"bash /run/send ${i} ${tools.send} ${packets}"`,
        ...programs,
      ),
    })),
    { name: "another driver", command: watch(0, "refuse", tools.object, "nic0", "igb", "-") },
    { name: "another format", command: watch(0, "refuse", tools.object, "nic0", "-", "flex") },
    { name: "no NIC", command: watch(0, "refuse", tools.object, "lo", "-", "-") },
    { name: "hooked", command: watch(1, tools.object, "nic0", "0", '"rmmod vmxnet3"', "vmxnet3_poll") },
    ...phases
      .filter(({ xdp }) => xdp)
      .map(({ i, driver: { name } }) => ({
        name: `${name} gone`,
        command: watch(i, tools.object, "nic0", "0", `"rmmod ${name}"`, "on_xdp"),
      })),
    ...nics.map(({ driver }) => ({
      name: `${driver} removed`,
      command: `modprobe -r ${driver}; grep "^${driver} " /proc/modules`,
    })),
  ];
  const script = jobs.map(({ name, command }) => `echo "\n== ${name}"\n${command}\necho "status $?"\n`);
  const result = await runInVm(kernel, {
    command: `${setUp(nics)}\n${script.join("")}`,
    nics: qemuArguments(nics),
    timeoutSeconds: 600,
    qemu: wired(nics, qemu ?? ["qemu-system-x86_64"]),
  });
  if (result.status !== 0) throw new Error(`${result.stderr}\n${result.stdout}`);
  const sections = new Map<string, readonly string[]>();
  for (const text of result.stdout.split("\n== ").slice(1)) {
    const [name = "", ...lines] = text.split("\n").filter((line) => line !== "");
    sections.set(name, lines);
  }
  return {
    jobs: sections,
    said: `${result.stderr}\n${result.console}`,
    phases: phases.map(({ driver, xdp, hooks }, at) => {
      const lines = sections.get(`phase ${at}`) ?? [];
      if (!lines.includes("status 0"))
        throw new Error(`${driver.name} on ${kernel}:\n${lines.join("\n")}\n${result.stderr}`);
      return { driver, kernel, xdp, hooks, frames, watched: readWatched(lines) };
    }),
  };
}
