/** A kernel that has a function of the proposed name: the loader takes it there, and the ordinary hook elsewhere. */
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { loadTarget } from "../../../src/fs/targets.js";
import { generate } from "../../../src/generate.js";
import { inParallel, inTemporaryFolder, run, writeFiles } from "../../harness/run.js";
import { shippedModel } from "../../harness/shipped.js";
import { type Tool, testWith } from "../../harness/tools.js";
import { MODULE_KERNEL, moduleHeaders } from "../../harness/vm/kernels.js";
import { runInVm } from "../../harness/vm/vm.js";

const TOOLS: readonly Tool[] = ["virtual machines", "building modules", "clang-19", "gcc", "make", "libbpf"];
const SOURCES = join(import.meta.dirname, "../../harness/vm/devtx");
const STRICT = ["-O2", "-g", "-Wall", "-Wextra", "-Werror"];
const TRIGGER = "/sys/module/mlx5_core/parameters/complete";

/** How many packets, the descriptor's wqe_counter and the packet's length, as mlx5_core.c has them. */
const ORDINARY = "on_complete fentry/mlx5e_consume_skb\n1 0xbad 77\n";
const PROPOSED = "on_complete__devtx fentry/mlx5_devtx_complete_skb\n1 0x1234 77\n";

testWith(
  TOOLS,
  `mlx5_devtx_complete_skb on ${MODULE_KERNEL}, where a module has it`,
  () =>
    inTemporaryFolder(async (folder) => {
      writeFiles(folder, generate(shippedModel(), loadTarget("bpf-c")));
      const bpf = ["-target", "bpf", "-mcpu=v3", "-I", "/usr/include/x86_64-linux-gnu", "-I", folder, "-c"];
      const object = join(folder, "complete.o");
      await run("clang-19", [...STRICT, ...bpf, join(SOURCES, "complete.bpf.c"), "-o", object]);
      const loader = join(folder, "loader");
      const user = ["-D_GNU_SOURCE", "-I", folder, join(SOURCES, "loader.c"), "-o", loader];
      await run("gcc", [...STRICT, ...user, "-lbpf", "-lelf", "-lz"]);
      const modules = await inParallel(["", "-DWITH_DEVTX"], (flags) => buildModule(folder, flags));
      const script = modules.map(
        (module) => `
cp ${module} /dev/shm/mlx5_core.ko
pahole -J --btf_base=/sys/kernel/btf/vmlinux /dev/shm/mlx5_core.ko && insmod /dev/shm/mlx5_core.ko
${loader} ${object} nic0 ${TRIGGER}
rmmod mlx5_core`,
      );
      const { status, stdout, stderr } = await runInVm(MODULE_KERNEL, { command: script.join("\n") });
      expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: ORDINARY + PROPOSED, stderr: "" });
    }),
  400_000,
);

/** Its types are added where it is loaded: they are said by the kernel's own. */
async function buildModule(folder: string, flags: string): Promise<string> {
  const own = join(folder, `module${flags}`);
  mkdirSync(own);
  copyFileSync(join(SOURCES, "mlx5_core.c"), join(own, "mlx5_core.c"));
  writeFileSync(join(own, "Kbuild"), `obj-m := mlx5_core.o\nccflags-y := ${flags}\n`);
  await run("make", ["-C", moduleHeaders(), `M=${own}`, "CC=gcc", "modules"]);
  return join(own, "mlx5_core.ko");
}
