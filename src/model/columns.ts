/** Columns of lookup tables, as fields and metadata use them. */
import type { Findings } from "../diagnostics/findings.js";
import { didYouMean } from "../diagnostics/suggest.js";
import type { Expr } from "../expr/ast.js";
import { bound } from "../expr/bound.js";
import { inside, type Place } from "../spec/source.js";
import type { Lookup } from "./types.js";

export function findColumn(
  lookups: ReadonlyMap<string, Lookup>,
  name: string,
  columnName: string,
  place: Place,
  findings: Findings,
) {
  const lookup = lookups.get(name);
  if (lookup === undefined) {
    findings.addUnknown(name, inside(place, "lookup"), `there is no lookup table \`${name}\``, {
      help: didYouMean(name, lookups.keys()),
    });
    return undefined;
  }
  const column = lookup.columns.find((candidate) => candidate.name === columnName);
  if (column !== undefined) return { lookup, column };
  findings.add("ND028", inside(place, "column"), `\`${name}\` has no column \`${columnName}\``, {
    help: didYouMean(
      columnName,
      lookup.columns.map((candidate) => candidate.name),
    ),
  });
  return undefined;
}

export function checkIndex(by: Expr, lookup: Lookup, place: Place, findings: Findings): void {
  if (bound(by).max < 1n << BigInt(lookup.indexBits)) return;
  findings.add(
    "ND023",
    place,
    `the index can be up to ${bound(by).max}; \`${lookup.name}\` has an index of ${lookup.indexBits} bits`,
    { help: `cut the index to its bits: \`& 0x${((1n << BigInt(lookup.indexBits)) - 1n).toString(16)}\`` },
  );
}
