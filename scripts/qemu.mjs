#!/usr/bin/env node
// A qemu with NICs that Debian 12's has not (igb came with 8), with its own libraries, unpacked and never installed:
// <cache>/qemu, beside the kernels.
import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { folder, privateApt } from "./kernels.mjs";

const SUITE = "trixie";
const LIBRARIES = "usr/lib/x86_64-linux-gnu";
const KEPT = [LIBRARIES, "usr/bin/qemu-system-x86_64", "usr/share/qemu", "usr/share/seabios"];
const place = join(folder, "qemu");
const run = promisify(execFile);

function hasIgb(command, args) {
  try {
    const devices = execFileSync(command, [...args, "-device", "help"], { encoding: "utf8", stdio: "pipe" });
    return devices.includes('name "igb"');
  } catch {
    return false;
  }
}

/** Fetches it unless this machine's own will do; gives what is missing then. */
export async function fetchQemu(say) {
  if (existsSync(place) || process.arch !== "x64" || hasIgb("qemu-system-x86_64", [])) return [];
  mkdirSync(folder, { recursive: true });
  const work = mkdtempSync(join(folder, "fetching-"));
  try {
    say(`fetching a newer qemu from Debian: ${SUITE}`);
    const apt = [...privateApt(work, [SUITE]), "-o", "APT::Architecture=amd64", "-q"];
    await run("apt-get", [...apt, "update"]);
    const wanted = ["--no-install-recommends", "--download-only", "-y", "install", "qemu-system-x86"];
    await run("apt-get", [...apt, ...wanted], { maxBuffer: 1 << 26 });
    const packages = join(work, "cache/archives");
    const unpacked = join(work, "unpacked");
    for (const name of readdirSync(packages).filter((file) => file.endsWith(".deb"))) {
      await run("dpkg-deb", ["-x", join(packages, name), unpacked]);
    }
    for (const name of KEPT) {
      mkdirSync(dirname(join(work, "ready", name)), { recursive: true });
      renameSync(join(unpacked, name), join(work, "ready", name));
    }
    if (!existsSync(place)) renameSync(join(work, "ready"), place);
  } catch (error) {
    say(`the newer qemu could not be fetched: ${error.stderr || error.message}`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return existsSync(place) ? [] : ["qemu 8 or newer"];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const missing = await fetchQemu((text) => process.stdout.write(`${text}\n`));
  if (missing.length > 0) process.exitCode = 1;
}
