import { describe, test } from "vitest";
import { raises } from "./raises.js";
import { half, when } from "./samples.js";

const field = (text: string) => half(`low: { at: 0, type: le32, ${text} }`);

describe("ND001: YAML syntax", () => {
  test("a second colon in a value of a flow map", () => {
    raises("ND001", field("doc: ⟦hash: the hash⟧"), {
      message: "a second `: ` inside one value",
      help: "put the whole value into quotes",
    });
  });

  test("a second colon in a value of a block map", () => {
    raises("ND001", "nicdesc: 1\ntitle: ⟦R⟧x: the receive side\n", {
      message: "a second `: ` inside one value",
      help: "put the whole value into quotes",
    });
  });

  test("brackets inside a value", () => {
    raises("ND001", field("doc: words ⟦[⟧0]"), {
      message: "`[` inside a value begins a map or list",
      help: "put the whole value into quotes",
    });
  });

  test("a bracket that is never closed", () => {
    raises("ND001", "nicdesc: 1\nfields:\n  low: ⟦{⟧ at: 0, type: le32\n", { message: "this `{` is never closed" });
    raises("ND001", "nicdesc: 1\nsources: ⟦[⟧a, b\n", { message: "this `[` is never closed" });
  });

  test("a bracket too many", () => {
    raises("ND001", "nicdesc: 1\nfields: { low: { at: 0 }}⟦}⟧\n", { message: "there is a `}` too many" });
  });

  test("a comma too many or too few", () => {
    raises("ND001", field("⟦,⟧ bits: 3"), { message: "there is a `,` too many" });
  });

  test("a quote that is never closed", () => {
    raises("ND001", 'nicdesc: 1\ntitle: ⟦"⟧A descriptor\nsize: { a\n', { message: "this quote is never closed" });
    raises("ND001", "nicdesc: 1\ndoc: { title: ⟦'⟧A descriptor }\n", { message: "this quote is never closed" });
  });

  test("a quote inside quotes", () => {
    raises("ND001", "nicdesc: 1\ntitle: 'don'⟦t'⟧\n", {
      message: "text behind the closing quote",
      help: "inside single quotes, a quote is written twice: `'don''t'`",
    });
    raises("ND001", 'nicdesc: 1\ntitle: "the "⟦first" one⟧\n', {
      message: "text behind the closing quote",
      help: 'inside double quotes, a quote is `\\"`',
    });
  });

  test("tabs as indentation", () => {
    raises("ND001", "nicdesc: 1\nfields:\n⟦\t⟧low: 1\n", { message: "tabs cannot indent", help: "use spaces" });
  });

  test("indentation that fits nowhere", () => {
    raises("ND001", "nicdesc: 1\nfields:\n   a: 1\n⟦ ⟧ b: 2\n", {
      message: "this is not indented as its neighbours are",
    });
    raises("ND001", "nicdesc: 1\ntitle: ⟦x⟧\n  size: 4\n", {
      message: "this is neither a key nor a value",
      help: "is the next line indented as it should be?",
    });
  });

  test("a line that is no key", () => {
    raises("ND001", "nicdesc: 1\n⟦title⟧\n", {
      message: "`title` stands alone, where a key was expected",
      help: "a key is followed by `: ` and a value",
    });
    raises("ND001", "nicdesc: 1\n⟦title:x⟧\n", {
      message: "`title:x` stands alone, where a key was expected",
      help: "a space belongs behind the `:`",
    });
  });

  test("characters that begin no value", () => {
    raises("ND001", "nicdesc: 1\ntitle: ⟦@⟧home\n", {
      message: "a value cannot begin with `@`",
      help: "put the whole value into quotes",
    });
    raises("ND001", "nicdesc: 1\ntitle: ⟦%⟧d\n", {
      message: "a value cannot begin with `%`",
      help: "put the whole value into quotes",
    });
  });

  test("escapes that mean nothing", () => {
    raises("ND001", 'nicdesc: 1\ntitle: "a ⟦\\q⟧ b"\n', {
      message: "`\\q` means nothing inside double quotes",
      help: "write the backslash twice, or use single quotes",
    });
  });

  test("a list where none can be", () => {
    raises("ND001", "nicdesc: 1\nsources: ⟦-⟧ a\n", { message: "a list with `-` begins on a line of its own" });
    raises("ND001", "nicdesc: 1\nkernel: { type: ⟦-⟧ a }\n", {
      message: "a list with `-` cannot stand inside { } or [ ]",
    });
  });

  test("a comment that touches a value", () => {
    raises("ND001", 'nicdesc: 1\ntitle: "a"⟦#b⟧\n', { message: "a space belongs before the `#`" });
  });

  test("nothing at all", () => {
    raises("ND001", "⟦⟧", { message: "the file is empty", help: "a spec begins with `nicdesc: 1`" });
    raises("ND001", "⟦⟧# only a comment\n", { message: "the file is empty", help: "a spec begins with `nicdesc: 1`" });
  });

  test("bytes that are no UTF-8", () => {
    raises("ND001", "nicdesc: 1\ntitle: Grö⟦\ufffd⟧e\n", { message: "this is not UTF-8 text" });
  });
});

