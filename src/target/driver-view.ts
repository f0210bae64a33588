/** What templates see of drivers. */

import { memberTypeText } from "../model/driver/members.js";
import { type Driver, finderId, type Hook, type QueueFormat, type XdpWay } from "../model/driver/types.js";
import {
  type Descriptor,
  findDescriptor,
  isReceived,
  type Metadata,
  type MetadataItem,
  type Model,
} from "../model/types.js";
import { macroName } from "./c/names.js";
import { flavour, memberDeclarations } from "./c/walk.js";
import {
  askSteps,
  copyWordsOf,
  entryOutputs,
  entryViews,
  findName,
  findSteps,
  outputsOf,
  ownSteps,
  printSteps,
  requirementText,
  wayId,
} from "./c/ways.js";
import { hookMacro, hookView } from "./hook-view.js";
import type { Banner } from "./view.js";

/** The formats of a driver that answer an item, and the functions that do. */
export function answersOf(item: MetadataItem, driver: Driver, model: Descriptors) {
  const known = knownOf(model);
  return driver.formats.flatMap((format) => {
    const ways = waysOf(format, driver, known);
    const isAnswered = ways.some((way) => missingInputs(way, item, known.get(way.reads))?.length === 0);
    if (!isAnswered) return [];
    return [{ ...formatView(driver, format), driver: driver.name, call: itemFunction(driver, format, item) }];
  });
}

type Descriptors = Pick<Model, "descriptors">;
type Known = ReadonlyMap<string, Descriptor>;

const KNOWN = new WeakMap<Descriptors, Known>();

/** The model's descriptors, by their names. */
function knownOf(model: Descriptors): Known {
  let known = KNOWN.get(model);
  if (known === undefined) {
    known = new Map(model.descriptors.map((descriptor) => [descriptor.name, descriptor]));
    KNOWN.set(model, known);
  }
  return known;
}

/** The parameters of an item's kfunc as the kernel declares them, and what is passed for them. */
export function kfuncCall(item: MetadataItem) {
  const enumerated = item.kfunc !== "" && item.parts.some((part) => part.enumeration?.name === RSS_TYPE);
  if (!enumerated) return { kfunc: outputsOf(item), kfuncArgs: item.parts.map(({ name }) => name) };
  return {
    kfunc: item.parts.map((part) =>
      part.enumeration?.name === RSS_TYPE ? `nicdesc_kfunc_rss_type *${part.name}` : `__${part.type} *${part.name}`,
    ),
    kfuncArgs: item.parts.map((part) =>
      part.enumeration?.name === RSS_TYPE ? `(nicdesc_kfunc_rss_type *)${part.name}` : part.name,
    ),
  };
}

/** The kernel's kfuncs have an enumeration of their own for these. */
const RSS_TYPE = "rss_type";

/** 8-byte words that the copies of a descriptor's ring entries need, at most. */
export function copyWords({ drivers, descriptors }: Model): number {
  const read = new Set(drivers.flatMap(({ ways }) => ways.map((way) => way.reads)));
  const sizes = descriptors.filter(({ name }) => read.has(name)).map(({ entries }) => copyWordsOf(entries));
  return Math.max(1, ...sizes);
}

/** How a driver is mentioned where another thing is the subject. */
export function driverMention(driver: Driver) {
  return {
    name: driver.name,
    title: driver.title,
    names: driver.names,
    link: driver.link,
    formats: driver.formats.map((format) => formatView(driver, format)),
  };
}

/** One driver's access points, of those descriptors that the model has. */
export function driverView(driver: Driver, model: Pick<Model, "descriptors" | "vocabulary">, banner: Banner) {
  const known = knownOf(model);
  const there = ({ reads }: XdpWay | Hook) => reads === "" || known.has(reads);
  const ways = driver.ways.filter(there);
  const hooks = driver.hooks.filter(there);
  const items = receiveItems(model);
  const reads = [...new Set([...ways, ...hooks].map((access) => access.reads))].filter((name) => name !== "");
  return {
    banner,
    ...driverMention(driver),
    doc: driver.doc,
    modules: driver.modules,
    sources: driver.sources,
    structs: driver.structs.map(({ type, members }) => ({
      type,
      members: members.map((member) => ({ name: member.name, type: memberTypeText(member.type) })),
      c: {
        type: flavour(type, driver.name),
        members: memberDeclarations(members, driver.name),
      },
    })),
    ways: ways.map((way) => wayView(way, driver, known, items)),
    /** The descriptors that an XDP program can get at. */
    descriptors: reads
      .filter((name) => ways.some((way) => way.reads === name))
      .map((name) => descriptorWays(findDescriptor(model, name), driver, ways)),
    /** What each format answers in nicdesc/metadata.h. */
    answers: driver.formats.map((format) => ({
      ...formatView(driver, format),
      items: items.map((item) => itemView(item, format, driver, known)),
    })),
    /** The same by item, for a library of functions. */
    items: items.map((item) => ({
      name: item.name,
      title: item.title,
      c: { outputs: outputsOf(item), names: item.parts.map(({ name }) => name) },
      formats: answersOf(item, driver, model),
    })),
    hooks: hooks.map((hook) => hookView(hook, driver, findDescriptor(model, hook.reads))),
    lacking: driver.lacking.map(({ name, why, nearest }) => ({ name, why, nearest, macro: hookMacro(driver, name) })),
    c: {
      guard: `__NICDESC_${driver.name.toUpperCase()}_DRIVER_H`,
      includes: reads.map((name) => `nicdesc/${name}.h`),
    },
  };
}

