/** driver.yaml files to drivers; whatever is wrong becomes findings, and the rest is still built. */
import type { Findings } from "../../diagnostics/findings.js";
import { didYouMean } from "../../diagnostics/suggest.js";
import type { RawDriver, RawHook, RawXdpPoint } from "../../spec/driver-schema.js";
import { inside, keyOf, type Place, type SourceFile } from "../../spec/source.js";
import { type Before, takeDriver } from "../before.js";
import type { NameTable } from "../names.js";
import type { Descriptor, Model } from "../types.js";
import { AccessBuilder, expressionsOf } from "./access.js";
import { buildAnswers } from "./answers.js";
import { checkCompany, checkDirection, checkParameters, checkTypes, checkUnused, packetType } from "./checks.js";
import { checkDriverName, checkLocals, claimDriver } from "./claims.js";
import { queueFormats } from "./formats.js";
import { Members, memberTypeOf } from "./members.js";
import {
  type Driver,
  type Hook,
  hookKind,
  itemsOfHook,
  type LackingHook,
  type MemberRef,
  type WayKind,
  type XdpWay,
} from "./types.js";

export interface DriverFile {
  readonly source: SourceFile;
  readonly raw: RawDriver;
}

interface Known extends Pick<Model, "descriptors" | "vocabulary"> {
  /** What has a name in C already. */
  readonly names: NameTable;
  readonly before?: Before | undefined;
}

export function buildDrivers(files: readonly DriverFile[], known: Known, findings: Findings): Driver[] {
  const first = new Map<string, Place>();
  const selectors: Selectors = new Map();
  const called = new Map<string, Place>();
  const drivers: Driver[] = [];
  for (const { source, raw } of files.toSorted((a, b) => compare(a.raw.driver, b.raw.driver))) {
    const root: Place = { file: source, path: [] };
    const place = inside(root, "driver");
    const before = first.get(raw.driver);
    if (before !== undefined) {
      findings.add("ND006", place, `the driver \`${raw.driver}\` is there twice`, {
        help: "a driver.yaml cannot be changed by another: give yours a name, and `names`, of its own",
        related: [{ place: before, message: "first here" }],
      });
      continue;
    }
    first.set(raw.driver, place);
    checkFileName(raw.driver, source, place, findings);
    checkDriverName(raw.driver, place, findings);
    for (const [i, name] of raw.names.entries()) claimName(name, inside(root, "names", i), called, findings);
    const taken = takeDriver(known.before, raw.driver, source, known.descriptors);
    const driver = taken ?? new DriverBuilder(raw, root, known, findings).build();
    if (taken !== undefined) claimDriver(taken, root, known);
    claimSelectors(driver, root, selectors, findings);
    drivers.push(driver);
  }
  return drivers;
}

type Selectors = Map<number, { readonly format: string; readonly place: Place }>;

function claimSelectors(driver: Driver, root: Place, selectors: Selectors, findings: Findings): void {
  for (const { name, selector } of driver.formats) {
    const format = `${driver.name}/${name}`;
    const place = keyOf(inside(root, "formats", name));
    const other = selectors.get(selector);
    const help = "it is made from the names of driver and format: another name has another number";
    if (selector === 0) findings.add("ND009", place, `the selector of \`${format}\` is 0, which is no NIC`, { help });
    else if (other === undefined) selectors.set(selector, { format, place });
    else {
      findings.add("ND009", place, `the selectors of \`${format}\` and \`${other.format}\` are the same number`, {
        help,
        related: [{ place: other.place, message: `\`${other.format}\` is here` }],
      });
    }
  }
}

