import { describe, test } from "vitest";
import { raises } from "./raises.js";
import { half } from "./samples.js";

const LOW = "low: { at: 0, type: le32 }";
const PACKED = "if the struct is packed, say `unaligned: true`";

describe("ND010: field outside the descriptor", () => {
  test("a word", () => {
    raises("ND010", half(`${LOW}\nmore: { at: ⟦8⟧, type: le16 }`), {
      message: "bytes 8..9 are outside the descriptor of 8 bytes",
    });
    raises("ND010", half(`${LOW}\nmore: { at: ⟦6⟧, type: le32, unaligned: true }`), {
      message: "bytes 6..9 are outside the descriptor of 8 bytes",
    });
    raises("ND010", half(`${LOW}\nmore: { at: ⟦8⟧, type: u8 }`), {
      message: "byte 8 is outside the descriptor of 8 bytes",
    });
  });

  test("the last element of an array", () => {
    raises("ND010", half(`${LOW}\nmore: { at: ⟦4⟧, type: le16, count: 3 }`), {
      message: "bytes 4..9 are outside the descriptor of 8 bytes",
    });
  });

  test("a ring entry", () => {
    raises("ND010", half(`${LOW}\nmore: { entry: ext, at: ⟦4⟧, type: u8 }`, "entries: { ext: { size: 4 } }"), {
      message: "byte 4 is outside the entry `ext` of 4 bytes",
    });
  });

  test("reserved bytes", () => {
    raises("ND010", half(LOW, "reserved:\n  - { at: ⟦4⟧, size: 8 }\n"), {
      message: "bytes 4..11 are outside the descriptor of 8 bytes",
    });
  });

  test("an expression that uses it says nothing more", () => {
    raises("ND010", half(`${LOW}\nmore: { at: ⟦8⟧, type: u8 }\nsum: { value: more + 1 }\nbit: { of: more, bits: 0 }`), {
      message: "byte 8 is outside the descriptor of 8 bytes",
    });
  });
});

describe("ND011: bits outside the word", () => {
  test("of a slice", () => {
    raises("ND011", half(`${LOW}\nbit: { at: 0, type: le16, bits: ⟦16⟧, overlaps: [low] }`), {
      message: "bit 16 is outside a le16, whose bits are 15..0",
    });
    raises("ND011", half(`${LOW}\nbit: { of: low, bits: ⟦33..30⟧ }`), {
      message: "bit 33 is outside a le32, whose bits are 31..0",
    });
  });

  test("backwards", () => {
    raises("ND011", half(`${LOW}\nbits: { of: low, bits: ⟦0..7⟧ }`), {
      message: "bits 0..7 run backwards",
      help: "bits are msb..lsb: `7..0`",
    });
  });

  test("of a reserved span and of an input", () => {
    raises("ND011", half(LOW, "reserved:\n  - { of: upper, bits: ⟦32⟧ }\n"), { message: /^bit 32 is outside/ });
    raises("ND011", half(LOW, "inputs: { phase: { type: u8, bits: ⟦9⟧, doc: x } }"), { message: "a u8 has 8 bits" });
  });
});

describe("ND012: unaligned word", () => {
  test("a field", () => {
    raises("ND012", half("first: { at: 0, type: u8 }\nword: { at: ⟦1⟧, type: le16 }\nlast: { at: 3, type: u8 }"), {
      message: "a le16 at byte 1 does not lie at a multiple of 2",
      help: PACKED,
    });
  });

  test("a field of a segment", () => {
    raises(
      "ND012",
      half(
        "head: { at: 0, type: u8 }\nseg: { at: 1, fields: { len: { at: ⟦0⟧, type: le16 } } }\nlast: { at: 3, type: u8 }",
      ),
      { message: "a le16 at byte 1 does not lie at a multiple of 2", help: PACKED },
    );
  });

  test("the elements of an array", () => {
    const seg = "{ at: 0, count: 2, stride: ⟦3⟧, fields: { len: { at: 0, type: le16 } } }";
    raises("ND012", half(`seg: ${seg}`), {
      message: "elements 3 bytes apart: not every le16 lies at a multiple of 2",
      help: PACKED,
      also: ["ND013", "ND014"],
    });
  });

  test("a word in CPU byte order, which cannot be put together from pieces", () => {
    raises(
      "ND012",
      half("first: { at: 0, type: u8 }\nword: { at: 1, type: ⟦u16⟧, unaligned: true }\nlast: { at: 3, type: u8 }"),
      { message: "a u16 is in CPU byte order and can only be loaded whole, from a multiple of 2" },
    );
    raises("ND012", half("word: { at: 0, type: ⟦u32⟧ }", "align: 2\n"), {
      message: "a u32 is in CPU byte order and can only be loaded whole, from a multiple of 4",
      help: "the descriptor is aligned to 2: see `align`",
    });
  });
});

