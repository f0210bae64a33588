/** The tokens of a C expression. */

export type Token =
  | { readonly kind: "number"; readonly text: string; readonly value: bigint }
  | { readonly kind: "name" | "sign"; readonly text: string };

const TOKEN = /\s*(?:(\d\w*)|([A-Za-z_]\w*)|(<<|>>|##|[()+\-*/%&|^~,]))/y;
const LIMIT = 1n << 64n;

/** Undefined for a text that has anything else in it, or numbers of more than 64 bits. */
export function tokensOf(text: string): Token[] | undefined {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  for (let at = 0; at < end; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text);
    if (found === null) return undefined;
    const [, number, name, sign = ""] = found;
    const value = number === undefined ? 0n : numberOf(number);
    if (value === undefined || value >= LIMIT) return undefined;
    if (number !== undefined) tokens.push({ kind: "number", text: number, value });
    else tokens.push(name === undefined ? { kind: "sign", text: sign } : { kind: "name", text: name });
  }
  return tokens;
}

function numberOf(text: string): bigint | undefined {
  const [, digits = ""] = /^(0[xX][\da-fA-F]+|0[bB][01]+|\d+)[uUlL]{0,3}$/.exec(text) ?? [];
  if (digits === "" || digits.length > 66) return undefined;
  if (!/^0\d/.test(digits)) return BigInt(digits);
  return /^0[0-7]+$/.test(digits) ? BigInt(`0o${digits.slice(1)}`) : undefined;
}
