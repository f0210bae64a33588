/** A first spec of a kernel's struct: what BTF says of it, and marks for what it cannot say. */
import { type Btf, BtfError, type Member } from "../btf/index.js";
import { didYouMean } from "../diagnostics/suggest.js";
import { UsageError } from "../errors.js";
import { type Direction, sizeOfType } from "../model/types.js";
import { isReservedName } from "../verify/names.js";
import { type Proposals, proposeBits, type WordField } from "./bits.js";
import type { Headers } from "./c/header.js";
import { type Gap, gapsOf } from "./gaps.js";
import { type Leaf, leavesOf } from "./leaves.js";
import { FieldNames } from "./names.js";
import { printable, sayBits } from "./say.js";
import type { BitsRequest } from "./selections.js";
import { type Frame, type Word, wordFor, wordSize } from "./words.js";

export interface ImportOptions {
  /** `union ice_32b_rx_flex_desc`, and the member of it that the descriptor is. */
  readonly type: string;
  readonly member?: string;
  /** `ice/rx-flex` */
  readonly name: string;
  readonly direction?: Direction;
  /** Names that fields may not have: those of the metadata. */
  readonly taken?: Iterable<string>;
  /** The driver's headers, which tell the bits inside words. */
  readonly headers?: Headers;
  /** Which macros speak of which word, where their names do not say it. */
  readonly bits?: readonly BitsRequest[];
}

/** Larger than any descriptor that a spec can describe. */
const MAX_SIZE = 4096;

/**
 * The text of a spec file.
 * @throws UsageError when BTF has no such type or member, or it cannot be a descriptor; BtfError for damaged BTF.
 * Of headers nothing is an error but a request that they or the type cannot answer.
 */
export function importSpec(btf: Btf, options: ImportOptions): string {
  const struct = findStruct(btf, options);
  const size = btf.sizeOf(struct);
  if (size === 0 || size > MAX_SIZE) throw new UsageError(`${options.type} has ${size} bytes: it is no descriptor`);
  const leaves = leavesOf(btf, struct);
  const widest = Math.max(1, ...leaves.map((leaf) => alignedSize(btf, leaf)));
  const align = [8, 4, 2].find((bytes) => bytes <= widest && size % bytes === 0) ?? 1;
  const frame = { btf, size, align };
  const names = new FieldNames(options.taken ?? []);
  const read = leaves.map((leaf) => ({ leaf, word: wordFor(leaf.member, frame) }));
  const words = read.flatMap(({ leaf, word }) =>
    word === undefined ? [] : [{ leaf, word, name: names.nameFor(leaf.path) }],
  );
  const { byWord, open } = proposals(words, options, names);
  const lines = words.flatMap((field) => [fieldLine(field), ...(byWord.get(field.name) ?? [])]);
  const fields = [...lines, ...open];
  const opaque = read.flatMap(({ leaf, word }) => (word === undefined ? [opaqueLine(leaf, frame)] : []));
  const reserved = [...opaque, ...gapsOf(leaves, size, btf.endian).map(gapLine)];
  return [...head(options, size, align < widest && align > 1 ? align : undefined), ...fields, ...tail(reserved)]
    .map((line) => `${line}\n`)
    .join("");
}

function findStruct(btf: Btf, { type, member }: ImportOptions): number {
  const found = btf.findNamed(type);
  if (found === undefined)
    throw new UsageError(`the BTF has no ${type}`, "say it as in C: `union ice_32b_rx_flex_desc`");
  const part = member === undefined ? undefined : partOf(btf, found.id, member);
  if (member !== undefined && part === undefined) {
    const names = isStruct(btf, found.id) ? btf.members(found.id, { flatten: true }).map(({ name }) => name) : [];
    throw new UsageError(`${type} has no member ${member}`, didYouMean(member, names));
  }
  const id = part?.type ?? found.id;
  if (!isStruct(btf, id)) throw new UsageError(`${member ?? type} is no struct or union: it has no members`);
  return btf.resolve(id).id;
}

function partOf(btf: Btf, id: number, path: string): Member | undefined {
  try {
    return btf.member(id, path);
  } catch (error) {
    if (error instanceof BtfError && error.code === "string") return undefined;
    throw error;
  }
}

