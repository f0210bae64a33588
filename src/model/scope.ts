/** Names to things: what an expression's text means at a place in a descriptor. */
import type { Findings } from "../diagnostics/findings.js";
import { didYouMean } from "../diagnostics/suggest.js";
import { type Expr, isComparison, type Span, type Syntax } from "../expr/ast.js";
import { bitLength } from "../expr/bigint.js";
import { bound, decided } from "../expr/bound.js";
import { ExpressionError, parseExpression } from "../expr/parse.js";
import type { RawExpression } from "../spec/schema.js";
import { type Place, within } from "../spec/source.js";
import type { Enumerator } from "./types.js";

/** What a name can stand for. */
export interface NamedThing {
  readonly expr: Extract<Expr, { kind: "field" | "input" }>;
  readonly values: readonly Enumerator[];
}

/** `broken`: its own problem is reported where it is declared. */
export type Refusal =
  | { readonly broken: true }
  | { readonly broken?: false; readonly message: string; readonly help?: string };

export interface Scope {
  /** The field or input that a name (`rss`, `nic.flow_id`) stands for here. */
  lookup(name: string): NamedThing | undefined;
  /** Why a name that is known has no value of its own. */
  refusal?(name: string): Refusal | undefined;
  /** The field that has an enumerator, for hints. */
  owner?(enumerator: string): string | undefined;
  /** Every name, for hints. */
  names(): Iterable<string>;
}

export const NO_SCOPE: Scope = { lookup: () => undefined, names: () => [] };

/** The expression a spec says, or undefined when it is wrong; the reason is in `findings`. */
export function resolveExpression(
  raw: RawExpression,
  place: Place,
  scope: Scope,
  findings: Findings,
  enumerators: readonly Enumerator[] = [],
): Expr | undefined {
  if (typeof raw === "number") return { kind: "int", value: BigInt(raw), span: { start: 0, end: String(raw).length } };
  if (typeof raw === "boolean")
    return { kind: "int", value: raw ? 1n : 0n, span: { start: 0, end: String(raw).length } };
  try {
    const syntax = parseExpression(raw);
    return new Resolver(scope, place, findings).resolve(syntax, enumerators);
  } catch (error) {
    if (error instanceof BrokenName) return undefined;
    if (!(error instanceof ExpressionError)) throw error;
    findings.add(error.code, within(place, error.span), error.message, { help: error.help });
    return undefined;
  }
}

/** A name whose declaration is already reported to be wrong. */
class BrokenName extends Error {}

class Resolver {
  constructor(
    private readonly scope: Scope,
    private readonly place: Place,
    private readonly findings: Findings,
  ) {}

  resolve(syntax: Syntax, enumerators: readonly Enumerator[]): Expr {
    switch (syntax.kind) {
      case "int":
        if (bitLength(syntax.value) > 64)
          throw new ExpressionError("ND033", "integers have at most 64 bits", syntax.span);
        return syntax;
      case "name":
        return this.name(syntax.name, syntax.span, enumerators);
      case "not":
        return { kind: "not", arg: this.resolve(syntax.arg, []), span: syntax.span };
      case "binary":
        return this.binary(syntax, enumerators);
    }
  }

  private binary(syntax: Extract<Syntax, { kind: "binary" }>, enumerators: readonly Enumerator[]): Expr {
    const { op, span } = syntax;
    const logical = op === "&&" || op === "||";
    const outer = logical || isComparison(op) ? [] : enumerators;
    const expected = logical ? [] : [...this.enumeratorsOf(syntax.left), ...this.enumeratorsOf(syntax.right), ...outer];
    const left = this.resolve(syntax.left, expected);
    const right = this.resolve(syntax.right, expected);
    if (isComparison(op)) this.checkComparison(op, left, right, span);
    if ((op === "<<" || op === ">>") && bound(right).max > 63n) {
      throw new ExpressionError("ND033", "a shift is by at most 63 bits", syntax.right.span);
    }
    return { kind: "binary", op, left, right, span };
  }

  private checkComparison(op: Parameters<typeof decided>[0], left: Expr, right: Expr, span: Span): void {
    const answer = decided(op, bound(left), bound(right));
    if (answer === undefined) return;
    const widest = left.kind === "field" || left.kind === "input" ? left : undefined;
    this.findings.add("ND019", within(this.place, span), `this comparison is ${answer ? "always" : "never"} true`, {
      help:
        widest === undefined
          ? undefined
          : `\`${nameOfSymbol(widest)}\` has ${widest.width} bit${widest.width === 1 ? "" : "s"}`,
    });
  }

  /** The enumerators that names beside this operand may be. */
  private enumeratorsOf(syntax: Syntax): readonly Enumerator[] {
    if (syntax.kind === "name") return this.scope.lookup(syntax.name)?.values ?? [];
    if (syntax.kind === "binary" && !isComparison(syntax.op) && syntax.op !== "&&" && syntax.op !== "||") {
      return [...this.enumeratorsOf(syntax.left), ...this.enumeratorsOf(syntax.right)];
    }
    return [];
  }

  private name(name: string, span: Span, enumerators: readonly Enumerator[]): Expr {
    const symbol = this.scope.lookup(name);
    const enumerator = enumerators.find((candidate) => candidate.name === name) ?? this.qualified(name);
    if (symbol !== undefined && enumerator !== undefined) {
      throw new ExpressionError(
        "ND032",
        `\`${name}\` is a field and an enumerator here`,
        span,
        "say the enumerator with its field: `field.enumerator`",
      );
    }
    const refusal = enumerator === undefined ? this.scope.refusal?.(name) : undefined;
    if (refusal?.broken) throw new BrokenName();
    if (refusal !== undefined) throw new ExpressionError("ND018", refusal.message, span, refusal.help);
    if (symbol !== undefined) return { ...symbol.expr, span };
    if (enumerator !== undefined) {
      const { name: own, value, enumeration } = enumerator;
      return { kind: "enumerator", name: own, value, span, ...(enumeration === undefined ? {} : { enumeration }) };
    }
    throw this.unknown(name, span, enumerators);
  }

  private unknown(name: string, span: Span, enumerators: readonly Enumerator[]): ExpressionError {
    const dot = name.indexOf(".");
    const owner = dot < 0 ? undefined : this.scope.lookup(name.slice(0, dot));
    if (owner !== undefined) {
      const values = owner.values.map((value) => value.name);
      const help = didYouMean(name.slice(dot + 1), values);
      const message = `\`${name.slice(0, dot)}\` has no enumerator \`${name.slice(dot + 1)}\``;
      return new ExpressionError("ND018", message, span, help);
    }
    const field = this.scope.owner?.(name);
    const help =
      field === undefined
        ? didYouMean(name, [...this.scope.names(), ...enumerators.map((candidate) => candidate.name)])
        : `an enumerator stands beside its field: \`${field} == ${name}\``;
    return new ExpressionError("ND018", `nothing here is called \`${name}\``, span, help);
  }

  /** `fltstat.rss_hash` */
  private qualified(name: string): Enumerator | undefined {
    const dot = name.indexOf(".");
    if (dot < 0) return undefined;
    const values = this.scope.lookup(name.slice(0, dot))?.values ?? [];
    return values.find((value) => value.name === name.slice(dot + 1));
  }
}

function nameOfSymbol(expr: Extract<Expr, { kind: "field" | "input" }>): string {
  return expr.kind === "field" ? expr.key : expr.name;
}
