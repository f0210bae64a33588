// npm test (--checks: only the checks of the source): installs what the tests need where it may, checks the source, runs every test, and says what did not run.
import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { installMissing } from "./debian.mjs";
import { fetchKernels } from "./kernels.mjs";
import { fetchQemu } from "./qemu.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const ci = process.env.CI === "true";
const say = (text) => process.stdout.write(`${text}\n`);

/** Commands that must leave the tree without findings; each counts as a test. */
const CHECKS = [
  ["build", "node", ["scripts/build.mjs"]],
  ["biome", "npx", ["biome", "ci", "--error-on-warnings"]],
  ["types of the tests", "npx", ["tsc", "--noEmit", "-p", "test/tsconfig.json"]],
  ["knip", "npx", ["knip"]],
  ["publint", "npx", ["publint", "--strict"]],
  ["are the types wrong", "npx", ["attw", "--pack", ".", "--profile", "esm-only", "--quiet"]],
];

const checksOnly = process.argv.includes("--checks");
// What is fetched comes over the network while the checks keep the processors busy.
const [missing, checks] = await Promise.all([checksOnly ? [] : prepare(), runChecks()]);
const tests = checksOnly ? { passed: 0, failed: 0, skipped: [] } : runVitest();
const passed = tests.passed + checks.filter((one) => one.passed).length;
const failed = tests.failed + checks.filter((one) => !one.passed).length + (ci ? missing.length : 0);
if (missing.length > 0) {
  say(`\n!!! NOT EVERYTHING RAN. These, all from Debian, are missing and could not be installed here:`);
  for (const name of missing) say(`!!!   ${name}`);
  say(ci ? "!!! In CI that is a failure." : "!!! Tests that need them were skipped.");
}
for (const name of tests.skipped) say(`skipped: ${name}`);
say("");
say(`${passed} passed, ${failed} failed${tests.skipped.length === 0 ? "" : `, ${tests.skipped.length} skipped`}`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

/** What the tests need from Debian; gives what could not be had. */
async function prepare() {
  const packages = await installMissing(say);
  const [kernels, qemu] = await Promise.all([fetchKernels(say), fetchQemu(say)]);
  return [...packages, ...kernels.map((one) => `kernel ${one}`), ...qemu];
}

async function runChecks() {
  const done = [];
  for (const [name, command, args] of CHECKS) done.push({ name, passed: await check(name, command, args) });
  return done;
}

function check(name, command, args) {
  return new Promise((resolve) => {
    execFile(command, args, { cwd: root, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      say(`${error ? "✗" : "✓"} ${name}`);
      if (error) say(`${stdout}${stderr}`);
      resolve(!error);
    });
  });
}

function runVitest() {
  const folder = mkdtempSync(join(tmpdir(), "nicdesc-test-"));
  const file = join(folder, "results.json");
  const args = [
    "vitest",
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${file}`,
    ...process.argv.slice(2),
  ];
  const { status } = spawnSync("npx", args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
  try {
    const results = JSON.parse(readFileSync(file, "utf8"));
    const all = results.testResults.flatMap((one) => one.assertionResults.map((test) => ({ ...test, file: one.name })));
    const failed = all.filter((test) => test.status === "failed").length;
    return {
      passed: all.filter((test) => test.status === "passed").length,
      failed: failed + (status !== 0 && failed === 0 ? 1 : 0),
      skipped: all.filter((test) => test.status !== "passed" && test.status !== "failed").map((test) => test.fullName),
    };
  } catch (error) {
    say(`the tests did not run: ${error.message}`);
    return { passed: 0, failed: 1, skipped: [] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
