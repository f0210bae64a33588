/** An expression as people read it: the spec's own notation, with the parentheses it demands. */

import { type Expr, isComparison, type Operator } from "./ast.js";
import { readable } from "./bigint.js";

export function printText(expr: Expr): string {
  switch (expr.kind) {
    case "int":
      return readable(expr.value);
    case "enumerator":
    case "input":
      return expr.name;
    case "field":
      return expr.key;
    case "not":
      return `!${operand(expr.arg, undefined)}`;
    case "binary":
      return `${operand(expr.left, expr.op)} ${expr.op} ${operand(expr.right, expr.op)}`;
  }
}

function operand(expr: Expr, outer: Operator | undefined): string {
  const text = printText(expr);
  if (expr.kind !== "binary") return text;
  const joins = outer === expr.op && (outer === "&&" || outer === "||" || outer === "|" || outer === "&");
  const plain = (outer === "&&" || outer === "||") && isComparison(expr.op);
  return joins || plain ? text : `(${text})`;
}
