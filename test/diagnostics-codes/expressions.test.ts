import { describe, test } from "vitest";
import { raises } from "./raises.js";
import { half, metadata, variants, when } from "./samples.js";

const quoted = (text: string) => when(`"${text}"`);

describe("ND017: expression syntax", () => {
  test("characters without meaning", () => {
    raises("ND017", when("flag ⟦=⟧ 1"), { message: "`=` has no meaning in an expression", help: "equality is `==`" });
    raises("ND017", when("⟦~⟧flag == 1"), { message: /^`~`/, help: "there is no complement: use `^` with a mask" });
    raises("ND017", when("flag ⟦*⟧ 2 == 1"), { message: /^`\*`/, help: /^there are `! \+ -/ });
    raises("ND017", quoted("flag ⟦%⟧ 2 == 1"), { message: /^`%`/, help: /^there are/ });
    raises("ND017", quoted("flag ⟦?⟧ 2 - 1"), { message: /^`\?`/, help: /see `map` and `if`/ });
    raises("ND017", when("kind == ⟦'tcp'⟧"), { message: /^`'tcp'`/, help: "an enumerator stands without quotes" });
    raises("ND017", when("flag ⟦$⟧ 1"), { message: "`$` has no meaning in an expression" });
  });

  test("numbers", () => {
    for (const number of ["0b101", "12ab", "0xfg"]) {
      raises("ND017", when(`flag == ⟦${number}⟧`), {
        message: `\`${number}\` is neither a number nor a name`,
        help: "integers are written as 12 or 0x1f",
      });
    }
    raises("ND017", when("flag == ⟦-⟧1"), { message: "expected a value, found `-`", help: "numbers have no sign" });
  });

  test("words of other languages", () => {
    raises("ND017", when("flag == 1 ⟦and⟧ kind == tcp"), {
      message: "expected an operator, found `and`",
      help: "that is `&&` here",
    });
    raises("ND017", when("(flag == 1 ⟦or⟧ kind == tcp)"), { message: /found `or`/, help: "that is `||` here" });
    raises("ND017", when("flag ⟦kind⟧"), { message: "expected an operator, found `kind`" });
  });

  test("parentheses", () => {
    raises("ND017", when("⟦(⟧flag == 1"), { message: "this `(` is never closed" });
    raises("ND017", when("flag == 1⟦)⟧"), { message: "there is a `)` too many" });
    raises("ND017", when(`${"(".repeat(64)}⟦flag⟧${")".repeat(64)}`), { message: "nested too deep" });
  });

  test("an end too early", () => {
    raises("ND017", when("flag ⟦==⟧"), { message: "the expression stops where a value is expected" });
    raises("ND017", quoted("   ⟦⟧"), { message: "the expression stops where a value is expected" });
  });

  test("the place inside quotes and in a folded text", () => {
    raises("ND017", when("'flag ⟦=⟧ 1'"), { message: /./, help: /./ });
    raises(
      "ND017",
      half("low: { at: 0, type: le32 }\nsum:\n  value: >-\n    ⟦low +⟧\n".replace("⟦low +⟧", "low +"))
        .replace("value:", "value:")
        .replace(">-\n      low +", "⟦>-\n      low +\n⟧"),
      {
        message: /stops/,
      },
    );
  });
});

