/** One way or hook: its roots, its expressions resolved, and what the kernel must have for it. */
import type { Findings } from "../../diagnostics/findings.js";
import { didYouMean } from "../../diagnostics/suggest.js";
import type { Expr } from "../../expr/ast.js";
import type { RawAddress, RawHook, RawInputSource, RawXdpPoint } from "../../spec/driver-schema.js";
import type { RawExpression } from "../../spec/schema.js";
import { inside, keyOf, type Place } from "../../spec/source.js";
import { SIZE_INPUT } from "../conditions.js";
import { checkKeyword } from "../names.js";
import { resolveExpression } from "../scope.js";
import type { Descriptor } from "../types.js";
import { checkValueType } from "./checks.js";
import { type Members, memberTypeOf } from "./members.js";
import { AccessScope, typeOfRoot } from "./scope.js";
import type { Access, Address, InputSource, MemberRef, Root } from "./types.js";

type Raw = RawXdpPoint | RawHook;

export class AccessBuilder {
  readonly scope: AccessScope;

  constructor(
    private readonly members: Members,
    private readonly place: Place,
    private readonly findings: Findings,
  ) {
    this.scope = new AccessScope(members);
  }

  /** @param place of its type, which is also that of its name unless it has another */
  root(root: Root, place: Place, named: Place = place): void {
    const taken = this.scope.roots.some(({ name }) => name === root.name);
    if (taken) this.findings.add("ND006", keyOf(named), `\`${root.name}\` names two things here`);
    else this.scope.add(root);
    checkKeyword(root.name, keyOf(named), this.findings);
    const type = typeOfRoot(root);
    if (root.kind === "argument" || root.kind === "desc" || type.kind !== "pointer" || type.to === "") return;
    if (this.members.has(type.to)) return;
    this.findings.add("ND028", place, `\`types\` does not declare \`${type.to}\``, {
      help: didYouMean(type.to, this.members.typeNames()),
    });
  }

  /** The descriptor's own fields, unless the access has something else of that name. */
  fields(reads: Descriptor | undefined, said: boolean): void {
    if (said && reads === undefined) this.scope.giveUp("desc");
    if (reads === undefined || this.scope.roots.some(({ name }) => name === "desc")) return;
    const fields = reads.fields.filter(
      (field) => field.kind === "slice" && field.entry === 0 && field.array === undefined,
    );
    this.scope.add({ kind: "desc", name: "desc", fields: fields.map(({ key, width }) => ({ key, width })) });
  }

  lets(raw: Raw["let"]): void {
    this.scope.announce(Object.keys(raw ?? {}));
    this.scope.found = true;
    for (const [name, item] of Object.entries(raw ?? {})) {
      const place = inside(this.place, "let", name);
      checkValueType(item.type, "let", inside(place, "type"), this.findings);
      const at = this.expression(item.at, inside(place, "at"));
      const index = item.index === undefined ? undefined : this.expression(item.index, inside(place, "index"));
      if (at === undefined || (item.index !== undefined && index === undefined)) {
        this.scope.giveUp(name);
        continue;
      }
      const type = memberTypeOf(item.type);
      this.root(
        { kind: "let", name, type, at, ...(index === undefined ? {} : { index }) },
        inside(place, "type"),
        place,
      );
    }
    this.scope.found = false;
  }

  expression(raw: RawExpression, place: Place): Expr | undefined {
    return resolveExpression(raw, place, this.scope, this.findings);
  }

  /** What ways and hooks share. */
  access(name: string, raw: Raw, reads: Descriptor | undefined): Access {
    const descriptor = raw.descriptor === undefined ? undefined : this.address(raw.descriptor, this.at("descriptor"));
    const when = raw.when === undefined ? undefined : this.expression(raw.when, this.at("when"));
    const entries = this.entries(raw, reads);
    const addresses = [descriptor, ...entries.map(({ address }) => address)].filter((item) => item !== undefined);
    this.scope.found = true;
    const inputs = this.inputs(raw, reads);
    this.scope.found = false;
    const needs = this.scope.needs(when, ...addresses.flatMap(expressionsOf));
    return {
      name,
      roots: this.scope.roots,
      paths: this.scope.paths,
      reads: reads?.name ?? "",
      ...(descriptor === undefined ? {} : { descriptor }),
      entries,
      ...(when === undefined ? {} : { when }),
      inputs,
      needs,
      absent: this.absent(raw.absent),
      kernels: raw.kernels ?? "",
      verified: raw.verified ?? [],
      doc: raw.doc ?? "",
      sources: raw.sources ?? [],
    };
  }

  private at(...steps: string[]): Place {
    return inside(this.place, ...steps);
  }

