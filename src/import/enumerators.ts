/** Which of the kernel's enumerators say a proposed field's bits and values: macros are not in BTF, enumerators are. */
import type { KernelNames } from "../model/types.js";
import { commonStem } from "../verify/names.js";
import type { CEnum, CSymbol } from "./c/header.js";
import { enumeratorName } from "./names.js";

/** The names that a spec says under `kernel`. */
export type Enumerators = Partial<KernelNames>;

export interface NamedValue {
  /** As the enumerator is called behind what it has in common with the others. */
  readonly name: string;
  readonly value: bigint;
}

/** The longest that a spec may name. */
const MAX_LENGTH = 200;

interface Bits {
  readonly msb: number;
  readonly lsb: number;
}

interface Position {
  readonly shift?: CSymbol;
  readonly mask?: CSymbol;
  readonly width?: CSymbol;
  readonly plain?: CSymbol;
}

/** @param bits as they are counted by the enumerators. */
export function positionNames({ shift, mask, width, plain }: Position, { msb, lsb }: Bits): Enumerators {
  const size = BigInt(msb - lsb + 1);
  const all = ((1n << size) - 1n) << BigInt(lsb);
  const saying = (symbol: CSymbol | undefined, value: bigint) =>
    symbol?.enumerator === true && symbol.value === value && canBeSaid(symbol.name) ? symbol.name : undefined;
  return said({
    shift: saying(shift, BigInt(lsb)),
    mask: saying(mask, all) ?? saying(plain, all),
    width: saying(width, size),
  });
}

/** Nothing where a value's name in the spec is not the enumerator's. */
export function valueNames({ tag, members }: CEnum, stem: string, values: readonly NamedValue[]): Enumerators {
  const prefix = `${stem}_`;
  if (stem === "" || !canBeSaid(prefix) || !canBeSaid(tag) || !values.every(({ name }) => isKept(name))) return {};
  if (tag === "") return { prefix };
  // What all names of the enum begin with need not be said.
  return commonStem(members.map(({ name }) => name)) === stem ? { enum: tag } : { enum: tag, prefix };
}

/** Values that are enumerators inside the field's mask. */
export function inPlaceNames(symbols: readonly CSymbol[], values: readonly NamedValue[]): Enumerators {
  const [first] = symbols;
  const [value] = values;
  if (first === undefined || value === undefined || !symbols.every(({ enumerator }) => enumerator)) return {};
  const prefix = first.name.slice(0, first.name.length - value.name.length);
  const isBehind = symbols.every(({ name }, i) => name === prefix + values[i]?.name);
  return isBehind && prefix !== "" && canBeSaid(prefix) && values.every(({ name }) => isKept(name))
    ? { prefix, inPlace: true }
    : {};
}

/** YAML would take some words for something else. */
function canBeSaid(name: string): boolean {
  return name.length <= MAX_LENGTH && !/^(null|true|false)$/i.test(name);
}

function isKept(name: string): boolean {
  return enumeratorName(name).toUpperCase() === name;
}

/** As a spec says it; empty for a field that no enumerator speaks of. */
export function sayEnumerators({ shift, mask, width, enum: tag, prefix, inPlace }: Enumerators, from: number): string {
  const counting = shift !== undefined || mask !== undefined || inPlace === true;
  const parts = Object.entries({ shift, mask, width, from: counting && from > 0 ? from : undefined, enum: tag, prefix })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}: ${value}`);
  const all = inPlace === true ? [...parts, "in_place: true"] : parts;
  return all.length === 0 ? "" : `kernel: { ${all.join(", ")} }`;
}

function said(names: { readonly [key in "shift" | "mask" | "width"]: string | undefined }): Enumerators {
  return Object.fromEntries(Object.entries(names).filter(([, name]) => name !== undefined));
}
