/** How a descriptor answers the vocabulary. */
import type { Findings } from "../diagnostics/findings.js";
import { didYouMean } from "../diagnostics/suggest.js";
import { allOf, type Expr, int, not, walk } from "../expr/ast.js";
import { type Composed, nameOf, type Placed } from "../spec/compose.js";
import type { RawAnswer, RawExpression, RawMetadata, RawValue } from "../spec/schema.js";
import { inside, keyOf, type Place } from "../spec/source.js";
import { checkSatisfiable } from "./satisfiable.js";
import { resolveExpression, type Scope } from "./scope.js";
import type {
  Answer,
  Direction,
  Field,
  Input,
  Lookup,
  Metadata,
  MetadataItem,
  MetadataPart,
  Value,
  Variants,
  Vocabulary,
} from "./types.js";
import { answerInputs } from "./uses.js";
import { checkUses, type Domain } from "./validity.js";
import { buildValue, expressionsOf, type ValueContext } from "./values.js";
import { VOCABULARY } from "./vocabulary.js";

export interface MetadataContext {
  readonly direction: Direction;
  readonly vocabulary: Vocabulary;
  readonly lookups: ReadonlyMap<string, Lookup>;
  readonly inputs: readonly Input[];
  readonly variants: Variants | undefined;
  readonly domain: Domain;
  scope(variant: string): Scope;
  field(key: string): Field | undefined;
  readonly findings: Findings;
}

/** A predicate's answer is one value, said under `is`. */
const PREDICATE_PART: MetadataPart = { name: "is", type: "u8", width: 1, unit: "", doc: "whether it is so" };

const YES: Expr = int(1);

type RawItem = RawMetadata[string];

export function buildMetadata(composed: Composed, context: MetadataContext): Metadata[] {
  if (context.vocabulary.items.length === 0 && context.findings.broken.has(VOCABULARY)) return [];
  const items = context.vocabulary.items.filter((item) => item.directions.includes(context.direction));
  const sources = [
    ...(context.variants?.cases ?? []).map((item) => ({
      variant: item.name,
      condition: item.condition,
      said: caseMetadata(composed, item.name),
    })),
    { variant: "", condition: undefined, said: composed.metadata },
  ];
  for (const { said } of sources) for (const [name, placed] of said) checkKnown(name, placed, items, context);
  return items.map((item): Metadata => {
    const answers: Answer[] = [];
    let unsupported = "";
    for (const { variant, condition, said } of sources) {
      const placed = said.get(item.name);
      if (placed === undefined) continue;
      const read = new AnswerReader(item, variant, condition, context).read(placed);
      answers.push(...read.answers);
      if (read.unsupported !== "") unsupported = read.unsupported;
    }
    return { item, answers, unsupported, inputs: answerInputs(answers, context.field, context.inputs) };
  });
}

function caseMetadata(composed: Composed, name: string): ReadonlyMap<string, Placed<RawItem>> {
  const found = composed.cases.get(name);
  const entries = Object.entries(found?.raw.metadata ?? {});
  return new Map(
    entries.map(([item, raw]) => [item, { raw, place: inside(found?.place ?? composed.place, "metadata", item) }]),
  );
}

function checkKnown(
  name: string,
  placed: Placed<unknown>,
  items: readonly MetadataItem[],
  context: MetadataContext,
): void {
  if (items.some((item) => item.name === name)) return;
  const elsewhere = context.vocabulary.items.find((item) => item.name === name);
  const message =
    elsewhere === undefined
      ? `the vocabulary has no \`${name}\``
      : `\`${name}\` is asked of ${elsewhere.directions.join(", ")} descriptors; this one is ${context.direction}`;
  context.findings.add("ND021", nameOf(placed), message, {
    help: didYouMean(
      name,
      items.map((item) => item.name),
    ),
  });
}

class AnswerReader {
  private readonly scope: Scope;
  private readonly parts: readonly MetadataPart[];

  constructor(
    private readonly item: MetadataItem,
    variant: string,
    private readonly condition: Expr | undefined,
    private readonly context: MetadataContext,
  ) {
    this.scope = context.scope(variant);
    this.parts = item.predicate ? [PREDICATE_PART] : item.parts;
  }

  read({ raw, place }: Placed<RawItem>): { readonly answers: Answer[]; readonly unsupported: string } {
    const list: { raw: RawAnswer; place: Place }[] = [];
    if (Array.isArray(raw)) list.push(...raw.map((answer, i) => ({ raw: answer, place: inside(place, i) })));
    else if (typeof raw === "object") list.push({ raw, place });
    else return { answers: this.short(raw, place), unsupported: "" };
    const [first] = list;
    if (first?.raw.unsupported !== undefined) {
      const stray =
        list.length > 1
          ? place
          : keyOf(
              inside(first.place, Object.keys(first.raw).find((key) => key !== "unsupported" && key !== "doc") ?? ""),
            );
      if (list.length > 1 || Object.keys(first.raw).some((key) => key !== "unsupported" && key !== "doc")) {
        this.context.findings.add("ND037", stray, "`unsupported` stands alone");
      }
      return { answers: [], unsupported: first.raw.unsupported };
    }
    const answers: Answer[] = [];
    const before: Expr[] = this.condition === undefined ? [] : [this.condition];
    for (const [i, { raw: answer, place: here }] of list.entries()) {
      const read = this.answer(answer, here, before, i === list.length - 1);
      if (read === undefined) continue;
      answers.push(read.answer);
      if (read.own !== undefined) before.push(not(read.own));
      const next = list[i + 1];
      if (read.own === undefined && next !== undefined) {
        this.context.findings.add("ND019", next.place, "this answer is never tried: the one before it always answers");
        break;
      }
    }
    return { answers, unsupported: "" };
  }