describe("ND002: YAML feature that specs may not use", () => {
  test("an expression that reads as a tag", () => {
    raises("ND002", when("⟦!flag⟧"), {
      message: "`!flag` reads as a YAML tag here",
      help: "put an expression that begins with `!` into quotes",
    });
  });

  test("tags", () => {
    for (const tag of ["!!str", "!!js/function", "!!binary"]) {
      raises("ND002", `nicdesc: 1\ntitle: ⟦${tag}⟧ x\n`, {
        message: "YAML tags have no meaning here",
        help: "write the value without a tag",
      });
    }
  });

  test("an anchor", () => {
    raises("ND002", field("doc: ⟦&hash⟧ x"), {
      message: "`&hash` reads as a YAML anchor here",
      help: "put a value that begins with `&` into quotes",
    });
  });

  test("an alias", () => {
    raises("ND002", "nicdesc: 1\ntitle: ⟦*hash⟧\n", {
      message: /alias/,
      help: /quotes/,
    });
    raises("ND002", "nicdesc: 1\ntitle: ⟦&a⟧ x\ndoc: *a\n", { message: /anchor/, help: /quotes/, times: 2 });
  });

  test("merge keys", () => {
    raises("ND002", field("⟦<<⟧: { bits: 0 }"), {
      message: "YAML merge keys are not used in specs",
      help: "see `extends`",
    });
  });

  test("several documents", () => {
    raises("ND002", "nicdesc: 1\n⟦---⟧\nnicdesc: 1\n", {
      message: "another YAML document begins here: a file holds one",
      help: "move what follows into a file of its own",
    });
  });

  test("directives", () => {
    raises("ND002", "⟦%YAML 1.1⟧\n---\nnicdesc: 1\n", { message: "YAML directives are not used in specs" });
  });

  test("keys that are maps", () => {
    raises("ND002", "nicdesc: 1\n? ⟦[a]⟧\n: b\n", { message: "a key is a plain word" });
  });

  test("deep nesting", () => {
    const deep = `${"[".repeat(16)}⟦[⟧${"]".repeat(17)}`;
    raises("ND002", `nicdesc: 1\nsources: ${deep}\n`, { message: "nested more than 16 deep" });
  });

  test("a huge file", () => {
    raises("ND002", `⟦⟧nicdesc: 1\n# ${"x".repeat(1 << 17)}\n`, {
      message: "the file has 131086 characters; a spec has at most 131072",
    });
  });
});

describe("ND035: reserved JavaScript name", () => {
  test.each(["__proto__", "constructor", "prototype"])("%s", (name) => {
    raises("ND035", half(`⟦${name}⟧: { at: 0, type: le32 }`), { message: `\`${name}\` may not be a name` });
  });
});
