/** Types to bytes. */
import type { Btf } from "./btf.js";
import { BtfError } from "./error.js";
import { type Endian, HEADER_SIZE, infoOf, LINKAGES, MAGIC, MAX_VLEN, VERSION } from "./format.js";
import type { BtfType, EnumType, IntType, StructType } from "./types.js";

export interface WriteOptions {
  readonly endian?: Endian;
  /** Writes split BTF over this one: the ids go on from its last. */
  readonly base?: Btf;
}

/**
 * The types as raw BTF; reading it gives the same types. Their ids must be consecutive, from 1 or the base's end.
 * @throws BtfError `id` for other ids; `string` for names with a zero in them; `limit` for what the format has no room for; `type` for an unknown kind.
 */
export function writeBtf(types: Iterable<BtfType>, options: WriteOptions = {}): Uint8Array {
  const endian = options.endian ?? options.base?.endian ?? "little";
  const strings = new StringTable(options.base?.table.strings.end);
  const words: number[] = [];
  let id = options.base?.count ?? 1;
  for (const type of types) {
    if (type.id !== id) throw new BtfError("id", `type ${type.id} stands where type ${id} must be`);
    id++;
    for (const word of recordOf(type, strings)) words.push(word);
  }
  return assemble(words, strings.bytes(), endian);
}

function recordOf(type: BtfType, strings: StringTable): number[] {
  const name = strings.add(type.name);
  const record = (third: number, vlen = 0, flag = false, more: readonly number[] = []) => {
    if (type.kind === "unknown") throw new BtfError("type", `type ${type.id} is of a kind that is not known`);
    if (vlen > MAX_VLEN) throw new BtfError("limit", `type ${type.id} has ${vlen} parts`);
    return [name, infoOf(type.kind, vlen, flag), third, ...more];
  };
  switch (type.kind) {
    case "int":
      return record(type.size, 0, false, [encodingOf(type)]);
    case "float":
      return record(type.size);
    case "ptr":
    case "typedef":
    case "volatile":
    case "const":
    case "restrict":
      return record(type.type);
    case "type_tag":
      return record(type.type, 0, type.attribute);
    case "array":
      return record(0, 0, false, [type.type, type.indexType, type.count]);
    case "struct":
    case "union":
      return structRecord(type, record, strings);
    case "enum":
    case "enum64":
      return record(type.size, type.values.length, type.signed, enumWords(type, strings));
    case "fwd":
      return record(0, 0, type.of === "union");
    case "func":
      return record(type.type, LINKAGES.indexOf(type.linkage));
    case "func_proto": {
      const params = type.params.flatMap((param) => [strings.add(param.name), param.type]);
      return record(type.returns, type.params.length + Number(type.variadic), false, [
        ...params,
        ...(type.variadic ? [0, 0] : []),
      ]);
    }
    case "var":
      return record(type.type, 0, false, [LINKAGES.indexOf(type.linkage)]);
    case "datasec":
      return record(
        type.size,
        type.variables.length,
        false,
        type.variables.flatMap(({ type, offset, size }) => [type, offset, size]),
      );
    case "decl_tag":
      return record(type.type, 0, type.attribute, [type.component >>> 0]);
    default:
      return record(0);
  }
}

function encodingOf({ bits, bitOffset, signed, char, bool }: IntType): number {
  return (Number(signed) | (Number(char) << 1) | (Number(bool) << 2)) * 0x100_0000 + bitOffset * 0x1_0000 + bits;
}

type MakeRecord = (third: number, vlen: number, flag: boolean, more: readonly number[]) => number[];

function structRecord({ id, size, members }: StructType, record: MakeRecord, strings: StringTable): number[] {
  const flag = members.some((member) => member.bitSize > 0);
  const words = members.flatMap(({ name, type, bitOffset, bitSize }) => {
    if (flag && (bitOffset > 0xff_ffff || bitSize > 0xff))
      throw new BtfError("limit", `type ${id}: its member "${name}" is too far from its start, or too wide`);
    return [strings.add(name), type, bitSize * 0x100_0000 + bitOffset];
  });
  return record(size, members.length, flag, words);
}

function enumWords({ kind, values }: EnumType, strings: StringTable): number[] {
  return values.flatMap(({ name, value }) => {
    const low = Number(BigInt.asUintN(32, value));
    return [strings.add(name), low, ...(kind === "enum64" ? [Number(BigInt.asUintN(32, value >> 32n))] : [])];
  });
}

class StringTable {
  private readonly offsets = new Map([["", 0]]);
  private readonly list: string[] = [];
  private end: number;
  private readonly encoder = new TextEncoder();

  constructor(baseEnd: number | undefined) {
    this.end = baseEnd ?? 1;
    if (baseEnd === undefined) this.list.push("");
  }

  add(text: string): number {
    const known = this.offsets.get(text);
    if (known !== undefined) return known;
    if (text.includes("\0")) throw new BtfError("string", `the name ${JSON.stringify(text)} has a zero in it`);
    const offset = this.end;
    this.offsets.set(text, offset);
    this.list.push(text);
    this.end += this.encoder.encode(text).length + 1;
    return offset;
  }

  bytes(): Uint8Array {
    return this.encoder.encode(this.list.map((text) => `${text}\0`).join(""));
  }
}

function assemble(words: readonly number[], strings: Uint8Array, endian: Endian): Uint8Array {
  const little = endian === "little";
  const typesSize = words.length * 4;
  const bytes = new Uint8Array(HEADER_SIZE + typesSize + strings.length);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, MAGIC, little);
  view.setUint8(2, VERSION);
  const header = [HEADER_SIZE, 0, typesSize, typesSize, strings.length];
  for (const [index, word] of header.entries()) view.setUint32(4 + index * 4, word, little);
  for (const [index, word] of words.entries()) view.setUint32(HEADER_SIZE + index * 4, word, little);
  bytes.set(strings, HEADER_SIZE + typesSize);
  return bytes;
}
