/** Everything that gets a name in the generated C: no two things may get the same. */
import type { Findings } from "../diagnostics/findings.js";
import type { Composed } from "../spec/compose.js";
import { inside, keyOf, type Place } from "../spec/source.js";
import type { Spec } from "../spec/validate.js";
import { reserveShared } from "./driver/claims.js";
import { NameTable } from "./names.js";
import type { Descriptor, Enumerator, Field, Lookup, Vocabulary } from "./types.js";

interface Named {
  readonly vocabulary: Vocabulary;
  readonly lookups: ReadonlyMap<string, Lookup>;
  readonly descriptors: readonly Descriptor[];
}

const WORDS = ["le16", "le32", "le64", "be16", "be32", "be64"];
/** What core.h defines, without the prefix. */
const CORE = [
  ...["u8", "u16", "u32", "u64"].flatMap((type) => [type, `load_${type}`]),
  ...WORDS.flatMap((type) => [`load_${type}`, `${type}_to_cpu`, `cpu_to_${type}`]),
  ...["at", "index", "join", "extend", "timecounter", "cycles_to_ns", "ENODATA", "EOPNOTSUPP"],
].map((name) => `nicdesc_${name}`);

/**
 * All functions, structs and tables share one name space; macros have another, in capitals.
 * The names that are taken come back: drivers' names are held against them.
 */
export function checkNames(
  named: Named,
  composed: readonly Composed[],
  specs: readonly Spec[],
  findings: Findings,
): NameTable {
  const claims = new Claims(findings);
  const vocabulary = specs.find((spec) => spec.kind === "vocabulary");
  if (vocabulary !== undefined) claims.vocabulary(named.vocabulary, { file: vocabulary.source, path: [] });
  for (const lookup of named.lookups.values()) {
    const spec = specs.find((candidate) => candidate.kind === "lookup" && candidate.raw.lookup === lookup.name);
    if (spec !== undefined) claims.lookup(lookup, { file: spec.source, path: [] });
  }
  for (const descriptor of named.descriptors) {
    const item = composed.find((candidate) => candidate.name === descriptor.name);
    if (item === undefined) continue;
    claims.descriptor(descriptor, item);
    checkParameters(descriptor, item, findings);
  }
  return claims.names;
}

class Claims {
  readonly names: NameTable;

  constructor(findings: Findings) {
    this.names = new NameTable(findings);
    this.names.reserve(CORE, "a name of core.h");
    this.names.reserve(
      ["ENODATA", "EOPNOTSUPP"].map((name) => `NICDESC_${name}`),
      "a name of core.h",
    );
    reserveShared(this.names);
  }

  vocabulary({ enums, items }: Vocabulary, root: Place): void {
    for (const { name, values } of enums) {
      this.macros(values, [name], `\`${name}\``, inside(root, "enums", name, "values"));
    }
    for (const { name } of items) this.claim([name], `the metadata \`${name}\``, keyOf(inside(root, "items", name)));
  }

  lookup(lookup: Lookup, root: Place): void {
    if (!this.claim([lookup.id], `the table \`${lookup.name}\``, inside(root, "lookup"))) return;
    for (const own of ["rows", "row"]) {
      this.claim([lookup.id, own], `the rows of \`${lookup.name}\``, inside(root, "lookup"));
    }
    for (const column of lookup.columns) {
      const what = `the column \`${column.name}\` of \`${lookup.name}\``;
      const place = inside(root, "columns", column.name);
      this.claim([lookup.id, column.name], what, keyOf(place));
      if (column.enumeration !== "") continue;
      this.macros(column.values, [lookup.id, column.name], what, inside(place, "values"));
    }
  }

