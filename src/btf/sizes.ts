/** Through names and qualifiers to what a type is, and how many bytes it has. */
import type { Btf } from "./btf.js";
import { BtfError } from "./error.js";
import { KIND_CODE, KINDS, type Kind } from "./format.js";

/** Qualifiers, typedefs and arrays one behind the other. Kernels stay below ten; libbpf follows 32. */
const MAX_DEPTH = 64;
const MAX_SIZE = 0xffff_ffff;

const MODIFIERS = codes("typedef", "volatile", "const", "restrict", "type_tag");
const TRANSPARENT = codes("var");
const SIZED = codes("int", "struct", "union", "enum", "enum64", "float", "datasec");
const ARRAY = codes("array");
const POINTER = codes("ptr");

function codes(...kinds: readonly Kind[]): ReadonlySet<number> {
  return new Set(kinds.map((kind) => KIND_CODE[kind]));
}

/** The type behind typedefs and qualifiers. */
export function resolveId(btf: Btf, id: number): number {
  for (const step of modifierChain(btf, id)) id = step;
  return id;
}

/** The type itself, and all that follow through typedefs and qualifiers; the last is none of those. */
export function* modifierChain(btf: Btf, id: number): Generator<number> {
  const { table } = btf;
  const first = id;
  yield id;
  for (let depth = 0; MODIFIERS.has(table.code(id)); depth++) {
    if (depth === MAX_DEPTH) throw tooDeep(first, "typedefs and qualifiers");
    id = table.sizeOrType(id);
    yield id;
  }
}

/** Bytes of a type; a flexible array has none. */
export function sizeOf(btf: Btf, id: number): number {
  const { table } = btf;
  const first = id;
  let times = 1;
  for (let depth = 0; depth <= MAX_DEPTH; depth++) {
    const code = table.code(id);
    if (SIZED.has(code)) return checkSize(times * table.sizeOrType(id), first);
    if (POINTER.has(code)) return checkSize(times * btf.pointerSize, first);
    if (ARRAY.has(code)) {
      const { count, type } = btf.expect("array", id);
      times = checkSize(times * count, first);
      id = type;
    } else if (MODIFIERS.has(code) || TRANSPARENT.has(code)) {
      id = table.sizeOrType(id);
    } else {
      throw new BtfError("type", `type ${first} has no size: it is a ${KINDS[code] ?? `kind ${code}`}`);
    }
  }
  throw tooDeep(first, "typedefs, qualifiers and arrays");
}

/** What is in an array of arrays, and the elements of each dimension, the outermost first. */
export function elementOf(btf: Btf, id: number): { readonly element: number; readonly dimensions: readonly number[] } {
  const dimensions: number[] = [];
  let element = id;
  for (;;) {
    const resolved = resolveId(btf, element);
    if (btf.kindOf(resolved) !== "array") return { element, dimensions };
    if (dimensions.length === MAX_DEPTH) throw tooDeep(id, "arrays");
    const { count, type } = btf.expect("array", resolved);
    dimensions.push(count);
    element = type;
  }
}

function checkSize(size: number, id: number): number {
  if (size > MAX_SIZE) throw new BtfError("limit", `type ${id} is larger than 4 GiB`);
  return size;
}

function tooDeep(id: number, of: string): BtfError {
  return new BtfError("cycle", `type ${id}: more than ${MAX_DEPTH} ${of} in a row, or a circle of them`);
}
