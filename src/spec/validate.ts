/** Plain data against the schema: what is wrong becomes findings with codes and hints. */
import type { Findings } from "../diagnostics/findings.js";
import { didYouMean } from "../diagnostics/suggest.js";
import type { RawDriver } from "./driver-schema.js";
import { type RawDescriptor, type RawLookup, type RawVocabulary, schemas } from "./schema.js";
import { ShapeReporter } from "./shape.js";
import { keyOf, type Place, type SourceFile } from "./source.js";
import type { Plain } from "./yaml.js";

/** A spec file that has the right shape. */
export type Spec =
  | { readonly kind: "descriptor"; readonly source: SourceFile; readonly raw: RawDescriptor }
  | { readonly kind: "lookup"; readonly source: SourceFile; readonly raw: RawLookup }
  | { readonly kind: "vocabulary"; readonly source: SourceFile; readonly raw: RawVocabulary }
  | { readonly kind: "driver"; readonly source: SourceFile; readonly raw: RawDriver };

const KINDS = {
  descriptor: "descriptor",
  extends: "descriptor",
  lookup: "lookup",
  vocabulary: "vocabulary",
  driver: "driver",
} as const satisfies { readonly [key: string]: keyof typeof schemas };

/** The spec in the file's data, or undefined when its shape is wrong; the reasons are in `findings`. */
export function validateShape(source: SourceFile, data: Plain, findings: Findings): Spec | undefined {
  const root: Place = { file: source, path: [] };
  if (data === null || typeof data !== "object" || Array.isArray(data)) {
    findings.add("ND005", root, "a spec is a map of keys", { help: "it begins with `nicdesc: 1`" });
    return undefined;
  }
  const kind = kindOf(data);
  if (kind === undefined) {
    reportNoKind(data, root, findings);
    return undefined;
  }
  const result = schemas[kind].safeParse(data, { reportInput: true });
  if (result.success) return { kind, source, raw: result.data } as Spec;
  const reporter = new ShapeReporter(schemas[kind], kind, root, findings);
  for (const issue of result.error.issues) reporter.report(issue);
  return undefined;
}

function kindOf(data: { readonly [key: string]: Plain }): keyof typeof schemas | undefined {
  for (const [key, kind] of Object.entries(KINDS)) if (Object.hasOwn(data, key)) return kind;
  return undefined;
}

function reportNoKind(data: { readonly [key: string]: Plain }, root: Place, findings: Findings): void {
  const near = Object.keys(data)
    .filter((key) => key !== "nicdesc")
    .flatMap((key) => {
      const help = key.length > 4 ? didYouMean(key, Object.keys(KINDS)) : undefined;
      return help === undefined ? [] : [{ key, help }];
    })[0];
  const place = near === undefined ? root : keyOf({ ...root, path: [near.key] });
  findings.add("ND004", place, "the file does not say what it is", {
    help: near?.help ?? "behind `nicdesc: 1` comes `descriptor`, `extends`, `lookup`, `driver` or `vocabulary`",
  });
}
