import { describe, test } from "vitest";
import { raises } from "./raises.js";
import { HEAD, half, metadata, table, variants } from "./samples.js";

const VOCABULARY = `nicdesc: 1
vocabulary: metadata
title: The vocabulary
enums: {}
`;

describe("ND006: duplicate name", () => {
  test("a key twice", () => {
    raises("ND006", half("⟪low⟫: { at: 0, type: le32 }\n⟦low⟧: { at: 4, type: le32 }"), {
      message: "the key `low` is there twice",
      related: "first here",
    });
    raises("ND006", half("low: { ⟪at⟫: 0, type: le32, ⟦at⟧: 4 }"), {
      message: "the key `at` is there twice",
      related: "first here",
    });
  });

  test("keys that are written differently", () => {
    raises("ND006", table("⟪16⟫: [1]\n⟦0x10⟧: [1]"), { message: "the key `16` is there twice", related: "first here" });
    raises("ND006", table('⟪1⟫: [1]\n⟦"1"⟧: [1]'), { message: "the key `1` is there twice", related: "first here" });
  });

  test("a field and a segment's field", () => {
    raises(
      "ND006",
      half(`
        seg: { at: 0, count: 2, stride: 2, fields: { ⟪len⟫: { at: 0, type: le16 } } }
        ⟦seg_len⟧: { value: 1 }
      `),
      { message: "the field `seg_len` is there twice", related: "first here" },
    );
  });

  test("an input and a field", () => {
    raises("ND006", half("⟪low⟫: { at: 0, type: le32 }", "inputs: { ⟦low⟧: { type: u8, doc: x } }"), {
      message: "`low` is an input and a field",
      related: "the field is here",
    });
  });

  test("an input `size` beside several sizes", () => {
    raises(
      "ND006",
      half("low: { at: 0, type: le32 }", "inputs: { ⟦size⟧: { type: u8, doc: x } }").replace("size: 8", "size: [4, 8]"),
      { message: "a descriptor of several sizes has an input `size` already" },
    );
  });

  test("a descriptor twice", () => {
    const text = half("low: { at: 0, type: le32 }");
    raises(
      "ND006",
      { "drv/rx.yaml": text.replace("drv/rx", "⟪drv/rx⟫"), "drv/rx.yml": text.replace("drv/rx", "⟦drv/rx⟧") },
      {
        message: "`drv/rx` is described twice",
        related: "first described here",
        help: "to change a shipped descriptor, write `extends:` without `descriptor:`",
      },
    );
  });

  test("a table twice", () => {
    const text = table("1: [1]");
    raises(
      "ND006",
      {
        "drv/types.yaml": text.replace("drv/types", "⟪drv/types⟫"),
        "drv/types.yml": text.replace("drv/types", "⟦drv/types⟧"),
      },
      { message: "the lookup table `drv/types` is there twice", related: "first here" },
    );
  });

  test("a row twice", () => {
    raises("ND006", table("⟪2⟫: [1]\n⟦1..3⟧: [1]"), { message: "row 2 is there twice", related: "first here" });
  });

  test("two vocabularies", () => {
    const text = `${VOCABULARY}items: {}\n`;
    raises(
      "ND006",
      { "a.yaml": text.replace("vocabulary", "⟪vocabulary⟫"), "b.yaml": text.replace("vocabulary", "⟦vocabulary⟧") },
      { message: "there is one vocabulary", related: "first given here" },
    );
  });
});

describe("ND008: C keyword", () => {
  test("a field", () => {
    raises("ND008", half("⟦default⟧: { at: 0, type: le32 }"), {
      message: "`default` is a word of C",
      help: "another name, such as `default_`",
    });
  });

  test("a field of a segment", () => {
    raises("ND008", half("seg: { at: 0, count: 2, stride: 2, fields: { ⟦long⟧: { at: 0, type: le16 } } }"), {
      message: "`long` is a word of C",
      help: /long_/,
    });
  });

  test("an input, an entry, a case, a column", () => {
    const low = "low: { at: 0, type: le32 }";
    raises("ND008", half(low, "inputs: { ⟦class⟧: { type: u8, doc: C++ } }"), { message: /word of C/, help: /class_/ });
    raises("ND008", half(low, "entries: { ⟦errno⟧: { size: 4 } }"), {
      message: /word of C/,
      help: /./,
      also: ["ND014"],
    });
    raises("ND008", variants("⟦new⟧: { match: otherwise, opaque: true }"), { message: /word of C/, help: /new_/ });
    raises("ND008", table("1: [1]", "⟦and⟧: { bits: 1 }"), { message: /word of C/, help: /and_/ });
  });
});

