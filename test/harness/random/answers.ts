/** Random answers to the vocabulary, in every form that a value has. */
import { bound } from "../../../src/expr/bound.js";
import { printText } from "../../../src/expr/text.js";
import { Expressions, type Name } from "./expressions.js";
import type { Yaml } from "./layout.js";
import type { Source } from "./source.js";
import type { Table } from "./tables.js";
import { ITEMS, type Part } from "./vocabulary.js";

const NARROW = ["plain", "plain", "lookup", "map", "if"] as const;
const WIDE = ["extend", "seconds", "cycles", "extend", "seconds", "cycles"] as const;

export class Answers {
  private readonly expressions: Expressions;
  private readonly conditions: Expressions;

  constructor(
    private readonly source: Source,
    private readonly symbols: readonly Name[],
    private readonly tables: readonly Table[],
    private readonly clocks: readonly string[],
  ) {
    this.expressions = new Expressions(source, symbols);
    const inputs = symbols.filter(({ kind }) => kind === "input");
    this.conditions = new Expressions(source, inputs);
  }

  /** Answers to some of the items. */
  all(): Yaml {
    const answered = ITEMS.filter(() => this.source.chance(75));
    return Object.fromEntries(answered.map(({ name, parts }) => [name, this.item(parts)]));
  }

  private item(parts: readonly Part[]): unknown {
    const { source } = this;
    if (source.chance(10)) return { unsupported: "not this one" };
    const [only] = parts;
    if (parts.length <= 1 && source.chance(20)) {
      return printText(this.expressions.within(only?.width ?? 1));
    }
    const one = () => (parts.length === 0 ? this.predicate() : this.answer(parts));
    return source.chance(40) ? source.list(1, 3, one) : one();
  }

  private predicate(): Yaml {
    const is = this.source.chance(50) ? { is: printText(this.expressions.within(1)) } : {};
    const always = Object.keys(is).length > 0 && this.source.chance(40);
    return { ...this.support(), ...is, ...(always ? {} : { when: printText(this.expressions.truth()) }) };
  }

  private answer(parts: readonly Part[]): Yaml {
    const when = this.source.chance(70) ? { when: printText(this.expressions.truth()) } : {};
    const said = parts.filter(({ name }) => name !== "tag" || this.source.chance(50));
    const values = said.map((part) => [part.name, this.value(part)]);
    return { ...this.support(), ...when, ...Object.fromEntries(values) };
  }

  private support(): Yaml {
    return this.source.chance(15) ? { supported: printText(this.conditions.truth(1)) } : {};
  }

  private value(part: Part): unknown {
    return this.source.chance(15) ? this.source.list(2, 3, () => this.single(part)) : this.single(part);
  }

  private single(part: Part): unknown {
    const form = this.source.pick(part.width < 64 ? NARROW : [...NARROW, ...WIDE]);
    const text = () => printText(this.expressions.within(64));
    switch (form) {
      case "lookup":
        return this.cell(part) ?? this.plain(part);
      case "map":
        return this.map(part);
      case "if":
        return { if: printText(this.expressions.truth()), value: this.plain(part), otherwise: this.plain(part) };
      case "extend":
        return { extend: text(), bits: this.source.int(1, 63), by: text() };
      case "seconds":
        return { seconds: text(), nanoseconds: text() };
      case "cycles":
        if (this.clocks.length > 0) return { cycles: text(), clock: this.source.pick(this.clocks) };
        return this.plain(part);
      default:
        return this.plain(part);
    }
  }

  private plain(part: Part): string {
    if (part.enumerators.length === 0) return printText(this.expressions.within(part.width));
    const names = part.flags
      ? this.source.list(1, 3, () => this.source.pick(part.enumerators))
      : [this.source.pick(part.enumerators)];
    return names.join(" | ");
  }

  private constant(part: Part): string {
    if (part.enumerators.length > 0) return this.plain(part);
    return `0x${this.source.big((1n << BigInt(part.width)) - 1n).toString(16)}`;
  }

  private cell(part: Part): Yaml | undefined {
    const fitting = this.tables.flatMap(({ name, indexBits, columns }) =>
      columns
        .filter(({ width, flags }) => (part.enumerators.length === 0 ? width <= part.width : flags && part.flags))
        .map((column) => ({ lookup: name, column: column.name, indexBits })),
    );
    if (fitting.length === 0) return undefined;
    const { indexBits, ...cell } = this.source.pick(fitting);
    return { ...cell, by: printText(this.expressions.within(indexBits, 1)) };
  }

  private map(part: Part): Yaml {
    const named = this.symbols.filter(({ values }) => Object.keys(values).length > 0);
    const symbol = named.length > 0 && this.source.chance(50) ? this.source.pick(named) : undefined;
    const of = symbol === undefined ? this.expressions.within(this.source.pick([1, 2, 3, 8, 64]), 1) : undefined;
    const most = of === undefined ? 0n : bound(of).max;
    const keys =
      symbol === undefined
        ? this.source.list(1, 9, () => this.source.big(most > 300n ? 300n : most).toString())
        : Object.keys(symbol.values);
    const otherwise = this.source.chance(50) ? { otherwise: this.constant(part) } : {};
    const to = Object.fromEntries([...new Set(keys)].map((key) => [key, this.constant(part)]));
    return { map: symbol?.name ?? printText(of ?? this.expressions.symbol()), to, ...otherwise };
  }
}
