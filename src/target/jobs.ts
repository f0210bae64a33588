/** Which files a target makes, and of what: each view is made of its inputs and of nothing else. */
import type { Driver } from "../model/driver/types.js";
import type { Descriptor, Model } from "../model/types.js";
import { Banners, type Chosen } from "./banner.js";
import { driverView } from "./driver-view.js";
import type { Manifest, Target } from "./manifest.js";
import { modelView } from "./model-view.js";
import { descriptorView, lookupView, usedLookups } from "./view.js";

/** The descriptors and drivers that are rendered. */
export interface Selection extends Chosen {
  /** The drivers whose library is made, too. */
  readonly libraries?: readonly string[];
  /** What else is in the folder: not rendered, but counted in by the files that stand for several. */
  readonly beside?: Chosen;
}

type File = Manifest["files"][number];

interface View {
  /** The names of the specs that it is about; `*` for all. */
  readonly from: readonly string[];
  readonly inputs: readonly unknown[];
  readonly view: () => object;
}

/** A file to be made. */
export interface Job extends View {
  readonly file: File;
}

/** The files for some descriptors of the model. */
export function planFiles(target: Target, model: Model, selection: Selection): Job[] {
  const together = joined(model, selection, selection.beside);
  const banners = new Banners(target, model, together);
  const shared = subset(model, together);
  return target.manifest.files.flatMap((file) =>
    viewsFor(file, selection, shared, banners).map((view) => ({ ...view, file })),
  );
}

/** A view of the inputs alone. */
function of<Inputs extends readonly unknown[]>(
  from: string,
  view: (...inputs: Inputs) => object,
  ...inputs: Inputs
): View {
  return { from: [from], inputs, view: () => view(...inputs) };
}

/** `model` has what files that stand for several are about, `selection` what those that stand for one are made of. */
function viewsFor(
  { once, with: extra, of: subject }: File,
  { descriptors, drivers, libraries = [] }: Selection,
  model: Model,
  banners: Banners,
): View[] {
  switch (once) {
    case "model":
      return subject === "vocabulary"
        ? [of("*", modelView, subset(model, NONE), banners.ofVocabulary())]
        : [of("*", modelView, model, banners.ofModel())];
    case "lookup":
      return subset(model, { descriptors, drivers }).lookups.map((lookup) =>
        of(lookup.name, lookupView, lookup, banners.ofLookup(lookup)),
      );
    case "driver":
      return drivers
        .filter(({ name }) => extra !== "library" || libraries.includes(name))
        .map((driver) => {
          const banner = extra === "library" ? banners.ofLibrary(driver) : banners.ofDriver(driver);
          return of(specOfDriver(driver.name), driverView, driver, readBy(driver, model), banner);
        });
    case "descriptor":
      return descriptors.map((descriptor) =>
        of(descriptor.name, descriptorView, descriptor, lookupsOf(descriptor, model), banners.ofDescriptor(descriptor)),
      );
  }
}

const NONE: Chosen = { descriptors: [], drivers: [] };

/** As specs are named: driver.yaml lies in the driver's folder. */
export function specOfDriver(driver: string): string {
  return `${driver}/driver`;
}

/** The descriptors that a driver's ways and hooks read, as far as the model has them. */
function readBy({ ways, hooks }: Driver, { descriptors, vocabulary }: Model) {
  const names = new Set([...ways, ...hooks].map(({ reads }) => reads));
  return { descriptors: descriptors.filter(({ name }) => names.has(name)), vocabulary };
}

function lookupsOf(descriptor: Descriptor, { lookups }: Model) {
  const used = new Set(usedLookups(descriptor));
  return { lookups: lookups.filter(({ name }) => used.has(name)) };
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
