/** Overlays and derived descriptors: what each descriptor says in the end, and in which file it says it. */
import type { Findings } from "../diagnostics/findings.js";
import { didYouMean } from "../diagnostics/suggest.js";
import type { RawCase, RawDescriptor, RawField, RawInput, RawMetadata, RawReserved } from "./schema.js";
import { inside, keyOf, type Place, type SourceFile } from "./source.js";

/** A piece of a spec with the place it was written at. */
export interface Placed<T> {
  readonly raw: T;
  readonly place: Place;
}

type ScalarKey = "title" | "doc" | "direction" | "size" | "align" | "kernel" | "entries";
type RawVariants = NonNullable<RawDescriptor["variants"]>;

/** A descriptor after `extends` and overlays. */
export interface Composed {
  readonly name: string;
  /** The place of its name. */
  readonly place: Place;
  readonly files: readonly SourceFile[];
  readonly scalars: { readonly [K in ScalarKey]?: Placed<NonNullable<RawDescriptor[K]>> };
  readonly sources: readonly string[];
  readonly inputs: ReadonlyMap<string, Placed<RawInput>>;
  readonly fields: ReadonlyMap<string, Placed<RawField>>;
  readonly reserved: readonly Placed<RawReserved>[];
  readonly variants: Placed<RawVariants> | undefined;
  readonly cases: ReadonlyMap<string, Placed<RawCase>>;
  readonly metadata: ReadonlyMap<string, Placed<RawMetadata[string]>>;
}

export interface DescriptorFile {
  readonly source: SourceFile;
  readonly raw: RawDescriptor;
}

/** Every descriptor of the files, composed; in name order. */
export function composeDescriptors(files: readonly DescriptorFile[], findings: Findings): Composed[] {
  const own = new Map<string, DescriptorFile>();
  const overlays = new Map<string, DescriptorFile[]>();
  for (const file of files) {
    const { descriptor, extends: base } = file.raw;
    if (descriptor === undefined) overlays.set(base ?? "", [...(overlays.get(base ?? "") ?? []), file]);
    else if (own.has(descriptor)) reportTwice(descriptor, file, own.get(descriptor), findings);
    else own.set(descriptor, file);
  }
  for (const [base, list] of overlays) {
    if (!own.has(base)) for (const file of list) reportUnknownBase(file, own, findings);
  }
  const done = new Map<string, Composed | undefined>();
  const resolve = (name: string, chain: readonly string[]): Composed | undefined => {
    if (done.has(name)) return done.get(name);
    const file = own.get(name);
    if (file === undefined) return undefined;
    const composed = composeOne(file, overlays.get(name) ?? [], findings, (base) => {
      const links = [...chain, name];
      const start = links.indexOf(base);
      if (start < 0) return resolve(base, links);
      reportCycle(links.slice(start), own, findings);
      return undefined;
    });
    if (composed === undefined && file.raw.extends !== undefined && !own.has(file.raw.extends)) {
      reportUnknownBase(file, own, findings);
    }
    done.set(name, composed);
    return composed;
  };
  return [...own.keys()]
    .sort()
    .map((name) => resolve(name, []))
    .filter((composed) => composed !== undefined);
}

function composeOne(
  file: DescriptorFile,
  overlays: readonly DescriptorFile[],
  findings: Findings,
  resolveBase: (name: string) => Composed | undefined,
): Composed | undefined {
  const root: Place = { file: file.source, path: [] };
  const empty: Composed = {
    name: file.raw.descriptor ?? "",
    place: inside(root, "descriptor"),
    files: [],
    scalars: {},
    sources: [],
    inputs: new Map(),
    fields: new Map(),
    reserved: [],
    variants: undefined,
    cases: new Map(),
    metadata: new Map(),
  };
  let composed = empty;
  if (file.raw.extends !== undefined) {
    const base = resolveBase(file.raw.extends);
    if (base === undefined) return undefined;
    composed = { ...base, name: empty.name, place: empty.place };
  }
  for (const layer of [file, ...overlays]) {
    checkExcludes(composed, layer, findings);
    composed = apply(composed, layer);
  }
  return composed;
}

