/** Rows in columns, two spaces apart: a line each. */
export function columns(
  rows: readonly (readonly string[])[],
  paint: (cell: string, column: number, row: number) => string = (cell) => cell,
): string[] {
  const widths = rows.reduce<number[]>((most, row) => row.map((cell, i) => Math.max(most[i] ?? 0, cell.length)), []);
  return rows.map((row, y) => {
    const cells = row.map((cell, x) => {
      const padding = x === row.length - 1 ? "" : " ".repeat((widths[x] ?? 0) - cell.length + 2);
      return `${paint(cell, x, y)}${padding}`;
    });
    return cells.join("").trimEnd();
  });
}

/** The heads of one-character columns, each above its own, in steps. */
export function headLines(heads: readonly string[], indent: number): string[] {
  return heads.map((head, i) => `${" ".repeat(indent)}${"│ ".repeat(i)}${head}`);
}

/** A Markdown table; the first row is its head. */
export function markdown(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replace(/\|/g, "\\|")).join(" | ")} |\n`;
  return line(head) + line(head.map(() => "---")) + body.map(line).join("");
}
