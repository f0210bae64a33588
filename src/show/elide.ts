import type { Cell, Row } from "./rows.js";

/** Rows left out because they are like their neighbours. */
export interface Elision {
  readonly kind: "elision";
  /** First byte and the byte behind the last. */
  readonly from: number;
  readonly to: number;
}

/** Leaves out the middle of long arrays and of long stretches without meaning; a group is the layers of one row. */
export function elide(groups: readonly (readonly Row[])[]): (Row | Elision)[] {
  const dull = groups.map((group, i) => inArray(group) || insideStretch(groups[i - 1], group, groups[i + 1]));
  const shown: (Row | Elision)[] = [];
  for (let i = 0; i < groups.length; ) {
    let end = i;
    while (dull[end]) end++;
    if (end - i >= 2) {
      shown.push({ kind: "elision", from: startOf(groups[i]), to: startOf(groups[end]) });
      i = end;
    } else shown.push(...(groups[i++] ?? []));
  }
  return shown;
}

function inArray(group: readonly Row[]): boolean {
  const cells = group.flatMap((row) => row.cells);
  return cells.every(isMiddle) && cells.some((cell) => cell.index !== undefined);
}

function isMiddle({ index, kind }: Cell): boolean {
  if (index === undefined) return kind !== "field" && kind !== "outside";
  return index.count > 4 && index.at >= 2 && index.at < index.count - 1;
}

function insideStretch(before: readonly Row[] | undefined, group: readonly Row[], after: readonly Row[] | undefined) {
  const own = stretchOf(group);
  return own !== undefined && own === stretchOf(before) && own === stretchOf(after);
}

/** What fills all of a row and means nothing. */
function stretchOf(group: readonly Row[] | undefined): string | undefined {
  const [row, ...layers] = group ?? [];
  const [cell, ...others] = row?.cells ?? [];
  if (cell === undefined || cell.kind === "field" || others.length > 0 || layers.length > 0) return undefined;
  return `${cell.kind} ${cell.key}`;
}

function startOf(group: readonly Row[] | undefined): number {
  return group?.[0]?.at ?? 0;
}
