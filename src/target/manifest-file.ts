/** target.yaml read and checked. */
import { parse as parseYaml } from "yaml";
import * as z from "zod";
import { UsageError } from "../errors.js";
import { MANIFEST, type Manifest, type Target, type TemplateFile, targetOf } from "./manifest.js";

const manifest = z.strictObject({
  nicdesc: z.literal(1),
  target: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: z.string().min(1),
  files: z
    .array(
      z.strictObject({
        template: z.string().regex(/^[a-z][A-Za-z0-9_.-]*\.hbs$/),
        once: z.enum(["model", "lookup", "descriptor", "driver"]),
        path: z.string().min(1),
        with: z.enum(["library"]).optional(),
        of: z.enum(["vocabulary"]).optional(),
      }),
    )
    .min(1),
});

/** The target in a folder's files; throws a UsageError that names the file. */
export function readTarget(folder: string, files: ReadonlyMap<string, TemplateFile>): Target {
  const file = files.get(MANIFEST);
  if (file === undefined) throw new UsageError(`${folder} has no ${MANIFEST}: it is no target`);
  return targetOf(folder, files, readManifest(file));
}

/** What the file says; throws a UsageError that names it. */
function readManifest(file: TemplateFile): Manifest {
  const result = manifest.safeParse(parseManifest(file));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new UsageError(`${file.path}: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not a target"}`);
}

function parseManifest(file: TemplateFile): unknown {
  try {
    return parseYaml(file.text);
  } catch (error) {
    const [message = ""] = (error as Error).message.split("\n");
    throw new UsageError(`${file.path}: ${message.replace(/:$/, "")}`);
  }
}
