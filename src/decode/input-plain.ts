import { visible } from "../text/terminal.js";
import type { ReadBytes } from "./input.js";

const SEPARATORS = /[\s,:]+/;

/** Bytes from hex digits in memory order: `0x` before a group and spaces, colons or commas between are ignored. */
export function plainHex(text: string): ReadBytes {
  const bytes: number[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    let column = 1;
    for (const group of line.split(/([\s,:]+)/)) {
      const problem = SEPARATORS.test(group) ? undefined : addGroup(group, bytes);
      if (problem !== undefined) return { ok: false, ...problem.at(index + 1, column) };
      column += group.length;
    }
  }
  return { ok: true, bytes: Uint8Array.from(bytes) };
}

interface Problem {
  at(line: number, column: number): { readonly message: string; readonly help?: string };
}

function addGroup(group: string, bytes: number[]): Problem | undefined {
  const prefix = /^0x/i.test(group) ? 2 : 0;
  const wrong = group.slice(prefix).search(/[^0-9a-f]/i);
  if (wrong >= 0) return badDigit(String.fromCodePoint(group.codePointAt(prefix + wrong) ?? 0), prefix + wrong);
  const digits = group.length - prefix;
  if (digits % 2 === 1 || (prefix > 0 && digits === 0)) return oddDigits(digits);
  for (let i = prefix; i < group.length; i += 2) bytes.push(Number.parseInt(group.slice(i, i + 2), 16));
  return undefined;
}

function badDigit(found: string, offset: number): Problem {
  return {
    at: (line, column) => ({
      message: `line ${line}, column ${column + offset}: \`${visible(found)}\` is no hex digit`,
    }),
  };
}

function oddDigits(digits: number): Problem {
  return {
    at: (line, column) => ({
      message: `line ${line}, column ${column}: ${digits === 0 ? "no digit" : "an odd number of hex digits"}`,
      help: "a byte is two digits: write `0a`, not `a`",
    }),
  };
}
