// Records what `nicdesc doctor` reads of the machine that this runs on, for one interface: machine.json, and the
// kernel's types cut down to what doctor asks them. What tells machines apart (addresses, the rest of the kernel's
// name) is left out. The documents show what doctor makes of it.
//
//   node test/doctor/recorded/make.mjs INTERFACE DRIVER
//
// For a kernel with the driver built in. Needs a built dist/.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { cutTypes, writeBtf } from "../../../dist/btf/index.js";
import { readBtfFile } from "../../../dist/fs/btf.js";
import { readSpecs } from "../../../dist/fs/specs.js";
import { parse } from "../../../dist/load.js";
import { find, wantedOf } from "../../verify/fixtures-access/wanted.mjs";

const [name, driver] = process.argv.slice(2);
const { model } = parse(readSpecs([]));
const spec = model.drivers.find((each) => each.name === driver);
if (name === undefined || spec === undefined) {
  console.error("usage: node test/doctor/recorded/make.mjs INTERFACE DRIVER");
  process.exit(2);
}

const KERNEL = [
  "bpf_cast_to_kern_ctx()",
  "bpf_rdonly_cast()",
  "bpf_xdp_metadata_rx_hash()",
  "bpf_xdp_metadata_rx_timestamp()",
  "bpf_xdp_metadata_rx_vlan_tag()",
  "enum bpf_func_id",
];
const OPTIONS = /^CONFIG_(BPF_EVENTS|DYNAMIC_FTRACE_WITH_DIRECT_CALLS|BPF_JIT_ALWAYS_ON)=.*$/gm;

const release = read("/proc/sys/kernel/osrelease").match(/^[\d.]+/)[0];
const config = existsSync("/proc/config.gz")
  ? gunzipSync(readFileSync("/proc/config.gz")).toString("utf8")
  : read(`/boot/config-${read("/proc/sys/kernel/osrelease").trim()}`);
const device = realpathSync(`/sys/class/net/${name}`);
const files = {
  "proc/sys/kernel/osrelease": release,
  "proc/self/status": read("/proc/self/status").match(/^CapEff:.*$/m)[0],
  "proc/self/uid_map": read("/proc/self/uid_map"),
  "proc/sys/kernel/unprivileged_bpf_disabled": read("/proc/sys/kernel/unprivileged_bpf_disabled"),
  "proc/sys/net/core/bpf_jit_enable": read("/proc/sys/net/core/bpf_jit_enable"),
  "sys/kernel/security/lockdown": read("/sys/kernel/security/lockdown"),
  [`boot/config-${release}`]: (config.match(OPTIONS) ?? []).join("\n"),
  [`${device.slice(1)}/type`]: read(`${device}/type`),
  [`${device.slice(1)}/uevent`]: read(`${device}/uevent`).replace(/^IFINDEX=.*$/m, ""),
};
const links = { [`sys/class/net/${name}`]: device.slice(1) };
for (const path of [`${device}/device`, `${device}/device/driver`, `${device}/device/driver/module`])
  if (existsSync(path)) links[join(realpathSync(dirname(path)), basename(path)).slice(1)] = realpathSync(path).slice(1);
const ip = spawnSync("ip", ["-details", "-json", "link"], { encoding: "utf8" });
const kinds = JSON.parse(ip.stdout || "[]").filter(({ ifname }) => ifname === name);
const programs = { ip: JSON.stringify(kinds.map(({ ifname, linkinfo }) => ({ ifname, linkinfo }))) };

const kept = Object.entries(files).flatMap(([path, text]) => (text.trim() === "" ? [] : [[path, text.trim()]]));
write(
  "machine.json",
  `${JSON.stringify({ interface: name, files: Object.fromEntries(kept), links, programs }, null, 2)}\n`,
);

const btf = readBtfFile("/sys/kernel/btf/vmlinux");
const found = [...KERNEL, ...wantedOf(spec)].flatMap((wanted) => find(btf, wanted)?.id ?? []);
const { base, own } = cutTypes(btf, found);
write("vmlinux.btf", writeBtf([...base, ...own], { endian: btf.endian }));

function read(path) {
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

function write(file, content) {
  writeFileSync(join(import.meta.dirname, file), content);
}