function isStruct(btf: Btf, id: number): boolean {
  const { kind } = btf.resolve(id);
  return kind === "struct" || kind === "union";
}

/** The size of a leaf's words where they lie at its multiples. */
function alignedSize(btf: Btf, { member }: Leaf): number {
  if (member.bitField) return 1;
  const size = wordSize(btf, member);
  return [2, 4, 8].includes(size) && (member.bitOffset / 8) % size === 0 ? size : 1;
}

const CANNOT = "# BTF cannot say:";

function head({ name, type, member, direction }: ImportOptions, size: number, align: number | undefined): string[] {
  const title = member === undefined ? type : `${type}, ${member}`;
  return [
    "# yaml-language-server: $schema=../../schema.json",
    "nicdesc: 1",
    `descriptor: ${name}`,
    `title: ${title} ${CANNOT} what people call it`,
    `direction: ${direction ?? "rx"}${direction === undefined ? ` ${CANNOT} the direction` : ""}`,
    `size: ${size}`,
    ...(align === undefined ? [] : [`align: ${align}`]),
    `kernel: { type: ${type}${member === undefined ? "" : `, member: ${scalar(member)}`} }`,
    "sources:",
    `  - the kernel's BTF ${CANNOT} its headers, and the driver's code that reads it`,
    `${CANNOT} doc, the bits inside words (\`of\`), units, values, and when a field is valid (\`when\`)`,
    "fields:",
  ];
}

interface Field {
  readonly leaf: Leaf;
  readonly word: Word;
  readonly name: string;
}

function proposals(fields: readonly Field[], options: ImportOptions, names: FieldNames): Proposals {
  const { headers, bits: requests = [], type, name } = options;
  if (headers === undefined) return { byWord: new Map(), open: [] };
  const whole = fields.filter(({ word }) => word.bits === undefined && word.count === undefined);
  const words = whole.map(
    ({ leaf, word, name: field }): WordField => ({
      name: field,
      path: leaf.path,
      width: sizeOfType(word.type) * 8,
      reserved: isReservedName(leaf.member.name),
    }),
  );
  return proposeBits(words, { headers, requests, type, driver: name.replace(/\/.*/, "") }, names);
}

function fieldLine({ leaf, word, name }: Field): string {
  const { path, view, member } = leaf;
  const parts = [
    `at: ${word.at}`,
    `type: ${word.type}`,
    ...(word.bits === undefined ? [] : [`bits: ${sayBits(word.bits)}`]),
    ...(word.count === undefined ? [] : [`count: ${word.count}`]),
    ...(word.unaligned ? ["unaligned: true"] : []),
    ...(isReservedName(member.name) ? ["reserved: true"] : []),
    ...(view === "" ? [] : [`view: ${view}`]),
    ...(path === name ? [] : [`member: ${scalar(path)}`]),
  ];
  return `  ${name}: { ${parts.join(", ")} }${word.orderUnsaid ? ` ${CANNOT} the byte order` : ""}`;
}

/** Indexes would be a list in YAML. */
function scalar(path: string): string {
  return /^[\w.]+$/.test(path) ? path : JSON.stringify(path);
}

/** What no word can hold, such as a very long array of structs. */
function opaqueLine({ path, view, member }: Leaf, { btf }: Frame): string {
  const at = Math.floor(member.bitOffset / 8);
  const size = Math.ceil((member.bitOffset + member.bitSize) / 8) - at;
  const shown = view === "" ? "" : `, view: ${view}`;
  return `  - { at: ${at}, size: ${size}${shown} } ${CANNOT} ${printable(`what is in ${path}, a ${btf.typeName(member.type)}`)}`;
}

function gapLine({ at, size, bits }: Gap): string {
  const span = bits === undefined ? `size: ${size}` : `type: u8, bits: ${sayBits(bits)}`;
  return `  - { at: ${at}, ${span}, doc: padding }`;
}

function tail(reserved: readonly string[]): string[] {
  const spans = reserved.length === 0 ? [] : ["reserved:", ...reserved];
  return [...spans, `${CANNOT} the answers to the metadata vocabulary (\`metadata\`)`];
}
