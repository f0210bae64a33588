/**
 * Conditions brought into the form that costs least: tests on bits of the same word become one load, one mask and
 * one comparison, as one would write `(qw1 & MASK) == VALUE` by hand.
 */
import { conjuncts, type Expr, int, isComparison, not, type Operator } from "../../expr/ast.js";
import type { SliceField } from "../../model/types.js";
import type { Load } from "../access.js";

export interface Group {
  readonly load: Load;
  readonly entry: number;
  readonly mask: bigint;
  /** Taken off before the comparison. */
  readonly from?: bigint;
  readonly value: bigint;
  readonly test: "==" | "!=" | "<" | ">=";
  readonly parts: readonly Expr[];
  readonly any: boolean;
}

export type Step =
  | { readonly kind: "leaf"; readonly expr: Expr }
  | { readonly kind: "group"; readonly group: Group }
  | { readonly kind: "all" | "any"; readonly steps: readonly Step[] };

type Grouper = (
  parts: readonly Expr[],
  any: boolean,
) => { readonly groups: readonly Group[]; readonly rest: readonly Expr[] };

/** The tests to make, in the order of the spec as far as grouping leaves it. */
export function planCondition(expr: Expr, group: Grouper): Step {
  return plan(inwards(expr), group);
}

function plan(expr: Expr, group: Grouper): Step {
  const any = isOp(expr, "||");
  const parts = any ? disjuncts(expr) : conjuncts(expr);
  const { groups, rest } = group(parts, any);
  const steps = parts.flatMap((part): Step[] => {
    const first = groups.find((candidate) => candidate.parts[0] === part);
    if (first !== undefined) return [{ kind: "group", group: first }];
    if (!rest.includes(part)) return [];
    return parts.length === 1 ? [{ kind: "leaf", expr: part }] : [plan(part, group)];
  });
  const [only] = steps;
  return steps.length === 1 && only !== undefined ? only : { kind: any ? "any" : "all", steps };
}

/** How many tests the condition is. */
export function countTests(expr: Expr, group: Grouper): number {
  const count = (step: Step): number =>
    step.kind === "all" || step.kind === "any" ? step.steps.reduce((sum, inner) => sum + count(inner), 0) : 1;
  return count(planCondition(expr, group));
}

function disjuncts(expr: Expr): readonly Expr[] {
  return expr.kind === "binary" && expr.op === "||" ? [...disjuncts(expr.left), ...disjuncts(expr.right)] : [expr];
}

const OPPOSITE: Partial<Record<Operator, Operator>> = {
  "==": "!=",
  "!=": "==",
  "<": ">=",
  ">=": "<",
  ">": "<=",
  "<=": ">",
};

/** Negations moved down to the comparisons. */
function inwards(expr: Expr, negated = false): Expr {
  if (expr.kind === "not") return inwards(expr.arg, !negated);
  if (expr.kind !== "binary") return negated ? not(expr) : expr;
  if (expr.op === "&&" || expr.op === "||") {
    const op = negated ? (expr.op === "&&" ? "||" : "&&") : expr.op;
    return { ...expr, op, left: inwards(expr.left, negated), right: inwards(expr.right, negated) };
  }
  if (!negated) return expr;
  if (isComparison(expr.op)) return { ...expr, op: OPPOSITE[expr.op] ?? expr.op };
  return { kind: "binary", op: "==", left: expr, right: int(0), span: expr.span };
}

function isOp(expr: Expr, op: Operator): boolean {
  return expr.kind === "binary" && expr.op === op;
}

/** A test on one field that a mask can make: the field's bits equal (or do not equal) a value. */
export interface BitTest {
  readonly field: SliceField;
  readonly test: "==" | "!=";
  readonly value: bigint;
}

/** A part of a condition that is one. */
export interface Candidate {
  readonly expr: Expr;
  readonly bits: BitTest;
}

/** The expression as a test on a field's bits, if it is one. */
export function asBitTest(expr: Expr, find: (key: string) => SliceField | undefined): BitTest | undefined {
  const [subject, test, value] = comparison(expr);
  if (subject?.kind !== "field") return undefined;
  const field = find(subject.key);
  if (field === undefined || field.array !== undefined) return undefined;
  if (field.width === 1 && test === "!=" && value <= 1n) return { field, test: "==", value: 1n - value };
  return { field, test, value };
}

function comparison(expr: Expr): [Expr | undefined, "==" | "!=", bigint] {
  if (expr.kind === "field") return [expr, "!=", 0n];
  if (expr.kind === "not") return [expr.arg, "==", 0n];
  if (expr.kind === "binary" && (expr.op === "==" || expr.op === "!=")) {
    const { left, right, op } = expr;
    if (right.kind === "int" || right.kind === "enumerator") return [left, op, right.value];
    if (left.kind === "int" || left.kind === "enumerator") return [right, op, left.value];
  }
  return [undefined, "==", 0n];
}
