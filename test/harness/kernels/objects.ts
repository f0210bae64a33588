/** What other kernels are given to load: compiled once, here, and the same files for all of them. */
import { join } from "node:path";
import { loadTarget } from "../../../src/fs/targets.js";
import type { Model } from "../../../src/model/types.js";
import { receiveItems } from "../../../src/target/driver-view.js";
import { renderTarget } from "../../../src/target/render.js";
import { make } from "../../examples/build.js";
import { askingSource, HEAD, LICENSE } from "../access/programs.js";
import { compileText, prepare } from "../access/worlds.js";
import { buildForKernel } from "../machines.js";
import { writeProbes } from "../prove.js";
import { inParallel, run, writeFiles } from "../run.js";
import { compileBpf } from "../veth/veth.js";
import { buildHooks, type Hooking } from "./hooking.js";
import { buildGuest } from "./machine.js";

export const COMPILERS = ["clang-14", "clang-19"] as const;
export type Compiler = (typeof COMPILERS)[number];

/** The sources of the proofs on a veth pair. */
const SOURCES = join(import.meta.dirname, "../../proof/bpf");
const STRICT = ["-Wall", "-Wextra", "-Werror", "-O2"];
const LIBBPF = ["-lbpf", "-lelf", "-lz"];

export interface Objects {
  readonly folder: string;
  /** Tools: see sweep.c, world.c and loader.c. */
  readonly sweep: string;
  readonly world: string;
  readonly loader: string;
  /** An object by its name, of a compiler. */
  of(name: string, compiler: Compiler): string;
  readonly hooks: Hooking;
  /** The examples that are made of hooks. */
  readonly hooking: readonly string[];
  /** All readers of all descriptors, and what loads them. */
  readonly readers: readonly { readonly compiler: Compiler; readonly loader: string; readonly object: string }[];
}

/** All of it into `folder`. */
export async function buildObjects(folder: string, model: Model): Promise<Objects> {
  await prepare(folder, model);
  const libraries = model.drivers.map(({ name }) => name);
  writeFiles(
    folder,
    renderTarget(loadTarget("bpf-c"), model, { ...model, libraries }, () => ""),
  );
  const flags = ["-I", folder];
  const [sweep, loader] = ["sweep", "loader"].map((name) => join(folder, name)) as [string, string];
  const of = (name: string, compiler: Compiler) => join(folder, `${name}.${compiler}.v3.o`);
  const asking = `${HEAD}#include <nicdesc/metadata.h>\n${askingSource(receiveItems(model))}${LICENSE}`;
  const tools: readonly (() => Promise<unknown>)[] = [
    () => buildGuest(folder),
    () => run("gcc", [...STRICT, join(import.meta.dirname, "sweep.c"), "-o", sweep, ...LIBBPF]),
    () => run("gcc", [...STRICT, ...flags, join(SOURCES, "loader.c"), "-o", loader, ...LIBBPF]),
  ];
  const objects = COMPILERS.flatMap((compiler) => [
    () => compileText(folder, "asking", asking, { compiler }),
    ...["api", "guarded", "linked"].map(
      (name) => () => compileBpf(compiler, join(SOURCES, `${name}.bpf.c`), of(name, compiler), flags),
    ),
  ]);
  await inParallel([...objects, ...tools], async (work) => work());
  await buildLibraries(folder, model, (compiler) => of("linked", compiler));
  const readers = await buildReaders(folder, model);
  const hooks = await buildHooks(folder, model);
  return { folder, sweep, loader, world: join(folder, "world"), of, hooks, hooking: buildExamples(folder), readers };
}

/** A program with a driver's library. Every other one is of the other compiler. */
export function libraryOf(folder: string, driver: string): string {
  return join(folder, `linked-${driver}.o`);
}

async function buildLibraries(folder: string, model: Model, linked: (compiler: Compiler) => string): Promise<void> {
  await inParallel([...model.drivers.entries()], async ([i, { name }]) => {
    const compiler = COMPILERS[i % 2] as Compiler;
    const library = join(folder, `library-${name}.o`);
    await compileBpf(compiler, join(folder, "nicdesc", name, "library.bpf.c"), library, ["-I", folder]);
    await run("bpftool", ["gen", "object", libraryOf(folder, name), linked(compiler), library]);
  });
}

/** In a folder for each below `examples`; gives the objects of those that need a NIC to run. */
function buildExamples(folder: string): string[] {
  for (const name of ["rx-hash", "queue-metrics", "af-xdp-metadata", "vendor-overlay"]) {
    make(name, join(folder, "examples", name));
  }
  return ["vendor-overlay/gtpu.bpf.o"].map((name) => join(folder, "examples", name));
}

async function buildReaders(folder: string, model: Model) {
  const place = join(folder, "readers");
  writeProbes(place, model, model.descriptors);
  const ids = model.descriptors.map(({ id }) => id);
  return Promise.all(
    COMPILERS.map(async (compiler) => ({ compiler, ...(await buildForKernel(place, ids, { compiler, cpu: "v3" })) })),
  );
}
