/** A driver's ways and hooks held against the kernel's own types. */

import type { Btf } from "../btf/index.js";
import type { Driver, Hook, MemberRef, XdpWay } from "../model/driver/types.js";
import type { Path } from "../spec/source.js";
import { checkFunction } from "./access-function.js";
import { type Made, MemberChecks, refKey } from "./access-members.js";
import type { AccessCheck, AccessResult, AccessStatus } from "./access-result.js";
import type { BtfSource } from "./frames.js";
import { inRange, releaseOf } from "./kernels.js";
import type { VerifyOptions } from "./verify.js";

/** The ways and hooks of a driver that are asked for, each beside the BTF of the driver's modules or of the kernel. */
export function verifyDriver(
  driver: Driver,
  points: readonly (XdpWay | Hook)[],
  sources: readonly BtfSource[],
  options: VerifyOptions = {},
): AccessResult[] {
  const own = sourcesOf(driver, sources);
  return points.map((point) => new PointCheck(driver, point, own, options).run());
}

/** All that a driver has. */
export function pointsOf({ ways, hooks }: Driver): (XdpWay | Hook)[] {
  return [...ways, ...hooks];
}

interface Own {
  /** The driver's modules in the order of the spec, then BTF that stands alone as the kernel's does. */
  readonly sources: readonly BtfSource[];
  /** One of its modules is there, or at least something of it is in the kernel itself. */
  readonly hasModule: boolean;
  readonly hasDriver: boolean;
}

/** Other modules are left out: theirs may have functions of the same name. */
export function sourcesOf(driver: Driver, sources: readonly BtfSource[]): Own {
  const named = driver.modules.flatMap((module) => sources.filter(({ name }) => name.replace(/-/g, "_") === module));
  const kernels = sources.filter((source) => source.btf.base === undefined && !named.includes(source));
  const hasModule = named.length > 0;
  const hasDriver = hasModule || kernels.some(({ btf }) => isBuiltIn(driver, btf));
  return { sources: [...named, ...kernels], hasModule, hasDriver };
}

function isBuiltIn({ ways, hooks }: Driver, btf: Btf): boolean {
  const containers = ways
    .flatMap(({ roots }) => roots)
    .flatMap((root) => (root.kind === "buff" || root.kind === "ring" ? [root.type] : []));
  return (
    containers.some((type) => btf.findNamed(type) !== undefined) ||
    hooks.some((hook) => btf.find("func", hook.function) !== undefined)
  );
}

class PointCheck {
  private readonly home: Path;
  private readonly members: MemberChecks;

  constructor(
    private readonly driver: Driver,
    private readonly point: XdpWay | Hook,
    private readonly own: Own,
    private readonly options: VerifyOptions,
  ) {
    this.home = ["attach" in point ? "hooks" : "xdp", point.name];
    this.members = new MemberChecks(driver, point, this.home, own.sources);
  }

  run(): AccessResult {
    const { point } = this;
    const excluded = this.exclusion();
    if (excluded !== undefined) return this.excluded(excluded);
    const needed = this.needed();
    const lacks = needed.find(({ status }) => status === "lacking");
    if (lacks !== undefined && !this.isVerified)
      return this.result(this.own.hasDriver ? "lacking" : "absent", reason(lacks), needed);
    const parts = partsOf(point).flatMap((part) => this.part(part, needed));
    const checks = [...needed, ...parts].map((check) => this.promised(check));
    if (checks.every(({ status }) => status !== "differs")) return this.result("agrees", "", checks);
    const mayDiffer = this.kernels !== "" && this.options.kernel === undefined;
    if (!mayDiffer) return this.result("differs", "", checks);
    return this.result("lacking", `it differs, and is for kernels ${this.kernels}: say which by --kernel`, checks);
  }

  private get kernels(): string {
    return this.point.kernels;
  }

  /** Whether the spec says that it was found in this very kernel. */
  private get isVerified(): boolean {
    const { kernel } = this.options;
    return kernel !== undefined && this.own.hasModule && this.point.verified.includes(releaseOf(kernel));
  }

