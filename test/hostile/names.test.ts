import { describe, expect, test } from "vitest";
import { RICH } from "./rich.js";
import { codesOf } from "./run.js";

const SPEC = `nicdesc: 1
descriptor: drv/rx
title: A descriptor
direction: rx
size: 4
fields:
  word: { at: 0, type: le32 }
`;
const TABLE = (RICH["drv/types.yaml"] ?? "")
  .trimStart()
  .replace(/«.*?»/g, "x")
  .replace("enum: kinds", "enum: rss_type");

describe("names that would lead out of the output folder", () => {
  const NAMES = [
    "../x/y",
    "../../etc/passwd",
    "/etc/passwd",
    "//host/share",
    "a/b/c",
    "a/../b",
    "a/..",
    "./a/b",
    "a/.b",
    "a\\\\b",
    "C:/x",
    "a/b.h",
    "~/x",
    "a/",
    "/a",
    "a//b",
    "a",
    "a/b ",
    " a/b",
    "a/b\\0",
    "a/b\\n",
    "a/b\\u2215c",
    "$HOME/x",
    "a/$(id)",
    "a/%2e%2e",
    "con/aux|nul",
    "a/B",
    "-a/b",
    "a/-b",
    `a/${"b".repeat(200)}`,
    `${"a".repeat(5000)}/b`,
  ];

  test.each(NAMES.map((name) => ({ name })))("$name", ({ name }) => {
    for (const spec of [
      SPEC.replace("drv/rx", `"${name}"`),
      SPEC.replace("descriptor: drv/rx", `descriptor: drv/rx\nextends: "${name}"`),
      TABLE.replace("drv/types", `"${name}"`),
    ]) {
      const codes = codesOf(spec);
      expect(codes.filter((code) => code === "ND007" || code === "ND005").length, spec).toBe(1);
    }
  });
});

