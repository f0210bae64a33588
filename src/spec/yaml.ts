/** YAML text to plain data: JSON's types only, integers above 2^53 as hex strings, nothing shared, nothing clever. */
import {
  CST,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  type Node,
  type Pair,
  type ParsedNode,
  parseDocument,
  type YAMLError,
} from "yaml";
import type { Code } from "../diagnostics/codes.js";
import type { Findings } from "../diagnostics/findings.js";
import type { Path, Place, SourceFile, Span } from "./source.js";
import { checkCharacters } from "./text.js";
import { type Explained, explainTag, explainYaml, isOpenQuote, shorten } from "./yaml-errors.js";

const MAX_CHARACTERS = 1 << 17;
const MAX_DEPTH = 16;
/** After so many, a file is no spec, and more of the same helps nobody. */
const MAX_SYNTAX_ERRORS = 50;
/** Tokens that stand for nothing in the text. */
const MARKS = new Set<string>([CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);
const UNSAFE_KEYS = new Set(["__proto__", "constructor", "prototype"]);

export type Plain = string | number | boolean | null | Plain[] | { [key: string]: Plain };

export const YAML_OPTIONS = {
  intAsBigInt: true,
  // The parser compares each key with each other; duplicates are found here instead.
  uniqueKeys: false,
  merge: false,
  version: "1.2",
  strict: true,
  prettyErrors: false,
  // "silent" would also keep quiet about a second document.
  logLevel: "error",
} as const;

/** The file's data, or undefined when it cannot be used; the reasons are in `findings`. */
export function readYaml(source: SourceFile, findings: Findings): Plain | undefined {
  const root = { file: source, path: [] };
  const before = findings.list.length;
  if (source.text.length > MAX_CHARACTERS) {
    const message = `the file has ${source.text.length} characters; a spec has at most ${MAX_CHARACTERS}`;
    findings.add("ND002", { ...root, span: { start: 0, end: 0 } }, message);
    return undefined;
  }
  checkCharacters(source, findings);
  const deep = bracketTooMany(source.text);
  if (deep !== undefined) findings.add(deep.code, { ...root, span: deep.span }, deep.message);
  if (findings.list.length > before) return undefined;
  const document = parseDocument(source.text, YAML_OPTIONS);
  const problems = upToOpenQuote([...document.errors, ...document.warnings]);
  const directive = directiveOf(source.text, document.range?.[0] ?? 0);
  if (directive !== undefined) {
    findings.add("ND002", { ...root, span: directive }, "YAML directives are not used in specs");
  }
  for (const { code, span, message, help } of onePerLine(
    problems.map((problem) => explainYaml(problem, source.text, document)),
    source.text,
  )) {
    findings.add(code, { ...root, span }, message, { help });
  }
  if (findings.list.length > before) return undefined;
  if (document.contents === null) {
    findings.add("ND001", { ...root, span: { start: 0, end: 0 } }, "the file is empty", {
      help: "a spec begins with `nicdesc: 1`",
    });
    return undefined;
  }
  return new Plainer(source, findings).root(document.contents);
}

/** Brackets deeper than any spec, or many that close nothing: the parser would take its time over them. */
function bracketTooMany(text: string): Explained | undefined {
  let [at, depth, stray] = [0, 0, 0];
  for (const token of new Lexer().lex(text)) {
    const span = { start: at, end: at + 1 };
    if (token === "[" || token === "{") depth++;
    else if ((token === "]" || token === "}") && depth > 0) depth--;
    else if (token === "]" || token === "}") stray++;
    if (depth > MAX_DEPTH) return { code: "ND002", message: `nested more than ${MAX_DEPTH} deep`, span };
    if (stray > MAX_SYNTAX_ERRORS) return { code: "ND001", message: `there is a \`${token}\` too many`, span };
    if (!MARKS.has(token)) at += token.length;
  }
  return undefined;
}

/** `%YAML 1.1` would change what the rest means. */
function directiveOf(text: string, limit: number): Span | undefined {
  const match = /^%.*$/m.exec(text.slice(0, limit));
  return match === null ? undefined : { start: match.index, end: match.index + match[0].trimEnd().length };
}

/** What comes after a quote that is never closed is inside it, and so are the brackets that seem open. */
function upToOpenQuote(problems: readonly YAMLError[]): readonly YAMLError[] {
  const quote = problems.find(isOpenQuote);
  return quote === undefined ? problems : [quote];
}

/** The parser stumbles on over the rest of a line: only its first complaint counts. */
function onePerLine(problems: readonly Explained[], text: string): Explained[] {
  const kept: Explained[] = [];
  let lineEnd = -1;
  for (const problem of problems.toSorted((a, b) => a.span.start - b.span.start)) {
    if (problem.span.start <= lineEnd && problem.code === "ND001") continue;
    if (kept.length === MAX_SYNTAX_ERRORS) break;
    kept.push(problem);
    const end = text.indexOf("\n", problem.span.start);
    lineEnd = end < 0 ? text.length : end;
  }
  return kept;
}

class Plainer {
  private failed = false;

  constructor(
    private readonly source: SourceFile,
    private readonly findings: Findings,
  ) {}

  root(node: Node): Plain | undefined {
    const data = this.plain(node, []);
    return this.failed ? undefined : data;
  }

  private plain(node: Node | null, path: Path): Plain {
    if (node === null) return null;
    const [start, end] = node.range ?? [0, 0];
    if (isAlias(node)) {
      const help = "say the thing where it is, or put a value that begins with `*` into quotes";
      return this.refuse("ND002", { start, end }, `\`*${shorten(node.source)}\` reads as a YAML alias here`, help);
    }
    if (isAnchored(node)) {
      const sign = this.source.text.lastIndexOf(`&${node.anchor}`, start);
      const span = sign < 0 ? { start, end } : { start: sign, end: sign + node.anchor.length + 1 };
      const help = "put a value that begins with `&` into quotes";
      return this.refuse("ND002", span, `\`&${shorten(node.anchor)}\` reads as a YAML anchor here`, help);
    }
    if (node.tag !== undefined) {
      const { span, message, help } = explainTag("!!", this.tagSpan(start, end));
      return this.refuse("ND002", span, message, help);
    }
    if (path.length > MAX_DEPTH) {
      return this.refuse("ND002", { start, end: start + 1 }, `nested more than ${MAX_DEPTH} deep`);
    }
    if (isScalar(node)) return this.scalar(node.value, { start, end });
    if (isSeq(node)) return node.items.map((item, i) => this.plain(item as Node, [...path, i]));
    if (isMap(node)) return this.map(node.items as Pair<ParsedNode, ParsedNode | null>[], path);
    return this.refuse("ND002", { start, end }, "not plain YAML data");
  }

  private map(items: readonly Pair<ParsedNode, ParsedNode | null>[], path: Path): Plain {
    const entries: [string, Plain][] = [];
    const seen = new Map<string, Place>();
    for (const { key, value } of items) {
      const [start, end] = key.range;
      if (!isScalar(key) || isAnchored(key) || key.tag !== undefined) {
        this.refuse("ND002", { start, end: Math.max(end, start + 1) }, "a key is a plain word");
        continue;
      }
      const name = String(key.value);
      const place: Place = { file: this.source, path: [], span: { start, end } };
      const first = seen.get(name);
      seen.set(name, first ?? place);
      if (first !== undefined) {
        this.failed = true;
        this.findings.add("ND006", place, `the key \`${shorten(name)}\` is there twice`, {
          related: [{ place: first, message: "first here" }],
        });
      } else if (name === "<<") {
        this.refuse("ND002", { start, end }, "YAML merge keys are not used in specs", "see `extends`");
      } else if (UNSAFE_KEYS.has(name)) {
        this.refuse("ND035", { start, end }, `\`${name}\` may not be a name`);
      } else entries.push([name, this.plain(value, [...path, name])]);
    }
    return Object.fromEntries(entries);
  }

  private scalar(value: unknown, span: Span): Plain {
    if (typeof value === "bigint") {
      if (value >= 0n && value > BigInt(Number.MAX_SAFE_INTEGER)) return `0x${value.toString(16)}`;
      return Number(value);
    }
    if (value === null || typeof value === "string" || typeof value === "boolean" || typeof value === "number")
      return value;
    return this.refuse("ND002", span, "not plain YAML data");
  }

  private tagSpan(start: number, end: number): Span {
    const from = Math.max(0, start - 80);
    const before = /(!\S*)\s*$/.exec(this.source.text.slice(from, start));
    if (before === null) return { start, end };
    return { start: from + before.index, end: from + before.index + (before[1]?.length ?? 0) };
  }

  private refuse(code: Code, span: Span, message: string, help?: string): null {
    this.failed = true;
    this.findings.add(code, { file: this.source, path: [], span }, message, { help });
    return null;
  }
}

function isAnchored(node: Node): node is Node & { readonly anchor: string } {
  return "anchor" in node && typeof node.anchor === "string";
}
