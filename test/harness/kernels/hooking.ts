/** Every hook of every driver in a kernel itself: loaded by its verifier as what it is, and attached. */
import { join } from "node:path";
import type { Model } from "../../../src/model/types.js";
import { compileText } from "../access/worlds.js";
import { inParallel, run } from "../run.js";
import { ACCESS } from "../selector.js";
import { allHooks, hooksSource } from "../vm/hooks.js";
import type { Kernel } from "../vm/kernels.js";
import type { Machine } from "./machine.js";
import type { Ran } from "./steps.js";

/** What comes of a program. A hook whose members a kernel lacks is taken there, and left empty by the verifier. */
type HookOutcome = "works" | "does nothing" | "no such function" | "other parameters" | "cannot be traced";

export type HookOutcomes = Partial<Record<HookOutcome, readonly string[]>>;

/** The tool, and the hooks of both compilers: in `folder`, where the headers are. */
export interface Hooking {
  readonly tool: string;
  readonly newer: string;
  readonly older: string;
}

export async function buildHooks(folder: string, model: Model): Promise<Hooking> {
  const tool = join(folder, "attach-hooks");
  const source = join(import.meta.dirname, "../vm/attach.c");
  await run("gcc", ["-Wall", "-Wextra", "-Werror", "-O2", source, "-o", tool, "-lbpf", "-lelf", "-lz"]);
  const text = hooksSource(model);
  const [newer = "", older = ""] = await inParallel(["clang-19", "clang-14"] as const, (compiler) =>
    compileText(folder, "hooks", text, { compiler }),
  );
  return { tool, newer, older };
}

/** The drivers' modules are loaded by then. Both ways of reading where the kernel has both, by a compiler each. */
export function hooksOn(machine: Machine, model: Model, { tool, newer, older }: Hooking, casts: boolean) {
  const { kernel } = machine;
  const all = allHooks(model);
  const verified = all.filter((hook) => hook.verified.includes(kernel)).flatMap(({ programs }) => programs);
  const others = all
    .filter((hook) => !hook.verified.includes(kernel))
    .flatMap(({ programs }) => programs)
    .filter((name) => !name.endsWith("_recall"));
  const object = kernel === "6.12" ? older : newer;
  return {
    verified,
    all: machine.run([tool, object, `${ACCESS.AUTO}`, ...verified, "--", ...others]),
    copied: casts ? machine.run([tool, older, `${ACCESS.COPY}`, ...verified]) : undefined,
  };
}

/** What the tool said of each program. */
export function outcomesOf({ status, stdout, stderr }: Ran): HookOutcomes {
  if (status !== 0) throw new Error(`${status}: ${stderr}`);
  const outcomes: Partial<Record<HookOutcome, string[]>> = {};
  for (const line of stdout.split("\n").filter(Boolean).toSorted()) {
    const [name = "", insns, ...result] = line.split(" ");
    const outcome = outcomeOf(Number(insns), result.join(" "));
    outcomes[outcome] = [...(outcomes[outcome] ?? []), name];
  }
  return outcomes;
}

/** More than what is left of a program that gives up at once, less than what any needs that does something. */
const EMPTY_INSNS = 20;

function outcomeOf(insns: number, result: string): HookOutcome {
  switch (result) {
    case "attached":
    case "loaded":
      return insns > EMPTY_INSNS ? "works" : "does nothing";
    case "not loaded: 3":
      return "no such function";
    case "not loaded: 13":
    case "not loaded: 22":
      return "other parameters";
    case "not attached: 524":
      return "cannot be traced";
    default:
      throw new Error(result);
  }
}

/** What comes of hooks where `verified` leaves the kernel out. */
export const ELSEWHERE: Readonly<Record<Kernel, HookOutcomes>> = {
  "6.1": {
    "does nothing": [
      "iavf_devrx",
      "iavf_devrx_flex",
      "iavf_devrx_skb",
      "iavf_devrx_skb_flex",
      "igc_devrx_xdp",
      "mlx5_devrx_xdp",
      "mlx5_devtx_complete_xdp",
    ],
    "no such function": [
      "gve_devtx_submit_xdp",
      "ice_devtx_submit_xdp",
      "igb_devrx_skb",
      "virtio_net_devrx_skb",
      "virtio_net_devrx_xdp",
      "vmxnet3_devrx",
      "vmxnet3_devrx_remember",
      "vmxnet3_devrx_xdp",
    ],
    "other parameters": [
      "bnxt_devrx_xdp",
      "mlx5_devrx_skb",
      "mlx5_devrx_skb_mpwrq",
      "mlx5_devrx_skb_mpwrq_nonlinear",
      "mlx5_devrx_skb_nonlinear",
      "mlx5_devrx_skb_xsk",
      "mlx5_devrx_skb_xsk_mpwrq",
    ],
    "cannot be traced": [
      "gve_devtx_complete_skb",
      "gve_devtx_complete_skb_untyped",
      "gve_devtx_complete_xdp",
      "virtio_net_devrx",
    ],
  },
  "6.12": {
    "does nothing": [
      "bnxt_devrx_xdp",
      "gve_devtx_complete_skb",
      "gve_devtx_complete_xdp",
      "iavf_devrx",
      "iavf_devrx_flex",
      "iavf_devrx_skb",
      "iavf_devrx_skb_flex",
    ],
    "no such function": ["gve_devtx_submit_xdp", "igb_devrx_skb"],
  },
  "7.3": {
    "does nothing": ["gve_devtx_complete_skb_untyped", "iavf_devrx_only_legacy", "iavf_devrx_skb_only_legacy"],
  },
};
