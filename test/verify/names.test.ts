/** Enumerators: what is held against them, on types made by hand, and every shipped one made wrong on purpose. */
import { describe, expect, test } from "vitest";
import type { BtfType } from "../../src/btf/index.js";
import { readSpecs } from "../../src/fs/specs.js";
import { parse } from "../../src/load.js";
import type { Descriptor, Field, KernelNames, SliceField } from "../../src/model/types.js";
import { verifyDescriptor } from "../../src/verify/verify.js";
import { expectRecorded } from "./expected.js";
import { fieldOf, KERNELS, type Kernel, rulesOf, SHIPPED, verifyText } from "./support.js";

const TYPES: readonly BtfType[] = [
  { kind: "int", id: 1, name: "u32", size: 4, bits: 32, bitOffset: 0, signed: false, char: false, bool: false },
  { kind: "typedef", id: 2, name: "__le32", type: 1 },
  { kind: "struct", id: 3, name: "d", size: 4, members: [{ name: "word", type: 2, bitOffset: 0, bitSize: 0 }] },
  enumeration(4, "d_bits", { D_STATUS_DD_SHIFT: 0n, D_STATUS_KIND_SHIFT: 4n, D_STATUS_LAST: 7n }),
  enumeration(5, "", { D_ERR_SHIFT: 1n, D_MASK: 0x70n, D_TOP: -0x80000000n }),
  enumeration(6, "d_kinds", { D_KIND_NONE: 0n, D_KIND_TCP: 1n, D_KIND_UDP: 2n }),
  enumeration(7, "", { D_MODE_ON: 0x10n, D_MODE_OFF: 0x20n }),
];

function enumeration(id: number, name: string, values: Readonly<Record<string, bigint>>): BtfType {
  const list = Object.entries(values).map(([key, value]) => ({ name: key, value }));
  return { kind: "enum", id, name, size: 4, signed: true, values: list };
}

/** One field of a word, with its enumerators. */
function verified(field: string) {
  return verifyText(
    `nicdesc: 1
descriptor: drv/rx
title: A descriptor
direction: rx
size: 4
kernel: { type: struct d }
fields: { word: { at: 0, type: le32 }, f: { of: word, ${field} }, whole: { of: word, bits: 31..0, overlaps: [f] } }
`,
    TYPES,
  );
}

function outcome(field: string): string {
  const verification = verified(field);
  return `${fieldOf(verification, "f").status} ${rulesOf(verification, "f")}`.trim();
}

describe("bits", () => {
  test.each([
    ["bits: 0, kernel: { shift: D_STATUS_DD_SHIFT }", "agrees"],
    ["bits: 6..4, kernel: { shift: D_STATUS_KIND_SHIFT, mask: D_MASK }", "agrees"],
    ["bits: 7..4, kernel: { shift: D_STATUS_KIND_SHIFT, mask: D_MASK }", "differs mask"],
    ["bits: 7..5, kernel: { shift: D_STATUS_KIND_SHIFT, mask: D_MASK }", "differs shift mask"],
    ["bits: 6..0, kernel: { width: D_STATUS_LAST }", "agrees"],
    ["bits: 7..0, kernel: { width: D_STATUS_LAST }", "differs bits"],
    ["bits: 20, kernel: { shift: D_ERR_SHIFT, from: 19 }", "agrees"],
    ["bits: 21, kernel: { shift: D_ERR_SHIFT, from: 19 }", "differs shift"],
    ["bits: 2, kernel: { shift: D_ERR_SHIFT, from: 19 }", "differs shift"],
    ["bits: 2, kernel: { mask: D_MASK, from: 19 }", "differs mask"],
    ["bits: 31, kernel: { mask: D_TOP }", "agrees"],
    ["bits: 3, kernel: { shift: D_NO_SUCH, mask: D_NONE_EITHER }", "not-in-btf"],
    ["bits: 3, kernel: { shift: D_NO_SUCH, mask: D_MASK }", "differs mask"],
  ])("%s", (field, expected) => {
    expect(outcome(field)).toBe(expected);
  });
});

