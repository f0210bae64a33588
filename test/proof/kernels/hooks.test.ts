/** Every hook of every driver in the kernels themselves: loaded by their verifiers as what it is, and attached. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect } from "vitest";
import { loadTarget } from "../../../src/fs/targets.js";
import { generate } from "../../../src/generate.js";
import { compileText } from "../../harness/access/worlds.js";
import { inParallel, run, writeFiles } from "../../harness/run.js";
import { ACCESS } from "../../harness/selector.js";
import { shippedModel } from "../../harness/shipped.js";
import { type Tool, testWith } from "../../harness/tools.js";
import { allHooks, hooksSource } from "../../harness/vm/hooks.js";
import { KERNELS, type Kernel } from "../../harness/vm/kernels.js";
import { runInVm } from "../../harness/vm/vm.js";

const TOOLS: readonly Tool[] = ["virtual machines", "clang-14", "clang-19", "gcc", "libbpf"];
const model = shippedModel();
const folder = mkdtempSync(join(tmpdir(), "nicdesc-hooks-"));
let making: Promise<string[]> | undefined;
const HOOKS = allHooks(model);
const MODULES = model.drivers.flatMap(({ modules }) => modules.slice(0, 1)).join(" ");

/** What comes of a program. A hook whose members a kernel lacks is taken there, and left empty by the verifier. */
type Outcome = "works" | "does nothing" | "no such function" | "other parameters" | "cannot be traced";

/** What comes of hooks where `verified` leaves the kernel out. */
const ELSEWHERE: Readonly<Record<Kernel, Partial<Record<Outcome, readonly string[]>>>> = {
  "6.1": {
    "does nothing": ["igc_devrx_xdp", "mlx5_devrx_xdp", "mlx5_devtx_complete_xdp"],
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
    "does nothing": ["bnxt_devrx_xdp", "gve_devtx_complete_skb", "gve_devtx_complete_xdp"],
    "no such function": ["gve_devtx_submit_xdp", "igb_devrx_skb"],
  },
  "7.3": { "does nothing": ["gve_devtx_complete_skb_untyped"] },
};

/** More than what is left of a program that gives up at once, less than what any needs that does something. */
const EMPTY_INSNS = 20;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

for (const kernel of KERNELS) {
  const good = HOOKS.filter(({ verified }) => verified.includes(kernel)).flatMap(({ programs }) => programs);
  const others = HOOKS.filter(({ verified }) => !verified.includes(kernel))
    .flatMap(({ programs }) => programs)
    .filter((name) => !name.endsWith("_recall"));
  // The others copy by themselves.
  const again = kernel === "7.3";
  const attach = async () => {
    const [tool, newer, older] = await built();
    const command = `
modprobe -qa ${MODULES}
${tool} ${kernel === "6.12" ? older : newer} ${ACCESS.AUTO} ${good.join(" ")} -- ${others.join(" ")} || exit
${again ? `echo\n${tool} ${older} ${ACCESS.COPY} ${good.join(" ")}` : ""}`;
    const { status, stdout, stderr } = await runInVm(kernel, { command });
    const [all = "", copied = ""] = stdout.split("\n\n");
    const expected = { works: good.toSorted(), ...ELSEWHERE[kernel] };
    expect({ status, outcomes: outcomesOf(all) }, stderr).toEqual({ status: 0, outcomes: expected });
    if (again) expect(outcomesOf(copied), stderr).toEqual({ works: good.toSorted() });
  };
  testWith(
    TOOLS,
    `${kernel}: ${good.length} programs are loaded and attached, ${others.length} are not`,
    attach,
    400_000,
  );
}

/** The tool, and the objects of both compilers; made once. */
function built(): Promise<string[]> {
  making ??= build();
  return making;
}

async function build(): Promise<string[]> {
  writeFiles(folder, generate(model, loadTarget("bpf-c")));
  const tool = join(folder, "attach");
  const source = join(import.meta.dirname, "../../harness/vm/attach.c");
  await run("gcc", ["-Wall", "-Wextra", "-Werror", "-O2", source, "-o", tool, "-lbpf", "-lelf", "-lz"]);
  const text = hooksSource(model);
  const objects = await inParallel(["clang-19", "clang-14"] as const, (compiler) =>
    compileText(folder, "hooks", text, { compiler }),
  );
  return [tool, ...objects];
}

function outcomesOf(said: string): Partial<Record<Outcome, string[]>> {
  const outcomes: Partial<Record<Outcome, string[]>> = {};
  for (const line of said
    .split("\n")
    .filter((text) => text !== "")
    .toSorted()) {
    const [name = "", insns, ...result] = line.split(" ");
    const outcome = outcomeOf(Number(insns), result.join(" "));
    outcomes[outcome] = [...(outcomes[outcome] ?? []), name];
  }
  return outcomes;
}

function outcomeOf(insns: number, result: string): Outcome {
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
