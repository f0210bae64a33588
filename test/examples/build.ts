/** Building the examples as a user would, and running their tracing programs where their drivers are absent. */
import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { loadTarget } from "../../src/fs/targets.js";
import { generate } from "../../src/generate.js";
import { run, writeFiles } from "../harness/run.js";
import { shippedModel } from "../harness/shipped.js";
import type { Tool } from "../harness/tools.js";

export const ROOT = join(import.meta.dirname, "..", "..");
const SOURCES = join(import.meta.dirname, "c");

/** What building needs, and what running in the kernel needs. */
export const BUILDING: readonly Tool[] = ["make", "gcc", "clang-19", "bpftool", "libbpf"];
export const RUNNING: readonly Tool[] = [...BUILDING, "loading BPF"];

export const STRICT = ["-Wall", "-Wextra", "-Werror"];

/** The folder of an example; of a copy, when the name is an absolute path. */
export function exampleFolder(name: string): string {
  return resolve(ROOT, "examples", name);
}

/** Writes headers below the folder. */
export function generateInto(folder: string, patterns: readonly string[]): void {
  writeFiles(folder, generate(shippedModel(), loadTarget("bpf-c"), patterns));
}

/** Runs make in the example, warnings being errors; gives what make said. */
export function make(name: string, out: string, clang: Tool = "clang-19", more: readonly string[] = []): string {
  const nicdesc = `${process.execPath} ${join(ROOT, "bin", "nicdesc.cjs")}`;
  const warnings = [...STRICT, ...more].join(" ");
  const variables = [`OUT=${out}`, `CLANG=${clang}`, "CC=gcc", `NICDESC=${nicdesc}`, `WARNINGS=${warnings}`];
  const made = spawnSync("make", ["-C", exampleFolder(name), ...variables], { encoding: "utf8" });
  if (made.status !== 0) throw new Error(`make ${name}: ${made.stdout}${made.stderr}`);
  return made.stdout;
}

/** Flags for BPF C that includes headers from these folders. */
export function bpfFlags(...includes: readonly string[]): string[] {
  const folders = [...includes, "/usr/include/x86_64-linux-gnu"].flatMap((folder) => ["-I", folder]);
  return ["-O2", "-g", "-target", "bpf", "-mcpu=v3", ...STRICT, "-Wno-unused-parameter", ...folders];
}

/** Runs one of the example's tracing programs on records; gives the lines of what it left in its ring buffers. */
export async function runTraced(
  name: string,
  program: string,
  recordSize: number,
  records: Uint8Array,
  out: string,
): Promise<string[]> {
  const [store, object, tool] = ["bytes.bpf.o", "traced.bpf.o", "traced"].map((file) => join(out, file)) as [
    string,
    string,
    string,
  ];
  await run("clang-19", [...bpfFlags(), "-c", join(SOURCES, "bytes.bpf.c"), "-o", store]);
  const flags = bpfFlags(exampleFolder(name), join(out, "include"), SOURCES);
  await run("clang-19", [...flags, "-c", join(SOURCES, `${name}.bpf.c`), "-o", object]);
  await run("gcc", [...STRICT, "-O2", join(SOURCES, "traced.c"), "-o", tool, "-lbpf"]);
  const { stdout } = await run(tool, [store, object, `traced_${program}`, String(recordSize)], records);
  return Buffer.from(stdout)
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "");
}

/** The words of a hex text, little-endian, 32 bits each. */
export function wordsOfHex(hex: string): number[] {
  const bytes = Buffer.from(hex, "hex");
  return Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readUInt32LE(i * 4));
}
