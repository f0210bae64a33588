import { printText } from "../expr/text.js";
import { formulaText, valueText } from "../model/describe.js";
import type {
  Answer,
  Descriptor,
  Enumerator,
  Field,
  Metadata,
  ReservedSpan,
  Slice,
  SliceField,
  VariantCase,
} from "../model/types.js";

/** Data that JSON can say. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

type Optional = { readonly [key: string]: Json | undefined };

/** The resolved model of a descriptor as plain data; what is empty is left out. */
export function showJson(descriptor: Descriptor): { readonly [key: string]: Json } {
  return present({
    name: descriptor.name,
    title: descriptor.title,
    doc: descriptor.doc,
    direction: descriptor.direction,
    size: descriptor.size,
    sizes: descriptor.sizes,
    kernel: descriptor.kernel && present({ ...descriptor.kernel }),
    sources: descriptor.sources,
    files: descriptor.files,
    entries: descriptor.entries.map(({ kernel, ...entry }) =>
      present({ ...entry, kernel: kernel && present({ ...kernel }) }),
    ),
    inputs: descriptor.inputs.map((input) => present({ ...input, values: valuesJson(input.values) })),
    fields: descriptor.fields.map((field) => fieldJson(field, descriptor)),
    reserved: descriptor.reserved.map((reserved) => reservedJson(reserved, descriptor)),
    variants: descriptor.variants && {
      ...present({ selector: printText(descriptor.variants.selector), doc: descriptor.variants.doc }),
      cases: descriptor.variants.cases.map(caseJson),
    },
    metadata: descriptor.metadata.map(metadataJson),
  });
}

function fieldJson(field: Field, descriptor: Descriptor): Json {
  return present({
    name: field.key,
    c_name: field.cName,
    kind: field.kind,
    case: field.variant,
    width: field.width,
    ...(field.kind === "slice" ? sliceFieldJson(field, descriptor) : {}),
    parts: field.kind === "split" ? field.parts : undefined,
    expression: field.kind === "split" ? undefined : formulaText(field),
    valid: field.valid && printText(field.valid),
    values: valuesJson(field.values),
    unit: field.unit,
    doc: field.doc,
    member: field.member,
    kernels: field.kernels,
    firmware: field.firmware,
  });
}

function sliceFieldJson(field: SliceField, descriptor: Descriptor): Optional {
  return {
    ...sliceJson(field, descriptor),
    of: field.of,
    view: field.view,
    array: field.array && { count: field.array.count, stride: field.array.stride },
    reserved: field.reserved || undefined,
    must_be_zero: field.mustBeZero || undefined,
  };
}

/** Where bits lie: `offset` counts from the start of the descriptor, `at` inside the ring entry. */
function sliceJson({ entry, at, type, msb, lsb }: Slice, descriptor: Descriptor): Optional {
  return { ...placeJson(entry, at, descriptor), type, msb, lsb };
}

function placeJson(index: number, at: number, descriptor: Descriptor): Optional {
  const entry = descriptor.entries[index];
  const later = index > 0 && entry !== undefined;
  return { offset: (entry?.offset ?? 0) + at, entry: later ? entry.name : undefined, at: later ? at : undefined };
}

function reservedJson({ entry, span, variant, mustBeZero, doc }: ReservedSpan, descriptor: Descriptor): Json {
  const place =
    span.kind === "slice"
      ? sliceJson(span.slice, descriptor)
      : { ...placeJson(entry, span.at, descriptor), size: span.size };
  return present({ ...place, case: variant, must_be_zero: mustBeZero || undefined, doc });
}

function caseJson({ name, title, doc, kernel, match, opaque, condition }: VariantCase): Json {
  return present({
    name,
    title,
    doc,
    kernel: kernel && present({ ...kernel }),
    match: valuesJson(match),
    otherwise: match.length === 0 || undefined,
    opaque: opaque || undefined,
    condition: printText(condition),
  });
}

function metadataJson({ item, answers, unsupported, inputs }: Metadata): Json {
  return present({
    name: item.name,
    supported: answers.length > 0,
    reason: unsupported,
    inputs: inputs.length === 0 ? undefined : inputs.map(({ name }) => name),
    answers: answers.map((answer) => answerJson(answer, item.parts)),
  });
}

function answerJson(answer: Answer, parts: Metadata["item"]["parts"]): Json {
  const values = answer.values.map((value, i) => [parts[i]?.name ?? "holds", valueText(value)] as const);
  return present({
    when: answer.when && printText(answer.when),
    supported: answer.supported && printText(answer.supported),
    values: Object.fromEntries(values),
    doc: answer.doc,
  });
}

function valuesJson(values: readonly Enumerator[]): Json | undefined {
  return values.length === 0 ? undefined : values.map(({ name, value }) => ({ name, value: numberJson(value) }));
}

/** A number where JavaScript's are exact, and hexadecimal text beyond. */
function numberJson(value: bigint): Json {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : `0x${value.toString(16)}`;
}

function present(data: Optional): { readonly [key: string]: Json } {
  return Object.fromEntries(
    Object.entries(data).filter((entry): entry is [string, Json] => entry[1] !== undefined && entry[1] !== ""),
  );
}
