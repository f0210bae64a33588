/** One record made into an object. What it refers to is checked to exist, not followed. */
import { BtfError } from "./error.js";
import { flagOfInfo, KINDS, kindOfInfo, LINKAGES, type Linkage, RECORD_WORDS, vlenOfInfo } from "./format.js";
import type { TypeTable } from "./table.js";
import type { BtfType, IntType, Parameter } from "./types.js";

/**
 * The type of this id.
 * @throws BtfError `id` when there is none, or it refers to one that is not there; `string` for names out of the
 * strings; `type` for numbers that cannot be.
 */
export function decodeType(table: TypeTable, id: number): BtfType {
  const owner = table.owner(id);
  return id === 0 ? { kind: "void", id, name: "" } : new TypeRecord(owner, id).decode();
}

class TypeRecord {
  private readonly at: number;
  private readonly vlen: number;
  private readonly flag: boolean;
  private readonly code: number;

  constructor(
    private readonly table: TypeTable,
    private readonly id: number,
  ) {
    this.at = table.start(id);
    const info = this.word(1);
    this.vlen = vlenOfInfo(info);
    this.flag = flagOfInfo(info);
    this.code = kindOfInfo(info);
  }

  decode(): BtfType {
    const { id, flag, code } = this;
    const name = this.text(this.word(0));
    const kind = KINDS[code];
    const third = this.word(2);
    switch (kind) {
      case "int":
        return this.int(name);
      case "float":
        return { kind, id, name, size: third };
      case "ptr":
      case "typedef":
      case "volatile":
      case "const":
      case "restrict":
        return { kind, id, name, type: this.ref(third) };
      case "type_tag":
        return { kind, id, name, type: this.ref(third), attribute: flag };
      case "array":
        return { kind, id, name, type: this.ref(this.own(0)), indexType: this.ref(this.own(1)), count: this.own(2) };
      case "struct":
      case "union":
        return { kind, id, name, size: third, members: this.each(3, (at) => this.member(at)) };
      case "enum":
      case "enum64": {
        const values = kind === "enum" ? this.each(2, (at) => this.value(at)) : this.each(3, (at) => this.wide(at));
        return { kind, id, name, size: this.enumSize(third), signed: flag, values };
      }
      case "fwd":
        return { kind, id, name, of: flag ? "union" : "struct" };
      case "func":
        return { kind, id, name, type: this.ref(third), linkage: this.linkage(this.vlen) };
      case "func_proto":
        return { kind, id, name, returns: this.ref(third), ...this.parameters() };
      case "var":
        return { kind, id, name, type: this.ref(third), linkage: this.linkage(this.own(0)) };
      case "datasec":
        return { kind, id, name, size: third, variables: this.each(3, (at) => this.variable(at)) };
      case "decl_tag":
        return { kind, id, name, type: this.ref(third), component: this.own(0) | 0, attribute: flag };
      default:
        return { kind: "unknown", id, name, code };
    }
  }

  private int(name: string): IntType {
    const size = this.word(2);
    const encoding = this.own(0);
    const bits = encoding & 0xff;
    const bitOffset = (encoding >>> 16) & 0xff;
    if (bits === 0 || bitOffset + bits > size * 8)
      throw this.error("type", `${bits} bits from bit ${bitOffset} of an integer of ${size} bytes`);
    const has = (bit: number) => (encoding & (1 << (24 + bit))) !== 0;
    return { kind: "int", id: this.id, name, size, bits, bitOffset, signed: has(0), char: has(1), bool: has(2) };
  }

  private member(at: number) {
    const offset = this.own(at + 2);
    return {
      name: this.text(this.own(at)),
      type: this.ref(this.own(at + 1)),
      bitOffset: this.flag ? offset & 0xff_ffff : offset,
      bitSize: this.flag ? offset >>> 24 : 0,
    };
  }

  private value(at: number) {
    const word = this.own(at + 1);
    return { name: this.text(this.own(at)), value: BigInt(this.flag ? word | 0 : word) };
  }

  private wide(at: number) {
    const word = (BigInt(this.own(at + 2)) << 32n) | BigInt(this.own(at + 1));
    return { name: this.text(this.own(at)), value: this.flag ? BigInt.asIntN(64, word) : word };
  }

  private parameters(): { params: Parameter[]; variadic: boolean } {
    const params = this.each(2, (at) => ({ name: this.text(this.own(at)), type: this.ref(this.own(at + 1)) }));
    const last = params.at(-1);
    const variadic = last !== undefined && last.type === 0 && last.name === "";
    return { params: variadic ? params.slice(0, -1) : params, variadic };
  }

  private variable(at: number) {
    return { type: this.ref(this.own(at)), offset: this.own(at + 1), size: this.own(at + 2) };
  }

  private linkage(value: number): Linkage {
    const linkage = LINKAGES[value];
    if (linkage === undefined) throw this.error("type", `linkage ${value}`);
    return linkage;
  }

  private enumSize(size: number): number {
    if (size !== 1 && size !== 2 && size !== 4 && size !== 8) throw this.error("type", `an enum of ${size} bytes`);
    return size;
  }

  private each<T>(width: number, read: (at: number) => T): T[] {
    const list: T[] = [];
    for (let i = 0; i < this.vlen; i++) list.push(read(i * width));
    return list;
  }

  /** A base's types refer to the base's only. */
  private ref(id: number): number {
    if (id >= this.table.endId)
      throw this.error("id", `it refers to type ${id}, and the last is ${this.table.endId - 1}`);
    return id;
  }

  private text(offset: number): string {
    if (offset >= this.table.strings.end)
      throw this.error("string", `it has a name at ${offset}, and the strings end at ${this.table.strings.end}`);
    return this.table.strings.text(offset);
  }

  private word(index: number): number {
    return this.table.words[this.at + index] as number;
  }

  private own(index: number): number {
    return this.word(RECORD_WORDS + index);
  }

  private error(code: "id" | "string" | "type", message: string): BtfError {
    return new BtfError(code, `type ${this.id}, kind ${KINDS[this.code] ?? this.code}: ${message}`);
  }
}
