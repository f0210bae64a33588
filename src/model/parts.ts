/** The parts of a split value. */
import type { Findings } from "../diagnostics/findings.js";
import { inside } from "../spec/source.js";
import type { Draft } from "./drafts.js";
import type { Field, SliceField } from "./types.js";

/** Why a field that is known can be no part. */
export function wrongPart(name: string, field: Field): string {
  if (field.kind !== "slice") return `\`${name}\` is no piece of memory: a part has \`at\` or \`of\``;
  return field.reserved ? `\`${name}\` is reserved: its bits mean nothing` : `\`${name}\` is an array, no single value`;
}

/** The most significant part comes first, and together they are a value of the width that was said. */
export function checkParts(parts: readonly SliceField[], draft: Draft, findings: Findings): void {
  const width = parts.reduce((sum, part) => sum + part.width, 0);
  const place = inside(draft.place, "parts");
  const declared = draft.raw.width;
  if (width > 64) findings.add("ND025", place, `the parts have ${width} bits; a value has at most 64`);
  else if (declared !== undefined && declared !== width) {
    findings.add("ND025", inside(draft.place, "width"), `the parts have ${width} bits, not ${declared}`);
  }
  for (const [i, part] of parts.entries()) {
    if (parts.indexOf(part) !== i) findings.add("ND025", inside(place, i), `\`${part.key}\` is there twice`);
    const next = parts[i + 1];
    if (next !== undefined && isLow(part.key) && isHigh(next.key)) {
      findings.add(
        "ND025",
        inside(place, i),
        `\`${part.key}\` stands before \`${next.key}\`: the most significant part comes first`,
        {
          help: `\`parts: [${parts
            .map((item) => item.key)
            .toReversed()
            .join(", ")}]\``,
        },
      );
    }
  }
}

function isLow(name: string): boolean {
  return /(^|_)(l|lo|low)$/.test(name);
}

function isHigh(name: string): boolean {
  return /(^|_)(h|hi|high)$/.test(name);
}
