/** Drafts to fields: each name resolved, each width known. Fields may use each other in any order. */
import type { Findings } from "../diagnostics/findings.js";
import { didYouMean } from "../diagnostics/suggest.js";
import { widthOf } from "../expr/bound.js";
import { inside, keyOf, type Place } from "../spec/source.js";
import { checkIndex, findColumn } from "./columns.js";
import type { Draft } from "./drafts.js";
import { buildKernelNames } from "./kernel-names.js";
import { checkKind } from "./kinds.js";
import { checkParts, wrongPart } from "./parts.js";
import { Reads } from "./reads.js";
import { type NamedThing, type Refusal, resolveExpression, type Scope } from "./scope.js";
import { buildSlice, parseBits } from "./slices.js";
import {
  type Entry,
  type Enumerator,
  type Field,
  type Input,
  isWholeWord,
  type Lookup,
  type SliceField,
  sizeOfType,
} from "./types.js";
import { buildEnumerators } from "./vocabulary.js";

export interface FieldContext {
  readonly entries: readonly Entry[];
  readonly inputs: readonly Input[];
  readonly lookups: ReadonlyMap<string, Lookup>;
}

/** Deeper than any hardware's fields are made of each other. */
const MAX_DEPTH = 64;

/** Resolves fields on demand, so that their order in the spec does not matter. */
export class FieldTable {
  private readonly resolved = new Map<string, Field | undefined>();
  private readonly resolving: string[] = [];
  private readonly reads = new Reads();
  private readonly drafts: ReadonlyMap<string, Draft>;

  constructor(
    drafts: readonly Draft[],
    private readonly context: FieldContext,
    private readonly findings: Findings,
  ) {
    this.drafts = new Map(drafts.map((draft) => [draft.key, draft]));
  }

  /** All fields that could be resolved, in the order of the spec. */
  all(): Field[] {
    return [...this.drafts.keys()].map((key) => this.get(key)).filter((field) => field !== undefined);
  }

  draft(key: string): Draft | undefined {
    return this.drafts.get(key);
  }

  get(key: string): Field | undefined {
    if (this.resolved.has(key)) return this.resolved.get(key);
    const draft = this.drafts.get(key);
    if (draft === undefined) return undefined;
    if (this.resolving.includes(key)) {
      this.findings.add(
        "ND031",
        keyOf(draft.place),
        `${[...this.resolving, key].join(" → ")}: a field cannot depend on itself`,
      );
      return undefined;
    }
    if (this.resolving.length >= MAX_DEPTH) {
      this.findings.add("ND031", keyOf(draft.place), `fields are made of each other more than ${MAX_DEPTH} deep`);
      this.resolved.set(key, undefined);
      return undefined;
    }
    this.resolving.push(key);
    const built = this.build(draft);
    const field = built !== undefined && this.reads.few(built, draft, this.findings) ? built : undefined;
    this.resolving.pop();
    this.resolved.set(key, field);
    return field;
  }

  /** What names mean inside a variant's case (or outside all, for ""). */
  scope(variant: string, prefix = ""): Scope {
    return {
      lookup: (name) => this.symbol(name, variant, prefix),
      refusal: (name) => this.refusal(name, variant, prefix),
      owner: (enumerator) =>
        [...this.drafts.values()].find((draft) => Object.hasOwn(draft.raw.values ?? {}, enumerator))?.key,
      names: () => [
        ...[...this.drafts.values()]
          .filter((draft) => draft.variant === "" || draft.variant === variant)
          .map((draft) => localName(draft, variant)),
        ...this.context.inputs.map((input) => input.name),
      ],
    };
  }

  private symbol(name: string, variant: string, prefix: string): NamedThing | undefined {
    const key = this.keyFor(name, variant, prefix);
    const span = { start: 0, end: 0 };
    if (key !== undefined) {
      const field = this.get(key);
      return field === undefined
        ? undefined
        : { expr: { kind: "field", key, width: field.width, span }, values: field.values };
    }
    const input = this.context.inputs.find((candidate) => candidate.name === name && candidate.type !== "timecounter");
    return input === undefined
      ? undefined
      : { expr: { kind: "input", name, width: input.width, span }, values: input.values };
  }

  /** Why a name that is known has no value. */
  private refusal(name: string, variant: string, prefix: string): Refusal | undefined {
    const key = this.keyFor(name, variant, prefix);
    if (key !== undefined) {
      const field = this.get(key);
      if (field === undefined) return { broken: true };
      if (field.kind !== "slice") return undefined;
      if (field.array !== undefined) return { message: `\`${key}\` is an array: an expression chooses no element` };
      return field.reserved ? { message: `\`${key}\` is reserved: its bits mean nothing` } : undefined;
    }
    const clock = this.context.inputs.some((input) => input.name === name && input.type === "timecounter");
    return clock
      ? { message: `\`${name}\` is a timecounter, no number`, help: `it turns cycles into time: \`clock: ${name}\`` }
      : undefined;
  }

  private keyFor(name: string, variant: string, prefix: string): string | undefined {
    const candidates = variant === "" ? [] : [`${variant}.${prefix}${name}`, `${variant}.${name}`];
    return [...candidates, `${prefix}${name}`, name].find((key) => this.drafts.has(key));
  }

  private build(draft: Draft): Field | undefined {
    const { raw } = draft;
    if (!checkKind(draft, this.findings)) return undefined;
    if (raw.parts !== undefined) return this.split(draft, raw.parts);
    if (raw.value !== undefined) return this.computed(draft, raw.value);
    if (raw.lookup !== undefined) return this.lookup(draft, raw.lookup);
    return this.slice(draft);
  }

