/** Math.min and Math.max for 64-bit integers. */

export function largest(first: bigint, ...more: readonly bigint[]): bigint {
  let most = first;
  for (const value of more) if (value > most) most = value;
  return most;
}

export function smallest(first: bigint, ...more: readonly bigint[]): bigint {
  let least = first;
  for (const value of more) if (value < least) least = value;
  return least;
}

/** As people write it: counts in decimal, what looks like a code or a mask in hex. */
export function readable(value: bigint): string {
  return value < 4096n || value % 10n === 0n ? value.toString() : `0x${value.toString(16)}`;
}

/** Bits that the value needs; 0 for 0. */
export function bitLength(value: bigint): number {
  return value === 0n ? 0 : value.toString(2).length;
}
