/** A random descriptor with its tables, as spec files. */
import { stringify } from "yaml";
import { bound, widthOf } from "../../../src/expr/bound.js";
import { printText } from "../../../src/expr/text.js";
import type { SourceFile } from "../../../src/spec/source.js";
import { Answers } from "./answers.js";
import { Expressions, type Name, refer } from "./expressions.js";
import { type Laid, type Layout, Layouter, type Yaml } from "./layout.js";
import { arbitrary, type Source } from "./source.js";
import { makeTable, type Table } from "./tables.js";

/** The files of one descriptor called `rnd/<id>`. */
export function specFiles(id: string) {
  return arbitrary((source) => new Maker(source, id).files());
}

export function fileOf(name: string, spec: Yaml): SourceFile {
  const text = stringify(spec, { lineWidth: 0, aliasDuplicateObjects: false });
  return { name: `${name}.yaml`, path: `${name}.yaml`, text };
}

class Maker {
  private readonly fields: Yaml = {};
  private readonly reserved: Yaml[] = [];
  private readonly laid: Laid[] = [];
  /** What is valid everywhere. */
  private readonly symbols: Name[] = [];
  private readonly tables: readonly Table[];
  private readonly inputs: Yaml;
  private readonly clocks: string[] = [];
  private made = 0;
  private host = false;

  constructor(
    private readonly source: Source,
    private readonly id: string,
  ) {
    this.tables = source.list(0, 2, (i) => makeTable(source, `rnd/${id}t${i}`));
    this.inputs = this.makeInputs();
  }

  files(): SourceFile[] {
    const { source } = this;
    const size = source.chance(50) ? source.int(1, 6) * 8 : source.int(4, 40);
    this.host = size % 8 === 0;
    const shape = source.int(0, 9);
    const special = source.int(1, Math.min(12, size - 2));
    const plain = shape <= 2 ? size - special : size;
    const sizes = shape === 3 ? [source.int(3, size - 1), size] : [size];
    const small = sizes.length > 1 ? (sizes[0] ?? size) : size;
    this.take(this.lay(0, plain, {}, "f", ""), small);
    const entries =
      shape === 4 || shape === 5
        ? { ext: { size: this.host ? source.int(1, 3) * 8 : source.int(2, 24), doc: "the next" } }
        : undefined;
    if (entries !== undefined) this.take(this.lay(0, entries.ext.size, { entry: "ext" }, "x", ""), entries.ext.size);
    if (shape === 0) for (const view of ["va", "vb"]) this.take(this.lay(plain, size, { view }, view, ""), size);
    this.derive();
    const variants = shape === 1 || shape === 2 ? this.variants(plain, size) : undefined;
    if (sizes.length > 1) this.symbols.push({ kind: "input", name: "size", width: 16, values: {} });
    const spec = {
      nicdesc: 1,
      descriptor: `rnd/${this.id}`,
      title: "a random descriptor",
      direction: "rx",
      size: sizes.length > 1 ? sizes : size,
      ...(entries === undefined ? {} : { entries }),
      inputs: this.inputs,
      fields: this.fields,
      reserved: this.reserved,
      ...(variants === undefined ? {} : { variants }),
      metadata: this.answers(this.symbols),
    };
    return [...this.tables.map((table) => fileOf(table.name, table.spec)), fileOf(`rnd/${this.id}`, spec)];
  }

  private lay(from: number, to: number, common: Yaml, prefix: string, scope: string): Layout {
    return new Layouter(this.source, { from, to, common, prefix, scope, host: this.host }).cover();
  }

  /** Fields outside variants; expressions may use those that are valid always. */
  private take({ fields, reserved, laid }: Layout, small: number): void {
    Object.assign(this.fields, fields);
    this.reserved.push(...reserved);
    this.laid.push(...laid);
    const inputs = this.symbols.filter(({ kind }) => kind === "input");
    for (const field of laid) {
      const spec = fields[field.name] as Yaml | undefined;
      if (spec !== undefined && "bits" in spec && inputs.length > 0 && this.source.chance(8))
        spec["when"] = printText(new Expressions(this.source, inputs).truth(1));
      else if (!field.array && !field.reserved && field.end <= small) this.symbols.push(field);
    }
  }

