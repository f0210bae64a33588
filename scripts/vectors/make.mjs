#!/usr/bin/env node
// Writes test/vectors/<driver>/*.json from the kernel's own headers and the drivers' own functions.
// Usage: scripts/vectors/make.mjs [--fields | --meaning] [driver...]     see README.md
import { execFileSync, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { privateApt } from "../kernels.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../..");
const output = join(root, "test/vectors");
const unpacked = join(root, "build/linux");
const sources = process.env.NICDESC_LINUX ?? unpacked; // holds linux-source-6.12, ...
const SERIES = ["6.12", "6.1"]; // Debian 12's; the first of a driver's is the one its files are made from
const { suites } = JSON.parse(readFileSync(join(root, "scripts/kernels.json"), "utf8")); // where newer ones are
const MISSING_BASE = 0x40000000,
  MISSING_STEP = 0x10000; // as in main.c

const say = (text) => console.error(text);
const fail = (text) => {
  throw new Error(text);
};
const run = (command, args, options = {}) =>
  execFileSync(command, args, { encoding: "utf8", maxBuffer: 1 << 28, ...options });
const temporary = mkdtempSync(join(tmpdir(), "nicdesc-vectors-"));
process.on("exit", () => rmSync(temporary, { recursive: true, force: true }));

// ---- the kernel's sources and generated headers, from Debian's packages

