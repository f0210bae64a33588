import { describe, expect, test } from "vitest";
import { elfSection, findBtf, readBtf } from "../../src/btf/index.js";
import { elfFile, SHAPES } from "./elf-file.js";
import { handMade } from "./hand-made.js";
import { codeOf, fixtureBytes } from "./support.js";

const btf = handMade();
const text = { name: ".text", bytes: new Uint8Array(7) };

describe.each(SHAPES)("an ELF file, 64 bits $wide, little-endian $little, many sections $extended", (shape) => {
  const file = elfFile(shape, [text, { name: ".BTF", bytes: btf }, { name: ".BTF.ext", bytes: new Uint8Array(9) }]);

  test("gives its BTF, whatever its own byte order", () => {
    const found = findBtf(file);
    expect(found.split).toBe(false);
    expect(found.btf).toEqual(btf);
    expect(readBtf(found.btf).find("struct", "pkt")?.id).toBe(3);
  });

  test("gives a section, or nothing", () => {
    expect(elfSection(file, ".text")).toEqual(text.bytes);
    expect(elfSection(file, ".BTF.")).toBeUndefined();
    expect(elfSection(file, ".tex")).toBeUndefined();
  });

  test("that is cut anywhere is an error", () => {
    for (let size = 0; size < file.length; size++)
      expect(codeOf(() => findBtf(file.subarray(0, size)))).toMatch(/elf|format/);
  });
});

describe("an ELF file", () => {
  const shape = { wide: true, little: true };

  test("without BTF is an error", () => {
    expect(() => findBtf(elfFile(shape, [text]))).toThrow("the ELF file has no section .BTF");
    expect(codeOf(() => findBtf(elfFile(shape, [text])))).toBe("elf");
  });

  test("whose BTF is compressed or stripped is an error", () => {
    const compressed = elfFile(shape, [{ name: ".BTF", bytes: btf, flags: 0x800 }]);
    expect(() => findBtf(compressed)).toThrow("the ELF section .BTF is compressed");
    const stripped = elfFile(shape, [{ name: ".BTF", bytes: btf, type: 8 }]);
    expect(() => findBtf(stripped)).toThrow("the ELF section .BTF is empty");
  });

  test("of no class or byte order is an error", () => {
    const file = elfFile(shape, [{ name: ".BTF", bytes: btf }]);
    for (const at of [4, 5]) expect(codeOf(() => findBtf(file.with(at, 3)))).toBe("elf");
  });

  test("of a module brings its base along, if it was built outside the kernel", () => {
    const ice = { name: ".BTF", bytes: fixtureBytes("ice-6.12") };
    const base = { name: ".BTF.base", bytes: fixtureBytes("ice-base-6.12") };
    expect(findBtf(elfFile(shape, [ice, base])).distilledBase).toEqual(new Uint8Array(base.bytes));
    expect(findBtf(elfFile(shape, [ice]))).toEqual({ btf: new Uint8Array(ice.bytes), split: true });
  });
});

test("raw BTF is found as it is", () => {
  expect(findBtf(btf)).toEqual({ btf, split: false });
  expect(codeOf(() => findBtf(new TextEncoder().encode("no BTF at all, but text")))).toBe("format");
});
