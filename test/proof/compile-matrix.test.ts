/** Every header is clean under every compiler: alone, all together, and after the headers that programs include. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect } from "vitest";
import type { Descriptor } from "../../src/model/types.js";
import { COMPILERS, type Compiler, compileAll, nameOf } from "../harness/compilers.js";
import { PROBE_SOURCES } from "../harness/machines.js";
import { writeHeaders, writeProbes } from "../harness/prove.js";
import { inTemporaryFolder, run, writeFiles } from "../harness/run.js";
import { shippedModel } from "../harness/shipped.js";
import { testWith } from "../harness/tools.js";

const model = shippedModel();
const STANDARDS = ["c11", "gnu17"];
/** bpf_helpers.h says `asm`, which C11 has not. */
const GNU = ["gnu17"];

/** What stands before our headers. */
interface Before {
  readonly text: string;
  readonly standards: readonly string[];
  readonly fits: (compiler: Compiler) => boolean;
}

const BEFORE: readonly Before[] = [
  { text: "", standards: STANDARDS, fits: () => true },
  { text: "#include <linux/types.h>\n#include <linux/errno.h>\n", standards: STANDARDS, fits: () => true },
  // The C library's own headers are not for BPF.
  { text: "#include <errno.h>\n#include <stdint.h>\n", standards: STANDARDS, fits: ({ bpf }) => !bpf },
  {
    text: "#include <linux/bpf.h>\n#include <bpf/bpf_helpers.h>\n#include <bpf/bpf_endian.h>\n",
    standards: GNU,
    fits: ({ bpf }) => bpf,
  },
];

/** For BPF alone, which test/proof/access compiles, and for user space alone, which test/proof/loading.test.ts does. */
const ONE_WORLD = /^nicdesc\/(?:(?:access|guard|metadata|prototypes|loader)|[^/]+\/driver)\.h$/;

/** The generated headers in a folder that is gone afterwards. */
function withHeaders(work: (folder: string, headers: readonly string[]) => Promise<void>): Promise<void> {
  return inTemporaryFolder(async (folder) => {
    writeHeaders(folder, model, model.descriptors);
    const headers = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".h") && !ONE_WORLD.test(name))
      .toSorted();
    expect(headers.length).toBeGreaterThan(model.descriptors.length);
    await work(folder, headers);
  });
}

/** That a header lacks nothing when it stands alone, one compiler of each kind sees; the warnings of all, those together. */
const SEES_ALONE = new Set(["clang-14 bpf v2", "bpf-gcc", "clang-19", "s390x gcc"]);

const includeAll = (headers: readonly string[]) => headers.map((header) => `#include <${header}>\n`).join("");

describe("clean under", () => {
  for (const compiler of COMPILERS.filter(({ name }) => SEES_ALONE.has(name))) {
    testWith([compiler.tool], `${compiler.name}: each header alone`, () =>
      withHeaders(async (folder, headers) => {
        const files = headers.map((header) => ({ path: nameOf("", header), text: `#include <${header}>\n` }));
        writeFiles(folder, files);
        const flags = ["-std=gnu17", "-I", folder];
        const units = files.map(({ path }) => ({ compiler, flags, source: join(folder, path) }));
        expect(await compileAll(units)).toEqual([]);
      }),
    );
  }

  for (const compiler of COMPILERS) {
    testWith([compiler.tool, "libbpf"], `${compiler.name}: all together, after what programs include`, () =>
      withHeaders(async (folder, headers) => {
        const befores = BEFORE.filter((before) => before.fits(compiler));
        const files = befores.map(({ text }, i) => ({
          path: `all${i}.c`,
          text: text + includeAll([...headers, ...headers]),
        }));
        writeFiles(folder, files);
        const units = befores.flatMap(({ standards }, i) =>
          standards.map((one) => ({
            compiler,
            flags: [`-std=${one}`, "-I", folder],
            source: join(folder, `all${i}.c`),
          })),
        );
        expect(await compileAll(units)).toEqual([]);
      }),
    );
  }
});

describe("with vmlinux.h", () => {
  for (const compiler of COMPILERS.filter(({ bpf }) => bpf)) {
    testWith([compiler.tool, "libbpf", "bpftool", "kernel BTF"], compiler.name, () =>
      withHeaders(async (folder, headers) => {
        const { stdout } = await run("bpftool", "btf dump file /sys/kernel/btf/vmlinux format c".split(" "));
        const before = "#include <vmlinux.h>\n#include <bpf/bpf_helpers.h>\n#include <bpf/bpf_core_read.h>\n";
        writeFiles(folder, [
          { path: "kernel/vmlinux.h", text: Buffer.from(stdout).toString("utf8") },
          { path: "all.c", text: before + includeAll(headers) },
        ]);
        const flags = ["-std=gnu17", "-I", folder, "-isystem", join(folder, "kernel")];
        expect(await compileAll([{ compiler, flags, source: join(folder, "all.c") }])).toEqual([]);
      }),
    );
  }
});

/** gcc 12 refuses BPF functions of more than five arguments where they are called, inlined or not. */
const GCC_ARGUMENTS = 5;

function isForGcc({ entries, metadata }: Descriptor): boolean {
  return metadata.every(({ inputs, item }) => entries.length + inputs.length + item.parts.length <= GCC_ARGUMENTS);
}

describe("clean with every reader called", () => {
  for (const compiler of COMPILERS.filter(({ name }) => / bpfeb |bpf-gcc/.test(name))) {
    testWith([compiler.tool, "libbpf"], compiler.name, () =>
      inTemporaryFolder(async (folder) => {
        const called = model.descriptors.filter((one) => compiler.tool !== "bpf-gcc" || isForGcc(one));
        expect(called.length).toBeGreaterThanOrEqual(model.descriptors.length - 4);
        writeProbes(folder, model, called);
        const text = called.map(({ id }) => `#include "probe/${id}.bpf.c"\n`).join("");
        writeFiles(folder, [{ path: "all.c", text }]);
        const flags = ["-I", folder, "-I", join(folder, "probe"), "-I", PROBE_SOURCES];
        expect(await compileAll([{ compiler, flags, source: join(folder, "all.c") }])).toEqual([]);
      }),
    );
  }
});
