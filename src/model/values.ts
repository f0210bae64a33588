/** What a metadata part is said to be: an expression, or one of the forms that arithmetic cannot say. */
import type { Findings } from "../diagnostics/findings.js";
import { didYouMean } from "../diagnostics/suggest.js";
import { type Expr, int } from "../expr/ast.js";
import { bitLength, largest } from "../expr/bigint.js";
import { bound } from "../expr/bound.js";
import type { RawExpression, RawValue, RawValueForm } from "../spec/schema.js";
import { inside, keyOf, type Path, type Place } from "../spec/source.js";
import { checkIndex, findColumn } from "./columns.js";
import { resolveExpression, type Scope } from "./scope.js";
import type { Enumerator, Input, Lookup, MetadataPart, Value } from "./types.js";

export interface ValueContext {
  readonly scope: Scope;
  readonly lookups: ReadonlyMap<string, Lookup>;
  readonly inputs: readonly Input[];
  readonly findings: Findings;
}

const FORMS = {
  lookup: ["lookup", "by", "column"],
  map: ["map", "to", "otherwise"],
  extend: ["extend", "bits", "by"],
  cycles: ["cycles", "clock"],
  if: ["if", "value", "otherwise"],
  seconds: ["seconds", "nanoseconds"],
} as const;
const OPTIONAL = new Set(["otherwise"]);

export function buildValue(raw: RawValue, part: MetadataPart, place: Place, context: ValueContext): Value | undefined {
  const value = Array.isArray(raw) ? joinedValue(raw, part, place, context) : singleValue(raw, part, place, context);
  if (value !== undefined) checkWidth(value, part, place, context);
  return value;
}

/** Pieces of one value, joined by `|`. */
function joinedValue(
  raw: readonly (RawExpression | RawValueForm)[],
  part: MetadataPart,
  place: Place,
  context: ValueContext,
): Value | undefined {
  const values = raw.map((piece, i) => singleValue(piece, part, inside(place, i), context));
  const known = values.filter((value) => value !== undefined);
  return known.length === values.length ? { kind: "joined", values: known } : undefined;
}

function singleValue(
  raw: RawExpression | RawValueForm,
  part: MetadataPart,
  place: Place,
  context: ValueContext,
): Value | undefined {
  return typeof raw === "object" ? buildForm(raw, part, place, context) : expressionValue(raw, part, place, context);
}

function expressionValue(
  raw: RawExpression,
  part: MetadataPart,
  place: Place,
  context: ValueContext,
): Value | undefined {
  const expr = enumeratedExpression(raw, part, place, context);
  return expr && { kind: "expression", expr };
}

/** An expression in which the enumerators of the part's enumeration are names. */
function enumeratedExpression(
  raw: RawExpression,
  part: MetadataPart,
  place: Place,
  { scope, findings }: ValueContext,
): Expr | undefined {
  const expr = resolveExpression(raw, place, scope, findings, part.enumeration?.values);
  if (expr !== undefined) checkEnumerator(expr, part, place, findings);
  return expr;
}

function buildForm(raw: RawValueForm, part: MetadataPart, place: Place, context: ValueContext): Value | undefined {
  const form = (Object.keys(FORMS) as (keyof typeof FORMS)[]).find((key) => raw[key] !== undefined);
  if (form === undefined) {
    context.findings.add(
      "ND037",
      place,
      `a value is an expression, or has one of the keys ${Object.keys(FORMS).join(", ")}`,
    );
    return undefined;
  }
  const keys: readonly string[] = FORMS[form];
  for (const key of Object.keys(raw)) {
    if (!keys.includes(key))
      context.findings.add("ND037", keyOf(inside(place, key)), `\`${key}\` does not go with \`${form}\``);
  }
  const missing = keys.filter((key) => !OPTIONAL.has(key) && raw[key as keyof RawValueForm] === undefined);
  for (const key of missing) context.findings.add("ND004", place, `missing key \`${key}\``);
  if (missing.length > 0) return undefined;
  const resolve = (key: "by" | "if" | "map" | "extend" | "cycles" | "seconds" | "nanoseconds") =>
    resolveExpression(raw[key] ?? 0, inside(place, key), context.scope, context.findings);
  switch (form) {
    case "lookup":
      return lookupValue(raw, resolve("by"), part, place, context);
    case "map":
      return mapValue(raw, resolve("map"), part, place, context);
    case "extend": {
      const [value, by] = [resolve("extend"), resolve("by")];
      return value && by && { kind: "extend", value, by, bits: raw.bits ?? 0 };
    }
    case "cycles": {
      const value = resolve("cycles");
      const clock = context.inputs.find((input) => input.name === raw.clock && input.type === "timecounter");
      if (clock === undefined) {
        context.findings.add("ND018", inside(place, "clock"), `there is no timecounter input \`${raw.clock}\``, {
          help: `declare it under inputs: \`${raw.clock}: { type: timecounter, doc: … }\``,
        });
      }
      return value && clock && { kind: "cycles", value, clock: clock.name };
    }
    case "if": {
      const condition = resolve("if");
      const chosen = enumeratedExpression(raw.value ?? 0, part, inside(place, "value"), context);
      const otherwise = enumeratedExpression(raw.otherwise ?? 0, part, inside(place, "otherwise"), context);
      return condition && chosen && otherwise && { kind: "choice", condition, chosen, otherwise };
    }
    case "seconds": {
      const [seconds, nanoseconds] = [resolve("seconds"), resolve("nanoseconds")];
      return seconds && nanoseconds && { kind: "seconds", seconds, nanoseconds };
    }
  }
}

