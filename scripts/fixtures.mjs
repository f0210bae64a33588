// Brings all that follows from the specs and the kernels' types up to date: the figures that the tests of verify hold,
// specs/verified.json, and the documents. Where a kernel is given, its fixtures first. Needs a built dist/.
//
//   npm run fixtures -- [6.1=FOLDER] [6.12=FOLDER] ...
//
// FOLDER holds vmlinux.btf and <module>.btf, raw BTF as in /sys/kernel/btf.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const FIXTURES = ["test/verify/fixtures", "test/verify/fixtures-access"];

const kernels = process.argv.slice(2).map((said) => {
  const [, kernel, folder] = /^([0-9.]+)=(.+)$/.exec(said) ?? usage(`${said} is not KERNEL=FOLDER`);
  if (!existsSync(join(root, FIXTURES[0], kernel))) usage(`there are no fixtures of ${kernel}`);
  if (!existsSync(join(folder, "vmlinux.btf"))) usage(`there is no vmlinux.btf in ${folder}`);
  return { kernel, folder };
});

for (const fixtures of FIXTURES)
  for (const { kernel, folder } of kernels) run("node", [`${fixtures}/make.mjs`, folder, `${fixtures}/${kernel}`]);
run("node", ["scripts/verified.mjs"]);
run("npx", ["vitest", "run", "test/verify"], { UPDATE_GOLDEN: "1" });
run("node", ["scripts/docs.mjs"]);
run("git", ["status", "--short"]);

function run(command, args, env = {}) {
  console.log(`> ${[command, ...args].join(" ")}`);
  const { status } = spawnSync(command, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } });
  if (status !== 0) process.exit(status ?? 1);
}

function usage(what) {
  console.error(`${what}\nusage: npm run fixtures -- [6.1=FOLDER] [6.12=FOLDER] ...`);
  process.exit(2);
}
