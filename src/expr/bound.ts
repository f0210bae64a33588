/** What values an expression can have, from the widths of its fields. */

import { type Comparison, type Expr, isComparison } from "./ast.js";
import { bitLength, largest, smallest } from "./bigint.js";

/** `min` to `max`, and the bits that can be set. */
export interface Bound {
  readonly min: bigint;
  readonly max: bigint;
  readonly bits: bigint;
}

const ALL = (1n << 64n) - 1n;

/** @param wraps Whether a difference may fall below zero, and so be any 64-bit value. */
export function bound(expr: Expr, wraps = true): Bound {
  switch (expr.kind) {
    case "int":
    case "enumerator":
      return { min: expr.value, max: expr.value, bits: expr.value };
    case "field":
    case "input":
      return upTo((1n << BigInt(expr.width)) - 1n);
    case "not":
      return upTo(1n);
    case "binary":
      if (expr.op === "&&" || expr.op === "||" || isComparison(expr.op)) return upTo(1n);
      return arithmetic(expr.op, bound(expr.left, wraps), bound(expr.right, wraps), wraps);
  }
}

/** Bits that the largest value needs, if no difference falls below zero. */
export function widthOf(expr: Expr): number {
  return bitLength(bound(expr, false).max);
}

function arithmetic(op: string, a: Bound, b: Bound, wraps: boolean): Bound {
  switch (op) {
    case "&": {
      const bits = a.bits & b.bits;
      const max = smallest(a.max, b.max, bits);
      return a.min === a.max && b.min === b.max ? exactly(a.min & b.min) : { min: 0n, max, bits };
    }
    case "|":
    case "^": {
      const bits = a.bits | b.bits;
      if (a.min === a.max && b.min === b.max) return exactly(op === "|" ? a.min | b.min : a.min ^ b.min);
      return { min: op === "|" ? largest(a.min, b.min) : 0n, max: bits, bits };
    }
    case "<<": {
      if (b.max > 63n) return upTo(ALL);
      const max = a.max << b.max;
      if (max > ALL) return upTo(ALL);
      return { min: a.min << b.min, max, bits: b.min === b.max ? a.bits << b.min : ones(max) };
    }
    case ">>":
      return b.min === b.max ? { min: a.min >> b.min, max: a.max >> b.min, bits: a.bits >> b.min } : upTo(a.max);
    case "+": {
      const max = a.max + b.max;
      return max > ALL ? upTo(ALL) : { min: a.min + b.min, max, bits: ones(max) };
    }
    default: {
      if (a.min < b.max) return upTo(wraps ? ALL : a.max);
      const max = a.max - b.min;
      return { min: a.min - b.max, max, bits: ones(max) };
    }
  }
}

/** Whether the comparison always gives the same answer; undefined when it depends. */
export function decided(op: Comparison, a: Bound, b: Bound): boolean | undefined {
  switch (op) {
    case "==":
      return equal(a, b);
    case "!=":
      return negate(equal(a, b));
    case "<":
      return a.max < b.min ? true : a.min >= b.max ? false : undefined;
    case "<=":
      return a.max <= b.min ? true : a.min > b.max ? false : undefined;
    case ">":
      return decided("<", b, a);
    case ">=":
      return decided("<=", b, a);
  }
}

function equal(a: Bound, b: Bound): boolean | undefined {
  if (a.min === a.max && b.min === b.max) return a.min === b.min;
  if (a.max < b.min || b.max < a.min) return false;
  if (a.min === a.max && (a.min & ~b.bits) !== 0n) return false;
  if (b.min === b.max && (b.min & ~a.bits) !== 0n) return false;
  return undefined;
}

function negate(answer: boolean | undefined): boolean | undefined {
  return answer === undefined ? undefined : !answer;
}

function exactly(value: bigint): Bound {
  return { min: value, max: value, bits: value };
}

function upTo(max: bigint): Bound {
  return { min: 0n, max, bits: ones(max) };
}

function ones(max: bigint): bigint {
  return (1n << BigInt(bitLength(max))) - 1n;
}
