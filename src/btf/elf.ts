/** Sections of ELF files, of both classes and byte orders. */
import { BtfError } from "./error.js";

interface Section {
  readonly nameAt: number;
  readonly type: number;
  readonly flags: number;
  readonly offset: number;
  readonly size: number;
  readonly link: number;
}

const NO_BITS = 8;
const COMPRESSED = 0x800;
/** In place of numbers that are too large for the header: they stand in section 0. */
const EXTENDED = 0xffff;

export function isElf(bytes: Uint8Array): boolean {
  return bytes[0] === 0x7f && bytes[1] === 0x45 && bytes[2] === 0x4c && bytes[3] === 0x46;
}

/**
 * The bytes of a section; undefined when the file has none of this name.
 * @throws BtfError `elf` for a file that is cut or damaged, or a section that is compressed.
 */
export function elfSection(bytes: Uint8Array, name: string): Uint8Array | undefined {
  return new Elf(bytes).section(name);
}

class Elf {
  private readonly view: DataView;
  private readonly wide: boolean;
  private readonly little: boolean;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const [fileClass, order] = bytes.subarray(4, 6);
    if (!isElf(bytes) || (fileClass !== 1 && fileClass !== 2) || (order !== 1 && order !== 2))
      throw new BtfError("elf", "no ELF file, or one of an unknown class or byte order");
    this.wide = fileClass === 2;
    this.little = order === 1;
  }

  section(name: string): Uint8Array | undefined {
    const table = this.number(this.wide ? 0x28 : 0x20, this.wide);
    if (table === 0) return undefined;
    const first = this.header(table, 0);
    const told = this.half(this.wide ? 0x3c : 0x30);
    const count = told === 0 ? first.size : told;
    this.check(table, count * this.headerSize());
    const namesIndex = this.half(this.wide ? 0x3e : 0x32);
    const names = this.contents(this.header(table, namesIndex === EXTENDED ? first.link : namesIndex), "of names");
    for (let index = 1; index < count; index++) {
      const header = this.header(table, index);
      if (isString(names, header.nameAt, name)) return this.contents(header, name);
    }
    return undefined;
  }

  private header(table: number, index: number): Section {
    const at = table + index * this.headerSize();
    return this.wide
      ? {
          nameAt: this.number(at, false),
          type: this.number(at + 4, false),
          flags: this.number(at + 8, true),
          offset: this.number(at + 0x18, true),
          size: this.number(at + 0x20, true),
          link: this.number(at + 0x28, false),
        }
      : {
          nameAt: this.number(at, false),
          type: this.number(at + 4, false),
          flags: this.number(at + 8, false),
          offset: this.number(at + 0x10, false),
          size: this.number(at + 0x14, false),
          link: this.number(at + 0x18, false),
        };
  }

  private headerSize(): number {
    const size = this.half(this.wide ? 0x3a : 0x2e);
    if (size < (this.wide ? 0x40 : 0x28)) throw new BtfError("elf", `ELF section headers of ${size} bytes`);
    return size;
  }

  private contents({ type, flags, offset, size }: Section, name: string): Uint8Array {
    if (type === NO_BITS)
      throw new BtfError("elf", `the ELF section ${name} is empty: the file has been stripped of it`);
    if (Math.floor(flags / COMPRESSED) % 2 === 1) throw new BtfError("elf", `the ELF section ${name} is compressed`);
    if (offset + size > this.bytes.length)
      throw new BtfError("elf", `the ELF section ${name} ends at byte ${offset + size} of ${this.bytes.length}`);
    return this.bytes.subarray(offset, offset + size);
  }

  private half(at: number): number {
    this.check(at, 2);
    return this.view.getUint16(at, this.little);
  }

  /** Exact up to 2^53, and so for every offset that lies in a file. */
  private number(at: number, wide: boolean): number {
    this.check(at, wide ? 8 : 4);
    return wide ? Number(this.view.getBigUint64(at, this.little)) : this.view.getUint32(at, this.little);
  }

  private check(at: number, size: number): void {
    if (at + size > this.bytes.length)
      throw new BtfError("elf", `the ELF file is cut: byte ${at + size} is needed of ${this.bytes.length}`);
  }
}

function isString(strings: Uint8Array, at: number, name: string): boolean {
  for (let i = 0; i < name.length; i++) if (strings[at + i] !== name.charCodeAt(i)) return false;
  return strings[at + name.length] === 0;
}
