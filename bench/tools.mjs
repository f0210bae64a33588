// What all measurements share: running commands, temporary folders, medians.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
export const BIN = join(ROOT, "bin", "nicdesc.cjs");

/** The output of a command; throws with its messages when it fails. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { encoding: "utf8", maxBuffer: 1 << 28, ...options });
  if (result.error !== undefined) throw result.error;
  if (result.status !== 0) throw new Error(`${command} ${args.join(" ")}\n${result.stderr}`);
  return result.stdout;
}

/** The first of the commands that is here. */
export function firstOf(...commands) {
  return commands.find((command) => spawnSync(command, ["--version"], { stdio: "ignore" }).status === 0);
}

export function inTemporaryFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), "nicdesc-bench-"));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** `clang -target bpf` does not look for <asm/types.h> where Debian and its like have it. */
export function multiarchInclude() {
  const found = readdirSync("/usr/include").find((name) => name.endsWith("-linux-gnu"));
  return found === undefined ? [] : ["-I", `/usr/include/${found}`];
}