/** The items that an XDP program can ask, in the vocabulary's order. */
export function receiveItems({ vocabulary }: Pick<Model, "vocabulary">): readonly MetadataItem[] {
  return vocabulary.items.filter(isReceived);
}

function formatView(driver: Driver, format: QueueFormat) {
  return {
    name: format.name,
    doc: format.doc,
    isDefault: format.isDefault,
    asked: format.asked,
    descriptors: format.descriptors,
    id: `${driver.name}_${format.name}`,
    macro: macroName("nic", driver.name, format.name),
    selector: `0x${format.selector.toString(16).padStart(8, "0")}`,
  };
}

function wayView(way: XdpWay, driver: Driver, known: Known, items: readonly MetadataItem[]) {
  const descriptor = known.get(way.reads);
  const id = wayId(way, driver.name);
  return {
    name: way.name,
    kind: way.kind,
    format: way.format,
    reads: way.reads,
    doc: way.doc,
    kernels: way.kernels,
    verified: way.verified,
    c: {
      has: `${id}_exists`,
      exists: requirementText(way, driver.name) || "1",
      find: findName(way, driver.name),
      outputs: descriptor === undefined ? "" : entryOutputs(descriptor),
      body: descriptor === undefined ? [] : printSteps(findSteps(way, descriptor, driver.name)),
    },
    /** The items that this way answers. */
    items: items.flatMap((item) => {
      if (missingInputs(way, item, descriptor)?.length !== 0) return [];
      const body = bodyOf(way, item, driver, descriptor);
      return [{ name: item.name, c: { name: `${id}_${item.name}`, outputs: outputsOf(item), body } }];
    }),
  };
}

/** The inputs that a way has nothing for when it is asked an item; undefined where it has nothing to say at all. */
function missingInputs(way: XdpWay, item: MetadataItem, descriptor: Descriptor | undefined): string[] | undefined {
  if (way.metadata.some((answer) => answer.item === item.name)) return [];
  const metadata = metadataOf(item, descriptor);
  if (metadata === undefined) return undefined;
  const filled = new Set(way.inputs.map(({ input }) => input));
  return metadata.inputs.flatMap(({ name }) => (filled.has(name) ? [] : [name]));
}

function metadataOf(item: MetadataItem, descriptor: Descriptor | undefined): Metadata | undefined {
  const metadata = descriptor?.metadata.find((candidate) => candidate.item.name === item.name);
  return metadata === undefined || metadata.answers.length === 0 ? undefined : metadata;
}

/** How a way that can answers an item. */
function bodyOf(way: XdpWay, item: MetadataItem, driver: Driver, descriptor: Descriptor | undefined): string[] {
  const metadata = metadataOf(item, descriptor);
  const own = way.metadata.some((answer) => answer.item === item.name);
  if (own || descriptor === undefined || metadata === undefined) return printSteps(ownSteps(way, item, driver.name));
  return printSteps(askSteps(way, descriptor, metadata, driver.name));
}

/** The ways of a format, of those descriptors that the model has. */
function waysOf(format: QueueFormat, { ways }: Driver, known: Known): readonly XdpWay[] {
  return ways.filter((way) => way.format === format.name && (way.reads === "" || known.has(way.reads)));
}

function itemView(item: MetadataItem, format: QueueFormat, driver: Driver, known: Known) {
  const ways = waysOf(format, driver, known);
  const asked = ways.map((way) => ({ way, missing: missingInputs(way, item, known.get(way.reads)) }));
  return {
    name: item.name,
    title: item.title,
    c: {
      name: itemFunction(driver, format, item),
      outputs: outputsOf(item),
      names: item.parts.map(({ name }) => name),
    },
    ways: asked.map(({ way, missing }) => ({
      name: way.name,
      has: `${wayId(way, driver.name)}_exists`,
      falls: way.when !== undefined,
      call: missing?.length !== 0 ? "" : `${wayId(way, driver.name)}_${item.name}`,
      /** Inputs that nothing fills. */
      missing: missing ?? [],
    })),
    falls: ways.some((way) => way.when !== undefined),
    answered: asked.some(({ missing }) => missing?.length === 0),
  };
}

function itemFunction(driver: Driver, format: QueueFormat, item: MetadataItem): string {
  return `__nicdesc_xdp_${driver.name}_${format.name}_${item.name}`;
}

function descriptorWays(descriptor: Descriptor, driver: Driver, ways: readonly XdpWay[]) {
  const views = entryViews(descriptor);
  const own = ways.filter((way) => way.reads === descriptor.name);
  return {
    name: descriptor.name,
    title: descriptor.title,
    id: finderId(driver, descriptor),
    selectors: [...new Set(own.map((way) => macroName("nic", driver.name, way.format)))],
    falls: own.some((way) => way.when !== undefined),
    ways: own.map((way) => ({
      name: way.name,
      falls: way.when !== undefined,
      has: `${wayId(way, driver.name)}_exists`,
      find: findName(way, driver.name),
    })),
    c: {
      struct: views[0]?.struct ?? "",
      outputs: entryOutputs(descriptor),
      args: views.map(({ name }) => `__${name}, __${name}_copy`).join(", "),
      entries: views.map(({ name, struct }) => ({ name, struct })),
      isOne: views.length === 1,
    },
  };
}
