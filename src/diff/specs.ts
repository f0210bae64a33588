/** Two descriptors, as their specs say them. */
import { printText } from "../expr/text.js";
import { caseText, entryText, kernelText } from "../model/describe.js";
import type { Descriptor, Field, Input, VariantCase } from "../model/types.js";
import {
  type Change,
  type ChangeKind,
  type Comparison,
  changeIf,
  nameOfBoth,
  type Section,
  type SectionKind,
} from "./change.js";
import { compareFields } from "./fields.js";
import { compareMetadata } from "./metadata.js";
import { changesOf, type Named, type Pair, pairUp } from "./pair.js";
import { compareValues, type Valued } from "./values.js";

/** What the later of two descriptors says otherwise. Documentation and sources are not compared. */
export function compareDescriptors(before: Descriptor, after: Descriptor): Comparison {
  const fields = compareFields(before, after);
  const inputs = pairUp(before.inputs, after.inputs, { nameOf, shapeOf: () => undefined });
  const cases = pairUp(casesOf(before), casesOf(after), { nameOf, shapeOf: matchText });
  const valued: Pair<Valued>[] = [...inputs, ...fields.pairs.map(valuedPair)];
  return {
    about: "descriptor",
    name: nameOfBoth(before.name, after.name),
    sections: [
      { kind: "descriptor", of: "", compared: 1, changes: wholeChanges(before, after) },
      sectionOf("inputs", inputs, "retyped", sayInput),
      sectionOf("cases", cases, "conditioned", sayCase),
      { kind: "fields", of: "", compared: fields.pairs.length, changes: fields.changes },
      { kind: "values", of: "", ...compareValues(valued) },
      { kind: "metadata", of: "", ...compareMetadata(before.metadata, after.metadata) },
    ],
  };
}

function nameOf({ name }: Named): string {
  return name;
}

/** Of things that one text says all of: if that differs, it is a change of this kind. */
function sectionOf<T extends Named>(
  kind: SectionKind,
  pairs: readonly Pair<T>[],
  differing: ChangeKind,
  say: (thing: T) => string,
): Section {
  const judge = (before: T, after: T, subject: string) => changeIf(differing, subject, say(before), say(after));
  const changes = pairs.flatMap((pair) => changesOf(pair, { nameOf, say, judge }));
  return { kind, of: "", compared: pairs.length, changes };
}

function valuedPair({ before, after }: Pair<Field>): Pair<Valued> {
  const valued = (field: Field | undefined) => field && { name: field.key, values: field.values };
  return { before: valued(before), after: valued(after) };
}

function casesOf({ variants }: Descriptor): readonly VariantCase[] {
  return variants?.cases ?? [];
}

function wholeChanges(before: Descriptor, after: Descriptor): Change[] {
  const both = (text: (descriptor: Descriptor) => string) => [text(before), text(after)] as const;
  return [
    ...changeIf("redefined", "direction", ...both(({ direction }) => direction)),
    ...changeIf("resized", "size", ...both(({ sizes }) => `${sizes.join(", ")} bytes`)),
    ...changeIf("redefined", "entries", ...both(entriesText)),
    ...changeIf("redefined", "kernel", ...both(({ kernel }) => (kernel === undefined ? "" : kernelText(kernel)))),
    ...changeIf("redefined", "variants", ...both(({ variants }) => (variants ? printText(variants.selector) : ""))),
  ];
}

/** The first entry is the descriptor itself. */
function entriesText({ entries }: Descriptor): string {
  return entries
    .slice(1)
    .map((entry) => entryText({ ...entry, doc: "" }))
    .join("; ");
}

function sayInput({ type, unit }: Input): string {
  return unit === "" ? type : `${type}, ${unit}`;
}

function sayCase(one: VariantCase): string {
  return caseText({ ...one, title: "" });
}

/** The values of the selector that a case is for; any number of cases may stand for none. */
function matchText({ match }: VariantCase): string | undefined {
  return match.length === 0 ? undefined : match.map(({ value }) => value).join(" ");
}
