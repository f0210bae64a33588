import { describe, expect, test } from "vitest";
import { HELPERS } from "../../src/target/helpers.js";

const comment = (text: string, hash: Record<string, string> = {}) => HELPERS.comment(text, { hash });

describe("comment", () => {
  test("wraps, and keeps lines apart", () => {
    expect(comment("one\ntwo")).toBe(" * one\n * two");
    expect(
      comment("word ".repeat(30))
        .split("\n")
        .map((line) => line.length),
    ).toEqual([87, 67]);
    expect(comment("word ".repeat(30), { first: "When: ", hang: "  " }).split("\n")[1]).toMatch(/^ \* {3}word/);
    expect(comment("a/file.c", { indent: "  " })).toBe(" *   a/file.c");
    expect(comment("")).toBe(" *");
  });

  test.each([
    ["ends */ here", " * ends * / here"],
    ["opens /* here", " * opens / * here"],
    ["a backslash at the end \\", " * a backslash at the end"],
    ["\\\nand in the middle", " * and in the middle"],
    ["a trigraph ??/", " * a trigraph ? ?/"],
    ["bell\u0007 and return\rand null\u0000", " * bell and return and null"],
    ["**/", " * ** /"],
    ["* /\n/", " * * /\n * /"],
  ])("nothing gets out: %j", (text, shown) => {
    expect(comment(text)).toBe(shown);
  });
});

test("lines: what says nothing is left out", () => {
  expect(HELPERS.lines.call({}, { hash: {}, fn: () => "\n one\n\n  two \n\n" })).toBe("one<br>two");
});
