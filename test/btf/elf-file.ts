/** Small ELF files, made in memory. */

export interface ElfShape {
  readonly wide: boolean;
  readonly little: boolean;
  /** Counts and the index of names stand in section 0, as in files with very many sections. */
  readonly extended?: boolean;
}

export const SHAPES: readonly ElfShape[] = [true, false].flatMap((wide) =>
  [true, false].flatMap((little) => [false, true].map((extended) => ({ wide, little, extended }))),
);

export interface ElfContents {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly type?: number;
  readonly flags?: number;
}

/** Header, contents, then the table of sections: an empty one, these, and that of names. */
export function elfFile(shape: ElfShape, contents: readonly ElfContents[]): Uint8Array {
  const names = new TextEncoder().encode(`\0${contents.map(({ name }) => `${name}\0`).join("")}.shstrtab\0`);
  const all = [...contents, { name: ".shstrtab", bytes: names, type: 3 }];
  const out = new Writer(shape);
  const { wide, extended = false } = shape;
  out.bytes([0x7f, 0x45, 0x4c, 0x46, wide ? 2 : 1, shape.little ? 1 : 2, 1]);
  out.seek(wide ? 0x40 : 0x34);
  const places = all.map(({ bytes }) => out.append(bytes));
  const table = out.end;
  const count = all.length + 1;
  out.section(table, { size: extended ? count : 0, link: extended ? all.length : 0 });
  let nameAt = 1;
  for (const [index, { name, bytes, type = 1, flags = 0 }] of all.entries()) {
    const at = table + (index + 1) * out.headerSize;
    out.section(at, { nameAt, type, flags, offset: places[index] ?? 0, size: bytes.length });
    nameAt += name.length + 1;
  }
  out.word(wide ? 0x28 : 0x20, table);
  out.half(wide ? 0x3a : 0x2e, out.headerSize);
  out.half(wide ? 0x3c : 0x30, extended ? 0 : count);
  out.half(wide ? 0x3e : 0x32, extended ? 0xffff : all.length);
  return out.result();
}

class Writer {
  private readonly buffer = new Uint8Array(1 << 18);
  private readonly view = new DataView(this.buffer.buffer);
  readonly headerSize: number;
  end = 0;

  constructor(private readonly shape: ElfShape) {
    this.headerSize = shape.wide ? 0x40 : 0x28;
  }

  seek(at: number): void {
    this.end = at;
  }

  bytes(list: readonly number[]): void {
    this.buffer.set(list, 0);
  }

  append(bytes: Uint8Array): number {
    const at = this.end;
    this.buffer.set(bytes, at);
    this.end += bytes.length;
    return at;
  }

  half(at: number, value: number): void {
    this.view.setUint16(at, value, this.shape.little);
  }

  /** A number of the class's own width. */
  word(at: number, value: number): void {
    if (this.shape.wide) this.view.setBigUint64(at, BigInt(value), this.shape.little);
    else this.view.setUint32(at, value, this.shape.little);
  }

  section(
    at: number,
    fields: { nameAt?: number; type?: number; flags?: number; offset?: number; size?: number; link?: number },
  ) {
    const { nameAt = 0, type = 0, flags = 0, offset = 0, size = 0, link = 0 } = fields;
    const width = this.shape.wide ? 8 : 4;
    this.view.setUint32(at, nameAt, this.shape.little);
    this.view.setUint32(at + 4, type, this.shape.little);
    this.word(at + 8, flags);
    this.word(at + 8 + width * 2, offset);
    this.word(at + 8 + width * 3, size);
    this.view.setUint32(at + 8 + width * 4, link, this.shape.little);
    this.end = Math.max(this.end, at + this.headerSize);
  }

  result(): Uint8Array {
    return this.buffer.slice(0, this.end);
  }
}
