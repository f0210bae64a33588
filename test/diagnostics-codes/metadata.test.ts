import { describe, test } from "vitest";
import { raises } from "./raises.js";
import { half, metadata, table, variants } from "./samples.js";

const LOW = "low: { at: 0, type: le32 }";

describe("ND021: metadata not in the vocabulary", () => {
  test("a mistyped item", () => {
    raises("ND021", metadata("⟦rx_hsah⟧: { unsupported: never }"), {
      message: "the vocabulary has no `rx_hsah`",
      help: "did you mean `rx_hash`?",
    });
  });

  test("an item of another direction", () => {
    raises("ND021", metadata("⟦tx_launch_time⟧: hash"), {
      message: "`tx_launch_time` is asked of tx descriptors; this one is rx",
    });
  });

  test("in a case", () => {
    raises("ND021", variants("tcp: { match: tcp, metadata: { ⟦rx_color⟧: 1 } }\nother: { match: otherwise }"), {
      message: "the vocabulary has no `rx_color`",
    });
  });
});

describe("ND022: metadata parts", () => {
  test("a part is missing", () => {
    raises("ND022", metadata("rx_hash: ⟦{ hash: hash }⟧"), { message: "the answer lacks the part `type`" });
    raises(
      "ND022",
      metadata("rx_vlan_tag:\n  - { vlan_proto: 0x8100, vlan_tci: hash, when: done }\n  - ⟦{ vlan_tci: hash }⟧"),
      {
        message: "the answer lacks the part `vlan_proto`",
      },
    );
    raises("ND022", metadata("rx_done: ⟦{ doc: x }⟧"), { message: "the answer lacks the part `is`" });
  });

  test("a part too many", () => {
    raises("ND022", metadata("rx_hash: { hash: hash, type: none, ⟦typ⟧: 1 }"), {
      message: "`rx_hash` has no part `typ`",
      help: "did you mean `type`?",
    });
    raises("ND022", metadata("rx_queue: { queue: 1, ⟦priority⟧: 1 }"), {
      message: "`rx_queue` has no part `priority`",
      help: "its parts are queue",
    });
  });

  test("an item of several parts in short", () => {
    raises("ND022", metadata("rx_hash: ⟦hash⟧"), {
      message: "`rx_hash` has the parts `hash` and `type`",
      help: "say each: { hash: …, type: … }",
    });
  });

  test("a column that is not of the part's enumeration", () => {
    raises(
      "ND022",
      {
        "drv/types.yaml": table("1: [1]"),
        "": metadata("rx_hash: { hash: hash, type: { lookup: drv/types, by: done, column: ⟦known⟧ } }"),
      },
      {
        message: "`type` is an enumeration `rss_type`; the column `known` is not",
        help: "give the column `enum: rss_type`",
      },
    );
  });
});