describe("ND009: names meet in C", () => {
  test("a field and a segment's or a case's field", () => {
    raises(
      "ND009",
      variants("tcp: { match: tcp, fields: { ⟦mss⟧: { value: 1 } } }\nother: { match: otherwise }").replace(
        "other: { of",
        "⟪tcp_mss⟫: { of",
      ),
      {
        message:
          "the field `tcp.mss` of `drv/rx` and the field `tcp_mss` of `drv/rx` are both `nicdesc_drv_rx_tcp_mss` in C",
        related: "the field `tcp_mss` of `drv/rx` is here",
      },
    );
  });

  test("a field and a metadata item", () => {
    raises("ND009", half("⟦rx_hash⟧: { at: 0, type: le32 }").replace("drv/rx", "⟪drv/rx⟫"), {
      message: /the metadata `rx_hash` of `drv\/rx` are both `nicdesc_drv_rx_rx_hash`/,
      related: "the metadata `rx_hash` of `drv/rx` is here",
    });
  });

  test("two descriptors, a descriptor and a table", () => {
    const text = half("low: { at: 0, type: le32 }");
    raises(
      "ND009",
      {
        "drv/rx-a.yaml": text.replace("drv/rx", "⟪drv/rx-a⟫"),
        "drv/rx_a.yaml": text.replace("drv/rx", "⟦drv/rx_a⟧").replace("low", "high").replace("upper", "top"),
      },
      { message: /both `nicdesc_drv_rx_a` in C$/, related: "the descriptor `drv/rx-a` is here" },
    );
  });

  test("enumerators", () => {
    raises(
      "ND009",
      half(`
        low: { at: 0, type: le16, values: { ⟪high_on⟫: 1 } }
        low_high: { at: 2, type: le16, values: { ⟦on⟧: 1 } }
      `),
      {
        message: /are both `NICDESC_DRV_RX_LOW_HIGH_ON` in C$/,
        related: "the enumerator `high_on` of the field `low` of `drv/rx` is here",
      },
    );
  });

  test("a name of core.h", () => {
    raises("ND009", half("low: { at: 0, type: le32 }").replace("drv/rx", "⟦load/le32⟧"), {
      message: "the descriptor `load/le32` and a name of core.h are both `nicdesc_load_le32` in C",
    });
  });

  test("parameters of one function", () => {
    const low = "low: { at: 0, type: le32 }";
    raises("ND009", half(low, "inputs: { ⟦desc⟧: { type: u8, doc: x } }"), {
      message:
        "the input `desc` and the parameter for the descriptor have the same name: both are parameters of one C function",
    });
    raises("ND009", half(low, "entries: { ⟦length⟧: { size: 4 } }\nreserved: [{ entry: length, at: 0, size: 4 }]"), {
      message: /^the entry `length` and a part of `rx_length`/,
    });
    raises("ND009", `${metadata("rx_queue: queue")}inputs: { ⟦queue⟧: { type: u8, doc: x } }\n`, {
      message: /^the input `queue` and a part of `rx_queue`/,
    });
  });

  test("a part of the vocabulary", () => {
    const item = "items: { rx_x: { title: x, doc: x, directions: [rx], parts: { ⟦desc⟧: { type: u8, doc: x } } } }";
    raises("ND009", `${VOCABULARY}${item}\n`, { message: /^the part `desc`/ });
  });
});

describe("ND030: file and name disagree", () => {
  test("a descriptor", () => {
    raises(
      "ND030",
      { "drv/tx.yaml": half("low: { at: 0, type: le32 }").replace("drv/rx", "⟦drv/rx⟧") },
      {
        message: "`drv/rx` belongs into a file drv/rx.yaml",
        help: "this file is drv/tx.yaml below the specs folder",
      },
    );
  });

  test("a table", () => {
    raises(
      "ND030",
      { "types.yaml": table("1: [1]").replace("drv/types", "⟦drv/types⟧") },
      {
        message: "`drv/types` belongs into a file drv/types.yaml",
        help: "this file is types.yaml below the specs folder",
      },
    );
  });

  test("the name of the driver's own files", () => {
    raises("ND030", half("low: { at: 0, type: le32 }").replace("drv/rx", "⟦drv/driver⟧"), {
      message: "`drv/driver` may not be a name: driver.h and driver.yaml are about the driver itself",
    });
  });
});

describe("ND032: ambiguous name", () => {
  test("a field and an enumerator", () => {
    raises(
      "ND032",
      half(`
        tcp: { at: 0, type: u8 }
        kind: { at: 1, type: u8, values: { tcp: 1 } }
        tail: { at: 2, type: le16, when: kind == ⟦tcp⟧ }
      `),
      {
        message: "`tcp` is a field and an enumerator here",
        help: "say the enumerator with its field: `field.enumerator`",
      },
    );
  });
});

test("a head without fields is what these tests believe", () => {
  raises("ND004", `${HEAD}`.replace("descriptor:", "⟦descriptor⟧:"), { message: "missing key `fields`" });
});
