/** C headers as names and numbers, and what of them cannot be read. */
import { describe, expect, test } from "vitest";
import { readHeaders } from "../../src/import/c/header.js";

/** The values of a header's names, as text. */
function valuesOf(text: string): Record<string, string> {
  const { symbols } = readHeaders([{ name: "a.h", text }]);
  return Object.fromEntries([...symbols.values()].map(({ name, value }) => [name, `0x${value.toString(16)}`]));
}

/** The value of one expression; undefined when it is not understood. */
function worth(expression: string, before = ""): string | undefined {
  return valuesOf(`${before}\n#define IT ${expression}\n`)["IT"];
}

describe("expressions", () => {
  test.each([
    ["0x3FUL << 8", "0x3f00"],
    ["(1 << 3)", "0x8"],
    ["BIT(4)", "0x10"],
    ["BIT_ULL(63)", "0x8000000000000000"],
    ["GENMASK(6, 5)", "0x60"],
    ["GENMASK_ULL(63, 0)", "0xffffffffffffffff"],
    ["1 | 2 ^ 6 & 4", "0x7"],
    ["1 + 2 * 3 - 10 / 2 % 4", "0x6"],
    ["~0x0fULL", "0xfffffffffffffff0"],
    ["-1", "0xffffffffffffffff"],
    ["(u16)~0xff", "0xff00"],
    ["(unsigned long long)1 << 40", "0x10000000000"],
    ["010", "0x8"],
    ["0b101u", "0x5"],
    ["_AC(5, UL) << 1", "0xa"],
    ["cpu_to_le32(0x20)", "0x20"],
    ["((0x7) << (4)) /* a comment */", "0x70"],
  ])("%s", (expression, value) => {
    expect(worth(expression)).toBe(value);
  });

  test.each([
    "",
    "1 << 64",
    "1 << 100000000000",
    "BIT(64)",
    "GENMASK(3, 5)",
    "GENMASK(64, 0)",
    "5 / 0",
    "5 % 0",
    "-4 / 2",
    "0x10000000000000000",
    "08",
    "0x",
    "1.5",
    '"text"',
    "'a'",
    "sizeof(int)",
    "UNKNOWN",
    "unknown(1)",
    "a ? b : c",
    "(1",
    "1)",
    "1 2",
    "do { } while (0)",
  ])("not understood: %s", (expression) => {
    expect(worth(expression)).toBeUndefined();
  });

  test("definitions that lead to each other, and macros with parameters", () => {
    const before = "#define ICE_M(m, s) ((m ## ULL) << (s))\n#define S 5\n#define ALIAS S";
    expect(worth("ICE_M(0x3, ALIAS)", before)).toBe("0x60");
    expect(worth("ICE_M(0x3)", before)).toBeUndefined();
    expect(worth("ICE_M", before)).toBeUndefined();
  });
});

describe("headers", () => {
  test("lines that go on, comments, and spaces before the word", () => {
    const text =
      '# define A \\\n  (1 << \\\n 2) // one\n\t#define B /* two\n lines */ 7\n#define C 3 /* x */ + 1\nchar *s = "/*";\n#define D 9';
    expect(valuesOf(text)).toEqual({ A: "0x4", C: "0x4", D: "0x9" });
  });

  test("enums: values that are said, that follow, and that follow what is not understood", () => {
    const text =
      "enum a { A0, A1, A5 = 5, A6, A_ODD = sizeof(x), A_AFTER, A9 = A5 + 4 };\nenum { M = GENMASK(3, 2), N = 1 << 4 };";
    expect(valuesOf(text)).toEqual({ A0: "0x0", A1: "0x1", A5: "0x5", A6: "0x6", A9: "0x9", M: "0xc", N: "0x10" });
    const { enums } = readHeaders([{ name: "a.h", text }]);
    expect(enums.map(({ tag, members }) => [tag, members.length])).toEqual([
      ["a", 5],
      ["", 2],
    ]);
  });

  test("widths that comments tell: behind a comma, at the end, behind a macro; not those on a line of their own", () => {
    const text =
      "enum a {\n\tA = 5, /* 2 BITS */\n\t/* 3 bits */\n\tB = 7,\n\tC /* 4-bits */\n};\n#define D 1 /* 10-bits */\n";
    const { symbols } = readHeaders([{ name: "a.h", text }]);
    expect([...symbols.values()].map(({ name, width }) => [name, width])).toEqual([
      ["A", 2],
      ["B", undefined],
      ["C", 4],
      ["D", 10],
    ]);
  });

  test("a name with two values has none; one that is said twice has one", () => {
    const text = "#ifdef A\n#define X 1\n#else\n#define X 2\n#endif\n#define Y 3\n#define Y 3\n#define Z (X + Y)";
    expect(valuesOf(text)).toEqual({ Y: "0x3" });
    const other = { name: "b.h", text: "enum { E = 1 };" };
    expect([...readHeaders([other, { name: "c.h", text: "enum { E = 2 };" }]).symbols]).toEqual([]);
  });

  test("macros of another header", () => {
    const { symbols } = readHeaders([
      { name: "a.h", text: "#define MASK (0x3 << SHIFT)" },
      { name: "b.h", text: "#define SHIFT 4" },
    ]);
    expect(symbols.get("MASK")).toMatchObject({ value: 0x30n, header: "a.h" });
  });
});

describe("hostile headers end, and harm nothing else", () => {
  const good = "\n#define GOOD BIT(3)\n";
  const repeat = (count: number, each: (i: number) => string) =>
    Array.from({ length: count }, (_, i) => each(i)).join("\n");
  test.each([
    ["cycles", "#define A B\n#define B A\n#define C C\n#define D(x) D(x)\n#define E D(1)"],
    ["a long chain", repeat(5000, (i) => `#define A${i} A${i + 1}`)],
    ["a chain of deep parentheses", repeat(300, (i) => `#define A${i} ${"(".repeat(60)}A${i + 1}${")".repeat(60)}`)],
    [
      "macros that double",
      `#define F0(x) (x)\n${repeat(60, (i) => `#define F${i + 1}(x) (F${i}(x) + F${i}(x))`)}\n#define A F60(1)`,
    ],
    ["deep parentheses", `#define A ${"(".repeat(4000)}1${")".repeat(4000)}`],
    ["signs without end", `#define A ${"~".repeat(4000)}1`],
    ["a very long line", `#define A ${"1 + ".repeat(500_000)}1`],
    ["very many digits", `#define A 0x${"f".repeat(3000)}`],
    ["very many lines that go on", "#define A 1 \\\n".repeat(200_000)],
    ["comments that do not end", "/*".repeat(300_000)],
    ["quotes that do not end", `${"'\n".repeat(100_000)}`],
    ["enums that do not end", "enum a { ".repeat(100_000)],
    ["enums of blanks", `enum${" ".repeat(500_000)}x`],
    ["very many enumerators", `enum { ${"A, ".repeat(300_000)} };`],
    ["control characters", "\u0001\u0002§9¶#define A\u0001 1\u0000"],
  ])("%s", (name, text) => {
    const endless = name.includes("do not end") || name.includes("go on");
    const values = valuesOf(endless ? good + text : text + good);
    expect(values["GOOD"]).toBe("0x8");
  });
});
