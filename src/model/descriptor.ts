/** One composed descriptor to its resolved model. */
import type { Findings } from "../diagnostics/findings.js";
import type { Composed } from "../spec/compose.js";
import { inside, keyOf } from "../spec/source.js";
import { Conditions } from "./conditions.js";
import { checkCoverage } from "./coverage.js";
import { draftFields, placeOf } from "./drafts.js";
import { FieldTable } from "./fields.js";
import { buildEntries, buildInputs, checkLoads, readSizes, withAlignment } from "./frame.js";
import { buildMetadata } from "./metadata.js";
import { cIdentifier } from "./names.js";
import { buildReserved, checkOverlapNames } from "./reserved.js";
import type { Descriptor, Direction, Field, Lookup, SliceField, Vocabulary } from "./types.js";
import { checkUses } from "./validity.js";
import { buildVariants, plainKernel } from "./variants.js";

/** The model of a descriptor, or undefined when too little of it is said. */
export function buildDescriptor(
  composed: Composed,
  vocabulary: Vocabulary,
  lookups: ReadonlyMap<string, Lookup>,
  findings: Findings,
): Descriptor | undefined {
  const { title, direction, size } = composed.scalars;
  for (const key of ["title", "direction", "size"] as const) {
    if (composed.scalars[key] === undefined) findings.add("ND004", keyOf(composed.place), `missing key \`${key}\``);
  }
  if (composed.fields.size === 0) findings.add("ND004", keyOf(composed.place), "missing key `fields`");
  if (title === undefined || direction === undefined || size === undefined) return undefined;

  const sizes = readSizes(size, findings);
  const entries = buildEntries(composed, sizes.at(-1) ?? 0, findings);
  const inputs = buildInputs(composed, sizes, findings);
  const drafts = draftFields(composed, findings);
  const table = new FieldTable(drafts, { entries, inputs, lookups }, findings);
  const fields = table.all();
  const variants = buildVariants(composed, table.scope(""), findings);
  const conditions = new Conditions(table, variants, entries, sizes, inputs, findings);
  const resolved = fields.map((field): Field => {
    const valid = conditions.valid(field.key);
    return valid === undefined ? field : { ...field, valid };
  });
  for (const field of fields) conditions.check(field.key);
  if (variants !== undefined) {
    const place = inside(composed.variants?.place ?? composed.place, "selector");
    checkUses(variants.selector, [], conditions, place, findings);
  }
  for (const draft of drafts) {
    checkOverlapNames(draft.raw.overlaps ?? [], placeOf(draft, "overlaps"), draft.variant, table, findings);
  }

  const reserved = buildReserved(composed, entries, table, findings);
  const total = entries.reduce((sum, entry) => sum + entry.size, 0);
  const complete =
    composed.fields.size > 0 &&
    resolved.length === drafts.length &&
    (composed.variants === undefined) === (variants === undefined);
  if (complete) {
    checkCoverage(
      {
        entries,
        size: total,
        fields: resolved.filter((field): field is SliceField => field.kind === "slice"),
        reserved,
        cases: (variants?.cases ?? []).map(({ name, opaque }) => ({
          name,
          opaque,
          place: keyOf(composed.cases.get(name)?.place ?? composed.place),
        })),
        draft: (key) => table.draft(key),
        place: keyOf(composed.place),
      },
      findings,
    );
  }
  const metadata = buildMetadata(composed, {
    direction: direction.raw as Direction,
    vocabulary,
    lookups,
    inputs,
    variants,
    domain: conditions,
    scope: (variant) => table.scope(variant),
    field: (key) => table.get(key),
    findings,
  });
  const aligned = withAlignment(entries, resolved, composed.scalars.align, findings);
  checkLoads(resolved, aligned, (key) => table.draft(key)?.place, findings);
  return {
    name: composed.name,
    driver: composed.name.split("/")[0] ?? "",
    id: cIdentifier(composed.name),
    title: title.raw,
    doc: composed.scalars.doc?.raw ?? "",
    direction: direction.raw,
    size: total,
    sizes: sizes.length > 1 ? sizes : [total],
    entries: aligned,
    ...(composed.scalars.kernel === undefined ? {} : { kernel: plainKernel(composed.scalars.kernel.raw) }),
    sources: composed.sources,
    files: composed.files.map((file) => file.name || file.path),
    inputs,
    fields: resolved,
    reserved: reserved.map(({ span }) => span),
    ...(variants === undefined ? {} : { variants }),
    metadata,
  };
}
