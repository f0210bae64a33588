import { type Comparison, outcomeOf, type Sides } from "./change.js";

/** Raised only when a reader of the older shape would go wrong. */
const VERSION = 1;

/** Everything that was compared, for programs; every key is always there. */
export function reportJson(comparisons: readonly Comparison[], { before, after }: Sides): string {
  const all = (about: Comparison["about"]) =>
    comparisons
      .filter((comparison) => comparison.about === about)
      .map((comparison) => ({
        [about]: comparison.name,
        outcome: outcomeOf(comparison),
        sections: comparison.sections,
      }));
  const report = { version: VERSION, before, after, descriptors: all("descriptor"), drivers: all("driver") };
  return `${JSON.stringify(report, null, 2)}\n`;
}
