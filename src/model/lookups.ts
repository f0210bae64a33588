import type { Findings } from "../diagnostics/findings.js";
import { didYouMean } from "../diagnostics/suggest.js";
import { bitLength, largest } from "../expr/bigint.js";
import { bound } from "../expr/bound.js";
import type { RawExpression, RawLookup } from "../spec/schema.js";
import { inside, keyOf, type Place, type SourceFile } from "../spec/source.js";
import { checkKeyword, cIdentifier } from "./names.js";
import { NO_SCOPE, resolveExpression } from "./scope.js";
import type { Column, Enumerator, Lookup, Vocabulary } from "./types.js";
import { buildEnumerators, findEnumeration } from "./vocabulary.js";

/** The generated table has one word a row. */
const ROW_BITS = 64;

export function buildLookup(raw: RawLookup, source: SourceFile, vocabulary: Vocabulary, findings: Findings): Lookup {
  const root: Place = { file: source, path: [] };
  const columns = Object.entries(raw.columns).map(([name, column]) =>
    buildColumn(name, column, inside(root, "columns", name), vocabulary, findings),
  );
  const width = columns.reduce((sum, column) => sum + column.width, 0);
  if (width > ROW_BITS) {
    const message = `the columns have ${width} bits; a row is one word of at most ${ROW_BITS}`;
    findings.add("ND027", keyOf(inside(root, "columns")), message);
  }
  return {
    name: raw.lookup,
    id: cIdentifier(raw.lookup),
    title: raw.title,
    doc: raw.doc ?? "",
    sources: raw.sources ?? [],
    file: source.name || source.path,
    indexBits: raw.index.bits,
    columns,
    rows: new RowReader(columns, raw.index.bits, findings).read(raw.rows, inside(root, "rows")),
  };
}

function buildColumn(
  name: string,
  raw: RawLookup["columns"][string],
  place: Place,
  vocabulary: Vocabulary,
  findings: Findings,
): Column {
  checkKeyword(name, keyOf(place), findings);
  const enumeration = findEnumeration(raw.enum, vocabulary.enums, inside(place, "enum"), findings);
  if ((raw.enum === undefined) === (raw.bits === undefined)) {
    findings.add("ND037", keyOf(place), "a column has `bits` (and `values`), or an `enum` of the vocabulary");
  }
  const own = buildEnumerators(raw.values, raw.bits ?? 32, inside(place, "values"), findings);
  const values: readonly Enumerator[] = enumeration?.values ?? own;
  return {
    name,
    width: raw.bits ?? widthOfEnumeration(values, enumeration?.flags === true),
    values,
    enumeration: enumeration?.name ?? "",
    flags: enumeration?.flags === true,
    doc: raw.doc ?? "",
  };
}

function widthOfEnumeration(values: readonly Enumerator[], flags: boolean): number {
  const all = values.map(({ value }) => value);
  const most = flags ? all.reduce((bits, value) => bits | value, 0n) : largest(0n, ...all);
  return Math.max(1, bitLength(most));
}

type RawRow = RawLookup["rows"][string];
type Row = Lookup["rows"][number];

class RowReader {
  private readonly rows = new Map<number, { readonly row: Row; readonly place: Place }>();

  constructor(
    private readonly columns: readonly Column[],
    private readonly indexBits: number,
    private readonly findings: Findings,
  ) {}

  read(raw: { readonly [index: string]: RawRow }, place: Place): Row[] {
    for (const [key, row] of Object.entries(raw)) this.readRow(key, row, inside(place, key));
    return [...this.rows.values()].map(({ row }) => row).sort((a, b) => a.index - b.index);
  }

  private readRow(key: string, raw: RawRow, place: Place): void {
    const [first = 0, last = first] = key.split("..").map(Number);
    const limit = 2 ** this.indexBits;
    if (last >= limit || first > last) {
      const message =
        first > last
          ? `${key} runs backwards`
          : `row ${last} is beyond an index of ${this.indexBits} bits (0..${limit - 1})`;
      this.findings.add("ND023", keyOf(place), message);
      return;
    }
    const cells = this.cells(raw, place);
    for (let index = first; index <= last; index++) {
      const earlier = this.rows.get(index);
      if (earlier !== undefined) {
        this.findings.add("ND006", keyOf(place), `row ${index} is there twice`, {
          related: [{ place: keyOf(earlier.place), message: "first here" }],
        });
        return;
      }
      this.rows.set(index, { row: { index, cells }, place });
    }
  }

  private cells(raw: RawRow, place: Place): bigint[] {
    if (Array.isArray(raw)) {
      if (raw.length > this.columns.length) {
        this.findings.add("ND005", place, `the row has ${raw.length} cells, the table ${this.columns.length} columns`);
      }
      return this.columns.map((column, i) => this.cell(raw[i] ?? 0, column, inside(place, i)));
    }
    for (const name of Object.keys(raw)) {
      if (this.columns.some((column) => column.name === name)) continue;
      this.findings.add("ND028", keyOf(inside(place, name)), `the table has no column \`${name}\``, {
        help: didYouMean(
          name,
          this.columns.map((column) => column.name),
        ),
      });
    }
    return this.columns.map((column) => this.cell(raw[column.name] ?? 0, column, inside(place, column.name)));
  }

  private cell(raw: RawExpression, column: Column, place: Place): bigint {
    const expr = resolveExpression(raw, place, NO_SCOPE, this.findings, column.values);
    if (expr === undefined) return 0n;
    const value = bound(expr).max;
    if (value >> BigInt(column.width) !== 0n) {
      this.findings.add("ND033", place, `${value} does not fit into the ${column.width} bits of \`${column.name}\``);
    }
    return value;
  }
}
