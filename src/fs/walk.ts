import { type Dirent, readdirSync, type Stats, statSync } from "node:fs";
import { join } from "node:path";
import { compareText } from "../diagnostics/diagnostic.js";
import { UsageError } from "../errors.js";
import { codeOf, reason } from "./reason.js";

/** What belongs to other tools and may be huge. */
const SKIPPED: ReadonlySet<string> = new Set(["node_modules", ".git"]);

/** The files below a folder, as paths from it with `/`, in order. Linked folders are not entered. */
export function filesBelow(folder: string, unreadable: "fail" | "skip" = "fail"): string[] {
  return [...walk(folder, "", unreadable)].sort(compareText);
}

/** The files in a folder itself, in order. */
export function filesIn(folder: string): string[] {
  return entriesOf(folder, "fail")
    .filter((entry) => isFile(folder, entry))
    .map(({ name }) => name)
    .sort(compareText);
}

function* walk(folder: string, below: string, unreadable: "fail" | "skip"): Generator<string> {
  for (const entry of entriesOf(join(folder, below), unreadable)) {
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!SKIPPED.has(entry.name)) yield* walk(folder, path, unreadable);
    } else if (isFile(join(folder, below), entry)) yield path;
  }
}

function isFile(folder: string, entry: Dirent): boolean {
  return entry.isFile() || (entry.isSymbolicLink() && statOf(join(folder, entry.name))?.isFile() === true);
}

function entriesOf(folder: string, unreadable: "fail" | "skip"): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (unreadable === "skip" || codeOf(error) === "ENOENT") return [];
    throw new UsageError(`cannot read ${folder}: ${reason(error)}`);
  }
}

/** Undefined for what is not there or cannot be looked at. */
export function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

export function isFolder(path: string): boolean {
  return statOf(path)?.isDirectory() === true;
}
