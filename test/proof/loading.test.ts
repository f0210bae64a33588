/** What stands around a program: loader.h and its refusals, the guard inside, a driver's library linked. */
import { join } from "node:path";
import { describe, expect } from "vitest";
import { loadTarget } from "../../src/fs/targets.js";
import type { Driver, QueueFormat } from "../../src/model/driver/types.js";
import { renderTarget } from "../../src/target/render.js";
import { inParallel, inTemporaryFolder, run, writeFiles } from "../harness/run.js";
import { nicBytes, nicValue } from "../harness/selector.js";
import { shippedModel } from "../harness/shipped.js";
import { testWith } from "../harness/tools.js";
import { compileBpf, type Loaded, type Pair, type Refused, VETH_TOOLS, withPair } from "../harness/veth/veth.js";

const SOURCES = join(import.meta.dirname, "bpf");
const INTERFACE = "rx0";
const COMPILERS = ["clang-14", "clang-19"] as const;
const TOOLS = [...VETH_TOOLS, "clang-14", "bpftool"] as const;

const ENODEV = -19;
const EOPNOTSUPP = -95;
const EMEDIUMTYPE = -124;
const ENODATA = -61;

const model = shippedModel();
const veth = model.drivers.find(({ name }) => name === "veth");
const SELECTOR = veth?.formats[0]?.selector ?? 0;
/** What nicdesc_setup() sets for a veth, as it prints it. */
const VETH = {
  CAST: `0x${nicValue(SELECTOR, "CAST").toString(16)}`,
  COPY: `0x${nicValue(SELECTOR, "COPY").toString(16)}`,
};

function headersInto(folder: string): void {
  headersOf(folder, model.drivers, { libraries: model.drivers.map(({ name }) => name) });
}

function headersOf(folder: string, drivers: readonly Driver[], more: { readonly libraries?: readonly string[] } = {}) {
  writeFiles(
    folder,
    renderTarget(loadTarget("bpf-c"), { ...model, drivers }, { ...model, drivers, ...more }, () => ""),
  );
}

/** veth with a second format, which its first way also serves. */
function withFormat(name: string, asked: QueueFormat["asked"]): readonly Driver[] {
  return model.drivers
    .filter((driver) => driver === veth)
    .map((driver) => ({
      ...driver,
      formats: driver.formats.flatMap((format) => [
        format,
        { ...format, name, asked, isDefault: false, selector: format.selector + 1 },
      ]),
    }));
}

function onPair(work: (pair: Pair, folder: string) => Promise<void>) {
  return () =>
    inTemporaryFolder(async (folder) => {
      headersInto(folder);
      await withPair(folder, (pair) => work(pair, folder));
    });
}

function loaded(result: Loaded | Refused): Loaded {
  if (result.refused !== undefined) throw new Error(`${result.refused}: ${result.error}\n${result.log}`);
  expect(result.left).toEqual([]);
  return result;
}

/** NICDESC_DRIVER_NAME bytes. */
function text(value: string): Uint8Array {
  return Buffer.from(value.padEnd(16, "\0"));
}

