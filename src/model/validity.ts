/** Whether a field is used only where it is valid. */
import type { Findings } from "../diagnostics/findings.js";
import { conjuncts, type Expr, not, walk } from "../expr/ast.js";
import { evaluate } from "../expr/evaluate.js";
import { printText } from "../expr/text.js";
import { type Place, within } from "../spec/source.js";

/** What is known of the values that fields and inputs can have. */
export interface Domain {
  /** When a field is valid; undefined: always. */
  valid(key: string): Expr | undefined;
  /** The values that a symbol can have, when they are few. */
  values(symbol: Extract<Expr, { kind: "field" | "input" }>): readonly bigint[] | undefined;
}

/** Reports every field that the expression uses without its condition being implied by `context`. */
export function checkUses(
  expr: Expr,
  context: readonly Expr[],
  domain: Domain,
  place: Place,
  findings: Findings,
): void {
  switch (expr.kind) {
    case "field": {
      const valid = domain.valid(expr.key);
      if (valid === undefined || implies(context, valid, domain)) return;
      findings.add("ND020", within(place, expr.span), `\`${expr.key}\` is used where it may not be valid`, {
        help: `it is valid when \`${printText(valid)}\`: say so in \`when\`, or with \`&&\` before it`,
      });
      return;
    }
    case "not":
      checkUses(expr.arg, context, domain, place, findings);
      return;
    case "binary":
      checkUses(expr.left, context, domain, place, findings);
      if (expr.op === "&&") checkUses(expr.right, [...context, expr.left], domain, place, findings);
      else if (expr.op === "||") checkUses(expr.right, [...context, not(expr.left)], domain, place, findings);
      else checkUses(expr.right, context, domain, place, findings);
  }
}

/** Whether the facts make the requirement true: by being it, or by leaving its symbol no other value. */
function implies(facts: readonly Expr[], requirement: Expr, domain: Domain, splits = MAX_SPLITS): boolean {
  const known = facts.flatMap((fact) => simplify(fact));
  return simplify(requirement).every((need) => impliesOne(known, need, domain, splits));
}

/** Each alternative among the facts doubles the work; after so many, a condition counts as not implied. */
const MAX_SPLITS = 6;

function impliesOne(known: readonly Expr[], need: Expr, domain: Domain, splits: number): boolean {
  const text = printText(need);
  if (known.some((fact) => printText(fact) === text)) return true;
  if (need.kind === "binary" && need.op === "||") {
    if (implies(known, need.left, domain, splits) || implies(known, need.right, domain, splits)) return true;
  }
  if (bySingleSymbol(known, need, domain)) return true;
  const alternatives = known.find((fact) => fact.kind === "binary" && fact.op === "||");
  if (alternatives?.kind !== "binary" || splits === 0) return false;
  const rest = known.filter((fact) => fact !== alternatives);
  const under = (branch: Expr) => implies([...rest, branch], need, domain, splits - 1);
  return under(alternatives.left) && under(alternatives.right);
}

/** Facts about one symbol leave it some values; the requirement may hold for all of them. */
function bySingleSymbol(known: readonly Expr[], need: Expr, domain: Domain): boolean {
  const symbol = onlySymbol(need);
  if (symbol === undefined) return false;
  const name = printText(symbol);
  const values = domain.values(symbol);
  if (values === undefined) return false;
  const about = known.filter((fact) => {
    const other = onlySymbol(fact);
    return other !== undefined && printText(other) === name;
  });
  const holds = (expr: Expr, value: bigint) => evaluate(expr, { field: () => value, input: () => value }) !== 0n;
  return values.filter((value) => about.every((fact) => holds(fact, value))).every((value) => holds(need, value));
}

export function onlySymbol(expr: Expr): Extract<Expr, { kind: "field" | "input" }> | undefined {
  const found = new Map<string, Extract<Expr, { kind: "field" | "input" }>>();
  walk(expr, (node) => {
    if (node.kind === "field" || node.kind === "input") found.set(printText(node), node);
  });
  return found.size === 1 ? [...found.values()][0] : undefined;
}

/** Conjuncts, with negations moved inwards as far as De Morgan goes. */
export function simplify(expr: Expr): readonly Expr[] {
  if (expr.kind === "not" && expr.arg.kind === "not") return simplify(expr.arg.arg);
  if (expr.kind === "not" && expr.arg.kind === "binary" && expr.arg.op === "||") {
    return [...simplify(not(expr.arg.left)), ...simplify(not(expr.arg.right))];
  }
  return conjuncts(expr).flatMap((part) => (part === expr ? [part] : simplify(part)));
}