  /** `rx_done: dd` */
  private short(raw: RawExpression, place: Place): Answer[] {
    const [part, more] = this.parts;
    if (part === undefined || more !== undefined) {
      const names = this.parts.map((candidate) => `\`${candidate.name}\``).join(" and ");
      this.context.findings.add("ND022", place, `\`${this.item.name}\` has the parts ${names}`, {
        help: `say each: { ${this.parts.map((p) => `${p.name}: …`).join(", ")} }`,
      });
      return [];
    }
    const value = buildValue(raw, part, place, this.values());
    if (value === undefined) return [];
    this.checkValue(value, place, this.condition === undefined ? [] : [this.condition]);
    return [{ values: [value], doc: "", ...(this.condition === undefined ? {} : { when: this.condition }) }];
  }

  /** @param last Whether no other answer is tried after this one. */
  private answer(
    raw: RawAnswer,
    place: Place,
    before: readonly Expr[],
    last: boolean,
  ): { answer: Answer; own: Expr | undefined } | undefined {
    const supported = this.expression(raw.supported, inside(place, "supported"), before);
    if (supported !== undefined) this.checkInputsOnly(supported, inside(place, "supported"));
    const facts = supported === undefined ? before : [...before, supported];
    const own = this.expression(raw.when, inside(place, "when"), facts);
    const context = own === undefined ? facts : [...facts, own];
    this.checkPartNames(raw, place);
    const values = this.parts.map((part) => this.part(part, raw, place, context));
    if (values.some((value) => value === undefined)) return undefined;
    const isItself = this.item.predicate && raw["is"] === undefined && own !== undefined && last;
    const when = allOf([this.condition, isItself ? undefined : own]);
    return {
      own: allOf([supported, own]),
      answer: {
        values: isItself ? [{ kind: "expression", expr: own }] : values.filter((value) => value !== undefined),
        doc: raw.doc ?? "",
        ...(when === undefined ? {} : { when }),
        ...(supported === undefined ? {} : { supported }),
      },
    };
  }

  private expression(raw: RawExpression | undefined, place: Place, facts: readonly Expr[]): Expr | undefined {
    if (raw === undefined) return undefined;
    const expr = resolveExpression(raw, place, this.scope, this.context.findings);
    if (expr !== undefined) {
      checkUses(expr, facts, this.context.domain, place, this.context.findings);
      checkSatisfiable(expr, facts, this.context.domain, place, this.context.findings);
    }
    return expr;
  }

  private checkInputsOnly(expr: Expr, place: Place): void {
    walk(expr, (node) => {
      if (node.kind !== "field") return;
      this.context.findings.add(
        "ND018",
        place,
        "`supported` is about the device, not the packet: it is said with inputs",
        {
          help: "a condition over fields is `when`",
        },
      );
    });
  }

  private checkPartNames(raw: RawAnswer, place: Place): void {
    const names = this.parts.map((part) => part.name);
    for (const key of Object.keys(raw)) {
      if (["when", "supported", "doc", ...names].includes(key)) continue;
      this.context.findings.add("ND022", keyOf(inside(place, key)), `\`${this.item.name}\` has no part \`${key}\``, {
        help: didYouMean(key, [...names, "when", "supported", "doc"]) ?? `its parts are ${names.join(", ")}`,
      });
    }
  }

  private part(part: MetadataPart, raw: RawAnswer, place: Place, facts: readonly Expr[]): Value | undefined {
    const said = raw[part.name] as RawValue | undefined;
    if (said === undefined) {
      if (part === PREDICATE_PART && raw.when !== undefined) return { kind: "expression", expr: YES };
      if (part.default !== undefined)
        return { kind: "expression", expr: { kind: "int", value: part.default, span: { start: 0, end: 0 } } };
      this.context.findings.add("ND022", place, `the answer lacks the part \`${part.name}\``);
      return undefined;
    }
    const here = inside(place, part.name);
    const value = buildValue(said, part, here, this.values());
    if (value !== undefined) this.checkValue(value, here, facts);
    return value;
  }

  private checkValue(value: Value, place: Place, facts: readonly Expr[]): void {
    if (value.kind === "joined") {
      for (const [i, piece] of value.values.entries()) this.checkValue(piece, inside(place, i), facts);
      return;
    }
    for (const { expr, path } of expressionsOf(value)) {
      const known = value.kind === "choice" && expr === value.chosen ? [...facts, value.condition] : facts;
      checkUses(expr, known, this.context.domain, inside(place, ...path), this.context.findings);
    }
  }

  private values(): ValueContext {
    return {
      scope: this.scope,
      lookups: this.context.lookups,
      inputs: this.context.inputs,
      findings: this.context.findings,
    };
  }
}