  /** What makes the point one for other kernels. */
  private exclusion(): AccessCheck | undefined {
    const { kernel } = this.options;
    const said = { role: "", spec: "", kernel: "", status: "differs" as const };
    if (kernel !== undefined && !inRange(this.kernels, kernel)) {
      const message = `it is for kernels ${this.kernels}`;
      const problems = [{ rule: "verified" as const, message }];
      return { ...said, subject: "kernels", spec: this.kernels, problems, path: [...this.home, "kernels"] };
    }
    const there = this.point.absent.find((ref) => this.members.has(ref));
    if (there === undefined) return undefined;
    const message = `it is for kernels without ${refKey(there)}`;
    const problems = [{ rule: "verified" as const, message }];
    return { ...said, subject: refKey(there), kernel: refKey(there), problems, path: [...this.home, "absent"] };
  }

  private excluded(check: AccessCheck): AccessResult {
    if (!this.isVerified) return this.result("excluded", reason(check), []);
    return this.result("differs", "", [this.promised({ ...check, status: "lacking" })]);
  }

  /** What it is not without: all but what only an input or an answer reads. */
  private needed(): Made[] {
    const { point, home, members } = this;
    const called = "attach" in point ? checkFunction(point, home, this.own.sources) : [];
    const optional = new Set(partsOf(point).flatMap(({ alternatives }) => alternatives.flat().map(refKey)));
    const others = members.refs.filter((ref) => !optional.has(refKey(ref)));
    const named = [...others, ...point.needs].map((ref) => members.member(ref));
    return unique([...called, ...members.containers(), ...named]);
  }

  /** An input or an answer: every alternative that the kernel has must be right, and one must be there. */
  private part({ role, alternatives }: Part, needed: readonly AccessCheck[]): AccessCheck[] {
    const lists = alternatives.map((refs) => {
      const checks = refs.map((ref) => this.members.member(ref));
      return { checks, lacking: checks.some(({ status }) => status === "lacking") };
    });
    const there = lists.filter(({ lacking }) => !lacking);
    const shown = there.length > 0 ? there : lists;
    return unique(shown.flatMap(({ checks }) => checks))
      .filter(({ subject }) => !needed.some((check) => check.subject === subject))
      .map((check) => ({ ...check, role }));
  }

  /** What a kernel lacks is wrong where the spec says that it was found. */
  private promised(check: AccessCheck): AccessCheck {
    if (check.status !== "lacking" || !this.isVerified || this.options.kernel === undefined) return check;
    const release = releaseOf(this.options.kernel);
    const problems = check.problems.map(({ rule, message }) => ({
      rule,
      message: `${message}, and \`verified\` has ${release}`,
    }));
    return { ...check, status: "differs", problems };
  }

  private result(status: AccessStatus, why: string, checks: readonly (AccessCheck & { btf?: string })[]): AccessResult {
    const { driver, point } = this;
    const btf = checks.map((check) => check.btf ?? "").find((name) => name !== "") ?? "";
    return {
      driver: driver.name,
      point: this.home.join("."),
      kind: point.kind,
      hook: "attach" in point ? `${point.attach} ${point.function}` : "",
      reads: point.reads,
      status,
      why: status === "absent" ? "no BTF here has the driver" : why,
      btf,
      verified: point.verified,
      isVerified: this.isVerified,
      checks: checks.map(({ btf: _, ...check }) => check),
    };
  }
}

interface Part {
  readonly role: string;
  readonly alternatives: readonly (readonly MemberRef[])[];
}

function partsOf(point: XdpWay | Hook): Part[] {
  const inputs = point.inputs.map(({ input, alternatives }) => ({
    role: `input ${input}`,
    alternatives: alternatives.map(({ needs }) => needs),
  }));
  const answers = "metadata" in point ? point.metadata : [];
  return [...inputs, ...answers.map(({ item, needs }) => ({ role: `metadata ${item}`, alternatives: [needs] }))];
}

function unique<T extends AccessCheck>(checks: readonly T[]): T[] {
  return checks.filter((check, i) => checks.findIndex((other) => sameCheck(check, other)) === i);
}

/** A ring's member is held against its declaration, and against what a ring must have. */
function sameCheck(a: AccessCheck, b: AccessCheck): boolean {
  return a.subject === b.subject && a.path.join() === b.path.join();
}

function reason({ problems }: AccessCheck): string {
  return problems[0]?.message ?? "";
}
