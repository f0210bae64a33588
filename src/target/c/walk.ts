/** From roots to values, in C: each load of a path once, in the order in which they are needed. */
import { type Expr, walk } from "../../expr/ast.js";
import { isCommon, isCommonType } from "../../model/driver/members.js";
import { typeOfRoot } from "../../model/driver/scope.js";
import type {
  Access,
  AccessPath,
  Address,
  Hook,
  Hop,
  KernelMember,
  MemberRef,
  MemberType,
  Root,
} from "../../model/driver/types.js";
import { type CContext, printCondition, printValue } from "./expression.js";

/** `struct ice_ring` as this driver declares it: `struct ice_ring___ice`. CO-RE drops what follows the underscores. */
export function flavour(type: string, driver: string): string {
  return `${type}___${isCommonType(type) ? "nicdesc" : driver}`;
}

/** A variable and what it is set to. */
export interface Declaration {
  /** `struct ice_pkt_ctx___ice *buff_pkt_ctx` */
  readonly left: string;
  readonly right: string;
  /** A pointer that is to be held against null before anything else is done with it. */
  readonly untested?: string;
}

/** The CO-RE test that a kernel has some members; empty for none. */
export function existsText(refs: readonly MemberRef[], driver: string, sign: "" | "!" = ""): string {
  return refs
    .map(({ type, member }) => `${sign}bpf_core_field_exists(${flavour(type, driver)}, ${member})`)
    .join(" && ");
}

/** The members of a struct; `dqo.complq` is in a struct without a name. */
export function memberDeclarations(members: readonly KernelMember[], driver: string): string[] {
  // An empty struct makes clang 19 fall over; nothing ever asks for this member.
  if (members.length === 0) return ["char __any;"];
  const outer = new Map<string, KernelMember[]>();
  for (const member of members) {
    const [first = ""] = member.name.split(".");
    outer.set(first, [...(outer.get(first) ?? []), member]);
  }
  return [...outer].flatMap(([first, inside]) =>
    inside.every(({ name }) => name === first)
      ? inside.map(({ name, type }) => memberDeclaration(name, type, driver))
      : [
          "struct {",
          ...memberDeclarations(
            inside.map(({ name, type }) => ({ name: name.slice(first.length + 1), type })),
            driver,
          ).map((line) => `\t${line}`),
          `} ${first};`,
        ],
  );
}

function memberDeclaration(name: string, type: MemberType, driver: string): string {
  switch (type.kind) {
    case "array":
      // CO-RE compares the elements and not how many there are.
      return memberDeclaration(`${name}[1]`, type.of, driver);
    case "struct":
      return `${flavour(type.type, driver)} ${name};`;
    case "pointer":
      return type.to === "" ? `void *${name};` : `${flavour(type.to, driver)} *${name};`;
    case "integer": {
      const bits = type.bits === 0 ? "" : ` : ${type.bits}`;
      return `${type.enumerated === true ? "nicdesc_enum" : integerType(type)} ${name}${bits};`;
    }
  }
}

function cType(type: MemberType, driver: string): string {
  if (type.kind !== "pointer") return type.kind === "integer" ? integerType(type) : "__u64";
  return type.to === "" ? "void *" : `${flavour(type.to, driver)} *`;
}

function sizeOf(type: MemberType): number {
  return type.kind === "integer" ? type.bytes : 8;
}

function inCpuOrder({ order, bytes }: Extract<MemberType, { kind: "integer" }>, value: string): string {
  return order === undefined ? value : `nicdesc_${order}${bytes * 8}_to_cpu(${value})`;
}

function integerType({ bytes, signed }: Extract<MemberType, { kind: "integer" }>): string {
  return `__${signed ? "s" : "u"}${bytes * 8}`;
}

/** What an access's expressions say in C, and the loads that they need. */
export class Walker {
  readonly declarations: Declaration[] = [];
  private readonly known = new Set<string>();
  private readonly context: CContext;

