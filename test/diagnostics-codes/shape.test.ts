import { describe, test } from "vitest";
import { raises } from "./raises.js";
import { HEAD, half, metadata, table } from "./samples.js";

const field = (text: string) => half(`low: { at: 0, type: le32, ${text} }`);
const COMMA = "a comma ends a value inside { }: put the text before it into quotes";

describe("ND003: unknown key", () => {
  test("a mistyped key", () => {
    raises("ND003", field("⟦uint⟧: bytes"), { message: "unknown key `uint`", help: "did you mean `unit`?" });
    raises("ND003", `${HEAD}⟦feilds⟧: {}\n`, { message: "unknown key `feilds`", help: "did you mean `fields`?" });
    raises("ND003", field("⟦Doc⟧: x"), { message: "unknown key `Doc`", help: "did you mean `doc`?" });
  });

  test("a comma inside a value without quotes", () => {
    raises("ND003", field("doc: the hash, ⟦or the mark⟧"), { message: "unknown key `or the mark`", help: COMMA });
    raises("ND003", field("doc: hash, ⟦mark⟧"), { message: "unknown key `mark`", help: COMMA });
  });

  test("a colon without a space", () => {
    raises("ND003", field("⟦bits:3⟧"), { message: "unknown key `bits:3`", help: "a space belongs behind the `:`" });
  });

  test("a key of another place", () => {
    raises("ND003", `${HEAD}fields: {}\n⟦bits⟧: 3\n`, {
      message: "unknown key `bits`",
      help: "`bits` is a key of other places",
    });
    raises("ND003", `${HEAD}fields: {}\n⟦lookup⟧: drv/types\n`, {
      message: "unknown key `lookup`",
      help: "a file holds one thing; this one is a descriptor",
    });
  });

  test("a key near to none", () => {
    raises("ND003", field("⟦flavour⟧: sweet"), {
      message: "unknown key `flavour`",
      help: "see the keys in the language reference",
    });
    raises("ND003", table("1: [1]", "known: { bits: 1, ⟦flavour⟧: sweet }"), {
      message: "unknown key `flavour`",
      help: "there are `bits`, `values`, `enum`, `doc`",
    });
  });

  test("a key of a metadata value", () => {
    raises("ND003", metadata("rx_hash: { hash: hash, type: { lookup: drv/types, ⟦colum⟧: hash } }"), {
      message: "unknown key `colum`",
      help: "did you mean `column`?",
    });
  });
});

describe("ND004: missing key", () => {
  test("of a file", () => {
    raises("ND004", "⟦nicdesc: 1⟧\n", {
      message: "the file does not say what it is",
      help: "behind `nicdesc: 1` comes `descriptor`, `extends`, `lookup`, `driver` or `vocabulary`",
    });
    raises("ND004", "nicdesc: 1\n⟦descripter⟧: drv/rx\n", {
      message: "the file does not say what it is",
      help: "did you mean `descriptor`?",
    });
    raises("ND004", "⟦lookup: drv/types⟧\ntitle: x\nindex: { bits: 1 }\ncolumns: {}\nrows: {}\n", {
      message: "missing key `nicdesc`",
      help: "a spec begins with `nicdesc: 1`",
    });
  });

  test("of a descriptor", () => {
    const [title, ...rest] = HEAD.split("\n").slice(2, -1);
    raises("ND004", `nicdesc: 1\n⟦descriptor⟧: drv/rx\n${title}\n`, {
      message: "missing key `direction`",
      times: 3,
    });
    raises("ND004", `nicdesc: 1\n⟦descriptor⟧: drv/rx\n${[title, ...rest].join("\n")}\n`, {
      message: "missing key `fields`",
    });
  });

  test("of a field", () => {
    raises("ND004", half("⟦low⟧: { at: 0 }"), { message: "missing key `type`" });
    raises("ND004", half("⟦low⟧: { type: le32 }"), { message: "missing key `at`" });
    raises("ND004", half("low: { at: 0, type: le32 }\n⟦bit⟧: { of: low }"), { message: "missing key `bits`" });
    raises("ND004", half("⟦low⟧: { doc: nothing }"), {
      message: "this says no place: a field has `at` and `type`, or is cut `of` a word",
      help: "or it has `parts`, a `value`, or a `lookup`",
    });
    raises("ND004", half("⟦low⟧: { lookup: drv/types, column: hash }"), { message: "missing key `by`" });
  });

  test("of a segment", () => {
    raises("ND004", half("⟦seg⟧: { count: 2, stride: 2, fields: { len: { at: 0, type: le16 } } }"), {
      message: "a segment says where it begins: missing key `at`",
    });
    raises("ND004", half("⟦seg⟧: { at: 0, count: 2, fields: { len: { at: 0, type: le16 } } }"), {
      message: "an array of segments says how far they are apart: missing key `stride`",
      also: ["ND014"],
    });
  });

  test("of a reserved span", () => {
    const reserved = (span: string) => half("low: { at: 0, type: le32 }", `reserved:\n  - ${span}\n`);
    raises("ND004", reserved("⟦{ at: 0 }⟧"), {
      message: "a reserved span has `at` and `size`, `at` and `type`, or `of` and `bits`",
    });
    raises("ND004", reserved("⟦{ of: low }⟧"), { message: "missing key `bits`" });
    raises("ND004", reserved("⟦{ at: 0, bits: 3 }⟧"), {
      message: "missing key `type`",
      help: "`bits` are counted inside a word",
    });
  });

  test("of what stands in maps", () => {
    raises("ND004", `${HEAD}fields: {}\ninputs: { ⟦phase⟧: { type: u8 } }\n`, { message: "missing key `doc`" });
    raises("ND004", `${HEAD}fields: {}\n⟦variants⟧: { selector: kind }\n`, { message: "missing key `cases`" });
    raises("ND004", `${HEAD}fields: {}\nvariants: { selector: kind, cases: { ⟦tcp⟧: {} } }\n`, {
      message: "missing key `match`",
    });
    raises("ND004", metadata("rx_hash: { hash: hash, type: ⟦{ lookup: drv/types, column: hash }⟧ }"), {
      message: "missing key `by`",
    });
  });
});
