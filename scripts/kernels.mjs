#!/usr/bin/env node
// Debian's own kernels, unpacked for virtual machines, never installed: <cache>/<series>/vmlinuz and lib/modules/<release>.
// NICDESC_KERNELS names another folder than the one in node_modules, for more than one checkout.
import { execFile, execFileSync } from "node:child_process";
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
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const { cache, headers, suites } = JSON.parse(readFileSync(join(root, "scripts/kernels.json"), "utf8"));
const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";
export const folder = process.env.NICDESC_KERNELS ?? join(root, cache);
const run = promisify(execFile);

/** What modules are built with, for one of the kernels. */
const HEADERS = `${headers}-headers`;

function missingKernels() {
  return [...Object.keys(suites), HEADERS].filter((name) => !existsSync(join(folder, name)));
}

/** Fetches what is missing where that is possible, saying so; gives the series that are still missing. */
export async function fetchKernels(say) {
  const missing = missingKernels();
  if (missing.length === 0 || process.arch !== "x64") return missing;
  mkdirSync(folder, { recursive: true });
  const work = mkdtempSync(join(folder, "fetching-"));
  try {
    const apt = privateApt(work);
    say(`fetching kernels from Debian: ${missing.join(" ")}`);
    await run("apt-get", [...apt, "update", "-q"]);
    const names = execFileSync("apt-cache", [...apt, "pkgnames", "linux-image-"], { encoding: "utf8" }).split("\n");
    for (const series of missing.filter((name) => name !== HEADERS)) await fetchKernel(series, names, apt, work, say);
    if (missing.includes(HEADERS)) await fetchHeaders(apt, work);
  } catch (error) {
    say(`the kernels could not be fetched: ${error.stderr || error.message}`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return missingKernels();
}

/** Options that give apt lists and a cache of its own: the machine's mirror and signatures, but not its state. */
export function privateApt(work, of = Object.values(suites)) {
  const sources = execFileSync("apt-get", ["indextargets", "--format", "$(ORIGIN) $(LABEL) $(REPO_URI)"], {
    encoding: "utf8",
  });
  const mirror = /^Debian Debian (\S+)$/m.exec(sources)?.[1];
  if (mirror === undefined) throw new Error("apt knows no mirror of Debian here");
  for (const name of ["state/lists/partial", "cache/archives/partial"]) {
    mkdirSync(join(work, name), { recursive: true });
  }
  const lines = [...new Set(of)].map((suite) => `deb [signed-by=${KEYRING} arch=amd64] ${mirror} ${suite} main\n`);
  writeFileSync(join(work, "sources.list"), lines.join(""));
  writeFileSync(join(work, "state/status"), "");
  const settings = {
    "Dir::State": join(work, "state"),
    "Dir::State::status": join(work, "state/status"),
    "Dir::Cache": join(work, "cache"),
    "Dir::Etc::SourceList": join(work, "sources.list"),
    "Dir::Etc::SourceParts": "-",
    "APT::Sandbox::User": "",
    "Acquire::Languages": "none",
    "Acquire::Retries": "3",
  };
  return Object.entries(settings).flatMap(([key, value]) => ["-o", `${key}=${value}`]);
}

async function fetchKernel(series, names, apt, work, say) {
  const { image, exact } = newestImage(series, names);
  if (!exact) say(`Debian no longer offers a kernel ${series}: taking ${image} for it`);
  const unpacked = await unpack(image, /\blinux-(?:base|binary|modules)-[0-9][^ ,]*/g, apt, work);
  const ready = join(work, `${series}.ready`);
  arrange(unpacked, ready);
  keep(ready, series);
}

/** The headers of the kernel that is there, with the path that they name. */
async function fetchHeaders(apt, work) {
  const [release] = readdirSync(join(folder, headers, "lib/modules"));
  const unpacked = await unpack(`linux-headers-${release}`, /\blinux-(?:headers|kbuild)-[0-9][^ ,]*/g, apt, work);
  const makefile = join(unpacked, `usr/src/linux-headers-${release}/Makefile`);
  writeFileSync(makefile, readFileSync(makefile, "utf8").replaceAll("/usr/src", join(folder, HEADERS, "usr/src")));
  keep(unpacked, HEADERS);
}

/** A package together with those that it depends on and whose names fit. */
async function unpack(name, parts, apt, work) {
  const description = execFileSync("apt-cache", [...apt, "show", "--no-all-versions", name], { encoding: "utf8" });
  const depends = /^Depends: (.*)$/m.exec(description)?.[1] ?? "";
  const packages = join(work, `${name}.packages`);
  const unpacked = join(work, `${name}.unpacked`);
  mkdirSync(packages);
  const all = new Set([name, ...(depends.match(parts) ?? [])]);
  await run("apt-get", [...apt, "-q", "download", ...all], { cwd: packages });
  for (const file of readdirSync(packages)) await run("dpkg-deb", ["-x", join(packages, file), unpacked]);
  return unpacked;
}

function keep(ready, name) {
  try {
    renameSync(ready, join(folder, name));
  } catch (error) {
    // Another run was faster.
    if (!existsSync(join(folder, name))) throw error;
  }
}

/** The newest kernel of a series, or of all where there is none. */
function newestImage(series, names) {
  const images = names
    .map((name) => /^linux-image-(\d+\.\d+)(\.\d+(?:-\d+|\+\w+)?)-amd64$/.exec(name))
    .filter((match) => match !== null)
    .map(([name, of, rest]) => ({ name, of, numbers: (of + rest).match(/\d+/g).map(Number) }))
    .sort((a, b) => compare(b.numbers, a.numbers));
  const exact = images.find((image) => image.of === series);
  const image = exact ?? images[0];
  if (image === undefined) throw new Error("Debian offers no kernel");
  return { image: image.name, exact: exact !== undefined };
}

function compare(a, b) {
  const at = a.findIndex((number, i) => number !== b[i]);
  return at < 0 ? 0 : a[at] - (b[at] ?? -1);
}

/** From the places that packages have had over the years to one. */
function arrange(unpacked, ready) {
  const modules = ["lib/modules", "usr/lib/modules"].map((name) => join(unpacked, name)).find(existsSync);
  const [release] = modules === undefined ? [] : readdirSync(modules);
  if (release === undefined) throw new Error("the packages of a kernel have no modules");
  const target = join(ready, "lib/modules", release);
  mkdirSync(dirname(target), { recursive: true });
  renameSync(join(modules, release), target);
  const image = [join(target, "vmlinuz"), join(unpacked, "boot", `vmlinuz-${release}`)].find(existsSync);
  if (image === undefined) throw new Error(`the packages of ${release} have no image`);
  renameSync(image, join(ready, "vmlinuz"));
  execFileSync("depmod", ["-b", ready, release]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const missing = await fetchKernels((text) => process.stdout.write(`${text}\n`));
  if (missing.length > 0) {
    process.stderr.write(`missing: ${missing.join(" ")}\n`);
    process.exitCode = 1;
  }
}
