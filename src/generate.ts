/** The model through a target: the back half of the tool, without I/O. */
import { generateFiles } from "./generate-files.js";
import type { Model } from "./model/types.js";
import { TEMPLATING } from "./target/compile.js";
import type { OutputFile } from "./target/files.js";
import type { Target } from "./target/manifest.js";

/**
 * The files that a target makes of the descriptors that the patterns name (all, without patterns).
 * Throws a UsageError for a pattern that names nothing and for a template that does not work.
 */
export function generate(model: Model, target: Target, patterns: readonly string[] = []): OutputFile[] {
  return generateFiles({ target, templating: TEMPLATING }, model, patterns);
}
