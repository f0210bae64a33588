/** What members and variables must be so that an input comes to what the sample has for it, as far as that can be told. */
import { binary, type Expr } from "../../../src/expr/ast.js";

type Binary = Extract<Expr, { kind: "binary" }>;

/** By the text of a path or the name of a `let`: what it should be, of which nothing may be known yet. */
export type Wishes = Map<string, Expr>;

/** Adds what makes `expr` come to `value`. It aims; it need not hit. */
export function wish(expr: Expr, value: Expr, into: Wishes): void {
  if (expr.kind === "field") {
    if (!expr.key.startsWith("desc.")) into.set(expr.key, value);
  } else if (expr.kind === "binary" && isBits(expr)) {
    wishBits(expr, value, into);
  } else if (expr.kind === "binary") {
    const { op, left, right } = expr;
    if (op === "+") wish(left, binary("-", value, right), into);
    else if (op === "-") wish(left, binary("+", value, right), into);
    else if (op === "|" && isInt(value, 0n)) for (const part of [left, right]) wish(part, value, into);
    else if ((op === "!=" && isInt(value, 0n)) || (op === "==" && isInt(value, 1n))) wish(left, right, into);
  }
}

/** `flags >> 6`, `(flags >> 3) & 5`. */
function isBits({ op, right }: Binary): boolean {
  return (op === "&" || op === ">>") && right.kind === "int";
}

/** Some bits of a member; others may be wished for, too. */
function wishBits({ op, left, right }: Binary, value: Expr, into: Wishes): void {
  const wanted = op === ">>" ? binary("<<", value, right) : value;
  if (left.kind === "binary" && isBits(left)) wishBits(left, wanted, into);
  if (left.kind !== "field" || left.key.startsWith("desc.")) return;
  const known = into.get(left.key);
  into.set(left.key, known === undefined ? wanted : binary("|", known, wanted));
}

function isInt(expr: Expr, value: bigint): boolean {
  return expr.kind === "int" && expr.value === value;
}
