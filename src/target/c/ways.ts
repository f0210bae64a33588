/** The C of one way or hook: from its roots to the descriptor, and the metadata readers called with all they need. */
import { not } from "../../expr/ast.js";
import type { Access, Hook, XdpWay } from "../../model/driver/types.js";
import {
  type Descriptor,
  type Entry,
  findField,
  type Input,
  type Metadata,
  type MetadataItem,
} from "../../model/types.js";
import { outputParameter } from "./answers.js";
import { entryParameter, metadataName, readerName, structName } from "./names.js";
import { type Declaration, existsText, Walker } from "./walk.js";

/** A step of a function's body. */
export type Step =
  | { readonly kind: "declare"; readonly text: string }
  | { readonly kind: "unless"; readonly condition: string; readonly result: string }
  | { readonly kind: "run"; readonly text: string }
  /** Its value is 0, or the error to return. */
  | { readonly kind: "try"; readonly text: string }
  /** The first whose test holds. */
  | {
      readonly kind: "choose";
      readonly branches: readonly { readonly test: string; readonly lines: readonly string[] }[];
      readonly otherwise: string;
    }
  | { readonly kind: "return"; readonly text: string };

const NO_DATA = "-NICDESC_ENODATA";
/** A way's condition does not hold: the next one is tried. */
const NEXT = "-NICDESC_ENEXT";
/** Where the kernel lacks something. */
const LACKING = "nicdesc_lacking()";
const NOT_SUPPORTED = "-NICDESC_EOPNOTSUPP";

/** What a view of one ring entry is called. */
export interface EntryView {
  /** `desc`, `ext` */
  readonly name: string;
  readonly struct: string;
}

export function entryViews(descriptor: Descriptor): EntryView[] {
  return descriptor.entries.map((entry) => ({ name: entryParameter(entry), struct: structName(descriptor, entry) }));
}

/** What the running kernel must have, and must not have; empty for nothing. */
export function requirementText({ needs, absent }: Access, driver: string): string {
  return [existsText(needs, driver), existsText(absent, driver, "!")].filter((test) => test !== "").join(" && ");
}

/** The parameters by which a function gives back each ring entry: the pointer, and room for a copy. */
export function entryOutputs(descriptor: Descriptor): string {
  return entryViews(descriptor)
    .map(({ name, struct }) => `const struct ${struct} **__${name}, struct ${struct} *__${name}_copy`)
    .join(", ");
}

/** Finds the descriptor: `*__desc` and so on are set. */
export function findSteps(access: Access, descriptor: Descriptor, driver: string): Step[] {
  const walker = new Walker(access, driver);
  return [
    ...viewSteps(access, descriptor, walker, (name) => [`__${name}`, `__${name}_copy`], true),
    { kind: "return", text: "0" },
  ];
}

/** Finds the descriptor and asks it, by a way that has a source for every input. */
export function askSteps(way: XdpWay, descriptor: Descriptor, metadata: Metadata, driver: string): Step[] {
  const entries = entryViews(descriptor);
  return [
    ...entries.map(({ name, struct }): Step => ({ kind: "declare", text: `const struct ${struct} *__${name};` })),
    ...(metadata.inputs.length === 0
      ? [findStep(way, descriptor, driver)]
      : findAndFill(way, descriptor, metadata.inputs, driver)),
    askStep(descriptor, metadata),
  ];
}

/** Asks the descriptor that a hook has given, with what else the hook knows. */
export function hookAskSteps(hook: Hook, descriptor: Descriptor, metadata: Metadata, driver: string): Step[] {
  const fresh = () => new Walker(hook, driver, readerOf(descriptor));
  const walker = fresh();
  return [
    ...metadata.inputs.flatMap((input) => inputSteps(hook, input, walker, fresh, driver)),
    askStep(descriptor, metadata),
  ];
}

/** The descriptor's own reader, with the variables that have been set for it. */
function askStep(descriptor: Descriptor, { item, inputs }: Metadata): Step {
  const args = [
    ...entryViews(descriptor).map(({ name }) => `__${name}`),
    ...inputs.map(({ type, name }) => (type === "timecounter" ? `&__${name}` : `__${name}`)),
    ...item.parts.map((part) => part.name),
  ];
  return { kind: "return", text: `${metadataName(descriptor, item)}(${args.join(", ")})` };
}

