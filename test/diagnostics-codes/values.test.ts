import { describe, test } from "vitest";
import { raises } from "./raises.js";
import { half, metadata, table, variants, when } from "./samples.js";

describe("ND015: enumerator does not fit", () => {
  test("a field's", () => {
    raises(
      "ND015",
      half(
        "low: { at: 0, type: le32 }\nkind: { of: low, bits: 1..0, values: { big: ⟦4⟧ } }\nrest: { of: low, bits: 31..2 }",
      ),
      {
        message: "`big` is 4, which does not fit into 2 bits",
      },
    );
    raises(
      "ND015",
      half(
        "low: { at: 0, type: le32 }\nflag: { of: low, bits: 0, values: { on: ⟦2⟧ } }\nrest: { of: low, bits: 31..1 }",
      ),
      {
        message: "`on` is 2, which does not fit into 1 bit",
      },
    );
  });

  test("an input's and a column's", () => {
    raises(
      "ND015",
      half("low: { at: 0, type: le32 }", "inputs: { mode: { type: u8, values: { x: ⟦256⟧ }, doc: x } }"),
      {
        message: "`x` is 256, which does not fit into 8 bits",
      },
    );
    raises("ND015", table("1: [1]", "a: { bits: 1, values: { x: ⟦2⟧ } }"), { message: /1 bit$/ });
  });

  test("a value that the vocabulary's enumeration does not have", () => {
    raises("ND015", metadata("rx_csum: { status: ⟦7⟧ }"), { message: "7 is not one of `csum_status`" });
    raises("ND015", metadata("rx_csum: { status: { map: kind, to: { tcp: ⟦9⟧ } } }"), {
      message: "9 is not one of `csum_status`",
    });
  });
});

describe("ND016: enumerator repeats", () => {
  test("a field's", () => {
    raises("ND016", half("low: { at: 0, type: le32, values: { none: ⟪1⟫, zero: ⟦1⟧ } }"), {
      message: "`zero` has the same value as `none`",
      related: "the value is first given here",
    });
    raises("ND016", half("low: { at: 0, type: le32, values: { none: ⟪16⟫, zero: ⟦0x10⟧ } }"), {
      message: "`zero` has the same value as `none`",
      related: "the value is first given here",
    });
  });

  test("above 2^53", () => {
    const values = "{ a: ⟪0xffffffffffffffff⟫, b: 0xfffffffffffffffe, c: ⟦18446744073709551615⟧ }";
    raises(
      "ND016",
      half("low: { at: 0, type: le32 }")
        .replace("size: 8", "size: 16")
        .replace("fields:\n", `fields:\n  wide: { at: 8, type: le64, values: ${values} }\n`),
      {
        message: "`c` has the same value as `a`",
        related: "the value is first given here",
      },
    );
  });
});

describe("ND033: value too wide", () => {
  test("an integer", () => {
    raises("ND033", when("flag == ⟦0x10000000000000000⟧"), { message: "integers have at most 64 bits" });
  });

  test("a shift", () => {
    raises("ND033", when("(flag << ⟦64⟧) == 1"), { message: "a shift is by at most 63 bits" });
    raises("ND033", when("(1 << ⟦flag⟧) == 1"), { message: "a shift is by at most 63 bits" });
  });

  test("a computed value", () => {
    raises("ND033", half("low: { at: 0, type: le32 }\nsum: { value: low + upper, width: ⟦32⟧ }"), {
      message: "the value needs up to 33 bits, not 32",
    });
  });

  test("a part of an answer", () => {
    raises("ND033", metadata("rx_vlan_tag: { vlan_proto: 0x8100, vlan_tci: ⟦upper⟧ }"), {
      message: "the value can have 32 bits; `vlan_tci` has 16",
    });
    raises("ND033", metadata("rx_done: ⟦kind⟧"), { message: "the value can have 8 bits; `is` has 1" });
  });

  test("a cell", () => {
    raises("ND033", table("1: [⟦2⟧]"), { message: "2 does not fit into the 1 bits of `known`" });
  });
});

