/** How many loads the value of a field takes, through all that it is made of. */
import type { Findings } from "../diagnostics/findings.js";
import { walk } from "../expr/ast.js";
import { keyOf } from "../spec/source.js";
import type { Draft } from "./drafts.js";
import type { Field } from "./types.js";
import { fieldExpressions } from "./uses.js";

/** A reader calls the readers of what it is made of, and all are inlined: more would be code without end. */
const MAX_READS = 256;

export class Reads {
  private readonly counts = new Map<string, number>();

  /** Whether the field takes few loads; the fields that it is made of come first. */
  few(field: Field, draft: Draft, findings: Findings): boolean {
    const count = this.count(field);
    this.counts.set(field.key, count);
    if (count <= MAX_READS) return true;
    findings.add("ND031", keyOf(draft.place), `the value takes ${count} loads, through all that it is made of`, {
      help: `at most ${MAX_READS}`,
    });
    return false;
  }

  private count(field: Field): number {
    if (field.kind === "slice") return 1;
    let count = field.kind === "split" ? field.parts.length : 0;
    for (const expr of fieldExpressions(field)) {
      walk(expr, (node) => {
        if (node.kind === "field") count += this.counts.get(node.key) ?? 1;
      });
    }
    return count;
  }
}
