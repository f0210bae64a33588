/** bpftool's view of BTF, and ours brought to the same form. */
import { execFileSync } from "node:child_process";
import type { Btf, BtfType, IntType, StructMember } from "../../src/btf/index.js";

export interface Dumped {
  readonly id: number;
  readonly kind: string;
  readonly name: string;
}

/** 64-bit values are kept as text: JSON's numbers would round them. */
export function bpftoolDump(path: string, base?: string): Dumped[] {
  const args = [...(base === undefined ? [] : ["-B", base]), "btf", "dump", "file", path, "--json"];
  const json = execFileSync("bpftool", args, { encoding: "utf8", maxBuffer: 1 << 30 });
  const exact = json.replace(/"val":(-?\d+)/g, '"val":"$1"');
  return (JSON.parse(exact) as { types: Dumped[] }).types.map(withoutSign);
}

/** bpftool prints unsigned values of 32 bits as if they had a sign and 64. */
function withoutSign(type: Dumped): Dumped {
  const { values } = type as { values?: readonly { readonly val: string }[] };
  if (values === undefined) return type;
  const bits = type.kind === "ENUM" ? 32 : 64;
  return {
    ...type,
    values: values.map((value) => ({ ...value, val: BigInt.asUintN(bits, BigInt(value.val)) })),
  } as Dumped;
}

/** The types that are not the base's, as bpftool says them. */
export function ourDump(btf: Btf): Dumped[] {
  return Array.from(btf.types(), (type) => ({
    id: type.id,
    kind: type.kind.toUpperCase(),
    name: shown(type.name),
    ...details(type),
  }));
}

function details(type: BtfType): object {
  switch (type.kind) {
    case "int":
      return { size: type.size, bits_offset: type.bitOffset, nr_bits: type.bits, encoding: encoding(type) };
    case "float":
      return { size: type.size };
    case "array":
      return { type_id: type.type, index_type_id: type.indexType, nr_elems: type.count };
    case "struct":
    case "union":
      return { size: type.size, vlen: type.members.length, members: type.members.map(member) };
    case "enum":
    case "enum64": {
      const bits = type.kind === "enum" ? 32 : 64;
      const values = type.values.map(({ name, value }) => ({ name, val: BigInt.asUintN(bits, value) }));
      return { encoding: type.signed ? "SIGNED" : "UNSIGNED", size: type.size, vlen: values.length, values };
    }
    case "fwd":
      return { fwd_kind: type.of };
    case "func":
    case "var":
      return { type_id: type.type, linkage: type.linkage };
    case "func_proto": {
      const more = type.variadic ? [{ name: "", type: 0 }] : [];
      const params = [...type.params, ...more].map(({ name, type }) => ({ name: shown(name), type_id: type }));
      return { ret_type_id: type.returns, vlen: params.length, params };
    }
    case "datasec": {
      const vars = type.variables.map(({ type, offset, size }) => ({ type_id: type, offset, size }));
      return { size: type.size, vlen: vars.length, vars };
    }
    case "decl_tag":
      return { type_id: type.type, component_idx: type.component };
    case "void":
    case "unknown":
      return {};
    default:
      return { type_id: type.type };
  }
}

function member({ name, type, bitOffset, bitSize }: StructMember): object {
  const place = { name: shown(name), type_id: type, bits_offset: bitOffset };
  return bitSize === 0 ? place : { ...place, bitfield_size: bitSize };
}

function encoding({ signed, char, bool }: IntType): string {
  return signed ? "SIGNED" : char ? "CHAR" : bool ? "BOOL" : "(none)";
}

function shown(name: string): string {
  return name || "(anon)";
}
