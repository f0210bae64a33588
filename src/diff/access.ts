/** Ways and hooks in two kernels: which are there, and what became of the functions and structs that they go through. */
import type { Driver, Hook, XdpWay } from "../model/driver/types.js";
import { sourcesOf, verifyDriver } from "../verify/access.js";
import { checkFunction } from "../verify/access-function.js";
import type { AccessResult } from "../verify/access-result.js";
import type { BtfSource } from "../verify/frames.js";
import type { KernelVersion } from "../verify/kernels.js";
import { compareStructs } from "./access-structs.js";
import { pointText } from "./access-text.js";
import { type Change, type Compared, type Comparison, changeIf, type Section } from "./change.js";
import type { Kernel } from "./kernel-types.js";
import { compareNamed, type Pair, pairUp } from "./pair.js";

type Point = XdpWay | Hook;

/** A driver, and those of its ways and hooks that are compared. */
export interface DriverPoints {
  readonly driver: Driver;
  readonly points: readonly Point[];
}

/** A kernel, and which one it is where that is known: points may be for some kernels only. */
export interface KernelSide {
  readonly types: Kernel;
  readonly version?: KernelVersion;
}

/**
 * How the access points of drivers differ between two kernels; drivers without any are left out. Where a member lies is
 * not compared: programs find it by its name.
 * @throws BtfError when the BTF turns out to be damaged.
 */
export function compareAccess(drivers: readonly DriverPoints[], before: KernelSide, after: KernelSide): Comparison[] {
  return drivers
    .filter(({ points }) => points.length > 0)
    .map((chosen) => ({
      about: "driver",
      name: chosen.driver.name,
      sections: sectionsOf(chosen.driver, sideOf(chosen, before), sideOf(chosen, after)),
    }));
}

/** One kernel, as far as it concerns a driver. */
interface Side {
  readonly hasDriver: boolean;
  readonly sources: readonly BtfSource[];
  readonly states: readonly State[];
}

/** A way or hook in one kernel. */
interface State {
  readonly point: Point;
  readonly result: AccessResult;
}

function sideOf({ driver, points }: DriverPoints, { types, version }: KernelSide): Side {
  const results = verifyDriver(driver, points, types, version === undefined ? {} : { kernel: version });
  const states = points.flatMap((point, i): State[] => {
    const result = results[i];
    return result === undefined ? [] : [{ point, result }];
  });
  return { ...sourcesOf(driver, types), states };
}

/** Of a driver that only one kernel has, there is nothing to compare. */
function sectionsOf(driver: Driver, before: Side, after: Side): Section[] {
  if (!before.hasDriver || !after.hasDriver) {
    const modules = (side: Side) => (side.hasDriver ? driver.modules.join(", ") : "");
    const kind = before.hasDriver ? "vanished" : "appeared";
    const changes = changeIf(kind, "modules", modules(before), modules(after));
    return [{ kind: "driver", of: "", compared: changes.length, changes }];
  }
  const hooks = before.states.flatMap(({ point }) => ("attach" in point ? [point] : []));
  const points = before.states.map(({ point }) => point);
  return [
    { kind: "ways", of: "", ...comparePoints(before, after, ({ point }) => !("attach" in point)) },
    { kind: "hooks", of: "", ...comparePoints(before, after, ({ point }) => "attach" in point) },
    { kind: "functions", of: "", ...compareFunctions(hooks, before, after) },
    { kind: "members", of: "", ...compareStructs(driver, points, before.sources, after.sources) },
  ];
}

/** Of ways of one format, and of hooks of one kind, one may stand in for another. */
function comparePoints(before: Side, after: Side, wanted: (state: State) => boolean): Compared {
  const there = ({ states }: Side) => states.filter((state) => wanted(state) && state.result.status === "agrees");
  const purposeOf = ({ point }: State) => ("attach" in point ? point.kind : point.format);
  const pairs = pairUp(there(before), there(after), { nameOf: nameOfState, shapeOf: purposeOf });
  return { compared: pairs.length, changes: pairs.flatMap((pair) => pointChanges(pair, before, after)) };
}

function nameOfState({ point }: State): string {
  return point.name;
}

function pointChanges({ before: old, after: now }: Pair<State>, before: Side, after: Side): Change[] {
  if (old !== undefined && now !== undefined) {
    const [subject, name] = [old.point.name, now.point.name];
    if (subject === name) return [];
    const say = ({ point }: State) => `${point.name}: ${pointText(point)}`;
    return [{ subject, kind: "replaced", before: say(old), after: say(now) }];
  }
  if (now !== undefined) return changeIf("appeared", now.point.name, whyNot(now.point, before), pointText(now.point));
  return old === undefined ? [] : changeIf("vanished", old.point.name, pointText(old.point), whyNot(old.point, after));
}

/** Why a kernel has not the point. */
function whyNot(point: Point, { states }: Side): string {
  const result = states.find((state) => state.point === point)?.result;
  const wrong = result?.checks.find(({ status }) => status === "differs");
  return wrong === undefined ? (result?.why ?? "") : `${wrong.subject}: ${wrong.problems[0]?.message ?? ""}`;
}

interface Declared {
  readonly name: string;
  /** As C declares it. */
  readonly text: string;
}

/** Several hooks may share a function. */
function compareFunctions(hooks: readonly Hook[], before: Side, after: Side): Compared {
  const named = new Map(hooks.map((hook) => [functionName(hook), hook]));
  const there = ({ sources }: Side) =>
    [...named].flatMap(([name, hook]): Declared[] => {
      const text = checkFunction(hook, [], sources)[0]?.kernel ?? "";
      return text === "" ? [] : [{ name, text }];
    });
  const judge = (old: Declared, now: Declared, name: string) => changeIf("redefined", name, old.text, now.text);
  return compareNamed(there(before), there(after), ({ text }) => text, judge);
}

/** A tracepoint is often called as the function that it is in. */
function functionName({ attach, function: name }: Hook): string {
  return attach === "tp_btf" ? `tracepoint ${name}` : name;
}
