/** A qemu that emulates igb, which came with qemu 8: this machine's, or the one that `scripts/qemu.mjs` has unpacked. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { CACHE } from "./kernels.js";

const PLACE = join(CACHE, "qemu");
const OWN = "qemu-system-x86_64";

/** The command and what comes before its arguments; undefined where there is none. */
export function qemuWithIgb(): readonly string[] | undefined {
  if (existsSync(PLACE)) return unpacked();
  const devices = spawnSync(OWN, ["-device", "help"], { encoding: "utf8" }).stdout ?? "";
  return devices.includes('name "igb"') ? [OWN] : undefined;
}

/** With its own libraries, not those of this machine. */
function unpacked(): readonly string[] {
  const libraries = join(PLACE, "usr/lib/x86_64-linux-gnu");
  const share = ["qemu", "seabios"].flatMap((name) => ["-L", join(PLACE, "usr/share", name)]);
  return [
    ...["env", `QEMU_MODULE_DIR=${join(libraries, "qemu")}`],
    ...[join(libraries, "ld-linux-x86-64.so.2"), "--library-path", libraries],
    ...[join(PLACE, "usr/bin", OWN), ...share],
  ];
}
