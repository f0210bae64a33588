/** A kernel type taken apart into what has a place: values, bit-fields and arrays. */
import { type Btf, BtfError, type Member } from "../btf/index.js";

export interface Leaf {
  readonly btf: Btf;
  /** From the type: `qword0.lo_dword.rss`, `segs[].len` inside the elements of an array. */
  readonly path: string;
  /** Its place counts from the type; inside an array, from the element. */
  readonly member: Member;
  /** The array that it is inside of, and how far its elements are apart, as text that differs when they do. */
  readonly inside: string;
}

const MAX_DEPTH = 32;
/** A type that is made of more is no descriptor. */
const MAX_LEAVES = 10_000;

/** @throws BtfError `limit` for a type of too many members, `cycle` for one that contains itself. */
export function leavesOf(btf: Btf, struct: number): Leaf[] {
  const leaves: Leaf[] = [];
  const add = (type: number, prefix: string, inside: string, depth: number) => {
    if (depth > MAX_DEPTH) throw new BtfError("cycle", `arrays of structs more than ${MAX_DEPTH} deep`);
    for (const member of btf.members(type, { flatten: "deep" })) {
      // What has neither name nor members is padding.
      if (member.name === "") continue;
      if (leaves.length === MAX_LEAVES) throw new BtfError("limit", `more than ${MAX_LEAVES} members`);
      const path = `${prefix}${member.path}`;
      leaves.push({ btf, path, member, inside });
      if (isArrayOfStructs(btf, member)) add(member.element, `${path}[].`, `${inside}[${member.bitOffset}]`, depth + 1);
    }
  };
  add(struct, "", "", 0);
  return leaves;
}

function isArrayOfStructs(btf: Btf, { dimensions, element }: Member): boolean {
  return dimensions.length > 0 && isStruct(btf, element);
}

export function isStruct(btf: Btf, type: number): boolean {
  const { kind } = btf.resolve(type);
  return kind === "struct" || kind === "union";
}

/**
 * How the bits are read. `u8` and `__u8` are the same, `__le16` and `__be16` are not; whether a plain char is signed is
 * the compiler's affair.
 */
export function meaningOf({ btf, member }: Pick<Leaf, "btf" | "member">): string {
  const type = btf.resolve(member.element);
  const order = btf.sizeOf(member.element) > 1 && !member.bitField ? member.byteOrder : "";
  const how =
    type.kind === "int" ? [type.signed && type.name !== "char", type.bool].join(" ") : btf.typeName(member.element);
  return [type.kind === "enum64" ? "enum" : type.kind, how, order, member.bitField].join(" ");
}

/** `__le16 vlan`, `u8 type:2` */
export function declare({ btf, member }: Pick<Leaf, "btf" | "member">): string {
  return btf.declaration(member.type, member.name) + (member.bitField ? `:${member.bitSize}` : "");
}
