import type { ReadBytes } from "./input.js";

type Tool = "xxd" | "hexdump";
type Failure = Extract<ReadBytes, { ok: false }>;

interface DumpLine {
  readonly offset: number;
  readonly bytes: readonly number[];
}

const OFFSET: Record<Tool, RegExp> = {
  xxd: /^\s*(?:0x)?([0-9a-f]{4,16}):(?:\s+|$)/i,
  hexdump: /^\s*([0-9a-f]{7,16})(?:\s+|$)/i,
};

/** Where the text column begins; behind it stands anything. */
const TEXT_COLUMN: Record<Tool, RegExp> = { xxd: /\s{2}/, hexdump: /\|/ };

/** Bytes from the output of `xxd` or `hexdump -C`, with lines squeezed to `*` and the first offset as the base. */
export function hexDump(text: string, tool: Tool, limit: number): ReadBytes {
  const bytes: number[] = [];
  let base: number | undefined;
  let last: readonly number[] = [];
  let squeezed = 0;
  for (const [index, line] of text.split("\n").entries()) {
    const number = index + 1;
    if (line.trim() === "") continue;
    if (line.trim() === "*") {
      if (last.length === 0) return failure(`line ${number}: \`*\` has no line before it to repeat`);
      squeezed = number;
      continue;
    }
    const parsed = parseLine(line, number, tool);
    if ("ok" in parsed) return parsed;
    base ??= parsed.offset;
    const due = parsed.offset - base;
    if (due > limit) return failure(`line ${number}: the dump is longer than 16 MiB`);
    if (squeezed > 0 && due > bytes.length) repeat(bytes, last, due);
    if (due !== bytes.length) return wrongOffset(number, parsed.offset, base + bytes.length);
    for (const byte of parsed.bytes) bytes.push(byte);
    if (parsed.bytes.length > 0) last = parsed.bytes;
    squeezed = 0;
  }
  if (squeezed > 0)
    return failure(`line ${squeezed}: the dump ends with \`*\` and does not say how often the line repeats`);
  return { ok: true, bytes: Uint8Array.from(bytes) };
}

function parseLine(line: string, number: number, tool: Tool): DumpLine | Failure {
  const match = OFFSET[tool].exec(line);
  if (match === null) {
    return failure(
      `line ${number}: no offset at the start of the line`,
      `is all of this the output of \`${command(tool)}\`?`,
    );
  }
  const start = match[0].length;
  const rest = line.slice(start);
  const text = rest.search(TEXT_COLUMN[tool]);
  const bytes: number[] = [];
  for (const group of (text < 0 ? rest : rest.slice(0, text)).matchAll(/\S+/g)) {
    const column = start + group.index + 1;
    const wrong = group[0].search(/[^0-9a-f]/i);
    if (wrong >= 0) {
      return failure(`line ${number}, column ${column + wrong}: \`${group[0].charAt(wrong)}\` is no hex digit`);
    }
    if (group[0].length % 2 === 1) return failure(`line ${number}, column ${column}: an odd number of hex digits`);
    for (const [pair] of group[0].matchAll(/../g)) bytes.push(Number.parseInt(pair, 16));
  }
  return { offset: Number.parseInt(match[1] ?? "", 16), bytes };
}

function repeat(bytes: number[], line: readonly number[], until: number): void {
  for (let i = 0; bytes.length < until; i++) bytes.push(line[i % line.length] ?? 0);
}

function wrongOffset(number: number, found: number, expected: number): Failure {
  return failure(
    `line ${number}: the offset is 0x${found.toString(16)}, but the lines before end at 0x${expected.toString(16)}`,
    "are lines missing, or out of order?",
  );
}

function command(tool: Tool): string {
  return tool === "xxd" ? "xxd" : "hexdump -C";
}

function failure(message: string, help?: string): Failure {
  return { ok: false, message, ...(help === undefined ? {} : { help }) };
}
