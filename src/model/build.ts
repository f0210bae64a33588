/** Validated specs to the model; whatever is wrong becomes findings, and the rest is still built. */
import { Findings } from "../diagnostics/findings.js";
import { composeDescriptors } from "../spec/compose.js";
import { inside, keyOf, type Place, type SourceFile } from "../spec/source.js";
import type { Spec } from "../spec/validate.js";
import { type Before, sameVocabulary, takeDescriptor, takeLookup } from "./before.js";
import { checkNames } from "./claims.js";
import { buildDescriptor } from "./descriptor.js";
import { buildDrivers } from "./driver/build.js";
import { buildLookup } from "./lookups.js";
import type { Lookup, Model, Vocabulary } from "./types.js";
import { buildVocabulary, EMPTY_VOCABULARY, VOCABULARY } from "./vocabulary.js";

/** What `made` was made of the same is taken from it. */
export function buildModel(specs: readonly Spec[], findings: Findings, made?: Before): Model {
  const vocabularies = specs.filter((spec) => spec.kind === "vocabulary");
  const before = sameVocabulary(
    made,
    vocabularies.map(({ source }) => source),
  );
  const vocabulary = before?.model.vocabulary ?? readVocabulary(vocabularies, findings);
  const lookups = readLookups(specs, vocabulary, findings, before);
  const files = specs.filter((spec) => spec.kind === "descriptor");
  for (const { source, raw } of files)
    if (raw.descriptor !== undefined) checkFileName(raw.descriptor, source, "descriptor", findings);
  const composed = composeDescriptors(files, findings);
  const descriptors = composed
    .map((item) => takeDescriptor(before, item, lookups) ?? buildDescriptor(item, vocabulary, lookups, findings))
    .filter((descriptor) => descriptor !== undefined);
  const names = checkNames({ vocabulary, lookups, descriptors }, composed, specs, findings);
  const drivers = buildDrivers(
    specs.filter((spec) => spec.kind === "driver"),
    { descriptors, vocabulary, names, before },
    findings,
  );
  return { descriptors, lookups: [...lookups.values()], vocabulary, drivers };
}

function readVocabulary(specs: readonly (Spec & { kind: "vocabulary" })[], findings: Findings): Vocabulary {
  const [first, ...more] = specs;
  for (const { source } of more) {
    findings.add("ND006", keyOf({ file: source, path: ["vocabulary"] }), "there is one vocabulary", {
      related:
        first === undefined
          ? []
          : [{ place: keyOf({ file: first.source, path: ["vocabulary"] }), message: "first given here" }],
    });
  }
  return first === undefined ? EMPTY_VOCABULARY : buildVocabulary(first.raw, first.source, findings);
}

function readLookups(
  specs: readonly Spec[],
  vocabulary: Vocabulary,
  findings: Findings,
  before: Before | undefined,
): ReadonlyMap<string, Lookup> {
  const lookups = new Map<string, Lookup>();
  const places = new Map<string, Place>();
  const files = specs.filter((spec) => spec.kind === "lookup").sort((a, b) => (a.raw.lookup < b.raw.lookup ? -1 : 1));
  for (const { raw, source } of files) {
    const place = inside({ file: source, path: [] }, "lookup");
    checkFileName(raw.lookup, source, "lookup", findings);
    const first = places.get(raw.lookup);
    if (first !== undefined) {
      findings.add("ND006", place, `the lookup table \`${raw.lookup}\` is there twice`, {
        related: [{ place: first, message: "first here" }],
      });
      continue;
    }
    places.set(raw.lookup, place);
    const enumerated = Object.values(raw.columns).some((column) => column.enum !== undefined);
    // What a broken vocabulary would have said is not missed here as well.
    const into = enumerated && findings.broken.has(VOCABULARY) ? new Findings() : findings;
    lookups.set(raw.lookup, takeLookup(before, raw.lookup, source) ?? buildLookup(raw, source, vocabulary, into));
  }
  return lookups;
}

/** A file is found by what it describes: `i40e/rx-16` is in i40e/rx-16.yaml. */
function checkFileName(name: string, source: SourceFile, key: string, findings: Findings): void {
  if (name.endsWith("/driver")) {
    const message = `\`${name}\` may not be a name: driver.h and driver.yaml are about the driver itself`;
    findings.add("ND030", inside({ file: source, path: [] }, key), message);
    return;
  }
  if (source.name === "" || source.name === `${name}.yaml` || source.name === `${name}.yml`) return;
  findings.add("ND030", inside({ file: source, path: [] }, key), `\`${name}\` belongs into a file ${name}.yaml`, {
    help: `this file is ${source.name} below the specs folder`,
  });
}
