/** What templates see: plain, fully populated objects and arrays, in the order of the specs. */
import { printText } from "../expr/text.js";
import {
  bitsText,
  enumeratorText,
  formulaText,
  kernelText,
  spanText,
  summaryText,
  valueText,
} from "../model/describe.js";
import {
  type Answer,
  type Column,
  type Descriptor,
  type Enumerator,
  type Field,
  type Input,
  isReserved,
  isWholeWord,
  type KernelType,
  type Lookup,
  type Metadata,
  type MetadataItem,
  type MetadataPart,
  type Model,
  type ReservedSpan,
} from "../model/types.js";
import { piecesOf } from "../model/values.js";
import { metadataReader } from "./c/answers.js";
import { entryParameter, inputType, literal, macroName, structName, valueType } from "./c/names.js";
import { CPrinter } from "./c/reader.js";
import { columnReader, tableView } from "./c/table.js";

export interface Banner {
  /** Every generated file has this line: it is how nicdesc knows its own. */
  readonly mark: string;
  readonly command: string;
}

export function lookupView(lookup: Lookup, banner: Banner) {
  return {
    banner,
    name: lookup.name,
    id: lookup.id,
    title: lookup.title,
    doc: lookup.doc,
    sources: lookup.sources,
    indexBits: lookup.indexBits,
    columns: lookup.columns.map((column) => ({
      name: column.name,
      doc: column.doc,
      width: column.width,
      values: enumeratorsView(column.enumeration === "" ? column.values : [], [lookup.id, column.name]),
      enumeration: column.enumeration,
      c: columnReader(lookup, column),
    })),
    rows: lookup.rows.map((row) => ({
      index: row.index,
      cells: row.cells.map((cell, i) => cellText(cell, lookup.columns[i])),
    })),
    c: { guard: guard(lookup.id), table: tableView(lookup) },
  };
}

export function descriptorView(descriptor: Descriptor, model: Pick<Model, "lookups">, banner: Banner) {
  const lookups = new Map(model.lookups.map((lookup) => [lookup.name, lookup]));
  const printer = new CPrinter(descriptor, lookups);
  const fields = descriptor.fields.map((field) => fieldView(field, descriptor, printer));
  const reserved = descriptor.reserved.map((span) => reservedView(span, descriptor));
  const cases = (descriptor.variants?.cases ?? []).map((item) => ({
    name: item.name,
    title: item.title,
    doc: item.doc,
    kernel: kernelView(item.kernel),
    condition: item.match.length === 0 ? "otherwise" : printText(item.condition),
    opaque: item.opaque,
  }));
  const metadata = descriptor.metadata.map((item) => metadataView(item, printer));
  return {
    banner,
    name: descriptor.name,
    driver: descriptor.driver,
    id: descriptor.id,
    title: descriptor.title,
    doc: descriptor.doc,
    direction: descriptor.direction,
    summary: summaryText(descriptor),
    size: descriptor.size,
    sizes: descriptor.sizes,
    variable: descriptor.sizes.length > 1,
    kernel: kernelView(descriptor.kernel),
    sources: descriptor.sources,
    entries: descriptor.entries.map((entry) => ({
      name: entry.name,
      size: entry.size,
      align: entry.align,
      doc: entry.doc || descriptor.title,
      kernel: kernelView(entry.kernel ?? (entry.name === "" ? descriptor.kernel : undefined)),
      c: {
        struct: structName(descriptor, entry),
        parameter: entryParameter(entry),
        word: valueType(entry.align * 8),
        words: entry.size / entry.align,
        sizeMacro: macroName(structName(descriptor, entry).slice("nicdesc_".length), "size"),
      },
    })),
    inputs: descriptor.inputs.map(inputView),
    fields,
    readers: fields.filter((field) => !field.reserved),
    reserved,
    hasVariants: descriptor.variants !== undefined,
    selector: descriptor.variants === undefined ? "" : printText(descriptor.variants.selector),
    cases,
    /** The fields by where they belong: first what all cases share. */
    sections: [COMMON, ...cases].map((section) => ({
      ...section,
      slices: fields.filter((field) => field.variant === section.name && field.isSlice && !field.reserved),
      derived: fields.filter((field) => field.variant === section.name && !field.isSlice),
      reserved: [
        ...fields.filter((field) => field.variant === section.name && field.reserved),
        ...reserved.filter((span) => span.variant === section.name),
      ],
    })),
    lookups: usedLookups(descriptor),
    metadata,
    unanswered: metadata.filter((item) => !item.answered),
    c: {
      guard: guard(descriptor.id),
      includes: usedLookups(descriptor).map((name) => `nicdesc/${name}.h`),
    },
  };
}

const COMMON = { name: "", title: "", doc: "", kernel: "", condition: "", opaque: false } as const;

const USED_LOOKUPS = new WeakMap<Descriptor, readonly string[]>();

/** The names of the lookup tables that a descriptor uses. */
export function usedLookups(descriptor: Descriptor): readonly string[] {
  let names = USED_LOOKUPS.get(descriptor);
  if (names === undefined) {
    names = findLookups(descriptor);
    USED_LOOKUPS.set(descriptor, names);
  }
  return names;
}

