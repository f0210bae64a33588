/** The compiler's own account of a struct against ours. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Btf, Member } from "../../src/btf/index.js";
import { readBtfFile } from "../../src/fs/btf.js";
import { bpftoolDump, ourDump } from "./bpftool.js";
import { hasProgram, IN_CI, idOf } from "./support.js";

const SOURCE = `
typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef u16 __le16;
typedef u32 __be32;
typedef u8 address[6];

enum mode { OFF = -1, ON = 1 };
struct other;

struct sample {
  u8 first;
  __le16 length;
  u32 flags : 3, more : 7, last : 22;
  union {
    __be32 words[3];
    struct { u64 low; u8 high : 4; };
    struct named { address from, to; } pair;
  };
  address addresses[2];
  const struct other *volatile other;
  int (*call)(struct sample *self, u8 (*bytes)[4], ...);
  enum mode mode;
  float ratio;
  struct { u16 index; u16 grid[2][3]; } nested[2];
  u8 data[];
} __attribute__((packed));

struct sample *sample;
int run(struct sample *self, enum mode mode) { return self->first + mode; }
`;

describe.skipIf(!hasProgram("clang-19") && !IN_CI)("what clang wrote", () => {
  const folder = mkdtempSync(join(tmpdir(), "nicdesc-btf-"));
  const object = join(folder, "sample.bpf.o");
  let btf: Btf;

  function compile(name: string, source: string, output: string, ...flags: string[]): void {
    const path = join(folder, name);
    writeFileSync(path, source);
    execFileSync("clang-19", [...flags, "-g", "-O2", "-c", path, "-o", output], { stdio: "pipe" });
  }

  beforeAll(() => {
    compile("sample.c", SOURCE, object, "-target", "bpf");
    btf = readBtfFile(object);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test("is read from the object", () => {
    expect(btf.find("enum", "mode")?.values.map(({ name, value }) => [name, BigInt.asIntN(32, value)])).toEqual([
      ["OFF", -1n],
      ["ON", 1n],
    ]);
    expect(btf.declaration(idOf(btf, "func run"))).toBe("int run(struct sample *self, enum mode mode)");
    expect(btf.find("var", "sample")?.linkage).toBe("global");
    expect(btf.find("datasec", ".bss")?.variables).toHaveLength(1);
  });

  test("has the names and types of the source", () => {
    const members = btf.members(idOf(btf, "struct sample"), { flatten: true });
    expect(members.map(({ name, type, byteOrder }) => `${btf.declaration(type, name)} ${byteOrder}`)).toEqual([
      "u8 first host",
      "__le16 length little",
      "u32 flags host",
      "u32 more host",
      "u32 last host",
      "__be32 words[3] big",
      "u64 low host",
      "u8 high host",
      "struct named pair host",
      "address addresses[2] host",
      "const struct other *volatile other host",
      "int (*call)(struct sample *, u8 (*)[4], ...) host",
      "enum mode mode host",
      "float ratio host",
      "struct (anonymous) nested[2] host",
      "u8 data[0] host",
    ]);
  });

  test("lies where clang says it does", () => {
    const id = idOf(btf, "struct sample");
    const members = btf.members(id, { flatten: "deep" });
    const inner = ["nested[1].index", "nested[1].grid[1][2]", "addresses[1][5]", "pair.to[3]"];
    const reached = inner.map((path) => btf.member(id, path)).filter((member) => member !== undefined);
    expect(reached.map(({ path }) => path)).toEqual(inner);
    const asserts = [...members, ...reached].filter(({ bitField }) => !bitField).flatMap(assertsOf);
    expect(asserts.length).toBeGreaterThan(30);
    const size = `_Static_assert(sizeof(struct sample) == ${btf.sizeOf(id)}, "size");`;
    compile("asserts.c", [SOURCE, size, ...asserts].join("\n"), join(folder, "asserts.o"), "-target", "bpf");
  });

  test("has its bit-fields where clang reads them", () => {
    const id = idOf(btf, "struct sample");
    const fields = btf.members(id, { flatten: "deep" }).filter(({ bitField }) => bitField);
    expect(fields.map(({ path, bitOffset, bitSize }) => [path, bitOffset, bitSize])).toEqual([
      ["flags", 24, 3],
      ["more", 27, 7],
      ["last", 34, 22],
      ["high", 120, 4],
    ]);
  });

  test.skipIf(!hasProgram("bpftool") && !IN_CI)("is what bpftool says", () => {
    expect(ourDump(btf)).toEqual(bpftoolDump(object));
  });

  test("is the same from a big-endian target", () => {
    const big = join(folder, "big.bpf.o");
    compile("sample.c", SOURCE, big, "-target", "bpfeb");
    const other = readBtfFile(big);
    expect(other.endian).toBe("big");
    const whole = (from: Btf) =>
      from.members(idOf(from, "struct sample"), { flatten: "deep" }).filter(({ bitField }) => !bitField);
    expect(whole(other)).toEqual(whole(btf));
  });
});

function assertsOf({ path, bitOffset, bitSize, dimensions }: Member): string[] {
  const place = `_Static_assert(__builtin_offsetof(struct sample, ${path}) == ${bitOffset / 8}, "${path}");`;
  if (dimensions[0] === 0) return [place];
  return [place, `_Static_assert(sizeof(((struct sample *)0)->${path}) == ${bitSize / 8}, "${path}");`];
}