/** Loaders choose by what `ethtool -i` says. */
function claimName(name: string, place: Place, called: Map<string, Place>, findings: Findings): void {
  const first = called.get(name);
  if (first === undefined) called.set(name, place);
  else {
    const related = [{ place: first, message: "first here" }];
    findings.add("ND006", place, `\`${name}\` is among the \`names\` twice`, { related });
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function checkFileName(name: string, source: SourceFile, place: Place, findings: Findings): void {
  if (source.name === "" || source.name === `${name}/driver.yaml` || source.name === `${name}/driver.yml`) return;
  findings.add("ND030", place, `the driver \`${name}\` belongs into a file ${name}/driver.yaml`, {
    help: `this file is ${source.name} below the specs folder`,
  });
}

class DriverBuilder {
  private readonly members: Members;

  constructor(
    private readonly raw: RawDriver,
    private readonly root: Place,
    private readonly known: Known,
    private readonly findings: Findings,
  ) {
    this.members = new Members(raw.types ?? {});
  }

  build(): Driver {
    const { raw, root, known, findings } = this;
    const before = findings.list.length;
    checkTypes(raw.types ?? {}, root, findings);
    const formats = queueFormats(this.raw, this.root, (name, place) => this.descriptor(name, place), this.findings);
    const ways = Object.entries(raw.xdp ?? {}).map(([name, way]) => this.way(name, way));
    const hooks = Object.entries(raw.hooks ?? {}).map(([name, hook]) => this.hook(name, hook));
    const accesses = [...ways, ...hooks];
    const structs = this.members.used(accesses.flatMap(refsOf), accesses.flatMap(sizedBy));
    const placed = [
      ...ways.map((way) => ({ ...way, place: inside(root, "xdp", way.name) })),
      ...hooks.map((hook) => ({ ...hook, place: inside(root, "hooks", hook.name) })),
    ];
    // What is wrong elsewhere may be why nothing uses it.
    if (findings.list.length === before) checkUnused(raw, structs, placed, root, findings);
    const driver: Driver = {
      name: raw.driver,
      title: raw.title,
      doc: raw.doc ?? "",
      modules: raw.modules,
      names: raw.names,
      link: raw.link ?? "",
      sources: raw.sources ?? [],
      file: this.root.file.name || this.root.file.path,
      formats,
      structs,
      ways,
      hooks,
      lacking: this.lacking(),
    };
    claimDriver(driver, root, known);
    for (const access of placed) this.checkLocals(access);
    return driver;
  }

  /** The parts of what a way or hook answers are parameters beside its variables. */
  private checkLocals(access: (XdpWay | Hook) & { readonly place: Place }): void {
    const reads = this.known.descriptors.find(({ name }) => name === access.reads);
    const own = "metadata" in access ? access.metadata.map(({ item }) => item) : [];
    const all = (reads?.metadata ?? []).filter(({ answers }) => answers.length > 0);
    const asked = "metadata" in access || reads === undefined ? all : itemsOfHook(access, reads);
    const names = [...own, ...asked.map(({ item }) => item.name)];
    const items = this.known.vocabulary.items.filter(({ name }) => names.includes(name));
    checkLocals(access, reads, items, access.place, this.findings);
  }

  private way(name: string, raw: RawXdpPoint): XdpWay {
    const place = inside(this.root, "xdp", name);
    const builder = new AccessBuilder(this.members, place, this.findings);
    builder.scope.add({ kind: "xdp", name: "xdp", type: "struct xdp_buff" });
    if (raw.buff !== undefined) builder.root({ kind: "buff", name: "buff", type: raw.buff }, inside(place, "buff"));
    if (raw.ring !== undefined) {
      const { type, member } = raw.ring;
      const at = inside(place, "ring");
      builder.root({ kind: "ring", name: "ring", type, member }, inside(at, "type"));
      this.checkRing({ type, member }, inside(at, "member"));
    }
    const reads = raw.reads === undefined ? undefined : this.descriptor(raw.reads, inside(place, "reads"));
    builder.fields(reads, raw.reads !== undefined);
    builder.lets(raw.let);
    checkDirection(reads, "way", inside(place, "reads"), this.findings);
    checkCompany(raw, place, this.findings);
    this.checkFormat(raw.format, inside(place, "format"));
    const access = builder.access(name, raw, reads);
    const metadata = buildAnswers(
      raw.metadata ?? {},
      inside(place, "metadata"),
      builder,
      this.known.vocabulary,
      this.findings,
    );
    return { ...access, kind: wayKind(access, raw), format: raw.format, metadata };
  }

  private hook(name: string, raw: RawHook): Hook {
    const place = inside(this.root, "hooks", name);
    const builder = new AccessBuilder(this.members, place, this.findings);
    const args = Object.entries(raw.args).map(([arg, text]) => ({ name: arg, type: memberTypeOf(text) }));
    for (const [index, arg] of args.entries()) {
      builder.root({ kind: "argument", name: arg.name, index, type: arg.type }, inside(place, "args", arg.name));
    }
    const returns = raw.returns === undefined ? undefined : memberTypeOf(raw.returns);
    if (returns !== undefined) {
      const at = inside(place, "returns");
      if (raw.attach !== "fexit") this.findings.add("ND037", keyOf(at), "`returns` goes with `attach: fexit`");
      builder.root({ kind: "argument", name: "returned", index: args.length, type: returns }, at);
    }
    checkParameters(raw, place, this.findings);
    const reads = this.descriptor(raw.reads, inside(place, "reads"));
    builder.fields(reads, true);
    builder.lets(raw.let);
    const packet = raw.packet === undefined ? undefined : builder.expression(raw.packet, inside(place, "packet"));
    const remembers =
      raw.remembers === undefined ? undefined : builder.expression(raw.remembers, inside(place, "remembers"));
    const kind = hookKind(name);
    checkDirection(reads, kind, inside(place, "reads"), this.findings);
    if (raw.remembers !== undefined && !kind.startsWith("devrx")) {
      const at = keyOf(inside(place, "remembers"));
      this.findings.add("ND037", at, `\`remembers\` is for receiving: a ${kind} does not run before XDP`);
    }
    if ((raw.packet === undefined) !== (kind === "devrx")) {
      const message =
        kind === "devrx"
          ? "a devrx has no `packet`: with one it is a devrx_skb or devrx_xdp"
          : `a ${kind} says what the \`packet\` is`;
      this.findings.add("ND037", keyOf(place), message);
    }
    const access = builder.access(name, raw, reads);
    return {
      ...access,
      needs: unique([...access.needs, ...builder.scope.needs(packet, remembers)]),
      kind,
      attach: raw.attach,
      function: raw.function,
      args,
      ...(returns === undefined ? {} : { returns }),
      ...(packet === undefined ? {} : { packet }),
      packetType: packetType(packet, builder.scope, kind, inside(place, "packet"), this.findings),
      ...(remembers === undefined ? {} : { remembers }),
    };
  }

  private lacking(): LackingHook[] {
    return Object.entries(this.raw.lacking ?? {}).map(([name, { why, nearest }]) => {
      if (Object.hasOwn(this.raw.hooks ?? {}, name)) {
        const place = keyOf(inside(this.root, "lacking", name));
        this.findings.add("ND006", place, `\`${name}\` is offered and lacking`, {
          related: [{ place: keyOf(inside(this.root, "hooks", name)), message: "offered here" }],
        });
      }
      return { kind: hookKind(name), name, why, nearest: nearest ?? "" };
    });
  }

  private descriptor(name: string, place: Place): Descriptor | undefined {
    const found = this.known.descriptors.find((descriptor) => descriptor.name === name);
    if (found === undefined) {
      const names = this.known.descriptors.map((descriptor) => descriptor.name);
      this.findings.addUnknown(name, place, `no descriptor is called \`${name}\``, { help: didYouMean(name, names) });
    }
    return found;
  }

  private checkFormat(name: string, place: Place): void {
    if (Object.hasOwn(this.raw.formats, name)) return;
    this.findings.add("ND028", place, `the driver has no format \`${name}\``, {
      help: didYouMean(name, Object.keys(this.raw.formats)),
    });
  }

  /** What `xdp.rxq` points at is this member. */
  private checkRing({ type, member }: MemberRef, place: Place): void {
    const found = this.members.member({ type, member });
    if (found !== undefined && (found.kind !== "struct" || found.type !== "struct xdp_rxq_info")) {
      const message = `\`${member}\` of \`${type}\` is no \`struct xdp_rxq_info\``;
      this.findings.add("ND037", place, message, { help: "what `xdp.rxq` points at is inside the ring's struct" });
    }
    if (!this.members.has(type) || found !== undefined) return;
    this.findings.add("ND028", place, `\`types\` declares no member \`${member}\` of \`${type}\``, {
      help: didYouMean(member, this.members.namesOf(type)),
    });
  }
}

function wayKind(
  { descriptor, roots, paths }: Pick<XdpWay, "descriptor" | "roots" | "paths">,
  raw: RawXdpPoint,
): WayKind {
  if (raw.buff !== undefined) return "xdp_buff";
  const text =
    descriptor === undefined
      ? ""
      : expressionsOf(descriptor)
          .map((expr) => JSON.stringify(expr, plain))
          .join();
  const data = [...paths.keys()].some((path) => path.startsWith("xdp.data") && text.includes(`"${path}"`));
  return data || roots.length < 2 ? "xdp_data" : "rxq";
}

function plain(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}

/** An element of an array is found by the size of its struct, whatever is read of it. */
function sizedBy({ roots }: XdpWay | Hook): string[] {
  return roots.flatMap((root) =>
    root.kind === "let" && root.index !== undefined && root.type.kind === "struct" ? [root.type.type] : [],
  );
}

/** Every member that a way or hook reads or asks for. */
function refsOf(access: XdpWay | Hook): MemberRef[] {
  const rings = access.roots.flatMap((root) => (root.kind === "ring" ? [root] : []));
  const hops = [...access.paths.values()].flatMap(({ hops }) => hops);
  return [...rings, ...hops, ...access.absent];
}

function unique(refs: readonly MemberRef[]): MemberRef[] {
  return [...new Map(refs.map((ref) => [`${ref.type}.${ref.member}`, ref])).values()];
}