describe("ND018: unknown name in an expression", () => {
  test("a mistyped field", () => {
    raises("ND018", when("⟦flga⟧ == 1"), { message: "nothing here is called `flga`", help: "did you mean `flag`?" });
    raises("ND018", when("flag == 1 && ⟦phrase⟧ == 1"), { message: /`phrase`/, help: "did you mean `phase`?" });
    raises("ND018", when("⟦zzzzzz⟧"), { message: "nothing here is called `zzzzzz`" });
  });

  test("enumerators", () => {
    raises("ND018", when("kind == ⟦tpc⟧"), { message: "nothing here is called `tpc`", help: "did you mean `tcp`?" });
    raises("ND018", when("kind == kind && ⟦tcp⟧".replace("kind == kind && ", "flag == 1 && ")), {
      message: "nothing here is called `tcp`",
      help: "an enumerator stands beside its field: `kind == tcp`",
    });
    raises("ND018", when("kind == ⟦kind.tpc⟧"), {
      message: "`kind` has no enumerator `tpc`",
      help: "did you mean `tcp`?",
    });
  });

  test("a field of a case, from outside", () => {
    const cases = "tcp: { match: tcp, fields: { mss: { value: 1 } } }\nother: { match: otherwise }";
    raises("ND018", variants(cases).replace("other: { of", "sum: { value: ⟦mss⟧ }\n  other: { of"), {
      message: "nothing here is called `mss`",
    });
  });

  test("what is known and has no value", () => {
    raises("ND018", when("⟦clock⟧ == 1"), {
      message: "`clock` is a timecounter, no number",
      help: "it turns cycles into time: `clock: clock`",
    });
    raises("ND018", half("list: { at: 0, type: u8, count: 4 }\nsum: { value: ⟦list⟧ + 1 }"), {
      message: "`list` is an array: an expression chooses no element",
    });
    raises("ND018", half("low: { at: 0, type: le32, must_be_zero: true }\nsum: { value: 1 + ⟦low⟧ }"), {
      message: "`low` is reserved: its bits mean nothing",
    });
  });

  test("in metadata", () => {
    raises("ND018", metadata("rx_hash: { hash: ⟦hsah⟧, type: none }"), {
      message: /`hsah`/,
      help: "did you mean `hash`?",
    });
    raises("ND018", metadata("rx_hash: { hash: hash, type: ⟦l4_tpc⟧ }"), {
      message: /`l4_tpc`/,
      help: "did you mean `l4_tcp`?",
    });
    raises("ND018", metadata("rx_queue: { queue: { map: kind, to: { ⟦tpc⟧: 1 } } }"), {
      message: "there is no enumerator `tpc`",
      help: "did you mean `tcp`?",
    });
    raises("ND018", metadata("rx_timestamp: { timestamp: { cycles: hash, clock: ⟦tc⟧ } }"), {
      message: "there is no timecounter input `tc`",
      help: "declare it under inputs: `tc: { type: timecounter, doc: … }`",
    });
    raises("ND018", metadata("rx_done: { supported: ⟦done⟧ == 1, is: done }".replace("⟦done⟧ == 1", "⟦done == 1⟧")), {
      message: "`supported` is about the device, not the packet: it is said with inputs",
      help: "a condition over fields is `when`",
    });
  });
});

describe("ND036: unclear precedence", () => {
  const PARENTHESES = "put parentheses around one of them";

  test("a bitwise operator beside a comparison", () => {
    const misread = { message: "`==` beside `&` is easily misread", help: PARENTHESES };
    raises("ND036", when("flag ⟦&⟧ 1 == 1"), misread);
    raises("ND036", when("flag == 1 ⟦&⟧ 1"), misread);
  });

  test("`&&` beside `||`", () => {
    raises("ND036", when("flag == 1 && kind == tcp ⟦||⟧ phase == 1"), {
      message: "`&&` beside `||` is easily misread",
      help: PARENTHESES,
    });
    raises("ND036", when("flag == 1 ⟦||⟧ kind == tcp && phase == 1"), {
      message: "`&&` beside `||` is easily misread",
      help: PARENTHESES,
    });
  });

  test("two bitwise operators, and a shift beside a sum", () => {
    raises("ND036", when("(flag ⟦|⟧ 1 & 3) == 4"), { message: "`&` beside `|` is easily misread", help: PARENTHESES });
    raises("ND036", when("(flag ⟦<<⟧ 1 + 2) == 4"), {
      message: "`+` beside `<<` is easily misread",
      help: PARENTHESES,
    });
  });

  test("chains of comparisons", () => {
    raises("ND036", when("1 < flag ⟦<⟧ 3"), {
      message: "comparisons do not chain",
      help: "join two comparisons by `&&`",
    });
  });
});
