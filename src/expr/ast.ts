/** Expressions over fields, inputs and enumerators, in unsigned 64-bit arithmetic. */
import type { Span } from "../spec/source.js";

export type { Span };

const COMPARISONS = ["==", "!=", "<", "<=", ">", ">="] as const;
export type Comparison = (typeof COMPARISONS)[number];
type Logical = "&&" | "||";
export type Arithmetic = "&" | "|" | "^" | "<<" | ">>" | "+" | "-";
export type Operator = Comparison | Logical | Arithmetic;

interface Node {
  readonly span: Span;
}

/** What a parser gives: names are not yet known to be anything. */
export type Syntax =
  | (Node & { readonly kind: "int"; readonly value: bigint })
  | (Node & { readonly kind: "name"; readonly name: string })
  | (Node & { readonly kind: "not"; readonly arg: Syntax })
  | (Node & { readonly kind: "binary"; readonly op: Operator; readonly left: Syntax; readonly right: Syntax });

/** An expression whose names are resolved. `width` is the bits that a field or input has. */
export type Expr =
  | (Node & { readonly kind: "int"; readonly value: bigint })
  | (Node & {
      readonly kind: "enumerator";
      readonly name: string;
      readonly value: bigint;
      readonly enumeration?: string;
    })
  | (Node & { readonly kind: "field"; readonly key: string; readonly width: number })
  | (Node & { readonly kind: "input"; readonly name: string; readonly width: number })
  | (Node & { readonly kind: "not"; readonly arg: Expr })
  | (Node & { readonly kind: "binary"; readonly op: Operator; readonly left: Expr; readonly right: Expr });

const NOWHERE: Span = { start: 0, end: 0 };

export function int(value: bigint | number, span: Span = NOWHERE): Expr {
  return { kind: "int", value: BigInt(value), span };
}

export function not(arg: Expr): Expr {
  return { kind: "not", arg, span: arg.span };
}

export function binary(op: Operator, left: Expr, right: Expr): Expr {
  return { kind: "binary", op, left, right, span: { start: left.span.start, end: right.span.end } };
}

export function isComparison(op: Operator): op is Comparison {
  return (COMPARISONS as readonly string[]).includes(op);
}

/** The conjunction of the conditions; undefined (always) for none. */
export function allOf(conditions: readonly (Expr | undefined)[]): Expr | undefined {
  return conditions
    .filter((condition) => condition !== undefined)
    .reduce<Expr | undefined>(
      (all, condition) => (all === undefined ? condition : binary("&&", all, condition)),
      undefined,
    );
}

/** The conditions that a conjunction joins. */
export function conjuncts(expr: Expr): readonly Expr[] {
  return expr.kind === "binary" && expr.op === "&&" ? [...conjuncts(expr.left), ...conjuncts(expr.right)] : [expr];
}

/** Calls `visit` for every node, parents first. */
export function walk(expr: Expr, visit: (node: Expr) => void): void {
  visit(expr);
  if (expr.kind === "not") walk(expr.arg, visit);
  else if (expr.kind === "binary") {
    walk(expr.left, visit);
    walk(expr.right, visit);
  }
}