describe("ND013: overlap not declared", () => {
  test("two fields", () => {
    raises("ND013", half(`⟪low⟫: { at: 0, type: le32 }\n⟦part⟧: { at: 2, type: le16 }`), {
      message: "`part` overlaps `low`",
      related: "`low` is here",
      help: "on purpose? say `overlaps: [low]`, cut it from its word by `of`, or give each member of a union a `view`",
    });
  });

  test("bits of one word", () => {
    raises("ND013", half("low: { at: 0, type: le32 }\n⟪a⟫: { of: low, bits: 31..8 }\n⟦b⟧: { of: low, bits: 8..0 }"), {
      message: "`b` overlaps `a`",
      related: "`a` is here",
      help: /overlaps: \[a\]/,
    });
  });

  test("big-endian and little-endian bits of the same bytes", () => {
    raises(
      "ND013",
      half(`
        ⟪be⟫: { at: 0, type: be32, bits: 7..0 }
        ⟦le⟧: { at: 0, type: le32, bits: 31..24 }
        rest: { at: 0, type: le32, bits: 23..0 }
      `),
      { message: "`le` overlaps `be`", related: "`be` is here", help: /overlaps/ },
    );
  });

  test("a member of a union and a field outside it", () => {
    raises("ND013", half("⟪low⟫: { at: 0, type: le32 }\n⟦seen⟧: { at: 0, type: le16, view: other }"), {
      message: "`seen` overlaps `low`",
      related: "`low` is here",
      help: /view/,
    });
  });

  test("reserved spans", () => {
    raises("ND013", half(`⟪low⟫: { at: 0, type: le32 }`, "reserved:\n  - ⟦{ at: 3, size: 1 }⟧\n"), {
      message: "a reserved span overlaps `low`",
      related: "`low` is here",
      help: /overlaps: \[low\]/,
    });
  });

  test("the elements of an array and what lies between", () => {
    raises("ND013", half("⟪list⟫: { at: 0, type: u8, count: 2, stride: 2 }\n⟦pad⟧: { at: 1, type: u8, count: 3 }"), {
      message: "`pad` overlaps `list`",
      related: "`list` is here",
      help: /./,
    });
  });
});

describe("ND014: gap not declared reserved", () => {
  test("bytes", () => {
    raises("ND014", half("low: { at: 0, type: u8 }\nlast: { at: 3, type: u8 }").replace("descriptor", "⟦descriptor⟧"), {
      message: "bytes 1..2: neither a field nor reserved",
      help: "add under `reserved:` `- { at: 1, size: 2 }`",
    });
  });

  test("bits of a word that fields are cut from", () => {
    raises("ND014", half("⟦low⟧: { at: 0, type: le32 }\na: { of: low, bits: 31..16 }\nb: { of: low, bits: 3..0 }"), {
      message: "bits 15..4 of `low`: neither a field nor reserved",
      help: "add under `reserved:` `- { of: low, bits: 15..4 }`",
    });
  });

  test("bits beside a slice", () => {
    raises("ND014", half("⟦low⟧: { at: 0, type: be32, bits: 30..1 }"), {
      message: "bit 31 of the be32 at byte 0, bit 0 of the be32 at byte 0: neither a field nor reserved",
      help: "add under `reserved:` `- { at: 0, type: be32, bits: 31 }` `- { at: 0, type: be32, bits: 0 }`",
    });
  });

  test("what one case leaves open", () => {
    const cases = `variants:
  selector: low
  cases:
    a: { match: 1, fields: { x: { at: 1, type: u8 } } }
    ⟦b⟧: { match: otherwise, fields: { y: { value: 1 } } }
`;
    raises("ND014", half("low: { at: 0, type: u8 }\nlast: { at: 2, type: le16 }", cases), {
      message: "byte 1 in case `b`: neither a field nor reserved",
      help: "add under `reserved:` `- { at: 1, size: 1 }`",
    });
  });

  test("bytes of a ring entry", () => {
    raises("ND014", half(LOW, "entries: { ext: { size: 4 } }").replace("descriptor", "⟦descriptor⟧"), {
      message: "bytes 0..3 of `ext`: neither a field nor reserved",
      help: "add under `reserved:` `- { entry: ext, at: 0, size: 4 }`",
    });
  });

  test("no gap is looked for where a field is wrong", () => {
    raises("ND011", half("low: { at: 0, type: le32, bits: ⟦40⟧ }"), { message: /./ });
  });
});
