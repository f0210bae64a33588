/** Changes as texts that tests compare. */
import type { Change } from "../../src/diff/change.js";

/** `moved a: byte 0 → byte 4` */
export function said({ changes }: { readonly changes: readonly Change[] }): string[] {
  return changes.map(({ kind, subject, before, after }) => `${kind} ${subject}: ${before} → ${after}`);
}

const MIRROR: Partial<Record<Change["kind"], Change["kind"]>> = { appeared: "vanished", vanished: "appeared" };

/** The subject of what was renamed is its earlier name, so it is left out. */
export function plain({ kind, subject, before, after }: Change): string {
  return JSON.stringify([kind, kind === "renamed" ? "" : subject, before, after]);
}

/** The change as it looks from the other side. */
export function mirrored(change: Change): string {
  const { kind, before, after } = change;
  return plain({ ...change, kind: MIRROR[kind] ?? kind, before: after, after: before });
}
