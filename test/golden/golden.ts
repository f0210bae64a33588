import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "vitest";

const EXPECTED = join(import.meta.dirname, "expected");

/** Holds a text against its file; with UPDATE_GOLDEN=1, the file is written anew, except where that would hide a change. */
export function golden(name: string, text: string): void {
  const path = join(EXPECTED, name);
  if ((process.env["UPDATE_GOLDEN"] ?? "") !== "") {
    if (process.env["CI"] === "true") throw new Error("UPDATE_GOLDEN is set in CI: nothing would be compared");
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  expect(existsSync(path) ? readFileSync(path, "utf8") : "(no such file: UPDATE_GOLDEN=1 makes it)").toBe(text);
}
