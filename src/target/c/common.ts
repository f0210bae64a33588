/** What all answers ask is asked once, before them, as one would write it by hand. */
import type { Expr } from "../../expr/ast.js";
import { printText } from "../../expr/text.js";

/**
 * The conditions that stand in every list, and what is left of the lists.
 * @param cost How many tests a list takes; nothing is taken out of lists that would take more without it.
 */
export function takeCommon(
  lists: readonly (readonly Expr[])[],
  cost: (conditions: readonly Expr[]) => number,
): { readonly common: readonly Expr[]; readonly own: readonly (readonly Expr[])[] } {
  const [first = []] = lists;
  const texts = lists.map((list) => new Set(list.map(printText)));
  const isCommon = (condition: Expr) => texts.every((list) => list.has(printText(condition)));
  const common = lists.length > 1 ? first.filter(isCommon) : [];
  const own = lists.map((list) => list.filter((condition) => !isCommon(condition)));
  const total = (all: readonly (readonly Expr[])[]) => all.reduce((sum, list) => sum + cost(list), 0);
  return common.length > 0 && cost(common) + total(own) < total(lists) ? { common, own } : { common: [], own: lists };
}