describe("ND028: unknown reference", () => {
  test("a word", () => {
    raises("ND028", half(`${LOW}\nbit: { of: ⟦lwo⟧, bits: 0 }`), {
      message: "there is no field `lwo`",
      help: "did you mean `low`?",
    });
    raises(
      "ND028",
      half(`${LOW}\nbits: { of: low, bits: 31..0 }\nbit: { of: ⟦half⟧, bits: 0 }\nhalf: { value: low }`),
      {
        message: "`half` is not a whole word: bits are cut from words",
      },
    );
    raises("ND028", half(LOW, "reserved:\n  - { of: ⟦lwo⟧, bits: 0 }\n"), {
      message: "there is no word `lwo`",
      help: "did you mean `low`?",
    });
  });

  test("a ring entry", () => {
    raises("ND028", half(`${LOW}\nmore: { entry: ⟦ext⟧, at: 0, type: u8 }`, "entries: { ex: { size: 4 } }"), {
      message: "there is no ring entry `ext`",
      help: "did you mean `ex`?",
    });
  });

  test("a field to overlap", () => {
    raises("ND028", half(`${LOW}\nmore: { at: 0, type: u8, overlaps: [low, ⟦lwo⟧] }`), {
      message: "there is no field `lwo` to overlap",
      help: "did you mean `low`?",
    });
    raises("ND028", half(LOW, "reserved:\n  - { at: 0, size: 1, overlaps: [low, ⟦uper⟧] }\n"), {
      message: "there is no field `uper` to overlap",
      help: "did you mean `upper`?",
    });
  });

  test("a table, a column, an enumeration", () => {
    const types = { "drv/types.yaml": table("1: [1]") };
    raises(
      "ND028",
      { ...types, "": half(`${LOW}\na: { lookup: ⟦drv/tpyes⟧, by: 1, column: known }`) },
      {
        message: "there is no lookup table `drv/tpyes`",
        help: "did you mean `drv/types`?",
      },
    );
    raises(
      "ND028",
      { ...types, "": half(`${LOW}\na: { lookup: drv/types, by: 1, column: ⟦knwon⟧ }`) },
      {
        message: "`drv/types` has no column `knwon`",
        help: "did you mean `known`?",
      },
    );
    raises("ND028", table("1: [1]", "a: { enum: ⟦rss_typ⟧ }"), {
      message: "the vocabulary has no enumeration `rss_typ`",
      help: "did you mean `rss_type`?",
    });
    raises("ND028", table("1: { ⟦knwon⟧: 1 }"), {
      message: "the table has no column `knwon`",
      help: "did you mean `known`?",
    });
  });

  test("a note on an enumerator", () => {
    const text = `nicdesc: 1
vocabulary: metadata
title: The vocabulary
enums: { kinds: { doc: x, values: { a: 1 }, notes: { ⟦b⟧: x } } }
items: {}
`;
    raises("ND028", text, { message: "`kinds` has no enumerator `b`", help: "did you mean `a`?" });
  });
});

describe("ND037: keys of answers and values", () => {
  test("unsupported stands alone", () => {
    raises("ND037", metadata("rx_hash: { unsupported: never, ⟦when⟧: done }"), {
      message: "`unsupported` stands alone",
    });
    raises("ND037", metadata("rx_hash: ⟦[{ unsupported: never }, { hash: hash, type: none }]⟧"), {
      message: "`unsupported` stands alone",
    });
  });

  test("two ways to get a value", () => {
    raises("ND037", metadata("rx_queue: { queue: { map: kind, to: {}, ⟦by⟧: done } }"), {
      message: "`by` does not go with `map`",
    });
  });

  test("no way to get a value", () => {
    raises("ND037", metadata("rx_queue: { queue: ⟦{ by: done }⟧ }"), {
      message: /^a value is an expression, or has one of the keys lookup, map,/,
    });
  });
});

describe("ND029: text that could leave its comment", () => {
  const doc = (text: string) => half(`low: { at: 0, type: le32, doc: ⟦${text}⟧ }`);

  test.each([
    ["the end */ of a comment", "`*/` ends a C comment"],
    ["the start /* of a comment", "`/*` inside a C comment is an error"],
    ["a backslash\\", "a backslash at the end of a line joins it to the next one in C"],
    ["a trigraph ??/", "`??/` is a backslash in C (a trigraph)"],
  ])("%s", (text, message) => {
    raises("ND029", doc(text), { message });
  });

  test("characters by escapes", () => {
    raises("ND029", doc('"a bell \\a"'), { message: "control characters are not text" });
    raises("ND029", doc('"turned \\u202e"'), { message: /^invisible and direction-changing/ });
    raises("ND029", doc('"half \\ud800"'), { message: /lone surrogate/ });
  });

  test("characters in the file itself, even in a comment of it", () => {
    raises("ND029", "nicdesc: 1\n# nothing ⟦\u202e⟧ to see\n", { message: /^U\+202E: invisible/ });
    raises("ND029", "nicdesc: 1\ntitle: a⟦\u0007⟧\n", { message: "U+0007: control characters are not text" });
    raises("ND029", "nicdesc: 1\ntitle: a⟦\r⟧b\n", { message: "U+000D: control characters are not text" });
    raises("ND029", "nicdesc: 1\ntitle: a⟦\u{e0041}⟧b\n", { message: /^U\+E0041: invisible/ });
  });

  test("several lines where one belongs", () => {
    raises("ND029", half('low: { at: 0, type: le32, unit: ⟦"a\\nb"⟧ }'), {
      message: "this text is a single line",
      help: "only a `doc` may have several",
    });
  });
});
