/** Conditions that nothing can make true, though each comparison in them could be. */
import type { Findings } from "../diagnostics/findings.js";
import { type Expr, isComparison, not, walk } from "../expr/ast.js";
import { evaluate } from "../expr/evaluate.js";
import { printText } from "../expr/text.js";
import { type Place, within } from "../spec/source.js";
import { type Domain, onlySymbol, simplify } from "./validity.js";

/** Each alternative doubles the work; after so many, a condition counts as possible. */
const MAX_SPLITS = 6;
const ALL = (1n << 64n) - 1n;

/**
 * Reports a condition that can never be true.
 *
 * @param facts What holds already where it is asked.
 */
export function checkSatisfiable(
  condition: Expr,
  facts: readonly Expr[],
  domain: Domain,
  place: Place,
  findings: Findings,
): void {
  if (!contradict([...facts, condition], domain, MAX_SPLITS) || contradict(facts, domain, MAX_SPLITS)) return;
  // A comparison in it that is decided alone is reported by itself.
  if (findings.list.some((finding) => finding.code === "ND019" && isAt(finding.place, place))) return;
  const alone = contradict([condition], domain, MAX_SPLITS);
  const against = facts.find((fact) => contradict([fact, condition], domain, MAX_SPLITS));
  findings.add("ND019", within(place, condition.span), `this can never be true${alone ? "" : " here"}`, {
    help: alone || against === undefined ? undefined : `what comes before leaves only \`${printText(against)}\``,
  });
}

function isAt(a: Place, b: Place): boolean {
  return a.file === b.file && a.path.length === b.path.length && a.path.every((step, i) => step === b.path[i]);
}

function contradict(facts: readonly Expr[], domain: Domain, splits: number): boolean {
  const known = facts.flatMap((fact) => simplify(fact));
  const texts = new Set(known.map(printText));
  if (known.some((fact) => texts.has(printText(not(fact))))) return true;
  if (known.some((fact) => isConstant(fact) && !holds(fact, 0n))) return true;
  if (symbolsOf(known).some((about) => !possible(about, domain))) return true;
  const split = known.find((fact) => fact.kind === "binary" && fact.op === "||" && onlySymbol(fact) === undefined);
  if (split?.kind !== "binary" || splits === 0) return false;
  const rest = known.filter((fact) => fact !== split);
  return [split.left, split.right].every((branch) => contradict([...rest, branch], domain, splits - 1));
}

/** The facts that are about one symbol each, by symbol. */
function symbolsOf(facts: readonly Expr[]): (readonly Expr[])[] {
  const groups = new Map<string, Expr[]>();
  for (const fact of facts) {
    const symbol = onlySymbol(fact);
    if (symbol === undefined) continue;
    const name = printText(symbol);
    groups.set(name, [...(groups.get(name) ?? []), fact]);
  }
  return [...groups.values()];
}

/** Whether some value makes all the facts about one symbol true. */
function possible(facts: readonly Expr[], domain: Domain): boolean {
  const symbol = facts[0] === undefined ? undefined : onlySymbol(facts[0]);
  if (symbol === undefined) return true;
  const values = domain.values(symbol);
  if (values !== undefined) return values.some((value) => facts.every((fact) => holds(fact, value)));
  const plain = facts.filter(isPlain);
  const top = (1n << BigInt(symbol.width)) - 1n;
  const edges = plain.flatMap(constantsIn).flatMap((value) => [value - 1n, value, value + 1n]);
  const candidates = [0n, top, ...edges].filter((value) => value >= 0n && value <= top);
  return candidates.some((value) => plain.every((fact) => holds(fact, value)));
}

/** Only comparisons of the symbol itself with constants: between the constants, all values are alike. */
function isPlain(expr: Expr): boolean {
  if (expr.kind === "not") return isPlain(expr.arg);
  if (expr.kind === "field" || expr.kind === "input") return true;
  if (expr.kind !== "binary") return false;
  if (expr.op === "&&" || expr.op === "||") return isPlain(expr.left) && isPlain(expr.right);
  return (
    isComparison(expr.op) && [expr.left, expr.right].every((side) => side.kind !== "binary" && side.kind !== "not")
  );
}

function constantsIn(expr: Expr): bigint[] {
  const found: bigint[] = [];
  walk(expr, (node) => {
    if (node.kind === "int" || node.kind === "enumerator") found.push(node.value);
  });
  return found;
}

function isConstant(expr: Expr): boolean {
  let constant = true;
  walk(expr, (node) => {
    if (node.kind === "field" || node.kind === "input") constant = false;
  });
  return constant;
}

function holds(expr: Expr, value: bigint): boolean {
  return evaluate(expr, { field: () => value & ALL, input: () => value & ALL }) !== 0n;
}
