import { fill, wordsOf } from "../text/wrap.js";
import { continueLines, foldLine } from "./fold.js";
import { codeBlock, codeSpan, markdownCell, markdownText } from "./markdown.js";

/** What templates can call. The set is closed: a misspelt helper is an error when the template is compiled. */

/** Letters, digits and what cannot begin or end a comment. */
const HARMLESS = /^[\w .,:;()[\]{}<>=!&|^+'"`~$%#@\n-]*$/;

/** Text for a C comment: nothing in it can end the comment or join lines, whatever lint let through. */
export function commentText(text: string): string {
  if (HARMLESS.test(text)) return text;
  return text
    .replace(/\*\//g, "* /")
    .replace(/\/\*/g, "/ *")
    .replace(/\?\?\//g, "? ?/")
    .replace(/[\p{Cc}--[\n]]/gv, " ")
    .replace(/\\[[\\\s]--\n]*(?=\n|$)/gv, "");
}

const COMMENT_WIDTH = 84;

interface BlockOptions extends HelperOptions {
  fn(context: unknown): string;
}

interface HelperOptions {
  readonly hash: { readonly [name: string]: string };
}

export const HELPERS = {
  /** ` * text`, wrapped. `first` stands before the first line, `indent` before all, `hang` before all but the first. */
  comment: (text: string, options: HelperOptions) => {
    const { first = "", indent = "", hang = "" } = options.hash;
    const width = COMMENT_WIDTH - indent.length - hang.length;
    const lines = commentText(`${first}${text}`)
      .split("\n")
      .flatMap((paragraph) => fill(wordsOf(paragraph), width));
    return lines.map((line, i) => ` * ${indent}${i === 0 ? "" : hang}${line}`).join("\n") || " *";
  },
  /** A line of C, folded where it is too long. */
  fold(this: unknown, options: BlockOptions): string {
    return foldLine(options.fn(this));
  },
  /** The lines of a macro: folded, and all but the last continued, the backslashes below one another. */
  define(this: unknown, options: BlockOptions): string {
    return `${continueLines(options.fn(this))}\n`;
  },
  /** Markdown: text, a cell of a table, code in a line and in a cell, and a block of code. */
  md: (text: unknown) => markdownText(String(text)),
  cell: (text: unknown) => markdownCell(String(text)),
  code: (text: unknown) => codeSpan(String(text), false),
  codecell: (text: unknown) => codeSpan(String(text), true),
  codeblock(this: unknown, language: string, options: BlockOptions): string {
    return `${codeBlock(language, options.fn(this))}\n`;
  },
  /** The lines of the block that say something, as lines of a table's cell. */
  lines(this: unknown, options: BlockOptions): string {
    const lines = options.fn(this).split("\n");
    return lines
      .map((line) => line.trim())
      .filter((line) => line !== "")
      .join("<br>");
  },
  concat: (...texts: readonly unknown[]) => texts.slice(0, -1).join(""),
  upper: (text: string) => text.toUpperCase(),
  eq: (a: unknown, b: unknown) => a === b,
  and: (a: unknown, b: unknown) => Boolean(a) && Boolean(b),
  or: (a: unknown, b: unknown) => Boolean(a) || Boolean(b),
  not: (a: unknown) => !a,
  either: (condition: unknown, yes: unknown, no: unknown) => (condition ? yes : no),
  join: (list: readonly unknown[], separator: string) => list.join(separator),
  divide: (a: number, b: number) => a / b,
} as const;
