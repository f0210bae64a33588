/** A descriptor as rows of memory: what the pictures draw, whatever they draw it with. */
import type { Descriptor, Entry, VariantCase } from "../model/types.js";
import { usualOrientation } from "./byte-order.js";
import { elementsOf } from "./elements.js";
import { type Elision, elide } from "./elide.js";
import { type Row, rowsAt } from "./rows.js";

export type { Elision, Row };

/** One ring entry. */
export interface Block {
  readonly entry: Entry;
  readonly rows: readonly (Row | Elision)[];
}

/** Entries of the descriptor, in one of its cases. */
export interface Picture {
  /** Undefined for what all cases share. */
  readonly case?: VariantCase;
  readonly blocks: readonly Block[];
}

/**
 * One picture for each case of the descriptor's variants, with the entries in which cases differ, and one of the
 * entries in which they do not. A row is `rowBytes` bytes of memory.
 */
export function layOut(descriptor: Descriptor, rowBytes = 4): readonly Picture[] {
  const cases = descriptor.variants?.cases ?? [];
  const varying = new Set(
    cases.flatMap(({ name }) => elementsOf(descriptor, name).flatMap(({ inCase, entry }) => (inCase ? [entry] : []))),
  );
  const draw = (variant: string, shown: (entry: number) => boolean) => blocksOf(descriptor, variant, rowBytes, shown);
  const pictures = cases.map((variant) => ({
    case: variant,
    blocks: draw(variant.name, (entry) => varying.has(entry)),
  }));
  const common = { blocks: draw("", (entry) => !varying.has(entry)) };
  return [...pictures, common].filter(({ blocks }) => blocks.length > 0);
}

function blocksOf(
  descriptor: Descriptor,
  variant: string,
  rowBytes: number,
  shown: (entry: number) => boolean,
): Block[] {
  const elements = elementsOf(descriptor, variant);
  const usual = usualOrientation(elements.map(({ word }) => word).filter((word) => word !== undefined));
  return descriptor.entries.flatMap((entry, index) => {
    if (!shown(index)) return [];
    const own = elements.filter((element) => element.entry === index);
    const sizes = descriptor.entries.length === 1 ? descriptor.sizes : [];
    const groups: Row[][] = [];
    for (let at = 0; at < entry.size; at += rowBytes) {
      const notes = sizeNotes(at, Math.min(at + rowBytes, entry.size), sizes);
      const rows = rowsAt(at, own, { rowBytes, size: entry.size, usual });
      groups.push(rows.map((row) => (row.layer === 0 ? { ...row, notes } : row)));
    }
    return [{ entry, rows: elide(groups) }];
  });
}

/** From which size on the bytes are there. */
function sizeNotes(from: number, to: number, sizes: readonly number[]): string[] {
  return sizes.slice(1).flatMap((size, i) => {
    const first = Math.max(from, sizes[i] ?? 0);
    const end = Math.min(to, size);
    if (first >= end) return [];
    const which = end - first === to - from ? "" : `${bytesText(first - from, end - from - 1)}: `;
    return [`${which}size ≥ ${size}`];
  });
}

function bytesText(first: number, last: number): string {
  return first === last ? `+${first}` : `+${first}..+${last}`;
}
