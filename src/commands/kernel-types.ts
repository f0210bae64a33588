/** The kernels that commands are given: their BTF, as files and folders of them, and their versions. */
import { basename } from "node:path";
import { BtfError } from "../btf/error.js";
import { UsageError } from "../errors.js";
import { btfFiles, btfReader } from "../fs/btf.js";
import type { BtfSource } from "../verify/frames.js";
import { type KernelVersion, kernelVersion } from "../verify/kernels.js";

/** Reads every file, and every one in the folders. */
export function readSources(paths: readonly string[], base: string | undefined): BtfSource[] {
  const read = btfReader(base);
  return paths.flatMap(btfFiles).map((file) => ({ name: moduleName(file), btf: read(file) }));
}

/** `/lib/modules/…/ice.ko.xz` and `ice.btf` are both `ice`. */
function moduleName(file: string): string {
  return basename(file).replace(/(\.btf|\.ko)?(\.(xz|zst|gz))?$/, "");
}

/** Types are decoded when they are asked for, so damage may show only here. */
export function namingDamage<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof BtfError) throw new UsageError(`the BTF is damaged: ${error.message}`);
    throw error;
  }
}

/** @throws UsageError for what is no version. */
export function versionOf(text: string): KernelVersion {
  const version = kernelVersion(text);
  if (version === undefined) throw new UsageError(`${text} is no kernel version`, "it is said as 6.12");
  return version;
}
