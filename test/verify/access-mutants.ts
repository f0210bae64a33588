/** Ways and hooks made wrong on purpose, in every way that BTF can judge. */
import type { Driver, Hook, KernelMember, MemberRef, MemberType, Root, XdpWay } from "../../src/model/driver/types.js";
import type { AccessResult } from "../../src/verify/access-result.js";

export type Point = XdpWay | Hook;

export const MUTANT_KINDS = ["type", "name", "kind", "width", "order", "container", "function", "parameters"] as const;

export interface AccessMutant {
  readonly kind: (typeof MUTANT_KINDS)[number];
  readonly what: string;
  readonly driver: Driver;
  readonly point: Point;
}

type Change = readonly [kind: AccessMutant["kind"], what: string, to: (member: KernelMember) => KernelMember];

/** @param result what the kernel says of the point as it is. */
export function accessMutantsOf(driver: Driver, point: Point, result: AccessResult): AccessMutant[] {
  const refs = refsOf(point).filter((ref) => said(result, ref) !== undefined);
  const types = [...new Set(refs.map(({ type }) => type))].map((type) => renamedType(driver, point, type));
  const members = unique(refs.flatMap((ref) => stepsOf(driver, ref))).flatMap((step) => {
    const leaf = leafOf(driver, point, step);
    return leaf === undefined
      ? []
      : changesOf(leaf, kernelsOf(driver, point, result, step)).map(([kind, what, to]) => ({
          kind,
          what: `${step.type}.${step.member} ${what}`,
          ...changedMember(driver, point, step, to),
        }));
  });
  const hooks = "attach" in point ? hookMutants(driver, point, result) : [];
  return [...types, ...members, ...containerMutants(driver, point), ...hooks];
}

/** What the kernel has: empty where the check says it lies inside what is judged as a whole. */
function kernelsOf(driver: Driver, point: Point, result: AccessResult, step: MemberRef): string {
  const whole = refsOf(point).find((ref) => sameRef(stepsOf(driver, ref).at(-1), step));
  return (whole && said(result, whole)) ?? "";
}

function said({ checks }: AccessResult, { type, member }: MemberRef): string | undefined {
  const found = checks.find(({ subject, status }) => subject === `${type}.${member}` && status === "agrees");
  return found?.kernel;
}

function refsOf({ paths, roots }: Point): MemberRef[] {
  const rings = roots.flatMap((root) => (root.kind === "ring" ? [{ type: root.type, member: root.member }] : []));
  return unique([...rings, ...[...paths.values()].flatMap(({ hops }) => hops)]);
}

function unique(refs: readonly MemberRef[]): MemberRef[] {
  return [...new Map(refs.map((ref) => [`${ref.type}.${ref.member}`, ref])).values()];
}

function sameRef(a: MemberRef | undefined, b: MemberRef): boolean {
  return a?.type === b.type && a.member === b.member;
}

/** A path inside a struct, member by member, each in the struct that declares it; `dqo.complq` may be one of them. */
function stepsOf(driver: Driver, { type, member }: MemberRef): MemberRef[] {
  let [at, unnamed] = [type, ""];
  const path = member.split(".");
  return path.flatMap((step, i) => {
    const ref = { type: at, member: unnamed + step };
    const leaf = declared(driver, ref);
    if (leaf === undefined && i < path.length - 1) {
      unnamed = `${ref.member}.`;
      return [];
    }
    unnamed = "";
    at = leaf?.kind === "struct" ? leaf.type : "";
    return [ref];
  });
}

function declared({ structs }: Driver, { type, member }: MemberRef): MemberType | undefined {
  return structs.find((struct) => struct.type === type)?.members.find(({ name }) => name === member)?.type;
}

/** What every driver knows is declared in no driver; its paths say its type. */
function leafOf(driver: Driver, { paths }: Point, step: MemberRef): MemberType | undefined {
  const hops = [...paths.values()].flatMap((path) => path.hops);
  return declared(driver, step) ?? hops.find((hop) => sameRef(hop, step))?.leaf;
}

/** `kernel` is the kernel's declaration: where it has `void *`, or no tag, it takes any struct. */
function changesOf(leaf: MemberType, kernel: string): Change[] {
  const typed = typesBut(leaf, kernel).map(
    ([kind, type]): Change => [kind, `as ${JSON.stringify(type)}`, (member) => ({ ...member, type })],
  );
  return [["name", "renamed", (member) => ({ ...member, name: `${member.name}_x` })], ...typed];
}

