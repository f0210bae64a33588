/** Text from specs ends up in C comments, Markdown and terminals: what could leave its place there is refused. */
import type { Findings } from "../diagnostics/findings.js";
import { inside, type Place, type SourceFile } from "./source.js";
import type { Plain } from "./yaml.js";

const MAX_REPORTED = 20;

interface Refused {
  readonly pattern: RegExp;
  readonly what: string;
}

const INVISIBLE: Refused = {
  pattern: /[\p{Cf}\p{Zl}\p{Zp}]/u,
  what: "invisible and direction-changing characters hide what a text says",
};
const CONTROL: Refused = { pattern: /[\p{Cc}--[\n]]/v, what: "control characters are not text" };
const HALF: Refused = { pattern: /\p{Cs}/u, what: "half a character (a lone surrogate) is not text" };

const REFUSED: readonly Refused[] = [
  { pattern: /\*\//, what: "`*/` ends a C comment" },
  { pattern: /\/\*/, what: "`/*` inside a C comment is an error" },
  { pattern: /\\[ \t]*(\n|$)/, what: "a backslash at the end of a line joins it to the next one in C" },
  { pattern: /\?\?[/]/, what: "`??/` is a backslash in C (a trigraph)" },
  CONTROL,
  INVISIBLE,
  HALF,
];

/** Characters that have no place in a file, comments included; escapes in quoted text are found by checkTexts. */
export function checkCharacters(source: SourceFile, findings: Findings): void {
  const { text } = source;
  const refuse = (code: "ND001" | "ND029", start: number, end: number, message: string) =>
    findings.add(code, { file: source, path: [], span: { start, end } }, message);
  const decoded = text.indexOf("\ufffd");
  if (decoded >= 0) refuse("ND001", decoded, decoded + 1, "this is not UTF-8 text");
  let reported = 0;
  for (const match of text.matchAll(/(?!\r\n|^\ufeff)[[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]--[\t\n]]/gv)) {
    if (++reported > MAX_REPORTED) return;
    const found = [CONTROL, INVISIBLE, HALF].find(({ pattern }) => pattern.test(match[0]));
    const number = (match[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    refuse("ND029", match.index, match.index + match[0].length, `U+${number}: ${found?.what ?? ""}`);
  }
}

/** Texts that would not stay inside a comment. */
export function checkTexts(data: Plain, place: Place, findings: Findings, multiline = false): void {
  if (typeof data === "string") {
    for (const { pattern, what } of REFUSED) if (pattern.test(data)) findings.add("ND029", place, what);
    if (!multiline && data.includes("\n")) {
      findings.add("ND029", place, "this text is a single line", { help: "only a `doc` may have several" });
    }
  } else if (Array.isArray(data)) {
    for (const [i, item] of data.entries()) checkTexts(item, inside(place, i), findings, multiline);
  } else if (data !== null && typeof data === "object") {
    for (const [key, item] of Object.entries(data)) {
      const here = inside(place, key);
      checkTexts(item, here, findings, isMultiline(key, here));
    }
  }
}

/** A `doc`, and the notes of the vocabulary's enumerators. */
function isMultiline(key: string, { path }: Place): boolean {
  return key === "doc" || (path[0] === "enums" && path[2] === "notes");
}
