import { hexDump } from "./input-dump.js";
import { plainHex } from "./input-plain.js";

export type InputFormat = "auto" | "hex" | "xxd" | "hexdump" | "raw";

export type ReadBytes =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly message: string; readonly help?: string };

/** The most that is read, as text or as bytes. */
export const INPUT_LIMIT = 16 * 1024 * 1024;

const ONLY_TEXT = /^[\t\n\r\x20-\x7e]*$/;
const XXD_LINE = /^\s*(?:0x)?[0-9a-f]{4,16}:\s/i;
const HEXDUMP_LINE = /^\s*[0-9a-f]{7,16}\s{2,}[0-9a-f]{2}(?:\s+[0-9a-f]{2})*\s+\|/i;
const OTHER_DUMP_LINE = /^\s*0{6,7}\s+[0-9a-f]{2,}/i;

/** The bytes that an input says: plain hex, the output of `xxd` or `hexdump -C`, or the bytes themselves. */
export function readBytes(input: Uint8Array | string, format: InputFormat = "auto"): ReadBytes {
  if (input.length > INPUT_LIMIT) return failure("the input is longer than 16 MiB");
  const text = typeof input === "string" ? input.replace(/^\ufeff/, "") : asText(input);
  if (format === "raw" || (format === "auto" && typeof input !== "string" && !ONLY_TEXT.test(text))) {
    return typeof input === "string" ? failure("raw bytes cannot come as text") : notEmpty({ ok: true, bytes: input });
  }
  const read = readText(text, format);
  if (read.ok || format !== "auto" || typeof input === "string") return notEmpty(read);
  return { ...read, help: read.help ?? "if these are the bytes themselves, say that the format is `raw`" };
}

function readText(text: string, format: "auto" | "hex" | "xxd" | "hexdump"): ReadBytes {
  if (format === "hex") return plainHex(text);
  if (format === "hexdump") return hexDump(text, "hexdump", INPUT_LIMIT);
  const first = text.split("\n").find((line) => line.trim() !== "") ?? "";
  if (XXD_LINE.test(first)) return hexDump(text, "xxd", INPUT_LIMIT);
  if (format === "xxd") return plainHex(text);
  if (HEXDUMP_LINE.test(first)) return hexDump(text, "hexdump", INPUT_LIMIT);
  if (OTHER_DUMP_LINE.test(first)) {
    return failure(
      "this looks like the output of `od` or of `hexdump` without `-C`, which says words, not bytes",
      "use `hexdump -C` or `xxd`",
    );
  }
  return plainHex(text);
}

/** One character for each byte, so that positions in the text are positions in the input. */
function asText(bytes: Uint8Array): string {
  return new TextDecoder("latin1").decode(bytes);
}

function notEmpty(read: ReadBytes): ReadBytes {
  return read.ok && read.bytes.length === 0 ? failure("the input is empty") : read;
}

function failure(message: string, help?: string): ReadBytes {
  return { ok: false, message, ...(help === undefined ? {} : { help }) };
}
