/** Text to syntax: precedence climbing over C's operators, refusing the mixtures that people misread. */
import type { Code } from "../diagnostics/codes.js";
import { type Arithmetic, isComparison, type Operator, type Span, type Syntax } from "./ast.js";

/** Why a text is no expression; `span` counts inside the text. */
export class ExpressionError extends Error {
  constructor(
    readonly code: Code,
    message: string,
    readonly span: Span,
    readonly help?: string,
  ) {
    super(message);
  }
}

const PRECEDENCE: Record<Operator, number> = {
  "||": 1,
  "&&": 2,
  "|": 3,
  "^": 4,
  "&": 5,
  "==": 6,
  "!=": 6,
  "<": 7,
  "<=": 7,
  ">": 7,
  ">=": 7,
  "<<": 8,
  ">>": 8,
  "+": 9,
  "-": 9,
};

const TOKEN =
  /\s*(?:(0x[0-9a-fA-F]+|\d+)(?![A-Za-z0-9_])|([A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)|(&&|\|\||<<|>>|[<>=!]=|[-+&|^<>!()]))/y;
const MAX_DEPTH = 64;

type Token = { readonly text: string; readonly span: Span } & { readonly kind: "int" | "name" | "punctuation" | "end" };

/** The syntax of the text; throws an ExpressionError. */
export function parseExpression(text: string): Syntax {
  return new Parser(tokenize(text)).whole();
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (;;) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (match === null) {
      const start = from + (/^\s*/.exec(text.slice(from))?.[0].length ?? 0);
      if (start < text.length) throw meaningless(text, start);
      tokens.push({ kind: "end", text: "", span: { start: text.length, end: text.length } });
      return tokens;
    }
    const word = match[1] ?? match[2] ?? match[3] ?? "";
    const kind = match[1] !== undefined ? "int" : match[2] !== undefined ? "name" : "punctuation";
    tokens.push({ kind, text: word, span: { start: TOKEN.lastIndex - word.length, end: TOKEN.lastIndex } });
  }
}

