/** The BTF that commands are given: files, and folders of them. */
import { basename } from "node:path";
import { BtfError } from "../btf/error.js";
import { UsageError } from "../errors.js";
import { btfFiles, btfReader } from "../fs/btf.js";
import type { BtfSource } from "../verify/frames.js";

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
