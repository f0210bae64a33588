/** What the YAML parser complains about, in words for people who write specs. */
import { type Document, isCollection, isScalar, type Node, visit, type YAMLError } from "yaml";
import type { Code } from "../diagnostics/codes.js";
import type { Span } from "./source.js";

export interface Explained {
  readonly code: Code;
  readonly message: string;
  readonly help?: string;
  readonly span: Span;
}

const QUOTE_IT = "put the whole value into quotes";

/** One YAML error, explained. `text` is the file, `document` what could be made of it. */
export function explainYaml(error: YAMLError, text: string, document: Document): Explained {
  const span = trimmed(text, { start: error.pos[0], end: error.pos[1] });
  const at = text.slice(span.start, span.end);
  switch (error.code) {
    case "TAG_RESOLVE_FAILED":
    case "MULTIPLE_TAGS":
    case "BAD_COLLECTION_TYPE":
    case "NON_STRING_KEY":
      return explainTag(at, span);
    case "BAD_ALIAS":
    case "ALIAS_PROPS":
    case "MULTIPLE_ANCHORS":
    case "BAD_PROP_ORDER":
      return { code: "ND002", message: "YAML anchors and aliases are not used in specs", help: QUOTE_IT, span };
    case "MULTIPLE_DOCS":
      return {
        code: "ND002",
        message: "another YAML document begins here: a file holds one",
        help: "move what follows into a file of its own",
        span,
      };
    case "BAD_DIRECTIVE":
      return { code: "ND002", message: "YAML directives are not used in specs", span };
    case "RESOURCE_EXHAUSTION":
      return { code: "ND002", message: "nested too deep", span };
    default:
      return { code: "ND001", ...explainSyntax(error, text, span, document) };
  }
}

export function explainTag(tag: string, span: Span): Explained {
  return tag.startsWith("!!")
    ? { code: "ND002", message: "YAML tags have no meaning here", help: "write the value without a tag", span }
    : {
        code: "ND002",
        message: `\`${shorten(tag)}\` reads as a YAML tag here`,
        help: "put an expression that begins with `!` into quotes",
        span,
      };
}

type Syntax = Omit<Explained, "code">;

function explainSyntax(error: YAMLError, text: string, span: Span, document: Document): Syntax {
  const at = text.slice(span.start, span.end);
  const first = text[span.start] ?? "";
  switch (error.code) {
    case "BLOCK_IN_FLOW":
      if (/^-\s/.test(restOfLine(text, span.start)))
        return { message: "a list with `-` cannot stand inside { } or [ ]", span };
      return { message: "a second `: ` inside one value", help: QUOTE_IT, span };
    case "BLOCK_AS_IMPLICIT_KEY":
    case "MULTILINE_IMPLICIT_KEY":
      return /\n/.test(text.slice(...error.pos)) || !restOfLine(text, span.start).includes(": ")
        ? { message: "this is neither a key nor a value", help: "is the next line indented as it should be?", span }
        : { message: "a second `: ` inside one value", help: QUOTE_IT, span };
    case "BAD_SCALAR_START":
      return { message: `a value cannot begin with \`${first}\``, help: QUOTE_IT, span };
    case "BAD_DQ_ESCAPE": {
      const sequence = /^\\(x.{0,2}|u.{0,4}|U.{0,8}|.)?/.exec(restOfLine(text, span.start))?.[0] ?? at;
      return {
        message: `\`${sequence}\` means nothing inside double quotes`,
        help: "write the backslash twice, or use single quotes",
        span: { start: span.start, end: span.start + sequence.length },
      };
    }
    case "TAB_AS_INDENT":
      return { message: "tabs cannot indent", help: "use spaces", span };
    case "KEY_OVER_1024_CHARS":
      return { message: "a key of more than 1024 characters", span };
    case "UNEXPECTED_TOKEN":
      return unexpected(error, text, span);
    default:
      return missing(error, text, span, document);
  }
}

