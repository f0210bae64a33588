/** Lookup tables as constant arrays: wide columns are members of a row, small ones share a word. */
import type { Column, Lookup } from "../../model/types.js";
import { columnName, literal, tableName, valueType } from "./names.js";
import { tableLength } from "./padding.js";

type CType = ReturnType<typeof valueType>;

export interface TableView {
  readonly name: string;
  /** The members of a row, the widest first; one alone makes the row a plain word. */
  readonly members: readonly MemberView[];
  readonly isStruct: boolean;
  /** The type of a row that is a plain word. */
  readonly type: CType;
  /** A power of two, so that an index is shifted, not multiplied. */
  readonly rowSize: number;
  readonly size: number;
  readonly rows: readonly { readonly index: number; readonly values: readonly string[] }[];
  /** Whether every index has a row. */
  readonly whole: boolean;
  /** The rows that can be read, those without a meaning too. */
  readonly count: number;
}

interface MemberView {
  readonly name: string;
  /** `name: `, for the note. */
  readonly heading: string;
  readonly type: CType;
  /** Where its columns lie: `known in bit 0, outer_ip in bits 2..1`; empty for one alone. */
  readonly note: string;
}

export interface ColumnReaderView {
  readonly name: string;
  readonly heading: string;
  readonly type: CType;
  readonly value: string;
}

interface Member {
  readonly name: string;
  readonly columns: readonly Column[];
}

/** From this width on, a column is worth a member of its own. */
const ALONE = 8;
const WORD = 32;
/** A table of no more index bits holds every index, so that no bound is tested. */
const WHOLE_BITS = 10;

export function tableView(lookup: Lookup): TableView {
  const members = membersOf(lookup);
  const rowSize = sizeOfRow(members);
  const values = (cells: readonly bigint[]) => members.map((member) => packed(cells, member, lookup));
  return {
    name: `${tableName(lookup)}_rows`,
    members: members.map((member) => ({
      name: member.name,
      heading: `${member.name}: `,
      type: typeOf(member),
      note: noteOf(member),
    })),
    isStruct: members.length > 1,
    type: valueType(rowSize * 8),
    rowSize,
    size: tableLength(wordsOf(lookup, members), 0n, valueType(rowSize * 8)),
    rows: lookup.rows
      .map((row) => ({ index: row.index, values: values(row.cells) }))
      .filter((row) => row.values.some((value) => value !== 0n))
      .map((row) => ({ index: row.index, values: row.values.map((value) => literal(value)) })),
    whole: isWhole(lookup),
    count: countOf(lookup),
  };
}

export function columnReader(lookup: Lookup, column: Column): ColumnReaderView {
  const name = columnName(lookup, column.name);
  const members = membersOf(lookup);
  const member = members.find(({ columns }) => columns.includes(column));
  if (member === undefined) throw new Error(`${lookup.name} has no column ${column.name}`);
  const index = isWhole(lookup) ? `index & ${literal(BigInt(countOf(lookup) - 1))}` : "row";
  const row = `${tableName(lookup)}_rows[${index}]`;
  return {
    name,
    heading: `${name}()${column.doc === "" ? "" : " - "}`,
    type: valueType(column.width),
    value: bits(members.length > 1 ? `${row}.${member.name}` : row, column, member),
  };
}

function membersOf(lookup: Lookup): Member[] {
  const members: Member[] = [];
  let small: Column[] = [];
  for (const column of lookup.columns) {
    if (column.width >= ALONE) members.push({ name: column.name, columns: [column] });
    else if (small.length > 0 && widthOf(small) + column.width <= WORD) small.push(column);
    else {
      small = [column];
      members.push({ name: column.name, columns: small });
    }
  }
  return members
    .map(({ name, columns }) => ({ name: columns.length === 1 ? name : `${name}_etc`, columns }))
    .sort((a, b) => sizeOfMember(b) - sizeOfMember(a));
}

function packed(cells: readonly bigint[], { columns }: Member, lookup: Lookup): bigint {
  return columns.reduce(
    (word, column) => word | ((cells[lookup.columns.indexOf(column)] ?? 0n) << BigInt(shiftOf(column, columns))),
    0n,
  );
}

/** Nothing lies above a member's columns, so the top one needs no mask. */
function bits(word: string, column: Column, { columns }: Member): string {
  const shift = shiftOf(column, columns);
  const moved = shift === 0 ? word : `${word} >> ${shift}`;
  if (column === columns.at(-1)) return moved;
  const mask = literal((1n << BigInt(column.width)) - 1n);
  return shift === 0 ? `${moved} & ${mask}` : `(${moved}) & ${mask}`;
}

function noteOf({ columns }: Member): string {
  if (columns.length === 1) return "";
  const places = columns.map((column) => {
    const shift = shiftOf(column, columns);
    return `${column.name} in ${column.width === 1 ? `bit ${shift}` : `bits ${shift + column.width - 1}..${shift}`}`;
  });
  return places.join(", ");
}

function shiftOf(column: Column, columns: readonly Column[]): number {
  return widthOf(columns.slice(0, columns.indexOf(column)));
}

function widthOf(columns: readonly Column[]): number {
  return columns.reduce((sum, column) => sum + column.width, 0);
}

function typeOf({ columns }: Member): CType {
  return valueType(widthOf(columns));
}

function sizeOfMember(member: Member): number {
  return Number(typeOf(member).replace(/\D/g, "")) / 8;
}

function sizeOfRow(members: readonly Member[]): number {
  const bytes = members.reduce((sum, member) => sum + sizeOfMember(member), 0);
  return 2 ** Math.ceil(Math.log2(bytes));
}

/** The rows as words, if they are; as zeros otherwise. */
function wordsOf(lookup: Lookup, [member, ...more]: readonly Member[]): bigint[] {
  const words = Array<bigint>(countOf(lookup)).fill(0n);
  if (member !== undefined && more.length === 0)
    for (const row of lookup.rows) words[row.index] = packed(row.cells, member, lookup);
  return words;
}

function isWhole(lookup: Lookup): boolean {
  return lookup.indexBits <= WHOLE_BITS;
}

function countOf(lookup: Lookup): number {
  return isWhole(lookup) ? 2 ** lookup.indexBits : (lookup.rows.at(-1)?.index ?? 0) + 1;
}
