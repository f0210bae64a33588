/** What only a real process can show. */
import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ACME, BIN, bin, folder, get, put, ROOT, tree } from "./harness.js";

const IGC = ["decode", "igc/tx-data", "00".repeat(16)];

function shell(command: string, env: NodeJS.ProcessEnv = {}) {
  return spawnSync(
    "bash",
    ["--norc", "-o", "pipefail", "-c", command.replaceAll("nicdesc", `${process.execPath} ${BIN}`)],
    {
      encoding: "utf8",
      cwd: ROOT,
      env: { PATH: process.env["PATH"], ...env },
    },
  );
}

describe("the process", () => {
  test("exit codes", () => {
    const bad = folder({ "bad/rx.yaml": "nicdesc: 1\n" });
    expect(bin(["list", "igc"]).code).toBe(0);
    expect(bin(["lint", "--specs", bad]).code).toBe(1);
    expect(bin(["lint", "nothing/such"]).code).toBe(2);
    expect(bin(["frobnicate"]).code).toBe(2);
  });

  test("data goes to stdout and talk to stderr", () => {
    const { code, out, err } = bin(["generate", "igc", "-o", folder()]);
    expect({ code, out }).toEqual({ code: 0, out: "" });
    expect(err).toMatch(/: \d+ new\n$/);
  });

  test("packages that are read only when needed", () => {
    const out = folder();
    bin(["generate", "igc/rx-wb", "-o", out]);
    const header = join(out, "nicdesc/igc/rx-wb.h");
    put(header, `${get(header)}/* more */\n`);
    const { code, out: patch } = bin(["generate", "igc/rx-wb", "-o", out, "--check"]);
    expect(code).toBe(1);
    expect(patch).toContain("\n-/* more */\n");
  });

  test("what was written, and what differs, as JSON", () => {
    const out = folder();
    const report = (...options: string[]) => {
      const { code, out: text, err } = bin(["generate", "igc/rx-wb", "-o", out, "--json", ...options]);
      return { code, err, ...JSON.parse(text) };
    };
    const made = [
      ...["core", "access", "metadata", "guard", "prototypes", "loader"],
      ...["igc/packet-types", "igc/rx-wb", "igc/driver"],
    ].map((name) => `nicdesc/${name}.h`);
    expect(report("--check")).toEqual({ code: 1, err: "", new: made, changed: [], removed: [], unchanged: 0 });
    expect(report()).toEqual({ code: 0, err: "", new: made, changed: [], removed: [], unchanged: 0 });
    expect(report("--check")).toEqual({ code: 0, err: "", new: [], changed: [], removed: [], unchanged: 9 });
  });

  test("lint --json is --format json", () => {
    const bad = folder({ "bad/rx.yaml": "nicdesc: 1\n" });
    expect(bin(["lint", "--json", "--specs", bad])).toEqual(bin(["lint", "--format", "json", "--specs", bad]));
  });

  test("stdin in a pipe", () => {
    expect(bin(["decode", "igc/tx-data", "--json"], { input: Buffer.alloc(32, 1) }).out).toMatch(/^\[/);
    const { code, err } = bin(["decode", "igc/tx-data"], { input: "" });
    expect({ code, err }).toEqual({ code: 2, err: "nicdesc: the input is empty\n" });
  });

  test.each([
    [{ NO_COLOR: "1" }, false],
    [{ FORCE_COLOR: "1" }, true],
    [{ FORCE_COLOR: "1", NO_COLOR: "1" }, false],
    [{ FORCE_COLOR: "0" }, false],
    [{ FORCE_COLOR: "1", NO_COLOR: "" }, true],
    [{}, false],
  ])("colours in a pipe with %j: %s", (env, colored) => {
    const { out } = bin(IGC, { env: { PATH: process.env["PATH"], ...env } });
    expect(out.includes("\u001b[")).toBe(colored);
  });

  test("a reader that has seen enough is no error", () => {
    for (const command of [
      "nicdesc generate -o - | head -1",
      "nicdesc show mlx5/cqe64 | true",
      "nicdesc nothing 2>&1 | true",
    ]) {
      const { stderr } = shell(command);
      expect(stderr).toBe("");
    }
    expect(shell("nicdesc generate -o - | head -1 > /dev/null").status).toBe(0);
  });

  test("what goes wrong inside is said to be a bug, with its stack", () => {
    const path = join(folder(), "break.cjs");
    put(path, `JSON.stringify = () => { throw new TypeError("boom"); };\n`);
    const { code, out, err } = bin(["schema"], { env: { ...process.env, NODE_OPTIONS: `--require ${path}` } });
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("nicdesc: this is a bug in nicdesc, not in your input. Please report it");
    expect(err).toMatch(/TypeError: boom\n {4}at /);
  });

  test("what the user gets wrong has no stack", () => {
    const file = join(folder({ file: "x" }), "file");
    for (const argv of [
      ["generate"],
      ["generate", "-o", file],
      ["generate", "-o", "-", "--check"],
      ["generate", "nothing", "-o", "-"],
      ["generate", "-o", "-", "--target", file],
      ["generate", "-o", "-", "--target", `${file}/x`],
      ["generate", "-o", "-", "--templates", file],
      ["generate", "-o", "-", "--watch"],
      ["list", "--specs", file],
      ["lint", "/proc/self/mem"],
      ["decode", "igc/tx-data", "-f", "/proc/self/mem"],
      ["decode", "igc/tx-data", "-i", "=="],
      ["show", "igc/tx-data", "--svg", "/dev/null/y.svg"],
      ["show", ""],
      ["list", "["],
      ["matrix", "nope*", "--json"],
    ]) {
      const { code, err } = bin(argv);
      expect([argv, code, err]).toEqual([argv, expect.toSatisfy((n) => n === 1 || n === 2), expect.any(String)]);
      expect(err).not.toMatch(/ {4}at |bug/);
      expect(err).not.toBe("");
    }
  });

  test("two at a time in one folder make what one makes", async () => {
    const [alone, both, shared] = [folder(), folder(), folder()];
    bin(["generate", "igc", "-o", alone, "--specs", ACME]);
    bin(["generate", "acme", "igc", "-o", both, "--specs", ACME]);
    const start = (patterns: readonly string[]) =>
      new Promise<string>((resolve) => {
        const child = spawn(process.execPath, [BIN, "generate", ...patterns, "-o", shared, "--specs", ACME]);
        let err = "";
        child.stderr.on("data", (chunk) => {
          err += chunk;
        });
        child.on("close", (code) => resolve(code === 0 ? "" : err));
      });
    const runs = [["igc"], ["igc"], ["acme", "igc"], ["acme", "igc"]];
    expect(await Promise.all(runs.map(start))).toEqual(["", "", "", ""]);
    const [one, two, made] = [tree(alone), tree(both), tree(shared)];
    // Those that are about all drivers are of whichever command came last.
    const differing = Object.keys(one).filter((name) => one[name] !== two[name]);
    expect(differing).toEqual(["access", "loader", "metadata"].map((name) => `nicdesc/${name}.h`));
    for (const name of Object.keys(one)) expect([one[name], two[name]]).toContain(made[name]);
    for (const name of Object.keys(tree(shared))) expect(name).not.toContain(".tmp");
  });

  test("its own specs by path are its own specs", () => {
    expect(bin(["lint", "--specs", "specs"], { cwd: ROOT }).code).toBe(bin(["lint"], { cwd: ROOT }).code);
    expect(bin(["list", "igc", "--specs", "./specs/"], { cwd: ROOT }).code).toBe(0);
    const { err, out } = bin(["lint", "specs/igc"], { cwd: ROOT });
    expect(`${out}${err}`).not.toContain("ND006");
  });
});
