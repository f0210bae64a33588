/** Elements to rows of cells: what a picture draws, before anything is drawn. */
import { arrangeBytes, type Orientation } from "./byte-order.js";
import type { Element, Kind } from "./elements.js";
import { stack } from "./layers.js";

/**
 * `gap`: nothing is said of it. `shared`: the cell above goes on. `elsewhere`: not in this layer. `outside`: no memory
 * of the descriptor.
 */
type CellKind = Kind | "gap" | "shared" | "elsewhere" | "outside";

/** A stretch of bits that stand side by side in a row. */
export interface Cell {
  readonly kind: CellKind;
  readonly name: string;
  readonly key: string;
  readonly inCase: boolean;
  readonly view: string;
  /** Bits from the left edge of the row. */
  readonly column: number;
  readonly width: number;
  /** Numbers of its bits in the loaded word; undefined where there is no word. */
  readonly bits?: { readonly msb: number; readonly lsb: number };
  readonly index?: { readonly at: number; readonly count: number };
}

export interface Row {
  readonly kind: "row";
  /** Offset of the first byte in the entry. */
  readonly at: number;
  /** The bytes from left to right, as offsets in the entry. */
  readonly bytes: readonly number[];
  /** 0 is the row itself; further layers show the same memory seen in other views. */
  readonly layer: number;
  /** What the views of the layer are called. */
  readonly views: readonly string[];
  /** Notes on sizes that the row needs. */
  readonly notes: readonly string[];
  readonly cells: readonly Cell[];
}

export interface RowContext {
  readonly rowBytes: number;
  /** Bytes of the entry. */
  readonly size: number;
  readonly usual: Orientation;
}

/** The layers of the row that begins at byte `at`. */
export function rowsAt(at: number, elements: readonly Element[], context: RowContext): Row[] {
  const inRow = ({ memory }: { readonly memory: number }) => memory >= at * 8 && memory < (at + context.rowBytes) * 8;
  const touching = elements.flatMap((element) => {
    const bits = element.bits.filter(inRow);
    return bits.length === 0 ? [] : [{ ...element, bits }];
  });
  const layers = stack(touching);
  const rows: Row[] = [];
  for (const [layer, members] of (layers.length === 0 ? [[]] : layers).entries()) {
    const words = members.map((element) => element.word).filter((word) => word !== undefined);
    const base = rows[0];
    const bytes = arrangeBytes(at, context.rowBytes, words, base === undefined ? context.usual : orientationOf(base));
    const own = members.flatMap((element) => cellsOf(element, bytes));
    const above = rows.at(-1);
    const rest = above === undefined ? emptyCells(own, bytes, context.size) : sharedCells(own, bytes, above);
    rows.push({
      kind: "row",
      at,
      bytes,
      layer,
      views: telling(members),
      notes: [],
      cells: [...own, ...rest].sort((a, b) => a.column - b.column),
    });
  }
  return rows;
}

/** The names of views, but for those that their only member has too. */
function telling(members: readonly Element[]): string[] {
  const named = members.filter((element) => element.view !== "" && element.view !== element.name);
  return [...new Set(named.map((element) => element.view))];
}

/** One cell, or several where the element's bits do not stand side by side. */
function cellsOf(element: Element, bytes: readonly number[]): Cell[] {
  const placed = element.bits
    .map((bit) => ({ column: columnOf(bit.memory, bytes), number: bit.number }))
    .filter((bit) => bit.column >= 0)
    .sort((a, b) => a.column - b.column);
  const runs: (typeof placed)[] = [];
  for (const bit of placed) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    const follows = last?.column === bit.column - 1 && (bit.number === undefined || last.number === bit.number + 1);
    if (follows) run?.push(bit);
    else runs.push([bit]);
  }
  return runs.map((run) => {
    const [first] = run;
    const lsb = run.at(-1)?.number;
    return {
      kind: element.kind,
      name: element.name,
      key: element.key,
      inCase: element.inCase,
      view: element.view,
      column: first?.column ?? 0,
      width: run.length,
      ...(first?.number === undefined || lsb === undefined ? {} : { bits: { msb: first.number, lsb } }),
      ...(element.index === undefined ? {} : { index: element.index }),
    };
  });
}

function columnOf(memory: number, bytes: readonly number[]): number {
  const position = bytes.indexOf(Math.floor(memory / 8));
  return position < 0 ? -1 : position * 8 + 7 - (memory % 8);
}

function emptyCells(own: readonly Cell[], bytes: readonly number[], size: number): Cell[] {
  return uncovered(own, bytes.length * 8, (column) =>
    (bytes[Math.floor(column / 8)] ?? 0) >= size ? "outside" : "gap",
  );
}

/** Where a layer says nothing, cells of no view go on from the row itself; other places stay empty. */
function sharedCells(own: readonly Cell[], bytes: readonly number[], above: Row): Cell[] {
  const aligned = bytes.every((byte, i) => byte === above.bytes[i]);
  const goesOn = ({ kind, view }: Cell) => (above.layer === 0 ? view === "" : kind === "shared" || kind === "outside");
  const free = (cell: Cell) => own.every((other) => !meets(cell, other));
  const shared = aligned ? above.cells.filter((cell) => goesOn(cell) && free(cell)) : [];
  const going = shared.map((cell) => blank(cell.kind === "outside" ? "outside" : "shared", cell));
  return [...going, ...uncovered([...own, ...going], bytes.length * 8, () => "elsewhere")];
}

function uncovered(cells: readonly Cell[], columns: number, kindAt: (column: number) => CellKind): Cell[] {
  const empty: Cell[] = [];
  for (let column = 0; column < columns; column++) {
    if (cells.some((cell) => meets(cell, { column, width: 1 }))) continue;
    const last = empty.at(-1);
    const kind = kindAt(column);
    if (last !== undefined && last.kind === kind && last.column + last.width === column) {
      empty[empty.length - 1] = blank(kind, { column: last.column, width: last.width + 1 });
    } else empty.push(blank(kind, { column, width: 1 }));
  }
  return empty;
}

function blank(kind: CellKind, { column, width }: { readonly column: number; readonly width: number }): Cell {
  return { kind, name: "", key: "", inCase: false, view: "", column, width };
}

function meets(
  a: { readonly column: number; readonly width: number },
  b: { readonly column: number; readonly width: number },
): boolean {
  return a.column < b.column + b.width && b.column < a.column + a.width;
}

function orientationOf(row: Row): Orientation {
  return (row.bytes[0] ?? 0) > (row.bytes.at(-1) ?? 0) ? "little" : "big";
}
