/** Random expressions that the language accepts: no comparison decided in advance, no shift beyond 63. */
import { type Arithmetic, binary, type Comparison, type Expr, int, not } from "../../../src/expr/ast.js";
import { bound, decided } from "../../../src/expr/bound.js";
import type { Source } from "./source.js";

/** A field or an input that expressions may use. */
export interface Name {
  readonly kind: "field" | "input";
  readonly name: string;
  readonly width: number;
  readonly values: Readonly<Record<string, number>>;
}

const NOWHERE = { start: 0, end: 0 };
const COMPARISONS: readonly Comparison[] = ["==", "!=", "<", "<=", ">", ">="];
const ARITHMETIC: readonly Arithmetic[] = ["&", "|", "^", "<<", ">>", "+", "-"];

export function refer({ kind, name, width }: Name): Expr {
  return kind === "field" ? { kind, key: name, width, span: NOWHERE } : { kind, name, width, span: NOWHERE };
}

export class Expressions {
  constructor(
    private readonly source: Source,
    private readonly symbols: readonly Name[],
  ) {}

  /** A value of at most 64 bits. */
  value(depth = this.source.int(0, 3)): Expr {
    const { source } = this;
    if (depth === 0) return this.leaf();
    if (source.chance(15)) return this.truth(depth - 1);
    const op = source.pick(ARITHMETIC);
    const left = this.value(depth - 1);
    const right = op === "<<" || op === ">>" ? this.shift() : this.value(depth - 1);
    return binary(op, isConstant(left) && isConstant(right) ? this.symbol() : left, right);
  }

  /** A value below 2^bits. */
  within(bits: number, depth?: number): Expr {
    const expr = this.value(depth);
    const most = (1n << BigInt(bits)) - 1n;
    if (bound(expr).max <= most) return expr;
    return binary("&", expr, int(this.source.chance(50) ? most : this.source.big(most)));
  }

  /** Something that holds or does not. */
  truth(depth = this.source.int(0, 3)): Expr {
    const { source } = this;
    if (depth === 0) return source.chance(60) ? this.comparison(0) : this.symbol();
    switch (source.int(0, 5)) {
      case 0:
        return not(this.truth(depth - 1));
      case 1:
        return not(this.open(depth - 1));
      case 2:
        return this.comparison(depth - 1);
      case 3:
        return this.open(depth - 1);
      default:
        return this.joined(depth - 1);
    }
  }

  /** A value that may be 0. */
  private open(depth: number): Expr {
    const expr = this.value(depth);
    return bound(expr).min === 0n && !isConstant(expr) ? expr : this.symbol();
  }

  symbol(): Expr {
    return this.symbols.length === 0 ? int(1) : refer(this.source.pick(this.symbols));
  }

  private joined(depth: number): Expr {
    const op = this.source.pick(["&&", "||"] as const);
    return this.source.list(1, 3, () => this.truth(depth)).reduce((left, right) => binary(op, left, right));
  }

  private leaf(): Expr {
    return this.source.chance(80)
      ? this.symbol()
      : int(this.source.big((1n << BigInt(this.source.pick([1, 8, 16, 32, 64]))) - 1n));
  }

  private shift(): Expr {
    if (this.source.chance(70)) return int(this.source.int(0, 63));
    return binary("&", this.symbol(), int(this.source.pick([1, 7, 31, 63])));
  }

  private comparison(depth: number): Expr {
    const left = depth === 0 ? this.symbol() : this.value(depth);
    const right = depth === 0 || this.source.chance(60) ? this.constantFor(left) : this.value(depth);
    const op = this.source.pick(COMPARISONS);
    if (decided(op, bound(left), bound(right)) === undefined) return binary(op, left, right);
    const one = binary("!=", left, int(0));
    return decided("!=", bound(left), bound(int(0))) === undefined ? one : this.symbol();
  }

  private constantFor(left: Expr): Expr {
    const symbol = this.symbols.find((candidate) => left.kind === "field" && candidate.name === left.key);
    const names = Object.entries(symbol?.values ?? {});
    if (names.length > 0 && this.source.chance(70)) {
      const [name, value] = this.source.pick(names);
      return {
        kind: "enumerator",
        name: `${symbol?.name.split(".").at(-1)}.${name}`,
        value: BigInt(value),
        span: NOWHERE,
      };
    }
    return int(this.source.big(bound(left).max));
  }
}

/** Whether it uses no symbol. */
function isConstant(expr: Expr): boolean {
  if (expr.kind === "binary") return isConstant(expr.left) && isConstant(expr.right);
  return expr.kind === "not" ? isConstant(expr.arg) : expr.kind === "int" || expr.kind === "enumerator";
}
