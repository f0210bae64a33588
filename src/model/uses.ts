/** What an expression reads, through computed fields and down to memory. */
import { type Expr, walk } from "../expr/ast.js";
import type { Answer, Field, Input } from "./types.js";
import { expressionsOf, piecesOf } from "./values.js";

/** The expressions inside a field. */
export function fieldExpressions(field: Field): readonly Expr[] {
  return field.kind === "computed" ? [field.expr] : field.kind === "lookup" ? [field.by] : [];
}

/** The inputs that the expressions need, in the descriptor's order. */
export function inputsUsed(
  expressions: readonly Expr[],
  field: (key: string) => Field | undefined,
  inputs: readonly Input[],
  clocks: readonly string[] = [],
): Input[] {
  if (inputs.length === 0) return [];
  const names = new Set(clocks);
  const seen = new Set<string>();
  const collect = (expr: Expr): void =>
    walk(expr, (node) => {
      if (node.kind === "input") names.add(node.name);
      if (node.kind !== "field" || seen.has(node.key)) return;
      seen.add(node.key);
      const used = field(node.key);
      if (used !== undefined) for (const inner of fieldExpressions(used)) collect(inner);
    });
  for (const expr of expressions) collect(expr);
  return inputs.filter((input) => names.has(input.name));
}

/** The inputs that a metadata item's answers need. */
export function answerInputs(
  answers: readonly Answer[],
  field: (key: string) => Field | undefined,
  inputs: readonly Input[],
): Input[] {
  const values = answers.flatMap((answer) => answer.values);
  const expressions = [
    ...answers.flatMap((answer) => [answer.when, answer.supported].filter((expr) => expr !== undefined)),
    ...values.flatMap((value) => expressionsOf(value).map(({ expr }) => expr)),
  ];
  const clocks = values.flatMap(piecesOf).flatMap((value) => (value.kind === "cycles" ? [value.clock] : []));
  return inputsUsed(expressions, field, inputs, clocks);
}