  descriptor(descriptor: Descriptor, item: Composed): void {
    const { id, name } = descriptor;
    const of = `of \`${name}\``;
    if (!this.claim([id], `the descriptor \`${name}\``, item.place)) return;
    this.names.claim(`__NICDESC_${id}_H`.toUpperCase(), `the header ${of}`, item.place);
    this.macro([id, "size"], `the size ${of}`, item.place);
    for (const entry of descriptor.entries.slice(1)) {
      const place = keyOf(inside(item.scalars.entries?.place ?? item.place, entry.name));
      this.claim([id, entry.name], `the entry \`${entry.name}\` ${of}`, place);
      this.macro([id, entry.name, "size"], `the size of the entry \`${entry.name}\` ${of}`, place);
    }
    for (const { item: metadata } of descriptor.metadata) {
      this.claim([id, metadata.name], `the metadata \`${metadata.name}\` ${of}`, item.place);
    }
    for (const field of descriptor.fields) {
      if (field.kind === "slice" && field.reserved) continue;
      const what = `the field \`${field.key}\` ${of}`;
      const place = fieldPlace(item, field);
      this.claim([id, field.cName], what, keyOf(place));
      if (field.kind !== "lookup") this.macros(field.values, [id, field.cName], what, inside(place, "values"));
    }
  }

  private macros(values: readonly Enumerator[], prefix: readonly string[], of: string, place: Place): void {
    for (const { name } of values) {
      this.macro([...prefix, name], `the enumerator \`${name}\` of ${of}`, keyOf(inside(place, name)));
    }
  }

  private macro(words: readonly string[], what: string, place: Place): void {
    this.names.claim(["nicdesc", ...words].join("_").toUpperCase(), what, place);
  }

  private claim(words: readonly string[], what: string, place: Place): boolean {
    return this.names.claim(["nicdesc", ...words].join("_"), what, place);
  }
}

/** Where a field is said: in a case, in a segment, or among the common ones. */
function fieldPlace(item: Composed, { key, variant }: Field): Place {
  const name = variant === "" ? key : key.slice(variant.length + 1);
  const inCase = item.cases.get(variant);
  const fields =
    inCase === undefined
      ? item.fields
      : new Map(
          Object.entries(inCase.raw.fields ?? {}).map(([own, raw]) => [
            own,
            { raw, place: inside(inCase.place, "fields", own) },
          ]),
        );
  const exact = fields.get(name);
  if (exact !== undefined && exact.raw.fields === undefined) return exact.place;
  for (const [group, { raw, place }] of fields) {
    const child = name.slice(group.length + 1);
    if (name.startsWith(`${group}_`) && Object.hasOwn(raw.fields ?? {}, child)) return inside(place, "fields", child);
  }
  return item.place;
}

/** Inputs, ring entries and metadata parts are parameters of the same functions. */
function checkParameters(descriptor: Descriptor, item: Composed, findings: Findings): void {
  const entries = item.scalars.entries;
  for (const entry of descriptor.entries.slice(1)) {
    const place = keyOf(inside(entries?.place ?? item.place, entry.name));
    const part = descriptor.metadata.find((metadata) => metadata.item.parts.some((one) => one.name === entry.name));
    if (entry.name === "desc") meet(`the entry \`desc\``, "the parameter for the descriptor", place, findings);
    if (part !== undefined) meet(`the entry \`${entry.name}\``, `a part of \`${part.item.name}\``, place, findings);
  }
  for (const [name, { place }] of item.inputs) {
    const part = descriptor.metadata.find(
      (metadata) =>
        metadata.item.parts.some((candidate) => candidate.name === name) &&
        metadata.inputs.some((input) => input.name === name),
    );
    if (part !== undefined) meet(`the input \`${name}\``, `a part of \`${part.item.name}\``, keyOf(place), findings);
    if (name === "desc") meet(`the input \`desc\``, "the parameter for the descriptor", keyOf(place), findings);
    if (descriptor.entries.some((entry) => entry.name === name)) {
      meet(`the input \`${name}\``, "a ring entry", keyOf(place), findings);
    }
    const field = item.fields.get(name);
    if (field === undefined) continue;
    findings.add("ND006", keyOf(place), `\`${name}\` is an input and a field`, {
      related: [{ place: keyOf(field.place), message: "the field is here" }],
    });
  }
}

function meet(one: string, other: string, place: Place, findings: Findings): void {
  findings.add("ND009", place, `${one} and ${other} have the same name: both are parameters of one C function`);
}
