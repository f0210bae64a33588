/** The lines of a spec that cut words into bit-fields, as the driver's headers name them. */
import { didYouMean } from "../diagnostics/suggest.js";
import { UsageError } from "../errors.js";
import type { Headers } from "./c/header.js";
import { sayEnumerators } from "./enumerators.js";
import { wordsOf } from "./macros.js";
import { enumeratorName, type FieldNames } from "./names.js";
import { type Piece, piecesOf } from "./pieces.js";
import { printable, sayBits } from "./say.js";
import { type BitsRequest, type Group, groupsOf, selectionOf, typeWords } from "./selections.js";

/** A whole word of the descriptor that can be cut. */
export interface WordField {
  /** The field's name in the spec, and the member's path. */
  readonly name: string;
  readonly path: string;
  readonly width: number;
  readonly reserved: boolean;
}

export interface Source {
  readonly headers: Headers;
  readonly requests: readonly BitsRequest[];
  readonly type: string;
  readonly driver: string;
}

/** Lines that come behind the line of their word, by its name; and those that come behind all fields. */
export interface Proposals {
  readonly byWord: ReadonlyMap<string, readonly string[]>;
  readonly open: readonly string[];
}

/** More than the words of a descriptor can need. */
const MAX_PIECES = 256;
const MAX_GROUPS = 32;
/** Words that a comment offers to choose from. */
const MAX_CHOICES = 4;

interface Named {
  readonly name: string;
  readonly piece: Piece;
}

/** @throws UsageError for a request that names no word, or no macro. */
export function proposeBits(words: readonly WordField[], source: Source, names: FieldNames): Proposals {
  return new Proposer(words, source, names).run();
}

class Proposer {
  private readonly byWord = new Map<
    string,
    { readonly word: WordField; readonly pieces: Piece[]; readonly from: string[] }
  >();
  private readonly used = new Set<string>();

  constructor(
    private readonly words: readonly WordField[],
    private readonly source: Source,
    private readonly names: FieldNames,
  ) {}

  run(): Proposals {
    const { requests, headers, type, driver } = this.source;
    for (const request of requests) {
      const word = this.wordOf(request.member);
      this.add(word, request.stem, piecesOf(selectionOf(request, headers), headers));
    }
    const open: (readonly [Group, readonly Piece[]])[] = [];
    // What one group has taken up, those behind it need not say again.
    for (const group of groupsOf(headers, type, driver).slice(0, MAX_GROUPS)) {
      const pieces = piecesOf(group, headers).filter(({ symbols }) => !symbols.every((name) => this.used.has(name)));
      if (pieces.length === 0) continue;
      const word = this.meant(group, pieces);
      if (word !== undefined) this.add(word, group.stem, pieces);
      else {
        open.push([group, pieces]);
        this.use(pieces);
      }
    }
    const byWord = [...this.byWord.values()].map(
      ({ word, pieces, from }) => [word.name, this.lines(word, pieces, from.join(", "))] as const,
    );
    return { byWord: new Map(byWord), open: open.flatMap(([group, pieces]) => this.openLines(group, pieces)) };
  }

  private wordOf(member: string): WordField {
    const word = this.words.find(({ path, name }) => path === member || name === member);
    if (word !== undefined) return word;
    const known = this.words.map(({ path }) => path);
    throw new UsageError(
      `the descriptor has no whole word ${member}`,
      didYouMean(member, known) ?? `it has ${known.slice(0, 20).join(", ")}`,
    );
  }

  private add(word: WordField, stem: string, pieces: readonly Piece[]): void {
    const entry = this.byWord.get(word.name) ?? { word, pieces: [], from: [] };
    const known = new Set(entry.pieces.map(({ macro }) => macro));
    const fitting = pieces.filter(({ msb, macro }) => msb < word.width && !known.has(macro));
    entry.pieces.push(...fitting);
    entry.from.push(stem);
    this.byWord.set(word.name, entry);
    this.use(fitting);
  }

  private use(pieces: readonly Piece[]): void {
    for (const { symbols } of pieces) for (const name of symbols) this.used.add(name);
  }

  /** The word whose name the group's own words have: `RX_CMP_FLAGS2` and the member rx_cmp_flags2. */
  private meant({ own }: Group, pieces: readonly Piece[]): WordField | undefined {
    const ofType = new Set(typeWords(this.source.type, this.source.driver));
    const highest = Math.max(...pieces.map(({ msb }) => msb));
    return this.words.find(({ path, width, reserved }) => {
      const words = wordsOf(lastOf(path)).filter((word) => !ofType.has(word));
      return !reserved && words.length > 0 && highest < width && words.every((word) => own.includes(word));
    });
  }