function findLookups(descriptor: Descriptor): string[] {
  const names = descriptor.fields.flatMap((field) => (field.kind === "lookup" ? [field.lookup] : []));
  const values = descriptor.metadata.flatMap((metadata) => metadata.answers.flatMap((answer) => answer.values));
  names.push(...values.flatMap(piecesOf).flatMap((value) => (value.kind === "lookup" ? [value.lookup] : [])));
  return [...new Set(names)].sort();
}

function fieldView(field: Field, descriptor: Descriptor, printer: CPrinter) {
  const slice = field.kind === "slice" ? field : undefined;
  const offset = slice === undefined ? 0 : (descriptor.entries[slice.entry]?.offset ?? 0) + slice.at;
  return {
    key: field.key,
    name: field.cName,
    kind: field.kind,
    width: field.width,
    doc: field.doc,
    unit: field.unit,
    member: field.member,
    kernels: field.kernels,
    firmware: field.firmware,
    variant: field.variant,
    valid: field.valid === undefined ? "" : printText(field.valid),
    values: enumeratorsView(field.kind === "lookup" ? [] : field.values, [descriptor.id, field.cName]),
    where: whereText(field, descriptor),
    isSlice: slice !== undefined,
    offset,
    at: slice?.at ?? 0,
    type: slice?.type ?? "",
    msb: slice?.msb ?? field.width - 1,
    lsb: slice?.lsb ?? 0,
    entry: slice === undefined ? "" : (descriptor.entries[slice.entry]?.name ?? ""),
    view: slice?.view ?? "",
    reserved: isReserved(field),
    mustBeZero: slice?.mustBeZero === true,
    count: slice?.array?.count ?? 0,
    stride: slice?.array?.stride ?? 0,
    parts: field.kind === "split" ? field.parts : [],
    expression: field.kind === "computed" ? printText(field.expr) : "",
    c: printer.reader(field),
  };
}

/** What is asked, whoever answers. */
export function itemView(item: MetadataItem) {
  return {
    name: item.name,
    title: item.title,
    doc: item.doc,
    kfunc: item.kfunc,
    predicate: item.predicate,
    parts: item.parts.map(partView),
  };
}

function metadataView(metadata: Metadata, printer: CPrinter) {
  const { item } = metadata;
  return {
    ...itemView(item),
    answered: metadata.answers.length > 0,
    unsupported: metadata.unsupported,
    /** Whether there is anything to say beyond the title. */
    documented:
      metadata.unsupported !== "" ||
      item.kfunc !== "" ||
      metadata.answers.some(
        (answer) => answer.when !== undefined || answer.supported !== undefined || answer.doc !== "",
      ),
    inputs: metadata.inputs.map(inputView),
    answers: metadata.answers.map((answer) => answerText(answer, metadata)),
    c: metadataReader(metadata, printer),
  };
}

function answerText(answer: Answer, metadata: Metadata) {
  const names = metadata.item.predicate ? ["is"] : metadata.item.parts.map((part) => part.name);
  return {
    when: answer.when === undefined ? "" : printText(answer.when),
    supported: answer.supported === undefined ? "" : printText(answer.supported),
    doc: answer.doc,
    values: answer.values.map((value, i) => ({ name: names[i] ?? "", value: valueText(value) })),
  };
}

function partView(part: MetadataPart) {
  return {
    name: part.name,
    type: part.type,
    unit: part.unit,
    doc: part.doc,
    enumeration: part.enumeration?.name ?? "",
  };
}

function inputView(input: Input) {
  return {
    name: input.name,
    type: input.type,
    width: input.width,
    unit: input.unit,
    doc: input.doc,
    values: input.values.map((value) => ({ name: value.name, value: literal(value.value, "count") })),
    c: { type: inputType(input).trim() },
  };
}

function reservedView(span: ReservedSpan, descriptor: Descriptor) {
  const entry = descriptor.entries[span.entry]?.name ?? "";
  return {
    name: "",
    entry,
    where: spanText(span, descriptor),
    mustBeZero: span.mustBeZero,
    doc: span.doc,
    variant: span.variant,
  };
}

function enumeratorsView(values: readonly Enumerator[], prefix: readonly string[]) {
  return values.map((value) => ({
    name: value.name,
    value: literal(value.value),
    macro: macroName(...prefix, value.name),
  }));
}

function cellText(cell: bigint, column: Column | undefined): string {
  const name = column === undefined ? "" : enumeratorText(cell, column.values, column.flags);
  return name === "" ? cell.toString() : name;
}

/** `le64 at byte 8, bits 37..30` */
function whereText(field: Field, descriptor: Descriptor): string {
  if (field.kind !== "slice") return formulaText(field) ?? "";
  const entry = descriptor.entries[field.entry]?.name ?? "";
  const place = entry === "" ? "" : ` of ${entry}`;
  return `${field.type} at byte ${field.at}${place}${isWholeWord(field) ? "" : `, ${bitsText(field)}`}`;
}

function kernelView(kernel: KernelType | undefined): string {
  return kernel === undefined ? "" : kernelText(kernel);
}

function guard(id: string): string {
  return `__NICDESC_${id.toUpperCase()}_H`;
}
