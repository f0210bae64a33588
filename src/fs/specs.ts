/** Reading spec files. */
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { basename, dirname, join, normalize, resolve, sep } from "node:path";
import { UsageError } from "../errors.js";
import type { SourceFile } from "../spec/source.js";
import { SHIPPED_SPECS } from "./package.js";
import { reason } from "./reason.js";
import { filesBelow, filesIn, isFolder } from "./walk.js";

/** A spec with its place on disk, links resolved; `path` is as the user would write it. */
export interface SpecFile extends SourceFile {
  readonly disk: string;
}

/**
 * The shipped specs, those of further specs folders, and those at further paths, whichever folder they are meant for.
 * A file that is there in two ways is read once.
 */
export function readSpecs(folders: readonly string[], paths: readonly string[] = []): SpecFile[] {
  for (const folder of folders) {
    if (!isFolder(folder)) throw new UsageError(`there is no specs folder ${folder}`);
  }
  const files = new Map<string, SpecFile>();
  const add = (file: string, path: string, name: string) => {
    const disk = realpathSync(file);
    if (!files.has(disk)) files.set(disk, { name, path, disk, text: readText(file) });
  };
  const own = [...folders, ...paths].filter((path) => !isInside(path, SHIPPED_SPECS));
  const shipped = own.some(looksShipped) ? "nicdesc/specs" : "specs";
  for (const name of specsBelow(SHIPPED_SPECS)) add(join(SHIPPED_SPECS, name), `${shipped}/${name}`, name);
  for (const folder of folders) {
    for (const name of specsBelow(folder)) add(join(folder, name), slashes(join(folder, name)), name);
  }
  for (const path of paths) {
    if (!isFolder(path)) add(path, slashes(path), "");
    else for (const name of specsBelow(path)) add(join(path, name), slashes(join(path, name)), lastTwo(path, name));
  }
  return [...files.values()];
}

/** The specs in the folders of single files, but for those that were read. */
export function specsBeside(paths: readonly string[], read: readonly SpecFile[]): SpecFile[] {
  const known = new Set(read.map(({ disk }) => disk));
  const folders = new Set(paths.filter((path) => !isFolder(path)).map(dirname));
  return [...folders].flatMap((folder) =>
    filesIn(folder)
      .filter(isSpec)
      .map((name) => ({ path: join(folder, name), name: lastTwo(folder, name) }))
      .filter(({ path }) => !known.has(realpathSync(path)))
      .map(({ path, name }) => ({ name, path: slashes(path), disk: realpathSync(path), text: readText(path) })),
  );
}

/** Whether a path is a folder or in it, links resolved. */
export function isInside(path: string, folder: string): boolean {
  const [inner, outer] = [realpathOf(path), realpathOf(folder)];
  return inner === outer || inner.startsWith(outer.endsWith(sep) ? outer : `${outer}${sep}`);
}

/** Paths in messages must not be taken for those of the shipped specs. */
function looksShipped(path: string): boolean {
  return /^specs(\/|$)/.test(slashes(normalize(path)));
}

function specsBelow(folder: string): string[] {
  return filesBelow(folder).filter(isSpec);
}

function isSpec(name: string): boolean {
  return /\.ya?ml$/.test(name) && !/(^|\/)\./.test(name);
}

/** Wherever the specs folder begins, a spec's name is the last folder and the file. */
function lastTwo(folder: string, name: string): string {
  const path = resolve(folder, name);
  return `${basename(dirname(path))}/${basename(path)}`;
}

function realpathOf(path: string): string {
  return existsSync(path) ? realpathSync(path) : resolve(path);
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(`cannot read ${path}: ${reason(error)}`);
  }
}

function slashes(path: string): string {
  return path.split(sep).join("/");
}
