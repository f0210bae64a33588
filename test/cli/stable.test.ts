import { cpSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ACME, bin, cli, folder, tree } from "./harness.js";

async function from(cwd: string, specs: string, target: string): Promise<Record<string, string>> {
  const before = process.cwd();
  const out = folder();
  process.chdir(cwd);
  try {
    expect((await cli(["generate", "acme", "igc", "--specs", specs, "--target", target, "-o", out])).code).toBe(0);
  } finally {
    process.chdir(before);
  }
  return tree(out);
}

describe("what is made depends on the specs alone", () => {
  test.each(["bpf-c", "markdown"])(
    "%s: not on the folder it is run in, nor on how paths are written",
    async (target) => {
      const elsewhere = folder();
      cpSync(ACME, join(elsewhere, "deep/specs"), { recursive: true });
      const expected = await from("/", ACME, target);
      expect(await from(ACME, ".", target)).toEqual(expected);
      expect(await from(join(ACME, "acme"), "../../specs/", target)).toEqual(expected);
      expect(await from(elsewhere, "deep/specs", target)).toEqual(expected);
    },
  );

  test("nor on the locale, the time zone, the terminal or colours", () => {
    const make = (env: NodeJS.ProcessEnv) => {
      const out = folder();
      expect(bin(["generate", "igc", "-o", out], { env: { PATH: process.env["PATH"], ...env } }).code).toBe(0);
      return tree(out);
    };
    expect(make({ LC_ALL: "tr_TR.UTF-8", TZ: "Asia/Kolkata", FORCE_COLOR: "1", COLUMNS: "30" })).toEqual(
      make({ LC_ALL: "C", TZ: "UTC", NO_COLOR: "1" }),
    );
  });
});
