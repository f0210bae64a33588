/** Where each type's record begins: found in one pass, without an object for each. */
import { BtfError } from "./error.js";
import {
  EXTENTS,
  type Extent,
  flagOfInfo,
  KINDS,
  kindOfInfo,
  MAX_KIND_CODE,
  RECORD_WORDS,
  vlenOfInfo,
} from "./format.js";
import { isSplit, type Sections } from "./sections.js";
import { Strings } from "./strings.js";

export class TypeTable {
  /** The first id of its own: 1, or behind the base's last. */
  readonly firstId: number;
  /** Behind the last id; the number of types, void and the base's counted. */
  readonly endId: number;
  readonly strings: Strings;
  readonly words: Uint32Array;
  private readonly starts: Uint32Array;

  /** @throws BtfError for records that do not lie in the type section, and for a base that does not belong to it. */
  constructor(
    readonly sections: Sections,
    readonly base?: TypeTable,
  ) {
    checkBase(sections, base);
    this.words = sections.words;
    this.strings = new Strings(sections.strings, base?.strings);
    this.firstId = base?.endId ?? 1;
    this.starts = findRecords(sections, this.strings, this.firstId);
    this.endId = this.firstId + this.starts.length;
  }

  /** The table that holds the type: this, or a base. */
  owner(id: number): TypeTable {
    if (!Number.isInteger(id) || id < 0 || id >= this.endId)
      throw new BtfError("id", `there is no type ${id}: the last is ${this.endId - 1}`);
    let owner: TypeTable = this;
    while (id < owner.firstId && owner.base !== undefined) owner = owner.base;
    return owner;
  }

  /** Index of the record's first word. The id is one of its own. */
  start(id: number): number {
    return this.starts[id - this.firstId] as number;
  }

  /** The number of the type's kind; 0 for void. */
  code(id: number): number {
    const owner = this.owner(id);
    return id === 0 ? 0 : kindOfInfo(owner.words[owner.start(id) + 1] as number);
  }

  flag(id: number): boolean {
    const owner = this.owner(id);
    return id !== 0 && flagOfInfo(owner.words[owner.start(id) + 1] as number);
  }

  /** 0 for a type without a name. */
  nameOffset(id: number): number {
    const owner = this.owner(id);
    return id === 0 ? 0 : (owner.words[owner.start(id)] as number);
  }

  /** The word behind the name and the info: a size in bytes, or a type id. */
  sizeOrType(id: number): number {
    const owner = this.owner(id);
    return id === 0 ? 0 : (owner.words[owner.start(id) + 2] as number);
  }

  name(id: number): string {
    return this.owner(id).strings.text(this.nameOffset(id));
  }
}

function checkBase(sections: Sections, base: TypeTable | undefined): void {
  if (base === undefined) {
    if (isSplit(sections))
      throw new BtfError(
        "base",
        "this is split BTF, as modules have it: it is read with the BTF of its kernel as base",
      );
    return;
  }
  if (!isSplit(sections)) throw new BtfError("base", "this BTF stands alone: it is read without a base");
  if (sections.endian !== base.sections.endian)
    throw new BtfError("base", `the base is ${base.sections.endian}-endian, the BTF itself is not`);
}

function findRecords(sections: Sections, strings: Strings, firstId: number): Uint32Array {
  const { words } = sections;
  const { once, each } = extentsByCode(sections.layout);
  const starts = new Uint32Array(Math.floor(words.length / RECORD_WORDS));
  let count = 0;
  let at = 0;
  while (at < words.length) {
    const info = words[at + 1] ?? 0;
    const code = kindOfInfo(info);
    const fixed = once[code] as number;
    const next = at + RECORD_WORDS + fixed + (each[code] as number) * vlenOfInfo(info);
    if (fixed === UNKNOWN) throw unknownKind(code, firstId + count);
    if (next > words.length) throw outOfSection(code, firstId + count);
    checkName(words[at] as number, strings, firstId + count);
    starts[count++] = at;
    at = next;
  }
  return starts.subarray(0, count);
}

function checkName(offset: number, strings: Strings, id: number): void {
  const split = strings.start > 0;
  if (offset >= strings.end) {
    throw new BtfError(
      split ? "base" : "string",
      `type ${id}: its name is at ${offset}, but the strings end at ${strings.end}${split ? WRONG_BASE : ""}`,
    );
  }
  // No compiler shares the tails of strings: a name that begins inside another one was written over another base.
  if (split && !strings.isStart(offset))
    throw new BtfError("base", `type ${id}: its name begins inside another${WRONG_BASE}`);
}

const WRONG_BASE = ": it is damaged, or the base is not the one it was made for";

function unknownKind(code: number, id: number): BtfError {
  return code === 0
    ? new BtfError("type", `type ${id} has kind 0, which only void has: the types are damaged`)
    : new BtfError("type", `type ${id} has kind ${code}, which is not known, and the file does not say its size`);
}

function outOfSection(code: number, id: number): BtfError {
  return new BtfError(
    "bounds",
    `type ${id}, a ${KINDS[code] ?? `kind ${code}`}, runs over the end of the type section`,
  );
}

const UNKNOWN = 0xffff;

/** The extents of all kinds as arrays: those known, and those that the layout section tells of. */
function extentsByCode(layout: Uint8Array): { readonly once: Uint16Array; readonly each: Uint16Array } {
  const once = new Uint16Array(MAX_KIND_CODE + 1).fill(UNKNOWN);
  const each = new Uint16Array(MAX_KIND_CODE + 1);
  const set = (code: number, extent: Extent) => {
    once[code] = extent.once;
    each[code] = extent.each;
  };
  for (const [code, kind] of KINDS.entries()) if (code > 0) set(code, EXTENTS[kind]);
  for (let code = 1; code <= MAX_KIND_CODE && code * 4 + 1 < layout.length; code++) {
    const told = { once: (layout[code * 4] as number) / 4, each: (layout[code * 4 + 1] as number) / 4 };
    if (code >= KINDS.length && Number.isInteger(told.once) && Number.isInteger(told.each)) set(code, told);
    else if (once[code] !== told.once || each[code] !== told.each)
      throw new BtfError("type", `the layout section gives kind ${code} another size than it has`);
  }
  return { once, each };
}
