import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ACME, COMMON, cli, folder, get, identity, put, spec, tree } from "./harness.js";

const HDR = ["generate", "acme/hdr", "--specs", ACME];
const MADE = ["nicdesc/acme/driver.h", "nicdesc/acme/hdr.h", ...COMMON].sort();
const check = (out: string, ...more: string[]) => cli([...HDR, "-o", out, "--check", ...more]);

async function made(): Promise<string> {
  const out = folder();
  await cli([...HDR, "-o", out]);
  return out;
}

describe("generate --check", () => {
  test("is silent when all is as it should be", async () => {
    expect(await check(await made())).toEqual({ code: 0, out: "", err: "" });
  });

  test("a missing file is drift", async () => {
    const out = await made();
    rmSync(join(out, "nicdesc/core.h"));
    const { code, err } = await check(out);
    expect(code).toBe(1);
    expect(err).toBe(
      `missing: ${join(out, "nicdesc/core.h")}\n1 file differs. To mend it: nicdesc generate acme/hdr -o ${out} --specs ${ACME}\n`,
    );
    expect(Object.keys(tree(out))).toEqual(MADE.filter((name) => name !== "nicdesc/core.h"));
  });

  test("so is a folder that is not there, and it is not made", async () => {
    const out = join(folder(), "none");
    const { code, err } = await check(out);
    expect(code).toBe(1);
    expect(err).toContain("8 files differ");
    for (const name of MADE) expect(err).toContain(`missing: ${join(out, name)}\n`);
    expect(() => tree(out)).toThrow();
  });

  test("a changed file is shown as a unified diff, from what is there to what should be", async () => {
    const out = await made();
    const path = join(out, "nicdesc/acme/hdr.h");
    writeFileSync(path, get(path).replace("SIZE 16", "SIZE 17"));
    const before = identity(path);
    const { code, out: diff } = await check(out);
    expect(code).toBe(1);
    expect(diff).toContain(`--- ${path}\ton disk\n+++ ${path}\tgenerated\n@@ -`);
    expect(diff).toContain("-#define NICDESC_ACME_HDR_SIZE 17\n+#define NICDESC_ACME_HDR_SIZE 16\n");
    expect(identity(path)).toBe(before);
  });

  test("line ends do not count, alone or beside a change", async () => {
    const out = await made();
    const path = join(out, "nicdesc/acme/hdr.h");
    const text = get(path).replaceAll("\n", "\r\n");
    writeFileSync(path, text);
    expect((await check(out)).code).toBe(0);
    writeFileSync(path, text.replace("SIZE 16", "SIZE 17"));
    const { out: diff } = await check(out);
    expect(diff.split("\n").filter((line) => /^[+-](?![+-])/.test(line))).toHaveLength(2);
  });

  test("a left-over file is drift, unless it is to be left", async () => {
    const out = await made();
    const specs = folder({ "old/rx.yaml": spec("old/rx") });
    // A driver without a driver.yaml is in none of the headers that are about all, but for their banners.
    await cli(["generate", "old", "--specs", ACME, "--specs", specs, "-o", out, "--no-clean"]);
    const again = await cli([...HDR, "-o", out, "--no-clean", "--json"]);
    expect(JSON.parse(again.out)).toMatchObject({
      changed: ["access", "metadata", "loader"].map((name) => `nicdesc/${name}.h`),
    });
    const { code, err } = await check(out);
    expect(code).toBe(1);
    expect(err).toContain(`left over: ${join(out, "nicdesc/old/rx.h")}\n1 file differs.`);
    expect(Object.keys(tree(out))).toContain("nicdesc/old/rx.h");
    expect((await check(out, "--no-clean")).code).toBe(0);
  });

  test("so are a driver.h and a library", async () => {
    const out = await made();
    await cli(["generate", "--library", "igc", "igc/tx-data", "-o", out, "--no-clean", "--specs", ACME]);
    const { code, err } = await check(out);
    expect(code).toBe(1);
    const left = ["driver.h", "library.bpf.c", "packet-types.h", "rx-wb.h", "tx-data.h"];
    for (const name of left) expect(err).toContain(`left over: ${join(out, "nicdesc/igc", name)}\n`);
  });

  test("the command that mends it does, with every option that matters", async () => {
    const out = join(folder(), "a folder");
    const { err } = await check(out, "--target", "markdown", "--no-clean", "--templates", await templates());
    const command = /To mend it: nicdesc (.*)\n/.exec(err)?.[1] ?? "";
    const words = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
    expect(words).toEqual(expect.arrayContaining([out, "--target", "markdown", "--no-clean", "--templates"]));
    expect((await cli(words)).code).toBe(0);
    expect((await cli([...words, "--check"])).code).toBe(0);
  });

  test("words that a shell would read otherwise are quoted", async () => {
    const { err } = await cli(["generate", "*/hd?", "--specs", ACME, "-o", "it's $HOME", "--check"]);
    expect(err).toContain(`nicdesc generate '*/hd?' -o 'it'\\''s $HOME' --specs ${ACME}\n`);
  });

  test("a file in the way that is not ours cannot be mended by the command, and it says so", async () => {
    const out = folder({ "nicdesc/core.h": "/* mine */\n" });
    const { code, err } = await check(out);
    expect(code).toBe(1);
    expect(err).toContain(`not made by nicdesc, so to be removed by hand: ${join(out, "nicdesc/core.h")}\n`);
  });

  test("does not go with -o -", async () => {
    expect(await cli([...HDR, "-o", "-", "--check"])).toEqual({
      code: 2,
      out: "",
      err: "nicdesc: --check, --json and --depfile need an output folder\n",
    });
  });
});

async function templates(): Promise<string> {
  const path = folder();
  put(join(path, "index.md.hbs"), "<!-- {{banner.mark}} -->\nmine\n");
  return path;
}
