/** Views through templates to files, without I/O. */
import { UsageError } from "../errors.js";
import type { Descriptor, Model } from "../model/types.js";
import { driverView } from "./driver-view.js";
import { Engine, type Templating } from "./engine.js";
import { MANIFEST, type Manifest, type Target } from "./manifest.js";
import { hasMark, markOf } from "./mark.js";
import { modelView } from "./model-view.js";
import { type Banner, descriptorView, lookupView, usedLookups } from "./view.js";

export interface OutputFile {
  /** Below the output folder, with `/`. */
  readonly path: string;
  readonly text: string;
  /** The names of the specs it was made from; `*` for all. */
  readonly from: readonly string[];
}

/** The descriptors and drivers that are rendered. */
export type Selection = Pick<Model, "descriptors" | "drivers"> & { readonly library?: boolean };

/** The target's files for some descriptors of the model. Throws a UsageError for a template that does not work. */
export function renderFiles(
  target: Target,
  model: Model,
  { descriptors: selected, drivers, library = false }: Selection,
  pictures: (descriptor: Descriptor) => string,
  templating: Templating,
): OutputFile[] {
  const used = new Set(selected.flatMap(usedLookups));
  const subset: Model = {
    ...model,
    descriptors: selected,
    drivers,
    lookups: model.lookups.filter((lookup) => used.has(lookup.name)),
  };
  const engine = new Engine(
    target,
    (name) => {
      const found = selected.find((descriptor) => descriptor.name === name);
      return found === undefined ? "" : pictures(found);
    },
    templating,
  );
  const wanted = target.manifest.files.filter((file) => file.with === undefined || library);
  const files = wanted.flatMap(({ template, once, path }) =>
    viewsFor(once, subset, target.manifest.target).map(({ view, from }) => ({
      path: checkPath(renderPath(engine, path, view, target), target),
      text: renderFile(engine, template, view, target),
      from,
    })),
  );
  checkDistinct(files);
  return files;
}

function viewsFor(once: Manifest["files"][number]["once"], model: Model, target: string) {
  // A file by itself must not make the others left-overs.
  const banner = (names: string): Banner => ({
    mark: markOf(target),
    command: `nicdesc generate${names === "" ? "" : ` ${names} --no-clean`}${target === "bpf-c" ? "" : ` --target ${target}`}`,
  });
  switch (once) {
    case "model":
      return [{ view: modelView(model, banner("")), from: ["*"] }];
    case "lookup":
      return model.lookups.map((lookup) => ({
        view: lookupView(lookup, banner(`${lookup.name.split("/")[0]}`)),
        from: [lookup.name],
      }));
    case "driver":
      return model.drivers.map((driver) => ({
        view: driverView(driver, model, banner(driver.name)),
        from: [driver.name],
      }));
    case "descriptor":
      return model.descriptors.map((descriptor) => ({
        view: descriptorView(descriptor, model, banner(descriptor.name)),
        from: [descriptor.name],
      }));
  }
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
