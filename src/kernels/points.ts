/** A driver's ways and hooks as one list: what matrix, kernels and doctor show of them. */

import type { Driver, Hook, WayKind, XdpWay } from "../model/driver/types.js";
import type { Descriptor } from "../model/types.js";
import { kernelVersion } from "../verify/kernels.js";

export interface Point {
  readonly driver: string;
  readonly kind: "way" | "hook";
  readonly name: string;
  readonly access: WayKind | Hook["attach"];
  /** What it stands on: `struct ice_xdp_buff`, `ice_process_skb_fields`; empty for none. */
  readonly by: string;
  /** The queue format that a way is for; empty for hooks. */
  readonly format: string;
  /** The descriptor that it gives; empty for none. */
  readonly reads: string;
  /** The range of kernels that the spec says, and those in which it was found. */
  readonly kernels: string;
  readonly verified: readonly string[];
  /** A hook from which an XDP program on the same CPU may use the descriptor. */
  readonly remembers: boolean;
}

/** Those of a driver that give one of the descriptors, or give none. */
export function pointsOf(driver: Driver, descriptors: readonly Descriptor[]): Point[] {
  const points = [
    ...driver.ways.map((way) => wayPoint(driver, way)),
    ...driver.hooks.map((hook) => hookPoint(driver, hook)),
  ];
  return points.filter(({ reads }) => reads === "" || descriptors.some(({ name }) => name === reads));
}

function wayPoint(driver: Driver, way: XdpWay): Point {
  const container = way.roots.find(({ kind }) => kind === (way.kind === "rxq" ? "ring" : "buff"));
  const by = container?.kind === "buff" || container?.kind === "ring" ? container.type : "";
  return { ...common(driver, way), kind: "way", access: way.kind, by, format: way.format, remembers: false };
}

function hookPoint(driver: Driver, hook: Hook): Point {
  const remembers = hook.remembers !== undefined;
  return { ...common(driver, hook), kind: "hook", access: hook.attach, by: hook.function, format: "", remembers };
}

function common(driver: Driver, { name, reads, kernels, verified }: XdpWay | Hook) {
  return { driver: driver.name, name, reads, kernels, verified };
}

/** Every kernel once, the earliest first; of one version, that without a machine's name. */
export function sortKernels(kernels: Iterable<string>): string[] {
  return [...new Set(kernels)].sort((a, b) => rank(a) - rank(b) || a.length - b.length);
}

/** Numbers that are ordered as the kernels are, one apart for one minor version. */
export function rank(kernel: string): number {
  const { major, minor } = kernelVersion(kernel) ?? { major: 0, minor: 0 };
  return major * 1000 + minor;
}
