/** A field is one thing, and has the keys of that thing. */
import type { Findings } from "../diagnostics/findings.js";
import { inside, keyOf } from "../spec/source.js";
import type { Draft } from "./drafts.js";

/** The keys that say what kind of field this is. */
const KINDS = ["at", "type", "of", "parts", "value", "lookup"] as const;
type Kind = Exclude<(typeof KINDS)[number], "type">;

const MEMORY = ["bits", "entry", "count", "stride", "reserved", "must_be_zero", "unaligned", "view", "overlaps"];
const STRAY: { readonly [kind in Kind]: readonly string[] } = {
  at: ["width", "by", "column"],
  of: ["width", "by", "column", "count", "stride", "unaligned"],
  parts: [...MEMORY, "by", "column"],
  value: [...MEMORY, "by", "column"],
  lookup: [...MEMORY, "values", "width"],
};

/** Reports keys that do not go together; false where even the kind is unclear. */
export function checkKind({ raw, place }: Draft, findings: Findings): boolean {
  const said = KINDS.filter((key) => raw[key] !== undefined);
  const kinds = said.filter((key) => key !== "type" || !said.includes("at"));
  const [first = "at", second] = kinds;
  if (second !== undefined) {
    const message = `\`${first}\` and \`${second}\` do not go together: a field is one thing`;
    findings.add("ND037", keyOf(inside(place, second)), message);
    return false;
  }
  const kind = first === "type" ? "at" : first;
  for (const key of STRAY[kind]) {
    if (Object.hasOwn(raw, key)) {
      findings.add("ND037", keyOf(inside(place, key)), `\`${key}\` does not go with \`${kind}\``);
    }
  }
  return true;
}