  private base(draft: Draft, width: number, values?: readonly Enumerator[]) {
    const { raw, place } = draft;
    const names = buildKernelNames(raw, place, this.findings);
    return {
      key: draft.key,
      cName: draft.cName,
      variant: draft.variant,
      width,
      values: values ?? buildEnumerators(raw.values, width, inside(place, "values"), this.findings),
      doc: raw.doc ?? "",
      unit: raw.unit ?? "",
      member: raw.member ?? "",
      ...(names === undefined ? {} : { names }),
      kernels: raw.kernels ?? "",
      firmware: raw.firmware ?? "",
    };
  }

  private slice(draft: Draft): SliceField | undefined {
    const { raw, place } = draft;
    const parent = raw.of === undefined ? undefined : this.parent(draft, raw.of);
    if (raw.of !== undefined && parent === undefined) return undefined;
    const slice =
      parent === undefined
        ? buildSlice(raw, draft.base, draft.array, this.context.entries, place, this.findings, strideOf(draft))
        : this.cut(parent, draft);
    if (slice === undefined) return undefined;
    const array = parent?.array ?? draft.array;
    return {
      kind: "slice",
      ...this.base(draft, slice.msb - slice.lsb + 1),
      ...slice,
      of: parent?.key ?? "",
      view: raw.view ?? parent?.view ?? "",
      reserved: raw.reserved === true || raw.must_be_zero === true,
      mustBeZero: raw.must_be_zero === true,
      ...(array === undefined ? {} : { array }),
    };
  }

  private parent(draft: Draft, name: string): SliceField | undefined {
    const place = inside(draft.place, "of");
    const key = this.keyFor(name, draft.variant, draft.prefix);
    if (key === undefined) {
      this.findings.add("ND028", place, `there is no field \`${name}\``, {
        help: didYouMean(name, this.scope(draft.variant).names()),
      });
      return undefined;
    }
    const parent = this.get(key);
    if (parent === undefined) return undefined;
    if (parent.kind === "slice" && isWholeWord(parent)) {
      const named = draft.raw.entry;
      if (named !== undefined && this.context.entries[parent.entry]?.name !== named) {
        this.findings.add("ND037", inside(draft.place, "entry"), `\`${name}\` is not in the entry \`${named}\``);
      }
      return parent;
    }
    this.findings.add("ND028", place, `\`${name}\` is not a whole word: bits are cut from words`);
    return undefined;
  }

  private cut(parent: SliceField, { raw, place }: Draft) {
    if (raw.bits === undefined) {
      this.findings.add("ND004", keyOf(place), "missing key `bits`");
      return undefined;
    }
    const range = parseBits(raw.bits, sizeOfType(parent.type) * 8, parent.type, inside(place, "bits"), this.findings);
    return range && { entry: parent.entry, at: parent.at, type: parent.type, ...range };
  }

  private split(draft: Draft, names: readonly string[]): Field | undefined {
    const place = inside(draft.place, "parts");
    const parts = names.map((name, i) => this.part(name, draft, inside(place, i)));
    if (parts.some((part) => part === undefined)) return undefined;
    const fields = parts.filter((part) => part !== undefined);
    const width = fields.reduce((sum, part) => sum + part.width, 0);
    checkParts(fields, draft, this.findings);
    return { kind: "split", ...this.base(draft, Math.min(width, 64)), parts: fields.map((part) => part.key) };
  }

  private part(name: string, draft: Draft, place: Place): SliceField | undefined {
    const key = this.keyFor(name, draft.variant, draft.prefix);
    const field = key === undefined ? undefined : this.get(key);
    if (field?.kind === "slice" && field.array === undefined && !field.reserved) return field;
    if (key === undefined) {
      this.findings.add("ND018", place, `there is no field \`${name}\``, {
        help: didYouMean(name, this.scope(draft.variant).names()),
      });
    } else if (field !== undefined) this.findings.add("ND025", place, wrongPart(name, field));
    return undefined;
  }

  private computed(draft: Draft, raw: NonNullable<Draft["raw"]["value"]>): Field | undefined {
    const place = inside(draft.place, "value");
    const expr = resolveExpression(raw, place, this.scope(draft.variant, draft.prefix), this.findings);
    if (expr === undefined) return undefined;
    const needed = Math.max(1, widthOf(expr));
    const width = draft.raw.width ?? needed;
    if (needed > width)
      this.findings.add("ND033", inside(draft.place, "width"), `the value needs up to ${needed} bits, not ${width}`);
    return { kind: "computed", ...this.base(draft, width), expr };
  }

  private lookup(draft: Draft, name: string): Field | undefined {
    const { raw, place } = draft;
    for (const key of ["by", "column"] as const) {
      if (raw[key] === undefined) this.findings.add("ND004", keyOf(place), `missing key \`${key}\``);
    }
    if (raw.by === undefined || raw.column === undefined) return undefined;
    const by = resolveExpression(raw.by, inside(place, "by"), this.scope(draft.variant, draft.prefix), this.findings);
    const column = findColumn(this.context.lookups, name, raw.column, place, this.findings);
    if (by === undefined || column === undefined) return undefined;
    checkIndex(by, column.lookup, inside(place, "by"), this.findings);
    return {
      kind: "lookup",
      ...this.base(draft, column.column.width, column.column.values),
      lookup: name,
      column: raw.column,
      by,
    };
  }
}

function strideOf({ place, group }: Draft): Place {
  return inside(group?.place ?? place, "stride");
}

function localName(draft: Draft, variant: string): string {
  return draft.variant === variant && variant !== "" ? draft.key.slice(variant.length + 1) : draft.key;
}
