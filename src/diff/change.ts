/** What comparing gives: plain data, the same for every report and every kind of thing that is compared. */

/** The ways in which a thing can differ. */
export type ChangeKind =
  /** It is only on the later side. */
  | "appeared"
  /** It is only on the earlier side. */
  | "vanished"
  /** It has the same place and shape, and another name. */
  | "renamed"
  /** Another serves the same purpose. */
  | "replaced"
  /** It lies elsewhere. */
  | "moved"
  /** It takes another number of bits, or has another number of elements. */
  | "resized"
  /** It is as large as before, and its bits are read in another way. */
  | "retyped"
  /** It is made of other things, or has another value. */
  | "redefined"
  /** It holds under another condition. */
  | "conditioned"
  /** What is tried first is another. */
  | "reordered";

export interface Change {
  /** What changed: a member's path, a field's key, an item of metadata. Of what was renamed, the earlier name. */
  readonly subject: string;
  readonly kind: ChangeKind;
  /** What each side says; empty on the side where it is not. */
  readonly before: string;
  readonly after: string;
}

/** One change of this kind where the two texts differ, and otherwise none. */
export function changeIf(kind: ChangeKind, subject: string, before: string, after: string): Change[] {
  return before === after ? [] : [{ subject, kind, before, after }];
}

/** What a section is about: of descriptors, then of drivers. */
export const SECTIONS = {
  type: "kernel type",
  descriptor: "descriptor",
  inputs: "inputs",
  cases: "cases",
  fields: "fields",
  values: "values",
  metadata: "metadata",
  driver: "driver",
  formats: "formats",
  ways: "ways from XDP",
  hooks: "hooks",
  lacking: "lacking hooks",
  functions: "functions and tracepoints",
  members: "structs and members",
} as const;

export type SectionKind = keyof typeof SECTIONS;

/** The changes of one kind of thing; further kinds are further sections. */
export interface Section {
  readonly kind: SectionKind;
  /** The kernel's name of what is compared: `union ice_32b_rx_flex_desc (wb)`; empty where the kind says it. */
  readonly of: string;
  /** How many things there are on either side; 0: neither side has any. */
  readonly compared: number;
  readonly changes: readonly Change[];
}

/** What comparing things of one kind gives. */
export type Compared = Pick<Section, "compared" | "changes">;

/** What became of one descriptor, or of a driver's access points. */
export interface Comparison {
  readonly about: "descriptor" | "driver";
  /** `ice/rx-flex`, `ice`; `igc/rx-wb → igc/rx-base` where two are compared. */
  readonly name: string;
  readonly sections: readonly Section[];
}

/** `absent`: neither side has any of it. */
export type Outcome = "changed" | "same" | "absent";

export function outcomeOf({ sections }: Comparison): Outcome {
  if (sections.some(({ changes }) => changes.length > 0)) return "changed";
  return sections.some(({ compared }) => compared > 0) ? "same" : "absent";
}

/** What is compared: by its name, or by both names where those differ. */
export function nameOfBoth(before: string, after: string): string {
  return before === after ? after : `${before} → ${after}`;
}

/** The two sides, as the user named them. */
export interface Sides {
  readonly before: string;
  readonly after: string;
}
