/** The cases of a selector: which value means which layout, and that every value means one. */
import type { Findings } from "../diagnostics/findings.js";
import { didYouMean } from "../diagnostics/suggest.js";
import { binary, type Expr, int, walk } from "../expr/ast.js";
import { bound } from "../expr/bound.js";
import type { Composed } from "../spec/compose.js";
import type { RawCase } from "../spec/schema.js";
import { inside, keyOf, type Place } from "../spec/source.js";
import { checkKeyword } from "./names.js";
import { resolveExpression, type Scope } from "./scope.js";
import type { Enumerator, KernelType, VariantCase, Variants } from "./types.js";

/** More than any hardware has. */
const MAX_CASES = 256;
const OTHERWISE = "otherwise";

export function buildVariants(composed: Composed, scope: Scope, findings: Findings): Variants | undefined {
  if (composed.variants === undefined) return undefined;
  const { raw, place } = composed.variants;
  const selectorPlace = inside(place, "selector");
  const selector = resolveExpression(raw.selector, selectorPlace, scope, findings);
  if (selector === undefined) return undefined;
  if (composed.cases.size > MAX_CASES) {
    findings.add(
      "ND027",
      keyOf(inside(place, "cases")),
      `${composed.cases.size} cases: there are at most ${MAX_CASES}`,
    );
    return undefined;
  }
  const known = enumeratorsOf(selector, scope);
  const taken = new Map<bigint, Place>();
  const matches = [...composed.cases].map(([name, item]) => {
    checkKeyword(name, keyOf(item.place), findings);
    return { name, ...item, match: readMatch(item.raw, inside(item.place, "match"), known, selector, taken, findings) };
  });
  checkTotal(matches, selector, selectorPlace, findings);
  const named = matches.flatMap(({ match }) => match ?? []);
  return {
    selector,
    doc: raw.doc ?? "",
    cases: matches.map(
      ({ name, raw: item, match }): VariantCase => ({
        name,
        title: item.title ?? "",
        doc: item.doc ?? "",
        match: match ?? [],
        opaque: item.opaque === true,
        condition: match === undefined ? noneOf(selector, named) : anyOf(selector, match),
        ...(item.kernel === undefined ? {} : { kernel: plainKernel(item.kernel) }),
      }),
    ),
  };
}

export function plainKernel(raw: { readonly type: string; readonly member?: string | undefined }): KernelType {
  return raw.member === undefined ? { type: raw.type } : { type: raw.type, member: raw.member };
}

/** The values of a case; undefined for `otherwise`. */
function readMatch(
  raw: RawCase,
  place: Place,
  known: readonly Enumerator[],
  selector: Expr,
  taken: Map<bigint, Place>,
  findings: Findings,
): Enumerator[] | undefined {
  if (raw.match === OTHERWISE) return undefined;
  const list = Array.isArray(raw.match) ? raw.match : [raw.match];
  return list.flatMap((item, i): Enumerator[] => {
    const here = Array.isArray(raw.match) ? inside(place, i) : place;
    const value = readValue(item, known, here, findings);
    if (value === undefined) return [];
    const most = bound(selector).max;
    if (value.value > most) findings.add("ND024", here, `the selector is at most ${most}: it is never ${value.value}`);
    const first = taken.get(value.value);
    if (first !== undefined) {
      findings.add("ND024", here, `the value ${value.value} already belongs to another case`, {
        related: [{ place: first, message: "to this one" }],
      });
    }
    taken.set(value.value, here);
    return [value];
  });
}

function readValue(
  item: string | number,
  known: readonly Enumerator[],
  place: Place,
  findings: Findings,
): Enumerator | undefined {
  if (typeof item === "number" || /^0x/.test(item)) {
    const value = BigInt(item);
    return known.find((candidate) => candidate.value === value) ?? { name: String(item), value };
  }
  const found = known.find((candidate) => candidate.name === item);
  if (found === undefined) {
    findings.add("ND018", place, `the selector has no enumerator \`${item}\``, {
      help: didYouMean(item, [...known.map((candidate) => candidate.name), OTHERWISE]),
    });
  }
  return found;
}

function checkTotal(
  cases: readonly { readonly name: string; readonly match: readonly Enumerator[] | undefined; readonly place: Place }[],
  selector: Expr,
  place: Place,
  findings: Findings,
): void {
  const open = cases.filter((item) => item.match === undefined);
  for (const extra of open.slice(1)) {
    findings.add("ND024", inside(extra.place, "match"), "there are two `otherwise` cases", {
      related: [{ place: inside(open[0]?.place ?? extra.place, "match"), message: "the first is here" }],
    });
  }
  const total = bound(selector).max + 1n;
  const values = cases.flatMap((item) => (item.match ?? []).map(({ value }) => value)).filter((value) => value < total);
  const covered = BigInt(new Set(values).size);
  const [rest] = open;
  if (rest !== undefined && covered >= total) {
    findings.add("ND024", inside(rest.place, "match"), "the other cases have every value of the selector already");
  }
  if (rest !== undefined || covered >= total) return;
  findings.add("ND024", place, `the cases cover ${covered} of the ${total} values of the selector`, {
    help: "add a case for the rest: `other: { match: otherwise, opaque: true }`",
  });
}

function enumeratorsOf(selector: Expr, scope: Scope): readonly Enumerator[] {
  const found: Enumerator[] = [];
  walk(selector, (node) => {
    if (node.kind === "field") found.push(...(scope.lookup(node.key)?.values ?? []));
    if (node.kind === "input") found.push(...(scope.lookup(node.name)?.values ?? []));
  });
  return found;
}

function anyOf(selector: Expr, match: readonly Enumerator[]): Expr {
  const conditions = match.map((value) => binary("==", selector, constant(value)));
  return conditions.length === 0 ? int(0) : conditions.reduce((any, next) => binary("||", any, next));
}

function noneOf(selector: Expr, match: readonly Enumerator[]): Expr {
  const conditions = match.map((value) => binary("!=", selector, constant(value)));
  return conditions.length === 0 ? int(1) : conditions.reduce((all, next) => binary("&&", all, next));
}

function constant(value: Enumerator): Expr {
  return { kind: "enumerator", name: value.name, value: value.value, span: { start: 0, end: 0 } };
}
