/**
 * Descriptors that real drivers handle, of NICs that qemu emulates: what the generated headers read of each packet's is
 * what was sent, and what the driver itself told the stack.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect } from "vitest";
import { type Boot, watchNics } from "../../harness/nics/boot.js";
import { checkPhase } from "../../harness/nics/check.js";
import { NICS } from "../../harness/nics/nics.js";
import { compileTools } from "../../harness/nics/tools.js";
import { shippedModel } from "../../harness/shipped.js";
import { type Tool, testWith } from "../../harness/tools.js";
import { KERNELS, type Kernel } from "../../harness/vm/kernels.js";

const TOOLS: readonly Tool[] = ["virtual machines", "taps and bridges", "clang-19", "gcc", "libbpf"];
const TIMEOUT = 600_000;

const folder = mkdtempSync(join(tmpdir(), "nicdesc-nics-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const model = shippedModel();
const boots = new Map<Kernel, Promise<Boot>>();
let tools: ReturnType<typeof compileTools> | undefined;

/** One boot for all tests of a kernel. */
function booted(kernel: Kernel): Promise<Boot> {
  tools ??= compileTools(model, folder);
  const boot = boots.get(kernel) ?? tools.then((built) => watchNics(kernel, model, built));
  boots.set(kernel, boot);
  return boot;
}

/** What must have been compared of every packet, so that nothing is equal for want of a comparison. */
const OF_ALL = ["handed up", "skb: length", "skb: VLAN protocol", "skb: VLAN TCI"];
const BY_READER = ["found", "hash", "checksum", "checksum level"];
const WITH_TAGS = [...BY_READER, "length", "VLAN protocol", "VLAN TCI", "VLAN tag or none"];
const COMPARED: Readonly<Record<string, { readonly plain: readonly string[]; readonly xdp: readonly string[] }>> = {
  virtio_net: { plain: BY_READER.map((item) => `skb: ${item}`), xdp: BY_READER.map((item) => `xdp: ${item}`) },
  vmxnet3: { plain: WITH_TAGS.map((item) => `skb: ${item}`), xdp: WITH_TAGS.map((item) => `xdp: ${item}`) },
  e1000e: { plain: WITH_TAGS.map((item) => `skb: ${item}`), xdp: [] },
  igb: { plain: [], xdp: WITH_TAGS.map((item) => `xdp: ${item}`) },
};

describe.each(KERNELS)("Linux %s", (kernel) => {
  for (const { driver } of NICS) {
    const needs: readonly Tool[] = driver === "igb" ? [...TOOLS, "qemu with igb"] : TOOLS;
    const body = async () => {
      const phases = (await booted(kernel)).phases.filter((phase) => phase.driver.name === driver);
      const [plain] = phases;
      expect(phases.length).toBeGreaterThan(0);
      for (const phase of phases) {
        const { equal, different } = checkPhase(phase, phase === plain ? undefined : plain);
        expect(different).toEqual([]);
        for (const item of [...OF_ALL, ...(COMPARED[driver]?.[phase.xdp ? "xdp" : "plain"] ?? [])]) {
          expect(equal[item] ?? 0, item).toBeGreaterThanOrEqual(phase.frames.length);
        }
        expect(phase.watched).toMatchObject({ driver, access: kernel === "7.3" ? "cast" : "copy" });
      }
    };
    testWith(needs, `${driver}: descriptors say what was sent, and what the driver says of it`, body, TIMEOUT);
  }

  testWith(
    [...TOOLS, "qemu with igb"],
    "hashes and times are there to be compared",
    async () => {
      const { phases } = await booted(kernel);
      const handedUp = (driver: string, word: string) =>
        phases
          .filter((phase) => phase.driver.name === driver && !phase.xdp)
          .flatMap(({ watched }) => watched.records.filter(({ kind }) => kind === "skb"))
          .filter((record) => record.word(word) !== 0n).length;
      expect(handedUp("virtio_net", "skbHash")).toBeGreaterThan(40);
      expect(handedUp("igb", "skbHash")).toBeGreaterThan(40);
      expect(handedUp("igb", "skbHwtstamp")).toBeGreaterThan(0);
    },
    TIMEOUT,
  );

  testWith(
    TOOLS,
    "the loader refuses another driver, another format and what is no NIC",
    async () => {
      const { jobs } = await booted(kernel);
      expect(jobs.get("another driver")?.[0]).toMatch(
        /^setup -124 nic0 is driven by virtio_net, and the program is for igb/,
      );
      expect(jobs.get("another format")?.[0]).toBe("setup -95 nic0: virtio_net has no queue format flex; it has hdr");
      expect(jobs.get("no NIC")?.[0]).toBe("setup -95 lo: the interface does not tell its driver");
    },
    TIMEOUT,
  );

  testWith(
    [...TOOLS, "qemu with igb"],
    "the loader sees whether an interface timestamps what it receives",
    async () => {
      const { jobs, phases } = await booted(kernel);
      const said = phases.map(({ driver, xdp }, i) => [
        `${driver.name}${xdp ? " with XDP" : ""}`,
        jobs.get(`phase ${i}`)?.find((line) => line.startsWith("stamps ")),
      ]);
      const stamped = (driver: string) => driver === "igb" || driver === "e1000e";
      expect(said).toEqual(
        phases.map(({ driver: { name }, xdp }) => {
          const before = xdp && stamped(name) ? 1 : 0;
          return [`${name}${xdp ? " with XDP" : ""}`, stamped(name) ? `stamps 0 ${before} 1` : "stamps -95 0 0"];
        }),
      );
    },
    TIMEOUT,
  );

  testWith(
    TOOLS,
    "a module stays while a hook is attached, and takes an XDP program with it",
    async () => {
      const { jobs, phases, said } = await booted(kernel);
      expect(jobs.get("hooked")).toContain("command 1");
      expect(said).toContain("Module vmxnet3 is in use");
      for (const { driver } of phases.filter(({ xdp }) => xdp)) {
        expect(jobs.get(`${driver.name} gone`), driver.name).toEqual(
          expect.arrayContaining(["command 0", "gone nic0", "status 0"]),
        );
      }
      // Nothing of it is left in the list of modules.
      for (const { driver } of phases) expect(jobs.get(`${driver.name} removed`), driver.name).toEqual(["status 1"]);
      expect(said).not.toMatch(/WARNING:|BUG:|Oops|general protection/);
    },
    TIMEOUT,
  );
});
