/** Metadata readers: conditions, stores and return codes. */
import { allOf, conjuncts, type Expr, not, walk } from "../../expr/ast.js";
import { bitLength, largest } from "../../expr/bigint.js";
import { bound } from "../../expr/bound.js";
import type { Answer, Metadata, MetadataPart, Value } from "../../model/types.js";
import { takeCommon } from "./common.js";
import { countTests } from "./condition.js";
import { areAlike, isTruth, printCondition, printNarrow, printValue } from "./expression.js";
import { copyFlags } from "./flags.js";
import { literal, macroName, metadataName, valueType } from "./names.js";
import { tableLength } from "./padding.js";
import { type CPrinter, inputParameter, type Parameter, parameter, unusedParameters } from "./reader.js";

interface AnswerView {
  /** Empty: always. */
  readonly condition: string;
  readonly stores: readonly { readonly to: string; readonly value: string }[];
  /** What is returned: 0, or a predicate's answer. */
  readonly result: string;
}

/** A small constant table that a `map` becomes. */
interface MapView {
  readonly name: string;
  readonly type: string;
  readonly index: string;
  readonly size: string;
  readonly cells: readonly string[];
  readonly otherwise: string;
  /** Whether every index is inside the table. */
  readonly total: boolean;
}

export interface MetadataReaderView {
  readonly name: string;
  /** `name() - `, for kernel-doc. */
  readonly heading: string;
  readonly parameters: readonly Parameter[];
  readonly signature: string;
  /** When no answer can hold; empty when the answers share no condition. */
  readonly unless: string;
  /** What is returned then. */
  readonly refusal: string;
  readonly answers: readonly AnswerView[];
  /** What is returned when no answer holds; empty when one always does. */
  readonly otherwise: string;
  readonly maps: readonly MapView[];
  /** Parameters that no answer reads. */
  readonly unused: readonly string[];
}

const NO_DATA = "-NICDESC_ENODATA";
const NOT_SUPPORTED = "-NICDESC_EOPNOTSUPP";
/** A table of no more cells than this has one for every index, so that no bound is tested. */
const WHOLE_TABLE = 64n;
/** Above this, a map is a chain of tests rather than a table. */
const TABLE_LIMIT = 256n;

export function metadataReader(metadata: Metadata, printer: CPrinter): MetadataReaderView {
  const name = metadataName(printer.descriptor, metadata.item);
  const outputs = metadata.item.parts.map(outputParameter);
  const parameters = [...printer.allEntries(), ...metadata.inputs.map(inputParameter), ...outputs];
  const maps: MapView[] = [];
  const { common, own } = takeCommon(metadata.answers.map(conditionsOf), (conditions) => tests(conditions, printer));
  const refused = allOf(common);
  const answers = metadata.answers.map((answer, i) =>
    answerView(answer, allOf(own[i] ?? []), metadata, name, printer, maps),
  );
  const unless = refused === undefined ? "" : printCondition(not(refused), printer.context);
  const last = answers.at(-1);
  const texts = answers.flatMap(({ condition, stores, result }) => [
    condition,
    result,
    ...stores.flatMap(({ to, value }) => [to, value]),
  ]);
  return {
    name,
    heading: `${name}() - `,
    parameters,
    signature: parameters.map((item) => item.declaration).join(", "),
    unless,
    refusal: otherwise(metadata, printer),
    answers,
    otherwise: last !== undefined && last.condition === "" ? "" : otherwise(metadata, printer),
    maps,
    unused: unusedParameters(parameters, [unless, otherwise(metadata, printer), ...texts]),
  };
}

/** The conditions of an answer, all of which must hold. */
function conditionsOf({ supported, when }: Answer): readonly Expr[] {
  return [supported, when]
    .filter((expr) => expr !== undefined)
    .flatMap(conjuncts)
    .filter((expr) => !isTrue(expr));
}

function tests(conditions: readonly Expr[], printer: CPrinter): number {
  const all = allOf(conditions);
  return all === undefined ? 0 : countTests(all, printer.context.group);
}

function answerView(
  answer: Answer,
  when: Expr | undefined,
  metadata: Metadata,
  name: string,
  printer: CPrinter,
  maps: MapView[],
): AnswerView {
  const condition = when === undefined ? "" : printCondition(when, printer.context);
  const [only] = answer.values;
  if (metadata.item.predicate) {
    const value = only?.kind === "expression" ? only.expr : undefined;
    return { condition, stores: [], result: value === undefined ? "0" : truth(value, printer) };
  }
  const stores = metadata.item.parts.map((part, i) => ({
    to: part.name,
    value: convert(
      part,
      printPart(
        answer.values[i],
        part,
        `${name}_${part.name}${maps.length === 0 ? "" : `_${maps.length}`}`,
        printer,
        maps,
      ),
    ),
  }));
  return { condition, stores, result: "0" };
}

/** An answer without `when` has been given wherever it is supported: only the others can lack data. */
function otherwise(metadata: Metadata, printer: CPrinter): string {
  const supported = metadata.answers
    .filter((answer) => answer.when !== undefined && !isTrue(answer.when))
    .map((answer) => answer.supported);
  if (supported.length === 0) return NOT_SUPPORTED;
  const conditions = supported.filter((condition) => condition !== undefined);
  if (conditions.length < supported.length) return NO_DATA;
  const texts = [...new Set(conditions.map((condition) => printCondition(condition, printer.context)))];
  const joined = texts.length === 1 ? texts[0] : texts.map((text) => `(${text})`).join(" || ");
  return `(${joined}) ? ${NO_DATA} : ${NOT_SUPPORTED}`;
}

