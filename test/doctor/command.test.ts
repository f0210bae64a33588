import { execFileSync, spawnSync } from "node:child_process";
import { describe, expect, onTestFinished, test } from "vitest";
import { UsageError } from "../../src/errors.js";
import { cli } from "../cli/harness.js";
import { ALL, config, examine, kernelBtf, type Machine, WELL } from "./support.js";

const withFiles = (files: Machine["files"]): Machine => ({ ...WELL, files: { ...WELL.files, ...files } });
const withInterfaces = (interfaces: Machine["interfaces"], run?: Machine["run"]): Machine => ({
  ...WELL,
  interfaces,
  ...(run === undefined ? {} : { run }),
});
/** The lines of one interface. */
const screenOf = async (machine: Machine, name: string) =>
  (await examine(machine, [name]))
    .split("\n\n")[1]
    ?.trimEnd()
    .split("\n")
    .map((line) => line.trimEnd());

test("a machine on which all is well", async () => {
  expect((await examine(WELL)).split("\n")).toEqual([
    "Linux 6.18.0-amd64",
    "  types (BTF)    vmlinux; no modules",
    "  capabilities   CAP_NET_ADMIN, CAP_SYS_ADMIN, CAP_PERFMON, CAP_BPF",
    "  unprivileged   refused",
    "  lockdown       none",
    "  JIT            on",
    "  verifier       bpf_rdonly_cast, bpf_rdonly_cast to void (by version),",
    "                 bpf_probe_read_kernel",
    "  kfuncs         bpf_xdp_metadata_rx_hash, bpf_xdp_metadata_rx_timestamp,",
    "                 bpf_xdp_metadata_rx_vlan_tag",
    "  reads by       cast (NICDESC_ACCESS_CAST): a cast, then plain loads",
    "  tracing        not known: the kernel was built for them; whether they are",
    "                 refused shows only when one is loaded",
    "",
    "eth0  own (by sysfs), built in: Somebody's NIC",
    expect.stringMatching(/^ {2}format flex {4}nicdesc_nic = NICDESC_NIC_OWN_FLEX \(0x[0-9a-f]{8}\)$/),
    "  descriptors    own/rx, own/tx",
    "  ways           container  xdp_buff  struct own_buff  there",
    "                 ring       rxq       struct own_ring  not for this kernel: it is for kernels <6.12",
    "  hooks          devrx      tp_btf  own_clean_rx  not there: the kernel has no tracepoint own_clean_rx",
    "                 devrx_skb  fentry  own_fill_skb  not there: the kernel has no function own_fill_skb",
    "  no kernel has  devtx_submit_skb",
    "  include        <nicdesc/metadata.h> or <nicdesc/own/driver.h>",
    "",
    "lo  loopback: no driver, no descriptors",
    "",
  ]);
});

test("the same as JSON", async () => {
  const { kernel, interfaces } = JSON.parse(await examine(WELL, ["eth0"], true));
  expect(kernel).toMatchObject({ release: "6.18.0-amd64", lockdown: "none", jit: "yes", access: { mode: "cast" } });
  expect(interfaces).toHaveLength(1);
  expect(interfaces[0]).toMatchObject({
    name: "eth0",
    kind: "device",
    driver: "own",
    saidBy: "sysfs",
    btf: "vmlinux",
    spec: { name: "own" },
    formats: [{ name: "flex", macro: "NICDESC_NIC_OWN_FLEX", descriptors: ["own/rx"] }],
    headers: ["nicdesc/metadata.h", "nicdesc/own/driver.h"],
    advice: [],
  });
  const { selector } = interfaces[0].formats[0];
  expect(Number.isInteger(selector) && selector > 0 && selector < 2 ** 32).toBe(true);
});