function unexpected(error: YAMLError, text: string, span: Span): Syntax {
  const at = text.slice(span.start, span.end);
  const first = text[span.start] ?? "";
  if (/block-seq-ind on same line/.test(error.message)) {
    return { message: "a list with `-` begins on a line of its own", span };
  }
  if (first === "}" || first === "]") return { message: `there is a \`${first}\` too many`, span };
  if (first === ",") return { message: "there is a `,` too many", span };
  if (first === "{" || first === "[") {
    return { message: `\`${first}\` inside a value begins a map or list`, help: QUOTE_IT, span };
  }
  const before = text.slice(0, span.start).trimEnd().at(-1);
  if (before === "'") {
    return {
      message: "text behind the closing quote",
      help: "inside single quotes, a quote is written twice: `'don''t'`",
      span,
    };
  }
  if (before === '"') {
    return { message: "text behind the closing quote", help: 'inside double quotes, a quote is `\\"`', span };
  }
  if (/^%/.test(at)) return { message: "YAML directives are not used in specs", span };
  return { message: at === "" ? "something is missing here" : `\`${shorten(at)}\` does not belong here`, span };
}

export function isOpenQuote(error: YAMLError): boolean {
  return /Missing closing ["']quote/.test(error.message);
}

function missing(error: YAMLError, text: string, span: Span, document: Document): Syntax {
  const { message } = error;
  if (isOpenQuote(error)) {
    return { message: "this quote is never closed", span: unclosed(document, text, span, false) };
  }
  if (/end with a [}\]]/.test(message)) {
    const open = unclosed(document, text, span, true);
    if (/[}\]]/.test(text[span.start] ?? "")) {
      return { message: `the closing \`${text[span.start]}\` must be indented deeper than its key`, span };
    }
    return { message: `this \`${text[open.start] ?? "{"}\` is never closed`, span: open };
  }
  if (/need to be followed by map values/.test(message)) {
    const word = text.slice(span.start, span.end);
    return {
      message: `\`${shorten(word)}\` stands alone, where a key was expected`,
      help: word.includes(":") ? "a space belongs behind the `:`" : "a key is followed by `: ` and a value",
      span,
    };
  }
  if (/Missing ,/.test(message)) return { message: "a comma is missing before this", span };
  if (/Missing space after :/.test(message)) return { message: "a space belongs behind the `:`", span };
  if (/Comments must be separated/.test(message)) return { message: "a space belongs before the `#`", span };
  if (/same column/.test(message)) return { message: "this is not indented as its neighbours are", span };
  return { message: plainWords(message), span };
}

/** The quote or bracket that the file ends without closing. */
function unclosed(document: Document, text: string, span: Span, bracket: boolean): Span {
  let found: Span | undefined;
  const look = (node: Node) => {
    const range = node.range;
    if (!range || range[0] > span.start) return;
    const last = text[range[1] - 1] ?? "";
    const open = text[range[0]] ?? "";
    const isOpen = isCollection(node)
      ? bracket && node.flow === true && last !== (open === "{" ? "}" : "]")
      : !bracket &&
        isScalar(node) &&
        (node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE") &&
        (last !== open || range[1] - range[0] === 1);
    if (isOpen) found = { start: range[0], end: range[0] + 1 };
  };
  visit(document, { Collection: (_, node) => look(node), Scalar: (_, node) => look(node) });
  return found ?? span;
}

/** A range that ends where its text does; the parser may point behind the file's end. */
function trimmed(text: string, span: Span): Span {
  const start = Math.min(span.start, text.length);
  const end = Math.min(span.end, text.length);
  const line = text.slice(start, end).split(/\r?\n/, 1)[0] ?? "";
  return { start, end: start + Math.max(line.trimEnd().length, Math.min(1, end - start)) };
}

function restOfLine(text: string, start: number): string {
  return text.slice(start).split("\n", 1)[0] ?? "";
}

function plainWords(message: string): string {
  const line = message.split("\n", 1)[0] ?? message;
  return line.charAt(0).toLowerCase() + line.slice(1);
}

export function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
