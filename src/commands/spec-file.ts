/** A descriptor as one file says it, whatever the other specs say of the same name. */
import { realpathSync } from "node:fs";
import { Findings } from "../diagnostics/findings.js";
import { UsageError } from "../errors.js";
import { loadKnown } from "../fs/known.js";
import { readSpecs } from "../fs/specs.js";
import { isFolder } from "../fs/walk.js";
import { parseUnknown } from "../known.js";
import type { Descriptor } from "../model/types.js";
import type { Io } from "./io.js";
import { type SpecsOptions, showErrors } from "./workspace.js";

/**
 * The descriptor that a file describes, derives, or lays itself over; undefined, with the errors shown, when it has any.
 * @throws UsageError when the file is about no descriptor.
 */
export async function openSpecFile(path: string, options: SpecsOptions, io: Io): Promise<Descriptor | undefined> {
  if (isFolder(path)) throw new UsageError(`${path} is a folder`, "give one file of it, or a descriptor's name");
  const all = readSpecs(options.specs ?? [], [path]);
  const disk = realpathSync(path);
  const file = all.find((source) => source.disk === disk);
  if (file === undefined) throw new UsageError(`cannot read ${path}`);
  const { readSpec } = await import("../spec/read.js");
  const spec = readSpec(file, new Findings());
  if (spec !== undefined && spec.kind !== "descriptor")
    throw new UsageError(`${path} describes no descriptor`, `it is a ${spec.kind}`);
  // Two files that describe it would be an error of both.
  const sources = all.filter((source) => source === file || source.name !== `${spec?.raw.descriptor}.yaml`);
  const { model, diagnostics } = await parseUnknown(sources, loadKnown());
  const name = spec?.raw.descriptor ?? spec?.raw.extends;
  const found = model.descriptors.find((descriptor) => descriptor.name === name);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (found !== undefined && errors.every((error) => error.file !== file.path)) return found;
  await showErrors(errors, sources, io);
  return undefined;
}
