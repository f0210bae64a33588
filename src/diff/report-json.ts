import { type Comparison, outcomeOf, type Sides } from "./change.js";

/** Raised only when a reader of the older shape would go wrong. */
const VERSION = 1;

/** Everything that was compared, for programs; every key is always there. */
export function reportJson(comparisons: readonly Comparison[], { before, after }: Sides): string {
  const descriptors = comparisons.map((comparison) => ({
    descriptor: comparison.descriptor,
    outcome: outcomeOf(comparison),
    sections: comparison.sections,
  }));
  return `${JSON.stringify({ version: VERSION, before, after, descriptors }, null, 2)}\n`;
}