  private makeInputs(): Yaml {
    const inputs = this.source.list(0, 3, (i) => {
      const type = this.source.pick(["u8", "u16", "u32", "u64"]);
      const width = this.source.int(1, Number(type.slice(1)));
      this.symbols.push({ kind: "input", name: `in${i}`, width, values: {} });
      return [`in${i}`, { type, bits: width, doc: "an input" }] as const;
    });
    if (!this.source.chance(40)) return Object.fromEntries(inputs);
    this.clocks.push("clock");
    return Object.fromEntries([...inputs, ["clock", { type: "timecounter", doc: "a clock" }]]);
  }

  /** Split, computed and looked up fields. */
  private derive(): void {
    const { source } = this;
    for (const make of source.list(1, 6, () => source.int(0, 3))) {
      if (make === 0) this.split();
      else if (make === 1) this.lookUp();
      else this.compute();
    }
  }

  private split(): void {
    const whole = this.laid.filter((field) => !field.array && this.symbols.includes(field));
    const start = this.source.int(0, Math.max(0, whole.length - 2));
    const run = whole.slice(start, start + this.source.int(2, 4));
    const parts: Laid[] = [];
    for (const part of this.source.chance(50) ? run : run.toReversed()) {
      if (parts.reduce((sum, { width }) => sum + width, part.width) <= 64) parts.push(part);
    }
    if (parts.length < 2) return;
    const width = parts.reduce((sum, part) => sum + part.width, 0);
    this.name("j", { parts: parts.map(({ name }) => name) }, width);
  }

  private compute(): void {
    const expr = new Expressions(this.source, this.symbols).value();
    const needed = Math.max(1, widthOf(expr));
    const width = this.source.chance(30) ? this.source.int(needed, 64) : needed;
    this.name("v", { value: printText(expr), ...(width === needed ? {} : { width }) }, width);
  }

  private lookUp(): void {
    if (this.tables.length === 0) return;
    const table = this.source.pick(this.tables);
    const column = this.source.pick(table.columns);
    const by = new Expressions(this.source, this.symbols).within(table.indexBits, 1);
    if (bound(by).max >= 1n << BigInt(table.indexBits)) return;
    this.name("k", { lookup: table.name, by: printText(by), column: column.name }, column.width);
  }

  private name(letter: string, field: Yaml, width: number): void {
    const name = `${letter}${this.made++}`;
    this.fields[name] = field;
    this.symbols.push({ kind: "field", name, width, values: {} });
  }

  private variants(from: number, to: number): Yaml | undefined {
    const selectors = this.symbols.filter(({ width }) => width <= 3);
    const small = new Expressions(this.source, this.symbols).within(1);
    const selector = selectors.length > 0 ? refer(this.source.pick(selectors)) : small;
    const most = Number(bound(selector).max);
    const matches = [...new Set(this.source.list(1, 3, () => this.source.int(0, most)))];
    const all = matches.length === most + 1;
    const cases = matches.map((match, i) => [`c${i}`, this.variant(`c${i}`, match, from, to)] as const);
    const rest = this.source.chance(50)
      ? { match: "otherwise", opaque: true }
      : this.variant("rest", "otherwise", from, to);
    return {
      selector: printText(selector),
      cases: Object.fromEntries(all ? cases : [...cases, ["rest", rest]]),
    };
  }

  private variant(name: string, match: unknown, from: number, to: number): Yaml {
    const { fields, reserved, laid } = this.lay(from, to, {}, `${name}f`, `${name}.`);
    const own = laid.filter(({ array, reserved }) => !array && !reserved);
    const metadata = this.source.chance(70) ? { metadata: this.answers([...this.symbols, ...own]) } : {};
    return { match, fields, reserved, ...metadata };
  }

  private answers(symbols: readonly Name[]): Yaml {
    return new Answers(this.source, symbols, this.tables, this.clocks).all();
  }
}