  private address(raw: RawAddress, place: Place): Address | undefined {
    if (typeof raw !== "object") {
      const expr = this.expression(raw, place);
      return expr && { kind: "expression", expr };
    }
    const base = this.expression(raw.base, inside(place, "base"));
    const index = this.expression(raw.index, inside(place, "index"));
    const stride = this.expression(raw.stride, inside(place, "stride"));
    const entries = raw.entries === undefined ? undefined : this.expression(raw.entries, inside(place, "entries"));
    if ((raw.back === undefined) !== (raw.entries === undefined)) {
      this.findings.add(
        "ND037",
        keyOf(place),
        "`back` and `entries` go together: an entry before the first is the last",
      );
    }
    if (base === undefined || index === undefined || stride === undefined) return undefined;
    return {
      kind: "entry",
      base,
      index,
      stride,
      back: raw.back ?? 0,
      ...(entries === undefined ? {} : { entries }),
    };
  }

  private entries(raw: Raw, reads: Descriptor | undefined): Access["entries"] {
    const further = (reads?.entries ?? []).slice(1);
    for (const name of Object.keys(raw.entries ?? {})) {
      if (reads === undefined || further.some((entry) => entry.name === name)) continue;
      this.findings.add("ND028", keyOf(this.at("entries", name)), `\`${reads.name}\` has no ring entry \`${name}\``, {
        help: didYouMean(
          name,
          further.map((entry) => entry.name),
        ),
      });
    }
    return further.flatMap(({ name }) => {
      const said = raw.entries?.[name];
      if (said === undefined) {
        this.findings.add("ND004", keyOf(this.place), `\`entries\` must say where the ring entry \`${name}\` is`);
        return [];
      }
      const address = this.address(said, this.at("entries", name));
      return address === undefined ? [] : [{ name, address }];
    });
  }

  private inputs(raw: Raw, reads: Descriptor | undefined): InputSource[] {
    const said = Object.entries(raw.inputs ?? {});
    const known = reads?.inputs ?? [];
    const sources = said.flatMap(([name, source]): InputSource[] => {
      const place = this.at("inputs", name);
      const input = known.find((candidate) => candidate.name === name && name !== SIZE_INPUT);
      if (input === undefined && reads !== undefined) {
        this.findings.add("ND028", keyOf(place), `\`${reads.name}\` has no input \`${name}\``, {
          help: didYouMean(
            name,
            known.map((candidate) => candidate.name),
          ),
        });
      }
      const timecounter = typeof source === "object" && !Array.isArray(source);
      if (input !== undefined && timecounter !== (input.type === "timecounter")) {
        const message = timecounter ? "is no timecounter" : "is a timecounter: `{ timecounter: <address> }`";
        this.findings.add("ND037", keyOf(place), `the input \`${name}\` of \`${reads?.name}\` ${message}`);
      }
      return [{ input: name, timecounter, alternatives: this.alternatives(source, place) }];
    });
    const sized = known.some(({ name }) => name === SIZE_INPUT);
    if (raw.size !== undefined && reads !== undefined && !sized) {
      this.findings.add("ND037", keyOf(this.at("size")), `\`${reads.name}\` has one size, which its spec says`);
    }
    if (raw.size === undefined) {
      if (sized) this.findings.add("ND004", keyOf(this.place), `\`size\` must say how large the \`${reads?.name}\` is`);
      return sources;
    }
    const alternatives = this.alternatives(raw.size, this.at("size"));
    return [...sources, { input: SIZE_INPUT, timecounter: false, alternatives }];
  }

  private alternatives(source: RawInputSource, place: Place): InputSource["alternatives"] {
    const list = Array.isArray(source) ? source : [typeof source === "object" ? source.timecounter : source];
    return list.flatMap((raw, i) => {
      const at = Array.isArray(source)
        ? inside(place, i)
        : typeof source === "object"
          ? inside(place, "timecounter")
          : place;
      const expr = this.expression(raw, at);
      return expr === undefined ? [] : [{ expr, needs: this.scope.needs(expr) }];
    });
  }

  private absent(raw: Raw["absent"]): MemberRef[] {
    return (raw ?? []).flatMap((text, i): MemberRef[] => {
      const [, type, member] = /^((?:struct|union) [A-Za-z_]\w*)\.([A-Za-z_][\w.]*)$/.exec(text) ?? [];
      if (type !== undefined && member !== undefined && this.members.member({ type, member }) !== undefined)
        return [{ type, member }];
      this.findings.add("ND028", inside(this.at("absent"), i), `\`types\` declares no member \`${text}\``, {
        help: "it is said as `struct i40e_ring.next_to_process`",
      });
      return [];
    });
  }
}

export function expressionsOf(address: Address): Expr[] {
  if (address.kind === "expression") return [address.expr];
  const { base, index, stride, entries } = address;
  return [base, index, stride, ...(entries === undefined ? [] : [entries])];
}
