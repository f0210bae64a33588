/** Brings descriptors to where conditions hold, which random bytes seldom do. It aims; it need not always hit. */
import type { Expr } from "../../src/expr/ast.js";
import { conjuncts, isComparison } from "../../src/expr/ast.js";
import type { SliceField, Value } from "../../src/model/types.js";
import {
  type Descriptor,
  type Field,
  type Lookup,
  type Model,
  orderOfType,
  sizeOfType,
} from "../../src/model/types.js";
import type { Random } from "./random.js";
import type { Draft } from "./samples.js";

/** Chooses an answer of some metadata and tries to make its conditions hold, and those of its values' fields. */
export function meetConditions(model: Model, descriptor: Descriptor, draft: Draft, random: Random): void {
  const answers = descriptor.metadata.flatMap((metadata) => metadata.answers.map((_, i) => ({ metadata, i })));
  const aim = new Aim(model, descriptor, draft, random);
  for (let tries = 0; tries < 2 && answers.length > 0; tries++) {
    const { metadata, i } = random.pick(answers);
    for (const earlier of metadata.answers.slice(0, i)) {
      if (earlier.when !== undefined && random.chance(0.7)) aim.make(earlier.when, false);
    }
    const answer = metadata.answers[i];
    for (const value of answer?.values ?? []) aim.value(value);
    for (const condition of [answer?.supported, answer?.when]) if (condition !== undefined) aim.make(condition, true);
  }
}

const ALL = (1n << 64n) - 1n;

class Aim {
  private readonly fields: ReadonlyMap<string, Field>;
  private readonly lookups: ReadonlyMap<string, Lookup>;

  constructor(
    model: Model,
    private readonly descriptor: Descriptor,
    private readonly draft: Draft,
    private readonly random: Random,
  ) {
    this.fields = new Map(descriptor.fields.map((field) => [field.key, field]));
    this.lookups = new Map(model.lookups.map((lookup) => [lookup.name, lookup]));
  }

  /** Somewhere interesting: a row that a table has, an entry of a map. */
  value(value: Value): void {
    if (value.kind === "map" && value.to.length > 0) this.set(value.of, this.random.pick(value.to).from.value);
    if (value.kind === "lookup") this.setRow(value.lookup, value.by);
    if (value.kind === "choice") this.make(value.condition, this.random.chance(0.5));
    if (value.kind === "joined") for (const piece of value.values) this.value(piece);
  }

  make(expr: Expr, wanted: boolean): void {
    if (expr.kind === "not") this.make(expr.arg, !wanted);
    else if (expr.kind !== "binary") this.set(expr, wanted ? this.random.bits(64) | 1n : 0n);
    else if (expr.op === "&&" || expr.op === "||") this.join(expr, wanted);
    else if (isComparison(expr.op)) this.compare(expr, wanted);
    else this.set(expr, wanted ? this.random.bits(8) | 1n : 0n);
  }

  private join(expr: Extract<Expr, { kind: "binary" }>, wanted: boolean): void {
    if ((expr.op === "&&") === wanted) {
      for (const part of wanted ? conjuncts(expr) : [expr.left, expr.right]) this.make(part, wanted);
    } else this.make(this.random.pick([expr.left, expr.right]), wanted);
  }

  private compare({ op, left, right }: Extract<Expr, { kind: "binary" }>, wanted: boolean): void {
    const pivot = right.kind === "int" || right.kind === "enumerator" ? right.value : undefined;
    const at = pivot ?? this.random.bits(this.random.pick([1, 3, 8, 16]));
    if (pivot === undefined) this.set(right, at);
    const below = at === 0n ? 0n : this.random.bits(64) % at;
    const above = at + 1n + this.random.bits(4);
    const other = this.random.pick([below, above]);
    const choices: Record<string, readonly [bigint, bigint]> = {
      "==": [at, other],
      "!=": [other, at],
      "<": [below, above],
      "<=": [this.random.pick([below, at]), above],
      ">": [above, below],
      ">=": [this.random.pick([above, at]), below],
    };
    this.set(left, choices[op]?.[wanted ? 0 : 1] ?? at);
  }

  /** Tries to give the expression this value. */
  private set(expr: Expr, value: bigint): void {
    if (expr.kind === "field") this.setField(expr.key, value);
    else if (expr.kind === "input") this.draft.inputs[expr.name] = BigInt.asUintN(expr.width, value);
    else if (expr.kind === "not") this.make(expr.arg, value === 0n);
    else if (expr.kind === "binary") this.setBinary(expr, value);
  }

  private setBinary(expr: Extract<Expr, { kind: "binary" }>, value: bigint): void {
    const { op, left, right } = expr;
    if (isComparison(op) || op === "&&" || op === "||") this.make(expr, value !== 0n);
    else if (right.kind !== "int" && right.kind !== "enumerator") {
      this.set(left, value);
      this.set(right, op === "&" ? ALL : 0n);
    } else this.set(left, undo(op, value, right.value, this.random.bits(64)));
  }

  private setField(key: string, value: bigint): void {
    const field = this.fields.get(key);
    if (field?.kind === "slice") this.write(field, value);
    else if (field?.kind === "computed") this.set(field.expr, value);
    else if (field?.kind === "lookup") this.setRow(field.lookup, field.by, field.column, value);
    else if (field?.kind === "split") {
      let rest = value;
      for (const part of field.parts.toReversed()) {
        this.setField(part, rest);
        rest >>= BigInt(this.fields.get(part)?.width ?? 0);
      }
    }
  }

  private setRow(name: string, by: Expr, column?: string, value?: bigint): void {
    const table = this.lookups.get(name);
    const at = table?.columns.findIndex((candidate) => candidate.name === column) ?? -1;
    const rows = (table?.rows ?? []).filter((row) => column === undefined || row.cells[at] === value);
    if (rows.length > 0) this.set(by, BigInt(this.random.pick(rows).index));
  }

  /** Writes the field's bits; words in CPU order as little-endian ones. */
  private write(field: SliceField, value: bigint): void {
    const size = sizeOfType(field.type);
    const start = (this.descriptor.entries[field.entry]?.offset ?? 0) + field.at;
    const bytes = this.draft.bytes.subarray(start, start + size);
    if (bytes.length < size) return;
    if (orderOfType(field.type) === "big") bytes.reverse();
    const word = bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
    const mask = ((1n << BigInt(field.width)) - 1n) << BigInt(field.lsb);
    const changed = (word & ~mask) | ((value << BigInt(field.lsb)) & mask);
    for (let i = 0; i < size; i++) bytes[i] = Number((changed >> BigInt(i * 8)) & 0xffn);
    if (orderOfType(field.type) === "big") bytes.reverse();
  }
}

/** What gives `value` when the operator and the constant are applied to it. */
function undo(op: string, value: bigint, constant: bigint, noise: bigint): bigint {
  if (op === "&") return (value & constant) | (noise & ~constant);
  if (op === "<<") return value >> constant;
  if (op === ">>") return BigInt.asUintN(64, value << constant);
  if (op === "+") return BigInt.asUintN(64, value - constant);
  if (op === "-") return BigInt.asUintN(64, value + constant);
  return op === "^" ? value ^ constant : value;
}
