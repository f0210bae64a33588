import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadTarget, shippedTargets } from "../../src/fs/targets.js";
import { generate } from "../../src/generate.js";
import { parse } from "../../src/load.js";
import type { Model } from "../../src/model/types.js";
import { commentText } from "../../src/target/helpers.js";
import { codeOf } from "./c-code.js";
import { PLACES, rich } from "./rich.js";

const HOSTILE = [
  "*/ int evil; /*",
  "/* opened",
  "joined \\",
  "joined \\ \t",
  "trigraph ??/",
  "bell \u0007",
  "escape \u001b[2J",
  "nul \u0000",
  "delete \u007f",
  "c1 \u009b2J",
  "return \r*/",
  "feed \f",
  "turned \u202e txet",
  "isolated \u2066",
  "separated \u2028*/",
  "joined \u200d",
  "marked \ufeff",
  "tagged \u{e0041}",
  "half \ud800",
];

test("the specs that the texts stand in are good", () => {
  expect(parse(rich()).diagnostics).toEqual([]);
  expect(PLACES.length).toBeGreaterThan(25);
});

describe.each(HOSTILE.map((text) => ({ shown: JSON.stringify(text), text })))("$shown", ({ text }) => {
  test("is refused wherever text can be", () => {
    for (const place of PLACES) {
      const { diagnostics } = parse(rich((name) => (name === place ? text : name)));
      expect(
        diagnostics.map((diagnostic) => diagnostic.code),
        place,
      ).toContain("ND029");
    }
  });
});

test("a second line is refused but in a doc or a note", () => {
  for (const place of PLACES) {
    const { diagnostics } = parse(rich((name) => (name === place ? "one\ntwo" : name)));
    const several = /doc$|^note$/.test(place);
    expect(
      diagnostics.map((diagnostic) => diagnostic.code),
      place,
    ).toEqual(several ? [] : ["ND029"]);
  }
});

/** Texts of what comments and lines are made of. */
const fragments = fc
  .array(
    fc.constantFrom(
      "*",
      "/",
      "\\",
      "?",
      "??/",
      "\n",
      "\r",
      " ",
      "\t",
      "*/",
      "/*",
      "//",
      "\u0000",
      "x",
      "#",
      '"',
      "'",
      "@",
    ),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((parts) => parts.join(""));

describe("a model that was fed such texts all the same", () => {
  const { model } = parse(rich());
  const headers = (given: Model) => generate(given, loadTarget("bpf-c")).map((file) => file.text);
  const clean = headers(model);

  test("commentText leaves no way out of a comment", () => {
    fc.assert(
      fc.property(fragments, (text) => {
        for (const trigraphs of [false, true]) expect(codeOf(`/* ${commentText(text)} */ end`, trigraphs)).toBe(" end");
      }),
      { numRuns: 3000, examples: [["??/\\\t\\\n*"], ["\\ \\\u00a0\n/"]] },
    );
  });

  test("generated C is the same outside its comments", () => {
    const check = (text: string) => {
      for (const [i, header] of headers(withTexts(model, text)).entries()) {
        for (const trigraphs of [false, true]) {
          expect(codeOf(header, trigraphs)).toBe(codeOf(clean[i] ?? "", trigraphs));
        }
      }
    };
    for (const text of HOSTILE) check(text);
    fc.assert(fc.property(fragments, check), { numRuns: 60 });
  });

  test("every target writes something, and stops", () => {
    for (const target of shippedTargets()) {
      for (const text of HOSTILE)
        expect(generate(withTexts(model, text), loadTarget(target)).length).toBeGreaterThan(0);
    }
  });
});

const TEXTS = new Set(["title", "doc", "unit", "firmware", "unsupported", "sources", "member", "kernels", "kfunc"]);

/** The model with all its free texts replaced. */
function withTexts<T>(value: T, text: string, key = ""): T {
  if (typeof value === "string") return (TEXTS.has(key) && value !== "" ? text : value) as T;
  if (Array.isArray(value)) return value.map((item) => withTexts(item, text, key)) as T;
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withTexts(item, text, name)])) as T;
}
