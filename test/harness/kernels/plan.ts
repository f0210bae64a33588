/** All that one kernel is asked to do, in one virtual machine; what comes of it is for the tests to judge. */
import { join } from "node:path";
import type { Driver, QueueFormat } from "../../../src/model/driver/types.js";
import type { Model } from "../../../src/model/types.js";
import { type Access, nicBytes } from "../selector.js";
import { PACKETS } from "../veth/packets.js";
import { RECEIVER } from "../veth/veth.js";
import type { Kernel } from "../vm/kernels.js";
import { hooksOn } from "./hooking.js";
import { Machine } from "./machine.js";
import { COMPILERS, type Compiler, libraryOf, type Objects } from "./objects.js";
import { sweep } from "./sweep.js";

/** Since 6.17 a cast needs no type; veth has a struct round its xdp_buff, and kfuncs, since 6.3. */
export const CASTS: Readonly<Record<Kernel, boolean>> = { "6.1": false, "6.12": false, "7.3": true };
export const HAS_VETH: Readonly<Record<Kernel, boolean>> = { "6.1": false, "6.12": true, "7.3": true };

/** Both compilers where the verifier knows least; of the later kernels one is for either. */
const READERS_OF: Readonly<Record<Kernel, readonly Compiler[]>> = {
  "6.1": COMPILERS,
  "6.12": ["clang-14"],
  "7.3": ["clang-19"],
};

export interface Setting {
  readonly name: string;
  readonly driver?: Driver;
  readonly format?: QueueFormat;
  readonly mode: Access;
  readonly nic: Uint8Array;
  /** Of each format two modes are for either. */
  readonly compiler: Compiler;
}

/** No NIC, then every format by every way of reading; AUTO is left out where it is CAST, and COPY where AUTO is that. */
function settingsOf({ drivers }: Model, kernel: Kernel): Setting[] {
  const modes: readonly Access[] = CASTS[kernel] ? ["CAST", "COPY", "NONE"] : ["AUTO", "CAST", "NONE"];
  const formats = drivers.flatMap((driver) => driver.formats.map((format) => ({ driver, format })));
  return [
    { name: "no NIC", mode: "AUTO", nic: nicBytes(0), compiler: "clang-19" },
    ...formats.flatMap(({ driver, format }, i) =>
      modes.map((mode, j) => {
        const name = `${driver.name} ${format.name} ${mode}`;
        const compiler = COMPILERS[(i + j) % COMPILERS.length] as Compiler;
        return { name, driver, format, mode, nic: nicBytes(format.selector, mode), compiler };
      }),
    ),
  ];
}

const EXAMPLE_PACKETS = {
  "rx-hash": ["udp4,count=3", "udp4,hash=0x1234abcd", "tcp6,hash=0x7ffffffd,count=2", "frame"],
  "queue-metrics": ["udp4,size=100", "udp6,tag=8100:5", "udp4,offload=8100:5,count=3", "icmp4,offload=88a8:7", "frame"],
  "af-xdp-metadata": ["udp4,size=10,hash=0x1234abcd", "udp6,size=30,offload=8100:0x6fff", "frame,size=40"],
} as const;

export type Example = keyof typeof EXAMPLE_PACKETS;

/** Programs and links that are there, once those of an ended loader had time to go. */
const LISTED = `for i in $(seq 50); do [ "$(bpftool -j prog)" = "[]" ] && break; sleep 0.1; done
bpftool -j prog; bpftool -j link`;

export function planFor(kernel: Kernel, model: Model, objects: Objects) {
  const machine = new Machine(kernel);
  const { folder } = objects;
  const settings = settingsOf(model, kernel);
  const veth = model.drivers.find(({ name }) => name === "veth")?.formats[0]?.selector ?? 0;
  const modules = [...new Set(model.drivers.flatMap((driver) => driver.modules))];
  const sweepOf = (compiler: Compiler, some: readonly Setting[]) => {
    const sets = some.map(({ nic }) => ({ nicdesc_nic: nic }));
    return { settings: some, swept: sweep(machine, objects.sweep, objects.of("asking", compiler), sets) };
  };
  const listed = () => machine.run(["sh", "-c", LISTED]);
  const script = (text: string) => machine.run(["sh", "-c", text]);

  const before = listed();
  const usual = CASTS[kernel] ? "CAST" : "AUTO";
  const absent = [
    sweepOf(
      "clang-19",
      settings.filter(({ mode }) => mode === usual),
    ),
  ];
  const absentModules = script(`for name in ${modules.join(" ")}; do modprobe -q $name || echo $name; done`);
  const present = COMPILERS.map((compiler) =>
    sweepOf(
      compiler,
      settings.filter((one) => one.compiler === compiler),
    ),
  );
  const hooks = hooksOn(machine, model, objects.hooks, CASTS[kernel]);
  const libraries = model.drivers.map((driver) => ({
    driver,
    ran: machine.run([objects.world, libraryOf(folder, driver.name), "-"]),
  }));
  const readers = objects.readers
    .filter(({ compiler }) => READERS_OF[kernel].includes(compiler))
    .map(({ loader, object }) => machine.run([loader, object]));
  return {
    kernel,
    machine,
    absent,
    absentModules,
    present,
    hooks,
    libraries,
    readers,
    ...onVeth(machine, objects, veth),
    examples: examplesOn(machine, folder),
    loaded: objects.hooking.map((object) =>
      script(`bpftool prog loadall ${object} /sys/fs/bpf/hooks && rm -r /sys/fs/bpf/hooks`),
    ),
    gone: withoutModule(machine, libraryOf(folder, "veth"), objects),
    before,
    after: listed(),
  };
}