  /** Comments that become fields when they are uncommented, in a word that is still whole. */
  private openLines(group: Group, pieces: readonly Piece[]): string[] {
    const highest = Math.max(...pieces.map(({ msb }) => msb));
    const fitting = this.words
      .filter(({ width, reserved, name }) => width > highest && !reserved && !this.byWord.has(name))
      .map((word) => ({ word, likeness: likeness(wordsOf(lastOf(word.path)), group.own) }))
      .sort((a, b) => b.likeness - a.likeness || a.word.width - b.word.width);
    const word = fitting[0]?.word;
    if (word === undefined) return [];
    const [head = "", ...lines] = this.lines(word, pieces, `${group.stem}_*`);
    const which = fitting.slice(0, MAX_CHOICES).map(({ word: { name } }) => name);
    return [
      `${head}, in ${which.join(" or ")}: C does not say`,
      ...(group.partial ? [] : [`  # uncomment them, or import with --bits ${word.path}=${group.stem}`]),
      ...lines.map((line) => line.replace(/^ {2}/, "  # ")),
    ];
  }

  /** The fields, and the bits that none of them has. */
  private lines(word: WordField, pieces: readonly Piece[], from: string): string[] {
    const named = pieces
      .slice(0, MAX_PIECES)
      .map((piece): Named => ({ name: this.names.nameFor(`${word.name}.${this.nameOf(piece).toLowerCase()}`), piece }));
    const headers = [...new Set(pieces.map(({ header }) => header))].map(printable).join(", ");
    return [
      `  # proposed from ${headers}: ${from}`,
      ...named.map((one, i) => fieldLine(word, one, named.slice(i + 1))),
      ...uncovered(word, pieces.slice(0, MAX_PIECES)).map(({ msb, lsb }) => {
        const name = this.names.nameFor(`${word.name}.rsvd_${lsb}`);
        return `  ${name}: { of: ${word.name}, bits: ${sayBits({ msb, lsb })}, reserved: true }`;
      }),
    ];
  }

  /** What the macro says beyond its group, or beyond the type. */
  private nameOf({ rest, macro }: Piece): string {
    if (rest !== "") return rest;
    const ofType = new Set(typeWords(this.source.type, this.source.driver));
    const parts = macro.split("_");
    const first = parts.findIndex(
      (part, i) => !wordsOf(part).every((word) => ofType.has(word)) && (i > 0 || !this.isDriver(part)),
    );
    return first < 0 ? (parts.at(-1) ?? macro) : parts.slice(first).join("_");
  }

  private isDriver(part: string): boolean {
    return this.source.driver.startsWith(part.toLowerCase());
  }
}

function fieldLine({ name: of }: WordField, { name, piece }: Named, later: readonly Named[]): string {
  const over = later
    .filter((other) => other.piece.lsb <= piece.msb && other.piece.msb >= piece.lsb)
    .map((other) => other.name);
  const values = valuesOf(piece);
  const kernel = sayEnumerators(piece.enumerators, piece.from);
  const parts = [
    `of: ${of}`,
    `bits: ${sayBits(piece)}`,
    ...(over.length === 0 ? [] : [`overlaps: [${over.join(", ")}]`]),
    ...(values.length === 0 ? [] : [`values: { ${values.map(([key, value]) => `${key}: ${value}`).join(", ")} }`]),
    ...(kernel === "" ? [] : [kernel]),
  ];
  return `  ${name}: { ${parts.join(", ")} }`;
}

/** A value has one name, and a name one value: the first of each. */
function valuesOf({ values }: Piece): (readonly [string, bigint])[] {
  const byName = new Map<string, bigint>();
  const seen = new Set<bigint>();
  for (const { name, value } of values) {
    const own = enumeratorName(name);
    if (seen.has(value) || byName.has(own)) continue;
    seen.add(value);
    byName.set(own, value);
  }
  return [...byName];
}

function uncovered({ width }: WordField, pieces: readonly Piece[]): { readonly msb: number; readonly lsb: number }[] {
  const spans: { msb: number; lsb: number }[] = [];
  for (let bit = 0; bit < width; bit++) {
    if (pieces.some(({ msb, lsb }) => lsb <= bit && bit <= msb)) continue;
    const last = spans.at(-1);
    if (last !== undefined && last.msb === bit - 1) last.msb = bit;
    else spans.push({ msb: bit, lsb: bit });
  }
  return spans;
}

function lastOf(path: string): string {
  return path.split(".").at(-1) ?? "";
}

/** `STATUS0` is more like status_error0 than like status_error1. */
function likeness(words: readonly string[], about: readonly string[]): number {
  const plain = (word: string) => word.replace(/\d+$/, "");
  const digits = (list: readonly string[]) => list.flatMap((word) => /\d+$/.exec(word) ?? []);
  const shared = words.filter((word) => about.some((other) => plain(other) === plain(word))).length;
  return 2 * shared + digits(words).filter((digit) => digits(about).includes(digit)).length;
}
