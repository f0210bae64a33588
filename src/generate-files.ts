/** As `generate`, with templates compiled in whichever way. */
import type { Model } from "./model/types.js";
import { select } from "./select.js";
import { drawTerminal } from "./show/terminal.js";
import type { Templating } from "./target/engine.js";
import { type OutputFile, renderFiles } from "./target/files.js";
import type { Target } from "./target/manifest.js";

const PICTURE = { color: false, width: 100 } as const;

export function generateFiles(
  model: Model,
  target: Target,
  patterns: readonly string[],
  templating: Templating,
  library = false,
): OutputFile[] {
  const selected = { ...select(model, patterns), library };
  return renderFiles(target, model, selected, (descriptor) => drawTerminal(descriptor, PICTURE), templating);
}
