/**
 * The shape of spec files. This is the one truth: the TypeScript types come from it, and so does schema.json.
 * What a shape cannot say (names that must exist, bits that must fit) is checked by src/model.
 */
import * as z from "zod";
import { driverFile } from "./driver-schema.js";
import { FORMS } from "./forms.js";
import { expression, format, line, name, reference, text } from "./terms.js";

const WORD_TYPES = ["u8", "le16", "be16", "le32", "be32", "le64", "be64", "u16", "u32", "u64"] as const;

const integer = z
  .union([z.int().min(0), z.string().regex(FORMS.hex.pattern).describe("an integer above 2^53, in hex")], {
    error: "an integer",
  })
  .describe("an integer of up to 64 bits");
const bits = z
  .union([z.int().min(0).max(63), z.string().regex(FORMS.bits.pattern).describe("msb..lsb")], {
    error: "`msb..lsb` or one bit",
  })
  .describe("bits inside the loaded word: msb..lsb, or one bit");
const wordType = z
  .enum(WORD_TYPES)
  .describe("the word that is loaded: little-endian, big-endian, or in CPU byte order (u16 u32 u64)");
const enumerators = z.record(name, integer).describe("enumerators: name to value");
const bytes = z.int().min(0).max(4096);

const kernelType = z
  .strictObject({
    type: z.string().regex(FORMS.kernelType.pattern).max(200).describe("the kernel's type"),
    member: z.string().regex(FORMS.member.pattern).max(200).optional().describe("the member of that type that this is"),
  })
  .describe("the kernel's type that this descriptor is held against");

const symbol = z.string().regex(FORMS.symbol.pattern).max(200);
const kernelNames = z
  .strictObject({
    shift: symbol.optional().describe("the enumerator that is the field's lowest bit"),
    mask: symbol.optional().describe("the enumerator that has the field's bits set"),
    width: symbol.optional().describe("the enumerator that is the field's number of bits"),
    from: z.int().min(0).max(63).optional().describe("the bit of the word that these count from"),
    enum: symbol.optional().describe("the enum that names the field's values"),
    prefix: symbol.optional().describe("what the enumerators that name the field's values begin with"),
    in_place: z.literal(true).optional().describe("these enumerators have the values where the field has its bits"),
  })
  .describe("the kernel's enumerators that this is held against");

const placement = {
  at: bytes.optional().describe("byte offset (inside the ring entry, or inside the segment)"),
  type: wordType.optional(),
  bits: bits.optional(),
  of: name.optional().describe("the field whose word these bits are cut from"),
  entry: name.optional().describe("the further ring entry that this is in"),
};

const fieldKeys = {
  ...placement,
  parts: z.array(name).min(2).max(16).optional().describe("fields joined, the most significant first"),
  value: expression.optional().describe("a value computed from other fields"),
  lookup: reference.optional(),
  by: expression.optional().describe("the index into the lookup table"),
  column: name.optional(),
  width: z.int().min(1).max(64).optional().describe("bits of a split or computed value"),
  values: enumerators.optional(),
  doc: text.optional(),
  unit: line.optional(),
  when: expression.optional().describe("the condition under which the hardware fills the field"),
  reserved: z.literal(true).optional(),
  must_be_zero: z.literal(true).optional(),
  view: name.optional().describe("the union member that this belongs to"),
  overlaps: z.array(name).min(1).optional().describe("fields that this one overlaps on purpose"),
  unaligned: z.literal(true).optional(),
  count: z.int().min(1).max(4096).optional(),
  stride: z.int().min(1).max(4096).optional(),
  member: z
    .string()
    .regex(FORMS.member.pattern)
    .max(200)
    .optional()
    .describe("the kernel's member path, where it is not the field's name"),
  kernel: kernelNames.optional(),
  kernels: z.string().regex(FORMS.kernels.pattern).max(40).optional().describe("kernels that have the field"),
  firmware: line.optional(),
};

