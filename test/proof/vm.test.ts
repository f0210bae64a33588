/** The virtual machines that other proofs run in: answers as they are, tracing allowed there. That it is the right kernel, each of them looks. */
import { expect } from "vitest";
import { compileText } from "../harness/access/worlds.js";
import { inTemporaryFolder } from "../harness/run.js";
import { testWith } from "../harness/tools.js";
import { kernelFiles } from "../harness/vm/kernels.js";
import { runInVm } from "../harness/vm/vm.js";

const SOURCE = `#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("fentry/vfs_read")
int on_read(void *ctx)
{
	(void)ctx;
	return 0;
}
char _license[] SEC("license") = "GPL";
`;

const SCRIPT = `
uname -r
echo "$2"
echo trouble >&2
wc -l </proc/uptime
modprobe ice && ls /sys/kernel/btf/ice
bpftool prog load $1 /sys/fs/bpf/count && bpftool prog show name on_read | grep -o 'tracing *name on_read'
touch $1.more && ls $1*
exit 7
`;

const KERNEL = "6.12";

testWith(
  ["virtual machines", "clang-19", "libbpf", "bpftool"],
  "boots the kernel, gives the command's output as it is, and loads fentry",
  () =>
    inTemporaryFolder(async (folder) => {
      const object = await compileText(folder, "count", SOURCE);
      const word = "as it's: $HOME \u0001\\";
      const { status, stdout, stderr } = await runInVm(KERNEL, {
        command: ["bash", "-c", SCRIPT, "bash", object, word],
      });
      const { release } = kernelFiles(KERNEL);
      const loaded = ["/sys/kernel/btf/ice", "tracing  name on_read"];
      const lines = [release, word, "1", ...loaded, object, `${object}.more`, ""];
      expect({ status, stdout: stdout.split("\n"), stderr }).toEqual({ status: 7, stdout: lines, stderr: "trouble\n" });
    }),
  400_000,
);

testWith(["virtual machines"], "a machine that comes to no end is an error, with what it said", async () => {
  await expect(runInVm(KERNEL, { command: "sleep 1000", timeoutSeconds: 3 })).rejects.toThrow("was stopped after 3 s");
  const crash = runInVm(KERNEL, { command: "echo so far; echo c >/proc/sysrq-trigger" });
  await expect(crash).rejects.toThrow(/ended with 0\n[\s\S]*sysrq triggered crash[\s\S]*so far/);
});