/** The call that reads a field of the descriptor. */
function readerOf(descriptor: Descriptor): (key: string) => string {
  return (key) => `${readerName(descriptor, findField(descriptor, key))}(__desc)`;
}

/** What needs the descriptor alone asks the function that finds it. */
function findStep(way: XdpWay, descriptor: Descriptor, driver: string): Step {
  const found = entryViews(descriptor).map(({ name }, i) => `&__${name}, (void *)${copyOf(descriptor, i)}`);
  return { kind: "try", text: `${findName(way, driver)}(__how, xdp, ${found.join(", ")})` };
}

/** What needs inputs finds the descriptor by itself, so that both share their loads. */
function findAndFill(way: XdpWay, descriptor: Descriptor, inputs: readonly Input[], driver: string): Step[] {
  const walker = new Walker(way, driver, readerOf(descriptor));
  const names = entryViews(descriptor).map(({ name }) => name);
  const into = (name: string) => [`&__${name}`, copyOf(descriptor, names.indexOf(name))] as const;
  const fresh = () => new Walker(way, driver, walker.readerOf);
  return [
    ...viewSteps(way, descriptor, walker, into, true),
    ...inputs.flatMap((input) => inputSteps(way, input, walker, fresh, driver)),
  ];
}

/** Where in the room for copies that of a ring entry is. */
function copyOf({ entries }: Descriptor, index: number): string {
  const before = copyWordsOf(entries.slice(0, index));
  return before === 0 ? "__copy" : `(__copy + ${before})`;
}

/** 8-byte words that copies of ring entries take. */
export function copyWordsOf(entries: readonly Pick<Entry, "size">[]): number {
  return entries.reduce((words, { size }) => words + Math.ceil(size / 8), 0);
}

/** The names of a way's functions begin so. */
export function wayId(way: Pick<XdpWay, "name">, driver: string): string {
  return `__nicdesc_${driver}_by_${way.name}`;
}

export function findName(way: Pick<XdpWay, "name">, driver: string): string {
  return `${wayId(way, driver)}_find`;
}

/** Answers that need no descriptor. */
export function ownSteps(way: XdpWay, item: MetadataItem, driver: string): Step[] {
  const answer = way.metadata.find((candidate) => candidate.item === item.name);
  if (answer === undefined) return [{ kind: "return", text: NOT_SUPPORTED }];
  const walker = new Walker(way, driver);
  const extra = answer.needs.filter((ref) => !way.needs.some((own) => sameRef(own, ref)));
  const steps: Step[] = [{ kind: "run", text: "(void)__copy;" }];
  const missing = existsText(extra, driver);
  if (missing !== "") steps.push({ kind: "unless", condition: `!(${missing})`, result: LACKING });
  if (answer.when !== undefined) {
    const condition = walker.condition(not(answer.when));
    steps.push(...declared(walker), { kind: "unless", condition, result: NO_DATA });
  }
  if (item.predicate) {
    const text = answer.values[0] === undefined ? "0" : walker.condition(answer.values[0].expr);
    return [...steps, ...declared(walker), { kind: "return", text: `!!(${text})` }];
  }
  const stores = item.parts.map((part): Step => {
    const said = answer.values.find((value) => value.part === part.name);
    const text = said === undefined ? String(part.default ?? 0n) : walker.value(said.expr);
    return { kind: "run", text: `*${part.name} = ${text};` };
  });
  return [...steps, ...declared(walker), ...stores, { kind: "return", text: "0" }];
}

/** What a hook's program does before it calls its user: the descriptor and the packet. */
export function hookSteps(hook: Hook, descriptor: Descriptor, driver: string): Step[] {
  const walker = new Walker(hook, driver);
  const steps = viewSteps(hook, descriptor, walker, (name) => [`__${name}`, `__${name}_copy`]);
  if (hook.packet !== undefined) {
    const text = walker.pointer(hook.packet) ?? `(void *)(${walker.value(hook.packet)})`;
    steps.push(...declared(walker), { kind: "run", text: `*__packet = (void *)${text};` });
  }
  return [...steps, { kind: "return", text: "0" }];
}

/** Stores where the descriptor is, and the queue that it is of. */
export function rememberSteps(hook: Hook, driver: string): Step[] {
  if (hook.remembers === undefined || hook.descriptor === undefined) return [];
  const walker = new Walker(hook, driver);
  const rxq = walker.value(hook.remembers);
  const desc = walker.address(hook.descriptor);
  return [
    ...declared(walker),
    { kind: "run", text: `__slot->rxq = ${rxq};` },
    { kind: "run", text: `__slot->desc = (__u64)${desc};` },
    { kind: "return", text: "0" },
  ];
}