type Other = ["kind" | "width" | "order", MemberType];

function typesBut(leaf: MemberType, kernel: string): Other[] {
  const word: MemberType = { kind: "integer", bytes: 8, signed: false, bits: 0 };
  const pointer: MemberType = { kind: "pointer", to: "" };
  const other = "struct no_such_struct";
  if (leaf.kind === "pointer") {
    const open = leaf.to === "" || /\bvoid \*/.test(kernel);
    const named: Other[] = open ? [] : [["kind", { kind: "pointer", to: other }]];
    return [["kind", word], ["kind", { kind: "struct", type: leaf.to || other }], ...named];
  }
  if (leaf.kind === "struct") {
    const tagged = kernel !== "" && !kernel.includes("(anonymous)");
    const named: Other[] = tagged ? [["kind", { kind: "struct", type: other }]] : [];
    return [["kind", word], ["kind", pointer], ...named];
  }
  if (leaf.kind === "array") {
    const elements = typesBut(leaf.of, kernel).filter(([, type]) => type.kind !== "struct");
    const inArray = elements.map(([kind, of]): Other => [kind, { kind: "array", of }]);
    return [["kind", word], ["kind", pointer], ["kind", leaf.of], ...inArray];
  }
  if (leaf.enumerated === true) return [["kind", { kind: "integer", bytes: 4, signed: false, bits: 0 }]];
  if (leaf.bits > 0) {
    const bits = [leaf.bits + 1, leaf.bits - 1];
    return [["kind", pointer], ...bits.map((count): Other => ["width", { ...leaf, bits: count }])];
  }
  const order = leaf.order === "be" ? "le" : "be";
  const ordered = leaf.order !== undefined && new RegExp(`\\b_*${leaf.order}\\d`).test(kernel);
  const sizes = [1, 2, 4, 8].filter((bytes) => bytes !== leaf.bytes);
  return [
    ["kind", pointer],
    ["kind", { kind: "struct", type: other }],
    ...(leaf.bytes === 8 || kernel.startsWith("char ")
      ? []
      : [["kind", { ...leaf, signed: !leaf.signed }] satisfies Other]),
    ["width", { ...leaf, bits: 1 }],
    ...(leaf.bytes === 4 ? [["kind", { ...leaf, enumerated: true }] satisfies Other] : []),
    ...(ordered ? [["order", { ...leaf, order }] satisfies Other] : []),
    ...sizes.map((bytes): Other => ["width", { ...leaf, bytes }]),
  ];
}

function containerMutants(driver: Driver, point: Point): AccessMutant[] {
  return point.roots.flatMap((root): AccessMutant[] => {
    if (root.kind !== "buff" && root.kind !== "ring") return [];
    // A struct that is there, and holds nothing of XDP's.
    const other = { ...root, type: "struct xdp_rxq_info" };
    const kind = "container" as const;
    const mutants = [{ kind, what: `${root.kind} of another type`, driver, point: withRoot(point, root, other) }];
    if (root.kind !== "ring") return mutants;
    const members = driver.structs.find(({ type }) => type === root.type)?.members ?? [];
    const wrong = members.filter(({ type }) => type.kind !== "struct" || type.type !== "struct xdp_rxq_info");
    return [
      ...mutants,
      ...wrong.map(({ name }) => ({
        kind,
        what: `ring by ${name}`,
        driver,
        point: withRoot(point, root, { ...root, member: name }),
      })),
    ];
  });
}

function withRoot(point: Point, root: Root, other: Root): Point {
  return { ...point, roots: point.roots.map((each) => (each === root ? other : each)) };
}

