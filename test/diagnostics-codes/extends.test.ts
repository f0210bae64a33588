import { describe, test } from "vitest";
import { raises } from "./raises.js";
import { half, variants } from "./samples.js";

const BASE = half("low: { at: 0, type: le32 }", "reserved: []\ninputs: { phase: { type: u8, doc: x } }");
const overlay = (text: string) => `nicdesc: 1\nextends: drv/rx\n${text}`;
const derived = (text: string, base = "drv/rx") => `nicdesc: 1\ndescriptor: drv/derived\nextends: ${base}\n${text}`;

describe("ND026: cyclic extends", () => {
  const file = (name: string, base: string) => `nicdesc: 1\ndescriptor: drv/${name}\nextends: ${base}\n`;

  test("itself", () => {
    raises("ND026", file("a", "⟦drv/a⟧"), { message: "drv/a → drv/a: a descriptor cannot extend itself" });
  });

  test("each other", () => {
    raises(
      "ND026",
      { "drv/a.yaml": file("a", "⟦drv/b⟧"), "drv/b.yaml": file("b", "⟪drv/c⟫"), "drv/c.yaml": file("c", "drv/a") },
      {
        message: "drv/a → drv/b → drv/c → drv/a: a descriptor cannot extend itself",
        related: "`drv/b` extends the next",
      },
    );
  });

  test("one that leads into a ring is not in it", () => {
    raises(
      "ND026",
      { "drv/a.yaml": file("a", "drv/b"), "drv/b.yaml": file("b", "⟦drv/c⟧"), "drv/c.yaml": file("c", "⟪drv/b⟫") },
      { message: "drv/b → drv/c → drv/b: a descriptor cannot extend itself", related: "`drv/c` extends the next" },
    );
  });
});

describe("ND028: unknown base", () => {
  test("of an overlay and of a derived descriptor", () => {
    raises(
      "ND028",
      { "drv/rx.yaml": BASE, "my.yaml": overlay("").replace("drv/rx", "⟦drv/xr⟧") },
      {
        message: "there is no descriptor `drv/xr` to extend",
        help: "did you mean `drv/rx`?",
      },
    );
    raises(
      "ND028",
      { "drv/rx.yaml": BASE, "drv/derived.yaml": derived("", "⟦drv/rx2⟧") },
      {
        message: "there is no descriptor `drv/rx2` to extend",
        help: "did you mean `drv/rx`?",
      },
    );
  });

  test("a base whose file is broken is not missing", () => {
    raises(
      "ND003",
      { "drv/rx.yaml": `${BASE}\n⟦feilds⟧: {}\n`, "drv/derived.yaml": derived("") },
      {
        message: "unknown key `feilds`",
        help: "did you mean `fields`?",
      },
    );
    raises(
      "ND001",
      { "drv/rx.yaml": "descriptor: ⟦[⟧\n", "drv/derived.yaml": derived("") },
      { message: /never closed/ },
    );
  });
});

describe("ND034: nothing to exclude", () => {
  test("by a derived descriptor", () => {
    raises(
      "ND034",
      { "drv/rx.yaml": BASE, "drv/derived.yaml": derived("exclude: { fields: [⟦lwo⟧] }\n") },
      {
        message: "`drv/rx` has no `lwo` among its fields",
        help: "did you mean `low`?",
      },
    );
  });

  test("by an overlay", () => {
    raises(
      "ND034",
      { "drv/rx.yaml": BASE, "my.yaml": overlay("exclude: { inputs: [phase, ⟦phrase⟧] }\n") },
      {
        message: "`drv/rx` has no `phrase` among its inputs",
        help: "did you mean `phase`?",
      },
    );
    raises(
      "ND034",
      { "drv/rx.yaml": BASE, "my.yaml": overlay("exclude: { metadata: [⟦rx_hash⟧] }\n") },
      {
        message: "`drv/rx` has no `rx_hash` among its metadata",
      },
    );
  });

  test("what an earlier overlay took away already", () => {
    const taken = overlay("exclude: { inputs: [phase] }\n");
    raises(
      "ND034",
      { "drv/rx.yaml": BASE, "my.yaml": taken, "other.yaml": taken.replace("[phase]", "[⟦phase⟧]") },
      {
        message: "`drv/rx` has no `phase` among its inputs",
      },
    );
  });

  test("a case, and reserved bits", () => {
    const base = variants("tcp: { match: tcp }\nother: { match: otherwise }");
    raises(
      "ND034",
      { "drv/rx.yaml": base, "my.yaml": overlay("exclude: { cases: [⟦tpc⟧] }\n") },
      {
        message: "`drv/rx` has no `tpc` among its cases",
        help: "did you mean `tcp`?",
      },
    );
    raises(
      "ND034",
      { "drv/rx.yaml": BASE, "my.yaml": overlay("exclude: { reserved: ⟦true⟧ }\n") },
      {
        message: "`drv/rx` has nothing under `reserved`",
      },
    );
  });
});

describe("the file that a problem is reported in", () => {
  test("an overlay's field", () => {
    raises(
      "ND011",
      { "drv/rx.yaml": BASE, "my.yaml": overlay("fields: { bit: { of: low, bits: ⟦32⟧ } }\n") },
      {
        message: "bit 32 is outside a le32, whose bits are 31..0",
      },
    );
  });

  test("a base's field that the overlay broke", () => {
    const base = half("low: { at: 0, type: le32 }\nsum: { value: ⟦low⟧ + 1 }");
    raises(
      "ND018",
      { "drv/rx.yaml": base, "my.yaml": overlay("exclude: { fields: [low] }\nreserved: [{ at: 0, size: 4 }]\n") },
      {
        message: "nothing here is called `low`",
      },
    );
  });

  test("a problem of a base is reported once, not for each that derives from it", () => {
    const base = half("low: { at: 0, type: le32, bits: ⟦40⟧ }");
    raises("ND011", { "drv/rx.yaml": base, "drv/derived.yaml": derived("") }, { message: /^bit 40/ });
  });

  test("an overlay of a base and a field of the overlay that overlaps the base's", () => {
    raises(
      "ND013",
      {
        "drv/rx.yaml": BASE.replace("low:", "⟪low⟫:"),
        "my.yaml": overlay("fields: { ⟦more⟧: { at: 0, type: u8 } }\n"),
      },
      {
        message: "`more` overlaps `low`",
        related: "`low` is here",
        help: /overlaps: \[low\]/,
      },
    );
  });
});
