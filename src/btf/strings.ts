/** The names: compared and hashed as bytes, made into text only when asked for. */
import { BtfError } from "./error.js";

/** Bytes of a name. The kernel itself allows 512. */
const MAX_LENGTH = 4096;
/** Bytes that are hashed: damaged offsets may make every name as long as the section. */
const HASHED_LENGTH = 64;

export class Strings {
  /** The first offset that is its own; those before are the base's. */
  readonly start: number;
  /** Behind the last offset. */
  readonly end: number;

  /** The bytes end in 0 unless there are none. */
  constructor(
    readonly bytes: Uint8Array,
    private readonly base?: Strings,
  ) {
    this.start = base?.end ?? 0;
    this.end = this.start + bytes.length;
  }

  /** @throws BtfError `string` for an offset outside, or bytes that are not UTF-8; `limit` for more than 4096 bytes. */
  text(offset: number): string {
    const { bytes, start } = this.owner(offset);
    let text = "";
    for (let i = offset - start; bytes[i] !== 0; i++) {
      const byte = bytes[i] as number;
      if (text.length === MAX_LENGTH) throw tooLong(offset);
      if (byte >= 0x80) return decode(bytes, offset, offset - start);
      text += String.fromCharCode(byte);
    }
    return text;
  }

  equals(offset: number, name: Uint8Array): boolean {
    const { bytes, start } = this.owner(offset);
    const from = offset - start;
    for (let i = 0; i < name.length; i++) if (bytes[from + i] !== name[i]) return false;
    return bytes[from + name.length] === 0;
  }

  /** The same number as `hashName` of the name there. */
  hash(offset: number): number {
    const { bytes, start } = this.owner(offset);
    const from = offset - start;
    let hash = HASH_START;
    for (let i = from; i < from + HASHED_LENGTH && bytes[i] !== 0; i++) hash = hashByte(hash, bytes[i] as number);
    return hash;
  }

  /** Whether a string begins here: right behind the end of another. */
  isStart(offset: number): boolean {
    const { bytes, start } = this.owner(offset);
    return offset === start || bytes[offset - start - 1] === 0;
  }

  private owner(offset: number): Strings {
    if (offset >= this.end) throw new BtfError("string", `string offset ${offset}: the strings end at ${this.end}`);
    let owner: Strings = this;
    while (offset < owner.start && owner.base !== undefined) owner = owner.base;
    return owner;
  }
}

function decode(bytes: Uint8Array, offset: number, from: number): string {
  const length = bytes.subarray(from, from + MAX_LENGTH + 1).indexOf(0);
  if (length === -1) throw tooLong(offset);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes.subarray(from, from + length));
  } catch {
    throw new BtfError("string", `the string at ${offset} is not UTF-8`);
  }
}

function tooLong(offset: number): BtfError {
  return new BtfError("limit", `the string at ${offset} has more than ${MAX_LENGTH} bytes`);
}

const HASH_START = 0x811c_9dc5;

function hashByte(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, 0x0100_0193);
}

export function hashName(name: Uint8Array): number {
  let hash = HASH_START;
  for (const byte of name.subarray(0, HASHED_LENGTH)) hash = hashByte(hash, byte);
  return hash;
}
