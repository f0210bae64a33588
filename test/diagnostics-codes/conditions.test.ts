import { describe, test } from "vitest";
import { raises } from "./raises.js";
import { half, metadata, variants, when } from "./samples.js";

describe("ND019: comparison decided in advance", () => {
  test("by the width of a field", () => {
    raises("ND019", when("⟦flag == 256⟧"), { message: "this comparison is never true", help: "`flag` has 8 bits" });
    raises("ND019", when("⟦flag <= 255⟧ && kind == tcp"), {
      message: "this comparison is always true",
      help: /8 bits/,
    });
    raises("ND019", when("⟦phase > 1⟧"), { message: "this comparison is never true", help: "`phase` has 1 bit" });
  });

  test("by a mask", () => {
    raises("ND019", when("⟦(flag & 6) == 1⟧"), { message: "this comparison is never true" });
    raises("ND019", when("⟦1 == 2⟧"), { message: "this comparison is never true" });
  });

  test("by another comparison", () => {
    raises("ND019", when("⟦flag == 1 && flag == 2⟧"), { message: "this can never be true" });
    raises("ND019", when("⟦flag < 3 && flag > 5⟧"), { message: "this can never be true" });
    raises("ND019", when("⟦flag && !flag⟧"), { message: "this can never be true" });
    raises("ND019", half("low: { at: 0, type: le32 }\nbit: { of: low, bits: 31..0, when: ⟦upper < 7 && upper > 6⟧ }"), {
      message: "this can never be true",
    });
    raises("ND019", when("⟦(flag == 1 || kind == tcp) && flag == 2 && kind == udp⟧"), {
      message: "this can never be true",
    });
    raises("ND019", when("⟦false⟧"), { message: "this can never be true" });
  });

  test("by the case that it stands in", () => {
    raises(
      "ND019",
      variants(
        "tcp: { match: tcp, fields: { mss: { of: flags, bits: 1..0, when: ⟦kind == udp⟧ } } }\nother: { match: otherwise }",
      ).replace("kind: {", "kind: { overlaps: [mss],"),
      {
        message: "this can never be true here",
        help: "what comes before leaves only `kind == tcp`",
        also: ["ND013", "ND028"],
      },
    );
  });

  test("by the answers before it", () => {
    raises(
      "ND019",
      metadata("rx_queue:\n  - { when: done, queue: 1 }\n  - { when: ⟦done && kind == tcp⟧, queue: 2 }"),
      {
        message: "this can never be true here",
        help: "what comes before leaves only `!done`",
      },
    );
    raises("ND019", metadata("rx_queue:\n  - { queue: 1 }\n  - ⟦{ when: done, queue: 2 }⟧"), {
      message: "this answer is never tried: the one before it always answers",
    });
  });

  test("of a map's key", () => {
    raises("ND019", metadata("rx_queue: { queue: { map: done, to: { ⟦2⟧: 1 } } }"), {
      message: "the value mapped is at most 1: never 2",
    });
  });
});

describe("ND020: field used where it is not valid", () => {
  const guarded = (text: string) => when("flag == 1").replace("inputs:", `  sum: { value: tail + 1 }\n${text}inputs:`);

  test("in another field's condition", () => {
    raises(
      "ND020",
      half(
        "flag: { at: 0, type: le16 }\nvalue: { at: 2, type: le16, when: flag == 1 }\nbit: { of: upper, bits: 0, when: ⟦value⟧ == 3 }\nrest: { of: upper, bits: 31..1 }",
      ),
      {
        message: "`value` is used where it may not be valid",
        help: "it is valid when `flag == 1`: say so in `when`, or with `&&` before it",
      },
    );
  });

  test("behind the wrong side of an operator", () => {
    raises(
      "ND020",
      half(
        "flag: { at: 0, type: le16 }\nvalue: { at: 2, type: le16, when: flag == 1 }\nbit: { of: upper, bits: 0, when: ⟦value⟧ == 3 && flag == 1 }\nrest: { of: upper, bits: 31..1 }",
      ),
      {
        message: /`value`/,
        help: /flag == 1/,
      },
    );
    raises(
      "ND020",
      half(
        "flag: { at: 0, type: le16 }\nvalue: { at: 2, type: le16, when: flag == 1 }\nbit: { of: upper, bits: 0, when: flag == 1 || ⟦value⟧ == 3 }\nrest: { of: upper, bits: 31..1 }",
      ),
      {
        message: /`value`/,
        help: /flag == 1/,
      },
    );
  });

  test("in metadata, directly and through a computed field", () => {
    raises("ND020", `${guarded("")}metadata:\n  rx_queue: ⟦tail⟧\n`, {
      message: "`tail` is used where it may not be valid",
      help: /flag == 1/,
    });
    raises("ND020", `${guarded("")}metadata:\n  rx_queue: { queue: ⟦sum⟧ }\n`, {
      message: "`sum` is used where it may not be valid",
      help: /flag == 1/,
    });
    raises("ND020", `${guarded("")}metadata:\n  rx_queue: { queue: { map: ⟦tail⟧, to: { 1: 2 } } }\n`, {
      message: /`tail`/,
      help: /flag == 1/,
    });
  });

  test("a field of a case", () => {
    const cases = "tcp: { match: tcp, fields: { mss: { value: flags + 1 } } }\nother: { match: otherwise }";
    raises("ND020", `${variants(cases)}metadata:\n  rx_queue: { queue: ⟦tcp.mss⟧ & 1 }\n`, {
      message: "`tcp.mss` is used where it may not be valid",
      help: "it is valid when `kind == tcp`: say so in `when`, or with `&&` before it",
    });
  });

  test("a field that the smallest size does not have", () => {
    raises(
      "ND020",
      half("low: { at: 0, type: le32 }", "metadata:\n  rx_queue: ⟦upper⟧\n").replace("size: 8", "size: [4, 8]"),
      {
        message: "`upper` is used where it may not be valid",
        help: "it is valid when `size >= 8`: say so in `when`, or with `&&` before it",
      },
    );
  });

  test("a condition that a segment gives its fields is pointed at where it stands", () => {
    raises(
      "ND020",
      half(
        "flag: { at: 0, type: u8 }\nvalue: { at: 1, type: u8, when: flag == 1 }\nseg: { at: 2, count: 2, stride: 1, when: ⟦value⟧ == 3, fields: { a: { at: 0, type: u8, bits: 3..0 }, b: { at: 0, type: u8, bits: 7..4 } } }",
      ),
      {
        message: /`value`/,
        help: /flag == 1/,
      },
    );
  });
});
