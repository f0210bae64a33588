/** Random layouts: stretches of bytes covered by words, pieces of words, arrays, segments and reserved bits. */
import { sizeOfType, type WordType } from "../../../src/model/types.js";
import type { Name } from "./expressions.js";
import type { Source } from "./source.js";

export type Yaml = Record<string, unknown>;

/** A slice that was laid out, for what refers to it. */
export interface Laid extends Name {
  /** The byte behind its word. */
  readonly end: number;
  readonly array: boolean;
  readonly reserved: boolean;
}

export interface Layout {
  readonly fields: Yaml;
  readonly reserved: Yaml[];
  readonly laid: Laid[];
}

/** What all fields of a stretch have: an entry, a view; and how they are called. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly common: Yaml;
  /** Whether words in CPU byte order may lie in it, which asks for an alignment. */
  readonly host: boolean;
  readonly prefix: string;
  /** `nic.` for the fields of a case: how they are called from outside. */
  readonly scope: string;
}

const TYPES: Record<number, readonly WordType[]> = {
  1: ["u8"],
  2: ["le16", "be16"],
  4: ["le32", "be32"],
  8: ["le64", "be64"],
};
const HOST: Record<number, WordType> = { 2: "u16", 4: "u32", 8: "u64" };

export class Layouter {
  readonly layout: Layout = { fields: {}, reserved: [], laid: [] };
  private named = 0;

  constructor(
    private readonly source: Source,
    private readonly stretch: Stretch,
  ) {}

  cover(): Layout {
    for (let at = this.stretch.from; at < this.stretch.to; ) at += this.put(at, this.stretch.to - at);
    return this.layout;
  }

  /** Covers some bytes from `at` on, and tells how many. */
  private put(at: number, room: number): number {
    const { source } = this;
    const size = source.pick([1, 2, 4, 8].filter((size) => size <= room));
    const type = this.type(size, at % size === 0);
    const where = { at, type, ...(at % size === 0 ? {} : { unaligned: true }), ...this.stretch.common };
    const kind = source.int(0, 9);
    if (kind === 0) return this.bytes(at, source.int(1, Math.min(room, 5)));
    if (kind === 1 && size * 2 <= room)
      return this.array(where, size, source.int(2, Math.min(5, Math.floor(room / size))));
    if (kind === 2 && room >= 6) return this.segments(at, room);
    if (kind <= 5) this.cut(where, size);
    else if (kind === 6) this.slices(where, size);
    else this.add(this.name(), where, size * 8, { end: at + size });
    return size;
  }

  private type(size: number, aligned: boolean): WordType {
    const host = HOST[size];
    if (host !== undefined && aligned && this.stretch.host && this.source.chance(30)) return host;
    return this.source.pick(TYPES[size] ?? []);
  }

  private bytes(at: number, size: number): number {
    const zero = this.source.chance(30) ? { must_be_zero: true } : {};
    this.layout.reserved.push({ at, size, ...zero, ...this.stretch.common });
    return size;
  }

  private array(where: Yaml, size: number, count: number): number {
    const at = Number(where["at"]);
    this.add(this.name(), { ...where, count }, size * 8, { end: at + size * count, array: true });
    return size * count;
  }

  /** An array of segments of two or three words. */
  private segments(at: number, room: number): number {
    const count = this.source.int(2, 3);
    const stride = this.source.int(2, Math.floor(room / count));
    const name = this.name();
    const inner = new Layouter(this.source, {
      from: 0,
      to: stride,
      common: {},
      prefix: "s",
      scope: "",
      host: this.stretch.host,
    });
    const fields: Yaml = {};
    for (let inside = 0; inside < stride; ) inside += inner.leaf(inside, stride - inside, at, stride, fields);
    this.layout.fields[name] = { at, count, stride, fields, ...this.stretch.common };
    for (const [child, field] of Object.entries(fields)) {
      const width = sizeOfType((field as { type: WordType }).type) * 8;
      this.note(`${name}_${child}`, { width, end: at + stride * count, array: true, reserved: false, values: {} });
    }
    return stride * count;
  }

  /** One word of a segment. */
  private leaf(at: number, room: number, base: number, stride: number, fields: Yaml): number {
    const size = this.source.pick([1, 2, 4, 8].filter((size) => size <= room));
    const aligned = (base + at) % size === 0 && stride % size === 0;
    fields[this.name()] = { at, type: this.type(size, aligned), ...(aligned ? {} : { unaligned: true }) };
    return size;
  }

  /** A word with a name, and pieces `of` it. */
  private cut(where: Yaml, size: number): void {
    const word = this.name();
    const end = Number(where["at"]) + size;
    this.add(word, where, size * 8, { end });
    const entry = "entry" in where ? { entry: where["entry"] } : {};
    for (const { bits, width } of this.pieces(size * 8)) {
      if (this.source.chance(20)) this.layout.reserved.push({ of: word, bits });
      else this.add(this.name(), { of: word, bits, ...entry }, width, { end });
    }
  }

  /** Pieces of a word without a name. */
  private slices(where: Yaml, size: number): void {
    for (const { bits, width } of this.pieces(size * 8)) {
      const reserved = this.source.chance(15);
      const more = reserved ? { [this.source.pick(["reserved", "must_be_zero"])]: true } : {};
      this.add(this.name(), { ...where, bits, ...more }, width, { end: Number(where["at"]) + size, reserved });
    }
  }

  private pieces(bits: number): { readonly bits: string; readonly width: number }[] {
    const pieces = [];
    for (let lsb = 0; lsb < bits; ) {
      const width = this.source.int(1, Math.min(bits - lsb, this.source.pick([2, 9, 20, 64])));
      pieces.push({ bits: `${lsb + width - 1}..${lsb}`, width });
      lsb += width;
    }
    return pieces;
  }

  private add(name: string, field: Yaml, width: number, more: Partial<Laid> & { end: number }): void {
    const values =
      this.source.chance(25) && more.array !== true && more.reserved !== true ? this.enumerators(width) : {};
    this.layout.fields[name] = { ...field, ...(Object.keys(values).length === 0 ? {} : { values }) };
    this.note(name, { width, array: false, reserved: false, values, ...more });
  }

  private note(name: string, laid: Omit<Laid, "name" | "kind">): void {
    this.layout.laid.push({ kind: "field", name: `${this.stretch.scope}${name}`, ...laid });
  }

  private enumerators(width: number): Record<string, number> {
    const most = 2 ** Math.min(width, 20) - 1;
    const values = new Set(this.source.list(1, 4, () => this.source.int(0, most)));
    return Object.fromEntries([...values].map((value, i) => [`e${i}`, value]));
  }

  private name(): string {
    return `${this.stretch.prefix}${this.named++}`;
  }
}
