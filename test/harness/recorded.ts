import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect } from "vitest";

/** Holds a text against a file; with UPDATE_GOLDEN=1, the file is written anew, except where that would hide a change. */
export function recorded(path: string, text: string): void {
  if ((process.env["UPDATE_GOLDEN"] ?? "") !== "") {
    if (process.env["CI"] === "true") throw new Error("UPDATE_GOLDEN is set in CI: nothing would be compared");
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  expect(existsSync(path) ? readFileSync(path, "utf8") : "(no such file: UPDATE_GOLDEN=1 makes it)").toBe(text);
}
