/** Every type of every fixture, and of the running kernel, is what bpftool says it is. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { type Btf, readBtf } from "../../src/btf/index.js";
import { readBtfFile } from "../../src/fs/btf.js";
import { bpftoolDump, ourDump } from "./bpftool.js";
import { handMade } from "./hand-made.js";
import { ALONE, FIXTURES, hasProgram, IN_CI, iceFixture, RUNNING_KERNEL } from "./support.js";

const folder = mkdtempSync(join(tmpdir(), "nicdesc-btf-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Type by type: a diff of two lists of 100,000 would be of no use. */
function compare(btf: Btf, path: string, base?: string): number {
  const ours = ourDump(btf);
  const theirs = bpftoolDump(path, base);
  expect(ours.length).toBe(theirs.length);
  let same = 0;
  for (const [index, type] of ours.entries()) {
    if (serial(type) === serial(theirs[index])) same++;
    else expect(type).toEqual(theirs[index]);
  }
  return same;
}

/** Both sides name their properties in bpftool's order. */
function serial(value: unknown): string {
  return JSON.stringify(value, (_, part) => (typeof part === "bigint" ? `${part}n` : part));
}

const FIXTURE = (name: string) => join(FIXTURES, `${name}.btf`);

describe.skipIf(!hasProgram("bpftool") && !IN_CI)("bpftool agrees", () => {
  test.each(ALONE)("on %s", (name) => {
    expect(compare(readBtfFile(FIXTURE(name)), FIXTURE(name))).toBeGreaterThan(10);
  });

  test("on split BTF", () => {
    expect(compare(iceFixture(), FIXTURE("ice-6.12"), FIXTURE("ice-base-6.12"))).toBeGreaterThan(10);
  });

  test("on big-endian BTF", () => {
    const path = join(folder, "hand-made.btf");
    writeFileSync(path, handMade());
    expect(compare(readBtf(handMade()), path)).toBe(20);
  });

  test.skipIf(!existsSync(RUNNING_KERNEL))("on the running kernel", () => {
    expect(compare(readBtfFile(RUNNING_KERNEL), RUNNING_KERNEL)).toBeGreaterThan(50_000);
  });
});

describe.skipIf(!existsSync(RUNNING_KERNEL))("the running kernel", () => {
  test("has a layout and a name for every type", () => {
    const btf = readBtfFile(RUNNING_KERNEL);
    let members = 0;
    for (const { id, kind } of btf.types()) {
      expect(btf.typeName(id)).not.toBe("");
      if (kind === "struct" || kind === "union") members += btf.members(id, { flatten: "deep" }).length;
    }
    expect(members).toBeGreaterThan(50_000);
  });
});
