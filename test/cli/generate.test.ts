import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ACME, cli, folder, get, identity, put, spec, tree } from "./harness.js";

const HEADERS = ["cqe", "flex", "hdr", "pair", "rx", "types"].map((name) => `nicdesc/acme/${name}.h`);
const acme = (out: string, ...more: string[]) => cli(["generate", "acme", "--specs", ACME, "-o", out, ...more]);

describe("generate", () => {
  test("makes the headers, says how many, and leaves unchanged ones alone", async () => {
    const out = folder();
    expect(await acme(out)).toEqual({ code: 0, out: "", err: `${out}: 7 new\n` });
    expect(Object.keys(tree(out))).toEqual([...HEADERS, "nicdesc/core.h"]);
    const before = HEADERS.map((name) => identity(join(out, name)));
    expect(await acme(out)).toEqual({ code: 0, out: "", err: `${out}: 7 unchanged\n` });
    expect(HEADERS.map((name) => identity(join(out, name)))).toEqual(before);
    writeFileSync(join(out, "nicdesc/core.h"), get(out, "nicdesc/core.h").replace("ENODATA 61", "ENODATA 62"));
    expect((await acme(out)).err).toBe(`${out}: 1 changed, 6 unchanged\n`);
    expect(get(out, "nicdesc/core.h")).toContain("ENODATA 61");
    expect(HEADERS.map((name) => identity(join(out, name)))).toEqual(before);
  });

  test("a file whose line ends a checkout has changed is unchanged", async () => {
    const out = folder();
    await acme(out);
    const path = join(out, "nicdesc/acme/rx.h");
    writeFileSync(path, get(path).replaceAll("\n", "\r\n"));
    const before = identity(path);
    expect((await acme(out)).err).toBe(`${out}: 7 unchanged\n`);
    expect(identity(path)).toBe(before);
  });

  test("removes what nothing makes any more, and the folders that this empties", async () => {
    const out = folder({ "nicdesc/acme/notes.txt": "mine", "README.md": "mine" });
    const specs = folder({ "other/rx.yaml": spec("other/rx"), "acme2/rx.yaml": spec("acme2/rx") });
    await cli(["generate", "other", "acme2", "--specs", specs, "-o", out]);
    const { err } = await cli(["generate", "acme2", "--specs", specs, "-o", out]);
    expect(err).toContain(`removed ${join(out, "nicdesc/other/rx.h")}: this command does not make it\n`);
    expect(err).toContain("1 removed, 2 unchanged");
    expect(existsSync(join(out, "nicdesc/other"))).toBe(false);
    expect(get(out, "nicdesc/acme/notes.txt")).toBe("mine");
    expect(get(out, "README.md")).toBe("mine");
  });

  test("--no-clean leaves them", async () => {
    const out = folder();
    await acme(out);
    const { err } = await cli(["generate", "acme/hdr", "--specs", ACME, "-o", out, "--no-clean"]);
    expect(err).toBe(`${out}: 2 unchanged\n`);
    expect(existsSync(join(out, "nicdesc/acme/rx.h"))).toBe(true);
  });

  test("the command in each file's banner makes that file again and spoils no other", async () => {
    const out = folder();
    await acme(out);
    const before = tree(out);
    for (const name of HEADERS) {
      const command = /To make it again: nicdesc (.*) -o DIR/.exec(get(out, name))?.[1]?.split(" ") ?? [];
      writeFileSync(join(out, name), `${get(out, name)}\n`);
      expect((await cli([...command, "--specs", ACME, "-o", out])).code).toBe(0);
    }
    expect(tree(out)).toEqual(before);
  });

  test("targets share a folder", async () => {
    const out = folder();
    await acme(out);
    await acme(out, "--target", "markdown");
    expect((await acme(out, "--check")).code).toBe(0);
    expect((await acme(out, "--check", "--target", "markdown")).code).toBe(0);
    expect(Object.keys(tree(out))).toContain("README.md");
  });

  test("-o - prints, and touches nothing", async () => {
    const { code, out, err } = await cli(["generate", "acme/rx", "--specs", ACME, "-o", "-"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    for (const guard of ["CORE", "ACME_TYPES", "ACME_RX"]) expect(out).toContain(`#ifndef __NICDESC_${guard}_H`);
  });

  test("-q says nothing", async () => {
    expect(await acme(folder(), "-q")).toEqual({ code: 0, out: "", err: "" });
  });

  test("makes the folder, in the current one too", async () => {
    const out = folder();
    expect((await acme(join(folder(), "a/b c"))).code).toBe(0);
    const before = process.cwd();
    process.chdir(out);
    try {
      expect((await acme(".")).err).toBe(".: 7 new\n");
      expect((await acme(".")).err).toBe(".: 7 unchanged\n");
    } finally {
      process.chdir(before);
    }
  });

  test("does not look into folders of other tools", async () => {
    const out = folder();
    await acme(out);
    put(join(out, "node_modules/headers/core.h"), get(out, "nicdesc/core.h"));
    expect((await acme(out, "--check")).code).toBe(0);
  });

  test("broken specs are reported, and nothing is made", async () => {
    const specs = folder({ "bad/rx.yaml": spec("bad/rx").replace("le32", "le33") });
    const out = folder();
    const { code, err } = await cli(["generate", "--specs", specs, "-o", out]);
    expect(code).toBe(1);
    expect(err).toContain(`${specs}/bad/rx.yaml:8:24: error[ND005]`);
    expect(tree(out)).toEqual({});
  });

  test("the errors of a driver that is not asked for do not matter", async () => {
    const specs = folder({ "bad/rx.yaml": spec("bad/rx").replace("le32", "le33"), "good/rx.yaml": spec("good/rx") });
    expect((await cli(["generate", "good", "--specs", specs, "-o", folder()])).code).toBe(0);
    expect((await cli(["generate", "g?od", "--specs", specs, "-o", folder()])).code).toBe(1);
  });
});
