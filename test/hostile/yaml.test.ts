import { describe, expect, test } from "vitest";
import { codesOf } from "./run.js";

const SPEC = `nicdesc: 1
descriptor: drv/rx
title: A descriptor
direction: rx
size: 4
fields:
  word: { at: 0, type: le32 }
`;
const SIZE = 1 << 17;
const filled = (unit: string) => unit.repeat(Math.floor(SIZE / unit.length));

test("a good spec", () => {
  expect(codesOf(SPEC)).toEqual([]);
});

describe("bombs", () => {
  test("aliases of aliases", () => {
    const names = "abcdefghi".split("");
    const levels = names.map((name, i) => {
      const before = names[i - 1];
      return `${name}: &${name} [${Array(9)
        .fill(before === undefined ? "lol" : `*${before}`)
        .join(", ")}]\n`;
    });
    expect(codesOf(`${SPEC}${levels.join("")}`)).toEqual(["ND002"]);
  });

  test("an anchor that contains its own alias", () => {
    expect(codesOf(`${SPEC}sources: &a [*a]\n`)).toEqual(["ND002"]);
  });

  test.each([
    ["lists in lists", "["],
    ["maps in maps", "{a: "],
    ["dashes", "- "],
    ["question marks", "? "],
    ["closing brackets", "]"],
    ["commas", ","],
    ["quotes", '"'],
    ["apostrophes", "'"],
    ["colons", ": "],
    ["tags", "! "],
    ["anchors", "&a "],
    ["aliases", "*a "],
    ["documents", "---\n"],
    ["directives", "%A\n"],
    ["keys without values", "a\n"],
    ["empty lines", "\n"],
    ["tabs", "\t"],
    ["blanks", " "],
    ["block texts", "a: |\n x\n"],
    ["numbers", "9"],
    ["a list of lists", "- [\n"],
  ])("%s, as many as a file holds", (_, unit) => {
    expect(codesOf(filled(unit)).length).toBeGreaterThan(0);
    expect(codesOf(`${SPEC}sources: ${filled(unit).slice(SPEC.length + 10)}`).length).toBeGreaterThan(0);
  });

  test("indentation that gets deeper line by line", () => {
    const lines = Array.from({ length: 700 }, (_, i) => `${" ".repeat(i)}a:\n`);
    expect(codesOf(lines.join(""))).toEqual(["ND002"]);
  });

  test("a long line", () => {
    expect(codesOf(SPEC.replace("A descriptor", "x".repeat(100_000)))).toEqual(["ND005"]);
    expect(codesOf(`${SPEC}${"x".repeat(100_000)}: 1\n`)).toEqual(["ND001"]);
  });

  test("a huge file", () => {
    expect(codesOf(`${SPEC}# ${"x".repeat(8_000_000)}`)).toEqual(["ND002"]);
  });
});

describe("YAML beyond plain data", () => {
  test.each([
    ["!!js/function 'function () { process.exit(1) }'"],
    ["!!js/regexp /a+/"],
    ["!!python/object/apply:os.system [id]"],
    ["!!binary aGVsbG8="],
    ["!!timestamp 2024-01-01"],
    ["!!set { a, b }"],
    ["!!omap [a: 1]"],
    ["!!str x"],
    ["!custom x"],
    ["!<tag:example.com,2024:x> x"],
    ["! x"],
    ["&anchor x"],
    ["*alias"],
  ])("%s", (value) => {
    expect(codesOf(SPEC.replace("A descriptor", value))).toEqual(["ND002"]);
  });

  test("merge keys", () => {
    expect(codesOf(`${SPEC}<<: { title: x }\n`)).toEqual(["ND002"]);
    expect(codesOf(SPEC.replace("at: 0", "<<: { at: 0 }"))).toEqual(["ND002"]);
  });

  test("YAML 1.1", () => {
    expect(codesOf(`%YAML 1.1\n---\n${SPEC}`)).toEqual(["ND002"]);
    expect(codesOf(`%TAG ! tag:example.com,2024:\n---\n${SPEC}`)).toEqual(["ND002"]);
    expect(codesOf(SPEC.replace("A descriptor", "yes"))).toEqual([]);
    expect(codesOf(SPEC.replace("size: 4", "size: 0o4"))).toEqual([]);
  });

  test("several documents", () => {
    expect(codesOf(`${SPEC}---\n${SPEC}`)).toEqual(["ND002"]);
    expect(codesOf(`---\n${SPEC}`)).toEqual([]);
    expect(codesOf(`${SPEC}...\n`)).toEqual([]);
  });
});