function viewSteps(
  access: Access,
  descriptor: Descriptor,
  walker: Walker,
  into: (entry: string) => readonly [string, string],
  falls = false,
): Step[] {
  const steps: Step[] = [];
  if (access.when !== undefined) {
    const condition = walker.condition(not(access.when));
    steps.push(...declared(walker), { kind: "unless", condition, result: falls ? NEXT : NO_DATA });
  }
  for (const { name, address } of [{ name: "", address: access.descriptor }, ...access.entries]) {
    const entry = descriptor.entries.find((candidate) => candidate.name === name);
    if (address === undefined || entry === undefined) continue;
    const [pointer, copy] = into(entryParameter(entry));
    const text = walker.address(address);
    steps.push(...declared(walker), {
      kind: "try",
      text: `nicdesc_view(__how, ${text}, ${pointer}, ${copy})`,
    });
  }
  return steps;
}

function inputSteps(access: Access, input: Input, walker: Walker, fresh: () => Walker, driver: string): Step[] {
  const source = access.inputs.find((candidate) => candidate.input === input.name);
  if (source === undefined) return [];
  const name = `__${input.name}`;
  const type = input.type === "timecounter" ? "struct nicdesc_timecounter" : `__${input.type}`;
  const [only, ...more] = source.alternatives;
  if (only === undefined) return [];
  const steps: Step[] = [{ kind: "declare", text: `${type} ${name};` }];
  const store = (text: string) =>
    source.timecounter ? `nicdesc_read_timecounter(__how, ${text}, &${name});` : `${name} = ${text};`;
  const needs = (refs: typeof only.needs) => refs.filter((ref) => !access.needs.some((own) => sameRef(own, ref)));
  if (more.length === 0) {
    const test = existsText(needs(only.needs), driver);
    if (test !== "") steps.push({ kind: "unless", condition: `!(${test})`, result: LACKING });
    const text = walker.value(only.expr);
    return [...steps, ...declared(walker), { kind: "run", text: store(text) }];
  }
  // Each alternative loads for itself: what one kernel has may not be loaded on another.
  const branches = source.alternatives.map(({ expr, needs: refs }) => {
    const own = fresh();
    const text = own.value(expr);
    const lines = [
      ...declared(own)
        .flatMap(printStep)
        .map((line) => line.slice(1)),
      store(text),
    ];
    return { test: existsText(needs(refs), driver) || "1", lines };
  });
  return [...steps, { kind: "choose", branches, otherwise: LACKING }];
}

function declared(walker: Walker): Step[] {
  return walker
    .take()
    .flatMap(({ left, right, untested }: Declaration): Step[] => [
      { kind: "declare", text: `${left} = ${right};` },
      ...(untested === undefined ? [] : [{ kind: "unless", condition: `!${untested}`, result: NO_DATA } as const]),
    ]);
}

function sameRef(a: { type: string; member: string }, b: { type: string; member: string }): boolean {
  return a.type === b.type && a.member === b.member;
}

/** The lines of a function's body. */
export function printSteps(steps: readonly Step[]): string[] {
  const tries = steps.some(({ kind }) => kind === "try");
  return [...(tries ? ["\tint __err;"] : []), ...steps.flatMap(printStep)];
}

function printStep(step: Step): string[] {
  switch (step.kind) {
    case "declare":
    case "run":
      return [`\t${step.text}`];
    case "unless":
      return [`\tif (${step.condition})`, `\t\treturn ${step.result};`];
    case "try":
      return [`\t__err = ${step.text};`, "\tif (__err)", "\t\treturn __err;"];
    case "choose":
      return [
        ...step.branches.flatMap(({ test, lines }, i) => [
          `\t${i === 0 ? "" : "} else "}if (${test}) {`,
          ...lines.map((line) => `\t\t${line}`),
        ]),
        "\t} else {",
        `\t\treturn ${step.otherwise};`,
        "\t}",
      ];
    case "return":
      return [`\treturn ${step.text};`];
  }
}

export function outputsOf(item: MetadataItem): string[] {
  return item.parts.map((part) => outputParameter(part).declaration);
}
