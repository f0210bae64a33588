/** Views through templates to files, without I/O. */
import { UsageError } from "../errors.js";
import type { Descriptor, Model } from "../model/types.js";
import type { Chosen } from "./banner.js";
import { Engine, type Templating } from "./engine.js";
import { type Job, planFiles, type Selection, specOfDriver } from "./jobs.js";
import { Made } from "./made.js";
import { MANIFEST, type Target } from "./manifest.js";
import { hasMark, markOf } from "./mark.js";

export interface OutputFile {
  /** Below the output folder, with `/`. */
  readonly path: string;
  readonly text: string;
  /** The names of the specs it was made from; `*` for all. */
  readonly from: readonly string[];
}

export interface Making {
  readonly target: Target;
  readonly templating: Templating;
  /** A model and all files that the target made of it before: they need not be made again. */
  readonly before?: { readonly model: Model; readonly files: readonly OutputFile[] } | undefined;
}

/** The target's files for some descriptors of the model. Throws a UsageError for a template that does not work. */
export function renderFiles(
  { target, templating, before }: Making,
  model: Model,
  selection: Selection,
  pictures: (descriptor: Descriptor) => string,
): OutputFile[] {
  const engine = new Engine(
    target,
    (name) => {
      const found = selection.descriptors.find((descriptor) => descriptor.name === name);
      return found === undefined ? "" : pictures(found);
    },
    templating,
  );
  const made = madeBefore(target, before);
  const files = planFiles(target, model, selection).map((job) => made.find(job) ?? renderJob(engine, job, target));
  checkDistinct(files);
  return files;
}

/** What the model has that a folder, by the paths of its files, has files of. */
export function presentAt(
  { target, templating, before }: Making,
  model: Model,
  isThere: (path: string) => boolean,
): Chosen {
  const made = madeBefore(target, before);
  const engine = new Engine(target, () => "", templating);
  const found = new Set(
    planFiles(target, model, model)
      .filter(({ file }) => (file.once === "descriptor" || file.once === "driver") && file.with === undefined)
      .filter((job) => isThere(made.find(job)?.path ?? renderPath(engine, job.file.path, job.view(), target)))
      .flatMap(({ from }) => from),
  );
  return {
    descriptors: model.descriptors.filter(({ name }) => found.has(name)),
    drivers: model.drivers.filter(({ name }) => found.has(specOfDriver(name))),
  };
}

function madeBefore(target: Target, before: Making["before"]): Made {
  return before === undefined
    ? new Made([], [])
    : new Made(planFiles(target, before.model, before.model), before.files);
}

function renderJob(engine: Engine, { file, from, view: make }: Job, target: Target): OutputFile {
  const view = make();
  return {
    path: renderPath(engine, file.path, view, target),
    text: renderFile(engine, file.template, view, target),
    from,
  };
}

function renderFile(engine: Engine, name: string, view: object, target: Target): string {
  const file = target.templates.get(name);
  if (file === undefined) throw new UsageError(`the target ${target.manifest.target} has no template ${name}`);
  const text = engine.render(file, view);
  if (!hasMark(text, markOf(target.manifest.target))) {
    throw new UsageError(
      `${file.path}: the output lacks the banner`,
      "a template writes {{banner.mark}} into a comment at the top",
    );
  }
  return text.endsWith("\n") ? text : `${text}\n`;
}

function renderPath(engine: Engine, path: string, view: object, target: Target): string {
  return checkPath(engine.render({ path: `${target.folder}/${MANIFEST}`, text: path }, view), target);
}

/** A path stays below the output folder. */
function checkPath(path: string, target: Target): string {
  const safe =
    /^[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)*$/.test(path) &&
    !path.split("/").some((part) => part === "." || part === "..");
  if (!safe)
    throw new UsageError(
      `the target ${target.manifest.target} makes the path ${JSON.stringify(path)}, which is not below the output folder`,
    );
  return path;
}

function checkDistinct(files: readonly OutputFile[]): void {
  const seen = new Map<string, OutputFile>();
  for (const file of files) {
    const first = seen.get(file.path.toLowerCase());
    if (first !== undefined)
      throw new UsageError(`${first.from.join()} and ${file.from.join()} both make ${file.path}`);
    seen.set(file.path.toLowerCase(), file);
  }
}
