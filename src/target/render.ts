/** A target's files, its templates compiled here. */
import type { Descriptor, Model } from "../model/types.js";
import { TEMPLATING } from "./compile.js";
import { type OutputFile, renderFiles } from "./files.js";
import type { Selection } from "./jobs.js";
import type { Target } from "./manifest.js";

export type { OutputFile };

/** The target's files for some descriptors of the model. Throws a UsageError for a template that does not work. */
export function renderTarget(
  target: Target,
  model: Model,
  selected: Selection,
  pictures: (descriptor: Descriptor) => string,
): OutputFile[] {
  return renderFiles({ target, templating: TEMPLATING }, model, selected, pictures);
}
