/** Short and cycle counters to nanoseconds, as the kernel does it. */

/** The kernel's struct timecounter with its cyclecounter. */
export interface Clock {
  readonly cycle_last: bigint;
  readonly mask: bigint;
  readonly nsec: bigint;
  readonly frac: bigint;
  readonly mult: bigint;
  readonly shift: bigint;
}

export const CLOCK_KEYS = ["cycle_last", "mask", "nsec", "frac", "mult", "shift"] as const;

/** The 64-bit value nearest to `reference` whose low bits are `value`; at the same distance, the earlier one. */
export function extendCounter(value: bigint, bits: number, reference: bigint): bigint {
  const ahead = BigInt.asIntN(bits, value - reference);
  return BigInt.asUintN(64, reference + ahead);
}

/** timecounter_cyc2time: a cycle count before or after the timecounter's last one, in ns. */
export function clockToNs(cycles: bigint, clock: Clock): bigint {
  const u64 = (value: bigint) => BigInt.asUintN(64, value);
  const ahead = u64(cycles - clock.cycle_last) & clock.mask;
  if (ahead <= clock.mask / 2n) return u64(clock.nsec + (u64(ahead * clock.mult + clock.frac) >> clock.shift));
  const behind = u64(clock.cycle_last - cycles) & clock.mask;
  return u64(clock.nsec - (u64(behind * clock.mult - clock.frac) >> clock.shift));
}
