/** Raw fields flattened: segments of arrays and cases of variants opened up, each field with its key and place. */
import type { Findings } from "../diagnostics/findings.js";
import type { Composed, Placed } from "../spec/compose.js";
import type { RawField } from "../spec/schema.js";
import { inside, keyOf, type Place } from "../spec/source.js";
import { checkKeyword } from "./names.js";

/** A field before its names are resolved. */
export interface Draft {
  readonly key: string;
  readonly cName: string;
  readonly variant: string;
  /** Where siblings of a segment are found: `frag_` for the children of `frag`. */
  readonly prefix: string;
  readonly raw: RawField;
  readonly place: Place;
  /** Added to `at`, for the children of a segment. */
  readonly base: number;
  readonly array?: { readonly count: number; readonly stride: number };
  /** The segment's group, for the keys that are said there. */
  readonly group?: Placed<RawField>;
}

/** Where a key of the field is said: by itself, or by the group it is in. */
export function placeOf({ raw, place, group }: Draft, key: keyof RawField): Place {
  const inherited = group?.raw[key] !== undefined && raw[key] === group.raw[key];
  return inside(inherited ? group.place : place, key);
}

/** More than any hardware has, and few enough for checks that compare each with each. */
const MAX_FIELDS = 1024;

export function draftFields(composed: Composed, findings: Findings): Draft[] {
  const common = [...composed.fields].flatMap(([name, placed]) => draftField(name, "", placed, findings));
  const inCases = [...composed.cases].flatMap(([variant, { raw, place }]) =>
    Object.entries(raw.fields ?? {}).flatMap(([name, field]) =>
      draftField(name, variant, { raw: field, place: inside(place, "fields", name) }, findings),
    ),
  );
  return withinLimits([...common, ...inCases], composed, findings);
}

/** Each key once, and not too many. */
function withinLimits(drafts: readonly Draft[], composed: Composed, findings: Findings): Draft[] {
  const seen = new Map<string, Draft>();
  for (const draft of drafts) {
    const first = seen.get(draft.key);
    if (first === undefined) seen.set(draft.key, draft);
    else {
      findings.add("ND006", keyOf(draft.place), `the field \`${draft.key}\` is there twice`, {
        related: [{ place: keyOf(first.place), message: "first here" }],
      });
    }
  }
  if (seen.size > MAX_FIELDS) {
    const message = `${seen.size} fields: a descriptor has at most ${MAX_FIELDS}`;
    findings.add("ND027", keyOf(composed.place), message);
  }
  return [...seen.values()].slice(0, MAX_FIELDS);
}

function draftField(name: string, variant: string, { raw, place }: Placed<RawField>, findings: Findings): Draft[] {
  checkKeyword(name, keyOf(place), findings);
  const named = (own: string) => ({
    key: variant === "" ? own : `${variant}.${own}`,
    cName: variant === "" ? own : `${variant}_${own}`,
    variant,
  });
  if (raw.fields === undefined) {
    const size = typeSize(raw);
    const array = size === undefined ? undefined : arrayOf(raw, size, place, findings);
    return [{ ...named(name), prefix: "", raw, place, base: 0, ...(array === undefined ? {} : { array }) }];
  }
  if (raw.at === undefined) findings.add("ND004", keyOf(place), "a segment says where it begins: missing key `at`");
  for (const key of Object.keys(raw)) {
    if (
      ![
        "at",
        "count",
        "stride",
        "fields",
        "doc",
        "entry",
        "when",
        "view",
        "overlaps",
        "member",
        "kernels",
        "firmware",
      ].includes(key)
    ) {
      findings.add("ND037", keyOf(inside(place, key)), `a segment's \`${key}\` is said by its fields`);
    }
  }
  const array = arrayOf(raw, undefined, place, findings);
  const inherited = inheritable(raw);
  return Object.entries(raw.fields).map(([child, leaf]) => {
    const here = inside(place, "fields", child);
    checkKeyword(child, keyOf(here), findings);
    for (const key of ["count", "stride"] as const) {
      if (leaf[key] === undefined) continue;
      findings.add("ND037", keyOf(inside(here, key)), `\`${key}\` is said by the segment: its fields are no arrays`);
    }
    return {
      ...named(`${name}_${child}`),
      prefix: `${name}_`,
      raw: { ...inherited, ...leaf },
      place: here,
      base: raw.at ?? 0,
      group: { raw, place },
      ...(array === undefined ? {} : { array }),
    };
  });
}

function inheritable(raw: RawField): Partial<RawField> {
  const { entry, when, view, overlaps, kernels, firmware } = raw;
  const said = Object.entries({ entry, when, view, overlaps, kernels, firmware }).filter(
    ([, value]) => value !== undefined,
  );
  return Object.fromEntries(said);
}

function arrayOf(raw: RawField, size: number | undefined, place: Place, findings: Findings): Draft["array"] {
  if (raw.count === undefined) {
    if (raw.stride !== undefined) findings.add("ND037", keyOf(inside(place, "stride")), "`stride` goes with `count`");
    return undefined;
  }
  const stride = raw.stride ?? size;
  if (stride === undefined) {
    findings.add("ND004", keyOf(place), "an array of segments says how far they are apart: missing key `stride`");
    return undefined;
  }
  return { count: raw.count, stride };
}

function typeSize(raw: RawField): number | undefined {
  return raw.type === undefined ? undefined : Number(raw.type.replace(/\D/g, "")) / 8;
}