describe("interfaces", () => {
  test("one that is not there", async () => {
    await expect(examine(WELL, ["eth1"])).rejects.toMatchObject({
      message: "there is no interface eth1",
      help: "did you mean `eth0`?",
    });
    await expect(examine(WELL, ["wlan"])).rejects.toThrow(UsageError);
  });

  test("a driver without a spec", async () => {
    expect(await screenOf(withInterfaces({ eth0: { driver: "other" } }), "eth0")).toEqual([
      "eth0  other (by sysfs)",
      "  missing        nicdesc has no spec of other; to mend it: nicdesc import makes",
      "                 a first one of its types",
    ]);
  });

  test("ethtool's name goes before that of the bus driver", async () => {
    const run = (program: string) => (program === "ethtool" ? "driver: own\nversion: 6.18\n" : undefined);
    const [head] = (await screenOf(withInterfaces({ eth0: { driver: "own_core" } }, run), "eth0")) ?? [];
    expect(head).toBe("eth0  own (by ethtool), built in: Somebody's NIC");
  });

  test("a virtual link, whose kind `ip` knows", async () => {
    const links = JSON.stringify([{ ifname: "l0", linkinfo: { info_kind: "lonely" } }, { ifname: "d0" }]);
    const run = (program: string) => (program === "ip" ? links : undefined);
    const machine = withInterfaces({ l0: {}, d0: {} }, run);
    const [head, format, way] = (await screenOf(machine, "l0")) ?? [];
    expect(head).toBe("l0  lonely (by ip): A driver without descriptors");
    expect(format).toContain("NICDESC_NIC_LONELY_SKB");
    expect(way).toContain("not known");
    expect(await screenOf(machine, "d0")).toEqual([
      "d0  a virtual device",
      "  missing        the kind of this device is not known",
    ]);
  });

  test("without `ip`, or with one that knows no JSON, the kind may not be known", async () => {
    for (const run of [() => undefined, () => "1: lo: <LOOPBACK>"])
      expect(await screenOf(withInterfaces({ l0: {} }, run), "l0")).toEqual([
        "l0  a virtual device",
        "  missing        the kind of this device is not known; to mend it: install",
        "                 iproute2: `ip` knows the kind of a link",
      ]);
    const bridge = withInterfaces({ br0: { uevent: "DEVTYPE=bridge\n" } });
    expect(await screenOf(bridge, "br0")).toEqual(["br0  bridge (by uevent), a virtual link without descriptors"]);
  });

  test("a loaded module: with types of its own, and without", async () => {
    const loaded = { "sys/module/own/initstate": "live\n", "sys/kernel/btf/vmlinux": kernelBtf({ driver: false }) };
    const [head, ...rest] = (await screenOf(withFiles({ ...loaded, "sys/kernel/btf/own": kernelBtf() }), "eth0")) ?? [];
    expect(head).toBe("eth0  own (by sysfs), a module: Somebody's NIC");
    expect(rest.join("\n")).toContain("container  xdp_buff  struct own_buff  there");
    const without = (await screenOf(withFiles(loaded), "eth0"))?.join("\n");
    expect(without).toContain("eth0  own (by sysfs), a module without types: Somebody's NIC");
    expect(without).toContain("missing        the module own is loaded, but has no types in /sys/kernel/btf;");
    expect(without).toContain("include        <nicdesc/own/rx.h> or <nicdesc/own/tx.h>");
  });
});

test("a function that has types may still be none that ftrace can attach to", async () => {
  const sites = "sys/kernel/tracing/available_filter_functions";
  const hook = async (files: Machine["files"]) => {
    const machine = withFiles({ "sys/kernel/btf/vmlinux": kernelBtf({ driver: false, hook: true }), ...files });
    return (await screenOf(machine, "eth0"))?.join("\n");
  };
  expect(await hook({})).toContain("own_fill_skb  there, if ftrace can attach to it\n");
  const listed = await hook({ [sites]: "do_one\nown_fill_skb [own]\n" });
  expect(listed).toContain("own_fill_skb  there\n");
  expect(listed).toContain("  include        <nicdesc/own/driver.h>\n");
  expect(listed).toContain("  missing        this kernel's driver has no way from XDP; to mend it: use its\n");
  const unlisted = await hook({ [sites]: "do_one\nown_fill_skb.isra.0 [own]\n" });
  expect(unlisted).toContain("own_fill_skb  no use: ftrace cannot attach to it\n");
  expect(unlisted).toContain("<nicdesc/own/rx.h>");
});

