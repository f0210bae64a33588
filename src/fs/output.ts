/** Comparing and writing generated files: only where they differ, and never over a file that is not ours. */
import { closeSync, lstatSync, openSync, readFileSync, readSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { UsageError } from "../errors.js";
import { hasMark } from "../target/mark.js";
import { codeOf, reason } from "./reason.js";
import { filesBelow, statOf } from "./walk.js";
import { isTemporary, removeEmptyParents, writeAll } from "./write.js";

export interface NewFile {
  readonly path: string;
  readonly text: string;
}

/** What is different between a folder and what should be in it. */
export interface Drift {
  readonly missing: readonly NewFile[];
  readonly changed: readonly (NewFile & { readonly before: string })[];
  /** Files with our mark that nothing makes any more. */
  readonly leftOver: readonly string[];
  /** Those of the changed ones that do not have our mark. */
  readonly foreign: readonly string[];
  readonly same: number;
}

/** Compares without writing. Line ends do not count: a checkout may have changed them. */
export function compareFolder(folder: string, files: readonly NewFile[], mark: string): Drift {
  if (statOf(folder)?.isFile()) throw new UsageError(`${folder} is a file, not a folder`);
  const missing: NewFile[] = [];
  const changed: (NewFile & { before: string })[] = [];
  let same = 0;
  for (const file of files) {
    const before = readIfThere(join(folder, file.path));
    if (before === undefined) missing.push(file);
    else if (normalize(before) === normalize(file.text)) same++;
    else changed.push({ ...file, before });
  }
  const wanted = new Set(files.map((file) => file.path));
  const others = filesBelow(folder, "skip").filter((path) => !wanted.has(path) && !isTemporary(path));
  return {
    missing,
    changed,
    leftOver: others.filter((path) => isOurs(join(folder, path), mark)),
    foreign: changed.filter(({ before }) => !hasMark(before, mark)).map(({ path }) => path),
    same,
  };
}

/** Makes the folder hold the files: all of them or, when one cannot be written, none. */
export function writeFolder(folder: string, drift: Drift): void {
  const [foreign] = drift.foreign;
  if (foreign !== undefined)
    throw new UsageError(
      `${join(folder, foreign)} was not made by nicdesc: it is left as it is`,
      "remove it, or choose another output folder",
    );
  const files = [...drift.missing, ...drift.changed];
  for (const { path } of files) refuseLinks(folder, path);
  writeAll(folder, files);
  for (const path of drift.leftOver) {
    remove(join(folder, path));
    removeEmptyParents(folder, dirname(path));
  }
}

/** A link inside the output folder could lead out of it. */
function refuseLinks(folder: string, path: string): void {
  let current = folder;
  for (const part of path.split("/")) {
    current = join(current, part);
    if (isLink(current)) throw new UsageError(`${current} is a symbolic link: nothing is written through it`);
  }
}

/** Whether it is a file of ours, not a link to one. */
export function isOurs(path: string, mark: string): boolean {
  return !isLink(path) && hasMark(beginningOf(path), mark);
}

function beginningOf(path: string): string {
  try {
    const file = openSync(path, "r");
    try {
      const bytes = Buffer.alloc(8192);
      return bytes.toString("utf8", 0, readSync(file, bytes));
    } finally {
      closeSync(file);
    }
  } catch {
    return "";
  }
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(codeOf(error))) return undefined;
    throw new UsageError(`cannot read ${path}: ${reason(error)}`);
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch (error) {
    throw new UsageError(`cannot remove ${path}: ${reason(error)}`);
  }
}

function normalize(text: string): string {
  return text.replace(/\r\n/g, "\n");
}
