// Fills the blocks of the Markdown files that show real output, and the pictures; with --check, says which are stale.
//
//   <!-- run -->      the console block that follows: each `$ npx nicdesc ...` is run, its output put below
//   <!-- machine -->  the same, on the machine that test/doctor/recorded has the record of
//   <!-- matrix -->   to <!-- /matrix -->: which descriptor answers what
//   <!-- drift A B -->   to <!-- /drift -->: what changed between the kernels, by the fixtures of test/verify
//   <!-- spec D names... -->      the yaml block that follows: these keys of descriptor D
//   <!-- emitted D names... -->   the C block that follows: these functions of D's header
import { execFileSync, spawnSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { doctor } from "../dist/commands/doctor.js";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const bin = join(root, "bin", "nicdesc.cjs");
const PAGES = [
  "README.md",
  "CONTRIBUTING.md",
  "docs/c-headers.md",
  "docs/drift.md",
  "docs/drivers.md",
  "docs/targets.md",
];
const PICTURES = { "docs/images/igc-rx-wb.svg": ["show", "igc/rx-wb", "--svg", "-"] };
const COLUMNS = "80";

function nicdesc(...args) {
  return execFileSync(process.execPath, [bin, ...args], { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 });
}

/** A shell command of the README; findings (exit code 1) are output too. */
function shell(command) {
  const script = command.replaceAll("npx nicdesc", `"${process.execPath}" "${bin}"`);
  const env = { ...process.env, COLUMNS, NO_COLOR: "1" };
  const { stdout, stderr, status } = spawnSync("sh", ["-c", script], { cwd: root, encoding: "utf8", env });
  if (status !== 0 && status !== 1) throw new Error(`${command}: ${stderr}`);
  return stdout.trimEnd();
}

function runConsole(block) {
  const commands = block.split("\n").filter((line) => line.startsWith("$ "));
  return commands.map((line) => `${line}\n${shell(line.slice(2))}`).join("\n\n");
}

/** `$ npx nicdesc doctor ...` on the recorded machine. */
async function runOnMachine(block) {
  const record = join(root, "test", "doctor", "recorded");
  const { files, links, programs } = JSON.parse(readFileSync(join(record, "machine.json"), "utf8"));
  const folder = mkdtempSync(join(tmpdir(), "nicdesc-machine-"));
  try {
    const put = (path, make) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      make(join(folder, path));
    };
    for (const [path, text] of Object.entries(files)) put(path, (at) => writeFileSync(at, `${text}\n`));
    for (const [path, to] of Object.entries(links)) {
      mkdirSync(join(folder, to), { recursive: true });
      put(path, (at) => symlinkSync(join(folder, to), at));
    }
    put("sys/kernel/btf/vmlinux", (at) => copyFileSync(join(record, "vmlinux.btf"), at));
    const line = block.split("\n")[0];
    const names = /^\$ npx nicdesc doctor (.*)$/.exec(line)[1].split(" ");
    let out = "";
    const io = { out: (text) => (out += text), color: { out: false }, width: Number(COLUMNS) };
    await doctor(names, {}, io, { root: folder, run: (program) => programs[program] });
    return `${line}\n${out.trimEnd()}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Keys two columns deep, with what is below them, each behind the section that it stands in. */
function excerptSpec(descriptor, names) {
  const lines = readFileSync(join(root, "specs", `${descriptor}.yaml`), "utf8").split("\n");
  const out = [];
  let section = "";
  let shown = "";
  let taking = false;
  for (const line of lines) {
    if (/^\S/.test(line)) section = line;
    const key = /^ {2}(\w+):/.exec(line)?.[1];
    if (key !== undefined) taking = names.includes(`${section.replace(/:.*/, "")}.${key}`);
    else if (!/^ {3}/.test(line)) taking = false;
    if (!taking) continue;
    if (shown !== section) out.push(section);
    shown = section;
    out.push(line);
  }
  return out.join("\n");
}

function excerptHeader(descriptor, names) {
  const header = nicdesc("generate", descriptor, "-o", "-");
  const functions = header.split(/\n(?=\/\*\*\n)/);
  return names
    .map((name) => {
      const found = functions.find((text) => new RegExp(`^static [^{]*\\b${name}\\(`, "m").test(text));
      if (found === undefined) throw new Error(`${descriptor} has no ${name}`);
      return found.slice(0, found.indexOf("\n}\n") + 2).trimEnd();
    })
    .join("\n\n");
}

/**
 * Two kernels compared: the types of descriptors, and what ways and hooks go through, which lie in two folders of
 * fixtures. A module has a file in each, so one is called as the module itself is. `headers.btf` is left out: its types
 * are in no kernel's BTF, and not every fixture has that file, so they would seem to come and go.
 */
function drift(before, after) {
  const fixtures = join(root, "test", "verify");
  const folder = mkdtempSync(join(tmpdir(), "nicdesc-drift-"));
  const link = (kernel, from, ending) => {
    for (const name of readdirSync(join(fixtures, from, kernel)).filter((name) => name !== "headers.btf"))
      symlinkSync(join(fixtures, from, kernel, name), join(folder, kernel, name.replace(/\.btf$/, ending)));
  };
  try {
    for (const kernel of [before, after]) {
      mkdirSync(join(folder, kernel));
      link(kernel, "fixtures", ".btf");
      link(kernel, "fixtures-access", ".ko");
    }
    const kernels = [before, after].flatMap((kernel) => ["--btf", kernel, "--kernel", kernel]);
    const args = [bin, "diff", ...kernels, "--format", "markdown"];
    const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
    if (status !== 0 && status !== 1) throw new Error(`diff: ${stderr}`);
    return stdout.trimEnd();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const MACHINE = /<!-- machine -->\n+```\w+\n((?:(?!```)[\s\S])*)```/;
const FENCED = /(<!-- (run|spec|emitted)(?: (\S+) ([^\n]*?))? -->\n+```\w+\n)((?:(?!```)[\s\S])*)(```)/g;

async function fill(text) {
  const [, block] = MACHINE.exec(text) ?? [];
  const machine = block === undefined ? "" : await runOnMachine(block);
  return text
    .replace(MACHINE, (whole, old) => whole.replace(old, () => `${machine}\n`))
    .replace(/(<!-- matrix -->\n)[\s\S]*?(\n<!-- \/matrix -->)/g, (_, open, close) => {
      return `${open}\n${nicdesc("matrix", "--markdown").trimEnd()}\n${close}`;
    })
    .replace(/(<!-- drift (\S+) (\S+) -->\n)[\s\S]*?(\n<!-- \/drift -->)/g, (_, open, before, after, close) => {
      return `${open}\n${drift(before, after)}\n${close}`;
    })
    .replace(FENCED, (_, open, kind, descriptor, names, block, close) => {
      const list = (names ?? "").split(" ");
      const make = { run: () => runConsole(block), spec: () => excerptSpec(descriptor, list) };
      const made = (make[kind] ?? (() => excerptHeader(descriptor, list)))();
      return `${open}${made}\n${close}`;
    });
}

const wanted = [
  ...(await Promise.all(PAGES.map(async (path) => [path, await fill(readFileSync(join(root, path), "utf8"))]))),
  ...Object.entries(PICTURES).map(([path, args]) => [path, nicdesc(...args)]),
];
for (const [path, text] of wanted) {
  if (text === read(path)) continue;
  if (process.argv.includes("--check")) {
    process.stderr.write(`${path} is not what the tool says today. To mend it: node scripts/docs.mjs\n`);
    process.exitCode = 1;
  } else writeFileSync(join(root, path), text);
}

function read(path) {
  try {
    return readFileSync(join(root, path), "utf8");
  } catch {
    return "";
  }
}
