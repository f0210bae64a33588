/** Views through templates to files, without I/O. */
import { UsageError } from "../errors.js";
import type { Descriptor, Model } from "../model/types.js";
import { Banners, type Chosen } from "./banner.js";
import { driverView } from "./driver-view.js";
import { Engine, type Templating } from "./engine.js";
import { MANIFEST, type Manifest, type Target } from "./manifest.js";
import { hasMark, markOf } from "./mark.js";
import { modelView } from "./model-view.js";
import { descriptorView, lookupView, usedLookups } from "./view.js";

export interface OutputFile {
  /** Below the output folder, with `/`. */
  readonly path: string;
  readonly text: string;
  /** The names of the specs it was made from; `*` for all. */
  readonly from: readonly string[];
}

/** The descriptors and drivers that are rendered. */
export interface Selection extends Chosen {
  /** The drivers whose library is made, too. */
  readonly libraries?: readonly string[];
  /** What else is in the folder: not rendered, but counted in by the files that stand for several. */
  readonly beside?: Chosen;
}

/** The target's files for some descriptors of the model. Throws a UsageError for a template that does not work. */
export function renderFiles(
  target: Target,
  model: Model,
  selection: Selection,
  pictures: (descriptor: Descriptor) => string,
  templating: Templating,
): OutputFile[] {
  const together = joined(model, selection, selection.beside);
  const engine = new Engine(
    target,
    (name) => {
      const found = selection.descriptors.find((descriptor) => descriptor.name === name);
      return found === undefined ? "" : pictures(found);
    },
    templating,
  );
  const files = target.manifest.files.flatMap((file) =>
    viewsFor(file, selection, subset(model, together), new Banners(target, model, together)).map(({ view, from }) => ({
      path: checkPath(renderPath(engine, file.path, view, target), target),
      text: renderFile(engine, file.template, view, target),
      from,
    })),
  );
  checkDistinct(files);
  return files;
}

/** What the model has that a folder, by the paths of its files, has files of. */
export function presentAt(
  target: Target,
  model: Model,
  isThere: (path: string) => boolean,
  templating: Templating,
): Chosen {
  const engine = new Engine(target, () => "", templating);
  const banners = new Banners(target, model, model);
  const found = new Set(
    target.manifest.files
      .filter(({ once, with: extra }) => (once === "descriptor" || once === "driver") && extra === undefined)
      .flatMap((file) =>
        viewsFor(file, model, model, banners)
          .filter(({ view }) => isThere(checkPath(renderPath(engine, file.path, view, target), target)))
          .flatMap(({ from }) => from),
      ),
  );
  return {
    descriptors: model.descriptors.filter(({ name }) => found.has(name)),
    drivers: model.drivers.filter(({ name }) => found.has(specOfDriver(name))),
  };
}

type File = Manifest["files"][number];

/** `model` has what files that stand for several are about, `selection` what those that stand for one are made of. */
function viewsFor(
  { once, with: extra, of }: File,
  { descriptors, drivers, libraries = [] }: Selection,
  model: Model,
  banners: Banners,
) {
  switch (once) {
    case "model":
      return of === "vocabulary"
        ? [{ view: modelView(subset(model, NONE), banners.ofVocabulary()), from: ["*"] }]
        : [{ view: modelView(model, banners.ofModel()), from: ["*"] }];
    case "lookup":
      return subset(model, { descriptors, drivers }).lookups.map((lookup) => ({
        view: lookupView(lookup, banners.ofLookup(lookup)),
        from: [lookup.name],
      }));
    case "driver":
      return drivers
        .filter(({ name }) => extra !== "library" || libraries.includes(name))
        .map((driver) => ({
          view: driverView(driver, model, extra === "library" ? banners.ofLibrary(driver) : banners.ofDriver(driver)),
          from: [specOfDriver(driver.name)],
        }));
    case "descriptor":
      return descriptors.map((descriptor) => ({
        view: descriptorView(descriptor, model, banners.ofDescriptor(descriptor)),
        from: [descriptor.name],
      }));
  }
}

const NONE: Chosen = { descriptors: [], drivers: [] };

/** As specs are named: driver.yaml lies in the driver's folder. */
function specOfDriver(driver: string): string {
  return `${driver}/driver`;
}

/** The model with these alone, and with the tables that they use. */
function subset(model: Model, { descriptors, drivers }: Chosen): Model {
  const used = new Set(descriptors.flatMap(usedLookups));
  return { ...model, descriptors, drivers, lookups: model.lookups.filter(({ name }) => used.has(name)) };
}

/** Both, in the model's order. */
function joined(model: Model, one: Chosen, other: Chosen = NONE): Chosen {
  const descriptors = new Set([...one.descriptors, ...other.descriptors]);
  const drivers = new Set([...one.drivers, ...other.drivers]);
  if (other === NONE) return one;
  return {
    descriptors: model.descriptors.filter((descriptor) => descriptors.has(descriptor)),
    drivers: model.drivers.filter((driver) => drivers.has(driver)),
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
  return engine.render({ path: `${target.folder}/${MANIFEST}`, text: path }, view);
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
