import type { Findings } from "../diagnostics/findings.js";
import { didYouMean } from "../diagnostics/suggest.js";
import type { RawInteger, RawVocabulary } from "../spec/schema.js";
import { inside, keyOf, type Place, type SourceFile } from "../spec/source.js";
import { checkKeyword } from "./names.js";
import type { Enumeration, Enumerator, MetadataItem, MetadataPart, Vocabulary } from "./types.js";

/** What a vocabulary is called among the names of broken files. */
export const VOCABULARY = "metadata";

export const EMPTY_VOCABULARY: Vocabulary = { file: "", enums: [], items: [] };

export function buildVocabulary(raw: RawVocabulary, source: SourceFile, findings: Findings): Vocabulary {
  const root: Place = { file: source, path: [] };
  const enums = Object.entries(raw.enums).map(([name, item]): Enumeration => {
    const place = inside(root, "enums", name);
    const values = buildEnumerators(item.values, 32, inside(place, "values"), findings);
    for (const note of Object.keys(item.notes ?? {})) {
      if (Object.hasOwn(item.values, note)) continue;
      findings.add("ND028", keyOf(inside(place, "notes", note)), `\`${name}\` has no enumerator \`${note}\``, {
        help: didYouMean(note, Object.keys(item.values)),
      });
    }
    return {
      name,
      doc: item.doc,
      flags: item.flags === true,
      values: values.map((value) => ({ ...value, enumeration: name, doc: item.notes?.[value.name] ?? "" })),
    };
  });
  const items = Object.entries(raw.items).map(([name, item]): MetadataItem => {
    const place = inside(root, "items", name);
    checkKeyword(name, keyOf(place), findings);
    const parts = Object.entries(item.parts ?? {}).map(([part, rawPart]): MetadataPart => {
      const partPlace = inside(place, "parts", part);
      checkKeyword(part, keyOf(partPlace), findings);
      if (part === "desc") {
        findings.add(
          "ND009",
          keyOf(partPlace),
          "the part `desc` and the parameter for the descriptor have the same name",
        );
      }
      const enumeration = findEnumeration(rawPart.enum, enums, inside(partPlace, "enum"), findings);
      return {
        name: part,
        type: rawPart.type,
        width: Number(rawPart.type.replace(/\D/g, "")),
        unit: rawPart.unit ?? "",
        doc: rawPart.doc,
        ...(enumeration === undefined ? {} : { enumeration }),
        ...(rawPart.default === undefined ? {} : { default: BigInt(rawPart.default) }),
      };
    });
    if ((item.predicate === true) === parts.length > 0) {
      findings.add("ND037", keyOf(place), "an item has `parts`, or is a `predicate`");
    }
    return {
      name,
      title: item.title,
      doc: item.doc,
      directions: item.directions,
      kfunc: item.kfunc ?? "",
      predicate: item.predicate === true,
      parts,
    };
  });
  return { file: source.name || source.path, enums, items };
}

/** Enumerators in the order of the spec; each must fit the width, and no value may come twice. */
export function buildEnumerators(
  raw: { readonly [name: string]: RawInteger } | undefined,
  width: number,
  place: Place,
  findings: Findings,
): Enumerator[] {
  const byValue = new Map<bigint, string>();
  return Object.entries(raw ?? {}).map(([name, rawValue]) => {
    const value = BigInt(rawValue);
    const here = inside(place, name);
    if (value >> BigInt(width) !== 0n) {
      findings.add(
        "ND015",
        here,
        `\`${name}\` is ${value}, which does not fit into ${width} bit${width === 1 ? "" : "s"}`,
      );
    }
    const first = byValue.get(value);
    if (first !== undefined) {
      findings.add("ND016", here, `\`${name}\` has the same value as \`${first}\``, {
        related: [{ place: inside(place, first), message: "the value is first given here" }],
      });
    }
    byValue.set(value, name);
    return { name, value };
  });
}

export function findEnumeration(
  name: string | undefined,
  enums: readonly Enumeration[],
  place: Place,
  findings: Findings,
): Enumeration | undefined {
  if (name === undefined) return undefined;
  const found = enums.find((item) => item.name === name);
  if (found === undefined) {
    findings.add("ND028", place, `the vocabulary has no enumeration \`${name}\``, {
      help: didYouMean(
        name,
        enums.map((item) => item.name),
      ),
    });
  }
  return found;
}
