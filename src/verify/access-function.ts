/** A hook's function or tracepoint, and its parameters. */
import type { Btf } from "../btf/index.js";
import { memberTypeText } from "../model/driver/members.js";
import type { Hook, MemberType } from "../model/driver/types.js";
import type { Path } from "../spec/source.js";
import type { Made } from "./access-members.js";
import { misfitOf } from "./access-types.js";
import type { BtfSource } from "./frames.js";
import type { Problem } from "./result.js";
import { plural } from "./words.js";

interface Parameter {
  readonly name: string;
  readonly type: number;
}

interface Found {
  readonly source: string;
  readonly btf: Btf;
  readonly params: readonly Parameter[];
  readonly returns: number;
  /** As C declares it. */
  readonly text: string;
  /** A tracepoint's first parameter is not as tracepoints have it. */
  readonly odd: boolean;
}

/** The function itself, then each parameter: only where there are enough of them can they be told apart. */
export function checkFunction(hook: Hook, home: Path, sources: readonly BtfSource[]): Made[] {
  const check = { subject: hook.function, role: "", spec: sayHook(hook), path: [...home, "function"] };
  const found = findFunction(hook, sources);
  if (found === undefined) {
    const message = `the kernel has no ${hook.attach === "tp_btf" ? "tracepoint" : "function"} ${hook.function}`;
    return [{ ...check, kernel: "", status: "lacking", problems: [{ rule: "function", message }], btf: "" }];
  }
  const problem = problemOf(hook, found);
  const status = problem === undefined ? "agrees" : "differs";
  const problems = problem === undefined ? [] : [problem];
  const path = problem === undefined ? check.path : [...home, "args"];
  const first: Made = { ...check, path, kernel: found.text, status, problems, btf: found.source };
  if (problem !== undefined) return [first];
  const args = hook.args.map(({ name, type }, i) =>
    judge({ name, type }, found.params[i], misnamed(name, i, found.params), [...home, "args", name], found),
  );
  const { returns } = hook;
  if (returns === undefined) return [first, ...args];
  const result = { name: "", type: found.returns };
  return [first, ...args, judge({ name: "returned", type: returns }, result, undefined, [...home, "returns"], found)];
}

/** Parameters at the end need not be said, but for fexit: a program finds the result behind the last. */
function problemOf({ args, attach }: Hook, { params, odd }: Found): Problem | undefined {
  if (odd) return { rule: "parameters", message: "the tracepoint's first parameter is no `void *`" };
  if (args.length === params.length || (args.length < params.length && attach !== "fexit")) return undefined;
  const message = `it has ${plural(args.length, "parameter")}, the kernel's ${plural(params.length, "parameter")}`;
  return { rule: "parameters", message };
}

/** Parameters that are pointers to anything are told apart by name alone, where the kernel has names. */
function misnamed(name: string, index: number, params: readonly Parameter[]): Problem | undefined {
  const own = params.findIndex((param) => param.name === name);
  if (own < 0 || own === index) return undefined;
  const message = `it is parameter ${index + 1}, the kernel's \`${name}\` is parameter ${own + 1}`;
  return { rule: "parameters", message };
}

function judge(
  declared: { readonly name: string; readonly type: MemberType },
  param: Parameter | undefined,
  wrong: Problem | undefined,
  path: Path,
  { btf, source }: Found,
): Made {
  const { name, type } = declared;
  const misfit = wrong ?? (param && misfitOf(type, param.type, btf));
  return {
    subject: name,
    role: "",
    status: misfit === undefined ? "agrees" : "differs",
    spec: `${memberTypeText(type)} ${name}`,
    kernel: param === undefined ? "" : btf.declaration(param.type, param.name),
    problems: misfit === undefined ? [] : [misfit],
    path,
    btf: source,
  };
}

/** In the first BTF that has it as its own, or else in a base. */
function findFunction({ attach, function: name }: Hook, sources: readonly BtfSource[]): Found | undefined {
  const hits = sources.flatMap(({ name: source, btf }) => {
    const found = attach === "tp_btf" ? btf.find("typedef", `btf_trace_${name}`) : btf.find("func", name);
    return found === undefined ? [] : [{ source, btf, id: found.id }];
  });
  const hit = hits.find(({ btf, id }) => id >= btf.firstId) ?? hits[0];
  if (hit === undefined) return undefined;
  const { source, btf, id } = hit;
  const { params, returns } = btf.prototype(id);
  if (attach !== "tp_btf") return { source, btf, params, returns, text: btf.declaration(id), odd: false };
  const [data, ...rest] = params;
  const odd = data === undefined || misfitOf(DATA, data.type, btf) !== undefined || !isVoid(btf, data.type);
  return { source, btf, params: rest, returns, text: btf.typeName(btf.expect("typedef", id).type), odd };
}

const DATA: MemberType = { kind: "pointer", to: "" };

function isVoid(btf: Btf, pointer: number): boolean {
  const type = btf.resolve(pointer);
  return type.kind === "ptr" && btf.resolve(type.type).kind === "void";
}

function sayHook({ attach, function: name, args, returns }: Hook): string {
  const list = args.map((arg) => `${memberTypeText(arg.type)} ${arg.name}`).join(", ");
  const result = returns === undefined ? "" : ` returning ${memberTypeText(returns)}`;
  return `${attach} ${name}(${list})${result}`;
}
