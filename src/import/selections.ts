/** Which macros speak of which word: as the caller says it, or by their names. */
import { didYouMean } from "../diagnostics/suggest.js";
import { UsageError } from "../errors.js";
import { commonStem } from "../verify/names.js";
import type { CSymbol, Headers } from "./c/header.js";
import { roleOf, wordsOf } from "./macros.js";
import { type Piece, piecesOf, type Selection } from "./pieces.js";

/** `qword1.status_error_len=I40E_RXD_QW1`: these macros tell the bits of this member's word. */
export interface BitsRequest {
  readonly member: string;
  /** What the macros begin with; or, with `*` and `?`, what they look like. */
  readonly stem: string;
  /** A number or a macro: where in the word the macros count from. */
  readonly base?: string;
}

const REQUEST = /^([^=\s]+)=([A-Za-z_*?][\w*?]*)(?:@(\w+))?$/;

/** @throws UsageError for a text that is no request. */
export function bitsRequest(text: string): BitsRequest {
  const [, member, stem, base] = REQUEST.exec(text) ?? [];
  if (member === undefined || stem === undefined)
    throw new UsageError(`${text} is not <member>=<stem>`, "it is said as qword1.status_error_len=I40E_RXD_QW1");
  return { member, stem, ...(base === undefined ? {} : { base }) };
}

/** @throws UsageError when the headers have nothing of the kind. */
export function selectionOf({ stem, base }: BitsRequest, headers: Headers): Selection {
  const pattern = patternOf(stem);
  const symbols = [...headers.symbols.values()].filter(({ name }) => pattern.test(name));
  if (symbols.length === 0)
    throw new UsageError(`the headers define nothing like ${stem}`, didYouMean(stem, stemsOf(headers)));
  return { stem: fixedPart(stem), symbols, base: baseOf(base, headers) };
}

/** Every part of every name, so that a stem with a slip in it is found. */
function stemsOf({ symbols }: Headers): Set<string> {
  const stems = new Set<string>();
  for (const name of symbols.keys()) for (const { index } of name.matchAll(/_/g)) stems.add(name.slice(0, index));
  return stems;
}

function patternOf(stem: string): RegExp {
  if (!/[*?]/.test(stem)) return new RegExp(`^${stem.replace(/_$/, "")}(_|$)`);
  // Runs of `*` would take time to match.
  return new RegExp(`^${stem.replace(/\*+/g, "\\w*?").replaceAll("?", "\\w").replaceAll("\\w*\\w", "\\w*?")}$`);
}

/** Without the last word that has a wildcard in it, and what follows. */
function fixedPart(stem: string): string {
  const wild = stem.search(/[*?]/);
  return wild < 0 ? stem.replace(/_$/, "") : stem.slice(0, Math.max(0, stem.lastIndexOf("_", wild)));
}

function baseOf(base: string | undefined, { symbols }: Headers): number {
  if (base === undefined) return 0;
  const value = /^\d+$/.test(base) ? BigInt(base) : symbols.get(base)?.value;
  if (value === undefined) throw new UsageError(`the headers have no number for ${base}`);
  if (value > 63n) throw new UsageError(`a word has no bit ${value}, from which ${base} counts`);
  return Number(value);
}

/** Macros that speak of one type, by their names; which of its words, their names may not say. */
export interface Group extends Selection {
  /** What the stem says that the type's name does not: `qw1`. */
  readonly own: readonly string[];
  /** Other groups have macros that begin with the stem. */
  readonly partial: boolean;
}

/** The fewest fields that are worth a group. */
const LEAST = 2;

/**
 * Groups whose names say the type's: of `union ice_32b_rx_flex_desc` those that begin ICE_RX_FLEX_DESC. They are parted
 * by the next word of their names where not all of them can be about one word of the descriptor.
 * @param driver `ice`: its name says nothing about the type.
 */
