/** A machine that is made up: its files in a folder, and its programs as functions. */
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { type BtfType, writeBtf } from "../../src/btf/index.js";
import { doctor } from "../../src/commands/doctor.js";
import type { Run } from "../../src/fs/machine.js";
import { folder } from "../cli/harness.js";
import { ownSpecs } from "../kernels/support.js";

type NewType = BtfType extends infer T ? (T extends BtfType ? Omit<T, "id"> : never) : never;

const KFUNCS = [
  "bpf_rdonly_cast",
  "bpf_xdp_metadata_rx_hash",
  "bpf_xdp_metadata_rx_timestamp",
  "bpf_xdp_metadata_rx_vlan_tag",
];

interface Kernel {
  readonly functions?: readonly string[];
  readonly helper?: string;
  /** Has the types of the made-up driver's first way. */
  readonly driver?: boolean;
  /** Has the function of its hook of fentry. */
  readonly hook?: boolean;
}

/** The BTF of a kernel with these functions and this helper. */
export function kernelBtf({
  functions = KFUNCS,
  helper = "BPF_FUNC_probe_read_kernel",
  driver = true,
  hook = false,
}: Kernel = {}) {
  const values = [{ name: helper, value: 113n }];
  const member = (name: string, type: number, bitOffset: number) => ({ name, type, bitOffset, bitSize: 0 });
  const buff = [member("xdp", 4, 0), member("desc", 3, 64)];
  const hookParams = [
    { name: "desc", type: 3 },
    { name: "skb", type: 6 },
  ];
  const types: NewType[] = [
    { kind: "func_proto", name: "", returns: 0, params: [], variadic: false },
    { kind: "enum", name: "bpf_func_id", size: 4, signed: false, values },
    { kind: "ptr", name: "", type: 0 },
    { kind: "struct", name: "xdp_buff", size: 8, members: [member("data", 3, 0)] },
    { kind: "struct", name: "sk_buff", size: 8, members: [member("head", 3, 0)] },
    { kind: "ptr", name: "", type: 5 },
    { kind: "func_proto", name: "", returns: 0, params: hookParams, variadic: false },
    ...(hook ? [{ kind: "func" as const, name: "own_fill_skb", type: 7, linkage: "static" as const }] : []),
    ...(driver ? [{ kind: "struct" as const, name: "own_buff", size: 16, members: buff }] : []),
    ...functions.map((name) => ({ kind: "func" as const, name, type: 1, linkage: "global" as const })),
  ];
  const numbered = types.map((type, index) => ({ ...type, id: index + 1 }) as BtfType);
  return writeBtf(numbered, { endian: "little" });
}

export const ALL = "000001ffffffffff";

interface Interface {
  /** Its bus driver; none makes it a virtual device. */
  readonly driver?: string;
  readonly type?: string;
  readonly uevent?: string;
}

export interface Machine {
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly interfaces: Readonly<Record<string, Interface>>;
  readonly run?: Run;
}

/** A machine on which all is well. */
export const WELL: Machine = {
  files: {
    "proc/sys/kernel/osrelease": "6.18.0-amd64\n",
    "proc/self/status": `Name:\tnode\nCapEff:\t${ALL}\n`,
    "proc/self/uid_map": "         0          0 4294967295\n",
    "proc/sys/kernel/unprivileged_bpf_disabled": "2\n",
    "proc/sys/net/core/bpf_jit_enable": "1\n",
    "proc/config.gz": config("CONFIG_BPF_EVENTS=y", "CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS=y"),
    "sys/kernel/security/lockdown": "[none] integrity confidentiality\n",
    "sys/kernel/btf/vmlinux": kernelBtf(),
  },
  interfaces: { lo: { type: "772" }, eth0: { driver: "own" } },
};

export function config(...lines: readonly string[]): Uint8Array {
  return gzipSync(`# Linux\n${lines.join("\n")}\n# CONFIG_KPROBES is not set\n`);
}

/** The folder of a machine; a file of "" is not there. */
function rootOf({ files, interfaces }: Machine): string {
  const root = folder();
  const put = (path: string, content: string | Uint8Array) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  for (const [path, content] of Object.entries(files)) if (content.length > 0) put(path, content);
  for (const [name, { driver, type = "1", uevent = "" }] of Object.entries(interfaces)) {
    const device = driver === undefined ? "sys/devices/virtual" : "sys/devices/pci0000:00/0000:00:03.0";
    put(`${device}/net/${name}/type`, `${type}\n`);
    put(`${device}/net/${name}/uevent`, `INTERFACE=${name}\n${uevent}`);
    mkdirSync(join(root, "sys/class/net"), { recursive: true });
    symlinkSync(join(root, device, "net", name), join(root, "sys/class/net", name));
    if (driver === undefined) continue;
    mkdirSync(join(root, `sys/bus/pci/drivers/${driver}`), { recursive: true });
    mkdirSync(join(root, `sys/module/${driver}`), { recursive: true });
    symlinkSync(join(root, `sys/module/${driver}`), join(root, `sys/bus/pci/drivers/${driver}/module`));
    symlinkSync(join(root, device), join(root, device, `net/${name}/device`));
    symlinkSync(join(root, `sys/bus/pci/drivers/${driver}`), join(root, device, "driver"));
  }
  return root;
}

/** What doctor prints there. */
export async function examine(machine: Machine, argv: readonly string[] = [], json = false): Promise<string> {
  let out = "";
  const io = {
    out: (text: string | Uint8Array) => {
      out += String(text);
    },
    err: (text: string) => {
      throw new Error(text);
    },
    stdin: async () => new Uint8Array(),
    color: { out: false, err: false },
    width: 80,
  };
  const specs = ownSpecs().slice(1);
  await doctor(argv, { specs, json }, io, { root: rootOf(machine), run: machine.run ?? (() => undefined) });
  return out;
}
