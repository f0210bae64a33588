import { describe, test } from "vitest";
import { raises } from "./raises.js";
import { HEAD, half, metadata, table } from "./samples.js";

const field = (text: string) => half(`low: { at: 0, type: le32, ${text} }`);
const COMMA = "a comma ends a value inside { }: put the text before it into quotes";

describe("ND005: wrong type", () => {
  test("no map at all", () => {
    for (const text of ["null", "[]", "5", "text"]) {
      raises("ND005", `⟦${text}⟧\n`, { message: "a spec is a map of keys", help: "it begins with `nicdesc: 1`" });
    }
  });

  test("another version of the language", () => {
    raises("ND005", HEAD.replace("nicdesc: 1", "nicdesc: ⟦2⟧"), {
      message: "expected `1`, found the number 2",
      help: "this is the version of the language that this nicdesc reads",
    });
  });

  test("numbers, words and nothing where text belongs", () => {
    const text = { help: "put it into quotes" };
    raises("ND005", field("doc: ⟦12⟧"), { message: "expected text, found the number 12", ...text });
    raises("ND005", field("doc: ⟦true⟧"), { message: "expected text, found `true`", ...text });
    raises("ND005", field("doc: ⟦[a]⟧"), { message: "expected text, found a list" });
    raises("ND005", field('unit: ⟦""⟧'), { message: "expected text, found nothing" });
    raises("ND005", field("kernels: ⟦6.14⟧"), { message: "expected text, found the number 6.14", ...text });
  });

  test("what is no whole number", () => {
    for (const [written, found] of [
      ["1.5", "the number 1.5"],
      [".inf", "the number Infinity"],
      [".nan", "the number NaN"],
      ["two", "`two`"],
      ["2024-01-01", "`2024-01-01`"],
      ["null", "nothing"],
    ]) {
      raises("ND005", field(`width: ⟦${written}⟧`), { message: `expected a whole number, found ${found}` });
    }
  });

  test("numbers out of range", () => {
    raises("ND005", half("low: { at: ⟦-1⟧, type: le32 }"), { message: "expected at least 0, found -1" });
    raises("ND005", half("low: { at: ⟦5000⟧, type: le32 }"), { message: "expected at most 4096, found 5000" });
    raises("ND005", field("bits: ⟦64⟧"), { message: "expected at most 63, found 64" });
    raises("ND005", field("values: { big: ⟦0x1ffffffffffffffff⟧ }"), {
      message: "`0x1ffffffffffffffff` is not an integer of up to 64 bits",
      help: "integers are written as 12 or 0x1f",
    });
  });

  test("bit ranges", () => {
    for (const range of ["7:0", "7-0", "GENMASK(7 0)", "7...0"]) {
      raises("ND005", field(`bits: ⟦${range}⟧`), {
        message: `\`${range}\` is not a bit range`,
        help: "did you mean `7..0`?",
      });
    }
    raises("ND005", field("bits: ⟦all⟧"), { message: "`all` is not a bit range", help: /GENMASK/ });
    raises("ND005", field("bits: ⟦[7, 0]⟧"), { message: "expected `msb..lsb` or one bit, found a list" });
  });

  test("words that are none of a few", () => {
    raises("ND005", half("low: { at: 0, type: ⟦le23⟧ }"), { message: /^expected one of u8, le16/, help: /le32|le16/ });
    raises("ND005", HEAD.replace("direction: rx", "direction: ⟦receive⟧"), {
      message: "expected one of rx, tx, rx-completion, tx-completion, found `receive`",
    });
    raises("ND005", `${HEAD}align: ⟦3⟧\n`, { message: "expected 1, 2, 4 or 8, found the number 3" });
  });

  test("switches", () => {
    raises("ND005", field("reserved: ⟦false⟧"), {
      message: "expected `true`, found `false`",
      help: "leave `reserved` out where it does not hold",
    });
  });

  test("lists and maps", () => {
    raises("ND005", `${HEAD}sources: ⟦i40e_type.h⟧\n`, { message: "expected a list, found `i40e_type.h`" });
    raises("ND005", `${HEAD}reserved: ⟦{ at: 0 }⟧\n`, { message: "expected a list, found a map" });
    raises("ND005", `${HEAD}kernel: ⟦struct foo⟧\n`, { message: "expected a map, found `struct foo`" });
    raises("ND005", half("low: { parts: ⟦[high]⟧ }"), { message: "expected at least 2 items, found 1" });
    raises("ND005", HEAD.replace("size: 8", "size: ⟦many⟧"), {
      message: "expected a number of bytes, or a list of them, found `many`",
    });
  });

  test("expressions, answers and values", () => {
    raises("ND005", half("low: { at: 0, type: le32, when: ⟦[a]⟧ }"), {
      message: "expected an expression, found a list",
    });
    raises("ND005", metadata("rx_done: ⟦⟧"), {
      message: "expected an expression, an answer, or a list of answers, found nothing",
    });
    raises("ND005", metadata("rx_length: { length: ⟦null⟧ }"), { message: /^expected an expression, or a map/ });
  });

  test("kernel ranges, rows and cells", () => {
    raises("ND005", field('kernels: ⟦"6.14+"⟧'), { message: "`6.14+` is not a range of kernels", help: />=6.14/ });
    raises("ND005", table("⟦one⟧: [1]"), { message: "`one` is not the index of a row", help: /20\.\.21/ });
    raises("ND005", table("1: ⟦1⟧"), {
      message: "expected a list of cells, or a map of column to cell, found the number 1",
    });
    raises("ND005", { "": table("1: ⟦[1, l4, 3]⟧") }, { message: "the row has 3 cells, the table 2 columns" });
  });

  test("text without an end", () => {
    raises("ND005", HEAD.replace("A descriptor", `⟦${"x".repeat(201)}⟧`), {
      message: "expected at most 200 characters, found 201",
    });
  });
});

