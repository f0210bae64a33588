import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ACME, bin, cli, folder, get, put, tree } from "./harness.js";

const acme = (out: string, ...more: string[]) => cli(["generate", "acme", "--specs", ACME, "-o", out, ...more]);

describe("generate and what is not its own", () => {
  test("a file without our banner is not overwritten, and nothing else is written", async () => {
    const out = folder({ "nicdesc/acme/rx.h": "/* by hand */\n" });
    const { code, err } = await acme(out);
    expect(code).toBe(2);
    expect(err).toBe(
      `nicdesc: ${join(out, "nicdesc/acme/rx.h")} was not made by nicdesc: it is left as it is\nhelp: remove it, or choose another output folder\n`,
    );
    expect(tree(out)).toEqual({ "nicdesc/acme/rx.h": "/* by hand */\n" });
  });

  test("a banner far down in a file is a quotation", async () => {
    const out = folder();
    await acme(out);
    const quoting = `/* by hand */\n${"\n".repeat(3000)}${get(out, "nicdesc/acme/rx.h")}`;
    put(join(out, "nicdesc/acme/rx.h"), quoting);
    put(join(out, "nicdesc/acme/other.h"), quoting);
    expect((await acme(out)).code).toBe(2);
    expect(get(out, "nicdesc/acme/other.h")).toBe(quoting);
  });

  test("a file where a folder must be stops it before anything is written", async () => {
    const out = folder({ "nicdesc/acme": "a file" });
    const { code, err } = await acme(out);
    expect(code).toBe(2);
    expect(err).toMatch(/^nicdesc: cannot write .*\/nicdesc\/acme\/\w+\.h: /);
    expect(tree(out)).toEqual({ "nicdesc/acme": "a file" });
  });

  test("so does a folder where a file must be", async () => {
    const out = folder();
    mkdirSync(join(out, "nicdesc/acme/rx.h"), { recursive: true });
    const { code, err } = await acme(out);
    expect(code).toBe(2);
    expect(err).toMatch(/^nicdesc: cannot (read|write) .*rx\.h: /);
    expect(tree(out)).toEqual({});
  });

  test("the output folder may not be a file", async () => {
    const out = join(folder({ file: "x" }), "file");
    expect(await acme(out)).toEqual({ code: 2, out: "", err: `nicdesc: ${out} is a file, not a folder\n` });
    expect((await acme(join(out, "below"))).code).toBe(2);
    expect((await acme(out, "--check")).code).toBe(2);
    expect(get(out)).toBe("x");
  });

  test("nothing is written through a link", async () => {
    const outside = folder({ "core.h": "outside" });
    for (const link of ["nicdesc", "nicdesc/acme"]) {
      const out = folder();
      mkdirSync(join(out, link, ".."), { recursive: true });
      symlinkSync(outside, join(out, link));
      const { code, err } = await acme(out);
      expect(code).toBe(2);
      expect(err).toBe(
        link === "nicdesc"
          ? `nicdesc: ${join(out, link, "core.h")} was not made by nicdesc: it is left as it is\nhelp: remove it, or choose another output folder\n`
          : `nicdesc: ${join(out, link)} is a symbolic link: nothing is written through it\n`,
      );
    }
    expect(tree(outside)).toEqual({ "core.h": "outside" });
  });

  test("nor removed through one", async () => {
    const outside = folder();
    await acme(outside);
    const out = folder();
    await acme(out);
    symlinkSync(join(outside, "nicdesc"), join(out, "linked"));
    symlinkSync(join(outside, "nicdesc/core.h"), join(out, "linked.h"));
    expect((await acme(out)).code).toBe(0);
    expect(Object.keys(tree(outside))).toHaveLength(13);
    expect(existsSync(join(out, "linked.h"))).toBe(true);
  });

  test("a link to the output folder is as good as the folder", async () => {
    const real = folder();
    const link = join(folder(), "link");
    symlinkSync(real, link);
    expect((await acme(link)).code).toBe(0);
    expect(Object.keys(tree(real))).toHaveLength(13);
  });

  test("a folder that may not be written is a message, not a stack", () => {
    const parent = folder();
    const out = join(parent, "out");
    mkdirSync(out);
    writeFileSync(join(out, "keep"), "");
    chmodSync(parent, 0o755);
    chmodSync(out, 0o555);
    const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    const { code, err } = bin(["generate", "acme", "--specs", ACME, "-o", out], nobody);
    chmodSync(out, 0o755);
    expect(err).toMatch(/^nicdesc: cannot write .*: permission denied\n$/);
    expect(code).toBe(2);
    expect(readdirSync(out)).toEqual(["keep"]);
  });

  test("--svg and --depfile say why they cannot be written", async () => {
    const file = join(folder({ file: "x" }), "file");
    const svg = await cli(["show", "acme/rx", "--specs", ACME, "--svg", join(file, "x.svg")]);
    expect(svg).toMatchObject({ code: 2, err: expect.stringMatching(/^nicdesc: cannot write .*x\.svg: /) });
    const depfile = await acme(folder(), "--depfile", folder());
    expect(depfile).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^nicdesc: cannot write .*: it is a folder\n$/),
    });
  });
});