  constructor(
    private readonly access: Pick<Access, "roots" | "paths"> & { readonly attach?: Hook["attach"] },
    private readonly driver: string,
    /** The call that reads a field of the descriptor. */
    readonly readerOf?: (key: string) => string,
  ) {
    this.context = {
      field: (key) => this.operand(key),
      input: (name) => name,
      inputBits: () => 64,
      pointer: () => "",
      group: (parts) => ({ groups: [], rest: parts }),
    };
  }

  value(expr: Expr): string {
    this.load(expr);
    return printValue(expr, this.context);
  }

  condition(expr: Expr): string {
    this.load(expr);
    return printCondition(expr, this.context);
  }

  /** As an address. */
  address(address: Address): string {
    if (address.kind === "expression") {
      const pointer = this.pointer(address.expr);
      return pointer ?? `(void *)(${this.value(address.expr)})`;
    }
    const base = this.value(address.base);
    const stride = this.value(address.stride);
    const index = this.value(address.index);
    if (address.back === 0 || address.entries === undefined) {
      return `nicdesc_entry(${base}, ${index}, ${stride})`;
    }
    return `nicdesc_entry_back(${base}, ${index}, ${address.back}, ${this.value(address.entries)}, ${stride})`;
  }

  /** The pointer that an expression is; undefined for one that is computed. */
  pointer(expr: Expr): string | undefined {
    if (expr.kind !== "field") return undefined;
    this.load(expr);
    return variable(expr.key);
  }

  /** The declarations since the last call. */
  take(): Declaration[] {
    return this.declarations.splice(0);
  }

  private load(expr: Expr): void {
    walk(expr, (node) => {
      if (node.kind !== "field") return;
      const path = this.access.paths.get(node.key);
      if (path !== undefined) this.path(path);
    });
  }

  private path({ root: name, hops }: AccessPath): void {
    const root = this.access.roots.find((candidate) => candidate.name === name);
    if (root === undefined) return;
    this.root(root);
    let from = name;
    let text = name;
    for (const hop of hops) {
      text += `.${hop.member}`;
      this.hop(hop, from, text);
      from = text;
    }
  }

  private root(root: Root): void {
    if (root.kind === "xdp" || !this.first(root.name)) return;
    if (root.kind === "argument") {
      this.declare(root.name, root.type, `__ctx[${root.index}]`, true);
      this.test(root);
      return;
    }
    if (root.kind === "desc") return;
    if (root.kind === "let") {
      this.let(root);
      return;
    }
    const left = `${flavour(root.type, this.driver)} *${root.name}`;
    switch (root.kind) {
      case "buff":
        this.declarations.push({ left, right: "(void *)xdp" });
        return;
      case "ring": {
        const type = flavour(root.type, this.driver);
        const leaf = { kind: "pointer", to: "struct xdp_rxq_info" } as const;
        const rxq = { type: "struct xdp_buff", member: "rxq", leaf } as const;
        this.hop(rxq, "xdp", "xdp.rxq");
        this.declarations.push({
          left,
          right: `nicdesc_around(__how, xdp_rxq, ${type}, ${root.member})`,
        });
      }
    }
  }

  /** 6.12 takes every pointer that a module's tracepoint gives for one that may be null, and allows no sums with it. */
  private test({ name, type }: Extract<Root, { kind: "argument" }>): void {
    if (this.access.attach !== "tp_btf" || type.kind !== "pointer") return;
    const declaration = this.declarations.pop();
    if (declaration !== undefined) this.declarations.push({ ...declaration, untested: variable(name) });
  }

  /** A struct at an address, or the value that lies there. */
  private let({ name, type, at, index }: Extract<Root, { kind: "let" }>): void {
    const start =
      index === undefined ? (this.pointer(at) ?? `(void *)(${this.value(at)})`) : this.element(type, at, index);
    if (type.kind === "struct") this.declare(name, type, `nicdesc_readable(__how, ${start})`);
    else this.declare(name, type, `nicdesc_peek_at(__how, ${start}, ${cType(type, this.driver)})`);
  }

  private element(type: MemberType, at: Expr, index: Expr): string {
    const size =
      type.kind === "struct" ? `bpf_core_type_size(${flavour(type.type, this.driver)})` : String(sizeOf(type));
    return `nicdesc_entry(${this.value(at)}, ${this.value(index)}, ${size})`;
  }

