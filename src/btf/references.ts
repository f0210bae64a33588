/** The types that a type refers to. */
import type { BtfType } from "./types.js";

/** The same type with every id of another one replaced; its own id stays. */
export function mapReferences(type: BtfType, map: (id: number) => number): BtfType {
  const mapped = <T extends { readonly type: number }>(item: T): T => ({ ...item, type: map(item.type) });
  switch (type.kind) {
    case "array":
      return { ...mapped(type), indexType: map(type.indexType) };
    case "struct":
    case "union":
      return { ...type, members: type.members.map(mapped) };
    case "func_proto":
      return { ...type, returns: map(type.returns), params: type.params.map(mapped) };
    case "datasec":
      return { ...type, variables: type.variables.map(mapped) };
    case "ptr":
    case "typedef":
    case "volatile":
    case "const":
    case "restrict":
    case "type_tag":
    case "func":
    case "var":
    case "decl_tag":
      return mapped(type);
    default:
      return type;
  }
}

/** Each id that the type refers to, as often as it does. */
export function referencesOf(type: BtfType): number[] {
  const list: number[] = [];
  mapReferences(type, (id) => {
    list.push(id);
    return id;
  });
  return list;
}
