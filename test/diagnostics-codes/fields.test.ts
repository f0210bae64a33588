import { describe, test } from "vitest";
import { raises } from "./raises.js";
import { HEAD, half, table } from "./samples.js";

const LOW = "low: { at: 0, type: le32 }";

describe("ND025: parts of a split value", () => {
  const parts = (text: string) => half(`a_hi: { at: 0, type: le16 }\na_lo: { at: 2, type: le16 }\n${text}`);

  test("order", () => {
    raises("ND025", parts("a: { parts: [⟦a_lo⟧, a_hi] }"), {
      message: "`a_lo` stands before `a_hi`: the most significant part comes first",
      help: "`parts: [a_hi, a_lo]`",
    });
  });

  test("width", () => {
    raises("ND025", parts("a: { parts: [a_hi, a_lo], width: ⟦48⟧ }"), { message: "the parts have 32 bits, not 48" });
    raises("ND025", parts("a: { parts: ⟦[a_hi, a_lo, upper, b]⟧ }\nb: { at: 0, type: le16, overlaps: [a_hi] }"), {
      message: "the parts have 80 bits; a value has at most 64",
    });
  });

  test("a part twice", () => {
    raises("ND025", parts("a: { parts: [a_hi, ⟦a_hi⟧] }"), { message: "`a_hi` is there twice" });
  });

  test("what is no piece of memory", () => {
    raises("ND025", parts("a: { parts: [⟦one⟧, a_lo] }\none: { value: 1 }"), {
      message: "`one` is no piece of memory: a part has `at` or `of`",
    });
    raises("ND025", half("list: { at: 0, type: u8, count: 4 }\na: { parts: [⟦list⟧, upper] }"), {
      message: "`list` is an array, no single value",
    });
    raises("ND025", half("low: { at: 0, type: le32, reserved: true }\na: { parts: [⟦low⟧, upper] }"), {
      message: "`low` is reserved: its bits mean nothing",
    });
  });

  test("the parts are there", () => {
    raises("ND018", parts("a: { parts: [⟦a_hj⟧, a_lo] }"), {
      message: "there is no field `a_hj`",
      help: "did you mean `a_hi`?",
    });
  });
});

describe("ND027: size", () => {
  test("sizes out of order", () => {
    raises("ND027", half(LOW).replace("size: 8", "size: ⟦[8, 4]⟧"), {
      message: "sizes are listed from the smallest to the largest, each once",
      also: ["ND010"],
    });
    raises("ND027", half(LOW).replace("size: 8", "size: ⟦[8, 8]⟧"), { message: /each once/ });
  });

  test("a size that its alignment does not divide", () => {
    raises("ND027", half(`${LOW}\nmore: { at: 8, type: le16 }`, "align: ⟦4⟧\n").replace("size: 8", "size: 10"), {
      message: "the size of 10 bytes is no multiple of an alignment of 4",
    });
  });

  test("rows wider than a word", () => {
    raises(
      "ND027",
      table("1: [1]", "a: { bits: 32 }\nb: { bits: 32 }\nc: { bits: 1 }").replace("columns", "⟦columns⟧"),
      {
        message: "the columns have 65 bits; a row is one word of at most 64",
      },
    );
  });

  test("more than any hardware has", () => {
    const many = (count: number, line: (i: number) => string) => Array.from({ length: count }, (_, i) => line(i));
    const fields = many(1100, (i) => `  f${i}: { value: ${i} }\n`).join("");
    raises("ND027", `${HEAD}fields:\n  low: { at: 0, type: le64 }\n${fields}`.replace("descriptor:", "⟦descriptor⟧:"), {
      message: "1101 fields: a descriptor has at most 1024",
    });
    const entries = many(9, (i) => `e${i}: { size: 1 }`).join(", ");
    raises("ND027", half(LOW, `⟦entries⟧: { ${entries} }\n`), { message: /^9 further entries/, also: ["ND014"] });
    const inputs = many(65, (i) => `  i${i}: { type: u8, doc: x }\n`).join("");
    raises("ND027", half(LOW, `inputs:\n${inputs}`).replace("descriptor:", "⟦descriptor⟧:"), { message: /^65 inputs/ });
    const spans = many(1025, () => "  - { at: 0, size: 1 }\n").join("");
    raises(
      "ND027",
      `${HEAD}fields: { low: { at: 0, type: le64, bits: 70 } }\nreserved:\n${spans}`
        .replace("70", "63..0")
        .replace("descriptor:", "⟦descriptor⟧:"),
      {
        message: /^1025 reserved spans/,
        also: ["ND013"],
      },
    );
    const cases = many(257, (i) => `    c${i}: { match: ${i} }\n`).join("");
    raises("ND027", half(LOW, `variants:\n  selector: low\n  ⟦cases⟧:\n${cases}`), { message: /^257 cases/ });
  });
});

