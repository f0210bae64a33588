/** The value of a C constant expression, as far as definitions of bits need it. */
import { type Token, tokensOf } from "./tokens.js";

/** What a name stands for; undefined for what is not known. */
export interface Names {
  /** @param budget what is left for this name, which belongs to the expression that asks. */
  value(name: string, budget: Budget): bigint | undefined;
  macro(name: string): { readonly parameters: readonly string[]; readonly body: string } | undefined;
}

/** What one expression may take, with all that it leads to: macros that call macros could otherwise take for ever. */
export interface Budget {
  steps: number;
  depth: number;
}

const MAX_STEPS = 20_000;
/** Of parentheses, macros and definitions, all together. */
const MAX_DEPTH = 200;
const TOP = 1n << 63n;

/** Thrown and caught in here only. */
class NotUnderstood extends Error {}

/** 64 bits, unsigned; undefined for everything that is not understood. */
export function evaluate(
  text: string,
  names: Names,
  budget: Budget = { steps: MAX_STEPS, depth: MAX_DEPTH },
): bigint | undefined {
  const { depth } = budget;
  try {
    return new Reader(text, names, budget).whole();
  } catch (error) {
    if (error instanceof NotUnderstood) return undefined;
    throw error;
  } finally {
    budget.depth = depth;
  }
}

class Reader {
  private at = 0;
  private readonly tokens: readonly Token[];

  constructor(
    text: string,
    private readonly names: Names,
    private readonly budget: Budget,
    private readonly parameters: ReadonlyMap<string, bigint> = new Map(),
  ) {
    this.tokens = tokensOf(text) ?? fail();
  }

  whole(): bigint {
    const value = this.binary(0);
    if (this.at < this.tokens.length) throw new NotUnderstood();
    return value;
  }

  private binary(weakest: number): bigint {
    let left = this.unary();
    for (;;) {
      const operator = this.peek();
      const strength = STRENGTH[operator] ?? -1;
      if (strength < weakest || strength < 0) return left;
      this.at++;
      left = apply(operator, left, this.binary(strength + 1));
    }
  }

  private unary(): bigint {
    if (--this.budget.steps < 0 || --this.budget.depth < 0) throw new NotUnderstood();
    const value = this.operand();
    this.budget.depth++;
    return value;
  }

  private operand(): bigint {
    const token = this.tokens[this.at++];
    if (token === undefined) throw new NotUnderstood();
    if (token.kind === "number") return this.pasted(token.value);
    if (token.kind === "name") return this.pasted(this.named(token.text));
    if (token.text === "~") return BigInt.asUintN(64, ~this.unary());
    if (token.text === "-") return BigInt.asUintN(64, -this.unary());
    if (token.text === "+") return this.unary();
    if (token.text !== "(") throw new NotUnderstood();
    const cast = this.cast();
    if (cast !== undefined) return BigInt.asUintN(cast, this.unary());
    const value = this.binary(0);
    this.expect(")");
    return value;
  }

  private named(name: string): bigint {
    const known = this.parameters.get(name);
    if (known !== undefined) return known;
    if (this.peek() !== "(") return this.names.value(name, this.budget) ?? fail();
    this.at++;
    if (/^_?_?U?L{0,2}$/.test(name) || name === "_AC") return this.suffixed();
    const values = this.list();
    return builtin(name, values) ?? this.call(name, values);
  }

  /** `UL(5)`, and `_AC(5, UL)`, whose second argument is no value. */
  private suffixed(): bigint {
    const value = this.binary(0);
    if (this.peek() === ",") this.at += 2;
    this.expect(")");
    return value;
  }

  private list(): bigint[] {
    const values = [this.binary(0)];
    for (; this.peek() === ","; values.push(this.binary(0))) this.at++;
    this.expect(")");
    return values;
  }

  private call(name: string, values: readonly bigint[]): bigint {
    const macro = this.names.macro(name) ?? fail();
    if (macro.parameters.length !== values.length) throw new NotUnderstood();
    const bound = new Map(macro.parameters.map((parameter, i) => [parameter, values[i] ?? 0n]));
    return new Reader(macro.body, this.names, this.budget, bound).whole();
  }

  /** `m ## ULL` gives a number its suffix, which changes nothing here. */
  private pasted(value: bigint): bigint {
    if (this.peek() !== "##") return value;
    const suffix = this.tokens[this.at + 1];
    if (suffix?.kind !== "name" || !/^[uUlL]+$/.test(suffix.text)) throw new NotUnderstood();
    this.at += 2;
    return value;
  }

  /** Behind a parenthesis: the bits of the type that a cast is to. */
  private cast(): number | undefined {
    let end = this.at;
    while (this.tokens[end]?.kind === "name" && isTypeWord(this.tokens[end]?.text ?? "")) end++;
    if (end === this.at || this.tokens[end]?.text !== ")") return undefined;
    const type = this.tokens.slice(this.at, end).map(({ text }) => text);
    this.at = end + 1;
    const bits = /^(?:__)?u(?:int)?(8|16|32)(?:_t)?$/.exec(type.join(" "))?.[1];
    return Number(bits ?? 64);
  }

  private peek(): string {
    const token = this.tokens[this.at];
    return token?.kind === "sign" ? token.text : "";
  }

  private expect(sign: string): void {
    if (this.peek() !== sign) throw new NotUnderstood();
    this.at++;
  }
}

function fail(): never {
  throw new NotUnderstood();
}

function isTypeWord(word: string): boolean {
  return /^((__)?[us](8|16|32|64)|u?int(8|16|32|64)_t|(__)?[lb]e(16|32|64)|unsigned|signed|char|short|int|long)$/.test(
    word,
  );
}

const STRENGTH: Readonly<Record<string, number>> = {
  "|": 0,
  "^": 1,
  "&": 2,
  "<<": 3,
  ">>": 3,
  "+": 4,
  "-": 4,
  "*": 5,
  "/": 5,
  "%": 5,
};

function apply(operator: string, a: bigint, b: bigint): bigint {
  switch (operator) {
    case "|":
      return a | b;
    case "^":
      return a ^ b;
    case "&":
      return a & b;
    case "+":
      return BigInt.asUintN(64, a + b);
    case "-":
      return BigInt.asUintN(64, a - b);
    case "*":
      return BigInt.asUintN(64, a * b);
    case "<<":
      return b < 64n ? BigInt.asUintN(64, a << b) : fail();
    default:
      return divided(operator, a, b);
  }
}

/** What a negative number would make different in C is not decided. */
function divided(operator: string, a: bigint, b: bigint): bigint {
  if (a >= TOP || b >= TOP) return fail();
  if (operator === ">>") return b < 64n ? a >> b : fail();
  if (b === 0n) return fail();
  return operator === "/" ? a / b : a % b;
}

/** The kernel's own macros. Words are seen behind the byte swap, so that conversions change nothing. */
function builtin(name: string, values: readonly bigint[]): bigint | undefined {
  const [a = 0n, b = 0n] = values;
  if (/^(_BITULL?|BIT(_ULL|_U8|_U16|_U32|_U64)?)$/.test(name) && values.length === 1) return a < 64n ? 1n << a : fail();
  if (/^GENMASK(_ULL|_U8|_U16|_U32|_U64)?$/.test(name) && values.length === 2)
    return a < 64n && b <= a ? ((1n << (a - b + 1n)) - 1n) << b : fail();
  if (/^(__constant_)?cpu_to_[lb]e(16|32|64)$/.test(name) && values.length === 1) return a;
  return undefined;
}