describe("loader.h", () => {
  interface Outcome {
    readonly error: number;
    readonly load: number;
    readonly attach: number;
    /** Hexadecimal. */
    readonly nic: string;
    readonly format: string;
    readonly ethtool: string;
    readonly why: string;
  }

  async function tool(folder: string): Promise<{ readonly command: string; readonly object: string }> {
    const object = join(folder, "guarded.o");
    await compileBpf("clang-19", join(SOURCES, "guarded.bpf.c"), object, ["-I", folder]);
    const command = join(folder, "loader");
    const flags = ["-Wall", "-Wextra", "-Werror", "-O2", "-I", folder];
    await run("gcc", [...flags, join(SOURCES, "loader.c"), "-o", command, "-lbpf"]);
    return { command, object };
  }

  testWith(
    TOOLS,
    "finds the driver, sets the selector, refuses what is wrong and says why",
    onPair(async (pair, folder) => {
      const { command, object } = await tool(folder);
      const setup = async (...args: string[]): Promise<Outcome> =>
        JSON.parse(Buffer.from((await pair.receiver(command, object, ...args)).stdout).toString("utf8"));

      const good = {
        error: 0,
        load: 0,
        attach: 0,
        nic: expect.toBeOneOf([VETH.CAST, VETH.COPY]),
        format: "skb",
        ethtool: "veth",
        why: "",
      };
      expect(await setup(INTERFACE)).toMatchObject(good);
      expect(await setup(INTERFACE, "driver=veth", "format=skb")).toMatchObject(good);
      expect(await setup(INTERFACE, "bound")).toMatchObject(good);

      expect(await setup("lo")).toMatchObject({ error: EOPNOTSUPP, why: "lo: the interface does not tell its driver" });
      expect(await setup("nosuch0")).toMatchObject({ error: ENODEV, why: "nosuch0: there is no such interface" });
      expect(await setup("a-name-that-no-interface-can-have")).toMatchObject({ error: ENODEV });
      expect(await setup(INTERFACE, "driver=ice")).toMatchObject({
        error: EMEDIUMTYPE,
        why: `${INTERFACE} is driven by veth, and the program is for ice: it would read nonsense`,
      });
      expect(await setup(INTERFACE, "format=flex")).toMatchObject({
        error: EOPNOTSUPP,
        why: `${INTERFACE}: veth has no queue format flex; it has skb`,
      });
    }),
  );

  testWith(
    TOOLS,
    "asks the interface which of the driver's formats it has, unless it is told",
    onPair(async (pair, folder) => {
      for (const [features, seen] of [
        [["rx-lro", "rx-vlan-hw-parse"], "other"],
        [["rx-lro", "no-such-feature"], "skb"],
        [["rx-vlan-hw-pars"], "skb"],
      ] as const) {
        const place = join(folder, features.join("+"));
        headersOf(place, withFormat("other", { features, timestamps: false }));
        const { command, object } = await tool(place);
        const setup = async (...args: string[]): Promise<Outcome> =>
          JSON.parse(Buffer.from((await pair.receiver(command, object, INTERFACE, ...args)).stdout).toString("utf8"));
        expect(await setup()).toMatchObject({ error: 0, format: seen });
        expect(await setup("format=skb")).toMatchObject({ error: 0, format: "skb" });
        expect(await setup("format=other")).toMatchObject({ error: 0, format: "other" });
      }
      // veth timestamps nothing by itself: the usual format it is.
      const place = join(folder, "stamped");
      headersOf(place, withFormat("other", { features: [], timestamps: true }));
      const { command, object } = await tool(place);
      const { stdout } = await pair.receiver(command, object, INTERFACE);
      expect(JSON.parse(Buffer.from(stdout).toString("utf8"))).toMatchObject({ error: 0, format: "skb" });
    }),
  );

  testWith(
    TOOLS,
    "a driver that the headers do not have is refused, with those that they have",
    onPair(async (pair, folder) => {
      const other = join(folder, "other");
      const ice = model.drivers.filter(({ name }) => name === "ice" || name === "igc");
      const descriptors = model.descriptors.filter(({ driver }) => driver === "ice" || driver === "igc");
      writeFiles(
        other,
        renderTarget(loadTarget("bpf-c"), model, { descriptors, drivers: ice }, () => ""),
      );
      const { command, object } = await tool(other);
      const { stdout } = await pair.receiver(command, object, INTERFACE);
      expect(JSON.parse(Buffer.from(stdout).toString("utf8"))).toMatchObject({
        error: EOPNOTSUPP,
        why: `${INTERFACE} is driven by veth, which these headers do not know; they know ice, igc`,
      });
    }),
  );

  testWith(
    TOOLS,
    "tries how this kernel lets a process read, with and without CAP_PERFMON",
    onPair(async (pair, folder) => {
      const { command, object } = await tool(folder);
      const access = async (...args: string[]) =>
        JSON.parse(Buffer.from((await pair.receiver(command, object, INTERFACE, ...args)).stdout).toString("utf8"));
      const full = await access();
      expect([VETH.CAST, VETH.COPY]).toContain(full.nic);
      // Without the capability a kernel offers the cast or nothing, and never a program that then fails to load.
      const less = await access("without-perfmon");
      if (less.error === 0) expect(less).toMatchObject({ nic: VETH.CAST, load: expect.any(Number) });
      else expect(less).toMatchObject({ error: -1, why: expect.stringContaining("CAP_PERFMON") });
    }),
  );
});

