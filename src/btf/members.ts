/** The members of structs and unions, with what is needed to read them out of memory. */
import type { Btf } from "./btf.js";
import { BtfError } from "./error.js";
import { elementOf, modifierChain, resolveId, sizeOf } from "./sizes.js";
import type { StructMember, StructType } from "./types.js";

export type MemberOrder = "little" | "big" | "host";

export interface Member {
  /** From the type that was asked for: `wb.qword1.lo`. Anonymous structs and unions leave no trace in it. */
  readonly path: string;
  /** Its last part; empty for an anonymous struct or union that is not flattened. */
  readonly name: string;
  /**
   * Bits from the start of the type that was asked for. On a little-endian machine they count from the low bit of
   * the first byte, on a big-endian one from its high bit.
   */
  readonly bitOffset: number;
  /** Bits of the member, of all elements of an array; 0 for a flexible array. */
  readonly bitSize: number;
  readonly bitField: boolean;
  readonly type: number;
  /** The type of an array's elements; otherwise the type itself. */
  readonly element: number;
  /** The elements of an array, the outermost dimension first; empty for all else. */
  readonly dimensions: readonly number[];
  /** The order that a typedef such as `__le32` or `__be16` promises for the value, or each element. */
  readonly byteOrder: MemberOrder;
}

export interface MembersOptions {
  /**
   * `true`: the members of anonymous structs and unions stand in their place. `"deep"`: those of named ones too, so
   * that only values and arrays are left. By default the members are as they were declared.
   */
  readonly flatten?: boolean | "deep";
}

/** A type that is made of more comes from no compiler. */
const MAX_MEMBERS = 100_000;
const MAX_DEPTH = 64;
const ORDERED = /^_{0,2}([lb])e(?:16|24|32|64)$/;

export function listMembers(btf: Btf, type: number, options: MembersOptions): Member[] {
  const list: Member[] = [];
  new Flattener(btf, options.flatten ?? false, list).add(structOf(btf, type), "", 0, 0);
  return list;
}

/** The struct or union behind typedefs and qualifiers. */
export function structOf(btf: Btf, id: number): StructType {
  const type = btf.type(resolveId(btf, id));
  if (type.kind !== "struct" && type.kind !== "union")
    throw new BtfError("id", `type ${id} is no struct or union: it is a ${type.kind}`);
  return type;
}

class Flattener {
  constructor(
    private readonly btf: Btf,
    private readonly flatten: boolean | "deep",
    private readonly list: Member[],
  ) {}

  add(struct: StructType, prefix: string, offset: number, depth: number): void {
    if (depth > MAX_DEPTH)
      throw new BtfError(
        "cycle",
        `type ${struct.id}: structs more than ${MAX_DEPTH} deep, or one that contains itself`,
      );
    for (const declared of struct.members) {
      const member = describe(this.btf, struct, declared, prefix, offset);
      const inner = this.innerOf(member);
      if (inner === undefined) this.push(member);
      else this.add(inner, member.name === "" ? prefix : `${member.path}.`, member.bitOffset, depth + 1);
    }
  }

  private innerOf(member: Member): StructType | undefined {
    const wanted = this.flatten === "deep" || (this.flatten && member.name === "");
    if (!wanted || member.bitField) return undefined;
    const id = resolveId(this.btf, member.type);
    const kind = this.btf.kindOf(id);
    if (kind !== "struct" && kind !== "union") return undefined;
    const type = this.btf.expect(kind, id);
    return type.members.length > 0 ? type : undefined;
  }

  private push(member: Member): void {
    if (this.list.length === MAX_MEMBERS)
      throw new BtfError("limit", `more than ${MAX_MEMBERS} members: the structs multiply`);
    this.list.push(member);
  }
}

function describe(btf: Btf, struct: StructType, declared: StructMember, prefix: string, offset: number): Member {
  const { element, dimensions } = elementOf(btf, declared.type);
  const bits = bitsOf(btf, declared);
  if (bits.offset + bits.size > struct.size * 8) {
    throw new BtfError(
      "type",
      `type ${struct.id}: its member "${declared.name}" ends at bit ${bits.offset + bits.size} of ${struct.size * 8}`,
    );
  }
  return {
    path: prefix + declared.name,
    name: declared.name,
    bitOffset: offset + bits.offset,
    bitSize: bits.size,
    bitField: bits.field,
    type: declared.type,
    element,
    dimensions,
    byteOrder: orderOf(btf, element),
  };
}

function bitsOf(btf: Btf, { type, bitOffset, bitSize }: StructMember) {
  if (bitSize > 0) return { offset: bitOffset, size: bitSize, field: true };
  const resolved = resolveId(btf, type);
  if (btf.kindOf(resolved) === "int") {
    // Before kind_flag, a bit-field had an integer type of its own that was narrower than its bytes.
    const int = btf.expect("int", resolved);
    if (int.bits !== int.size * 8) return { offset: bitOffset + int.bitOffset, size: int.bits, field: true };
  }
  return { offset: bitOffset, size: sizeOf(btf, type) * 8, field: false };
}

/** What the typedefs of a value say of its byte order. */
function orderOf(btf: Btf, type: number): MemberOrder {
  for (const id of modifierChain(btf, type)) {
    const order = btf.kindOf(id) === "typedef" ? ORDERED.exec(btf.nameOf(id))?.[1] : undefined;
    if (order !== undefined) return order === "l" ? "little" : "big";
  }
  return "host";
}
