/** Writing: a reader sees the old file or the new one, and a failure leaves nothing behind. */
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { UsageError } from "../errors.js";
import { codeOf, reason } from "./reason.js";
import { isFolder } from "./walk.js";

const TEMPORARY = ".nicdesc.tmp";

interface Staged {
  readonly path: string;
  readonly temporary: string;
}

/** Writes the files below the folder: beside their places first, and only when all are there, into them. */
export function writeAll(folder: string, files: readonly { readonly path: string; readonly text: string }[]): void {
  const staged: Staged[] = [];
  let current = folder;
  try {
    for (const { path, text } of files) {
      current = join(folder, path);
      staged.push(stage(current, text));
    }
    for (const { path, temporary } of staged) {
      current = path;
      renameSync(temporary, path);
    }
  } catch (error) {
    for (const { temporary } of staged) rmSync(temporary, { force: true });
    for (const { path } of files) removeEmptyParents(folder, dirname(path));
    throw new UsageError(`cannot write ${current}: ${reason(error)}`);
  }
}

/** Writes one file that the user named. */
export function writeAtomically(path: string, text: string): void {
  writeAll(dirname(path), [{ path: basename(path), text }]);
}

/** Leaves a file alone that says the same already. */
export function writeIfDifferent(path: string, text: string): void {
  try {
    if (readFileSync(path, "utf8") === text) return;
  } catch {
    // It is not there, or cannot be read: writing it will tell.
  }
  writeAtomically(path, text);
}

/** Whether it is a file that a process has not put into its place yet. */
export function isTemporary(path: string): boolean {
  return path.endsWith(TEMPORARY);
}

export function removeEmptyParents(folder: string, path: string): void {
  if (path === ".") return;
  try {
    rmdirSync(join(folder, path));
  } catch {
    return;
  }
  removeEmptyParents(folder, dirname(path));
}

/** Node's own recursive mkdir never ends where the system answers ENOENT to every attempt, as below /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
  }
}

function stage(path: string, text: string): Staged {
  if (isFolder(path)) throw new Error("it is a folder");
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}${TEMPORARY}`);
  const write = () => {
    makeFolder(dirname(path));
    writeFileSync(temporary, text, { flag: "wx" });
  };
  try {
    write();
  } catch (error) {
    // Another process may have removed the folder in between.
    if (codeOf(error) === "ENOENT") write();
    else {
      rmSync(temporary, { force: true });
      throw error;
    }
  }
  return { path, temporary };
}
