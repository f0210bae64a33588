/** What a driver.yaml may not say although each part of it is in order. */
import type { Findings } from "../../diagnostics/findings.js";
import type { Expr } from "../../expr/ast.js";
import type { RawDriver, RawHook, RawXdpPoint } from "../../spec/driver-schema.js";
import { inside, keyOf, type Place } from "../../spec/source.js";
import { checkCWord } from "../names.js";
import type { Descriptor, Direction } from "../types.js";
import { commonMembers, isCommonType, memberTypeOf, memberTypeText } from "./members.js";
import { typeOfRoot } from "./scope.js";
import type { Access, HookKind, KernelStruct, MemberType } from "./types.js";

/** BPF trampolines pass no more. */
const MAX_PARAMETERS = 12;

const RECEIVED: readonly Direction[] = ["rx", "rx-completion"];

type RawTypes = NonNullable<RawDriver["types"]>;

export function checkTypes(types: RawTypes, root: Place, findings: Findings): void {
  const place = inside(root, "types");
  for (const [type, members] of Object.entries(types)) {
    const here = inside(place, type);
    if (isCommonType(type)) {
      findings.add("ND037", keyOf(here), `\`${type}\` is declared once for all drivers`, {
        help: `with ${commonMembers(type).join(", ")}; more of it can be had by a \`let\``,
      });
      continue;
    }
    const [kind = "", name = ""] = type.split(" ");
    checkCWord(name, keyOf(here), findings);
    if (name.endsWith("_")) {
      findings.add("ND009", keyOf(here), `CO-RE would look for another type than \`${type}\``, {
        help: "it drops from a name what follows three underscores, and would not find where they begin",
      });
    }
    const twin = `${kind === "struct" ? "union" : "struct"} ${name}`;
    if (kind === "union" && Object.hasOwn(types, twin)) {
      findings.add("ND009", keyOf(here), `\`${type}\` and \`${twin}\` have the same name: in C one thing has it`, {
        related: [{ place: keyOf(inside(place, twin)), message: `\`${twin}\` is here` }],
      });
    }
    checkMembers(members, here, findings);
  }
  checkNesting(types, place, findings);
}

function checkMembers(members: RawTypes[string], place: Place, findings: Findings): void {
  for (const [name, text] of Object.entries(members)) {
    const here = inside(place, name);
    for (const step of name.split(".")) checkCWord(step, keyOf(here), findings);
    checkMemberType(memberTypeOf(text), here, findings);
    const outer = outerOf(name, members);
    if (outer === undefined) continue;
    findings.add("ND006", keyOf(here), `\`${outer}\` is a member of its own, and a struct without a name here`, {
      help: `what is in a struct with a name is declared with the struct: \`${outer}: struct name\``,
      related: [{ place: keyOf(inside(place, outer)), message: "the member is here" }],
    });
  }
}

function checkMemberType(type: MemberType, place: Place, findings: Findings): void {
  if (type.kind === "array" && type.of.kind === "integer" && type.of.bits > 0) {
    findings.add("ND037", place, "C has no arrays of bit-fields");
  }
  const element = type.kind === "array" ? type.of : type;
  if (element.kind !== "integer" || element.bits <= element.bytes * 8) return;
  const word = memberTypeText({ ...element, bits: 0 });
  findings.add("ND011", place, `a \`${word}\` has no ${element.bits} bits`);
}

/** Of `dqo.complq`, `dqo` where that is declared too. */
function outerOf(name: string, members: RawTypes[string]): string | undefined {
  const steps = name.split(".");
  const outer = steps.slice(1).map((_, i) => steps.slice(0, i + 1).join("."));
  return outer.find((candidate) => Object.hasOwn(members, candidate));
}

/** A struct that is inside itself has no size. */
function checkNesting(types: RawTypes, place: Place, findings: Findings): void {
  const done = new Set<string>();
  const visit = (type: string, open: readonly string[]): void => {
    const start = open.indexOf(type);
    if (start >= 0) {
      const chain = shortened([...open.slice(start), type]).join(" → ");
      findings.add("ND031", keyOf(inside(place, type)), `${chain}: a struct cannot be inside itself`, {
        help: "a pointer to it is written `struct name *`",
      });
    }
    if (start >= 0 || done.has(type)) return;
    for (const text of Object.values(types[type] ?? {})) {
      const member = memberTypeOf(text);
      const element = member.kind === "array" ? member.of : member;
      if (element.kind === "struct") visit(element.type, [...open, type]);
    }
    done.add(type);
  };
  for (const type of Object.keys(types)) visit(type, []);
}

/** The first and the last of many. */
function shortened(chain: readonly string[]): readonly string[] {
  return chain.length <= 6 ? chain : [...chain.slice(0, 3), "…", ...chain.slice(-2)];
}

/** Whether something can lie at an address of its own, or be a parameter. */
export function checkValueType(text: string, of: "let" | "args", place: Place, findings: Findings): void {
  const type = memberTypeOf(text);
  const refuse = (message: string, help: string) => findings.add("ND037", place, message, { help });
  if (type.kind === "array") {
    if (of === "args") refuse("a parameter is no array", "C passes its address: `void *`, or `struct name *`");
    else refuse("a `let` is no array", "say the type of an element, and which one by `index`");
  } else if (type.kind === "integer" && type.bits > 0) {
    const what = of === "args" ? "a parameter" : "what lies at an address";
    refuse(
      `${what} is no bit-field`,
      `say the word, \`${memberTypeText({ ...type, bits: 0 })}\`, and cut the bits out`,
    );
  } else if (type.kind === "struct" && of === "args") {
    refuse("programs get no struct as a parameter", `a pointer to it is \`${text} *\``);
  }
}

