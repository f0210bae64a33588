/** The ways in which the generated C is run: compiled for this machine, for a big-endian one, and for the kernel. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { ByteOrder } from "../../src/decode/word.js";
import { inParallel, type Ran, run, writeFiles } from "./run.js";
import type { Tool } from "./tools.js";

export interface Machine {
  readonly name: string;
  readonly tools: readonly Tool[];
  readonly order: ByteOrder;
  /** Compiles the probes in `folder`, with further flags, and gives what runs jobs. */
  build(folder: string, ids: readonly string[], flags?: readonly string[]): Promise<(jobs: Uint8Array) => Promise<Ran>>;
}

export const PROBE_SOURCES = join(import.meta.dirname, "c");
const STRICT = ["-Wall", "-Wextra", "-Werror"];
/** Undefined behaviour traps, and gcc links, so that clang needs no runtime of its own. */
const SANITIZE = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"];
const CLANG_SANITIZE = [...SANITIZE, "-fsanitize-trap=undefined"];

function includes(folder: string): string[] {
  return ["-I", folder, "-I", join(folder, "probe"), "-I", PROBE_SOURCES];
}

interface Native {
  readonly compiler: Tool;
  readonly compile: readonly string[];
  readonly linker: Tool;
  readonly link: readonly string[];
  readonly order: ByteOrder;
  readonly runner?: Tool;
}

function native(name: string, { compiler, compile, linker, link, order, runner }: Native): Machine {
  return {
    name,
    tools: [...new Set([compiler, linker, ...(runner === undefined ? [] : [runner])])],
    order,
    async build(folder, ids, more = []) {
      const place = join(folder, name.replace(/\W+/g, "-"));
      mkdirSync(place);
      const sources = [...ids.map((id) => join(folder, "probe", `${id}.c`)), join(PROBE_SOURCES, "native.c")];
      const objects = await inParallel(sources, async (source) => {
        const object = join(place, `${source.split("/").at(-1)}.o`);
        await run(compiler, [...STRICT, ...more, ...compile, ...includes(folder), "-c", source, "-o", object]);
        return object;
      });
      const binary = join(place, "probes");
      await run(linker, [...link, ...objects, "-o", binary]);
      return (jobs) => (runner === undefined ? run(binary, [], jobs) : run(runner, [binary], jobs));
    },
  };
}

/** The probes as a BPF object, and the tool that loads it and runs them. */
export async function buildForKernel(
  folder: string,
  ids: readonly string[],
  { compiler, cpu, more = [] }: { compiler: Tool; cpu: "v2" | "v3" | "v4"; more?: readonly string[] },
): Promise<{ readonly loader: string; readonly object: string }> {
  const place = join(folder, kernelName(compiler, cpu).replace(/\W+/g, "-"));
  const [source, object, loader] = ["probes.bpf.c", "probes.bpf.o", "load"].map((name) => join(place, name)) as [
    string,
    string,
    string,
  ];
  const text = ids.map((id) => `#include "${id}.bpf.c"\n`).join("");
  writeFiles(place, [{ path: "probes.bpf.c", text }]);
  const target = ["-O2", "-g", "-target", "bpf", `-mcpu=${cpu}`, "-I", "/usr/include/x86_64-linux-gnu"];
  const tool = [join(PROBE_SOURCES, "load.c"), "-o", loader, "-lbpf", "-lelf", "-lz"];
  await inParallel(
    [
      [compiler, [...STRICT, ...more, ...target, ...includes(folder), "-c", source, "-o", object]],
      ["gcc", [...STRICT, "-O2", "-I", PROBE_SOURCES, ...tool]],
    ] as const,
    ([command, args]) => run(command, args),
  );
  return { loader, object };
}

function kernelName(compiler: Tool, cpu: string): string {
  return `the kernel, ${compiler} ${cpu}`;
}

function kernel(compiler: Tool, cpu: "v2" | "v3" | "v4"): Machine {
  return {
    name: kernelName(compiler, cpu),
    tools: [compiler, "gcc", "libbpf", "loading BPF"],
    order: "little",
    async build(folder, ids, more = []) {
      const { loader, object } = await buildForKernel(folder, ids, { compiler, cpu, more });
      return (jobs) => run(loader, [object], jobs);
    },
  };
}

function hosted(compiler: Tool, sanitize: readonly string[]): Machine {
  const link = { linker: "gcc", link: SANITIZE, order: "little" } as const;
  return native(compiler, { compiler, compile: ["-O1", ...sanitize], ...link });
}

const S390X = native("s390x big-endian", {
  compiler: "s390x-linux-gnu-gcc",
  compile: ["-O2"],
  linker: "s390x-linux-gnu-gcc",
  link: ["-static"],
  order: "big",
  runner: "qemu-s390x-static",
});

const GCC = hosted("gcc", SANITIZE);
export const MACHINES: readonly Machine[] = [
  GCC,
  hosted("clang-19", CLANG_SANITIZE),
  hosted("clang-14", CLANG_SANITIZE),
  S390X,
  kernel("clang-19", "v3"),
  kernel("clang-14", "v3"),
  kernel("clang-19", "v2"),
  kernel("clang-14", "v2"),
  kernel("clang-19", "v4"),
];
