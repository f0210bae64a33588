/** One interface: whose it is, and what of its driver's ways and hooks the running kernel has. */
import type { Known } from "../kernels/judge.js";
import { pointsOf } from "../kernels/points.js";
import { type Driver, descriptorsOf, type QueueFormat } from "../model/driver/types.js";
import type { Model } from "../model/types.js";
import { macroName } from "../target/c/names.js";
import { pointsOf as allPoints, verifyDriver } from "../verify/access.js";
import type { AccessStatus } from "../verify/access-result.js";
import type { BtfSource } from "../verify/frames.js";
import type { KernelVersion } from "../verify/kernels.js";
import type { InterfaceFacts, MachineFacts } from "./facts.js";
import type { Advice } from "./kernel.js";

/** Where the name of an interface's driver was read. */
type SaidBy = "ethtool" | "sysfs" | "ip" | "uevent" | "";

export interface InterfaceReport {
  readonly name: string;
  readonly kind: "device" | "virtual" | "loopback";
  /** The kernel's driver, or the kind of a virtual link; empty where it is not known. */
  readonly driver: string;
  readonly saidBy: SaidBy;
  /** The driver's module: with BTF of its own, in the kernel's, or with none; empty where there is no driver. */
  readonly module: string;
  readonly btf: "module" | "vmlinux" | "none" | "unknown";
  /** nicdesc's name of it; undefined when there is no spec. */
  readonly spec?: { readonly name: string; readonly title: string };
  readonly formats: readonly FormatReport[];
  readonly descriptors: readonly string[];
  readonly points: readonly PointReport[];
  readonly lacking: readonly { readonly name: string; readonly why: string; readonly nearest: string }[];
  readonly headers: readonly string[];
  readonly advice: readonly Advice[];
}

export interface FormatReport {
  readonly name: string;
  readonly isDefault: boolean;
  /** How to see that the interface has it. */
  readonly asked: QueueFormat["asked"];
  /** The value of `nicdesc_nic`. */
  readonly macro: string;
  readonly selector: number;
  readonly descriptors: readonly string[];
}

export interface PointReport {
  readonly kind: "way" | "hook";
  readonly name: string;
  readonly access: string;
  readonly by: string;
  readonly descriptor: string;
  /** By the kernel's types. */
  readonly status: AccessStatus;
  /** Of fentry and fexit: whether ftrace can attach to the function, which types do not say. */
  readonly traceable?: Known;
  readonly why: string;
}

/** Loopback's ARPHRD_ number. */
const LOOPBACK = 772;

/** The driver as the kernel calls it. sysfs knows bus drivers alone; of some NICs those have another name. */
function driverOf({ ethtool, driver, kind, deviceType }: InterfaceFacts): { name: string; saidBy: SaidBy } {
  if (driver !== "") return ethtool === "" ? { name: driver, saidBy: "sysfs" } : { name: ethtool, saidBy: "ethtool" };
  if (kind !== undefined && kind !== "") return { name: kind, saidBy: "ip" };
  if (ethtool !== "") return { name: ethtool, saidBy: "ethtool" };
  return deviceType === "" ? { name: "", saidBy: "" } : { name: deviceType, saidBy: "uevent" };
}

/** The spec of an interface's driver. Without ethtool, the bus driver's module has to do. */
export function matchDriver(facts: InterfaceFacts, drivers: readonly Driver[]): Driver | undefined {
  const { name } = driverOf(facts);
  if (name === "") return undefined;
  if (facts.driver === "") return drivers.find(({ link, names }) => link === name || names.includes(name));
  return (
    drivers.find(({ names }) => names.includes(name)) ??
    drivers.find(({ modules }) => facts.ethtool === "" && modules.includes(facts.driver))
  );
}

export interface Surroundings {
  readonly model: Model;
  readonly machine: MachineFacts;
  /** The BTF of the driver's modules and of the kernel. */
  readonly sources: readonly BtfSource[];
  readonly kernel: KernelVersion | undefined;
}

