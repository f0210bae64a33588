/** What a function takes and gives. */
import type { Btf } from "./btf.js";
import { BtfError } from "./error.js";
import type { FuncProtoType, Parameter } from "./types.js";

export interface Prototype {
  readonly name: string;
  readonly returns: number;
  readonly params: readonly Parameter[];
  readonly variadic: boolean;
}

/** Of a function, a function type, or a pointer to one behind typedefs and qualifiers. */
export function prototypeOf(btf: Btf, id: number): Prototype {
  const { name } = btf.type(id);
  const { returns, params, variadic } = protoOf(btf, id);
  return { name, returns, params, variadic };
}

function protoOf(btf: Btf, id: number): FuncProtoType {
  const type = btf.resolve(id);
  if (type.kind === "func_proto") return type;
  if (type.kind === "func" || type.kind === "ptr") {
    const proto = btf.resolve(type.type);
    if (proto.kind === "func_proto") return proto;
  }
  throw new BtfError("id", `type ${id} is no function: it is a ${type.kind}`);
}
