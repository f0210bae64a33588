/** The files of targets: shipped ones by name, others by path, with single files replaced. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compareText } from "../diagnostics/diagnostic.js";
import { didYouMean } from "../diagnostics/suggest.js";
import { UsageError } from "../errors.js";
import { MANIFEST, type TemplateFile } from "../target/manifest.js";
import { SHIPPED_TEMPLATES } from "./package.js";
import { reason } from "./reason.js";
import { isFolder } from "./walk.js";

export interface TargetFiles {
  /** How messages name the folder. */
  readonly folder: string;
  readonly files: ReadonlyMap<string, TemplateFile>;
}

export function shippedTargets(): string[] {
  return readdirSync(SHIPPED_TEMPLATES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort(compareText);
}

/** The folder of a target's templates: a shipped one by name, or one of the user's by path. */
export function targetFolder(name: string): string {
  return isPath(name) ? name : join(SHIPPED_TEMPLATES, name);
}

export function targetFiles(name: string, overrides?: string): TargetFiles {
  const folder = targetFolder(name);
  if (!isPath(name) && !existsSync(join(folder, MANIFEST))) throw noTarget(name);
  if (!isFolder(folder)) throw new UsageError(`there is no target folder ${folder}`);
  const shownAs = isPath(name) ? folder : `templates/${name}`;
  const files = readFolder(folder, shownAs);
  if (overrides !== undefined) applyOverrides(files, overrides, name);
  return { folder: shownAs, files };
}

function isPath(name: string): boolean {
  return name.includes("/") || name === "." || name === "..";
}

function noTarget(name: string): UsageError {
  const shipped = shippedTargets();
  const help = existsSync(join(name, MANIFEST))
    ? `your own folder is given as a path: ./${name}`
    : (didYouMean(name, shipped) ?? `there are ${shipped.join(", ")}; a folder of your own is given as a path`);
  return new UsageError(`there is no target ${name}`, help);
}

function applyOverrides(files: Map<string, TemplateFile>, folder: string, target: string): void {
  if (!isFolder(folder)) throw new UsageError(`there is no templates folder ${folder}`);
  const own = readFolder(folder, folder);
  if (own.size === 0) throw new UsageError(`${folder} has no templates`);
  for (const [name, file] of own) {
    if (!files.has(name)) {
      throw new UsageError(
        `${file.path} stands in for no template of ${target}`,
        didYouMean(name, files.keys()) ?? `its templates are ${[...files.keys()].join(", ")}`,
      );
    }
    files.set(name, file);
  }
}

function readFolder(folder: string, shownAs: string): Map<string, TemplateFile> {
  try {
    const names = readdirSync(folder)
      .filter((name) => name.endsWith(".hbs") || name === MANIFEST)
      .sort(compareText);
    return new Map(
      names.map((name) => {
        const disk = join(folder, name);
        return [name, { path: `${shownAs.replace(/\/+$/, "")}/${name}`, disk, text: readFileSync(disk, "utf8") }];
      }),
    );
  } catch (error) {
    throw new UsageError(`cannot read the templates in ${folder}: ${reason(error)}`);
  }
}