/** @throws BtfError for damaged BTF. */
export function judgeInterface(facts: InterfaceFacts, around: Surroundings): InterfaceReport {
  const { name, saidBy } = driverOf(facts);
  const driver = matchDriver(facts, around.model.drivers);
  const kind = facts.hardware === LOOPBACK ? "loopback" : facts.virtual ? "virtual" : "device";
  const module = facts.module || (driver?.modules[0] ?? name);
  const read = driver === undefined ? new Set<string>() : descriptorsOf(driver);
  const own = around.model.descriptors.filter((each) => each.driver === (driver?.name ?? name) || read.has(each.name));
  const points = driver === undefined ? [] : pointReports(driver, around);
  const there = points.filter(isThere);
  const report = {
    name: facts.name,
    kind,
    driver: name,
    saidBy,
    module: name === "" ? "" : module,
    btf: btfOf(module, points, around),
    ...(driver === undefined ? {} : { spec: { name: driver.name, title: driver.title } }),
    formats: (driver?.formats ?? []).map((format) => ({
      name: format.name,
      isDefault: format.isDefault,
      asked: format.asked,
      macro: macroName("nic", driver?.name ?? "", format.name),
      selector: format.selector,
      descriptors: format.descriptors,
    })),
    descriptors: own.map((each) => each.name),
    points,
    lacking: driver?.lacking.map((hook) => ({ name: hook.name, why: hook.why, nearest: hook.nearest })) ?? [],
    headers: headersFor(
      driver,
      own.map((each) => each.name),
      there,
    ),
  } as const;
  return { ...report, advice: adviceFor(report, facts) };
}

function pointReports(driver: Driver, { model, machine, sources, kernel }: Surroundings): PointReport[] {
  const results = verifyDriver(driver, allPoints(driver), sources, kernel === undefined ? {} : { kernel });
  return pointsOf(driver, model.descriptors).map(({ kind, name, access, by, reads }) => {
    const found = results.find(({ point }) => point === `${kind === "way" ? "xdp" : "hooks"}.${name}`);
    const problems = (found?.checks ?? []).flatMap((check) => check.problems.map(({ message }) => message));
    const report = { kind, name, access, by, descriptor: reads, status: found?.status ?? "absent" } as const;
    const why = found?.why || (problems[0] ?? "");
    if (access !== "fentry" && access !== "fexit") return { ...report, why };
    const listed = machine.traceable?.has(by);
    return { ...report, why, traceable: listed === undefined ? "unknown" : listed ? "yes" : "no" };
  });
}

function isThere({ status, traceable }: PointReport): boolean {
  return status === "agrees" && traceable !== "no";
}

/** A driver that is built in has its types in the kernel's. */
function btfOf(
  module: string,
  points: readonly PointReport[],
  { machine, sources }: Surroundings,
): InterfaceReport["btf"] {
  if (sources.length === 0) return "unknown";
  if (machine.btf?.includes(module)) return "module";
  if (machine.loaded.includes(module)) return "none";
  return points.some(({ status }) => status !== "absent") ? "vmlinux" : "unknown";
}

/** The one API where the driver has a way from XDP; the driver's own header for hooks; the descriptors' always. */
function headersFor(
  driver: Driver | undefined,
  descriptors: readonly string[],
  there: readonly PointReport[],
): string[] {
  const api = there.some(({ kind }) => kind === "way") ? ["nicdesc/metadata.h"] : [];
  const own = driver === undefined || there.length === 0 ? [] : [`nicdesc/${driver.name}/driver.h`];
  return api.length + own.length > 0 ? [...api, ...own] : descriptors.map((name) => `nicdesc/${name}.h`);
}

type Judged = Omit<InterfaceReport, "advice">;

function adviceFor(report: Judged, facts: InterfaceFacts): Advice[] {
  const { kind, driver, module, btf, spec, points, descriptors } = report;
  if (kind === "loopback") return [];
  if (driver === "") {
    const mend = facts.kind === undefined ? "install iproute2: `ip` knows the kind of a link" : "";
    return [{ problem: "the kind of this device is not known", mend }];
  }
  if (spec === undefined) {
    if (descriptors.length > 0)
      return [
        { problem: "it has descriptors, but no driver.yaml says how to get to them", mend: "see docs/drivers.md" },
      ];
    if (kind === "virtual") return [];
    return [{ problem: `nicdesc has no spec of ${driver}`, mend: "nicdesc import makes a first one of its types" }];
  }
  if (btf === "none")
    return [
      {
        problem: `the module ${module} is loaded, but has no types in /sys/kernel/btf`,
        mend: "use a kernel that was built with CONFIG_DEBUG_INFO_BTF_MODULES=y",
      },
    ];
  if (btf === "unknown") return [{ problem: `the types of ${module} are not in the kernel's`, mend: "" }];
  const there = points.filter(isThere);
  if (there.some((point) => point.kind === "way")) return [];
  const hooks = there.filter((point) => point.kind === "hook");
  const names = hooks.map(({ name }) => name).join(", ");
  return [
    {
      problem: "this kernel's driver has no way from XDP",
      mend: hooks.length === 0 ? `nicdesc kernels ${spec.name} says which kernels have` : `use its hooks: ${names}`,
    },
  ];
}
