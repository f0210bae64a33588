/** Bits as a spec says them. */
export function sayBits({ msb, lsb }: { readonly msb: number; readonly lsb: number }): string {
  return msb === lsb ? `${lsb}` : `${msb}..${lsb}`;
}

/** Damaged BTF and names of files may have what would leave a comment. */
export function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, "?");
}