describe("ND023: lookup index out of range", () => {
  const types = table("1: [1]");

  test("a field's index", () => {
    raises(
      "ND023",
      {
        "drv/types.yaml": types,
        "": half("low: { at: 0, type: le32 }\na: { lookup: drv/types, by: ⟦low⟧, column: known }"),
      },
      {
        message: "the index can be up to 4294967295; `drv/types` has an index of 3 bits",
        help: /0x7/,
      },
    );
  });

  test("a metadata value's index", () => {
    raises(
      "ND023",
      {
        "drv/types.yaml": types,
        "": metadata("rx_hash: { hash: hash, type: { lookup: drv/types, by: ⟦kind⟧, column: hash } }"),
      },
      {
        message: "the index can be up to 255; `drv/types` has an index of 3 bits",
        help: /0x7/,
      },
    );
  });

  test("a row", () => {
    raises("ND023", table("⟦8⟧: [1]"), { message: "row 8 is beyond an index of 3 bits (0..7)" });
    raises("ND023", table("⟦6..9⟧: [1]"), { message: "row 9 is beyond an index of 3 bits (0..7)" });
    raises("ND023", table("⟦3..1⟧: [1]"), { message: "3..1 runs backwards" });
  });
});

describe("ND024: variant cases", () => {
  const OPAQUE = "add a case for the rest: `other: { match: otherwise, opaque: true }`";

  test("not total", () => {
    raises("ND024", variants("tcp: { match: tcp }\nudp: { match: udp }", "⟦kind⟧"), {
      message: "the cases cover 2 of the 4 values of the selector",
      help: OPAQUE,
    });
    raises("ND024", variants("any: { match: [0, 1, 2] }", "⟦kind⟧"), { message: /3 of the 4/, help: OPAQUE });
  });

  test("a value in two cases", () => {
    raises("ND024", variants("tcp: { match: ⟪tcp⟫ }\none: { match: [udp, ⟦1⟧] }\nother: { match: otherwise }"), {
      message: "the value 1 already belongs to another case",
      related: "to this one",
    });
  });

  test("a value that the selector never has", () => {
    raises("ND024", variants("big: { match: ⟦4⟧ }\nother: { match: otherwise }"), {
      message: "the selector is at most 3: it is never 4",
    });
  });

  test("two rests, or a rest of nothing", () => {
    raises("ND024", variants("tcp: { match: tcp }\na: { match: ⟪otherwise⟫ }\nb: { match: ⟦otherwise⟧ }"), {
      message: "there are two `otherwise` cases",
      related: "the first is here",
    });
    raises("ND024", variants("all: { match: [0, 1, 2, 3] }\nrest: { match: ⟦otherwise⟧ }"), {
      message: "the other cases have every value of the selector already",
    });
  });

  test("no such enumerator, no such selector", () => {
    raises("ND018", variants("tcp: { match: ⟦tcq⟧ }\nother: { match: otherwise }"), {
      message: "the selector has no enumerator `tcq`",
      help: "did you mean `tcp`?",
    });
    raises("ND018", variants("tcp: { match: ⟦otherwize⟧ }"), {
      message: /./,
      help: "did you mean `otherwise`?",
      also: ["ND024"],
    });
    raises("ND018", variants("tcp: { match: tcp }", "⟦kinds⟧"), {
      message: "nothing here is called `kinds`",
      help: "did you mean `kind`?",
    });
  });

  test("a selector that is not always there", () => {
    raises(
      "ND020",
      variants("tcp: { match: tcp }\nother: { match: otherwise }", "⟦kind⟧").replace(
        "bits: 1..0,",
        "bits: 1..0, when: upper == 1,",
      ),
      {
        message: "`kind` is used where it may not be valid",
        help: /upper == 1/,
      },
    );
  });
});
