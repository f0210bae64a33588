/** When each field is valid: what its spec says, its variant, the size that holds it, and what it is made of. */
import type { Findings } from "../diagnostics/findings.js";
import { allOf, binary, conjuncts, type Expr, int, walk } from "../expr/ast.js";
import { printText } from "../expr/text.js";
import { keyOf } from "../spec/source.js";
import { placeOf } from "./drafts.js";
import type { FieldTable } from "./fields.js";
import { checkSatisfiable } from "./satisfiable.js";
import { resolveExpression } from "./scope.js";
import { type Entry, type Field, type Input, sizeOfType, type Variants } from "./types.js";
import { fieldExpressions } from "./uses.js";
import { checkUses, type Domain } from "./validity.js";

/** Symbols of more bits than this are not enumerated in proofs. */
const ENUMERABLE_BITS = 12;
export const SIZE_INPUT = "size";

export class Conditions implements Domain {
  private readonly own = new Map<string, Expr | undefined>();
  private readonly done = new Map<string, Expr | undefined>();
  private readonly open: string[] = [];

  constructor(
    private readonly table: FieldTable,
    private readonly variants: Variants | undefined,
    private readonly entries: readonly Entry[],
    private readonly sizes: readonly number[],
    private readonly inputs: readonly Input[],
    private readonly findings: Findings,
  ) {}

  valid(key: string): Expr | undefined {
    if (this.done.has(key)) return this.done.get(key);
    const field = this.table.get(key);
    if (field === undefined) return undefined;
    if (this.open.includes(key)) {
      const draft = this.table.draft(key);
      if (draft !== undefined)
        this.findings.add(
          "ND031",
          keyOf(draft.place),
          `${[...this.open, key].join(" → ")}: the condition depends on the field itself`,
        );
      return undefined;
    }
    this.open.push(key);
    const made = this.basis(field).map((part) => this.valid(part));
    const valid = unique([this.caseCondition(field), this.sizeCondition(field), ...made, this.when(key)]);
    this.open.pop();
    this.done.set(key, valid);
    return valid;
  }

  /** Checks that each field's own condition uses only what is valid there. */
  check(key: string): void {
    const draft = this.table.draft(key);
    const field = this.table.get(key);
    const own = this.own.get(key);
    if (draft === undefined || field === undefined || own === undefined) return;
    const context = [this.caseCondition(field), this.sizeCondition(field)].filter((fact) => fact !== undefined);
    const place = placeOf(draft, "when");
    checkUses(own, context, this, place, this.findings);
    checkSatisfiable(own, context, this, place, this.findings);
  }

  values(symbol: Extract<Expr, { kind: "field" | "input" }>): readonly bigint[] | undefined {
    if (symbol.kind === "input" && symbol.name === SIZE_INPUT && this.sizes.length > 1) return this.sizes.map(BigInt);
    if (symbol.width > ENUMERABLE_BITS) return undefined;
    return Array.from({ length: 1 << symbol.width }, (_, i) => BigInt(i));
  }

  private when(key: string): Expr | undefined {
    const draft = this.table.draft(key);
    if (draft?.raw.when === undefined) return undefined;
    if (!this.own.has(key)) {
      const scope = this.table.scope(draft.variant, draft.prefix);
      this.own.set(key, resolveExpression(draft.raw.when, placeOf(draft, "when"), scope, this.findings));
    }
    return this.own.get(key);
  }

  private basis(field: Field): readonly string[] {
    if (field.kind === "slice") return field.of === "" ? [] : [field.of];
    if (field.kind === "split") return field.parts;
    const used = new Set<string>();
    for (const expr of fieldExpressions(field)) walk(expr, (node) => node.kind === "field" && used.add(node.key));
    return [...used];
  }

  private caseCondition(field: Field): Expr | undefined {
    return this.variants?.cases.find((item) => item.name === field.variant)?.condition;
  }

  /** The smallest of the sizes that has the field. */
  private sizeCondition(field: Field): Expr | undefined {
    if (field.kind !== "slice" || this.sizes.length < 2) return undefined;
    const count = field.array?.count ?? 1;
    const start = (this.entries[field.entry]?.offset ?? 0) + field.at;
    const end = start + sizeOfType(field.type) + (count - 1) * (field.array?.stride ?? 0);
    const needed = this.sizes.find((size) => size >= end);
    const input = this.inputs.find((candidate) => candidate.name === SIZE_INPUT);
    if (needed === undefined || needed === this.sizes[0] || input === undefined) return undefined;
    return binary(
      ">=",
      { kind: "input", name: SIZE_INPUT, width: input.width, span: { start: 0, end: 0 } },
      int(needed),
    );
  }
}

function unique(conditions: readonly (Expr | undefined)[]): Expr | undefined {
  const seen = new Set<string>();
  const parts = conditions
    .filter((condition) => condition !== undefined)
    .flatMap((condition) => conjuncts(condition))
    .filter((part) => {
      const text = printText(part);
      if (seen.has(text)) return false;
      seen.add(text);
      return true;
    });
  return allOf(parts);
}
