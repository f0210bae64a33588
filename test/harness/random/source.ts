/** Choices for random specs, made by fast-check so that they are seeded and can be shrunk. */
import * as fc from "fast-check";

export class Source {
  constructor(private readonly g: fc.GeneratorValue) {}

  /** `from` to `to`, both included. */
  int(from: number, to: number): number {
    return this.g(fc.integer, { min: from, max: to });
  }

  /** Yes in so many of a hundred cases; no when shrunk. */
  chance(percent: number): boolean {
    return this.int(0, 99) >= 100 - percent;
  }

  pick<T>(list: readonly T[]): T {
    const item = list[this.int(0, list.length - 1)];
    if (item === undefined) throw new Error("nothing to pick from");
    return item;
  }

  /** At most `most`, of any length. */
  big(most: bigint): bigint {
    const bits = this.int(0, most.toString(2).length);
    const value = this.g(fc.bigInt, { min: 0n, max: (1n << BigInt(bits)) - 1n });
    return value > most ? most : value;
  }

  list<T>(from: number, to: number, make: (i: number) => T): T[] {
    return Array.from({ length: this.int(from, to) }, (_, i) => make(i));
  }
}

/** What `make` makes of random choices. */
export function arbitrary<T>(make: (source: Source) => T): fc.Arbitrary<T> {
  return fc.gen().map((g) => make(new Source(g)));
}
