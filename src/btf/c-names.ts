/** Types written as in C. */
import type { Btf } from "./btf.js";
import { BtfError } from "./error.js";
import type { FuncProtoType, TypeKind } from "./types.js";

/** Parts of one declaration. A cycle without a named type ends here too. */
const MAX_PARTS = 1000;

/** `declare(id, "x")` is `__le16 x`, `u8 x[6]`, `int (*x)(struct sk_buff *)`; without a name, the type's own. */
export function declare(btf: Btf, id: number, name: string): string {
  return new Declaration(btf).of(id, name);
}

class Declaration {
  private parts = 0;

  constructor(private readonly btf: Btf) {}

  /** C declarators are written from the inside out: what is around `inner` is added, then what is around that. */
  of(id: number, inner: string): string {
    if (++this.parts > MAX_PARTS)
      throw new BtfError("limit", `type ${id}: its name has more than ${MAX_PARTS} parts, or no end`);
    const kind = this.btf.kindOf(id);
    if (LEAVES.has(kind)) return join(plainName(this.btf, id, kind), inner);
    const type = this.btf.type(id);
    switch (type.kind) {
      case "ptr":
        return this.of(type.type, this.isSuffixed(type.type) ? `(*${inner})` : `*${inner}`);
      case "array":
        return this.of(type.type, `${inner}[${type.count}]`);
      case "func_proto":
        return this.of(type.returns, `${inner}(${this.parameters(type)})`);
      case "func":
        return this.of(type.type, inner || type.name);
      case "var":
        return this.of(type.type, inner || type.name);
      case "const":
      case "volatile":
      case "restrict":
        return this.qualified(type.kind, type.type, inner);
      case "type_tag":
        return this.of(type.type, inner);
      default:
        return join(type.name, inner);
    }
  }

  private qualified(qualifier: string, id: number, inner: string): string {
    if (this.btf.kindOf(id) === "ptr") return this.of(id, join(qualifier, inner));
    return `${qualifier} ${this.of(id, inner)}`;
  }

  private isSuffixed(id: number): boolean {
    const kind = this.btf.kindOf(id);
    return kind === "array" || kind === "func_proto";
  }

  private parameters({ params, variadic }: FuncProtoType): string {
    const list = params.map(({ name, type }) => this.of(type, name));
    if (variadic) list.push("...");
    return list.length === 0 ? "void" : list.join(", ");
  }
}

/** What ends a declaration on the left. */
const LEAVES: ReadonlySet<string> = new Set(["void", "struct", "union", "enum", "enum64", "fwd"]);

function plainName(btf: Btf, id: number, kind: TypeKind): string {
  if (kind === "void") return "void";
  const tag = kind === "fwd" ? btf.expect("fwd", id).of : kind === "enum64" ? "enum" : kind;
  return `${tag} ${btf.nameOf(id) || "(anonymous)"}`;
}

function join(left: string, inner: string): string {
  return inner === "" || inner.startsWith("[") ? left + inner : `${left} ${inner}`;
}
