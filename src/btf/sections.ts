/** The header, and the sections that it places. */
import { BtfError } from "./error.js";
import { type Endian, HEADER_SIZE, HEADER_SIZE_WITH_LAYOUT, MAGIC, VERSION } from "./format.js";

export interface Sections {
  readonly endian: Endian;
  /** The type section, each word in the machine's own order. */
  readonly words: Uint32Array;
  readonly strings: Uint8Array;
  /** The words of kinds that were new when it was written; empty in most files. */
  readonly layout: Uint8Array;
}

interface Span {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

const MACHINE: Endian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? "little" : "big";

/**
 * The sections of raw BTF. The bytes are not copied where the machine can read them as they are.
 * @throws BtfError `format` without magic, version or room for a header; `bounds` for sections outside the bytes;
 * `string` for strings without an end.
 */
export function readSections(bytes: Uint8Array): Sections {
  const endian = endianOf(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const word = (at: number) => view.getUint32(at, endian === "little");
  checkVersion(bytes);
  const headerSize = word(4);
  checkHeaderSize(bytes, headerSize);

  const place = (name: string, at: number): Span => {
    const start = headerSize + word(at);
    const end = start + word(at + 4);
    if (end > bytes.length) {
      throw new BtfError("bounds", `the ${name} section is to end at byte ${end}, but there are ${bytes.length} bytes`);
    }
    return { name, start, end };
  };
  const types = place("type", 8);
  const strings = place("string", 16);
  const layout = headerSize < HEADER_SIZE_WITH_LAYOUT ? { name: "layout", start: 0, end: 0 } : place("layout", 24);
  checkOverlap([types, strings, layout]);
  if ((types.start - headerSize) % 4 !== 0 || (types.end - types.start) % 4 !== 0)
    throw new BtfError("bounds", "the type section is not made of whole words");
  if (strings.end > strings.start && bytes[strings.end - 1] !== 0)
    throw new BtfError("string", "the last string has no end: the bytes are cut or damaged");
  return {
    endian,
    words: readWords(bytes.subarray(types.start, types.end), endian),
    strings: bytes.subarray(strings.start, strings.end),
    layout: bytes.subarray(layout.start, layout.end),
  };
}

/** Whether the BTF builds on another: its strings do not begin with the empty one, which is the base's. */
export function isSplit(sections: Sections): boolean {
  return sections.strings[0] !== 0;
}

function endianOf(bytes: Uint8Array): Endian {
  const [first = -1, second = -1] = bytes;
  if (!isMagic(first, second)) {
    const hex = [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
    throw new BtfError("format", `no BTF: it begins with "${hex}", not with the magic number 9f eb or eb 9f`);
  }
  if (bytes.length < HEADER_SIZE)
    throw new BtfError("format", `${bytes.length} bytes are too few for a BTF header of ${HEADER_SIZE}`);
  return first === (MAGIC & 0xff) ? "little" : "big";
}

function isMagic(first: number, second: number): boolean {
  const low = MAGIC & 0xff;
  const high = MAGIC >> 8;
  return (first === low && second === high) || (first === high && second === low);
}

function checkVersion(bytes: Uint8Array): void {
  const [, , version, flags] = bytes;
  if (version !== VERSION) throw new BtfError("format", `BTF version ${version}: only version ${VERSION} is known`);
  if (flags !== 0) throw new BtfError("format", `BTF flags 0x${flags?.toString(16)}: none are known`);
}

/** Words of a longer header may place something that changes what the rest means: so they must be zero. */
function checkHeaderSize(bytes: Uint8Array, size: number): void {
  if (size < HEADER_SIZE || size > bytes.length)
    throw new BtfError(
      "bounds",
      `a header of ${size} bytes: it has at least ${HEADER_SIZE} and lies in ${bytes.length}`,
    );
  const known = size < HEADER_SIZE_WITH_LAYOUT ? HEADER_SIZE : HEADER_SIZE_WITH_LAYOUT;
  if (bytes.subarray(known, size).some((byte) => byte !== 0))
    throw new BtfError("format", `the header has more than the ${known} bytes that are known`);
}

function checkOverlap(spans: readonly Span[]): void {
  const placed = spans.filter((span) => span.end > span.start).sort((a, b) => a.start - b.start);
  for (const [index, span] of placed.entries()) {
    const before = placed[index - 1];
    if (before !== undefined && span.start < before.end)
      throw new BtfError("bounds", `the ${before.name} section runs into the ${span.name} section`);
  }
}

function readWords(section: Uint8Array, endian: Endian): Uint32Array {
  const fits = section.byteOffset % 4 === 0;
  const { buffer, byteOffset } = fits && endian === MACHINE ? section : new Uint8Array(section);
  const words = new Uint32Array(buffer, byteOffset, section.length / 4);
  if (endian !== MACHINE) for (const [index, word] of words.entries()) words[index] = swap(word);
  return words;
}

function swap(word: number): number {
  return ((word >>> 24) | ((word >>> 8) & 0xff00) | ((word << 8) & 0xff_0000) | (word << 24)) >>> 0;
}