export type Plan = ReturnType<typeof planFor>;

function onVeth(machine: Machine, objects: Objects, selector: number) {
  const kernel = machine.kernel;
  const packets = PACKETS.map(({ packet }) => packet);
  const ask = (compiler: Compiler, mode: Access, program: string, more: object = {}) =>
    machine.attach({
      object: objects.of("api", compiler),
      program,
      set: { nicdesc_nic: nicBytes(selector, mode) },
      dump: ["records"],
      packets,
      ...more,
    });
  const modes: readonly Access[] = CASTS[kernel] ? ["AUTO", "COPY", "CAST"] : ["AUTO", "COPY"];
  const beside = HAS_VETH[kernel] ? modes : [];
  const guarded = (compiler: Compiler, program: string, driver: string, generic: boolean) => ({
    name: `${program}, ${driver}, ${generic ? "generic" : "in the driver"}`,
    right: driver === "veth" && !generic,
    result: machine.attach({
      object: objects.of("guarded", compiler),
      program,
      generic,
      set: { nicdesc_guarded_driver: Buffer.from(driver.padEnd(16, "\0")) },
      dump: ["records"],
      packets: ["udp4", "tcp6"],
    }),
  });
  const loader = [objects.loader, objects.of("guarded", "clang-19")];
  const setup = (...args: string[]) => machine.receiver(...loader, ...args);
  const unprivileged = ["setpriv", "--bounding-set", "-bpf,-sys_admin"];
  return {
    beside: beside.map((mode, i) =>
      ask(COMPILERS[i % COMPILERS.length] as Compiler, mode, "api_and_kfuncs", { bound: true }),
    ),
    alone: COMPILERS.map((compiler) => ask(compiler, "AUTO", "api_only")),
    unbound: ask("clang-19", "AUTO", "api_and_kfuncs"),
    without: ["perfmon", "bpf"].map((capability) => ask("clang-14", "AUTO", "api_only", { without: [capability] })),
    guards: [
      guarded("clang-14", "each", "veth", false),
      guarded("clang-19", "once", "veth", false),
      guarded("clang-14", "once", "ice", false),
      guarded("clang-19", "each", "veth", true),
    ],
    setups: {
      good: setup(RECEIVER),
      other: setup(RECEIVER, "driver=ice"),
      unknown: setup("lo"),
      missing: setup("nosuch0"),
      withoutPerfmon: setup(RECEIVER, "without-perfmon"),
      withoutAdmin: machine.receiver("setpriv", "--bounding-set", "-sys_admin", ...loader, RECEIVER),
      libraryWithoutAdmin: machine.receiver(
        ...["setpriv", "--bounding-set", "-sys_admin", objects.loader],
        ...[libraryOf(objects.folder, "veth"), RECEIVER],
      ),
      withoutBpf: machine.receiver(...unprivileged, ...loader, RECEIVER),
    },
  };
}

function examplesOn(machine: Machine, folder: string) {
  return Object.entries(EXAMPLE_PACKETS).map(([name, packets]) => {
    const command = join(folder, "examples", name, name.replaceAll("-", "_"));
    return { name: name as Example, ended: machine.example([command, RECEIVER], packets) };
  });
}

/** The module goes while a program that reads its structures is attached; then the object is loaded anew. */
function withoutModule(machine: Machine, library: string, { world }: Objects) {
  const pin = "/sys/fs/bpf/kept";
  const attach = `bpftool prog load ${library} ${pin} && bpftool net attach xdpdrv pinned ${pin} dev ${RECEIVER}`;
  const ask = `head -c 64 /dev/zero >/run/packet && bpftool prog run pinned ${pin} data_in /run/packet repeat 5`;
  return {
    removed: machine.receiver("sh", "-c", `${attach} && rmmod veth && ! ip link show dev ${RECEIVER} 2>/dev/null`),
    kept: machine.run(["sh", "-c", `bpftool -j prog show pinned ${pin} && ${ask} && rm ${pin}`]),
    again: machine.run([world, library, "-"]),
  };
}
