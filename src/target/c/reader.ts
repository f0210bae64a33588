/** The C of one descriptor's readers: names, parameters and bodies, for the templates to lay out. */
import type { Expr } from "../../expr/ast.js";
import { bound } from "../../expr/bound.js";
import {
  type Descriptor,
  type Entry,
  type Field,
  findField,
  type Input,
  type Lookup,
  type SliceField,
} from "../../model/types.js";
import { fieldExpressions, inputsUsed } from "../../model/uses.js";
import { accessSlice, joinParts } from "../access.js";
import type { CContext } from "./expression.js";
import { printNarrow, printValue } from "./expression.js";
import { groupTests } from "./group.js";
import { printPieces } from "./loads.js";
import { columnName, entryParameter, inputType, literal, readerName, structName, valueType } from "./names.js";

export interface Parameter {
  readonly name: string;
  /** `@name: `, for kernel-doc. */
  readonly heading: string;
  readonly declaration: string;
  readonly doc: string;
}

export interface ReaderView {
  readonly name: string;
  /** `name() - `, for kernel-doc. */
  readonly heading: string;
  readonly type: string;
  readonly parameters: readonly Parameter[];
  readonly signature: string;
  readonly value: string;
  /** Elements of an array; 0 for a single value. */
  readonly count: number;
  /** Parameters that the value does not need. */
  readonly unused: readonly string[];
}

export class CPrinter {
  readonly context: CContext;
  private readonly fields: ReadonlyMap<string, Field>;

  constructor(
    readonly descriptor: Descriptor,
    private readonly lookups: ReadonlyMap<string, Lookup>,
  ) {
    this.fields = new Map(descriptor.fields.map((field) => [field.key, field]));
    this.context = {
      field: (key) => this.call(findField(descriptor, key)),
      input: (name) => name,
      inputBits: (name) => Number(this.inputNamed(name).type.replace(/\D/g, "")),
      pointer: (entry) => this.pointer(entry),
      group: (parts, any) => groupTests(descriptor, parts, any),
    };
  }

  reader(field: Field): ReaderView {
    const array = field.kind === "slice" ? field.array : undefined;
    const index: Parameter[] =
      array === undefined ? [] : [parameter("i", "unsigned int i", `which of the ${array.count}`)];
    const parameters = [
      ...this.entries(field).map((entry) => this.entryParameter(entry)),
      ...this.inputs(field).map(inputParameter),
      ...index,
    ];
    const value = this.value(field);
    return {
      name: readerName(this.descriptor, field),
      heading: `${readerName(this.descriptor, field)}()${field.doc === "" ? "" : " - "}`,
      type: valueType(field.width),
      parameters,
      signature: parameters.map((parameter) => parameter.declaration).join(", "),
      value,
      count: array?.count ?? 0,
      unused: unusedParameters(parameters, [value, ...index.map(({ name }) => name)]),
    };
  }

  /** The entries that a reader of several fields takes: all. */
  allEntries(): Parameter[] {
    return this.descriptor.entries.map((entry) => this.entryParameter(entry));
  }

  column(lookup: string, column: string, by: Expr): string {
    const table = this.lookups.get(lookup);
    if (table === undefined) throw new Error(`no lookup table ${lookup}`);
    const index = printValue(by, this.context);
    if (this.isBounded(by)) return `${columnName(table, column)}(${index})`;
    const joined = joinedOf(by);
    if (joined === undefined) return `${columnName(table, column)}(nicdesc_index(${index}))`;
    const [upper, lower] = [joined.left, joined.right].map((part) => printValue(part, this.context));
    return `${columnName(table, column)}(nicdesc_join(${upper}, ${lower}, ${literal(bound(by).max)}))`;
  }

  /** Whether it is bits from memory: of those the verifier knows the bounds, and no caller has a say in them. */
  isLoaded(expr: Expr): boolean {
    return expr.kind === "field" && this.fields.get(expr.key)?.kind !== "computed";
  }

  /** Whether every verifier knows its bounds: that of 6.1 forgets them where two values are joined by `|`, as clang does not. */
  private isBounded(expr: Expr): boolean {
    return this.isLoaded(expr) || (expr.kind === "binary" && expr.op === "&" && expr.right.kind === "int");
  }