describe("values", () => {
  test.each([
    ["values: { none: 0, tcp: 1, udp: 2 }, kernel: { enum: d_kinds }", "agrees"],
    ["values: { none: 0, tcp: 2 }, kernel: { enum: d_kinds }", "differs values"],
    ["values: { none: 0, sctp: 1 }, kernel: { enum: d_kinds }", "differs values"],
    ["values: { none: 0, icmp: 7 }, kernel: { enum: d_kinds }", "agrees"],
    ["values: { tcp: 1, udp: 2 }, kernel: { enum: d_kinds, prefix: D_KIND_ }", "agrees"],
    ["values: { tcp: 1 }, kernel: { prefix: D_KIND_ }", "agrees"],
    ["values: { tcp: 2 }, kernel: { prefix: D_KIND_ }", "differs values"],
    ["values: { d_kind_tcp: 1 }, kernel: { enum: d_kinds }", "agrees"],
    ["values: { tcp: 1 }, kernel: { enum: no_such }", "not-in-btf"],
    ["values: { on: 1, off: 2 }, kernel: { prefix: D_MODE_, in_place: true }", "agrees"],
    ["values: { on: 2 }, kernel: { prefix: D_MODE_, in_place: true }", "differs values"],
  ])("%s", (field, expected) => {
    expect(outcome(`bits: 6..4, ${field}`)).toBe(expected);
  });

  test("the names and numbers are said", () => {
    const field = fieldOf(verified("bits: 6..4, values: { none: 0, sctp: 1 }, kernel: { enum: d_kinds }"), "f");
    expect(field.kernel).toBe("D_KIND_NONE = 0; D_KIND_TCP = 1");
    expect(field.problems.map(({ message }) => message)).toEqual(["D_KIND_TCP is 1, by the spec D_KIND_SCTP, 1"]);
  });
});

describe("keys that speak of nothing", () => {
  const spec = (fields: string) => `nicdesc: 1
descriptor: drv/rx
title: A descriptor
direction: rx
size: 4
kernel: { type: struct d }
fields: { word: { at: 0, type: le32 }, ${fields} }
`;
  test.each([
    ["f: { value: word + 1, kernel: { shift: A } }", "`shift` is about bits of a word, and the field has none"],
    ["f: { value: word & 1, kernel: { enum: a } }", "`enum` is about values, and the field names none"],
    ["f: { of: word, bits: 31..0, kernel: { prefix: A_ } }", "`prefix` is about values, and the field names none"],
    ["f: { of: word, bits: 31..0, kernel: { from: 3 } }", "`from` goes with `shift`, `mask` or `in_place`"],
    ["f: { of: word, bits: 31..0, kernel: { mask: A, in_place: true } }", "`in_place` goes with `enum` or `prefix`"],
    ["f: { of: word, bits: 31..0, kernel: { mask: 3A } }", "is not the name of a function, tracepoint, module"],
    ["f: { of: word, bits: 31..0, kernel: { masks: A } }", "unknown key `masks`"],
  ])("%s", (field, message) => {
    const text = spec(field);
    const vocabulary = readSpecs([]).filter(({ name }) => name === "metadata.yaml");
    const { diagnostics } = parse([...vocabulary, { path: "drv/rx.yaml", name: "drv/rx.yaml", text }]);
    expect(diagnostics.map((each) => each.message).join("\n")).toContain(message);
    expect(diagnostics[0]?.range.start.line).toBe(7);
  });
});

test("an overlay replaces a field's enumerators with the field", () => {
  const wrong = `nicdesc: 1
descriptor: mlx5/mine
extends: mlx5/cqe64
fields: { l4_ok: { of: hds_ip_ext, bits: 2, kernel: { mask: CQE_L3_OK } } }
`;
  const own = { path: "mine.yaml", name: "mlx5/mine.yaml", text: wrong };
  const { model, diagnostics } = parse([...readSpecs([]), own]);
  expect(diagnostics).toEqual([]);
  const mine = model.descriptors.find(({ name }) => name === "mlx5/mine") as Descriptor;
  for (const { sources, kernel } of KERNELS) {
    const verification = verifyDescriptor(mine, sources, { kernel });
    expect(fieldOf(verification, "l3_ok").status).toBe("agrees");
    expect(rulesOf(verification, "l4_ok")).toBe("mask");
  }
});

