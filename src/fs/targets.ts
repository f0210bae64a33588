/** Reading targets. */
import type { Target } from "../target/manifest.js";
import { readTarget } from "../target/manifest-file.js";
import { targetFiles } from "./target-files.js";

export { shippedTargets } from "./target-files.js";

/** The target of this name or folder; the files in `overrides` stand in for its own. */
export function loadTarget(name: string, overrides?: string): Target {
  const { folder, files } = targetFiles(name, overrides);
  return readTarget(folder, files);
}