function apply(base: Composed, { raw, source }: DescriptorFile): Composed {
  const root: Place = { file: source, path: [] };
  const drop = raw.exclude ?? {};
  const scalars: Record<string, Placed<unknown>> = { ...base.scalars };
  for (const key of ["title", "doc", "direction", "size", "align", "kernel", "entries"] as const) {
    if (raw[key] !== undefined) scalars[key] = { raw: raw[key], place: inside(root, key) };
  }
  const reserved = (raw.reserved ?? []).map((item, i) => ({ raw: item, place: inside(root, "reserved", i) }));
  return {
    ...base,
    files: [...base.files, source],
    scalars: scalars as Composed["scalars"],
    sources: [...new Set([...base.sources, ...(raw.sources ?? [])])],
    inputs: merge(base.inputs, drop.inputs, raw.inputs, inside(root, "inputs")),
    fields: merge(base.fields, drop.fields, raw.fields, inside(root, "fields")),
    reserved: [...(drop.reserved ? [] : base.reserved), ...reserved],
    variants: raw.variants === undefined ? base.variants : { raw: raw.variants, place: inside(root, "variants") },
    cases: merge(base.cases, drop.cases, raw.variants?.cases, inside(root, "variants", "cases")),
    metadata: merge(base.metadata, drop.metadata, raw.metadata, inside(root, "metadata")),
  };
}

function merge<T>(
  base: ReadonlyMap<string, Placed<T>>,
  drop: readonly string[] | undefined,
  own: { readonly [name: string]: T } | undefined,
  place: Place,
): ReadonlyMap<string, Placed<T>> {
  const merged = new Map(base);
  for (const name of drop ?? []) merged.delete(name);
  for (const [name, raw] of Object.entries(own ?? {})) merged.set(name, { raw, place: inside(place, name) });
  return merged;
}

/** An `exclude` that names nothing is a spelling mistake, or a base that moved on. */
function checkExcludes(base: Composed, { raw, source }: DescriptorFile, findings: Findings): void {
  const place = inside({ file: source, path: [] }, "exclude");
  if (raw.exclude === undefined) return;
  if (raw.extends === undefined) {
    findings.add("ND037", keyOf(place), "`exclude` goes with `extends`: there is nothing to exclude from");
    return;
  }
  for (const key of ["fields", "inputs", "metadata", "cases"] as const) {
    for (const [i, name] of (raw.exclude[key] ?? []).entries()) {
      if (base[key].has(name)) continue;
      findings.add("ND034", inside(place, key, i), `\`${raw.extends}\` has no \`${name}\` among its ${key}`, {
        help: didYouMean(name, base[key].keys()),
      });
    }
  }
  if (raw.exclude.reserved === true && base.reserved.length === 0) {
    findings.add("ND034", inside(place, "reserved"), `\`${raw.extends}\` has nothing under \`reserved\``);
  }
}

/** Said once, at the first link by name, with the others beside it. */
function reportCycle(links: readonly string[], own: ReadonlyMap<string, DescriptorFile>, findings: Findings): void {
  const [first = "", ...rest] = links;
  const placeOf = (name: string): Place[] => {
    const source = own.get(name)?.source;
    return source === undefined ? [] : [inside({ file: source, path: [] }, "extends")];
  };
  const message = `${[...links, first].join(" → ")}: a descriptor cannot extend itself`;
  const related = rest.flatMap((name) =>
    placeOf(name).map((place) => ({ place, message: `\`${name}\` extends the next` })),
  );
  for (const place of placeOf(first)) findings.add("ND026", place, message, { related });
}

function reportTwice(name: string, file: DescriptorFile, first: DescriptorFile | undefined, findings: Findings): void {
  findings.add("ND006", { file: file.source, path: ["descriptor"] }, `\`${name}\` is described twice`, {
    help: "to change a shipped descriptor, write `extends:` without `descriptor:`",
    related:
      first === undefined
        ? []
        : [{ place: { file: first.source, path: ["descriptor"] }, message: "first described here" }],
  });
}

function reportUnknownBase(file: DescriptorFile, own: ReadonlyMap<string, unknown>, findings: Findings): void {
  const base = file.raw.extends ?? "";
  const place = inside({ file: file.source, path: [] }, "extends");
  findings.addUnknown(base, place, `there is no descriptor \`${base}\` to extend`, {
    help: didYouMean(base, own.keys()),
  });
}

export function nameOf(placed: Placed<unknown>): Place {
  return keyOf(placed.place);
}
