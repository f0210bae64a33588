/** As `generate`, with templates compiled in whichever way. */
import type { Model } from "./model/types.js";
import { select } from "./select.js";
import { drawTerminal } from "./show/terminal.js";
import type { Chosen } from "./target/banner.js";
import { type Making, type OutputFile, renderFiles } from "./target/files.js";

export { presentAt } from "./target/files.js";

const PICTURE = { color: false, width: 100 } as const;

/** What is made besides that which the patterns name. */
export interface Extra {
  /** The driver whose library is made. */
  readonly library?: string | undefined;
  readonly beside?: Chosen | undefined;
}

export function generateFiles(
  making: Making,
  model: Model,
  patterns: readonly string[],
  { library, beside = { descriptors: [], drivers: [] } }: Extra = {},
): OutputFile[] {
  const libraries = library === undefined ? [] : [library];
  const selected = { ...select(model, patterns), libraries, beside };
  return renderFiles(making, model, selected, (descriptor) => drawTerminal(descriptor, PICTURE));
}
