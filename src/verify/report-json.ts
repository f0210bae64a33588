import type { AccessResult } from "./access-result.js";
import type { Difference } from "./differences.js";
import { countOf, type FieldStatus, type Verification } from "./result.js";

/** Raised only when a reader of the older shape would go wrong. */
const VERSION = 1;
const STATUSES: readonly FieldStatus[] = ["agrees", "differs", "not-in-btf", "not-in-kernel"];

/** Everything that was found, for programs; every key is always there. */
export function reportJson(
  verifications: readonly Verification[],
  access: readonly AccessResult[],
  differences: readonly Difference[],
): string {
  const descriptors = verifications.map((verification) => ({
    descriptor: verification.descriptor,
    status: verification.status,
    counts: Object.fromEntries(STATUSES.map((status) => [status, countOf(verification, status)])),
    frames: verification.frames.map((frame) => ({ ...frame, kernelSize: frame.kernelSize ?? null })),
    fields: verification.fields,
  }));
  const listed = differences.map(({ place, ...rest }) => ({
    ...rest,
    file: place?.file ?? null,
    range: place?.range ?? null,
  }));
  return `${JSON.stringify({ version: VERSION, descriptors, access, differences: listed }, null, 2)}\n`;
}
