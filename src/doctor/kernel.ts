/** What a kernel allows a BPF program that reads descriptors, judged by what was read of the machine and its BTF. */
import type { Btf } from "../btf/index.js";
import type { Known } from "../kernels/judge.js";
import { type KernelVersion, kernelVersion } from "../verify/kernels.js";
import type { MachineFacts } from "./facts.js";

/** What is missing, and what would mend it. */
export interface Advice {
  readonly problem: string;
  readonly mend: string;
}

/** How kernel memory is read: `cast`, plain loads behind bpf_rdonly_cast(); `copy`, bpf_probe_read_kernel(). */
type AccessMode = "cast" | "copy" | "none" | "unknown";

export interface KernelReport {
  readonly release: string;
  readonly btf: { readonly vmlinux: boolean; readonly modules: readonly string[] };
  /** Of this process. */
  readonly capabilities: readonly { readonly name: string; readonly has: Known }[];
  /** Whether they count for the whole machine, that is, are not those of a user namespace. */
  readonly initialUserNamespace: Known;
  /** Whether programs may be loaded without capabilities; none of those can read a descriptor. */
  readonly unprivilegedBpf: Known;
  readonly lockdown: "none" | "integrity" | "confidentiality" | "unknown";
  readonly jit: Known;
  readonly verifier: readonly { readonly name: string; readonly has: Known; readonly by: "btf" | "version" }[];
  /** The kernel's own metadata functions; the driver must have them, too. */
  readonly kfuncs: readonly { readonly name: string; readonly has: Known }[];
  readonly access: { readonly mode: AccessMode; readonly why: string };
  /** fentry, fexit, tp_btf: `no` where the kernel's configuration says so; that they work, only trying shows. */
  readonly tracing: { readonly works: "no" | "unknown"; readonly why: string };
  readonly advice: readonly Advice[];
}

const CAPABILITIES = [
  { name: "CAP_NET_ADMIN", bit: 12n },
  { name: "CAP_SYS_ADMIN", bit: 21n },
  { name: "CAP_PERFMON", bit: 38n },
  { name: "CAP_BPF", bit: 39n },
] as const;

const KFUNCS = ["bpf_xdp_metadata_rx_hash", "bpf_xdp_metadata_rx_timestamp", "bpf_xdp_metadata_rx_vlan_tag"];
const CAST = "bpf_rdonly_cast";
const PROBE = "bpf_probe_read_kernel";
const VOID_CAST = "bpf_rdonly_cast to void";
/** BTF does not show what a cast may be to. */
const VOID_CAST_SINCE: KernelVersion = { major: 6, minor: 17 };

export function judgeKernel(facts: MachineFacts, vmlinux: Btf | undefined): KernelReport {
  const version = kernelVersion(facts.release);
  const capabilities = CAPABILITIES.map(({ name, bit }) => ({ name, has: capability(facts.capabilities, bit) }));
  const lockdown = lockdownOf(facts.lockdown);
  const jit = jitOf(facts);
  const verifier = verifierOf(version, vmlinux);
  const without = {
    release: facts.release,
    btf: {
      vmlinux: vmlinux !== undefined,
      modules: (facts.btf ?? []).filter((name) => name !== "vmlinux"),
    },
    capabilities,
    initialUserNamespace: namespaceOf(facts.uidMap),
    unprivilegedBpf: unprivilegedOf(facts.unprivilegedBpf),
    lockdown,
    jit,
    verifier,
    kfuncs: KFUNCS.map((name) => ({ name, has: hasFunction(vmlinux, name) })),
    access: accessOf(verifier, jit, lockdown),
    tracing: tracingOf(facts.config),
  };
  return { ...without, advice: adviceFor(without) };
}

function capability(mask: bigint | undefined, bit: bigint): Known {
  return mask === undefined ? "unknown" : known(((mask >> bit) & 1n) === 1n);
}

function known(is: boolean): Known {
  return is ? "yes" : "no";
}

/** The map of the first namespace is all ids to themselves. */
function namespaceOf(uidMap: string | undefined): Known {
  return uidMap === undefined ? "unknown" : known(/^0\s+0\s+4294967295$/.test(uidMap));
}

function unprivilegedOf(text: string | undefined): Known {
  return text === undefined ? "unknown" : known(text === "0");
}

/** `none [integrity] confidentiality` */
function lockdownOf(text: string | undefined): KernelReport["lockdown"] {
  const [, level] = /\[(none|integrity|confidentiality)\]/.exec(text ?? "") ?? [];
  return (level as KernelReport["lockdown"] | undefined) ?? "unknown";
}

/** A kernel that has no interpreter has no way to be without the compiler. */
function jitOf({ jit, config }: MachineFacts): Known {
  if (jit !== undefined) return known(jit !== "0");
  return config?.get("CONFIG_BPF_JIT_ALWAYS_ON") === "y" ? "yes" : "unknown";
}

