/**
 * Constant tables that compilers leave alone. A table of 4, 8, 16 or 32 bytes, and one that looks like a string, goes
 * into a section for constants to be merged (.rodata.cst16, .rodata.str1.1); clang before 16 then places it wrongly in
 * BTF, and the kernel refuses that BTF.
 */

const MERGED = [4, 8, 16, 32];

/** How many cells the table gets, with as many `filler`s behind its values as that takes: mostly none. */
export function tableLength(values: readonly bigint[], filler: bigint, type: string): number {
  const bytes = Number(type.replace(/\D/g, "")) / 8;
  const cells = [...values];
  while (MERGED.includes(cells.length * bytes) || isString(cells)) cells.push(filler);
  return cells.length;
}

function isString(cells: readonly bigint[]): boolean {
  return cells.indexOf(0n) === cells.length - 1;
}