describe("ND007: not a name", () => {
  const NAMES = "names are lower snake case: a letter, then letters, digits and underscores";

  test("of a field", () => {
    for (const [name, meant] of [
      ["RSS", "rss"],
      ["rxHash", "rx_hash"],
      ["rx-hash", "rx_hash"],
    ]) {
      raises("ND007", half(`⟦${name}⟧: { at: 0, type: le32 }`), {
        message: `\`${name}\` is not a name`,
        help: `did you mean \`${meant}\`?`,
      });
    }
    raises("ND007", half("⟦8021q⟧: { at: 0, type: le32 }"), { message: "`8021q` is not a name", help: NAMES });
    raises("ND007", half("⟦große⟧: { at: 0, type: le32 }"), { message: "`große` is not a name", help: /./ });
    raises("ND007", half(`⟦${"x".repeat(65)}⟧: { at: 0, type: le32 }`), {
      message: "a name has at most 64 characters; this one has 65",
    });
  });

  test("of an enumerator, with a comma before it", () => {
    raises("ND007", field("values: { none: 0, ⟦not valid⟧ }"), { message: "`not valid` is not a name", help: COMMA });
  });

  test("of a descriptor or table", () => {
    for (const name of ["rx", "drv/rx/wb", "../etc/passwd", "/etc/passwd", "drv/..", "drv/rx.h", "drv\\rx"]) {
      raises("ND007", HEAD.replace("drv/rx", `⟦${name}⟧`), {
        message: `\`${name}\` is not \`<driver>/<name>\``,
        help: "both are lower case letters, digits and underscores; the name may have dashes",
        times: 1,
      });
    }
    raises("ND007", HEAD.replace("drv/rx", "⟦Drv/RX⟧"), { message: /./, help: "did you mean `drv/rx`?" });
    raises("ND007", HEAD.replace("drv/rx", "⟦drv/rx.yaml⟧"), { message: /./, help: "did you mean `drv/rx`?" });
  });

  test("of the kernel", () => {
    raises("ND007", `${HEAD}kernel: { type: ⟦struct my-type⟧ }\n`, {
      message: "`struct my-type` is not the name of a C type",
      help: /struct name/,
    });
    raises("ND007", field("member: ⟦a->b⟧"), { message: "`a->b` is not a member's path", help: /as in C/ });
  });

  test("of what a map maps", () => {
    raises("ND007", metadata("rx_queue: { queue: { map: kind, to: { ⟦TCP⟧: 1 } } }"), {
      message: "`TCP` is neither an enumerator nor an integer",
      help: /enumerators/,
    });
  });
});
