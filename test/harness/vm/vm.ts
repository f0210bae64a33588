/** A command on another kernel: a virtual machine that has this machine's files, read-only under a layer of memory. */
import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { type Kernel, type KernelFiles, kernelFiles } from "./kernels.js";

export interface VmJob {
  /** A program with its arguments, or a script for bash. It runs as root, in the caller's folder, with nothing to read. */
  readonly command: readonly string[] | string;
  /** Arguments of qemu, `-device e1000e,romfile=` for one. Without them there is no interface but lo. */
  readonly nics?: readonly string[];
  /** Another qemu than the one on the path: the command and what comes before its arguments. */
  readonly qemu?: readonly string[];
  readonly timeoutSeconds?: number;
}

export interface VmResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What the kernel said. */
  readonly console: string;
}

class VmFailed extends Error {}

/** What the first process needs before it sees this machine's files. */
const MODULES = ["virtio_pci", "9pnet_virtio", "9p", "overlay"];
const PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** Boots the kernel, runs the command, and gives its status and output as they are. A machine that does not come to that is an error. */
export async function runInVm(kernel: Kernel, job: VmJob): Promise<VmResult> {
  const files = kernelFiles(kernel);
  const folder = mkdtempSync(join(tmpdir(), "nicdesc-vm-"));
  try {
    const shared = join(folder, "job");
    mkdirSync(shared);
    writeFileSync(join(shared, "command"), commandText(job.command));
    writeFileSync(join(shared, "path"), shared);
    writeFileSync(join(shared, "modules"), join(files.root, "lib/modules", files.release));
    makeInitrd(folder, files);
    const args = qemuArgs(folder, shared, files, job.nics ?? []);
    const ended = await runQemu([...(job.qemu ?? ["qemu-system-x86_64"]), ...args], job.timeoutSeconds ?? 240);
    const booted = textOf(join(shared, "release")).trim();
    if (booted !== "" && booted !== files.release) throw new VmFailed(`${booted} was booted for ${files.release}`);
    return resultOf(folder, shared, `${kernel} (${files.release})`, ended);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function commandText(command: readonly string[] | string): string {
  const head = `export PATH=${PATH} HOME=/root LC_ALL=C.UTF-8\ncd ${quoted(process.cwd())}\n`;
  return head + (typeof command === "string" ? command : `exec ${command.map(quoted).join(" ")}\n`);
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** Busybox, the script that it runs, and the modules in the order in which they are loaded. */
function makeInitrd(folder: string, { root, release }: KernelFiles): void {
  const content = join(folder, "initrd");
  for (const name of ["bin", "modules"]) mkdirSync(join(content, name), { recursive: true });
  copyFileSync(busybox(), join(content, "bin/busybox"));
  copyFileSync(join(import.meta.dirname, "init.sh"), join(content, "init"));
  execFileSync("chmod", ["755", join(content, "init"), join(content, "bin/busybox")]);
  for (const [i, module] of modulesFor(root, release).entries()) {
    const name = `${String(i).padStart(2, "0")}-${basename(module, ".xz")}`;
    const bytes = module.endsWith(".xz") ? execFileSync("xz", ["-dc", module]) : readFileSync(module);
    writeFileSync(join(content, "modules", name), bytes);
  }
  const list = execFileSync("find", ["."], { cwd: content });
  const archive = execFileSync("cpio", ["-o", "-H", "newc", "--quiet"], {
    cwd: content,
    input: list,
    maxBuffer: 1 << 26,
  });
  writeFileSync(join(folder, "initrd.cpio"), archive);
}

function busybox(): string {
  const found = ["/bin/busybox", "/usr/bin/busybox"].find(existsSync);
  if (found === undefined) throw new VmFailed("no busybox: apt-get install busybox-static");
  return found;
}

/** The files of MODULES and of what they need, each once; those that are built in have none. */
function modulesFor(root: string, release: string): string[] {
  const args = ["-d", root, "-S", release, "--show-depends", "-a", ...MODULES];
  const lines = execFileSync("modprobe", args, { encoding: "utf8", env: { ...process.env, PATH } }).split("\n");
  const paths = lines.flatMap((line) => /^insmod (\S+)/.exec(line)?.[1] ?? []);
  return [...new Set(paths)];
}

function qemuArgs(folder: string, shared: string, { image }: KernelFiles, nics: readonly string[]): string[] {
  const share = (id: string, path: string, more: string) => [
    ...["-fsdev", `local,id=${id},path=${path},security_model=none,multidevs=remap${more}`],
    ...["-device", `virtio-9p-pci,fsdev=${id},mount_tag=${id}`],
  ];
  return [
    ...["-nodefaults", "-display", "none", "-no-reboot", "-serial", `file:${join(folder, "console")}`],
    ...["-M", "q35", "-accel", "tcg,thread=multi", "-cpu", "max", "-m", "2048"],
    ...["-kernel", image, "-initrd", join(folder, "initrd.cpio")],
    ...["-append", "console=ttyS0 quiet oops=panic panic=-1 mitigations=off"],
    ...share("host", "/", ",readonly=on"),
    ...share("job", shared, ""),
    ...nics,
  ];
}

interface Ended {
  readonly said: string;
  readonly why: string;
}

/** Under `timeout`, so that it ends in time even if this process is gone by then. */
function runQemu(qemu: readonly string[], timeoutSeconds: number): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const command = ["--signal=KILL", `${timeoutSeconds}`, ...qemu];
    const child = spawn("timeout", command, { stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => {
      said += chunk.toString("utf8");
    });
    child.on("error", reject);
    child.on("close", (code, signal) => {
      const late = code === 137 || signal === "SIGKILL";
      resolve({ said, why: late ? `was stopped after ${timeoutSeconds} s` : `ended with ${signal ?? code}` });
    });
  });
}

function resultOf(folder: string, shared: string, kernel: string, { said, why }: Ended): VmResult {
  const [status, stdout, stderr] = ["status", "stdout", "stderr"].map((name) => textOf(join(shared, name)));
  const console = textOf(join(folder, "console"));
  if (!status?.endsWith("\n")) {
    const parts = { qemu: said, console, stdout, stderr };
    const tails = Object.entries(parts).map(([name, text]) => `--- ${name}\n${text?.slice(-3000)}`);
    throw new VmFailed(`the virtual machine with ${kernel} ${why}\n${tails.join("\n")}`);
  }
  return { status: Number(status), stdout: stdout ?? "", stderr: stderr ?? "", console };
}

function textOf(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}
