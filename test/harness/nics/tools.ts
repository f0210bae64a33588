/** What virtual machines with NICs run, compiled on this one. */
import { join } from "node:path";
import { loadTarget } from "../../../src/fs/targets.js";
import type { Model } from "../../../src/model/types.js";
import { renderTarget } from "../../../src/target/render.js";
import { inParallel, run, writeFiles } from "../run.js";
import { compileBpf } from "../veth/veth.js";
import type { Tools } from "./boot.js";
import { NICS } from "./nics.js";

const HERE = import.meta.dirname;
const STRICT = ["-Wall", "-Wextra", "-Werror", "-O2"];
const LIBRARIES = ["-lbpf", "-lelf", "-lz"];

export async function compileTools(model: Model, folder: string): Promise<Tools> {
  const headers = join(folder, "include");
  const drivers = model.drivers.filter(({ name }) => NICS.some(({ driver }) => driver === name));
  writeFiles(
    headers,
    renderTarget(loadTarget("bpf-c"), model, { descriptors: model.descriptors, drivers }, () => ""),
  );
  const [object, watch, send] = ["nics.o", "watch", "send"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const bpf = ["-D__TARGET_ARCH_x86", "-Wno-unused-parameter", "-I", headers];
  await inParallel(
    [
      () => compileBpf("clang-19", join(HERE, "nics.bpf.c"), object, bpf),
      () => run("gcc", [...STRICT, "-I", headers, join(HERE, "watch.c"), "-o", watch, ...LIBRARIES]),
      () => run("gcc", [...STRICT, join(HERE, "../veth/send.c"), "-o", send, ...LIBRARIES]),
    ],
    async (work) => {
      await work();
    },
  );
  return { folder, object, watch, send };
}
