/** What all comparisons come to, in words. */
import { plural } from "../verify/words.js";
import { type Change, type Comparison, type Outcome, outcomeOf, SECTIONS, type Section } from "./change.js";

/** Names that are no longer read one by one. */
const MANY = 5;

/**
 * `32 descriptors: 3 changed, 28 the same, 1 on neither side (virtio_net/hdr)`, and the like of drivers; nothing of
 * what was not compared.
 */
export function summaryTexts(comparisons: readonly Comparison[]): string[] {
  return (["descriptor", "driver"] as const).flatMap((about) => {
    const all = comparisons.filter((comparison) => comparison.about === about);
    return all.length === 0 ? [] : [`${plural(all.length, about)}${pointsText(all)}: ${outcomesText(all)}`];
  });
}

function outcomesText(comparisons: readonly Comparison[]): string {
  const having = (outcome: Outcome) => comparisons.filter((comparison) => outcomeOf(comparison) === outcome);
  const absent = having("absent").map(({ name }) => name);
  const parts = [`${having("changed").length} changed`, `${having("same").length} the same`];
  const names = absent.length > MANY ? "" : ` (${absent.join(", ")})`;
  if (absent.length > 0) parts.push(`${absent.length} on neither side${names}`);
  return parts.join(", ");
}

/** ` with 61 access points`; empty where there are none. */
function pointsText(comparisons: readonly Comparison[]): string {
  const sections = comparisons.flatMap((comparison) => comparison.sections);
  const points = sections.filter(({ kind }) => kind === "ways" || kind === "hooks");
  const count = points.reduce((sum, { compared }) => sum + compared, 0);
  return count === 0 ? "" : ` with ${plural(count, "access point")}`;
}

/** What the changes of a section are about: `union ice_32b_rx_flex_desc (wb)`, `fields`. */
export function headingOf({ kind, of }: Section): string {
  return of === "" ? SECTIONS[kind] : of;
}

/** Undefined where the change is of all that the heading names. */
export function subjectOf({ subject }: Change, { of }: Section): string | undefined {
  return subject === of ? undefined : subject;
}

export const WHOLE = "the type";