export function groupsOf(headers: Headers, type: string, driver: string): Group[] {
  const wanted = new Set(typeWords(type, driver));
  const rated = [...headers.symbols.values()]
    .filter(saysBits)
    .map((symbol) => ({ symbol, ...headOf(symbol.name, wanted) }));
  const best = Math.max(0, ...rated.map(({ known }) => known));
  const least = Math.max(1, Math.min(2, wanted.size), best - 1);
  const heads = groupBy(
    rated.filter(({ known }) => known >= least),
    ({ head }) => head,
  );
  const groups = [...heads].flatMap(([head, members]) => {
    const whole = groupOf(
      head,
      members.map(({ symbol }) => symbol),
      wanted,
    );
    return clash(piecesOf(whole, headers)) ? parted(head, members, wanted) : [whole];
  });
  // Positions that an enum counts may be inside a field that a macro names.
  return groups.filter(isWorthIt).toSorted((a, b) => Number(isOneEnum(a)) - Number(isOneEnum(b)));
}

function parted(
  head: string,
  members: readonly { readonly symbol: CSymbol; readonly next: string }[],
  wanted: ReadonlySet<string>,
): Group[] {
  const parts = [...groupBy(members, ({ next }) => next)].map(([next, some]) =>
    groupOf(
      next,
      some.map(({ symbol }) => symbol),
      wanted,
    ),
  );
  const [good, few] = [
    parts.filter((part) => part.stem !== head && isWorthIt(part)),
    parts.filter((part) => part.stem === head || !isWorthIt(part)),
  ];
  const rest = few.flatMap(({ symbols }) => symbols);
  return [...good, { ...groupOf(head, rest, wanted), partial: true }];
}

function groupOf(begin: string, symbols: readonly CSymbol[], wanted: ReadonlySet<string>): Group {
  const common = commonStem([...stemsIn(symbols)]);
  const stem = common.startsWith(begin) ? common : begin;
  const own = wordsOf(stem).filter((word, i) => i > 0 && !wanted.has(word));
  return { stem, symbols, base: 0, own, partial: false };
}

function stemsIn(symbols: readonly CSymbol[]): Set<string> {
  return new Set(symbols.map(({ name }) => roleOf(name).stem));
}

function isWorthIt({ symbols }: Group): boolean {
  return stemsIn(symbols).size >= LEAST;
}

function isOneEnum({ symbols }: Group): boolean {
  return symbols.every(({ enumerator }) => enumerator);
}

/** Whether two of them can hardly be in one word: the same bits, or some of the same and some not. */
function clash(pieces: readonly Piece[]): boolean {
  return pieces.some((a, i) =>
    pieces.slice(i + 1).some((b) => {
      const apart = a.msb < b.lsb || b.msb < a.lsb;
      const nested = (a.lsb <= b.lsb && b.msb <= a.msb) || (b.lsb <= a.lsb && a.msb <= b.msb);
      return !apart && (!nested || (a.lsb === b.lsb && a.msb === b.msb));
    }),
  );
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}

/** The words of a type's name that tell which it is. */
export function typeWords(type: string, driver: string): string[] {
  return wordsOf(type.replace(/^(struct|union)\s+/, ""))
    .filter((word) => !driver.startsWith(word))
    .flatMap((word) => (/^\d/.test(word) ? [] : [word.replace(/\d+$/, "")]));
}

function saysBits({ name, written, enumerator }: CSymbol): boolean {
  return roleOf(name).role !== "plain" || written === "bits" || (written === "hex" && !enumerator);
}

/** A name's first words as far as they are the type's, and the same with the word behind, which says what it is about. */
function headOf(name: string, wanted: ReadonlySet<string>) {
  const parts = roleOf(name).stem.split("_");
  const known = new Set<string>();
  let length = 0;
  for (const [i, part] of parts.entries()) {
    const words = wordsOf(part);
    const found = words.filter((word) => wanted.has(word) && !known.has(word));
    if (i > 0 && found.length === 0) break;
    for (const word of found) known.add(word);
    length = i + 1;
    // `RXDEXT` says more than the type: what it adds tells the word.
    if (i > 0 && found.length < words.length) break;
  }
  const upTo = (count: number) => parts.slice(0, Math.max(1, Math.min(count, parts.length - 1))).join("_");
  return { head: upTo(length), next: upTo(length + 1), known: known.size };
}
