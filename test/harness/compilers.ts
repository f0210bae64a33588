/** Every compiler and setting that the headers are promised to be clean under. */
import { join } from "node:path";
import { inParallel, run, ToolFailed } from "./run.js";
import type { Tool } from "./tools.js";

export interface Compiler {
  readonly name: string;
  readonly tool: Tool;
  readonly flags: readonly string[];
  /** Whether programs for it include vmlinux.h and bpf_helpers.h. */
  readonly bpf: boolean;
}

const HOST_HEADERS = ["-I", "/usr/include/x86_64-linux-gnu"];
const GCC_HEADERS = ["-idirafter", "/usr/include", "-idirafter", "/usr/include/x86_64-linux-gnu"];

const CLANG_BPF = (["clang-14", "clang-19"] as const).flatMap((tool) =>
  ["bpf", "bpfeb"].flatMap((target) =>
    ["v2", "v3"].map((cpu): Compiler => {
      const flags = ["-target", target, `-mcpu=${cpu}`, ...HOST_HEADERS];
      return { name: `${tool} ${target} ${cpu}`, tool, flags, bpf: true };
    }),
  ),
);

export const COMPILERS: readonly Compiler[] = [
  ...CLANG_BPF,
  { name: "bpf-gcc", tool: "bpf-gcc", flags: GCC_HEADERS, bpf: true },
  { name: "gcc", tool: "gcc", flags: [], bpf: false },
  { name: "clang-19", tool: "clang-19", flags: [], bpf: false },
  { name: "s390x gcc", tool: "s390x-linux-gnu-gcc", flags: [], bpf: false },
];

const STRICT = ["-O2", "-Wall", "-Wextra", "-Werror"];

export interface Unit {
  readonly compiler: Compiler;
  readonly flags: readonly string[];
  readonly source: string;
}

/** Compiles every unit to nothing; what the compilers said of those that are not clean. */
export async function compileAll(units: readonly Unit[]): Promise<string[]> {
  const said = await inParallel(units, async ({ compiler, flags, source }) => {
    const args = [...STRICT, ...compiler.flags, ...flags, "-S", source, "-o", "/dev/null"];
    try {
      const { stderr } = await run(compiler.tool, args);
      return stderr;
    } catch (error) {
      if (!(error instanceof ToolFailed)) throw error;
      return error.message;
    }
  });
  return said.filter((text) => text !== "");
}

/** A file for each header alone, and its flags. */
export function nameOf(folder: string, header: string): string {
  return join(folder, "alone", `${header.replace(/[/.]/g, "_")}.c`);
}