describe("a machine that lacks something", () => {
  const kernelScreen = async (files: Machine["files"]) => (await examine(withFiles(files))).split("\n\n")[0] ?? "";

  test("Linux", async () => {
    const nothing = kernelScreen({ "proc/sys/kernel/osrelease": "" });
    await expect(nothing).rejects.toThrow("this machine shows no Linux kernel");
  });

  test("types", async () => {
    const text = await examine(withFiles({ "sys/kernel/btf/vmlinux": "" }));
    expect(text).toContain("  types (BTF)    none\n");
    expect(text).toContain("  reads by       not known: the kernel's types cannot be read\n");
    expect(text).toContain("missing        the kernel shows no types in /sys/kernel/btf;");
  });

  test("types that are damaged are said, and the rest is shown", async () => {
    const text = await examine(withFiles({ "sys/kernel/btf/vmlinux": "no BTF" }));
    expect(text).toContain("sys/kernel/btf/vmlinux: ");
    expect(text).toContain("lo  loopback");
  });

  test("capabilities, and everything that a container hides", async () => {
    expect(await kernelScreen({ "proc/self/status": "CapEff:\t0000000000001000\n" })).toContain(
      "  capabilities   CAP_NET_ADMIN, no CAP_SYS_ADMIN, no CAP_PERFMON, no CAP_BPF\n",
    );
    const shown = ["sys/kernel/btf/vmlinux", "proc/sys/kernel/osrelease"];
    const hidden = Object.keys(WELL.files).filter((path) => !shown.includes(path));
    const text = await kernelScreen(Object.fromEntries(hidden.map((path) => [path, ""])));
    expect(text).toContain("  capabilities   not known\n");
    expect(text).toContain("  unprivileged   not known\n");
    expect(text).toContain("  JIT            not known\n");
  });

  test("a user namespace, and a kernel without tracing", async () => {
    const text = await kernelScreen({
      "proc/self/uid_map": "0 1000 1\n",
      "proc/self/status": `CapEff:\t${ALL}\n`,
      "proc/config.gz": config("CONFIG_BPF=y"),
    });
    expect(text).toContain("(of a user");
    expect(text).toContain("  tracing        refused: the kernel was built without CONFIG_BPF_EVENTS");
  });

  test("an older kernel", async () => {
    const text = await kernelScreen({ "proc/sys/kernel/osrelease": "6.12.9\n" });
    expect(text).toContain("no bpf_rdonly_cast to void");
    expect(text).toContain("  reads by       copy (NICDESC_ACCESS_COPY)");
  });

  test("configuration in /boot", async () => {
    const text = await kernelScreen({ "proc/config.gz": "", "boot/config-6.18.0-amd64": "CONFIG_BPF_EVENTS=y\n" });
    expect(text).toMatch(/built without\s+CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS/);
  });
});

describe("on the command line", () => {
  test("an interface that is not there", async () => {
    expect(await cli(["doctor", "no such interface"])).toMatchObject({ code: 2, out: "" });
  });

  test("loopback of this machine", async () => {
    const { code, out } = await cli(["doctor", "lo"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^Linux \d+\.\d+/);
    expect(out.endsWith("\nlo  loopback: no driver, no descriptors\n")).toBe(true);
  });
});

const links = (...args: string[]) => spawnSync("ip", ["link", ...args]).status === 0;
const [ONE, OTHER] = ["ndtest0", "ndtest1"];
const canLink =
  process.getuid?.() === 0 && links("add", ONE, "type", "veth", "peer", "name", OTHER) && links("del", ONE);

test.runIf(canLink)("a veth pair of this machine", async () => {
  execFileSync("ip", ["link", "add", ONE, "type", "veth", "peer", "name", OTHER]);
  onTestFinished(() => {
    links("del", ONE);
  });
  const { interfaces } = JSON.parse((await cli(["doctor", ONE, OTHER, "--json"])).out);
  for (const each of interfaces) expect(each).toMatchObject({ kind: "virtual", driver: "veth", advice: [] });
  expect(interfaces.map(({ name }: { name: string }) => name)).toEqual([ONE, OTHER]);
});