describe("ND031: cyclic fields", () => {
  test("computed from each other", () => {
    raises("ND031", half(`${LOW}\n⟦a⟧: { value: b + 1 }\nb: { value: a + 1 }`), {
      message: "a → b → a: a field cannot depend on itself",
    });
    const chain = Array.from({ length: 70 }, (_, i) => `${i === 64 ? "⟦f64⟧" : `f${i}`}: { value: f${i + 1} + 1 }`);
    raises("ND031", half([LOW, ...chain, "f70: { value: low }"].join("\n")), {
      message: "fields are made of each other more than 64 deep",
    });
    const doubling = Array.from({ length: 9 }, (_, i) => `f${i + 1}: { value: f${i} ^ f${i} }`);
    raises("ND031", half([LOW, "f0: { value: low }", ...doubling].join("\n").replace("f9:", "⟦f9⟧:")), {
      message: "the value takes 512 loads, through all that it is made of",
      help: "at most 256",
    });
    raises("ND031", half(`${LOW}\n⟦a⟧: { of: a, bits: 0 }`), { message: "a → a: a field cannot depend on itself" });
  });
});

describe("ND037: keys that do not go together", () => {
  test("two kinds of field in one", () => {
    raises("ND037", half(`${LOW}\na: { at: 0, type: u8, ⟦of⟧: low, bits: 0 }`), {
      message: "`at` and `of` do not go together: a field is one thing",
    });
    raises("ND037", half(`${LOW}\na: { parts: [low, upper], ⟦value⟧: 1 }`), { message: /^`parts` and `value`/ });
  });

  test("keys of another kind of field", () => {
    raises("ND037", half(`${LOW}\na: { value: 1, ⟦bits⟧: 3 }`), { message: "`bits` does not go with `value`" });
    raises("ND037", half(`low: { at: 0, type: le32, ⟦width⟧: 3 }`), { message: "`width` does not go with `at`" });
    raises("ND037", half(`${LOW}\na: { of: low, bits: 31..0, ⟦count⟧: 3 }`), {
      message: "`count` does not go with `of`",
    });
    raises("ND037", half("low: { at: 0, type: le32, ⟦stride⟧: 4 }"), { message: "`stride` goes with `count`" });
    raises(
      "ND037",
      half(
        `${LOW}\na: { of: low, bits: 31..0, entry: ⟦ext⟧ }`,
        "entries: { ext: { size: 4 } }\nreserved: [{ entry: ext, at: 0, size: 4 }]",
      ),
      {
        message: "`low` is not in the entry `ext`",
      },
    );
  });

  test("segments", () => {
    raises("ND037", half("seg: { at: 0, ⟦type⟧: u8, count: 2, stride: 2, fields: { a: { at: 0, type: le16 } } }"), {
      message: "a segment's `type` is said by its fields",
    });
    raises("ND037", half("seg: { at: 0, count: 2, stride: 2, fields: { a: { at: 0, type: le16, ⟦count⟧: 1 } } }"), {
      message: "`count` is said by the segment: its fields are no arrays",
    });
  });

  test("reserved spans", () => {
    raises(
      "ND037",
      half(
        "low: { at: 0, type: u8 }",
        "reserved:\n  - { at: 1, size: 3 }\n  - { of: upper, bits: 31..0, ⟦size⟧: 4 }\n",
      ),
      {
        message: "`size` does not go with `of`",
      },
    );
  });

  test("several entries and several sizes", () => {
    raises(
      "ND037",
      half(LOW, "entries: ⟦{ ext: { size: 4 } }⟧\nreserved: [{ entry: ext, at: 0, size: 4 }]").replace(
        "size: 8",
        "size: [4, 8]",
      ),
      {
        message: "a descriptor of several ring entries has one size",
      },
    );
  });

  test("a column", () => {
    raises("ND037", table("1: [1]", "⟦a⟧: { bits: 1, enum: rss_type }"), {
      message: "a column has `bits` (and `values`), or an `enum` of the vocabulary",
    });
    raises("ND037", table("1: [1]", "⟦a⟧: { doc: x }"), { message: /^a column has/ });
  });

  test("exclude without extends", () => {
    raises("ND037", half(LOW, "⟦exclude⟧: { fields: [low] }\n"), {
      message: "`exclude` goes with `extends`: there is nothing to exclude from",
    });
  });

  test("an item of the vocabulary", () => {
    const item = (rest: string) => `nicdesc: 1
vocabulary: metadata
title: The vocabulary
enums: {}
items: { ⟦rx_x⟧: { title: x, doc: x, directions: [rx]${rest} } }
`;
    raises("ND037", item(""), { message: "an item has `parts`, or is a `predicate`" });
    raises("ND037", item(", predicate: true, parts: { a: { type: u8, doc: x } }"), { message: /^an item has/ });
  });
});