function hasFunction(vmlinux: Btf | undefined, name: string): Known {
  return vmlinux === undefined ? "unknown" : known(vmlinux.find("func", name) !== undefined);
}

function verifierOf(version: KernelVersion | undefined, vmlinux: Btf | undefined): KernelReport["verifier"] {
  const byVersion = version === undefined ? "unknown" : known(isSince(version, VOID_CAST_SINCE));
  const cast = hasFunction(vmlinux, CAST);
  return [
    { name: CAST, has: cast, by: "btf" },
    { name: VOID_CAST, has: cast === "no" ? "no" : byVersion, by: "version" },
    { name: PROBE, has: hasHelper(vmlinux), by: "btf" },
  ];
}

/** Helpers have no functions that programs call by name, but a number each. */
function hasHelper(vmlinux: Btf | undefined): Known {
  if (vmlinux === undefined) return "unknown";
  const all = [...vmlinux.findAll("enum", "bpf_func_id"), ...vmlinux.findAll("enum64", "bpf_func_id")];
  return known(all.some(({ values }) => values.some(({ name }) => name === "BPF_FUNC_probe_read_kernel")));
}

function isSince({ major, minor }: KernelVersion, first: KernelVersion): boolean {
  return major > first.major || (major === first.major && minor >= first.minor);
}

function accessOf(
  verifier: KernelReport["verifier"],
  jit: Known,
  lockdown: KernelReport["lockdown"],
): KernelReport["access"] {
  const has = (wanted: string) => verifier.find(({ name }) => name === wanted)?.has ?? "unknown";
  if (has(CAST) === "unknown") return { mode: "unknown", why: "the kernel's types cannot be read" };
  if (has(CAST) === "yes" && jit === "no")
    return { mode: "none", why: `without the JIT compiler the kernel refuses ${CAST}()` };
  if (has(VOID_CAST) === "yes") return { mode: "cast", why: "a cast, then plain loads" };
  if (has(PROBE) === "no") return { mode: "none", why: `the kernel has no ${PROBE}(): it came with 5.8` };
  if (lockdown === "confidentiality") return { mode: "none", why: `lockdown=confidentiality refuses ${PROBE}()` };
  return { mode: "copy", why: `a copy by ${PROBE}(); plain loads came with 6.17` };
}

/** The configuration can only rule it out: what else refuses a program (a sandbox, a policy) shows when it is loaded. */
function tracingOf(config: MachineFacts["config"]): KernelReport["tracing"] {
  const lacks = ["CONFIG_BPF_EVENTS", "CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS"].find(
    (option) => config !== undefined && config.get(option) !== "y",
  );
  if (lacks === "CONFIG_BPF_EVENTS") return { works: "no", why: `the kernel was built without ${lacks}` };
  if (lacks !== undefined)
    return { works: "unknown", why: `built without ${lacks}: fentry and fexit of most functions are refused` };
  const built = config === undefined ? "" : "the kernel was built for them; ";
  return { works: "unknown", why: `${built}whether they are refused shows only when one is loaded` };
}

function adviceFor(report: Omit<KernelReport, "advice">): Advice[] {
  const { btf, capabilities, initialUserNamespace, lockdown, jit, access } = report;
  const lacks = (name: string) => capabilities.find((each) => each.name === name)?.has === "no";
  const privileged = !lacks("CAP_SYS_ADMIN");
  const missing = ["CAP_BPF", "CAP_PERFMON"].filter((name) => lacks(name) && !privileged);
  const all = [...missing, ...(lacks("CAP_NET_ADMIN") ? ["CAP_NET_ADMIN"] : [])];
  const found: (Advice | false)[] = [
    !btf.vmlinux && {
      problem: "the kernel shows no types in /sys/kernel/btf",
      mend: "use a kernel that was built with CONFIG_DEBUG_INFO_BTF=y",
    },
    all.length > 0 && {
      problem: `this process lacks ${all.join(", ")}`,
      mend: "load programs as root, or give the loader cap_bpf,cap_perfmon,cap_net_admin+ep by setcap",
    },
    initialUserNamespace === "no" && {
      problem: "this process is in a user namespace, where its capabilities do not count for BPF",
      mend: "load programs outside of it, or hand it a BPF token",
    },
    jit === "no" && { problem: "the JIT compiler is off", mend: "sysctl net.core.bpf_jit_enable=1" },
    lockdown === "confidentiality" &&
      access.mode === "none" && {
        problem: access.why,
        mend: "boot with lockdown=integrity, or a kernel since 6.17, which needs it no more",
      },
  ];
  return found.filter((advice): advice is Advice => advice !== false);
}