describe("guard.h", () => {
  const says = (result: Loaded) => (result.records["records"] ?? []).map((record) => record.readInt32LE(0));
  const packets = ["udp4", "tcp6", "icmp4"];

  for (const compiler of COMPILERS) {
    testWith(
      TOOLS,
      `right driver, wrong driver, generic mode (${compiler})`,
      onPair(async (pair, folder) => {
        const object = join(folder, "guarded.o");
        await compileBpf(compiler, join(SOURCES, "guarded.bpf.c"), object, ["-I", folder]);
        for (const program of ["each", "once"]) {
          for (const access of ["AUTO", "CAST", "COPY"] as const) {
            const attachment = { object, program, dump: ["records"], packets };
            const set = (driver: string) => ({
              nicdesc_nic: nicBytes(0, access),
              nicdesc_guarded_driver: text(driver),
            });
            const right = loaded(await pair.attach({ ...attachment, set: set("veth") }));
            expect(says(right)).toEqual([0, 0, 0]);
            for (const driver of ["vet", "veth0", "ice", ""]) {
              const wrong = loaded(await pair.attach({ ...attachment, set: set(driver) }));
              expect(says(wrong)).toEqual([ENODEV, ENODEV, ENODEV]);
            }
            const generic = loaded(await pair.attach({ ...attachment, set: set("veth"), generic: true }));
            expect(says(generic)).toEqual([ENODEV, ENODEV, ENODEV]);
          }
          const nobody = { nicdesc_nic: nicBytes(0, "NONE"), nicdesc_guarded_driver: text("veth") };
          const none = loaded(await pair.attach({ object, program, dump: ["records"], packets, set: nobody }));
          expect(says(none)).toEqual([EOPNOTSUPP, EOPNOTSUPP, EOPNOTSUPP]);
        }
      }),
    );
  }
});

describe("a driver's library", () => {
  for (const compiler of COMPILERS) {
    testWith(
      TOOLS,
      `each links to a program that knows prototypes alone, and loads (${compiler})`,
      onPair(async (pair, folder) => {
        const flags = ["-I", folder];
        const program = join(folder, "linked.o");
        await compileBpf(compiler, join(SOURCES, "linked.bpf.c"), program, flags);
        const linked = await inParallel(model.drivers, async ({ name }) => {
          const library = join(folder, `${name}.o`);
          await compileBpf(compiler, join(folder, "nicdesc", name, "library.bpf.c"), library, flags);
          const object = join(folder, `${name}-linked.o`);
          await run("bpftool", ["gen", "object", object, program, library]);
          return { name, object };
        });
        expect(linked.length).toBe(model.drivers.length);
        for (const { name, object } of linked) {
          const packets = ["udp4,hash=0x1234abcd", "udp4", "frame"];
          const result = loaded(await pair.attach({ object, program: "linked", dump: ["records"], packets }));
          const answers = (result.records["records"] ?? []).map((record) => [
            record.readInt32LE(0),
            record.readUInt32LE(4),
            record.readUInt32LE(8),
          ]);
          expect(answers.length).toBe(packets.length);
          if (name === "veth")
            expect(answers).toEqual([
              [0, 0x1234abcd, 8],
              [ENODATA, 0, 0],
              [ENODATA, 0, 0],
            ]);
          // The drivers that are not here: no type of theirs is, so there is no way.
          else if (name !== "virtio_net") expect(answers).toEqual(packets.map(() => [EOPNOTSUPP, 0, 0]));
        }
      }),
      120_000,
    );
  }
});
