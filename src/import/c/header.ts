/** A driver's C headers as names and numbers. What is not understood is left out. */
import { type Budget, evaluate, type Names } from "./evaluate.js";
import { cutHeader, type Definition, type EnumText } from "./text.js";

export interface CSymbol {
  readonly name: string;
  readonly value: bigint;
  /** How it is written: with shifts, `BIT` or `GENMASK`; as a number in hex; otherwise. */
  readonly written: "bits" | "hex" | "plain";
  /** Bits, where a comment tells them. */
  readonly width?: number;
  /** The file it is in, as it was named. */
  readonly header: string;
  /** Whether an enum has it. */
  readonly enumerator: boolean;
}

export interface CEnum {
  readonly tag: string;
  readonly members: readonly CSymbol[];
}

export interface Headers {
  /** By name. */
  readonly symbols: ReadonlyMap<string, CSymbol>;
  readonly enums: readonly CEnum[];
}

export interface HeaderFile {
  readonly name: string;
  readonly text: string;
}

/** More than the headers of any driver have. */
const MAX_DEFINITIONS = 200_000;

const MAX_ALIASES = 16;

/** Names that are defined twice with different values are left out. */
export function readHeaders(files: readonly HeaderFile[]): Headers {
  return new HeaderReader(files).read();
}

interface Source extends Definition {
  readonly header: string;
}

class HeaderReader implements Names {
  private readonly definitions = new Map<string, Source>();
  private readonly enumerators = new Map<string, CSymbol>();
  private readonly ambiguous = new Set<string>();
  private readonly known = new Map<string, bigint | undefined>();
  private readonly pending = new Set<string>();
  private readonly files: readonly { readonly name: string; readonly enums: readonly EnumText[] }[];

  constructor(files: readonly HeaderFile[]) {
    this.files = files.map(({ name, text }) => {
      const { definitions, enums } = cutHeader(text);
      for (const definition of definitions) this.define({ ...definition, header: name });
      return { name, enums };
    });
  }

  read(): Headers {
    const enums = this.files.flatMap(({ name, enums: texts }) => texts.map((text) => this.enumeration(text, name)));
    const symbols = new Map<string, CSymbol>();
    for (const [name, symbol] of this.enumerators) if (!this.ambiguous.has(name)) symbols.set(name, symbol);
    for (const source of this.definitions.values()) {
      const value = source.parameters === undefined ? this.value(source.name) : undefined;
      if (value === undefined) continue;
      symbols.set(source.name, symbolOf(source, value, source.header, false, this.writtenOf(source.body)));
    }
    return { symbols, enums };
  }

  /** The value of a macro or enumerator. */
  value(name: string, budget?: Budget): bigint | undefined {
    if (this.known.has(name)) return this.known.get(name);
    const definition = this.definitions.get(name);
    if (this.ambiguous.has(name) || definition?.parameters !== undefined) return undefined;
    if (definition === undefined) return this.enumerators.get(name)?.value;
    if (this.pending.has(name)) return undefined;
    this.pending.add(name);
    const value = evaluate(definition.body, this, budget);
    this.pending.delete(name);
    this.known.set(name, value);
    return value;
  }

  macro(name: string): { readonly parameters: readonly string[]; readonly body: string } | undefined {
    const found = this.definitions.get(name);
    return found?.parameters === undefined ? undefined : { parameters: found.parameters, body: found.body };
  }

  private define(source: Source): void {
    const { name, body } = source;
    const before = this.definitions.get(name);
    if (before !== undefined && before.body !== body) this.ambiguous.add(name);
    if (this.definitions.size < MAX_DEFINITIONS) this.definitions.set(name, source);
  }

  private enumeration({ tag, members }: EnumText, header: string): CEnum {
    let next: bigint | undefined = 0n;
    const found: CSymbol[] = [];
    for (const member of members) {
      const value: bigint | undefined = member.body === "" ? next : evaluate(member.body, this);
      next = value === undefined ? undefined : BigInt.asUintN(64, value + 1n);
      if (value === undefined || this.enumerators.size >= MAX_DEFINITIONS) continue;
      const symbol = symbolOf(member, value, header, true, this.writtenOf(member.body));
      const before = this.enumerators.get(member.name);
      if (before !== undefined && before.value !== value) this.ambiguous.add(member.name);
      this.enumerators.set(member.name, symbol);
      found.push(symbol);
    }
    return { tag, members: found };
  }

  /** A definition that is only another's name is written as that one is. */
  private writtenOf(body: string, depth = 0): CSymbol["written"] {
    const alias = /^\(*([A-Za-z_]\w*)\)*$/.exec(body)?.[1];
    const target = alias === undefined ? undefined : this.definitions.get(alias);
    if (target !== undefined && depth < MAX_ALIASES) return this.writtenOf(target.body, depth + 1);
    if (/<<|\b_?BIT|\bGENMASK/.test(body)) return "bits";
    return /^[\s(]*(\(\w+\))?0x/i.test(body) ? "hex" : /\w\s*\(/.test(body) ? "bits" : "plain";
  }
}

function symbolOf(
  { name, width }: { readonly name: string; readonly width?: number },
  value: bigint,
  header: string,
  enumerator: boolean,
  written: CSymbol["written"],
): CSymbol {
  return { name, value, written, header, enumerator, ...(width === undefined ? {} : { width }) };
}
