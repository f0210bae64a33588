import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { depfile } from "../../src/fs/depfile.js";
import { reason } from "../../src/fs/reason.js";
import { filesBelow } from "../../src/fs/walk.js";
import { writeAll, writeIfDifferent } from "../../src/fs/write.js";

let at = "";
beforeEach(() => {
  at = mkdtempSync(join(tmpdir(), "nicdesc-fs-"));
});
afterEach(() => rmSync(at, { recursive: true, force: true }));

describe("writeAll", () => {
  test("all or nothing", () => {
    writeFileSync(join(at, "a.h"), "old");
    mkdirSync(join(at, "deep/c.h"), { recursive: true });
    const files = ["a.h", "new/b.h", "deep/c.h"].map((path) => ({ path, text: "new" }));
    expect(() => writeAll(at, files)).toThrow(`cannot write ${join(at, "deep/c.h")}: it is a folder`);
    expect(readFileSync(join(at, "a.h"), "utf8")).toBe("old");
    expect(existsSync(join(at, "new"))).toBe(false);
    rmSync(join(at, "deep"), { recursive: true, force: true });
    writeAll(at, files);
    expect(filesBelow(at)).toEqual(["a.h", "deep/c.h", "new/b.h"]);
    expect(readFileSync(join(at, "a.h"), "utf8")).toBe("new");
  });

  test("a file that another process has begun is not in the way", () => {
    writeFileSync(join(at, ".a.h.0123456789ab.nicdesc.tmp"), "half");
    writeAll(at, [{ path: "a.h", text: "new" }]);
    expect(readdirSync(at).sort()).toEqual([".a.h.0123456789ab.nicdesc.tmp", "a.h"]);
  });
});

test("writeIfDifferent makes what is not there and leaves what is the same", () => {
  const path = join(at, "deep/x.d");
  writeIfDifferent(path, "one");
  writeIfDifferent(path, "one");
  writeIfDifferent(path, "two");
  expect(readFileSync(path, "utf8")).toBe("two");
});

test("what went wrong, in words", () => {
  expect(reason(Object.assign(new Error("EACCES: permission denied, open '/x'"), { code: "EACCES" }))).toBe(
    "permission denied",
  );
  expect(reason(new Error("it is a folder"))).toBe("it is a folder");
  expect(reason("odd")).toBe("odd");
});

test("a depfile is one rule, and one without recipe for each input", () => {
  expect(depfile(["a b", "c"], ["x#1", "$y", "z:"])).toBe(
    "a\\ b \\\n  c: \\\n  x\\#1 \\\n  $$y \\\n  z\\:\n\nx\\#1:\n\n$$y:\n\nz\\::\n",
  );
});