// Makes a folder that is there complete or not at all.
function makeFolder(folder, fill) {
  mkdirSync(dirname(folder), { recursive: true });
  const part = mkdtempSync(`${folder}.part-`);
  try {
    fill(part);
    if (!existsSync(folder)) renameSync(part, folder);
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
}

// Options for apt: none where this machine's own lists will do, lists apart for a newer Debian.
const lists = {};
function aptFor(series) {
  lists[series] ??= SERIES.includes(series) ? [] : newerDebian(series);
  return lists[series];
}

function newerDebian(series) {
  if (!suites[series]) fail(`scripts/kernels.json does not say which Debian has Linux ${series}`);
  const apt = privateApt(mkdtempSync(join(temporary, "apt-")), [suites[series]]);
  run("apt-get", [...apt, "-q", "update"], { stdio: "ignore" });
  return apt;
}

function download(name, to, apt) {
  say(`downloading ${name}`);
  const folder = mkdtempSync(join(temporary, "deb-"));
  run("apt-get", [...apt, "-q", "download", name], { cwd: folder, stdio: "ignore" });
  run("dpkg-deb", ["-x", join(folder, readdirSync(folder)[0]), to]);
}

function keepOutOfGit() {
  mkdirSync(unpacked, { recursive: true });
  writeFileSync(join(unpacked, ".gitignore"), "*\n");
}

function sourceOf(series) {
  const name = `linux-source-${series}`;
  const folder = join(sources, name);
  if (existsSync(join(folder, "Makefile"))) return folder;
  let archive = `/usr/src/${name}.tar.xz`;
  if (!existsSync(archive)) {
    const deb = mkdtempSync(join(temporary, "source-"));
    download(name, deb, aptFor(series));
    archive = join(deb, archive);
  }
  say(`unpacking ${name}`);
  const wanted = ["Makefile", "arch/x86/include", "include", "drivers/net", "drivers/virtio", "net"];
  makeFolder(folder, (part) =>
    run("tar", ["-xf", archive, "-C", part, "--strip-components=1", ...wanted.map((path) => `${name}/${path}`)]),
  );
  return folder;
}

function versionOf(source) {
  const makefile = readFileSync(join(source, "Makefile"), "utf8");
  return ["VERSION", "PATCHLEVEL", "SUBLEVEL"]
    .map((key) => makefile.match(new RegExp(`^${key} = (\\d+)`, "m"))[1])
    .join(".");
}

function headersOf(series, version) {
  const folder = join(unpacked, `linux-headers-${version}`);
  if (!existsSync(folder)) {
    const apt = aptFor(series);
    const names = run("apt-cache", [...apt, "pkgnames", `linux-headers-${series}.`])
      .split("\n")
      .filter((name) => /\d(\+deb\d+)?-amd64$/.test(name));
    const exact = run("apt-cache", [...apt, "madison", ...names])
      .split("\n")
      .map((line) => line.split("|").map((word) => word.trim()))
      .find(([, found]) => found?.startsWith(`${version}-`));
    if (!exact)
      fail(`no package linux-headers-*-amd64 has version ${version}: update linux-source-${series}, or apt-get update`);
    makeFolder(folder, (part) => download(exact[0], part, apt));
  }
  const usr = join(folder, "usr/src");
  return join(usr, readdirSync(usr)[0]);
}

const kernels = {};
function kernel(series) {
  kernels[series] ??= (() => {
    keepOutOfGit();
    const source = sourceOf(series),
      version = versionOf(source),
      headers = headersOf(series, version);
    const include = [];
    for (const path of [
      "arch/x86/include",
      "arch/x86/include/generated",
      "include",
      "arch/x86/include/uapi",
      "arch/x86/include/generated/uapi",
      "include/uapi",
      "include/generated/uapi",
    ]) {
      for (const base of [source, headers]) if (existsSync(join(base, path))) include.push("-I", join(base, path));
    }
    const forced = ["linux/compiler-version.h", "linux/kconfig.h", join(here, "config.h"), "linux/compiler_types.h"];
    return {
      series,
      version,
      source,
      flags: ["-nostdinc", ...include, ...forced.flatMap((file) => ["-include", file])],
    };
  })();
  return kernels[series];
}

// ---- one definitions file against one kernel

const PLAIN = [
  "-std=gnu11",
  "-O2",
  "-fno-pie",
  "-fno-strict-aliasing",
  "-fno-common",
  "-fshort-wchar",
  "-fno-strict-overflow",
  "-fno-delete-null-pointer-checks",
  "-fno-stack-protector",
  "-fno-asynchronous-unwind-tables",
  "-fcf-protection=none",
  "-ffunction-sections",
  "-fdata-sections",
  "-D__KERNEL__",
  "-DMODULE",
  "-DCC_USING_FENTRY",
  "-Werror=implicit-function-declaration",
];

// `// key: value` lines at the head of a definitions file.
function notes(file) {
  const found = { kernels: SERIES.join(" "), with: "", differs: new Map() };
  for (const [, key, value] of readFileSync(file, "utf8").matchAll(/^\/\/ (kernels|with|differs): (.*)$/gm)) {
    const [id, ...why] = value.split(" ");
    if (key === "differs") found.differs.set(id, why.join(" "));
    else found[key] = value;
  }
  return {
    kernels: found.kernels.split(/[\s,]+/),
    with: found.with.split(/[\s,]+/).filter(Boolean),
    differs: found.differs,
  };
}

// As the kernel's Makefile: -funsigned-char since 6.2, -fms-extensions since 6.19.
const DIALECTS = { 6.1: [], 6.12: ["-funsigned-char"] };
const NEWEST_DIALECT = ["-funsigned-char", "-fms-extensions"];

function compile(source, object, { flags, series, source: tree }, name, extra) {
  const result = spawnSync(
    "gcc",
    [
      "-c",
      ...PLAIN,
      ...(DIALECTS[series] ?? NEWEST_DIALECT),
      ...flags,
      ...extra,
      "-I",
      tree,
      `-DKBUILD_MODNAME="${name}"`,
      `-DKBUILD_BASENAME="${name}"`,
      `-DKBUILD_MODFILE="${name}"`,
      `-D__KBUILD_MODNAME=kmod_${name}`,
      source,
      "-o",
      object,
    ],
    { encoding: "utf8" },
  );
  if (!result.status) return;
  const lines = result.stderr.split("\n");
  const first = Math.max(
    0,
    lines.findIndex((line) => /error:/.test(line)),
  );
  fail(`${source} against Linux ${series}:\n${lines.slice(first, first + 30).join("\n")}`);
}

let mainObject;
function link(objects, program) {
  if (!mainObject) {
    mainObject = join(temporary, "main.o");
    run("gcc", ["-c", "-std=gnu11", "-O2", "-Wall", "-Wextra", "-fno-pie", join(here, "main.c"), "-o", mainObject]);
  }
  const table = join(temporary, "missing.c");
  const missing = [];
  for (let round = 0; ; round++) {
    // first without, then with an address in nowhere for each missing symbol
    writeFileSync(table, `const char *const vec_missing[] = { ${missing.map((name) => `"${name}", `).join("")}0 };\n`);
    const nowhere = missing.map((name, i) => `-Wl,--defsym,${name}=${MISSING_BASE + i * MISSING_STEP}`);
    const result = spawnSync(
      "gcc",
      ["-no-pie", "-Wl,--gc-sections", "-Wl,-z,noexecstack", mainObject, ...objects, table, ...nowhere, "-o", program],
      { encoding: "utf8", maxBuffer: 1 << 28 },
    );
    if (!result.status) return missing;
    const names = new Set([...result.stderr.matchAll(/undefined reference to `([^']+)'/g)].map(([, name]) => name));
    if (round || !names.size) fail(result.stderr);
    missing.push(...names);
  }
}

function build(kind, driver, file, { with: others }, linux) {
  const folder = mkdtempSync(join(temporary, `${driver}-${kind}-`));
  const name = driver.replace(/\W/g, "_");
  const parts = [...readFileSync(file, "utf8").matchAll(/^#include "(drivers\/.*\.c)"/gm)]
    .map(([, path]) => path)
    .concat(others);
  const extra = [...new Set(parts.map(dirname))].flatMap((path) => ["-I", join(linux.source, path)]);
  if (kind === "meaning") extra.push("-include", join(here, "hooks.h"));
  const objects = [];
  for (const source of [file, ...others.map((path) => join(linux.source, path)).filter(existsSync)]) {
    objects.push(join(folder, `${objects.length}.o`));
    compile(source, objects.at(-1), linux, name, extra);
  }
  const program = join(folder, "program");
  const missing = link(objects, program);
  if (process.env.VERBOSE && missing.length) say(`  ${linux.series}: in nowhere: ${missing.join(" ")}`);
  const out = join(folder, "out");
  // A file's descriptors are named <driver>/<what>, or <other driver>/<what> when one source serves two.
  for (const [, id] of readFileSync(file, "utf8").matchAll(/"([\w.-]+\/[\w.-]+)"/g))
    mkdirSync(join(out, dirname(id)), { recursive: true });
  const result = spawnSync(program, [out, linux.version], { encoding: "utf8" });
  if (result.status !== 0) fail(`${driver} ${kind} on Linux ${linux.series}: ${result.stderr || result.signal}`);
  const made = new Map();
  for (const path of readdirSync(out, { recursive: true })) {
    if (path.endsWith(".json"))
      made.set(path.slice(0, -".json".length - kind.length - 1), readFileSync(join(out, path), "utf8"));
  }
  return made;
}

// ---- two kernels compared: of what both say nothing may differ, unless declared

function difference(one, other) {
  const [a, b] = [one, other].map((text) => JSON.parse(text).vectors);
  if (a.length !== b.length) return `${a.length} and ${b.length} vectors`;
  for (const [i, vector] of a.entries()) {
    if (vector.bytes !== b[i].bytes) return `vector ${i} has other bytes`;
    for (const part of ["inputs", "expect", "fields"]) {
      for (const [key, value] of Object.entries(vector[part] ?? {})) {
        const [x, y] = [value, b[i][part][key]].map((v) => JSON.stringify(v));
        if (y !== undefined && x !== y) return `${key} of ${vector.bytes} is ${x} and ${y}`;
      }
    }
  }
  return null;
}

function make(kind, driver) {
  const file = join(here, kind, `${driver}.c`);
  const note = notes(file);
  const sets = note.kernels.map(kernel).map((linux) => [linux, build(kind, driver, file, note, linux)]);
  for (const id of new Set(sets.flatMap(([, made]) => [...made.keys()]))) {
    const [[first, made], ...others] = sets.filter(([, set]) => set.has(id));
    const text = made.get(id);
    const declared = note.differs.get(id);
    const agrees = [],
      differs = {};
    for (const [linux, set] of others) {
      const what = difference(text, set.get(id));
      if (what && !declared)
        fail(
          `${id}: ${kind} of Linux ${first.series} and ${linux.series} differ: ${what}\n(say "// differs: ${id} <why>" if that is right)`,
        );
      if (what) differs[linux.version] = declared;
      else agrees.push(linux.version);
    }
    if (declared && !Object.keys(differs).length)
      fail(`${id}: ${kind}: declared to differ, but Linux ${note.kernels.join(" and ")} agree`);
    let head = "";
    if (agrees.length) head += `,"agrees":${JSON.stringify(agrees)}`;
    if (Object.keys(differs).length) head += `,"differs":${JSON.stringify(differs)}`;
    write(
      id,
      kind,
      text.replace(/"kernel":"[^"]+"/, (kernel) => kernel + head),
    );
  }
}

function write(id, kind, text) {
  const path = join(output, `${id}.${kind}.json`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  say(`${id}.${kind}.json: ${JSON.parse(text).vectors.length} vectors, ${Math.ceil(text.length / 1024)} KiB`);
}

const args = process.argv.slice(2);
const kinds = ["fields", "meaning"].filter(
  (kind) => !args.some((arg) => arg.startsWith("--")) || args.includes(`--${kind}`),
);
const asked = args.filter((arg) => !arg.startsWith("--"));
let failed = 0;
for (const kind of kinds) {
  const there = readdirSync(join(here, kind))
    .filter((name) => name.endsWith(".c"))
    .map((name) => basename(name, ".c"))
    .sort();
  for (const driver of there.filter((name) => !asked.length || asked.includes(name))) {
    try {
      make(kind, driver);
    } catch (error) {
      failed = 1;
      say(error.message);
    }
  }
}
for (const driver of asked) {
  if (!["fields", "meaning"].some((kind) => existsSync(join(here, kind, `${driver}.c`)))) {
    failed = 1;
    say(`no definitions of ${driver}`);
  }
}
process.exitCode = failed;
