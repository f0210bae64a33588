/** Damaged BTF: each question has an answer or a BtfError, in bounded time. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findBtf, readBtf } from "../../src/btf/index.js";
import { elfFile, SHAPES } from "./elf-file.js";
import { handMade } from "./hand-made.js";
import { askEverything, codeOf, fixture, fixtureBytes } from "./support.js";

const LONGEST_MS = 5000;

const samples = new Map<string, { readonly bytes: Uint8Array; readonly base?: ReturnType<typeof fixture> }>([
  ["the hand-made one", { bytes: handMade() }],
  ["igc", { bytes: fixtureBytes("igc-6.12") }],
  ["tags", { bytes: fixtureBytes("tags-7.3") }],
  ["split ice", { bytes: fixtureBytes("ice-6.12"), base: fixture("ice-base-6.12") }],
]);

const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
/** Values that matter more than others: ends of ranges, and ids and offsets nearby. */
const value = fc.oneof(fc.nat({ max: 255 }), fc.constantFrom(0, 1, 0x7f, 0x80, 0xfe, 0xff));
const flips = fc.array(fc.tuple(place, value), { minLength: 1, maxLength: 8 });

function flipped(bytes: Uint8Array, list: readonly (readonly [number, number])[]): Uint8Array {
  const damaged = new Uint8Array(bytes);
  for (const [where, to] of list) damaged[Math.floor(where * damaged.length)] = to;
  return damaged;
}

describe.each([...samples])("%s", (_, { bytes, base }) => {
  test("answers everything when it is whole", () => {
    expect(askEverything(bytes, base).answers).toBeGreaterThan(20);
  });

  test("with bytes changed never fails in another way", () => {
    let longest = 0;
    fc.assert(
      fc.property(flips, (list) => {
        const start = performance.now();
        askEverything(flipped(bytes, list), base);
        longest = Math.max(longest, performance.now() - start);
      }),
      { numRuns: 400 },
    );
    expect(longest).toBeLessThan(LONGEST_MS);
  });

  test("cut and with bytes changed never fails in another way", () => {
    fc.assert(
      fc.property(place, flips, (end, list) => {
        const cut = bytes.subarray(0, Math.floor(end * bytes.length));
        expect(codeOf(() => readBtf(cut, base))).not.toBe("none");
        askEverything(flipped(cut, list), base);
      }),
      { numRuns: 200 },
    );
  });

  test("with words changed never fails in another way", () => {
    const words = fc.array(fc.tuple(place, fc.oneof(fc.nat({ max: 0xffff_ffff }), fc.nat({ max: 100 }))), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(words, (list) => {
        const damaged = new Uint8Array(bytes);
        const view = new DataView(damaged.buffer);
        for (const [where, to] of list) view.setUint32(Math.floor((where * (damaged.length - 4)) / 4) * 4, to, true);
        askEverything(damaged, base);
      }),
      { numRuns: 400 },
    );
  });

  test("with every single bit changed never fails in another way", () => {
    for (let bit = 0; bit < Math.min(bytes.length, 800) * 8; bit++) {
      const damaged = new Uint8Array(bytes);
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      codeOf(() => [...readBtf(damaged, base).types()]);
    }
  });
});

test("bytes of any kind are no BTF, or answered", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => void askEverything(bytes)));
});

test("ELF files with bytes changed never fail in another way", () => {
  fc.assert(
    fc.property(fc.constantFrom(...SHAPES), flips, (shape, list) => {
      const file = elfFile(shape, [{ name: ".BTF", bytes: handMade() }]);
      codeOf(() => findBtf(flipped(file, list)));
      // Changes in the header are the ones that matter: most of the file is BTF.
      const head = flipped(file.subarray(0, 64), list);
      codeOf(() => findBtf(Uint8Array.of(...head.with(0, 0x7f), ...file.subarray(64))));
    }),
    { numRuns: 2000 },
  );
});
