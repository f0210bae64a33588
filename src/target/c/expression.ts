/** Expressions as C. Parentheses stand around every operand that is not a name or a call. */
import { type Expr, isComparison, type Operator } from "../../expr/ast.js";
import { bitLength } from "../../expr/bigint.js";
import { bound } from "../../expr/bound.js";
import { printText } from "../../expr/text.js";
import { type Group, planCondition, type Step } from "./condition.js";
import { printLoad } from "./loads.js";
import { literal, macroName, valueType } from "./names.js";

export interface CContext {
  /** The call that reads a field. */
  field(key: string): string;
  /** The parameter of an input. */
  input(name: string): string;
  /** Bits of that parameter's type. */
  inputBits(name: string): number;
  /** The parameter that points at a ring entry. */
  pointer(entry: number): string;
  /** Conditions on bits of one word, brought together into one test. */
  group(parts: readonly Expr[], any: boolean): { readonly groups: readonly Group[]; readonly rest: readonly Expr[] };
}

/** The value of an expression. */
export function printValue(expr: Expr, context: CContext): string {
  switch (expr.kind) {
    case "int":
      return literal(expr.value, "count");
    case "enumerator":
      return expr.enumeration === undefined
        ? `${literal(expr.value, "count")} /* ${expr.name} */`
        : macroName(expr.enumeration, expr.name);
    case "field":
      return context.field(expr.key);
    case "input":
      return context.input(expr.name);
    case "not":
      return isShiftUp(expr.arg) ? `${printOperand(expr.arg, context)} == 0` : `!${printOperand(expr.arg, context)}`;
    case "binary":
      return isLogical(expr.op) ? printCondition(expr, context) : printBinary(expr, context);
  }
}

/** The value of an expression, cut to `width` bits where differences below zero have more. */
export function printNarrow(expr: Expr, width: number, context: CContext): string {
  const text = printValue(expr, context);
  if (bitLength(bound(expr).max) <= width) return text;
  const inner = expr.kind === "binary" ? `(${text})` : text;
  return width === Number(valueType(width).replace(/\D/g, ""))
    ? `(${valueType(width)})${inner}`
    : `${inner} & ${literal((1n << BigInt(width)) - 1n)}`;
}

/** An expression whose truth is asked. */
export function printCondition(expr: Expr, context: CContext): string {
  return printStep(planCondition(expr, context.group), context, false);
}

function printStep(step: Step, context: CContext, inside: boolean): string {
  switch (step.kind) {
    case "leaf":
      return printLeaf(step.expr, context, inside);
    case "group":
      return printGroup(step.group, context);
    case "all":
    case "any": {
      const text = step.steps
        .map((inner) => printStep(inner, context, true))
        .join(step.kind === "all" ? " && " : " || ");
      return inside && step.steps.length > 1 ? `(${text})` : text;
    }
  }
}

function printLeaf(expr: Expr, context: CContext, inside: boolean): string {
  const text = printValue(expr, context);
  if (isShiftUp(expr)) return `(${text}) != 0`;
  return inside && expr.kind === "binary" && !isComparison(expr.op) ? `(${text})` : text;
}

function printGroup({ load, entry, mask, from, value, test, parts, any }: Group, context: CContext): string {
  const word = printLoad(load, context.pointer(entry));
  const whole = mask === (1n << BigInt(load.size * 8)) - 1n;
  const said = parts.map(printText).join(any ? " || " : " && ");
  const masked = whole ? word : `(${word} & ${literal(mask)})`;
  const note = said.length > NOTE_LIMIT && from === undefined ? "" : ` /* ${said} */`;
  if (from !== undefined) return `(${masked} - ${literal(from)}U ${test} ${literal(value)})${note}`;
  return `${masked} ${test} ${literal(value)}${note}`;
}

/** A longer condition is read in the kernel-doc above the function; of a range nobody would see what it is. */
const NOTE_LIMIT = 40;

