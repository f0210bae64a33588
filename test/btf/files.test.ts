import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { UsageError } from "../../src/errors.js";
import { btfReader, readBtfFile } from "../../src/fs/btf.js";
import { elfFile } from "./elf-file.js";
import { FIXTURES, fixtureBytes, hasProgram, IN_CI } from "./support.js";

const folder = mkdtempSync(join(tmpdir(), "nicdesc-btf-"));
const shape = { wide: true, little: true };
const module = elfFile(shape, [{ name: ".BTF", bytes: fixtureBytes("ice-6.12") }]);
const BASE = join(FIXTURES, "ice-base-6.12.btf");
const { PATH } = process.env;

function place(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, bytes);
  return path;
}

function usage(run: () => unknown): UsageError {
  try {
    run();
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error("no error");
}

beforeAll(() => {
  place("ice.ko", module);
});
afterEach(() => {
  process.env["PATH"] = PATH;
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("a file", () => {
  test("may be raw BTF", () => {
    expect(readBtfFile(join(FIXTURES, "igc-6.12.btf")).find("union", "igc_adv_rx_desc")?.size).toBe(16);
  });

  test("may be ELF", () => {
    const path = place("prog.bpf.o", elfFile(shape, [{ name: ".BTF", bytes: fixtureBytes("igc-6.12") }]));
    expect(readBtfFile(path).find("union", "igc_adv_rx_desc")?.size).toBe(16);
  });

  describe.each(["xz", "zstd"])("may be compressed", (program) =>
    test.skipIf(!hasProgram(program) && !IN_CI)(`by ${program}`, () => {
      const packed = execFileSync(program, ["-c", "-q"], { input: module });
      const path = place(`ice.ko.${program}`, packed);
      expect(readBtfFile(path, BASE).find("union", "ice_32b_rx_flex_desc")?.size).toBe(32);

      const cut = place(`cut.ko.${program}`, packed.subarray(0, packed.length / 2));
      expect(usage(() => readBtfFile(cut, BASE)).message).toMatch(/cut\.ko\.\w+ cannot be unpacked: \S/);

      process.env["PATH"] = folder;
      const { message, help } = usage(() => readBtfFile(path, BASE));
      expect(message).toBe(`${path} is compressed by ${program}, which is not installed`);
      expect(help).toBe(`install ${program}, or unpack it`);
    }),
  );

  test("may be compressed by gzip", () => {
    const path = place("ice.ko.gz", gzipSync(module));
    expect(readBtfFile(path, BASE).find("union", "ice_32b_rx_flex_desc")?.size).toBe(32);
    const cut = place("cut.ko.gz", gzipSync(module).subarray(0, 99));
    expect(usage(() => readBtfFile(cut, BASE)).message).toContain("cut.ko.gz cannot be unpacked: ");
  });

  test("that cannot be read is named", () => {
    expect(usage(() => readBtfFile(join(folder, "none"))).message).toBe(`cannot read ${join(folder, "none")}: ENOENT`);
    expect(usage(() => readBtfFile(folder)).message).toBe(`cannot read ${folder}: EISDIR`);
  });

  test("that is damaged is named", () => {
    const path = place("cut.btf", fixtureBytes("igc-6.12").subarray(0, 100));
    expect(usage(() => readBtfFile(path)).message).toMatch(/cut\.btf: the type section is to end at byte/);
    const text = place("notes.txt", new TextEncoder().encode("no BTF"));
    expect(usage(() => readBtfFile(text)).message).toMatch(/notes\.txt: no BTF/);
  });
});

describe("the base of split BTF", () => {
  test("is the one given", () => {
    expect(readBtfFile(join(folder, "ice.ko"), BASE).base?.count).toBe(41);
  });

  test("that lies beside it is found", () => {
    const path = place("beside/ice", fixtureBytes("ice-6.12"));
    place("beside/vmlinux", fixtureBytes("ice-base-6.12"));
    expect(readBtfFile(path).base?.count).toBe(41);
  });

  test("that it brings along is used", () => {
    const sections = [
      { name: ".BTF", bytes: fixtureBytes("ice-6.12") },
      { name: ".BTF.base", bytes: fixtureBytes("ice-base-6.12") },
    ];
    expect(readBtfFile(place("out-of-tree.ko", elfFile(shape, sections))).base?.count).toBe(41);
  });

  test("of its kernel is looked for by the folder's name", () => {
    const path = place("lib/modules/0.0.1-none/kernel/ice.ko", module);
    const { message, help } = usage(() => readBtfFile(path));
    expect(message).toContain("ice.ko: it is split BTF, and its kernel's is not at ");
    expect(message).toContain("/lib/modules/0.0.1-none/build/vmlinux");
    expect(message).not.toContain("/sys/kernel/btf/vmlinux");
    expect(help).toBe("give the right one by --base");
  });

  test("that is another's is an error", () => {
    const wrong = join(FIXTURES, "vmlinux-6.12.btf");
    expect(usage(() => readBtfFile(join(folder, "ice.ko"), wrong)).message).toMatch(
      /ice\.ko: type \d+: its name begins/,
    );
  });

  test("that is itself is an error", () => {
    const path = place("self/vmlinux", fixtureBytes("ice-6.12"));
    expect(usage(() => readBtfFile(path)).message).toContain("cannot be its own base");
    const other = place("self/other", fixtureBytes("ice-6.12"));
    symlinkSync(other, join(folder, "self/linked"));
    expect(usage(() => readBtfFile(join(folder, "self/linked"), other)).message).toContain("cannot be its own base");
  });

  test("is read once for several files", () => {
    const read = btfReader(BASE);
    const one = read(join(folder, "ice.ko"));
    const other = read(place("again.ko", module));
    expect(other).not.toBe(one);
    expect(other.base).toBe(one.base);
    expect(read(join(folder, "ice.ko"))).toBe(one);
  });

  test("is not used where it is not needed", () => {
    expect(readBtfFile(join(FIXTURES, "igc-6.12.btf"), BASE).base).toBeUndefined();
  });
});
