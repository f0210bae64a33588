import { describe, expect, test } from "vitest";
import { packageVersion } from "../../src/fs/package.js";
import { golden } from "../golden/golden.js";
import { cli } from "./harness.js";

const COMMANDS = [
  "generate",
  "lint",
  "decode",
  "show",
  "list",
  "matrix",
  "kernels",
  "doctor",
  "verify",
  "diff",
  "import",
  "schema",
];

describe("help", () => {
  test.each(["", ...COMMANDS])("of %s", async (command) => {
    const { code, out, err } = await cli([...(command === "" ? [] : [command]), "--help"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    golden(`help/${command || "nicdesc"}.txt`, out);
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test("covers every command, each with an example that the command line accepts", async () => {
    const { out } = await cli(["--help"]);
    const named = [...out.matchAll(/^ {2}([a-z]+) .*/gm)].map(([, name]) => name).filter((name) => name !== "help");
    for (const command of named) {
      const { out: help } = await cli([command ?? "", "--help"]);
      expect(help).toMatch(/\nExamples?:\n {2}(.* \| )?nicdesc /);
    }
    expect(named).toEqual(expect.arrayContaining(COMMANDS));
  });

  test("as a command, and without one", async () => {
    expect(await cli(["help", "lint"])).toEqual(await cli(["lint", "--help"]));
    const { code, out, err } = await cli([]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("Usage: nicdesc ");
  });

  test("--version", async () => {
    expect(await cli(["--version"])).toEqual({ code: 0, out: `${packageVersion()}\n`, err: "" });
    expect((await cli(["-V"])).out).toBe(`${packageVersion()}\n`);
  });
});

describe("mistakes on the command line", () => {
  test.each([
    [["genrate"], "error: unknown command 'genrate'\n(Did you mean generate?)\n"],
    [["lint", "--fromat", "json"], "error: unknown option '--fromat'\n(Did you mean --format?)\n"],
    [["generate"], "error: required option '-o, --out <dir>' not specified\n"],
    [["generate", "-o"], "error: option '-o, --out <dir>' argument missing\n"],
    [["generate", "-o", ""], "error: option '-o, --out <dir>' argument '' is invalid. it is empty\n"],
    [["decode"], "error: missing required argument 'name'\n"],
    [["schema", "x"], "error: too many arguments for 'schema'. Expected 0 arguments but got 1.\n"],
    [
      ["decode", "igc/rx-wb", "--format", "x"],
      "error: option '--format <format>' argument 'x' is invalid. Allowed choices are auto, hex, xxd, hexdump, raw.\n",
    ],
    [
      ["show", "igc/rx-wb", "--svg", "x", "--json"],
      "error: option '--svg <file>' cannot be used with option '--json'\n",
    ],
  ] as const)("%j", async (argv, message) => {
    expect(await cli(argv)).toEqual({ code: 2, out: "", err: message });
  });
});