interface Counts {
  fields: number;
  shift: number;
  mask: number;
  width: number;
  from: number;
  values: number;
  names: number;
}

interface Mutant {
  readonly kind: Exclude<keyof Counts, "fields">;
  readonly field: Field;
}

/** A field made wrong in every way that its enumerators tell. */
function mutantsOf(field: Field, named: ReadonlySet<string>): Mutant[] {
  const { names } = field;
  if (names === undefined) return [];
  const values = field.values.flatMap((own, i): Mutant[] => {
    const kernels = names.prefix + own.name.toUpperCase();
    if (names.prefix === "" ? !named.has(`values ${own.name}`) : !named.has(kernels)) return [];
    return [{ kind: "values", field: { ...field, values: field.values.with(i, { ...own, value: own.value + 1n }) } }];
  });
  return field.kind === "slice" ? [...bitMutants(field, names, named), ...values] : values;
}

function bitMutants(field: SliceField, names: KernelNames, named: ReadonlySet<string>): Mutant[] {
  const { msb, lsb, width } = field;
  const moved = { ...field, msb: msb + 1, lsb: lsb + 1 };
  const wider = { ...field, msb: msb + 1, width: width + 1 };
  const counted = { ...field, names: { ...names, from: names.from + 1 } };
  const other = names.shift === "I40E_RX_DESC_STATUS_L3L4P_SHIFT" ? "CRCP" : "L3L4P";
  const renamed = { ...field, names: { ...names, shift: `I40E_RX_DESC_STATUS_${other}_SHIFT` } };
  const [shift, mask, bits] = [named.has(names.shift), named.has(names.mask), named.has(names.width)];
  return [
    ...(shift ? [{ kind: "shift" as const, field: moved }] : []),
    ...(mask ? [moved, wider].map((mutant) => ({ kind: "mask" as const, field: mutant })) : []),
    ...(bits ? [{ kind: "width" as const, field: wider }] : []),
    ...(shift || mask ? [{ kind: "from" as const, field: counted }] : []),
    ...(shift && names.shift.startsWith("I40E_RX_DESC_STATUS") ? [{ kind: "names" as const, field: renamed }] : []),
  ];
}

/** The enumerators that the kernel has; of an enum by its tag the spec's own names. */
function namedIn(descriptor: Descriptor, key: string, { sources, kernel }: Kernel): ReadonlySet<string> {
  const { named } = fieldOf(verifyDescriptor(descriptor, sources, { kernel }), key);
  const field = descriptor.fields.find((candidate) => candidate.key === key);
  const there = named.filter(({ status }) => status === "agrees").map(({ name }) => name);
  const own = (field?.values ?? []).filter(({ name }) => there.some((each) => each.endsWith(name.toUpperCase())));
  return new Set([...there, ...own.map(({ name }) => `values ${name}`)]);
}

test("every shift, mask, width and value that is changed is caught", () => {
  const counts: Counts = { fields: 0, shift: 0, mask: 0, width: 0, from: 0, values: 0, names: 0 };
  const missed: string[] = [];
  for (const kernel of KERNELS)
    for (const descriptor of SHIPPED)
      for (const field of descriptor.fields.filter(({ names }) => names !== undefined)) {
        const named = namedIn(descriptor, field.key, kernel);
        if (named.size > 0) counts.fields++;
        for (const mutant of mutantsOf(field, named)) {
          counts[mutant.kind]++;
          const only = { ...descriptor, fields: [mutant.field] };
          const { status } = fieldOf(verifyDescriptor(only, kernel.sources, kernel), field.key);
          if (status !== "differs") missed.push(`${kernel.name} ${descriptor.name} ${field.key}: ${mutant.kind}`);
        }
      }
  const { fields, ...kinds } = counts;
  const all = Object.values(kinds).reduce((sum, count) => sum + count, 0);
  console.log(`${fields} fields with enumerators, ${all} mutants, ${all - missed.length} caught`, kinds);
  expect(missed).toEqual([]);
  expect(Object.entries(counts).filter(([, count]) => count === 0)).toEqual([]);
  expectRecorded("name-mutants", counts);
});
