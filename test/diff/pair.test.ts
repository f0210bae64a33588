import { expect, test } from "vitest";
import { pairUp } from "../../src/diff/pair.js";

interface Thing {
  readonly name: string;
  readonly shape?: string;
}

function paired(before: readonly Thing[], after: readonly Thing[]): string[] {
  const pairs = pairUp(before, after, { nameOf: ({ name }) => name, shapeOf: ({ shape }) => shape });
  return pairs.map(({ before, after }) => `${before?.name ?? "-"} ${after?.name ?? "-"}`);
}

const thing = (name: string, shape?: string): Thing => (shape === undefined ? { name } : { name, shape });

test("names come before shapes", () => {
  expect(paired([thing("a", "1"), thing("b", "2")], [thing("b", "1"), thing("a", "2")])).toEqual(["a a", "b b"]);
});

test("of one shape, names that end alike come before the order", () => {
  const before = [thing("old.rss", "1"), thing("old.flow", "1")];
  const after = [thing("new.flow", "1"), thing("new.rss", "1")];
  expect(paired(before, after)).toEqual(["old.rss new.rss", "old.flow new.flow"]);
});

test("of one shape and other names, the order tells", () => {
  expect(paired([thing("a", "1"), thing("b", "1")], [thing("c", "1"), thing("d", "1")])).toEqual(["a c", "b d"]);
});

test("what has no shape is never renamed", () => {
  expect(paired([thing("a")], [thing("b")])).toEqual(["a -", "- b"]);
});

test("names that are there twice are paired one for one", () => {
  expect(paired([thing("a"), thing("a")], [thing("a"), thing("a")])).toEqual(["a a", "a a"]);
  expect(paired([thing("a"), thing("a")], [thing("a")])).toEqual(["a a", "a -"]);
});
