/** What stands around the fields: sizes, ring entries, inputs. */
import type { Findings } from "../diagnostics/findings.js";
import type { Composed, Placed } from "../spec/compose.js";
import { inside, keyOf, type Place } from "../spec/source.js";
import { SIZE_INPUT } from "./conditions.js";
import { checkKeyword } from "./names.js";
import { type Entry, type Field, type Input, orderOfType, type SliceField, sizeOfType } from "./types.js";
import { plainKernel } from "./variants.js";
import { buildEnumerators } from "./vocabulary.js";

/** More than any hardware has. */
const MAX_ENTRIES = 8;
const MAX_INPUTS = 64;

/** The sizes that occur, ascending. */
export function readSizes({ raw, place }: Placed<number | number[]>, findings: Findings): number[] {
  const sizes = Array.isArray(raw) ? raw : [raw];
  if (sizes.some((size, i) => i > 0 && size <= (sizes[i - 1] ?? 0))) {
    findings.add("ND027", place, "sizes are listed from the smallest to the largest, each once");
  }
  return sizes;
}

/** The ring entries, the descriptor itself first; their alignment is not known yet. */
export function buildEntries(composed: Composed, size: number, findings: Findings): Entry[] {
  const { raw } = composed.scalars.size ?? {};
  const least = Array.isArray(raw) && raw[0] !== undefined ? { least: raw[0] } : {};
  const first: Entry = { name: "", offset: 0, size, ...least, align: 1, doc: "" };
  const { entries } = composed.scalars;
  let offset = size;
  const named = Object.entries(entries?.raw ?? {});
  if (entries !== undefined && named.length > MAX_ENTRIES) {
    findings.add("ND027", keyOf(entries.place), `${named.length} further entries: there are at most ${MAX_ENTRIES}`);
  }
  const more = named.slice(0, MAX_ENTRIES).map(([name, raw]): Entry => {
    if (entries !== undefined) checkKeyword(name, keyOf(inside(entries.place, name)), findings);
    const entry = {
      name,
      offset,
      size: raw.size,
      align: 1,
      doc: raw.doc ?? "",
      ...(raw.kernel === undefined ? {} : { kernel: plainKernel(raw.kernel) }),
    };
    offset += raw.size;
    return entry;
  });
  if (entries !== undefined && Array.isArray(composed.scalars.size?.raw)) {
    findings.add("ND037", entries.place, "a descriptor of several ring entries has one size");
  }
  return [first, ...more];
}

const ALIGNMENTS = [8, 4, 2, 1] as const;

/** Alignment comes last: it is that of the widest word. */
export function withAlignment(
  entries: readonly Entry[],
  fields: readonly Field[],
  declared: Composed["scalars"]["align"],
  findings: Findings,
): Entry[] {
  return entries.map((entry, index) => {
    const words = fields.filter((field): field is SliceField => field.kind === "slice" && field.entry === index);
    const aligned = words.filter((field) => field.at % sizeOfType(field.type) === 0);
    const widest = aligned.reduce((most, field) => Math.max(most, sizeOfType(field.type)), 1);
    const align = declared?.raw ?? widest;
    if (index === 0 && declared !== undefined && entry.size % declared.raw !== 0) {
      findings.add(
        "ND027",
        declared.place,
        `the size of ${entry.size} bytes is no multiple of an alignment of ${declared.raw}`,
      );
    }
    return { ...entry, align: ALIGNMENTS.find((unit) => unit <= align && entry.size % unit === 0) ?? 1 };
  });
}

/** Words in CPU byte order are loaded whole or not at all: put together from pieces, they would have one order. */
export function checkLoads(
  fields: readonly Field[],
  entries: readonly Entry[],
  placeOf: (key: string) => Place | undefined,
  findings: Findings,
): void {
  for (const field of fields) {
    if (field.kind !== "slice" || field.of !== "" || field.reserved || orderOfType(field.type) !== "host") continue;
    const size = sizeOfType(field.type);
    const align = entries[field.entry]?.align ?? 1;
    const stride = field.array?.stride ?? size;
    const place = placeOf(field.key);
    if (place === undefined || (field.at % size === 0 && stride % size === 0 && size <= align)) continue;
    const message = `a ${field.type} is in CPU byte order and can only be loaded whole, from a multiple of ${size}`;
    const help = size <= align ? undefined : `the descriptor is aligned to ${align}: see \`align\``;
    findings.add("ND012", inside(place, "type"), message, { help });
  }
}

/** The inputs, `size` first where there are several sizes. */
export function buildInputs(composed: Composed, sizes: readonly number[], findings: Findings): Input[] {
  if (composed.inputs.size > MAX_INPUTS) {
    findings.add("ND027", keyOf(composed.place), `${composed.inputs.size} inputs: there are at most ${MAX_INPUTS}`);
  }
  const inputs = [...composed.inputs].slice(0, MAX_INPUTS).map(([name, { raw, place }]): Input => {
    checkKeyword(name, keyOf(place), findings);
    const width = raw.type === "timecounter" ? 64 : Number(raw.type.slice(1));
    if (raw.bits !== undefined && raw.bits > width)
      findings.add("ND011", inside(place, "bits"), `a ${raw.type} has ${width} bits`);
    const bits = Math.min(raw.bits ?? width, width);
    const values = buildEnumerators(raw.values, bits, inside(place, "values"), findings);
    return { name, type: raw.type, width: bits, values, unit: raw.unit ?? "", doc: raw.doc };
  });
  if (sizes.length < 2) return inputs;
  const clash = composed.inputs.get(SIZE_INPUT);
  if (clash !== undefined) {
    findings.add("ND006", keyOf(clash.place), "a descriptor of several sizes has an input `size` already");
    return inputs;
  }
  const doc = `bytes of the descriptor in force: ${sizes.join(", ")}`;
  return [{ name: SIZE_INPUT, type: "u16", width: 16, values: [], unit: "bytes", doc }, ...inputs];
}
