/** The examples that need no hardware: built by their Makefiles, run on a veth pair with real packets. */
import { cpSync, existsSync, readFileSync, statSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { decode } from "../../src/decode/decode.js";
import { findDescriptor } from "../../src/select.js";
import { inTemporaryFolder, run, writeFiles } from "../harness/run.js";
import { shippedModel } from "../harness/shipped.js";
import { testWith } from "../harness/tools.js";
import { counters, type Ended, type Options, runOn, waitFor } from "../harness/veth/run-on.js";
import { type Pair, RECEIVER, VETH_TOOLS } from "../harness/veth/veth.js";
import { bytesOf, fieldFiles } from "../vectors-check/files.js";
import { BUILDING, exampleFolder, make, ROOT, wordsOfHex } from "./build.js";
import { useStage } from "./running.js";

const TOOLS = [...new Set([...BUILDING, ...VETH_TOOLS])];
const EXAMPLES = ["rx-hash", "rss-balancer", "queue-metrics", "af-xdp-metadata"] as const;

const ENODATA = -61;
const EOPNOTSUPP = -95;
const L4 = 0x8;

const stage = useStage();

interface Example {
  readonly pair: Pair;
  readonly command: string;
  run(args: readonly string[], packets: readonly string[], options?: Options): Promise<Ended>;
}

/** An example, built, and the pair. */
async function example(name: string, flags: readonly string[] = []): Promise<Example> {
  const command = stage.built(name, "clang-19", flags);
  const pair = await stage.pair();
  return {
    pair,
    command,
    run: (args, packets, options) => runOn(pair, stage.folder("runs"), [command, ...args, RECEIVER], packets, options),
  };
}

describe("examples/rx-hash", () => {
  testWith(BUILDING, "is built by make, and built again only for what changed", () =>
    inTemporaryFolder(async (folder) => {
      make("rx-hash", folder);
      expect(existsSync(join(folder, "nicdesc.d"))).toBe(true);
      const before = statSync(join(folder, "rx_hash")).mtimeMs;
      expect(make("rx-hash", folder)).toMatch(/up to date/);
      expect(statSync(join(folder, "rx_hash")).mtimeMs).toBe(before);
    }),
  );

  testWith(TOOLS, "has a hash on another interface once one line is changed", async () => {
    const copy = join(stage.folder("copy"), "rx-hash");
    cpSync(exampleFolder("rx-hash"), copy, { recursive: true });
    const source = readFileSync(join(copy, "rx_hash.c"), "utf8");
    const [line = ""] = /^#define INTERFACE .*$/m.exec(source) ?? [];
    expect(readFileSync(join(ROOT, "examples", "README.md"), "utf8")).toContain(line);
    writeFiles(copy, [{ path: "rx_hash.c", text: source.replace(line, `#define INTERFACE "${RECEIVER}"`) }]);
    const packets = ["udp4,count=3", "udp4,hash=0x1234abcd", "tcp6,hash=0x7ffffffd,count=2", "frame"];
    const { lines, left } = await runOn(await stage.pair(), stage.folder("runs"), [stage.built(copy)], packets);
    expect(lines.map((row) => row.trim().split(/ {2,}/))).toEqual([
      ["hash over", "bucket", "packets"],
      ["no hash", "-", "4"],
      ["l4", "13", "3"],
    ]);
    expect(left).toEqual([]);
  });
});

describe("examples/rss-balancer", () => {
  const TARGETS = Math.min(2, cpus().length);
  const HASHES = [1, 0x7fffffff, 0x80000001, 0xdeadbeef, 0xffffffff];
  const PORTS = [1, 7, 9, 80, 443, 8080];

  /** What rss_balancer.bpf.c computes of the packets that the harness writes itself. */
  function ownHash(port: number): number {
    const ports = Buffer.alloc(4);
    ports.writeUInt16BE(4000, 0);
    ports.writeUInt16BE(port, 2);
    const mix = (hash: number, word: number) => {
      const mixed = Math.imul(hash ^ word, 0x9e3779b1) >>> 0;
      return (mixed ^ (mixed >>> 15)) >>> 0;
    };
    return [0x0100000a, 0x0200000a, ports.readUInt32LE()].reduce(mix, 0);
  }

  const sharesOf = (hashes: readonly number[]) =>
    Array.from(
      { length: TARGETS },
      (_, i) => hashes.filter((hash) => Math.floor((hash * TARGETS) / 2 ** 32) === i).length,
    );

  testWith(TOOLS, "spreads packets by the NIC's hash, others by its own, and every packet arrives", async () => {
    const { pair, run: start } = await example("rss-balancer");
    const before = await counters(pair, "Udp");
    const packets = [...HASHES.map((hash) => `udp4,hash=${hash}`), ...PORTS.map((port) => `udp4,port=${port}`)];
    const arrived = async () => {
      const now = await counters(pair, "Udp");
      return (now["NoPorts"] ?? 0) - (before["NoPorts"] ?? 0) === packets.length;
    };
    const { lines, left } = await start(["--cpus", String(TARGETS)], packets, { until: arrived });
    const [byNic, byProgram] = [sharesOf(HASHES), sharesOf(PORTS.map(ownHash))];
    expect(lines.slice(1).map((line) => line.trim().split(/ +/).map(Number))).toEqual(
      byNic.map((count, i) => [i, count, byProgram[i]]),
    );
    expect(left).toEqual([]);
  });
});

describe("examples/queue-metrics", () => {
  testWith(TOOLS, "counts tags, and that veth does not tell of checksums", async () => {
    const { run: start } = await example("queue-metrics");
    const packets = [
      "udp4,size=100",
      "udp6,tag=8100:5",
      "udp4,offload=8100:5,count=3",
      "icmp4,offload=88a8:7,count=2",
      "frame",
    ];
    const { lines, left } = await start([], packets, { signal: "SIGINT" });
    expect(lines).toHaveLength(2);
    const [queue, count, bytes, ...rest] = (lines[1] ?? "").replaceAll("|", "").trim().split(/ +/).map(Number);
    expect([queue, count]).toEqual([0, 8]);
    expect(bytes).toBeGreaterThan(8 * 42);
    // No tag, 802.1Q, 802.1ad, untold; checksums good, sum, partial, none, bad, untold.
    expect(rest).toEqual([3, 3, 2, 0, 0, 0, 0, 0, 0, 8]);
    expect(left).toEqual([]);
  });
});

describe("examples/af-xdp-metadata", () => {
  testWith(TOOLS, "reads in user space, in front of the packet, what the program found", async () => {
    const { run: start } = await example("af-xdp-metadata");
    const packets = [
      "udp4,size=100",
      "udp4,size=10,hash=0x1234abcd",
      "icmp4,size=20,hash=0x0badcafe,offload=88a8:78",
      "udp6,size=30,offload=8100:0x6fff",
      "frame,size=40",
    ];
    const { lines, left } = await start([], packets);
    const record = (size: number, said: string, hash: number, vlan: number, timestamp: number) =>
      `${size} bytes${said} results hash ${hash} vlan ${vlan} timestamp ${timestamp} length ${EOPNOTSUPP}`;
    expect(lines).toEqual([
      record(142, " at 0", ENODATA, ENODATA, 0),
      record(52, ` hash 0x1234abcd over 0x${L4.toString(16)} at 0`, 0, ENODATA, 0),
      record(62, ` hash 0x0badcafe over 0x${L4.toString(16)} vlan 88a8:78 at 0`, 0, 0, 0),
      record(92, " vlan 8100:28671 at 0", ENODATA, 0, 0),
      record(82, "", ENODATA, ENODATA, ENODATA),
    ]);
    expect(left).toEqual([]);
  });

  testWith(TOOLS, "gives frames back: it takes more packets than it has frames", async () => {
    const { pair, run: start } = await example("af-xdp-metadata", ["-DFRAMES=16"]);
    const [BATCH, BATCHES] = [12, 3];
    let sent = 0;
    // A batch at a time, so that none is lost because this program is slow.
    const until = async (lines: readonly string[]) => {
      if (lines.length < sent * BATCH) return false;
      if (sent === BATCHES) return true;
      sent++;
      await pair.send([`udp4,size=30,hash=${sent},count=${BATCH}`]);
      return false;
    };
    const { lines } = await start([], [], { until });
    expect(lines).toHaveLength(BATCH * BATCHES);
    expect(lines.filter((line) => line.startsWith(`72 bytes hash 0x0000000${BATCHES} `))).toHaveLength(BATCH);
  });
});

describe("examples/af-xdp-metadata --descriptor", () => {
  const model = shippedModel();
  const rxFlex = findDescriptor(model.descriptors, "ice/rx-flex");
  const vectors = fieldFiles().find((file) => file.descriptor === rxFlex.name)?.vectors ?? [];
  const descriptors = vectors.slice(0, 8).map(({ bytes }, i) => {
    const descriptor = bytesOf(bytes);
    // Profiles that answer, and one that does not.
    descriptor[0] = i % 2 === 0 ? 2 : 6;
    return descriptor;
  });
  const wordsOf = (bytes: Uint8Array) => wordsOfHex(Buffer.from(bytes).toString("hex"));
  /** Ethernet, IPv4, UDP. */
  const HEADERS = 42;

  /** Included in front of the sources: veth has descriptors now, one for each size of packet. */
  const pretended = `
#define DESCRIPTOR_DRIVER "veth"
#ifdef __bpf__
#include <linux/bpf.h>
#include <nicdesc/ice/driver.h>
static const struct nicdesc_ice_rx_flex PRETENDED[] = {
${descriptors.map((bytes) => `	{ { ${wordsOf(bytes).join(", ")} } },`).join("\n")}
};
static __always_inline int pretend(struct xdp_md *ctx, const struct nicdesc_ice_rx_flex **desc, void *copy)
{
	__u32 i = ctx->data_end - ctx->data - ${HEADERS};
	(void)copy;
	*desc = &PRETENDED[i % ${descriptors.length}];
	return i < ${descriptors.length} ? 0 : -NICDESC_ENODATA;
}
#define nicdesc_ice_rx_flex_find pretend
#endif
`;

  function lineByDecode(bytes: Uint8Array, size: number): string {
    const { metadata } = decode(model, rxFlex, bytes);
    const said = (name: string, text: (...values: bigint[]) => string) => {
      const answer = metadata.find(({ metadata: item }) => item.item.name === name);
      return answer?.status === "ok" ? ` ${text(...answer.values)}` : "";
    };
    const hex = (value: bigint | undefined, digits: number) => (value ?? 0n).toString(16).padStart(digits, "0");
    return [
      `${size + HEADERS} bytes profile ${bytes[0]}`,
      said("rx_hash", (hash, type) => `hash 0x${hex(hash, 8)} over 0x${hex(type, 1)}`),
      said("rx_vlan_tag", (proto, tci) => `vlan ${hex(proto, 4)}:${tci}`),
      said("rx_length", (length) => `length ${length}`),
    ].join("");
  }

  testWith(TOOLS, "hands up a descriptor, for the same readers in user space", async () => {
    const folder = stage.folder("pretended");
    writeFiles(folder, [{ path: "pretended.h", text: pretended }]);
    const { run: start } = await example("af-xdp-metadata", ["-include", join(folder, "pretended.h")]);
    const packets = descriptors.map((_, size) => `udp4,size=${size}`);
    const { lines, left } = await start(["--descriptor"], [...packets, "udp4,size=100"]);
    expect(lines).toEqual(descriptors.map(lineByDecode));
    expect(new Set(lines.map((line) => /hash|vlan|$/.exec(line)?.[0])).size).toBeGreaterThan(1);
    expect(left).toEqual([]);
  });

  testWith(
    TOOLS,
    "is for one NIC, and says so; the kernel loads it where that is absent, and it lets packets pass",
    async () => {
      const { pair, command } = await example("af-xdp-metadata");
      const refused = pair.receiver(command, "--descriptor", RECEIVER);
      await expect(refused).rejects.toThrow(
        `${RECEIVER} is driven by veth, and the program is for ice: it would read nonsense`,
      );
      const before = await counters(pair, "Udp");
      const object = `${command}.bpf.o`;
      const loaded = await pair.attach({ object, program: "with_descriptor", packets: ["udp4,count=3"] });
      expect(loaded).toMatchObject({ received: 3, left: [] });
      await waitFor(async () => (await counters(pair, "Udp"))["NoPorts"] === (before["NoPorts"] ?? 0) + 3);
    },
  );
});

describe.each(EXAMPLES)("examples/%s", (name) => {
  const tools = [...TOOLS, "clang-14"] as const;
  testWith(tools, "is clean under clang-14 too, and refuses other NICs and attached programs", async () => {
    const command = stage.built(name, "clang-14");
    const pair = await stage.pair();
    await expect(run(command, ["nosuch0"])).rejects.toThrow("nosuch0: there is no such interface");
    await expect(run(command, ["lo"])).rejects.toThrow("lo: the interface does not tell its driver");
    if (name !== "rx-hash") {
      await expect(pair.receiver(command, "--format", "cqe", RECEIVER)).rejects.toThrow(
        `${RECEIVER}: veth has no queue format cqe; it has skb`,
      );
    }
    const twice = async () => {
      await expect(pair.receiver(command, RECEIVER)).rejects.toThrow("(XDP in driver mode)");
      return true;
    };
    const { left } = await runOn(pair, stage.folder("runs"), [command, RECEIVER], [], { until: twice });
    expect(left).toEqual([]);
  });
});