const leafField = z.strictObject(fieldKeys);
const field = z.strictObject({
  ...fieldKeys,
  fields: z.record(name, leafField).optional().describe("the fields of each segment of an array"),
});

const reservedSpan = z.strictObject({
  ...placement,
  size: bytes.optional().describe("bytes"),
  must_be_zero: z.literal(true).optional(),
  view: name.optional(),
  overlaps: z.array(name).min(1).optional().describe("fields that this overlaps on purpose"),
  doc: text.optional(),
});

const valueForm = z.strictObject({
  lookup: reference.optional(),
  by: expression.optional(),
  column: name.optional(),
  map: expression.optional(),
  to: z.record(z.string().regex(FORMS.mapKey.pattern).max(64), expression).optional(),
  otherwise: expression.optional(),
  extend: expression.optional(),
  bits: z.int().min(1).max(63).optional(),
  cycles: expression.optional(),
  clock: name.optional(),
  if: expression.optional(),
  value: expression.optional(),
  seconds: expression.optional(),
  nanoseconds: expression.optional(),
});
const VALUE = "an expression, or a map that says how to get the value";
const value = z.union(
  [
    expression,
    valueForm,
    z
      .array(z.union([expression, valueForm], { error: VALUE }))
      .min(2)
      .max(8),
  ],
  { error: `${VALUE}; or a list of them` },
);

const answer = z
  .object({
    when: expression.optional().describe("when the descriptor answers; otherwise -ENODATA"),
    supported: expression.optional().describe("over inputs; false means -EOPNOTSUPP"),
    unsupported: line.optional().describe("why this hardware never answers"),
    doc: text.optional(),
  })
  .catchall(value);
const metadata = z.record(
  name,
  z.union([expression, answer, z.array(answer).min(1).max(64)], {
    error: "an expression, an answer, or a list of answers",
  }),
);

const input = z.strictObject({
  type: z.enum(["u8", "u16", "u32", "u64", "timecounter"]),
  bits: z.int().min(1).max(64).optional(),
  values: enumerators.optional(),
  unit: line.optional(),
  doc: text,
});

const MATCH = "an integer or an enumerator";
const variantCase = z.strictObject({
  match: z.union([integer, name, z.array(z.union([integer, name], { error: MATCH })).min(1)], {
    error: `${MATCH}, or a list of them`,
  }),
  title: line.optional(),
  doc: text.optional(),
  kernel: kernelType.optional(),
  opaque: z.literal(true).optional(),
  fields: z.record(name, field).optional(),
  reserved: z.array(reservedSpan).optional(),
  metadata: metadata.optional(),
});

/** A descriptor (`descriptor`), an overlay (`extends`), or a descriptor derived from another (both). */
const descriptorFile = z.strictObject({
  nicdesc: format,
  descriptor: reference.optional(),
  extends: reference.optional(),
  title: line.optional(),
  doc: text.optional(),
  direction: z.enum(["rx", "tx", "rx-completion", "tx-completion"]).optional(),
  size: z
    .union([bytes.min(1), z.array(bytes.min(1)).min(2).max(16)], { error: "a number of bytes, or a list of them" })
    .optional()
    .describe("bytes; a list of the sizes that occur"),
  align: z.union([z.literal(1), z.literal(2), z.literal(4), z.literal(8)], { error: "1, 2, 4 or 8" }).optional(),
  entries: z
    .record(
      name,
      z.strictObject({
        size: bytes.min(1),
        doc: text.optional(),
        kernel: kernelType.optional(),
      }),
    )
    .optional(),
  kernel: kernelType.optional(),
  sources: z.array(line).optional(),
  inputs: z.record(name, input).optional(),
  fields: z.record(name, field).optional(),
  reserved: z.array(reservedSpan).optional(),
  variants: z
    .strictObject({ selector: expression, doc: text.optional(), cases: z.record(name, variantCase) })
    .optional(),
  metadata: metadata.optional(),
  exclude: z
    .strictObject({
      fields: z.array(name).optional(),
      inputs: z.array(name).optional(),
      metadata: z.array(name).optional(),
      cases: z.array(name).optional(),
      reserved: z.literal(true).optional(),
    })
    .optional(),
});

