/** A way or hook that is wrong must be found out: for everything that BTF can judge, of every point, on every kernel. */
import { expect, test } from "vitest";
import { pointsOf, verifyDriver } from "../../src/verify/access.js";
import { accessMutantsOf, MUTANT_KINDS } from "./access-mutants.js";
import { ACCESS_KERNELS, DRIVERS } from "./access-support.js";
import { expectRecorded } from "./expected.js";

/** The figures of `access.test.ts` tell of these. */
const QUIET: readonly string[] = [
  "6.12 bnxt hooks.devrx: struct bnxt.rss_cap renamed",
  "7.3 bnxt hooks.devrx: struct bnxt.rss_cap renamed",
];

test("every mutant of every way and hook is caught", () => {
  const counts: { [kind: string]: number } = {
    points: 0,
    ...Object.fromEntries(MUTANT_KINDS.map((kind) => [kind, 0])),
  };
  const count = (kind: string) => {
    counts[kind] = (counts[kind] ?? 0) + 1;
  };
  // An input of several alternatives goes on with the next: what is missing shows in the number of checks alone.
  const quiet: string[] = [];
  const missed = ACCESS_KERNELS.flatMap(({ name, kernel, sources }) =>
    DRIVERS.flatMap((driver) =>
      pointsOf(driver).flatMap((point) => {
        const [sound] = verifyDriver(driver, [point], sources, { kernel });
        if (sound?.status !== "agrees" || !sound.isVerified) return [];
        count("points");
        return accessMutantsOf(driver, point, sound).flatMap((mutant) => {
          count(mutant.kind);
          const [result] = verifyDriver(mutant.driver, [mutant.point], sources, { kernel });
          if (result?.status === "differs") return [];
          const what = `${name} ${driver.name} ${sound.point}: ${mutant.what}`;
          if (result !== undefined && result.checks.length < sound.checks.length) quiet.push(what);
          else return [what];
          return [];
        });
      }),
    ),
  );
  const { points, ...made } = counts;
  const all = Object.values(made).reduce((sum, each) => sum + each, 0);
  console.log(`${points} points, ${all} mutants, ${all - missed.length} caught: ${JSON.stringify(made)}`);
  expect(missed).toEqual([]);
  expect(quiet).toEqual(QUIET);
  expect(Object.entries(counts).filter(([, count]) => count === 0)).toEqual([]);
  expectRecorded("access-mutants", counts);
});
