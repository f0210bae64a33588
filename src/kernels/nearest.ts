/** What comes nearest to a thing that a kernel does not have. */
import { hookKind } from "../model/driver/types.js";
import { knownOn, type Table, type Thing } from "./judge.js";
import { rank } from "./points.js";

export interface Nearest {
  /** Another thing that the kernel has; why it is near. */
  readonly instead?: Thing;
  /** The kernels that have the thing itself, the earliest first. */
  readonly elsewhere: readonly string[];
}

export function nearestTo(thing: Thing, kernel: string, { things, kernels }: Table): Nearest {
  const there = things.filter(
    (other) => other !== thing && other.driver === thing.driver && knownOn(other, kernel) === "yes",
  );
  const instead = preferences(thing)
    .map((fits) => there.find(fits))
    .find((found) => found !== undefined);
  const elsewhere = kernels.filter((other) => knownOn(thing, other) === "yes");
  return instead === undefined ? { elsewhere } : { instead, elsewhere };
}

type Fits = (other: Thing) => boolean;

/** The best first. What stands in for a layout is another layout, which no program can choose: so nothing does. */
function preferences({ kind, name, point }: Thing): Fits[] {
  if (point === undefined) return [];
  const sameDescriptor: Fits = (other) => point.reads !== "" && other.point?.reads === point.reads;
  if (kind === "way") {
    return [
      (other) => other.kind === "way" && other.point?.format === point.format && sameReads(other, point.reads),
      (other) => other.kind === "hook" && other.point?.remembers === true && sameDescriptor(other),
      (other) => other.kind === "hook" && sameDescriptor(other),
    ];
  }
  const own = hookKind(name);
  const sameKind: Fits = (other) => other.kind === "hook" && hookKind(other.name) === own;
  const sameMoment: Fits = (other) => other.kind === "hook" && momentOf(other.name) === momentOf(name);
  return [
    (other) => sameKind(other) && sameDescriptor(other),
    sameKind,
    (other) => sameMoment(other) && sameDescriptor(other),
    (other) => other.kind === "way" && sameDescriptor(other),
  ];
}

function sameReads(other: Thing, reads: string): boolean {
  return other.point?.reads === reads;
}

/** `devtx_submit` of `devtx_submit_skb`. */
function momentOf(hook: string): string {
  return hookKind(hook).replace(/_(skb|xdp)$/, "");
}

/** The one kernel that is numbered nearest; of two as near, the later. */
export function nearestKernel(kernel: string, others: readonly string[]): string | undefined {
  const distance = (other: string) => Math.abs(rank(other) - rank(kernel));
  return [...others].reverse().sort((a, b) => distance(a) - distance(b))[0];
}