describe("keys", () => {
  test("that are no text", () => {
    for (const key of ["? [a]\n", "? { a: 1 }\n", "[a]", "{ a: 1 }", "!!str a", "&a a"]) {
      expect(codesOf(`${SPEC}${key}: 1\n`).length, key).toBeGreaterThan(0);
    }
    for (const key of ["1", "null", "true", "1.5", ".nan", "2024-01-01", '""', "~"]) {
      expect(codesOf(`${SPEC}${key}: 1\n`), key).toEqual(["ND003"]);
      expect(codesOf(SPEC.replace("word:", `${key}:`)).length, key).toBeLessThanOrEqual(1);
    }
  });

  test("twice", () => {
    expect(codesOf(`${SPEC}title: again\n`)).toEqual(["ND006"]);
    expect(codesOf(`${SPEC}"title": again\n`)).toEqual(["ND006"]);
  });
});

describe("numbers", () => {
  const size = (value: string) => codesOf(SPEC.replace("size: 4", `size: ${value}`));

  test.each([
    [".nan"],
    [".inf"],
    ["-.inf"],
    ["-1"],
    ["-0.5"],
    ["1e400"],
    ["1e-400"],
    ["4.5"],
    ["99999999999999999999999999"],
    ["0xffffffffffffffffffffffff"],
    ["9".repeat(100_000)],
    [`0x${"f".repeat(100_000)}`],
    ["4096000000"],
    ["2024-01-01"],
    ["0b100"],
    ["4_0"],
    ["'4'"],
  ])("%#", (value) => {
    expect(size(value)).toEqual(["ND005"]);
  });

  test("that are whole after all", () => {
    for (const value of ["4", "0x4", "4.0", "0.4e1", "+4"]) expect(size(value), value).toEqual([]);
  });
});

describe("files that are no specs", () => {
  test.each([
    ["an empty file", ""],
    ["blanks", "  \n\n  "],
    ["a comment", "# nothing\n"],
    ["null", "null\n"],
    ["~", "~\n"],
    ["a list", "- a\n- b\n"],
    ["a text", "hello\n"],
    ["a number", "5\n"],
    ["JSON", '{"a": [1, 2, {"b": null}]}'],
    ["C", '#include <stdio.h>\nint main(void) { printf("%d\\n", 1); }\n'],
    ["an ELF file", "\u007fELF\u0002\u0001\u0001\u0000\u0000"],
    ["UTF-16", "n\u0000i\u0000c\u0000"],
    ["bytes that are no UTF-8", `${SPEC}# \ufffd\ufffd`],
    ["a lone surrogate", `${SPEC}# \ud800`],
  ])("%s", (_, text) => {
    expect(codesOf(text).length).toBeGreaterThan(0);
  });

  test("a byte order mark and line ends of all kinds are let through", () => {
    expect(codesOf(`\ufeff${SPEC}`)).toEqual([]);
    expect(codesOf(SPEC.replaceAll("\n", "\r\n"))).toEqual([]);
    expect(codesOf(`${SPEC.replaceAll("\n", "\r\n")}doc: |\r\n  two\r\n  lines\r\n`)).toEqual([]);
    expect(codesOf(SPEC.trimEnd())).toEqual([]);
  });

  test("a lone carriage return is none", () => {
    expect(codesOf(SPEC.replaceAll("\n", "\r"))).toEqual(["ND029"]);
  });
});
