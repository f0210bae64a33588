import { describe, expect, it } from "vitest";
import { INPUT_LIMIT, type InputFormat, readBytes } from "../../src/decode/input.js";

function hex(input: Uint8Array | string, format?: InputFormat): string {
  const read = readBytes(input, format);
  return read.ok ? Buffer.from(read.bytes).toString("hex") : `error: ${read.message}`;
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

const FORTY = "4142434445464748494a4b4c4d4e4f50".concat("00".repeat(20), "0aff3a7c");

const XXD = `00000000: 4142 4344 4546 4748 494a 4b4c 4d4e 4f50  ABCDEFGHIJKLMNOP
00000010: 0000 0000 0000 0000 0000 0000 0000 0000  ................
00000020: 0000 0000 0aff 3a7c                      ......:|
`;

const HEXDUMP = `00000000  41 42 43 44 45 46 47 48  49 4a 4b 4c 4d 4e 4f 50  |ABCDEFGHIJKLMNOP|
00000010  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|
00000020  00 00 00 00 0a ff 3a 7c                           |......:||
00000028
`;

const SQUEEZED = `00000000  41 42 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |AB..............|
00000010  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|
*
00000040  ff                                                |.|
00000041
`;

describe("plain hex", () => {
  it.each([
    ["0a0B0c", "0a0b0c"],
    ["0x0a0b 0x0c", "0a0b0c"],
    ["0a:0b,0c\n0d\t0e\r\n", "0a0b0c0d0e"],
    ["\ufeff0a", "0a"],
    ["de ad be ef", "deadbeef"],
  ])("reads %j", (text, bytes) => {
    expect(hex(text)).toBe(bytes);
    expect(hex(text, "hex")).toBe(bytes);
  });

  it("reads what xxd -p writes", () => {
    const text = `${"ab".repeat(30)}\n${"cd".repeat(10)}\n`;
    expect(hex(text)).toBe(text.replaceAll("\n", ""));
    expect(hex(text, "xxd")).toBe(text.replaceAll("\n", ""));
    expect(hex(utf8(text))).toBe(text.replaceAll("\n", ""));
  });

  it("says where a digit is wrong", () => {
    expect(hex("0a 0b\n0c 0g")).toBe("error: line 2, column 5: `g` is no hex digit");
    expect(hex("0x0x")).toBe("error: line 1, column 4: `x` is no hex digit");
    expect(hex("\u001b[0m")).toBe("error: line 1, column 1: `␛` is no hex digit");
  });

  it("says where a digit is missing", () => {
    expect(readBytes("0a 0b 0")).toEqual({
      ok: false,
      message: "line 1, column 7: an odd number of hex digits",
      help: "a byte is two digits: write `0a`, not `a`",
    });
    expect(hex("0a 0x")).toBe("error: line 1, column 4: no digit");
  });
});

describe("dumps", () => {
  it.each([
    ["xxd", XXD],
    ["hexdump", HEXDUMP],
  ] as const)("reads the output of %s, as text and as bytes", (format, text) => {
    expect(hex(text)).toBe(FORTY);
    expect(hex(utf8(text))).toBe(FORTY);
    expect(hex(text, format)).toBe(FORTY);
    expect(hex(text.replaceAll("\n", "\r\n"))).toBe(FORTY);
  });

  it("reads other groupings of xxd", () => {
    expect(hex("00000000: 41 42 43  ABC\n00000003: 44 45     DE\n")).toBe("4142434445");
    expect(hex("00000000: 41424344 45464748  ABCDEFGH\n")).toBe("4142434445464748");
  });

  it("does not take the text column for bytes", () => {
    expect(hex("00000000: 6162 2063                                ab c\n")).toBe("61622063");
    expect(hex("00000000  7c 61 62 7c                                       ||ab||\n00000004\n")).toBe("7c61627c");
  });

  it("repeats squeezed lines", () => {
    expect(hex(SQUEEZED)).toBe(`4142${"00".repeat(62)}ff`);
    expect(hex("00000000: 0000 0000  ....\n*\n0000000c: 0102 0304  ....\n")).toBe(`${"00".repeat(12)}01020304`);
  });

  it("takes the first offset as the base", () => {
    expect(hex("00000100: 4142  AB\n00000102: 43    C\n")).toBe("414243");
  });

  it("refuses lines that are missing", () => {
    expect(hex(XXD.replace(/00000010.*\n/, ""))).toBe(
      "error: line 2: the offset is 0x20, but the lines before end at 0x10",
    );
    expect(hex(SQUEEZED.slice(0, SQUEEZED.indexOf("00000040")))).toMatch(/^error: line 3: the dump ends with/);
    expect(hex("*\n00000010  41  |A|\n", "hexdump")).toMatch(/^error: line 1: `\*` has no line before it/);
  });

  it("refuses lines of something else", () => {
    expect(hex(`${XXD}and so on\n`)).toBe("error: line 4: no offset at the start of the line");
    expect(hex(HEXDUMP.replace("0a ff", "0a fg"))).toBe("error: line 3, column 27: `g` is no hex digit");
    expect(hex(HEXDUMP.replace("0a ff", "0a f "))).toBe("error: line 3, column 26: an odd number of hex digits");
  });

  it("knows the dumps that say words", () => {
    expect(readBytes("0000000 4241 4443\n0000004\n")).toMatchObject({ ok: false, help: "use `hexdump -C` or `xxd`" });
  });
});

describe("raw bytes", () => {
  it("recognises bytes that are no text", () => {
    expect(hex(Uint8Array.of(0x00, 0xff, 0x41))).toBe("00ff41");
  });

  it("takes text for bytes only when told", () => {
    expect(hex(utf8("4142"))).toBe("4142");
    expect(hex(utf8("4142"), "raw")).toBe("34313432");
    expect(readBytes(utf8("Hello"))).toMatchObject({ ok: false, help: expect.stringContaining("`raw`") });
    expect(hex("4142", "raw")).toBe("error: raw bytes cannot come as text");
  });
});

describe("bounds", () => {
  it("refuses an empty input", () => {
    for (const input of ["", " \n", new Uint8Array()]) expect(hex(input)).toBe("error: the input is empty");
    expect(hex(new Uint8Array(), "raw")).toBe("error: the input is empty");
  });

  it("refuses what is too long, in the input or squeezed", () => {
    expect(hex(new Uint8Array(INPUT_LIMIT + 1))).toBe("error: the input is longer than 16 MiB");
    expect(hex("00000000: 00  .\n*\nffffffffff: 00  .\n")).toBe("error: line 3: the dump is longer than 16 MiB");
  });
});
