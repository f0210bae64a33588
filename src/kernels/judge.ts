/** What is known of each layout, way and hook on each kernel. */
import type { Driver, LackingHook } from "../model/driver/types.js";
import type { Descriptor } from "../model/types.js";
import { inRange, kernelVersion } from "../verify/kernels.js";
import { type Point, pointsOf, sortKernels } from "./points.js";
import type { RecordedDescriptor } from "./record.js";

/** `unknown`: nothing is recorded. */
export type Known = "yes" | "no" | "unknown";

export interface Thing {
  readonly driver: string;
  readonly kind: "layout" | Point["kind"];
  /** `ice/rx-flex`, `eop_desc`, `devrx_skb` */
  readonly name: string;
  /** The access point, unless it is a layout. */
  readonly point?: Point;
  /** Of a hook that no kernel offers: the reason, and what the spec says comes nearest. */
  readonly lacking?: { readonly why: string; readonly nearest: string };
  /** By version, for each kernel of the table. */
  readonly kernels: ReadonlyMap<string, Known>;
  /** Kernels that have the layout, but lack some types of it: the parts that are verified elsewhere. */
  readonly lacks: ReadonlyMap<string, readonly string[]>;
}

export interface Table {
  /** The earliest first. */
  readonly kernels: readonly string[];
  readonly things: readonly Thing[];
}

interface Looked {
  readonly descriptors: readonly Descriptor[];
  readonly drivers: readonly Driver[];
}

type Recorded = (descriptor: Descriptor) => RecordedDescriptor | undefined;

/** Driver by driver: layouts, ways, hooks. */
export function judge({ descriptors, drivers }: Looked, recorded: Recorded): Table {
  const names = [...new Set([...descriptors.map(({ driver }) => driver), ...drivers.map(({ name }) => name)])].sort();
  const records = new Map(descriptors.map((descriptor) => [descriptor.name, recorded(descriptor)]));
  const lists = drivers.map((driver) => ({ driver, points: pointsOf(driver, descriptors) }));
  const kernels = sortKernels([
    ...[...records.values()].flatMap((record) => Object.keys(record?.kernels ?? {})),
    ...lists.flatMap(({ driver }) => [...lookedAt(driver)]),
  ]);
  const things = names.flatMap((name): Thing[] => {
    const list = lists.find(({ driver }) => driver.name === name);
    return [
      ...descriptors
        .filter(({ driver }) => driver === name)
        .map((each) => layout(each, records.get(each.name), kernels)),
      ...(list?.points ?? []).map((point) => access(point, lookedAt(list?.driver), kernels)),
      ...(list?.driver.lacking ?? []).map((hook) => lackingHook(name, hook, kernels)),
    ];
  });
  return { kernels, things };
}

function layout(
  { name, driver }: Descriptor,
  record: RecordedDescriptor | undefined,
  kernels: readonly string[],
): Thing {
  const known = kernels.map((kernel) => [kernel, layoutOn(record, kernel)] as const);
  return { driver, kind: "layout", name, kernels: new Map(known), lacks: new Map(Object.entries(record?.lacks ?? {})) };
}

/** That a kernel's types lack it says nothing: drivers read descriptors by macros and plain words, too. */
function layoutOn(record: RecordedDescriptor | undefined, kernel: string): Known {
  const status = record?.kernels[kernel];
  return status === "agrees" ? "yes" : status === "differs" ? "no" : "unknown";
}

/** The kernels that were gone through for a driver: those in which any of its ways or hooks was found. */
function lookedAt(driver: Driver | undefined): ReadonlySet<string> {
  return new Set([...(driver?.ways ?? []), ...(driver?.hooks ?? [])].flatMap(({ verified }) => verified));
}

function access(point: Point, looked: ReadonlySet<string>, kernels: readonly string[]): Thing {
  const known = kernels.map((kernel) => [kernel, accessOn(point, looked, kernel)] as const);
  return { driver: point.driver, kind: point.kind, name: point.name, point, kernels: new Map(known), lacks: new Map() };
}

/** That no kernel offers it is what the spec says. */
function lackingHook(driver: string, { name, why, nearest }: LackingHook, kernels: readonly string[]): Thing {
  const known = kernels.map((kernel) => [kernel, "no"] as const);
  return { driver, kind: "hook", name, lacking: { why, nearest }, kernels: new Map(known), lacks: new Map() };
}

function accessOn({ verified, kernels }: Point, looked: ReadonlySet<string>, kernel: string): Known {
  if (verified.includes(kernel)) return "yes";
  const version = kernelVersion(kernel);
  if (version !== undefined && !inRange(kernels, version)) return "no";
  return looked.has(kernel) ? "no" : "unknown";
}

export function knownOn(thing: Thing, kernel: string): Known {
  return thing.kernels.get(kernel) ?? "unknown";
}
