/** A descriptor or a driver as one file says it, whatever the other specs say of the same name. */
import { realpathSync } from "node:fs";
import { Findings } from "../diagnostics/findings.js";
import { UsageError } from "../errors.js";
import { loadKnown } from "../fs/known.js";
import { isFolder } from "../fs/walk.js";
import { parseUnknown } from "../known.js";
import type { Driver } from "../model/driver/types.js";
import type { Descriptor, Model } from "../model/types.js";
import type { Spec } from "../spec/validate.js";
import type { Io } from "./io.js";
import { readGiven } from "./neighbours.js";
import { type SpecsOptions, showErrors } from "./workspace.js";

/** What a spec is about. */
export type Specified =
  | { readonly descriptor: Descriptor; readonly driver?: undefined }
  | { readonly driver: Driver; readonly descriptor?: undefined };

/**
 * What a file describes, derives, or lays itself over; undefined, with the errors shown, when it has any.
 * @throws UsageError when the file is about no descriptor and no driver.
 */
export async function openSpecFile(path: string, options: SpecsOptions, io: Io): Promise<Specified | undefined> {
  if (isFolder(path)) throw new UsageError(`${path} is a folder`, "give one file of it, or a descriptor's name");
  const all = await readGiven(options.specs ?? [], [path]);
  const disk = realpathSync(path);
  const file = all.find((source) => source.disk === disk);
  if (file === undefined) throw new UsageError(`cannot read ${path}`);
  const { readSpec } = await import("../spec/read.js");
  const spec = readSpec(file, new Findings());
  if (spec?.kind === "lookup" || spec?.kind === "vocabulary")
    throw new UsageError(`${path} describes no descriptor and no driver`, `it is a ${spec.kind}`);
  // Two files that describe it would be an error of both.
  const others = spec === undefined ? [] : namesOf(spec);
  const sources = all.filter((source) => source === file || !others.includes(source.name));
  const { model, diagnostics } = await parseUnknown(sources, loadKnown());
  const found = spec && findIn(model, spec);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (found !== undefined && errors.every((error) => error.file !== file.path)) return found;
  await showErrors(errors, sources, io);
  return undefined;
}

type About = Extract<Spec, { readonly kind: "descriptor" | "driver" }>;

/** The files in which others may describe the same. */
function namesOf(spec: About): readonly string[] {
  const name = spec.kind === "driver" ? `${spec.raw.driver}/driver` : spec.raw.descriptor;
  return [`${name}.yaml`, ...(spec.kind === "driver" ? [`${name}.yml`] : [])];
}

function findIn({ descriptors, drivers }: Model, spec: About): Specified | undefined {
  if (spec.kind === "driver") {
    const driver = drivers.find(({ name }) => name === spec.raw.driver);
    return driver && { driver };
  }
  const name = spec.raw.descriptor ?? spec.raw.extends;
  const descriptor = descriptors.find((candidate) => candidate.name === name);
  return descriptor && { descriptor };
}