  private call(field: Field): string {
    const args = [...this.entries(field).map(entryParameter), ...this.inputs(field).map((input) => input.name)];
    return `${readerName(this.descriptor, field)}(${args.join(", ")})`;
  }

  private inputNamed(name: string): Input {
    const input = this.descriptor.inputs.find((candidate) => candidate.name === name);
    if (input === undefined) throw new Error(`${this.descriptor.name} has no input ${name}`);
    return input;
  }

  private entries(field: Field): readonly Entry[] {
    const entry = field.kind === "slice" ? this.descriptor.entries[field.entry] : undefined;
    return entry === undefined ? this.descriptor.entries : [entry];
  }

  private inputs(field: Field): readonly Input[] {
    return inputsUsed(fieldExpressions(field), (key) => this.fields.get(key), this.descriptor.inputs);
  }

  private value(field: Field): string {
    switch (field.kind) {
      case "slice":
        return this.slice(field);
      case "split":
        return this.split(field.parts);
      case "computed":
        return printNarrow(field.expr, field.width, this.context);
      case "lookup":
        return this.column(field.lookup, field.column, field.by);
    }
  }

  private slice(field: SliceField): string {
    const entry = this.entries(field)[0];
    if (entry === undefined) return "";
    const index = field.array === undefined ? "" : field.array.stride === 1 ? "__i" : `__i * ${field.array.stride}`;
    return printPieces(accessSlice(field, alignedForArray(field, entry)), entryParameter(entry), index);
  }

  /** Parts that lie side by side are one load. */
  private split(keys: readonly string[]): string {
    const parts = keys
      .map((key) => findField(this.descriptor, key))
      .filter((part): part is SliceField => part.kind === "slice");
    const joined = joinParts(parts);
    const entry = joined === undefined ? undefined : this.descriptor.entries[joined.entry];
    if (joined !== undefined && entry !== undefined) {
      const pieces = accessSlice(joined, entry);
      if (pieces.length === 1) return printPieces(pieces, entryParameter(entry));
    }
    let place = parts.reduce((sum, part) => sum + part.width, 0);
    const cast = `(${valueType(place > 32 ? 64 : 32)})`;
    return parts
      .map((part) => {
        place -= part.width;
        return place === 0 ? this.call(part) : `${cast}${this.call(part)} << ${place}`;
      })
      .join(" | ");
  }

  private entryParameter(entry: Entry): Parameter {
    const name = entryParameter(entry);
    const doc = entry.name === "" ? "the descriptor" : entry.doc.replace(/\.$/, "") || "the ring entry behind it";
    return parameter(name, `const struct ${structName(this.descriptor, entry)} *${name}`, doc);
  }

  private pointer(index: number): string {
    const entry = this.descriptor.entries[index];
    return entry === undefined ? "desc" : entryParameter(entry);
  }
}

/** Two values that have no bits in common, as one. */
function joinedOf(expr: Expr): Extract<Expr, { kind: "binary" }> | undefined {
  if (expr.kind !== "binary" || expr.op !== "|") return undefined;
  return (bound(expr.left).bits & bound(expr.right).bits) === 0n ? expr : undefined;
}

export function inputParameter(input: Input): Parameter {
  const unit = input.unit === "" ? "" : ` (${input.unit})`;
  return parameter(input.name, `${inputType(input)}${input.name}`, `${input.doc.replace(/\.$/, "")}${unit}`);
}

export function parameter(name: string, declaration: string, doc: string): Parameter {
  return { name, heading: `@${name}: `, declaration, doc };
}

/** The names of the parameters that none of the C texts has, comments aside. */
export function unusedParameters(parameters: readonly Parameter[], texts: readonly string[]): string[] {
  const code = texts.join("\n").replace(/\/\*.*?\*\//g, "");
  return parameters.map(({ name }) => name).filter((name) => !new RegExp(`\\b${name}\\b`).test(code));
}

/** Elements lie `stride` apart, so no load may be wider than what divides the stride. */
function alignedForArray(field: SliceField, entry: Entry): Entry {
  const stride = field.array?.stride ?? 8;
  return { ...entry, align: [8, 4, 2, 1].find((align) => align <= entry.align && stride % align === 0) ?? 1 };
}
