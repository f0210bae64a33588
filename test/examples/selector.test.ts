/** README, "With other loaders": the selectors are those of the headers, and the skeleton has them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadTarget } from "../../src/fs/targets.js";
import { generate } from "../../src/generate.js";
import { inTemporaryFolder, run, writeFiles } from "../harness/run.js";
import { shippedModel } from "../harness/shipped.js";
import { testWith } from "../harness/tools.js";
import { BUILDING, bpfFlags, generateInto, ROOT } from "./build.js";

const readme = readFileSync(join(ROOT, "README.md"), "utf8");
const [, section = ""] = /^### With other loaders\n([\s\S]*?)^##/m.exec(readme) ?? [];

/** The fenced block behind a marker. */
function block(marker: string): string {
  const [, code] = new RegExp(`<!-- ${marker} -->\\n+\`\`\`\\w+\\n([\\s\\S]*?)\`\`\``).exec(readme) ?? [];
  if (code === undefined) throw new Error(`no block behind ${marker}`);
  return code;
}

test("the values are those of nicdesc/access.h", () => {
  const files = generate(shippedModel(), loadTarget("bpf-c"), []);
  const access = files.find(({ path }) => path === "nicdesc/access.h")?.text ?? "";
  const values = new Map(
    [...access.matchAll(/^#define (NICDESC_NIC_\w+) (\w+)$/gm)].map(([, name, value]) => [name, value]),
  );
  const shown = [...section.matchAll(/(0x[0-9a-f]+).*\/\/ (NICDESC_NIC_\w+)$/gm)];
  expect(shown).toHaveLength(2);
  for (const [, value, name] of shown) expect(value).toBe(values.get(name));
  const named = [...section.matchAll(/NICDESC_(?:NIC|ACCESS)_\w+/g)].map(([name]) => name);
  expect(named.filter((name) => !access.includes(`#define ${name} `))).toEqual([]);
});

testWith(BUILDING, "the skeleton has the variable, and an object that reads by COPY needs no kfunc", () =>
  inTemporaryFolder(async (folder) => {
    generateInto(folder, []);
    const main = ["#include <nicdesc/loader.h>", '#include "hash.skel.h"', "int main(void)", "{", block("skeleton")];
    writeFiles(folder, [
      { path: "hash.bpf.c", text: block("program") },
      { path: "main.c", text: [...main, "return hash__load(skel);", "}", ""].join("\n") },
    ]);
    const object = join(folder, "hash.bpf.o");
    const compile = (...more: string[]) =>
      run("clang-19", [...bpfFlags(folder), ...more, "-c", join(folder, "hash.bpf.c"), "-o", object]);
    await compile();
    const skeleton = await run("bpftool", ["gen", "skeleton", object, "name", "hash"]);
    writeFiles(folder, [{ path: "hash.skel.h", text: Buffer.from(skeleton.stdout).toString("utf8") }]);
    const strict = ["-Wall", "-Wextra", "-Werror", "-I", folder];
    await run("gcc", [...strict, join(folder, "main.c"), "-o", join(folder, "main"), "-lbpf"]);

    const kfuncs = async () => {
      const { stdout } = await run("bpftool", ["btf", "dump", "file", object]);
      return [
        ...Buffer.from(stdout)
          .toString("utf8")
          .matchAll(/FUNC '(bpf_\w+)' .*linkage=extern/g),
      ].map(([, name]) => name);
    };
    expect(await kfuncs()).toContain("bpf_rdonly_cast");
    await compile("-DNICDESC_ACCESS=NICDESC_ACCESS_COPY");
    expect(await kfuncs()).toEqual([]);
  }),
);
