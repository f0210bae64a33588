/** Which of the tools that proofs need are here. In CI all must be; elsewhere a test without its tools is skipped, by name. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { test } from "vitest";
import { hasKernels, hasModuleHeaders } from "./vm/kernels.js";
import { qemuWithIgb } from "./vm/qemu.js";

const TOOLS = {
  gcc: () => answers("gcc"),
  make: () => answers("make"),
  "clang-14": () => answers("clang-14"),
  "clang-19": () => answers("clang-19"),
  "bpf-gcc": () => answers("bpf-gcc"),
  "s390x-linux-gnu-gcc": () => answers("s390x-linux-gnu-gcc"),
  "qemu-s390x-static": () => answers("qemu-s390x-static"),
  libbpf: () => ["bpf/libbpf.h", "bpf/bpf_helpers.h", "libelf.h", "zlib.h"].every(isHeader),
  bpftool: () => answers("bpftool", "version"),
  "kernel BTF": () => existsSync("/sys/kernel/btf/vmlinux"),
  "loading BPF": mayLoadBpf,
  "veth pairs": () => answers("nsenter") && mayMakeVeth(),
  "virtual machines": () => ["qemu-system-x86_64", "busybox", "cpio", "xz"].every(isCommand) && hasKernels(),
  "building modules": () => answers("pahole") && hasModuleHeaders(),
  "qemu with igb": () => qemuWithIgb() !== undefined,
  "taps and bridges": mayMakeWires,
} as const;

export type Tool = keyof typeof TOOLS;

const found = new Map<Tool, boolean>();

function hasTool(tool: Tool): boolean {
  const known = found.get(tool);
  if (known !== undefined) return known;
  const has = TOOLS[tool]();
  found.set(tool, has);
  return has;
}

/** The tools that are not here. */
function missingTools(tools: readonly Tool[] = Object.keys(TOOLS) as Tool[]): Tool[] {
  return tools.filter((tool) => !hasTool(tool));
}

/** A test that needs tools: without them skipped, and its name says why; in CI it then fails. */
export function testWith(tools: readonly Tool[], name: string, body: () => Promise<void>, timeout?: number): void {
  const missing = missingTools(tools);
  if (missing.length === 0) test(name, body, timeout);
  else if (process.env["CI"] === "true") {
    test(name, () => {
      throw new Error(`needs ${missing.join(", ")}`);
    });
  } else test.skip(`${name} [not run: needs ${missing.join(", ")}]`);
}

function answers(command: string, argument = "--version"): boolean {
  return spawnSync(command, [argument], { stdio: "ignore" }).status === 0;
}

function isCommand(name: string): boolean {
  return spawnSync("which", [name], { stdio: "ignore" }).status === 0;
}

function isHeader(name: string): boolean {
  return spawnSync("gcc", ["-E", "-x", "c", "-"], { input: `#include <${name}>\n`, stdio: "pipe" }).status === 0;
}

const CAP_NET_ADMIN = 12n;
const CAP_SYS_ADMIN = 21n;
const CAP_BPF = 39n;

function mayLoadBpf(): boolean {
  if (!existsSync("/proc/sys/kernel/unprivileged_bpf_disabled")) return false;
  const effective = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "0";
  const has = (capability: bigint) => ((BigInt(`0x${effective}`) >> capability) & 1n) === 1n;
  return has(CAP_SYS_ADMIN) || (has(CAP_BPF) && has(CAP_NET_ADMIN));
}

/** In a network namespace that is gone at once. */
function mayMakeVeth(): boolean {
  return spawnSync("unshare", ["--net", "ip", "link", "add", "type", "veth"], { stdio: "ignore" }).status === 0;
}

function mayMakeWires(): boolean {
  const make = "ip tuntap add tap0 mode tap vnet_hdr && ip link add wire type bridge";
  return spawnSync("unshare", ["--net", "sh", "-c", make], { stdio: "ignore" }).status === 0;
}