function lookupValue(
  raw: RawValueForm,
  by: Expr | undefined,
  part: MetadataPart,
  place: Place,
  { lookups, findings }: ValueContext,
): Value | undefined {
  const found = findColumn(lookups, raw.lookup ?? "", raw.column ?? "", place, findings);
  if (found === undefined || by === undefined) return undefined;
  checkIndex(by, found.lookup, inside(place, "by"), findings);
  if (part.enumeration !== undefined && found.column.enumeration !== part.enumeration.name) {
    findings.add(
      "ND022",
      inside(place, "column"),
      `\`${part.name}\` is an enumeration \`${part.enumeration.name}\`; the column \`${found.column.name}\` is not`,
      {
        help: `give the column \`enum: ${part.enumeration.name}\``,
      },
    );
  }
  return { kind: "lookup", lookup: found.lookup.name, column: found.column.name, by };
}

function mapValue(
  raw: RawValueForm,
  of: Expr | undefined,
  part: MetadataPart,
  place: Place,
  { scope, findings }: ValueContext,
): Value | undefined {
  if (of === undefined) return undefined;
  const values =
    of.kind === "field"
      ? scope.lookup(of.key)?.values
      : of.kind === "input"
        ? scope.lookup(of.name)?.values
        : undefined;
  const known = values ?? [];
  const to = Object.entries(raw.to ?? {}).flatMap(([key, item]) => {
    const from = readKey(key, of, known, keyOf(inside(place, "to", key)), findings);
    const value = constantOf(item, part, inside(place, "to", key), findings);
    return from === undefined || value === undefined ? [] : [{ from, value }];
  });
  const otherwise =
    raw.otherwise === undefined ? int(0) : constantOf(raw.otherwise, part, inside(place, "otherwise"), findings);
  return otherwise && { kind: "map", of, to, otherwise };
}

function readKey(
  key: string,
  of: Expr,
  known: readonly Enumerator[],
  place: Place,
  findings: Findings,
): Enumerator | undefined {
  const found = /^\d/.test(key) ? { name: key, value: BigInt(key) } : known.find((value) => value.name === key);
  if (found === undefined) {
    findings.add("ND018", place, `there is no enumerator \`${key}\``, {
      help: didYouMean(
        key,
        known.map((value) => value.name),
      ),
    });
  } else if (found.value > bound(of).max)
    findings.add("ND019", place, `the value mapped is at most ${bound(of).max}: never ${found.value}`);
  return found;
}

/** A map's values are constants, so that it can become a table. */
function constantOf(raw: RawExpression, part: MetadataPart, place: Place, findings: Findings): Expr | undefined {
  const scope: Scope = { lookup: () => undefined, names: () => [] };
  const expr = resolveExpression(raw, place, scope, findings, part.enumeration?.values);
  if (expr === undefined) return undefined;
  checkEnumerator(expr, part, place, findings);
  return expr;
}

function checkEnumerator(expr: Expr, part: MetadataPart, place: Place, findings: Findings): void {
  if (part.enumeration === undefined || expr.kind !== "int" || part.enumeration.flags) return;
  if (part.enumeration.values.some((value) => value.value === expr.value)) return;
  findings.add("ND015", place, `${expr.value} is not one of \`${part.enumeration.name}\``);
}

function checkWidth(value: Value, part: MetadataPart, place: Place, { lookups, findings }: ValueContext): void {
  const most = mostOf(value, lookups);
  if (most >> BigInt(part.width) === 0n) return;
  findings.add("ND033", place, `the value can have ${bitLength(most)} bits; \`${part.name}\` has ${part.width}`);
}

function mostOf(value: Value, lookups: ReadonlyMap<string, Lookup>): bigint {
  switch (value.kind) {
    case "expression":
      return bound(value.expr, false).max;
    case "lookup": {
      const width = lookups.get(value.lookup)?.columns.find((column) => column.name === value.column)?.width ?? 0;
      return (1n << BigInt(width)) - 1n;
    }
    case "map":
      return largest(bound(value.otherwise).max, ...value.to.map((entry) => bound(entry.value).max));
    case "choice":
      return largest(bound(value.chosen, false).max, bound(value.otherwise, false).max);
    case "joined":
      return largest(0n, ...value.values.map((piece) => mostOf(piece, lookups)));
    default:
      return (1n << 64n) - 1n;
  }
}

/** The expressions in a value, each with the steps from the value's place to its own. */
export function expressionsOf(value: Value): readonly { readonly expr: Expr; readonly path: Path }[] {
  switch (value.kind) {
    case "expression":
      return [{ expr: value.expr, path: [] }];
    case "lookup":
      return [{ expr: value.by, path: ["by"] }];
    case "map":
      return [{ expr: value.of, path: ["map"] }];
    case "extend":
      return [
        { expr: value.value, path: ["extend"] },
        { expr: value.by, path: ["by"] },
      ];
    case "cycles":
      return [{ expr: value.value, path: ["cycles"] }];
    case "seconds":
      return [
        { expr: value.seconds, path: ["seconds"] },
        { expr: value.nanoseconds, path: ["nanoseconds"] },
      ];
    case "choice":
      return [
        { expr: value.condition, path: ["if"] },
        { expr: value.chosen, path: ["value"] },
        { expr: value.otherwise, path: ["otherwise"] },
      ];
    case "joined":
      return value.values.flatMap((piece, i) =>
        expressionsOf(piece).map(({ expr, path }) => ({ expr, path: [i, ...path] })),
      );
  }
}

/** The values that a joined one is made of; any other is itself. */
export function piecesOf(value: Value): readonly Value[] {
  return value.kind === "joined" ? value.values : [value];
}
