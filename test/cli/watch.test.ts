import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { BIN, cli, folder, get, put, spec } from "./harness.js";

test("--watch makes them again after a change, outlives mistakes, and ends on SIGINT", async () => {
  const specs = folder({ "one/rx.yaml": spec("one/rx") });
  const out = join(specs, "out");
  const child = spawn(process.execPath, [
    BIN,
    ...["generate", "one", "--specs", specs, "-o", out, "--depfile", join(out, "deps.d"), "--watch"],
  ]);
  const said = listen(child);
  await said("watching ");
  expect(get(out, "nicdesc/one/rx.h")).toContain("- the word\n");
  put(join(specs, "one/rx.yaml"), spec("one/rx").replace("doc: the word", "doc: another word"));
  await said("1 changed");
  expect(get(out, "nicdesc/one/rx.h")).toContain("- another word\n");
  put(join(specs, "one/rx.yaml"), "half a sp");
  await said("error[");
  put(join(specs, "one/rx.yaml"), spec("one/tx"));
  await said("ND030");
  put(join(specs, "one/rx.yaml"), spec("one/rx"));
  await said("1 changed");
  child.kill("SIGINT");
  expect(await new Promise((resolve) => child.on("close", resolve))).toBe(0);
});

test("--watch writes: it does not go with --check, nor with -o -", async () => {
  for (const more of [
    ["--check", "-o", "x"],
    ["-o", "-"],
  ])
    expect((await cli(["generate", "--watch", ...more])).code).toBe(2);
});

/** Waits until a process has said something that it had not said before. */
function listen(child: ChildProcess): (text: string) => Promise<void> {
  let heard = "";
  child.stderr?.on("data", (chunk) => {
    heard += chunk;
  });
  return async (text) => {
    for (let waited = 0; !heard.includes(text); waited += 20) {
      if (waited > 30_000) throw new Error(`no "${text}" in: ${heard}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    heard = heard.slice(heard.indexOf(text) + text.length);
  };
}
