/** Fields made wrong on purpose, in every way that BTF can judge. */
import { orderOfType, type SliceField, type SplitField, sizeOfType, type WordType } from "../../src/model/types.js";
import type { FieldResult } from "../../src/verify/result.js";

export interface Mutant {
  readonly kind: "offset" | "width" | "order" | "count" | "member";
  readonly field: SliceField | SplitField;
}

/** @param result what the kernel says of the field as it is. */
export function mutantsOf(field: SliceField | SplitField, result: FieldResult): Mutant[] {
  const renamed: Mutant = { kind: "member", field: { ...field, member: "no_such_member" } };
  if (field.kind === "split") return [...splitMutants(field), renamed];
  const bits = /:\d+ at/.test(result.kernel);
  const mutants = [
    ...(bits ? bitFieldMutants(field) : wordMutants(field, result)),
    ...(result.compared.includes("order") ? orderMutants(field, result) : []),
    ...arrayMutants(field),
    renamed,
  ];
  return mutants;
}

function splitMutants(field: SplitField): Mutant[] {
  return [
    { kind: "offset", field: { ...field, parts: field.parts.toReversed() } },
    { kind: "width", field: { ...field, parts: field.parts.slice(1) } },
  ];
}

function wordMutants(field: SliceField, { compared }: FieldResult): Mutant[] {
  const size = sizeOfType(field.type);
  const shifted: Mutant[] = [1, size].map((by) => ({ kind: "offset", field: { ...field, at: field.at + by } }));
  const before: Mutant[] = field.at >= size ? [{ kind: "offset", field: { ...field, at: field.at - size } }] : [];
  if (!compared.includes("width")) return [...shifted, ...before];
  const other = [1, 2, 4, 8].filter((bytes) => bytes !== size);
  return [...shifted, ...before, ...other.map((bytes): Mutant => ({ kind: "width", field: retyped(field, bytes) }))];
}

function bitFieldMutants(field: SliceField): Mutant[] {
  const { msb, lsb, at } = field;
  const top = sizeOfType(field.type) * 8 - 1;
  const width = msb - lsb + 1;
  const mutants: Mutant[] = [{ kind: "offset", field: { ...field, at: at + sizeOfType(field.type) } }];
  if (msb + width <= top) mutants.push({ kind: "offset", field: { ...field, msb: msb + width, lsb: lsb + width } });
  if (lsb >= width) mutants.push({ kind: "offset", field: { ...field, msb: msb - width, lsb: lsb - width } });
  if (msb < top) mutants.push({ kind: "width", field: { ...field, msb: msb + 1 } });
  if (lsb > 0) mutants.push({ kind: "width", field: { ...field, lsb: lsb - 1 } });
  if (width > 1) mutants.push({ kind: "width", field: { ...field, msb: msb - 1 } });
  return mutants;
}

function orderMutants(field: SliceField, { kernel }: FieldResult): Mutant[] {
  const bits = sizeOfType(field.type) * 8;
  const own = orderOfType(field.type);
  const declared = /\b__[lb]e\d+\b/.exec(kernel)?.[0].slice(2, 4);
  return (["le", "be", "u"] as const)
    .filter((order) => ORDERS[order] !== own && order !== declared)
    .map((order) => ({ kind: "order", field: { ...field, type: `${order}${bits}` as WordType } }));
}

const ORDERS = { le: "little", be: "big", u: "host" } as const;

function arrayMutants(field: SliceField): Mutant[] {
  const { array } = field;
  if (array === undefined) return [];
  const changed = [
    { ...array, count: array.count + 1 },
    { ...array, stride: array.stride * 2 },
  ];
  return changed.map((other) => ({ kind: "count", field: { ...field, array: other } }));
}

/** A word of other bytes, in the same order. */
function retyped(field: SliceField, bytes: number): SliceField {
  const order = field.type === "u8" ? "le" : field.type.replace(/\d+$/, "");
  const type = (bytes === 1 ? "u8" : `${order}${bytes * 8}`) as WordType;
  return { ...field, type, msb: Math.min(field.msb, bytes * 8 - 1), lsb: Math.min(field.lsb, bytes * 8 - 1) };
}