function printBinary(expr: Extract<Expr, { kind: "binary" }>, context: CContext): string {
  const { op, left, right } = expr;
  const [a, b] = [printOperand(left, context, op), printOperand(right, context, op)];
  if (isComparison(op)) {
    return areAlike(left, right, context) ? `${a} ${op} ${b}` : `(__u64)${a} ${op} (__u64)${b}`;
  }
  if (needsWide(expr) && kindOf(left, context) !== "u64") return `(__u64)${a} ${op} ${b}`;
  const looksLogical = (op === "&" || op === "|") && isTruth(left) && isTruth(right);
  return looksLogical ? `(int)${a} ${op} ${b}` : `${a} ${op} ${b}`;
}

/** Whether C takes the values as they are: of one type, or constants, which are never negative. */
export function areAlike(a: Expr, b: Expr, context: CContext): boolean {
  return isConstant(a) || isConstant(b) || kindOf(a, context) === kindOf(b, context);
}

/** @param outer The operator that the operand stands under. */
function printOperand(expr: Expr, context: CContext, outer?: Operator): string {
  if (expr.kind === "int" && outer === "^") return hex(expr.value);
  if (expr.kind === "int" && outer !== undefined && BITWISE.has(outer)) return literal(expr.value);
  const text = printValue(expr, context);
  if (expr.kind === "not" && outer !== undefined) return `(${text})`;
  return expr.kind !== "binary" || (expr.op === outer && BITWISE.has(outer)) ? text : `(${text})`;
}

/** `2 ^ 4` is taken for a power. */
function hex(value: bigint): string {
  return value < 10n ? `0x${value}` : literal(value);
}

/** Operators whose chains need no parentheses. */
const BITWISE: ReadonlySet<Operator> = new Set(["&", "|", "^"]);

function isLogical(op: Operator): boolean {
  return op === "&&" || op === "||";
}

function isConstant(expr: Expr): boolean {
  return expr.kind === "int" || expr.kind === "enumerator";
}

/** Whether C gives 1 or 0. Compilers take such values joined bit by bit for a mistake. */
export function isTruth(expr: Expr): boolean {
  return expr.kind === "not" || (expr.kind === "binary" && (isComparison(expr.op) || isLogical(expr.op)));
}

/** Compilers take a shift whose truth is asked for a mistake. */
function isShiftUp(expr: Expr): boolean {
  return expr.kind === "binary" && expr.op === "<<";
}

/** Whether C's int could not hold the value, or could not be shifted so far. */
function needsWide(expr: Extract<Expr, { kind: "binary" }>): boolean {
  const { op, right } = expr;
  if (isShift(op) && bound(right).max > 31n) return true;
  return (op === "+" || op === "-" || op === "<<") && bitLength(bound(expr).max) > 31;
}

/** C's types of values, after promotion. */
type Kind = "int" | "u32" | "u64";

function kindOf(expr: Expr, context: CContext): Kind {
  switch (expr.kind) {
    case "int":
    case "enumerator":
      return kindOfBits(bitLength(expr.value), 31);
    case "field":
      return kindOfBits(expr.width, 16);
    case "input":
      return kindOfBits(context.inputBits(expr.name), 16);
    case "not":
      return "int";
    case "binary": {
      if (isComparison(expr.op) || isLogical(expr.op)) return "int";
      if (needsWide(expr)) return "u64";
      const kinds = [expr.left, ...(isShift(expr.op) ? [] : [expr.right])].map((operand) => kindOf(operand, context));
      return kinds.includes("u64") ? "u64" : kinds.includes("u32") ? "u32" : "int";
    }
  }
}

function kindOfBits(bits: number, int: number): Kind {
  return bits <= int ? "int" : bits <= 32 ? "u32" : "u64";
}

function isShift(op: Operator): boolean {
  return op === "<<" || op === ">>";
}
