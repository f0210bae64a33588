/** Where in the spec files a difference is. */
import type { Range } from "../diagnostics/diagnostic.js";
import { Findings } from "../diagnostics/findings.js";
import { draftFields } from "../model/drafts.js";
import { type Composed, composeDescriptors } from "../spec/compose.js";
import { locate } from "../spec/locate.js";
import { readSpec } from "../spec/read.js";
import { inside, keyOf, type Place, type SourceFile } from "../spec/source.js";

/** What a difference is about: a field, or the type of the descriptor, an entry or a case. */
export interface Subject {
  readonly descriptor: string;
  readonly field?: string;
  readonly entry?: string;
  readonly variant?: string;
}

export interface Located {
  readonly file: string;
  readonly range: Range;
}

/** The places of the subjects, in their order. The specs must be those that the model was made of. */
export function locateSubjects(subjects: readonly Subject[], sources: readonly SourceFile[]): (Located | undefined)[] {
  if (subjects.length === 0) return [];
  const findings = new Findings();
  const specs = sources.map((source) => readSpec(source, findings)).filter((spec) => spec?.kind === "descriptor");
  const composed = new Map(composeDescriptors(specs, findings).map((item) => [item.name, item]));
  const places = subjects.map((subject) => {
    const item = composed.get(subject.descriptor);
    return item && placeOf(subject, item);
  });
  return rangesOf(places);
}

function placeOf({ field, entry = "", variant = "" }: Subject, composed: Composed): Place {
  if (field !== undefined) {
    const draft = draftFields(composed, new Findings()).find(({ key }) => key === field);
    return draft === undefined ? composed.place : keyOf(draft.place);
  }
  const { entries, kernel } = composed.scalars;
  const owner = entry === "" ? composed.cases.get(variant)?.place : entries && inside(entries.place, entry);
  return keyOf(owner === undefined ? (kernel?.place ?? composed.place) : inside(owner, "kernel"));
}

/** All at once, so that a file is parsed once however much is found in it. */
export function rangesOf(places: readonly (Place | undefined)[]): (Located | undefined)[] {
  const found = places.flatMap((place, i) => {
    // Only the place of a finding is asked for here, so its code is of no account.
    return place === undefined
      ? []
      : [{ code: "ND028" as const, severity: "error" as const, message: String(i), place, related: [] }];
  });
  const byIndex = new Map(locate(found).map(({ message, file, range }) => [Number(message), { file, range }]));
  return places.map((_, i) => byIndex.get(i));
}
