/** BTF, the types of a kernel, a module or a BPF object: read lazily from its bytes. */
import { declare } from "./c-names.js";
import { decodeType } from "./decode.js";
import { BtfError } from "./error.js";
import { type Endian, KINDS, type Kind } from "./format.js";
import { NameIndex } from "./index-by-name.js";
import { memberAtPath, membersAtBit } from "./member-path.js";
import { listMembers, type Member, type MembersOptions } from "./members.js";
import { type Prototype, prototypeOf } from "./prototype.js";
import { readSections } from "./sections.js";
import { resolveId, sizeOf } from "./sizes.js";
import { TypeTable } from "./table.js";
import type { BtfType, TypeKind, TypeOf } from "./types.js";

/**
 * Reads raw BTF. Header and record boundaries are checked at once, each type when it is asked for. The bytes are
 * kept, not copied: they must not change afterwards.
 * @param base what split BTF builds on, that is, the BTF of the kernel a module belongs to.
 * @throws BtfError for bytes that are no BTF or are damaged; `base` when the base is missing, not needed or another's.
 */
export function readBtf(bytes: Uint8Array, base?: Btf): Btf {
  return new Btf(new TypeTable(readSections(bytes), base?.table), base);
}

/**
 * The types of one BTF and its bases, by id and by name. Every method that takes an id throws BtfError `id` when there
 * is no such type, and the codes `string`, `type`, `cycle` and `limit` for damaged types.
 */
export class Btf {
  private readonly indexes = new Map<Kind, NameIndex>();
  private knownPointerSize: number | undefined;

  constructor(
    /** @internal */
    readonly table: TypeTable,
    readonly base?: Btf,
  ) {}

  get endian(): Endian {
    return this.table.sections.endian;
  }

  /** The first id that is not the base's. */
  get firstId(): number {
    return this.table.firstId;
  }

  /** One more than the last id: how many types there are, void and the base's counted. */
  get count(): number {
    return this.table.endId;
  }

  /** Bytes of a pointer, as the size of `long` tells; 8 where there is no `long`. */
  get pointerSize(): number {
    this.knownPointerSize ??= this.base?.pointerSize ?? this.findPointerSize();
    return this.knownPointerSize;
  }

  /** The type of this id; 0 is void. */
  type(id: number): BtfType {
    return decodeType(this.table, id);
  }

  /** The type's kind, without decoding it. */
  kindOf(id: number): TypeKind {
    return KINDS[this.table.code(id)] ?? "unknown";
  }

  /** The type's name, empty when it has none, without decoding it. */
  nameOf(id: number): string {
    return this.table.name(id);
  }

  /** The type, which is of this kind. */
  expect<K extends TypeKind>(kind: K, id: number): TypeOf<K> {
    const type = this.type(id);
    if (type.kind !== kind) throw new BtfError("id", `type ${id} is a ${type.kind}, not a ${kind}`);
    return type as TypeOf<K>;
  }

  /** All types in the order of their ids; by default without those of the base. */
  *types({ base = false }: { readonly base?: boolean } = {}): Generator<BtfType> {
    for (let id = base ? 1 : this.firstId; id < this.count; id++) yield this.type(id);
  }

  /** The type of this kind and name: a module's own before the base's, of several the first. */
  find<K extends Kind>(kind: K, name: string): TypeOf<K> | undefined {
    for (const id of this.idsOf(kind, name)) return this.expect(kind, id);
    return undefined;
  }

  /** All types of this kind and name; kernels do have more than one. */
  findAll<K extends Kind>(kind: K, name: string): TypeOf<K>[] {
    return Array.from(this.idsOf(kind, name), (id) => this.expect(kind, id));
  }

  /** The type of a C name without declarator: `struct sk_buff`, `enum xdp_action`, `__le32`, `unsigned int`. */
  findNamed(cName: string): BtfType | undefined {
    const [, tag = "", name = ""] = /^(?:(struct|union|enum)\s+)?(.*)$/s.exec(cName.trim()) ?? [];
    for (const kind of kindsOfTag(tag)) {
      const found = this.find(kind, name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The type behind typedefs and qualifiers. */
  resolve(id: number): BtfType {
    return this.type(resolveId(this, id));
  }

  /** Bytes of the type. @throws BtfError `type` for what has no size: void, functions, structs that are only named. */
  sizeOf(id: number): number {
    return sizeOf(this, id);
  }

  /** The members of a struct or union, also through typedefs and qualifiers. @throws BtfError `id` for other types. */
  members(id: number, options: MembersOptions = {}): Member[] {
    return listMembers(this, id, options);
  }

  /** The member at a path such as `wb.qword1.segs[2].lo`, counted from the outermost type; undefined if there is none. */
  member(id: number, path: string): Member | undefined {
    return memberAtPath(this, id, path);
  }

  /** The innermost members that have this bit of the type. */
  membersAt(id: number, bit: number): Member[] {
    return membersAtBit(this, id, bit);
  }

  /** The type's name as in C: `union ice_32b_rx_flex_desc`, `__le16`, `u8[6]`, `const char *`. */
  typeName(id: number): string {
    return declare(this, id, "");
  }

  /** A declaration of `name`, or of the function's or variable's own name: `u8 name[6]`. */
  declaration(id: number, name = this.nameOf(id)): string {
    return declare(this, id, name);
  }

  /** Arguments and result of a function, a function type or a pointer to one. @throws BtfError `id` for other types. */
  prototype(id: number): Prototype {
    return prototypeOf(this, id);
  }

  private *idsOf(kind: Kind, name: string): Generator<number> {
    const bytes = new TextEncoder().encode(name);
    if (bytes.length === 0 || bytes.includes(0)) return;
    yield* this.indexOf(kind).find(bytes);
    if (this.base !== undefined) yield* this.base.idsOf(kind, name);
  }

  private indexOf(kind: Kind): NameIndex {
    const index = this.indexes.get(kind) ?? new NameIndex(this.table, kind);
    this.indexes.set(kind, index);
    return index;
  }

  private findPointerSize(): number {
    const names = ["long unsigned int", "long int", "unsigned long", "long"];
    const long = names.map((name) => this.find("int", name)).find((type) => type !== undefined);
    return long?.size === 4 ? 4 : 8;
  }
}

function kindsOfTag(tag: string): readonly Kind[] {
  if (tag === "struct" || tag === "union") return [tag];
  return tag === "enum" ? ["enum", "enum64"] : ["typedef", "int", "float"];
}
