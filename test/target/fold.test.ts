import { describe, expect, test } from "vitest";
import { continueLines, foldLine } from "../../src/target/fold.js";

const long = (name: string) => `nicdesc_driver_descriptor_${name}(desc)`;

describe("long lines of C", () => {
  test("what fits stays", () => {
    expect(foldLine("\treturn 0;")).toBe("\treturn 0;");
  });

  test("parameters line up behind their parenthesis", () => {
    expect(
      foldLine(
        "static __always_inline int nicdesc_d_rx_hash(const struct nicdesc_d *desc, __u32 *hash, __u32 *type, __u8 x)",
      ),
    ).toBe(
      "static __always_inline int nicdesc_d_rx_hash(const struct nicdesc_d *desc, __u32 *hash, __u32 *type,\n\t\t\t\t\t     __u8 x)",
    );
  });

  test("a type stands alone where that helps", () => {
    const name = "nicdesc_driver_descriptor_that_is_rather_long_rx_timestamp";
    expect(foldLine(`static __always_inline int ${name}(const struct nicdesc_driver_descriptor *desc)`)).toBe(
      `static __always_inline int\n${name}(const struct nicdesc_driver_descriptor *desc)`,
    );
  });

  test("conditions break where they bind least, and line up in their parentheses", () => {
    expect(foldLine(`\tif (${long("a")} && (${long("b")} || ${long("c")} || another_input)) {`)).toBe(
      `\tif (${long("a")} &&\n\t    (${long("b")} || ${long("c")} ||\n\t     another_input)) {`,
    );
  });

  test("choices break behind their signs", () => {
    expect(foldLine(`\t*to = ${long("a")} ? NICDESC_SOMETHING_LONG : ${long("b")} ? SOMETHING_ELSE : NONE;`)).toBe(
      `\t*to = ${long("a")} ? NICDESC_SOMETHING_LONG :\n\t\t${long("b")} ? SOMETHING_ELSE : NONE;`,
    );
  });

  test("short calls stay together, long ones break behind commas", () => {
    expect(foldLine(`\t*to = nicdesc_at(nicdesc_driver_table, ${long("index")}, NICDESC_SOMETHING_LONG | 1);`)).toBe(
      `\t*to = nicdesc_at(nicdesc_driver_table, ${long("index")},\n\t\t\t NICDESC_SOMETHING_LONG | 1);`,
    );
    expect(
      foldLine(`\tif ((nicdesc_load_le16(desc, 0) & 0x43f) == 0x411 /* a comment that is of some length, so */) {`),
    ).toBe("\tif ((nicdesc_load_le16(desc, 0) & 0x43f) == 0x411\n\t    /* a comment that is of some length, so */) {");
  });

  test("what cannot be broken stays as it is", () => {
    const line = `\treturn ${"x".repeat(120)};`;
    expect(foldLine(line)).toBe(line);
  });
});

describe("the lines of a macro", () => {
  test("are continued but for the last, by backslashes in one column, and folded in front of it", () => {
    const long = `\t\treturn nicdesc_something(${"first_argument, ".repeat(3)}${"second_argument, ".repeat(2)}last);`;
    const lines = continueLines(`#define nicdesc_macro(name)\n\t({\n\n${long}\n\t})\n`).split("\n");
    expect(lines.at(-1)).toBe("\t})");
    expect(lines.length).toBe(7);
    for (const line of lines.slice(0, -1)) {
      expect(line.endsWith("\t\\")).toBe(true);
      expect(columnOf(line, line.length - 1)).toBe(88);
    }
    const folded = lines.slice(3, -1).map((line) => line.replace(/\t+\\$/, "").trim());
    expect(folded.length).toBe(3);
    expect(folded.join(" ")).toBe(long.trim());
  });
  test("stay as they are where nothing can be folded", () => {
    const line = `\t"${"x".repeat(100)}"`;
    expect(continueLines(`#define a\n${line}\n\tb`).split("\n")[1]).toBe(`${line} \\`);
  });
});

/** Where a character stands, with tabs of 8. */
function columnOf(line: string, index: number): number {
  let column = 0;
  for (const character of line.slice(0, index)) column = character === "\t" ? column - (column % 8) + 8 : column + 1;
  return column;
}
