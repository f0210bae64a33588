/** Reading what a machine's /proc and /sys say, and what `ip` and `ethtool` print. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync, realpathSync } from "node:fs";
import { basename, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { compareText } from "../diagnostics/diagnostic.js";
import { didYouMean } from "../diagnostics/suggest.js";
import type { InterfaceFacts, MachineFacts } from "../doctor/facts.js";
import { UsageError } from "../errors.js";
import { isFolder, statOf } from "./walk.js";

/** Gives what a program prints; undefined when it is not installed or fails. */
export type Run = (program: string, args: readonly string[]) => string | undefined;

export interface MachineOptions {
  /** What stands for `/`. */
  readonly root?: string;
  readonly run?: Run;
}

const PATIENCE = 5000;
/** Where the programs are that a user's own PATH often leaves out. */
const SYSTEM_PATH = "/usr/sbin:/sbin";

/**
 * @param named the interfaces to look at; all for none.
 * @throws UsageError for an interface that is not there, and where there is no Linux at all.
 */
export function readMachine(named: readonly string[], options: MachineOptions = {}): MachineFacts {
  const { root = "/", run = runProgram } = options;
  const text = (...path: string[]) => readText(join(root, ...path))?.trim();
  const release = text("proc/sys/kernel/osrelease");
  if (release === undefined)
    throw new UsageError("this machine shows no Linux kernel", "`nicdesc kernels --kernel 6.12` tells of another");
  return {
    release,
    btf: namesIn(btfFolder(root)),
    capabilities: capabilitiesOf(text("proc/self/status")),
    uidMap: text("proc/self/uid_map"),
    unprivilegedBpf: text("proc/sys/kernel/unprivileged_bpf_disabled"),
    lockdown: text("sys/kernel/security/lockdown"),
    jit: text("proc/sys/net/core/bpf_jit_enable"),
    config: configOf(root, release),
    loaded: (namesIn(join(root, "sys/module")) ?? []).filter(
      (name) => statOf(join(root, "sys/module", name, "initstate")) !== undefined,
    ),
    traceable: traceableIn(root),
    interfaces: readInterfaces(named, root, run),
  };
}

/** Where the running kernel shows its types. */
export function btfFolder(root = "/"): string {
  return join(root, "sys/kernel/btf");
}

function readInterfaces(named: readonly string[], root: string, run: Run): InterfaceFacts[] {
  const folder = join(root, "sys/class/net");
  const there = (namesIn(folder) ?? []).filter((name) => isFolder(join(folder, name)));
  const unknown = named.find((name) => !there.includes(name));
  if (unknown !== undefined) {
    const all = there.length === 0 ? "there is none here" : `there is ${there.join(", ")}`;
    throw new UsageError(`there is no interface ${unknown}`, didYouMean(unknown, there) ?? all);
  }
  const kinds = kindsOf(run("ip", ["-details", "-json", "link"]));
  return (named.length === 0 ? there : [...new Set(named)]).map((name) =>
    readInterface(name, join(folder, name), kinds, run),
  );
}

function readInterface(
  name: string,
  folder: string,
  kinds: ReadonlyMap<string, string> | undefined,
  run: Run,
): InterfaceFacts {
  const hardware = Number.parseInt(readText(join(folder, "type")) ?? "", 10);
  return {
    name,
    driver: linkOf(join(folder, "device/driver")),
    module: linkOf(join(folder, "device/driver/module")),
    virtual: isVirtual(folder),
    ethtool: /^driver: *(\S+)$/m.exec(run("ethtool", ["-i", name]) ?? "")?.[1] ?? "",
    kind: kinds?.get(name),
    deviceType: /^DEVTYPE=(.*)$/m.exec(readText(join(folder, "uevent")) ?? "")?.[1] ?? "",
    hardware: Number.isNaN(hardware) ? undefined : hardware,
  };
}

/** By the name of the interface; empty for one that has no kind. Undefined for what is not `ip`'s JSON. */
function kindsOf(json: string | undefined): ReadonlyMap<string, string> | undefined {
  if (json === undefined) return undefined;
  try {
    const links = JSON.parse(json) as { ifname?: string; linkinfo?: { info_kind?: string } }[];
    return new Map(links.map(({ ifname = "", linkinfo }) => [ifname, linkinfo?.info_kind ?? ""]));
  } catch {
    return undefined;
  }
}

function isVirtual(folder: string): boolean {
  try {
    return /\/devices\/virtual\//.test(realpathSync(folder));
  } catch {
    return false;
  }
}

function capabilitiesOf(status: string | undefined): bigint | undefined {
  const [, mask] = /^CapEff:\s*([0-9a-f]+)$/m.exec(status ?? "") ?? [];
  return mask === undefined ? undefined : BigInt(`0x${mask}`);
}

/** Where the kernel shows its configuration itself, or the distribution has put it. */
function configOf(root: string, release: string): ReadonlyMap<string, string> | undefined {
  const text = readPacked(join(root, "proc/config.gz")) ?? readText(join(root, "boot", `config-${release}`));
  if (text === undefined) return undefined;
  return new Map([...text.matchAll(/^(CONFIG_\w+)=(.*)$/gm)].map(([, key = "", value = ""]) => [key, value]));
}

/** tracefs is mounted in one of two places, or not at all, and only root may read it. */
function traceableIn(root: string): ReadonlySet<string> | undefined {
  const places = ["sys/kernel/tracing", "sys/kernel/debug/tracing"];
  const text = places.map((place) => readText(join(root, place, "available_filter_functions"))).find((each) => each);
  return text === undefined ? undefined : new Set([...text.matchAll(/^\S+/gm)].map(([name]) => name));
}

function readPacked(path: string): string | undefined {
  try {
    return gunzipSync(readFileSync(path)).toString("utf8");
  } catch {
    return undefined;
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

/** The last name of what a link points at; empty for what is no link. */
function linkOf(path: string): string {
  try {
    return basename(readlinkSync(path));
  } catch {
    return "";
  }
}

function namesIn(folder: string): string[] | undefined {
  try {
    return readdirSync(folder).sort(compareText);
  } catch {
    return undefined;
  }
}

function runProgram(program: string, args: readonly string[]): string | undefined {
  const { PATH = "" } = process.env;
  const env = { ...process.env, LC_ALL: "C", PATH: `${PATH}:${SYSTEM_PATH}` };
  const { status, stdout } = spawnSync(program, args, { encoding: "utf8", timeout: PATIENCE, env });
  return status === 0 ? stdout : undefined;
}
