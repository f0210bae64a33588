/** What all comparisons come to, in words. */
import { type Change, type Comparison, type Outcome, outcomeOf, SECTIONS, type Section } from "./change.js";

/** Names that are no longer read one by one. */
const MANY = 5;

/** `32 descriptors: 3 changed, 28 the same, 1 on neither side (virtio_net/hdr)`. */
export function summaryText(comparisons: readonly Comparison[]): string {
  const having = (outcome: Outcome) => comparisons.filter((comparison) => outcomeOf(comparison) === outcome);
  const absent = having("absent").map(({ descriptor }) => descriptor);
  const parts = [`${having("changed").length} changed`, `${having("same").length} the same`];
  const names = absent.length > MANY ? "" : ` (${absent.join(", ")})`;
  if (absent.length > 0) parts.push(`${absent.length} on neither side${names}`);
  const count = comparisons.length;
  return `${count} ${count === 1 ? "descriptor" : "descriptors"}: ${parts.join(", ")}`;
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
