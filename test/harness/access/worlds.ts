/** Runs the programs of `programs.ts` in imagined worlds, as the kernels' BTF lays them out. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadTarget } from "../../../src/fs/targets.js";
import { generate } from "../../../src/generate.js";
import type { Model } from "../../../src/model/types.js";
import { run, writeFiles } from "../run.js";
import type { Tool } from "../tools.js";
import type { Imagined } from "./imagine.js";

export const WORLD_TOOLS: readonly Tool[] = ["clang-19", "clang-14", "gcc", "libbpf", "loading BPF"];

const STRICT = ["-Wall", "-Wextra", "-Werror"];
const ARGS = 14;
const WORDS = 112;
const FOUND = 256;
const JOB_BYTES = 96 + 8 + 8 + ARGS * 8 + 8;

export interface Job {
  readonly program: string;
  readonly world: Imagined;
}

export interface Answer {
  /** Where the world is. */
  readonly memory: bigint;
  readonly words: readonly bigint[];
  readonly found: Uint8Array;
}

/** What the verifier left of a program. */
export interface Left {
  readonly insns: number;
  readonly calls: number;
  readonly loads: number;
  readonly verified: number;
}

export interface Loaded {
  readonly programs: ReadonlyMap<string, Left>;
  readonly answers: readonly Answer[];
}

/** The headers, and the tool that loads and runs. */
export async function prepare(folder: string, model: Model): Promise<void> {
  writeFiles(folder, generate(model, loadTarget("bpf-c")));
  const source = join(import.meta.dirname, "world.c");
  const libraries = ["-lbpf", "-lelf", "-lz"];
  await run("gcc", [
    ...STRICT,
    "-O2",
    "-D_GNU_SOURCE",
    "-I",
    import.meta.dirname,
    source,
    "-o",
    toolOf(folder),
    ...libraries,
  ]);
}

function toolOf(folder: string): string {
  return join(folder, "world");
}

/** A BPF object of C text. */
export async function compileText(
  folder: string,
  name: string,
  text: string,
  { compiler = "clang-19", cpu = "v3", flags = [] }: { compiler?: Tool; cpu?: string; flags?: readonly string[] } = {},
): Promise<string> {
  const source = join(folder, `${name}.bpf.c`);
  const object = join(folder, `${name}.${compiler}.${cpu}.o`);
  writeFileSync(source, text);
  const target = ["-O2", "-g", "-target", "bpf", `-mcpu=${cpu}`, "-I", "/usr/include/x86_64-linux-gnu"];
  const includes = ["-I", folder, "-I", import.meta.dirname];
  await run(compiler, [...STRICT, ...target, ...includes, ...flags, "-c", source, "-o", object]);
  return object;
}

/** Loads an object as on a kernel of this BTF, by default the running one's, and runs its programs. */
export async function load(
  folder: string,
  object: string,
  {
    btf = "-",
    set = {},
    jobs = [],
  }: { btf?: string; set?: Readonly<Record<string, bigint>>; jobs?: readonly Job[] } = {},
): Promise<Loaded> {
  const settings = Object.entries(set).map(([name, value]) => `${name}=${value}`);
  const { stdout, stderr } = await run(toolOf(folder), [object, btf, ...settings], Buffer.concat(jobs.map(jobBytes)));
  const programs = new Map(
    stderr
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => {
        const [name = "", insns, calls, loads, verified] = line.split(" ");
        return [name, { insns: Number(insns), calls: Number(calls), loads: Number(loads), verified: Number(verified) }];
      }),
  );
  return { programs, answers: answersOf(Buffer.from(stdout), jobs.length) };
}

function jobBytes({ program, world }: Job): Buffer {
  const head = Buffer.alloc(JOB_BYTES);
  head.write(program, "utf8");
  head.writeUInt32LE(world.used, 96);
  head.writeUInt32LE(world.writes.length, 100);
  head.writeBigUInt64LE(BigInt(world.xdp), 104);
  let relative = 0;
  for (const [i, argument] of world.args.entries()) {
    head.writeBigUInt64LE(argument.value, 112 + i * 8);
    if (argument.relative) relative |= 1 << i;
  }
  head.writeUInt32LE(relative, 112 + ARGS * 8);
  const writes = world.writes.flatMap(({ at, bytes, relative: moved }) => {
    const write = Buffer.alloc(16);
    write.writeUInt32LE(at, 0);
    write.writeUInt32LE(bytes.length, 4);
    write.writeUInt32LE(moved ? 1 : 0, 8);
    return [write, bytes];
  });
  return Buffer.concat([head, ...writes]);
}

function answersOf(bytes: Buffer, count: number): Answer[] {
  const size = 8 + WORDS * 8 + FOUND;
  if (bytes.length !== count * size) throw new Error(`${bytes.length} bytes of answers, not ${count * size}`);
  return Array.from({ length: count }, (_, i) => {
    const at = i * size;
    return {
      memory: bytes.readBigUInt64LE(at),
      words: Array.from({ length: WORDS }, (_word, j) => bytes.readBigUInt64LE(at + 8 + j * 8)),
      found: bytes.subarray(at + 8 + WORDS * 8, at + size),
    };
  });
}