function meaningless(text: string, start: number): ExpressionError {
  const word = /^(?:\d\w*|[*/%]+|\?|(["']).*?\1|[\s\S])/u.exec(text.slice(start))?.[0] ?? "";
  const span = { start, end: start + word.length };
  if (/^\d/.test(word)) {
    const help = "integers are written as 12 or 0x1f";
    return new ExpressionError("ND017", `\`${word}\` is neither a number nor a name`, span, help);
  }
  return new ExpressionError("ND017", `\`${word}\` has no meaning in an expression`, span, hintFor(word));
}

const OPERATORS = "there are `! + - << >> < <= > >= == != & ^ | && ||`";

function hintFor(word: string): string | undefined {
  if (word === "=") return "equality is `==`";
  if (word === "~") return "there is no complement: use `^` with a mask";
  if (word === "?") return "there is no choice inside an expression: see `map` and `if` of a metadata value";
  if (/^[*/%]/.test(word)) return OPERATORS;
  if (/^["']/.test(word)) return "an enumerator stands without quotes";
  return undefined;
}

/** What other languages call the operators. */
const WORDS: { readonly [word: string]: string } = { and: "&&", or: "||", not: "!", eq: "==", ne: "!=" };

class Parser {
  private at = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  whole(): Syntax {
    const expr = this.expression(0);
    const rest = this.peek();
    if (rest.kind === "end") return expr;
    if (rest.text === ")") throw new ExpressionError("ND017", "there is a `)` too many", rest.span);
    throw new ExpressionError("ND017", `expected an operator, found \`${rest.text}\``, rest.span, wordHint(rest.text));
  }

  private expression(minimum: number): Syntax {
    let left = this.operand();
    for (;;) {
      const token = this.peek();
      const op = token.kind === "punctuation" && token.text in PRECEDENCE ? (token.text as Operator) : undefined;
      if (op === undefined || PRECEDENCE[op] <= minimum) return left.syntax;
      this.at++;
      const right = this.rightOf(op);
      refuseTraps(op, left, right, token.span);
      left = {
        syntax: {
          kind: "binary",
          op,
          left: left.syntax,
          right: right.syntax,
          span: join(left.syntax.span, right.syntax.span),
        },
        bare: op,
      };
    }
  }

  private rightOf(op: Operator): Operand {
    const first = this.at;
    const syntax = this.expression(PRECEDENCE[op]);
    const parenthesized = this.tokens[first]?.text === "(" && this.closes(first);
    return { syntax, bare: !parenthesized && syntax.kind === "binary" ? syntax.op : undefined };
  }

  /** Whether the parenthesis opened at this token was closed by the token just read. */
  private closes(open: number): boolean {
    let level = 0;
    for (let i = open; i < this.at; i++) {
      const text = this.tokens[i]?.kind === "punctuation" ? this.tokens[i]?.text : "";
      if (text === "(") level++;
      if (text === ")") level--;
      if (level === 0) return i === this.at - 1;
    }
    return false;
  }

  private operand(): Operand {
    if (++this.depth > MAX_DEPTH) throw new ExpressionError("ND017", "nested too deep", this.peek().span);
    const token = this.peek();
    this.at++;
    const syntax = this.primary(token);
    this.depth--;
    return { syntax, bare: undefined };
  }

  private primary(token: Token): Syntax {
    if (token.kind === "int") return { kind: "int", value: BigInt(token.text), span: token.span };
    if (token.kind === "name") return { kind: "name", name: token.text, span: token.span };
    if (token.text === "!") {
      const arg = this.operand().syntax;
      return { kind: "not", arg, span: join(token.span, arg.span) };
    }
    if (token.text === "(") {
      const inner = this.expression(0);
      const close = this.peek();
      if (close.text !== ")") {
        if (close.kind === "end") throw new ExpressionError("ND017", "this `(` is never closed", token.span);
        const message = `expected an operator or \`)\`, found \`${close.text}\``;
        throw new ExpressionError("ND017", message, close.span, wordHint(close.text));
      }
      this.at++;
      return { ...inner, span: join(token.span, close.span) };
    }
    if (token.kind === "end") {
      const last = this.tokens.at(-2)?.span ?? token.span;
      throw new ExpressionError("ND017", "the expression stops where a value is expected", last);
    }
    const help = token.text === "-" ? "numbers have no sign" : undefined;
    throw new ExpressionError("ND017", `expected a value, found \`${token.text}\``, token.span, help);
  }

  private peek(): Token {
    return this.tokens[this.at] ?? { kind: "end", text: "", span: { start: 0, end: 0 } };
  }
}

function wordHint(word: string): string | undefined {
  const operator = Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
  return operator === undefined ? undefined : `that is \`${operator}\` here`;
}

/** An operand, and its operator when no parentheses stand around it. */
interface Operand {
  readonly syntax: Syntax;
  readonly bare: Operator | undefined;
}

function refuseTraps(op: Operator, left: Operand, right: Operand, span: Span): void {
  for (const inner of [left.bare, right.bare]) {
    if (inner === undefined) continue;
    if (isComparison(op) && isComparison(inner)) {
      throw new ExpressionError("ND036", "comparisons do not chain", span, "join two comparisons by `&&`");
    }
    if (misread(op, inner)) {
      throw new ExpressionError(
        "ND036",
        `\`${inner}\` beside \`${op}\` is easily misread`,
        span,
        "put parentheses around one of them",
      );
    }
  }
}

function misread(outer: Operator, inner: Operator): boolean {
  if (isBitwise(outer) && isComparison(inner)) return true;
  if (isComparison(outer) && isBitwise(inner)) return true;
  if (isBitwise(outer) && isBitwise(inner)) return outer !== inner;
  if (outer === "||" && inner === "&&") return true;
  if (isShift(outer) && (isSum(inner) || isShift(inner))) return true;
  return isSum(outer) && isShift(inner);
}

function isBitwise(op: Operator): op is Arithmetic {
  return op === "&" || op === "|" || op === "^";
}

function isShift(op: Operator): boolean {
  return op === "<<" || op === ">>";
}

function isSum(op: Operator): boolean {
  return op === "+" || op === "-";
}

function join(a: Span, b: Span): Span {
  return { start: a.start, end: b.end };
}
