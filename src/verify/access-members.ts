/** The types and members that a way or hook goes through. */
import type { Btf, Member } from "../btf/index.js";
import { memberTypeText } from "../model/driver/members.js";
import type { Access, Driver, Hop, MemberRef, MemberType } from "../model/driver/types.js";
import type { Path } from "../spec/source.js";
import type { AccessCheck } from "./access-result.js";
import { misfitOfMember, tagOf } from "./access-types.js";
import { type BtfSource, type Found, findFrame } from "./frames.js";
import type { Rule } from "./result.js";
import { sayMember } from "./words.js";

const RXQ = "struct xdp_rxq_info";
const RING: MemberType = { kind: "struct", type: RXQ };

/** A check, and the BTF that it was made in. */
export interface Made extends AccessCheck {
  readonly btf: string;
}

export class MemberChecks {
  private readonly hops: ReadonlyMap<string, Hop>;
  private readonly made = new Map<string, Made>();

  /** @param home the point's own keys in driver.yaml. */
  constructor(
    private readonly driver: Driver,
    private readonly access: Access,
    private readonly home: Path,
    private readonly sources: readonly BtfSource[],
  ) {
    this.hops = new Map([...access.paths.values()].flatMap(({ hops }) => hops).map((hop) => [refKey(hop), hop]));
  }

  /** Every member that some expression of the point reads. */
  get refs(): readonly MemberRef[] {
    return [...this.hops.values()];
  }

  /** The structs that XDP's own are found in: the driver's buffer begins with an xdp_buff, its ring holds the queue's. */
  containers(): Made[] {
    return this.access.roots.flatMap((root): Made[] => {
      if (root.kind === "buff") return [this.buffer(root.type)];
      return root.kind === "ring" ? [this.member(root), this.ring(root)] : [];
    });
  }

  member(ref: MemberRef): Made {
    const key = refKey(ref);
    const made = this.made.get(key) ?? this.walk(this.hops.get(key) ?? { ...ref, leaf: this.declared(ref) ?? RING });
    this.made.set(key, made);
    return made;
  }

  /** Whether the kernel has the member, whatever its type. */
  has({ type, member }: MemberRef): boolean {
    const found = this.find(type);
    return found !== undefined && found.btf.member(found.struct, member) !== undefined;
  }

  private find(type: string): Found | undefined {
    const found = findFrame({ type }, this.driver.name, this.sources);
    return found === undefined || "misfit" in found ? undefined : found;
  }

  private buffer(type: string): Made {
    const check = { subject: type, role: "", spec: `${type}, which begins with a struct xdp_buff` };
    const path = [...this.home, "buff"];
    const found = this.find(type);
    if (found === undefined) return lacking(check, path, "type", `the kernel has no ${type}`);
    const { btf, struct, source } = found;
    const first = btf.members(struct, { flatten: true }).filter(({ bitOffset }) => bitOffset === 0);
    const kernel = first.map((member) => sayMember(btf, member)).join(", ");
    if (first.some(({ type }) => tagOf(btf.resolve(type)) === "struct xdp_buff"))
      return { ...check, kernel, path, status: "agrees", problems: [], btf: source };
    const message = `${type} does not begin with a struct xdp_buff`;
    return { ...check, kernel, path, status: "differs", problems: [{ rule: "container", message }], btf: source };
  }

  private ring({ type, member }: MemberRef): Made {
    const found = this.find(type);
    const held = found?.btf.member(found.struct, member);
    const path = [...this.home, "ring", "member"];
    const check = { subject: `${type}.${member}`, role: "", spec: RXQ, path };
    // That it is not there is said of the member itself.
    if (found === undefined || held === undefined) return { ...check, ...GOOD, kernel: "", btf: "" };
    const { btf, source } = found;
    const kernel = sayMember(btf, held);
    if (tagOf(btf.resolve(held.type)) === RXQ) return { ...check, ...GOOD, kernel, btf: source };
    const message = `${type}.${member} is no ${RXQ}`;
    return { ...check, kernel, btf: source, status: "differs", problems: [{ rule: "container", message }] };
  }

  private declared({ type, member }: MemberRef): MemberType | undefined {
    const struct = this.driver.structs.find((candidate) => candidate.type === type);
    return struct?.members.find(({ name }) => name === member)?.type;
  }

  /**
   * Step by step, so that a struct inside is judged where it is, and one without a tag can be gone through. What is in
   * such a struct may be declared with it: `dqo.complq` of `struct gve_rx_ring`.
   */
  private walk({ type, member, leaf }: Hop): Made {
    const check = { subject: `${type}.${member}`, role: "", spec: `${memberTypeText(leaf)} ${member}` };
    const found = this.find(type);
    if (found === undefined) {
      return lacking({ ...check, spec: type }, this.place(type), "type", `the kernel has no ${type}`);
    }
    const { btf, source } = found;
    const steps = member.split(".");
    let [at, declaredIn, name] = [found.struct, type, ""];
    for (const [i, step] of steps.entries()) {
      const next = memberNamed(btf, at, step);
      name += step;
      const path = this.place(declaredIn, name);
      if (next === undefined) {
        const whole = steps.slice(0, i + 1).join(".");
        return lacking(check, path, "member", `${type} has no member ${whole}`, source);
      }
      const isLast = i === steps.length - 1;
      const said = isLast ? leaf : this.declared({ type: declaredIn, member: name });
      const misfit = said && misfitOfMember(said, next, btf);
      if (isLast || misfit !== undefined) {
        const kernel = sayMember(btf, next);
        if (misfit === undefined) return { ...check, ...GOOD, kernel, path, btf: source };
        return { ...check, kernel, path, status: "differs", problems: [misfit], btf: source };
      }
      at = next.type;
      declaredIn = said?.kind === "struct" ? said.type : declaredIn;
      name = said === undefined ? `${name}.` : "";
    }
    throw new Error(`${type}: a path without steps`);
  }

  /** Where `types` declares it; what every driver knows is declared nowhere, so the point itself is shown. */
  private place(type: string, ...member: string[]): Path {
    const known = this.driver.structs.some((struct) => struct.type === type);
    return known ? ["types", type, ...member] : this.home;
  }
}

const GOOD = { status: "agrees", problems: [] } as const;

function memberNamed(btf: Btf, id: number, name: string): Member | undefined {
  const { kind } = btf.resolve(id);
  return kind === "struct" || kind === "union" ? btf.member(id, name) : undefined;
}

type Said = Pick<AccessCheck, "subject" | "role" | "spec">;

function lacking(check: Said, path: Path, rule: Rule, message: string, btf = ""): Made {
  return { ...check, kernel: "", path, status: "lacking", problems: [{ rule, message }], btf };
}

export function refKey({ type, member }: MemberRef): string {
  return `${type}.${member}`;
}
