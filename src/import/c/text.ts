/** The text of a C header, cut into what is read of it: definitions of macros, and enums. */

/** Longer logical lines are not read: no definition of bits needs them. */
const MAX_LINE = 4096;
/** A comment that tells a width, such as `2 BITS`, stays in the text as this mark. */
const WIDTH_MARK = /§(\d+)¶/;

export interface Definition {
  readonly name: string;
  /** The parameters of a macro that looks like a function. */
  readonly parameters?: readonly string[];
  readonly body: string;
  /** Bits, where a comment behind it tells them. */
  readonly width?: number;
}

export interface EnumText {
  /** Empty for one without a name. */
  readonly tag: string;
  readonly members: readonly EnumMemberText[];
}

interface EnumMemberText {
  readonly name: string;
  /** Empty where the value is not said. */
  readonly body: string;
  readonly width?: number;
}

export interface HeaderText {
  readonly definitions: readonly Definition[];
  readonly enums: readonly EnumText[];
}

/** Both arms of conditionals are read: a name that they define differently is for the reader of values to refuse. */
export function cutHeader(text: string): HeaderText {
  const definitions: Definition[] = [];
  const code: string[] = [];
  // The marks must not come from the text itself: no C has these characters outside comments.
  const joined = text.replace(/[§¶]/g, " ").replace(/\\[ \t]*\r?\n/g, " ");
  for (const line of withoutComments(joined).split("\n")) {
    const found = line.length > MAX_LINE ? undefined : definition(line);
    if (found !== undefined) definitions.push(found);
    else if (!/^\s*#/.test(line)) code.push(line);
  }
  return { definitions, enums: enumsOf(code.join(" ").replace(/\s+/g, " ")) };
}

/** Each comment becomes a blank, or the mark of the width that it tells of what stands before it in its line. */
function withoutComments(text: string): string {
  const out: string[] = [];
  let at = 0;
  const opening = /\/\*|\/\/|["'\n]/g;
  let lineStart = 0;
  for (let found = opening.exec(text); found !== null; found = opening.exec(text)) {
    const start = found.index;
    if (found[0] === "\n") {
      lineStart = start + 1;
      continue;
    }
    const end = endOf(found[0], text, start);
    opening.lastIndex = end;
    if (found[0] === '"' || found[0] === "'") continue;
    const first = text.slice(lineStart, start).trim() === "";
    out.push(text.slice(at, start), first ? " " : markOf(text.slice(start, Math.min(end, start + 64))));
    // A comment over several lines ends the line that it began on.
    if (found[0] === "/*" && text.slice(start, end).includes("\n")) {
      out.push("\n");
      lineStart = end;
    }
    at = end;
  }
  return [...out, text.slice(at)].join("");
}

/** Behind what begins here; quotes end with their line. */
function endOf(opening: string, text: string, start: number): number {
  if (opening === "/*") return endOr(text.indexOf("*/", start + 2), 2, text);
  if (opening === "//") return endOr(text.indexOf("\n", start), 0, text);
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === opening) return at + 1;
    else if (text[at] === "\n") return at;
  }
  return text.length;
}

function endOr(found: number, length: number, text: string): number {
  return found < 0 ? text.length : found + length;
}

function markOf(comment: string): string {
  const [, bits] = /^[^\w]*(\d{1,2})[ -]?bits?\W*$/i.exec(comment) ?? [];
  return bits === undefined ? " " : ` §${bits}¶`;
}

function definition(line: string): Definition | undefined {
  const [, name, parameters, rest = ""] = /^\s*#\s*define\s+([A-Za-z_]\w*)(\([^()]*\))?(?=\s|$)(.*)$/.exec(line) ?? [];
  if (name === undefined) return undefined;
  const names = parameters?.slice(1, -1).split(",");
  return {
    name,
    ...(names === undefined ? {} : { parameters: names.map((parameter) => parameter.trim()) }),
    ...bodyOf(rest),
  };
}

function bodyOf(text: string): { readonly body: string; readonly width?: number } {
  const width = Number(WIDTH_MARK.exec(text)?.[1] ?? 0);
  const body = text.replace(new RegExp(WIDTH_MARK, "g"), " ").trim();
  return { body, ...(width === 0 ? {} : { width }) };
}

function enumsOf(code: string): EnumText[] {
  return [...code.matchAll(/\benum\b ?([A-Za-z_]\w*)? ?(?::[^{};]{0,40})?\{([^{}]*)\}/g)].map(
    ([, tag = "", members = ""]) => ({ tag, members: membersOf(members) }),
  );
}

function membersOf(text: string): EnumMemberText[] {
  const chunks = parted(text);
  return chunks.flatMap((chunk, i) => {
    // The comment behind a comma is about what stands before it.
    const own = chunk.replace(/^ ?§\d+¶/, "");
    const mark = /^ ?§\d+¶/.exec(chunks[i + 1] ?? "")?.[0] ?? "";
    const [, name, rest = ""] = /^ ?([A-Za-z_]\w*) ?(?:=(.*))?$/s.exec(own.replace(/ ?§\d+¶ ?$/, "")) ?? [];
    if (name === undefined || own.length > MAX_LINE) return [];
    const last = / ?§\d+¶ ?$/.exec(own)?.[0] ?? "";
    return [{ name, ...bodyOf(`${rest} ${mark || last}`) }];
  });
}

/** At commas outside parentheses. */
function parted(text: string): string[] {
  const chunks: string[] = [];
  let [start, depth] = [0, 0];
  for (const { 0: sign, index } of text.matchAll(/[(),]/g)) {
    if (sign === "(") depth++;
    else if (sign === ")") depth--;
    else if (depth === 0) {
      chunks.push(text.slice(start, index));
      start = index + 1;
    }
  }
  return [...chunks, text.slice(start)];
}
