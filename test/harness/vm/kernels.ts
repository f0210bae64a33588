/** Debian's kernels as `scripts/kernels.mjs` has unpacked them. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import settings from "../../../scripts/kernels.json" with { type: "json" };
import { KERNELS, type Kernel } from "../access/kernels.js";

export { KERNELS, type Kernel };

const HEADERS = `${settings.headers}-headers`;
const SUITES: Readonly<Record<Kernel, string>> = settings.suites;
export const CACHE = process.env["NICDESC_KERNELS"] ?? join(import.meta.dirname, "../../..", settings.cache);

export interface KernelFiles {
  readonly image: string;
  /** What `uname -r` says. */
  readonly release: string;
  /** The folder over `lib/modules/<release>`. */
  readonly root: string;
}

export function kernelFiles(kernel: Kernel): KernelFiles {
  const root = join(CACHE, kernel);
  const [release] = existsSync(root) ? readdirSync(join(root, "lib/modules")) : [];
  if (release === undefined) {
    throw new Error(`no kernel ${kernel} (${SUITES[kernel]}) in ${CACHE}: run node scripts/kernels.mjs`);
  }
  return { image: join(root, "vmlinuz"), release, root };
}

/** The kernel that modules can be built for, and with what. */
export const MODULE_KERNEL = settings.headers as Kernel;

export function moduleHeaders(): string {
  const { release } = kernelFiles(MODULE_KERNEL);
  return join(CACHE, HEADERS, "usr/src", `linux-headers-${release}`);
}

export function hasModuleHeaders(): boolean {
  return existsSync(join(CACHE, MODULE_KERNEL)) && existsSync(moduleHeaders());
}

export function hasKernels(): boolean {
  return KERNELS.every((kernel) => existsSync(join(CACHE, kernel)));
}
