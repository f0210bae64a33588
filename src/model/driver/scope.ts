/** What a name in an expression of driver.yaml means: a path of members that begins with a root. */
import { didYouMean } from "../../diagnostics/suggest.js";
import { type Expr, walk } from "../../expr/ast.js";
import type { NamedThing, Refusal, Scope } from "../scope.js";
import { isCommon, type Members, widthOf } from "./members.js";
import type { AccessPath, MemberRef, MemberType, Root } from "./types.js";

const NOWHERE = { start: 0, end: 0 };

export class AccessScope implements Scope {
  readonly roots: Root[] = [];
  readonly paths = new Map<string, AccessPath>();
  /** The descriptor's own fields are known once it is found, and what is said by them. */
  found = false;
  private readonly late = new Set<string>(["desc"]);
  /** Names of `let` that are still to come. */
  private readonly later = new Set<string>();
  /** What has problems of its own. */
  private readonly broken = new Set<string>();

  constructor(private readonly members: Members) {}

  add(root: Root): void {
    this.later.delete(root.name);
    this.roots.push(root);
    if (root.kind !== "let") return;
    const names = partsOf(root).flatMap((part) => {
      const own: string[] = [];
      walk(part, (node) => {
        if (node.kind === "field") own.push(firstOf(node.key));
      });
      return own;
    });
    if (names.some((name) => this.isLate(name))) this.late.add(root.name);
  }

  announce(names: readonly string[]): void {
    for (const name of names) this.later.add(name);
  }

  /** What is said of a name that could not be made out is not said again. */
  giveUp(name: string): void {
    this.broken.add(name);
  }

  lookup(name: string): NamedThing | undefined {
    const path = this.find(name);
    const root = this.rootOf(name);
    if (!this.found && this.isLate(firstOf(name))) return undefined;
    if (root?.kind === "desc") return this.field(name, root);
    if (path === undefined || root === undefined || "step" in path) return undefined;
    this.paths.set(name, path);
    return { expr: { kind: "field", key: name, width: widthOf(path, typeOfRoot(root)), span: NOWHERE }, values: [] };
  }

  private field(name: string, root: Extract<Root, { kind: "desc" }>): NamedThing | undefined {
    const found = root.fields.find(({ key }) => name === `desc.${key}`);
    if (found === undefined) return undefined;
    this.paths.set(name, { text: name, root: root.name, hops: [] });
    return { expr: { kind: "field", key: name, width: found.width, span: NOWHERE }, values: [] };
  }

  refusal(name: string): Refusal | undefined {
    const path = this.find(name);
    const root = this.rootOf(name);
    const first = firstOf(name);
    if (root !== undefined && !this.found && this.isLate(first)) {
      const message =
        root.kind === "desc" ? "the descriptor's own fields" : `\`${first}\` is said by the descriptor's fields, which`;
      return { message: `${message} are known in \`inputs\` only`, help: "here the descriptor is not found yet" };
    }
    if (root?.kind === "desc") return this.fieldRefusal(name, root);
    if (root === undefined && this.broken.has(first)) return { broken: true };
    if (root === undefined && this.later.has(first))
      return { message: `\`${first}\` is not known yet`, help: "a `let` may be said by those before it" };
    if (path === undefined || !("step" in path)) return undefined;
    if (path.type === "") return { message: `\`${path.step}\` is taken of something that is no struct` };
    const members = this.members.namesOf(path.type);
    return {
      message: `\`types\` declares no member \`${path.step}\` of \`${path.type}\``,
      help: didYouMean(path.step, members) ?? "every member on the way is declared under `types`",
    };
  }

  private fieldRefusal(name: string, { fields }: Extract<Root, { kind: "desc" }>): Refusal | undefined {
    const field = name.slice("desc.".length);
    const keys = fields.map(({ key }) => key);
    if (keys.includes(field)) return undefined;
    if (field === "") return { message: "`desc` is no value", help: "its fields are: `desc.name`" };
    return { message: `the descriptor has no field \`${field}\``, ...hint(didYouMean(field, keys)) };
  }

  names(): Iterable<string> {
    return this.roots.map((root) => root.name);
  }

  /** The members that an expression reads and that a kernel may lack. */
  needs(...exprs: readonly (Expr | undefined)[]): MemberRef[] {
    const found = new Map<string, MemberRef>();
    // A `let` that many are said by is gone through once.
    const gone = new Set<string>();
    const add = (ref: MemberRef) => {
      if (!isCommon(ref)) found.set(`${ref.type}.${ref.member}`, { type: ref.type, member: ref.member });
    };
    const visit = (expr: Expr): void =>
      walk(expr, (node) => {
        if (node.kind !== "field") return;
        const path = this.paths.get(node.key);
        for (const hop of path?.hops ?? []) add(hop);
        const root = this.rootOf(node.key);
        if (root?.kind === "ring") add(root);
        if (root?.kind !== "let" || gone.has(root.name)) return;
        gone.add(root.name);
        for (const part of partsOf(root)) visit(part);
      });
    for (const expr of exprs) if (expr !== undefined) visit(expr);
    return [...found.values()];
  }

  private find(name: string) {
    const root = this.rootOf(name);
    return root === undefined ? undefined : this.members.path(name, typeOfRoot(root));
  }

  private rootOf(name: string): Root | undefined {
    const first = firstOf(name);
    return this.roots.find((root) => root.name === first);
  }

  /** Something else than the descriptor may be called `desc`. */
  private isLate(name: string): boolean {
    return this.late.has(name) && (name !== "desc" || this.rootOf(name)?.kind === "desc");
  }
}

export function typeOfRoot(root: Root): MemberType {
  switch (root.kind) {
    case "argument":
      return root.type;
    case "let":
      return root.type.kind === "struct" ? { kind: "pointer", to: root.type.type } : root.type;
    case "desc":
      return { kind: "pointer", to: "" };
    default:
      return { kind: "pointer", to: root.type };
  }
}

function firstOf(name: string): string {
  return name.split(".")[0] ?? "";
}

function hint(help: string | undefined): { help?: string } {
  return help === undefined ? {} : { help };
}

/** What a `let` is said by. */
function partsOf({ at, index }: Extract<Root, { kind: "let" }>): readonly Expr[] {
  return index === undefined ? [at] : [at, index];
}
