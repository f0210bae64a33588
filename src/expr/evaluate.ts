/** The value of an expression, in unsigned 64-bit arithmetic; the reference for what the generated C computes. */
import type { Expr, Operator } from "./ast.js";

/** Where an evaluation finds the values of fields and inputs. */
export interface Environment {
  field(key: string): bigint;
  input(name: string): bigint;
}

export function evaluate(expr: Expr, env: Environment): bigint {
  switch (expr.kind) {
    case "int":
    case "enumerator":
      return expr.value;
    case "field":
      return env.field(expr.key);
    case "input":
      return env.input(expr.name);
    case "not":
      return evaluate(expr.arg, env) === 0n ? 1n : 0n;
    case "binary":
      if (expr.op === "&&") return truth(evaluate(expr.left, env) !== 0n && evaluate(expr.right, env) !== 0n);
      if (expr.op === "||") return truth(evaluate(expr.left, env) !== 0n || evaluate(expr.right, env) !== 0n);
      return apply(expr.op, evaluate(expr.left, env), evaluate(expr.right, env));
  }
}

function apply(op: Exclude<Operator, "&&" | "||">, a: bigint, b: bigint): bigint {
  switch (op) {
    case "==":
      return truth(a === b);
    case "!=":
      return truth(a !== b);
    case "<":
      return truth(a < b);
    case "<=":
      return truth(a <= b);
    case ">":
      return truth(a > b);
    case ">=":
      return truth(a >= b);
    case "&":
      return a & b;
    case "|":
      return a | b;
    case "^":
      return a ^ b;
    case "<<":
      return BigInt.asUintN(64, a << (b & 63n));
    case ">>":
      return a >> (b & 63n);
    case "+":
      return BigInt.asUintN(64, a + b);
    case "-":
      return BigInt.asUintN(64, a - b);
  }
}

function truth(holds: boolean): bigint {
  return holds ? 1n : 0n;
}
