/** A target: a folder of templates with a target.yaml that says which is rendered once per what, and to which path. */
import { UsageError } from "../errors.js";

export interface Manifest {
  readonly nicdesc: 1;
  readonly target: string;
  readonly title: string;
  readonly files: readonly {
    readonly template: string;
    readonly once: "model" | "lookup" | "descriptor" | "driver";
    readonly path: string;
    /** Made only when it is asked for. */
    readonly with?: "library" | undefined;
    /** It sees no descriptors, and so is the same whichever are selected. */
    readonly of?: "vocabulary" | undefined;
  }[];
}

/** A target's files, read; `templates` by file name. */
export interface Target {
  readonly manifest: Manifest;
  /** How messages name the folder. */
  readonly folder: string;
  readonly templates: ReadonlyMap<string, TemplateFile>;
}

export interface TemplateFile {
  /** As messages name it. */
  readonly path: string;
  /** Where it lies. */
  readonly disk: string;
  readonly text: string;
}

export const MANIFEST = "target.yaml";

/** The target that a manifest makes of a folder's files; throws a UsageError for a template that is not there. */
export function targetOf(folder: string, files: ReadonlyMap<string, TemplateFile>, manifest: Manifest): Target {
  const templates = new Map([...files].filter(([name]) => name.endsWith(".hbs")));
  for (const { template } of manifest.files) {
    if (templates.has(template)) continue;
    throw new UsageError(`${folder}/${MANIFEST} names ${template}, which ${folder} does not have`);
  }
  return { manifest, folder, templates };
}