export function checkParameters(raw: RawHook, place: Place, findings: Findings): void {
  const args = inside(place, "args");
  const entries = Object.entries(raw.args);
  for (const [name, text] of entries) checkValueType(text, "args", inside(args, name), findings);
  if (raw.returns !== undefined) checkValueType(raw.returns, "args", inside(place, "returns"), findings);
  if (entries.length <= MAX_PARAMETERS) return;
  findings.add("ND027", keyOf(args), `${entries.length} parameters: a program gets at most ${MAX_PARAMETERS}`);
}

/** A way or hook reads descriptors of its own direction; a form of completions may be for both. */
export function checkDirection(
  reads: Descriptor | undefined,
  kind: HookKind | "way",
  place: Place,
  findings: Findings,
): void {
  if (reads === undefined) return;
  const sent: readonly Direction[] = kind.startsWith("devtx_submit")
    ? ["tx"]
    : ["tx", "tx-completion", "rx-completion"];
  const wanted = kind.startsWith("devtx") ? sent : RECEIVED;
  if (wanted.includes(reads.direction)) return;
  const who = kind === "way" ? "a way from XDP" : `a ${kind}`;
  const message = `\`${reads.name}\` has the direction ${reads.direction}; ${who} reads ${wanted.join(" or ")}`;
  findings.add("ND037", place, message);
}

/** Keys that say something of a descriptor, where there is none, or of its size, where it has but one. */
export function checkCompany(raw: RawXdpPoint, place: Place, findings: Findings): void {
  if ((raw.reads === undefined) !== (raw.descriptor === undefined)) {
    findings.add("ND037", keyOf(place), "`reads` and `descriptor` go together");
    return;
  }
  if (raw.descriptor === undefined && raw.metadata === undefined) {
    findings.add("ND004", keyOf(place), "a way gives a `descriptor`, or `metadata`");
  }
  if (raw.descriptor !== undefined) return;
  for (const key of ["when", "entries", "size", "inputs"] as const) {
    if (raw[key] === undefined) continue;
    findings.add("ND037", keyOf(inside(place, key)), `\`${key}\` goes with \`descriptor\``, {
      help: key === "when" ? "each answer of `metadata` has its own `when`" : undefined,
    });
  }
}

const PACKETS: { readonly [kind: string]: readonly string[] } = {
  skb: ["struct sk_buff"],
  devrx_xdp: ["struct xdp_buff"],
  // Before a driver has an xdp_frame it may have the buffer that the program sent back.
  xdp: ["struct xdp_frame", "struct xdp_buff"],
};

/** The type of what a hook's `packet` points at; empty where the type is not said. */
export function packetType(
  packet: Expr | undefined,
  { roots, paths }: Pick<Access, "roots" | "paths">,
  kind: HookKind,
  place: Place,
  findings: Findings,
): string {
  const path = packet?.kind === "field" ? paths.get(packet.key) : undefined;
  const root = roots.find(({ name }) => name === path?.root);
  if (path === undefined || root === undefined || kind === "devrx") return "";
  const type = path.hops.at(-1)?.leaf ?? typeOfRoot(root);
  const wanted = PACKETS[kind] ?? PACKETS[kind.endsWith("_skb") ? "skb" : "xdp"] ?? [];
  const found = type.kind === "pointer" ? type.to : type.kind === "struct" ? type.type : "";
  if (wanted.includes(found)) return found;
  if (found === "" && type.kind !== "integer") return "";
  const message = `the packet of a ${kind} is a \`${wanted.join("` or `")}\`; this is a \`${memberTypeText(type)}\``;
  findings.add("ND037", place, message);
  return "";
}

/** Specs say no more than is read: what nobody reads nobody would notice to be wrong. */
export function checkUnused(
  raw: RawDriver,
  used: readonly KernelStruct[],
  accesses: readonly (Access & { readonly place: Place })[],
  root: Place,
  findings: Findings,
): void {
  const help = "only what is read is declared";
  for (const { roots, paths, place } of accesses) {
    const begun = new Set([...paths.values()].map((path) => path.root));
    for (const { kind, name } of roots) {
      if (kind !== "let" || begun.has(name)) continue;
      findings.add("ND038", keyOf(inside(place, "let", name)), `nothing uses \`${name}\``, { help });
    }
  }
  // The type of a root must be declared even where only its address is wanted.
  const begin = new Set(
    accesses.flatMap(({ roots }) => roots.map(typeOfRoot)).map((type) => (type.kind === "pointer" ? type.to : "")),
  );
  for (const [type, members] of Object.entries(raw.types ?? {})) {
    const place = inside(root, "types", type);
    const names = used.find((struct) => struct.type === type)?.members.map(({ name }) => name);
    if (names === undefined && !begin.has(type)) {
      findings.add("ND038", keyOf(place), `nothing reads \`${type}\``, { help });
      continue;
    }
    for (const name of Object.keys(members)) {
      if (names?.includes(name)) continue;
      findings.add("ND038", keyOf(inside(place, name)), `nothing reads the member \`${name}\` of \`${type}\``, {
        help,
      });
    }
  }
}