describe("names that mean something to JavaScript", () => {
  const NAMES = ["__proto__", "constructor", "prototype"];
  const PLACES: readonly ((name: string) => string)[] = [
    (name) => `${SPEC}${name}: 1\n`,
    (name) => SPEC.replace("word:", `${name}:`),
    (name) => SPEC.replace("at: 0", `${name}: 0`),
    (name) => SPEC.replace("at: 0", `at: 0, values: { ${name}: 0 }`),
    (name) => `${SPEC}metadata: { ${name}: 1 }\n`,
    (name) => `${SPEC}metadata: { rx_hash: { ${name}: 1 } }\n`,
    (name) => `${SPEC}inputs: { ${name}: { type: u8, doc: x } }\n`,
    (name) => `${SPEC}variants: { selector: word, cases: { ${name}: { match: otherwise } } }\n`,
    (name) => `${SPEC}entries: { ${name}: { size: 4 } }\n`,
    (name) => TABLE.replace("known:", `${name}:`),
    (name) => TABLE.replace("1:", `${name}:`),
    (name) => `${SPEC}"${name}": { polluted: true }\n`,
  ];

  test.each(NAMES)("%s", (name) => {
    for (const place of PLACES) expect(codesOf(place(name)), place(name)).toContain("ND035");
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test("names of objects' own methods are names like others", () => {
    for (const name of ["toString", "hasOwnProperty", "__defineGetter__", "valueOf"]) {
      expect(codesOf(SPEC.replace("word:", `${name}:`)), name).toEqual(["ND007"]);
    }
    for (const name of ["tostring", "valueof", "length", "name"]) {
      expect(codesOf(SPEC.replace("word:", `${name}:`)), name).toEqual([]);
      expect(codesOf(SPEC.replace("at: 0", `at: 0, when: ${name}`)), name).toEqual(["ND018"]);
    }
  });

  test("as words of an expression or a reference they name nothing", () => {
    for (const name of [...NAMES, "toString", "this", "globalThis", "process.exit"]) {
      expect(codesOf(SPEC.replace("at: 0", `at: 0, when: ${name}`)), name).toEqual(["ND018"]);
    }
    for (const name of ["constructor", "valueof"]) {
      expect(codesOf(`${SPEC}  bit: { of: ${name}, bits: 0 }\n`), name).toEqual(["ND028"]);
      expect(codesOf(`${SPEC}exclude: { fields: [${name}] }\n`), name).toEqual(["ND037"]);
    }
  });
});

describe("specs that would make checks slow", () => {
  const many = (count: number, line: (i: number) => string) =>
    Array.from({ length: count }, (_, i) => line(i)).join("");

  test("a chain of computed fields", () => {
    const chain = (from: (i: number) => number) =>
      `${SPEC}${many(1000, (i) => `  f${i}: { value: ${from(i) >= 0 && from(i) < 1000 ? `f${from(i)} ^ f${from(i)}` : "word"} }\n`)}`;
    expect(codesOf(chain((i) => i + 1))).toEqual(["ND031"]);
    expect(codesOf(chain((i) => i - 1))).toEqual(["ND031"]);
    expect(codesOf(chain((i) => i - 1).replace(/(f\d+) \^ f\d+/g, "$1 & 1"))).toEqual([]);
  });

  test("a chain of conditions", () => {
    const text = `${SPEC}${many(1000, (i) => `  f${i}: { of: word, bits: 31..0, overlaps: [${i === 0 ? "word" : "f0"}], view: v${i}, when: ${i === 0 ? "word" : `f${i - 1}`} == ${i} }\n`)}`;
    codesOf(text);
  });

  test("alternatives that double with each", () => {
    const either = many(40, (i) => `${i === 0 ? "" : " && "}(a == ${i} || word == ${i})`);
    const text = SPEC.replace("size: 4", "size: 8");
    codesOf(
      `${text}  a: { at: 4, type: le32, when: word == 1 }\n  b: { value: a, when: ${either} }\nmetadata:\n  rx_queue: { when: ${either}, queue: b }\n`,
    );
  });

  test("long expressions", () => {
    expect(codesOf(SPEC.replace("at: 0", `at: 0, when: ${"(".repeat(400)}1`))).toEqual(["ND017"]);
    expect(codesOf(SPEC.replace("at: 0", `at: 0, when: "${"!".repeat(900)}word"`))).toEqual(["ND017"]);
    expect(codesOf(`${SPEC}  sum: { value: ${many(300, () => "1 + ")}1 }\n`).length).toBeLessThanOrEqual(1);
    expect(codesOf(`${SPEC}  sum: { value: ${many(3000, () => "1 + ")}1 }\n`)).toEqual(["ND005"]);
  });

  test("arrays far beyond the descriptor", () => {
    expect(codesOf(`${SPEC}${many(500, (i) => `  f${i}: { at: 0, type: u8, count: 4096, stride: 4096 }\n`)}`)).toEqual([
      "ND010",
    ]);
  });

  test("many fields on the same bytes", () => {
    const fields = many(1000, (i) => `  f${i}: { at: 0, type: le32, view: v${i} }\n`);
    expect(codesOf(SPEC.replace("type: le32", "type: le32, view: v").concat(fields))).toEqual([]);
  });

  test("cases and entries and sizes", () => {
    const cases = many(256, (i) => `    c${i}: { match: ${i}, fields: { f: { of: word, bits: 31..0 } } }\n`);
    codesOf(`${SPEC}variants:\n  selector: word\n  cases:\n${cases}`);
    codesOf(SPEC.replace("size: 4", "size: 4096"));
    codesOf(`${SPEC}entries: { ${many(8, (i) => `e${i}: { size: 4096 }, `)} }\n`);
  });

  test("ranges of rows over each other", () => {
    const rows = many(5000, (i) => `  ${i}..65535: [1]\n`);
    expect(
      codesOf(`nicdesc: 1\nlookup: drv/t\ntitle: x\nindex: { bits: 16 }\ncolumns: { a: { bits: 1 } }\nrows:\n${rows}`),
    ).toEqual(["ND006"]);
  });

  test("many columns", () => {
    const columns = many(2000, (i) => `  c${i}: { bits: 32 }\n`);
    expect(
      codesOf(
        `nicdesc: 1\nlookup: drv/t\ntitle: x\nindex: { bits: 16 }\ncolumns:\n${columns}rows: { 0..65535: [1] }\n`,
      ),
    ).toEqual(["ND027"]);
  });
});