  private hop({ type, member, leaf }: Hop, from: string, text: string): void {
    if (!this.first(text)) return;
    const base = leaf.kind === "struct" || leaf.kind === "array" ? variable(from) : this.readable(from);
    if (leaf.kind === "struct" || leaf.kind === "array") this.declare(text, leaf, `nicdesc_inside(${base}, ${member})`);
    else if (leaf.kind === "integer" && leaf.bits > 0)
      this.declare(text, leaf, `nicdesc_peek_bits(__how, ${base}, ${member}, ${leaf.signed ? "__s64" : "__u64"})`);
    else {
      // What a ring points at, a driver's adapter, may be larger than a load's offset can say; what a hook is given, too.
      const given = this.access.attach !== undefined && this.readerOf !== undefined;
      const far = (given || from.includes(".")) && !isCommon({ type, member }) ? "_far" : "";
      this.declare(text, leaf, `nicdesc_peek${far}(__how, ${base}, ${member})`);
    }
  }

  /** The variable through which a struct is read: one cast, however many members are. */
  private readable(text: string): string {
    const name = variable(text);
    if (this.isReadable(text)) return name;
    const own = `__${name}`;
    if (!this.first(own)) return own;
    const type = this.structAt(text);
    this.declarations.push({
      left: `${flavour(type, this.driver)} *${own}`,
      right: `nicdesc_readable(__how, ${name})`,
    });
    return own;
  }

  /** Roots are made readable where they are declared, but for parameters, which are compared as they are. */
  private isReadable(text: string): boolean {
    const root = this.access.roots.find(({ name }) => name === text);
    return root !== undefined && root.kind !== "argument" && !(root.kind === "let" && root.type.kind !== "struct");
  }

  private structAt(text: string): string {
    for (const { hops, root } of this.access.paths.values()) {
      let at = root;
      for (const hop of hops) {
        if (at === text) return hop.type;
        at += `.${hop.member}`;
      }
    }
    return "struct xdp_buff";
  }

  private declare(text: string, type: MemberType, right: string, cast = false): void {
    const name = variable(text);
    switch (type.kind) {
      case "array":
        this.declarations.push({ left: `void *${name}`, right });
        return;
      case "struct":
        this.declarations.push({ left: `${flavour(type.type, this.driver)} *${name}`, right });
        return;
      case "pointer": {
        const to = type.to === "" || !this.declares(type.to) ? "void" : flavour(type.to, this.driver);
        this.declarations.push({ left: `${to} *${name}`, right: `(void *)${right}` });
        return;
      }
      case "integer":
        this.declarations.push({
          left: type.signed ? `__s64 ${name}` : `__u64 ${name}`,
          right: inCpuOrder(type, cast ? `(${integerType(type)})${right}` : right),
        });
    }
  }

  /** Whether paths go on through the struct; of others only the address is wanted. */
  private declares(type: string): boolean {
    return [...this.access.paths.values()].some(({ hops }) => hops.some((hop) => hop.type === type));
  }

  private first(text: string): boolean {
    if (this.known.has(text)) return false;
    this.known.add(text);
    return true;
  }

  /** A value in an expression: pointers are numbers there. */
  private operand(key: string): string {
    const path = this.access.paths.get(key);
    if (path?.root === "desc" && this.readerOf !== undefined && this.isField(key))
      return this.readerOf(key.slice("desc.".length));
    const leaf = path?.hops.at(-1)?.leaf ?? this.rootType(key);
    const name = variable(key);
    return leaf?.kind === "integer" && !leaf.signed ? name : `(__u64)${name}`;
  }

  private rootType(name: string): MemberType | undefined {
    const root = this.access.roots.find((candidate) => candidate.name === name);
    if (root === undefined || root.kind === "desc") return undefined;
    return typeOfRoot(root);
  }

  private isField(key: string): boolean {
    return this.access.roots.some((root) => root.kind === "desc" && root.name === key.split(".")[0]);
  }
}

function variable(text: string): string {
  return text.replace(/\./g, "_");
}