const cell = z.union([expression, z.null()], { error: "a cell: an integer, an enumerator or an expression" });
const lookupFile = z.strictObject({
  nicdesc: format,
  lookup: reference,
  title: line,
  doc: text.optional(),
  sources: z.array(line).optional(),
  index: z.strictObject({ bits: z.int().min(1).max(16), doc: text.optional() }),
  columns: z.record(
    name,
    z.strictObject({
      bits: z.int().min(1).max(32).optional(),
      values: enumerators.optional(),
      enum: name.optional().describe("an enumeration of the vocabulary"),
      doc: text.optional(),
    }),
  ),
  rows: z.record(
    z.string().regex(FORMS.row.pattern),
    z.union([z.array(cell), z.record(name, expression)], { error: "a list of cells, or a map of column to cell" }),
  ),
});

const vocabularyFile = z.strictObject({
  nicdesc: format,
  vocabulary: z.literal("metadata"),
  title: line,
  doc: text.optional(),
  enums: z.record(
    name,
    z.strictObject({
      doc: text,
      flags: z.literal(true).optional().describe("the values are bits that may be joined by |"),
      values: enumerators,
      notes: z.record(name, text).optional(),
    }),
  ),
  items: z.record(
    name,
    z.strictObject({
      title: line,
      doc: text,
      directions: z.array(z.enum(["rx", "tx", "rx-completion", "tx-completion"])).min(1),
      kfunc: z.string().regex(FORMS.kfunc.pattern).max(64).optional(),
      predicate: z.literal(true).optional(),
      parts: z
        .record(
          name,
          z.strictObject({
            type: z.enum(["u8", "u16", "u32", "u64", "be16", "be32"]),
            enum: name.optional(),
            unit: line.optional(),
            default: z.int().min(0).optional().describe("what an answer without this part means"),
            doc: text,
          }),
        )
        .optional(),
    }),
  ),
});

export const schemas = {
  descriptor: descriptorFile,
  lookup: lookupFile,
  vocabulary: vocabularyFile,
  driver: driverFile,
};

export type WordType = (typeof WORD_TYPES)[number];
export type RawField = z.infer<typeof field>;
export type RawKernelNames = z.infer<typeof kernelNames>;
export type RawReserved = z.infer<typeof reservedSpan>;
export type RawValueForm = z.infer<typeof valueForm>;
export type RawValue = z.infer<typeof value>;
export type RawAnswer = z.infer<typeof answer>;
export type RawMetadata = z.infer<typeof metadata>;
export type RawInput = z.infer<typeof input>;
export type RawCase = z.infer<typeof variantCase>;
export type RawExpression = z.infer<typeof expression>;
export type RawInteger = z.infer<typeof integer>;
export type RawDescriptor = z.infer<typeof descriptorFile>;
export type RawLookup = z.infer<typeof lookupFile>;
export type RawVocabulary = z.infer<typeof vocabularyFile>;
export type Direction = NonNullable<RawDescriptor["direction"]>;

/** The JSON Schema (draft-07) of a spec file, for editors; `anyOf` in the order of `schemas`. */
export function jsonSchema(): Record<string, unknown> {
  const file = z.union([descriptorFile, lookupFile, vocabularyFile, driverFile]);
  const schema = z.toJSONSchema(file, {
    target: "draft-7",
    io: "input",
    reused: "ref",
    // Editors read integers of 64 bits as numbers; nicdesc reads them exactly.
    override: ({ zodSchema, jsonSchema: item }) => {
      if (item.maximum === Number.MAX_SAFE_INTEGER) delete item.maximum;
      if (zodSchema === descriptorFile) item.anyOf = [{ required: ["descriptor"] }, { required: ["extends"] }];
    },
  });
  return { ...schema, title: "nicdesc spec file" };
}
