/** The keys that the language has, everywhere and at one place. */
import type * as z from "zod";
import type { Path } from "./source.js";

type Type = z.core.$ZodType;

/** The keys that a map at this path of a file may have; empty where it may have any. */
export function keysAt(schema: Type, path: Path): string[] {
  let types = unwrap(schema);
  for (const step of path) types = types.flatMap((type) => childrenAt(type, step)).flatMap(unwrap);
  return [...new Set(types.flatMap((type) => Object.keys(shapeOf(type))))];
}

/** Every key of the language. */
export function allKeys(schemas: readonly Type[]): ReadonlySet<string> {
  const seen = new Set<Type>();
  const keys = new Set<string>();
  const visit = (type: Type): void => {
    if (seen.has(type)) return;
    seen.add(type);
    for (const key of Object.keys(shapeOf(type))) keys.add(key);
    for (const child of [...Object.values(shapeOf(type)), ...slots(type, ["valueType", "element", "catchall"])]) {
      for (const inner of unwrap(child)) visit(inner);
    }
  };
  for (const schema of schemas) for (const type of unwrap(schema)) visit(type);
  return keys;
}

/** A type without `optional`, a union as its options. */
function unwrap(type: Type): Type[] {
  const def = definition(type);
  if (Array.isArray(def["options"])) return (def["options"] as Type[]).flatMap(unwrap);
  return def["innerType"] === undefined ? [type] : unwrap(def["innerType"] as Type);
}

function childrenAt(type: Type, step: string | number): Type[] {
  const child = shapeOf(type)[String(step)];
  if (child !== undefined) return [child];
  return slots(type, typeof step === "number" ? ["element", "valueType"] : ["valueType", "catchall"]);
}

function slots(type: Type, names: readonly string[]): Type[] {
  return names.flatMap((name) => (definition(type)[name] === undefined ? [] : [definition(type)[name] as Type]));
}

function shapeOf(type: Type): { readonly [key: string]: Type } {
  return (definition(type)["shape"] ?? {}) as { readonly [key: string]: Type };
}

function definition(type: Type): Record<string, unknown> {
  return type._zod.def as unknown as Record<string, unknown>;
}