/** A predicate answers 1 or 0. */
function truth(expr: Expr, printer: CPrinter): string {
  if (expr.kind === "int") return expr.value === 0n ? "0" : "1";
  if (expr.kind === "not" && expr.arg.kind === "not") return truth(expr.arg.arg, printer);
  const isBit = (expr.kind === "field" || expr.kind === "input") && expr.width === 1;
  if (isBit) return printValue(expr, printer.context);
  const text = printCondition(expr, printer.context);
  if (bound(expr).max === 1n) return text;
  return `(${text}) != 0`;
}

function printPart(
  value: Value | undefined,
  part: MetadataPart,
  name: string,
  printer: CPrinter,
  maps: MapView[],
): string {
  if (value === undefined) return "0";
  const print = (expr: Expr) => printValue(expr, printer.context);
  switch (value.kind) {
    case "expression":
      return enumerated(value.expr, part) ?? printNarrow(value.expr, part.width, printer.context);
    case "lookup":
      return printer.column(value.lookup, value.column, value.by);
    case "map":
      return printMap(value, part, name, printer, maps);
    case "extend":
      return `nicdesc_extend(${print(value.value)}, ${value.bits}, ${print(value.by)})`;
    case "cycles":
      return `nicdesc_cycles_to_ns(${print(value.value)}, ${value.clock})`;
    case "choice": {
      const cast = areAlike(value.chosen, value.otherwise, printer.context) ? "" : "(__u64)";
      const branch = (expr: Expr) => enumerated(expr, part) ?? `${cast}${wrapped(expr, print)}`;
      return `(${printCondition(value.condition, printer.context)}) ? ${branch(value.chosen)} : ${branch(value.otherwise)}`;
    }
    case "joined": {
      const { texts, rest } = copyFlags(value.values, printer.descriptor, printer.context.pointer);
      const others = rest.map((piece) => {
        const cast = piece.kind === "expression" && isTruth(piece.expr) ? "(int)" : "";
        return `${cast}(${printPart(piece, part, `${name}_${maps.length}`, printer, maps)})`;
      });
      return [...texts.map((text) => `(${text})`), ...others].join(" | ");
    }
    case "seconds":
      return `(__u64)${wrapped(value.seconds, print)} * 1000000000 + ${wrapped(value.nanoseconds, print)}`;
  }
}

function wrapped(expr: Expr, print: (expr: Expr) => string): string {
  return expr.kind === "binary" || expr.kind === "not" ? `(${print(expr)})` : print(expr);
}

/** A plain number by the name that the vocabulary has for it. */
function enumerated(expr: Expr, part: MetadataPart): string | undefined {
  if (expr.kind !== "int") return undefined;
  const found = part.enumeration?.values.find((candidate) => candidate.value === expr.value);
  return found === undefined || part.enumeration === undefined
    ? undefined
    : macroName(part.enumeration.name, found.name);
}

function printMap(
  value: Extract<Value, { kind: "map" }>,
  part: MetadataPart,
  name: string,
  printer: CPrinter,
  maps: MapView[],
): string {
  const print = (expr: Expr) => enumerated(expr, part) ?? printValue(expr, printer.context);
  const index = printValue(value.of, printer.context);
  const otherwise = print(value.otherwise);
  const most = largest(0n, ...value.to.map(({ from }) => from.value));
  if (value.to.length <= 2 || most >= TABLE_LIMIT) {
    return value.to.reduceRight(
      (rest, { from, value: to }) => `(${index}) == ${literal(from.value)} ? ${print(to)} : ${rest}`,
      otherwise,
    );
  }
  const cellOf = (i: number) => value.to.find(({ from }) => from.value === BigInt(i))?.value ?? value.otherwise;
  const last = bound(value.of).max;
  const total = (last <= most || last < WHOLE_TABLE) && printer.isLoaded(value.of);
  const values = Array.from({ length: Number(total ? last : most) + 1 }, (_, i) => bound(cellOf(i)).max);
  const filler = bound(value.otherwise).max;
  const type = valueType(bitLength(largest(filler, ...values)));
  const cells = Array.from({ length: tableLength(values, filler, type) }, (_, i) => print(cellOf(i)));
  maps.push({
    name,
    type,
    index: "index",
    size: String(cells.length),
    cells,
    otherwise,
    total,
  });
  return total ? `${name}[${index}]` : `nicdesc_at(${name}, ${index}, ${otherwise})`;
}

/** Stores in network byte order where the vocabulary says so. */
function convert(part: MetadataPart, value: string): string {
  if (!part.type.startsWith("be")) return value;
  return `nicdesc_cpu_to_${part.type}(${value})`;
}

export function outputParameter(part: MetadataPart): Parameter {
  const unit = part.unit === "" ? "" : ` (${part.unit})`;
  return parameter(part.name, `__${part.type} *${part.name}`, `${part.doc.replace(/\.$/, "")}${unit}`);
}

function isTrue(expr: Expr): boolean {
  let symbols = false;
  walk(expr, (node) => {
    if (node.kind === "field" || node.kind === "input") symbols = true;
  });
  return !symbols && bound(expr).min > 0n;
}
