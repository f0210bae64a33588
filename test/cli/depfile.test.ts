import { spawnSync } from "node:child_process";
import { rmSync, statSync, symlinkSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ACME, cli, folder, get, identity, put, ROOT, spec } from "./harness.js";
import { SHIPPED } from "./shipped.js";

describe("--depfile", () => {
  test("names every output, spec and template, and a rule for each input", async () => {
    const specs = folder({ "one/rx.yaml": spec("one/rx") });
    const path = join(folder(), "deps.d");
    await cli(["generate", "one", "--specs", specs, "-o", "/nowhere/../tmp/nicdesc-none", "--check"]);
    const out = folder();
    await cli(["generate", "one", "--specs", specs, "-o", out, "--depfile", path]);
    const text = get(path);
    const made = ["core", "access", "metadata", "guard", "prototypes", "loader", "one/rx"];
    const outputs = made.map((name) => `${out}/nicdesc/${name}.h`);
    expect(text.split(": \\\n")[0]).toBe(outputs.join(" \\\n  "));
    for (const input of [
      join(specs, "one/rx.yaml"),
      join(SHIPPED, "metadata.yaml"),
      join(ROOT, "templates/bpf-c/_banner.hbs"),
      join(ROOT, "templates/bpf-c/core.h.hbs"),
    ])
      expect(text).toContain(`\n${input}:\n`);
    const before = identity(path);
    await cli(["generate", "one", "--specs", specs, "-o", out, "--depfile", path]);
    expect(identity(path)).toBe(before);
  });

  test("names driver.yaml, driver.h and a library", async () => {
    const [out, path] = [folder(), join(folder(), "deps.d")];
    await cli(["generate", "acme/rx", "--library", "igc", "--specs", ACME, "-o", out, "--depfile", path]);
    const [outputs = "", inputs = ""] = get(path).split(": \\\n");
    for (const name of ["acme/driver.h", "igc/driver.h", "igc/library.bpf.c"])
      expect(outputs).toContain(`${out}/nicdesc/${name}`);
    for (const input of [
      join(ACME, "acme/driver.yaml"),
      join(SHIPPED, "igc/driver.yaml"),
      join(ROOT, "templates/bpf-c/driver.h.hbs"),
      join(ROOT, "templates/bpf-c/library.bpf.c.hbs"),
    ])
      expect(inputs).toContain(`\n${input}:\n`);
  });

  test("names the templates that stand in", async () => {
    const own = folder({ "core.h.hbs": "/* {{banner.mark}} */" });
    const path = join(folder(), "deps.d");
    await cli(["generate", "igc", "-o", folder(), "--templates", own, "--depfile", path]);
    expect(get(path)).toContain(join(own, "core.h.hbs"));
    expect(get(path)).not.toContain(join(ROOT, "templates/bpf-c/core.h.hbs"));
  });

  test("make understands it: paths of all kinds, and a spec that is gone", async () => {
    const at = folder({
      "my specs #1/one/rx.yaml": spec("one/rx"),
      "my specs #1/two/rx.yaml": spec("two/rx"),
      "$(HOME) 50%: a*b?/three/rx.yaml": spec("three/rx"),
    });
    symlinkSync(process.execPath, join(at, "node"));
    const out = join(at, "out dir");
    const specs = [join(at, "my specs #1"), join(at, "$(HOME) 50%: a*b?")];
    const generate = () =>
      cli([
        "generate",
        "one",
        "two",
        "three",
        ...specs.flatMap((path) => ["--specs", path]),
        "-o",
        out,
        "--depfile",
        join(at, "deps.d"),
      ]);
    put(
      join(at, "Makefile"),
      `all: ${out.replace(" ", "\\ ")}/nicdesc/one/rx.h\n\n%.h:\n\t@echo again "$@"\n\n-include deps.d\n`,
    );
    expect(make(at)).toContain("again");
    await generate();
    expect(make(at)).toContain("Nothing to be done");
    for (const path of [join(specs[0] ?? "", "one/rx.yaml"), join(specs[1] ?? "", "three/rx.yaml")]) {
      const time = statSync(path).mtime;
      utimesSync(path, new Date(), new Date(Date.now() + 5000));
      expect(make(at)).toContain(`again ${out}/nicdesc/one/rx.h`);
      utimesSync(path, time, time);
      expect(make(at)).toContain("Nothing to be done");
    }
    rmSync(join(specs[0] ?? "", "two/rx.yaml"));
    expect(make(at)).toContain(`again ${out}/nicdesc/one/rx.h`);
  });

  test("does not go with -o -", async () => {
    expect((await cli(["generate", "igc", "-o", "-", "--depfile", "x.d"])).code).toBe(2);
  });
});

function make(cwd: string): string {
  const { status, stdout, stderr } = spawnSync("make", ["-r", "all"], { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr || stdout);
  return stdout;
}