function hookMutants(driver: Driver, hook: Hook, result: AccessResult): AccessMutant[] {
  const { args, attach, returns } = hook;
  const make = (kind: AccessMutant["kind"], what: string, change: Partial<Hook>): AccessMutant => ({
    kind,
    what,
    driver,
    point: { ...hook, ...change },
  });
  const kernelsOfArg = (name: string) => result.checks.find(({ subject }) => subject === name)?.kernel ?? "";
  const extra: KernelMember = { name: "no_such_parameter", type: { kind: "pointer", to: "struct no_such_struct" } };
  const mutants = [
    make("function", "another function", { function: `${hook.function}_x` }),
    make("function", "attached otherwise", { attach: attach === "tp_btf" ? "fentry" : "tp_btf" }),
    make("parameters", "one more", { args: [...args, extra] }),
  ];
  for (const [i, arg] of args.entries()) {
    // What is left out at the end may be, but for fexit.
    if (i < args.length - 1 || attach === "fexit")
      mutants.push(make("parameters", `without ${arg.name}`, { args: args.filter((each) => each !== arg) }));
    const next = args[i + 1];
    if (next !== undefined)
      mutants.push(
        make("parameters", `${arg.name} and ${next.name} the other way`, {
          args: [...args.slice(0, i), next, arg, ...args.slice(i + 2)],
        }),
      );
    for (const [kind, type] of parameterTypesBut(arg.type, kernelsOfArg(arg.name)))
      mutants.push(
        make(kind, `${arg.name} as ${JSON.stringify(type)}`, {
          args: args.map((each) => (each === arg ? { ...arg, type } : each)),
        }),
      );
  }
  if (returns !== undefined)
    for (const [kind, type] of parameterTypesBut(returns, kernelsOfArg("returned")))
      mutants.push(make(kind, `returns ${JSON.stringify(type)}`, { returns: type }));
  return mutants;
}

/** Of a parameter that is an integer, only the size makes a difference. */
function parameterTypesBut(type: MemberType, kernel: string): Other[] {
  return typesBut(type, kernel).filter(
    ([, other]) => other.kind !== "integer" || type.kind !== "integer" || other.bits > 0 || other.bytes !== type.bytes,
  );
}

/** The type under another name, wherever the point or the declarations name it. */
function renamedType(driver: Driver, point: Point, type: string): AccessMutant {
  const rename = <T extends { readonly type: string }>(item: T): T =>
    item.type === type ? { ...item, type: `${type}_x` } : item;
  const roots = point.roots.map((root): Root => {
    if (root.kind !== "buff" && root.kind !== "ring") return root;
    return root.type === type ? { ...root, type: `${type}_x` } : root;
  });
  const changed = mapRefs({ ...point, roots }, rename);
  return {
    kind: "type",
    what: `${type} renamed`,
    driver: { ...driver, structs: driver.structs.map(rename) },
    point: changed,
  };
}

/** A declaration changed, and every path through it. */
function changedMember(driver: Driver, point: Point, step: MemberRef, to: (member: KernelMember) => KernelMember) {
  const rename = <T extends MemberRef>(ref: T): T => {
    const steps = stepsOf(driver, ref);
    const names = steps.map((each) => (sameRef(each, step) ? to({ name: each.member, type: NONE }).name : each.member));
    const last = steps.at(-1);
    const leaf = "leaf" in ref && last && sameRef(last, step) ? { leaf: to(asMember(ref)).type } : {};
    return { ...ref, member: names.join("."), ...leaf };
  };
  const structs = driver.structs.map((struct) =>
    struct.type === step.type
      ? { ...struct, members: struct.members.map((member) => (member.name === step.member ? to(member) : member)) }
      : struct,
  );
  const roots = point.roots.map((root): Root => (root.kind === "ring" ? rename(root) : root));
  return { driver: { ...driver, structs }, point: mapRefs({ ...point, roots }, rename) };
}

const NONE: MemberType = { kind: "pointer", to: "" };

function asMember(ref: MemberRef): KernelMember {
  return { name: ref.member, type: "leaf" in ref ? (ref.leaf as MemberType) : NONE };
}

/** Every reference to a member that verifying looks at. */
function mapRefs(point: Point, map: <T extends MemberRef>(ref: T) => T): Point {
  const paths = new Map([...point.paths].map(([text, path]) => [text, { ...path, hops: path.hops.map(map) }]));
  const inputs = point.inputs.map((input) => ({
    ...input,
    alternatives: input.alternatives.map((each) => ({ ...each, needs: each.needs.map(map) })),
  }));
  const mapped = { ...point, paths, inputs, needs: point.needs.map(map) };
  if (!("metadata" in mapped)) return mapped;
  return { ...mapped, metadata: mapped.metadata.map((item) => ({ ...item, needs: item.needs.map(map) })) };
}
