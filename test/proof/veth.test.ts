/** On a veth pair, with real packets: what a cast reads is what the driver's kfuncs say, and nothing wrong is silent. */
import { readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { release } from "node:os";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { loadTarget } from "../../src/fs/targets.js";
import { renderTarget } from "../../src/target/render.js";
import { inParallel, inTemporaryFolder, run, writeFiles } from "../harness/run.js";
import { type Access, nicBytes } from "../harness/selector.js";
import { shippedModel } from "../harness/shipped.js";
import { testWith } from "../harness/tools.js";
import { checkAnswers, ENODATA, PACKETS, readAnswers, type Sent } from "../harness/veth/packets.js";
import {
  type Attachment,
  compileBpf,
  type Loaded,
  type Pair,
  type Refused,
  VETH_TOOLS,
  withPair,
} from "../harness/veth/veth.js";

const SOURCES = join(import.meta.dirname, "bpf");
const COMPILERS = ["clang-14", "clang-19"] as const;
const TOOLS = [...VETH_TOOLS, "clang-14"] as const;

/** The ways to the socket buffer, as test/proof/bpf/veth.h numbers them, and the first kernel that has each. */
const WAYS = [
  { name: "cast", way: 1, since: [6, 17] },
  { name: "probe", way: 2, since: [6, 2] },
  { name: "legacy", way: 3, since: [5, 8] },
] as const;
const [MAJOR = 0, MINOR = 0] = release().split(".").map(Number);
const HERE = WAYS.filter(({ since: [major, minor] }) => MAJOR > major || (MAJOR === major && MINOR >= minor));

const EOPNOTSUPP = -95;
const ERANGE = -34;
const EFAULT = -14;
const EINVAL = 22;

function u32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value: bigint): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt.asUintN(64, value));
  return bytes;
}

/** struct raw of test/proof/bpf/veth.h. */
function readRaw(bytes: Buffer) {
  return {
    skb: bytes.readBigUInt64LE(0),
    timestamp: bytes.readBigUInt64LE(8),
    hash: bytes.readUInt32LE(16),
    tag: [bytes.readUInt16BE(20), bytes.readUInt16LE(22)] as const,
    l4: bytes.readUInt8(24) === 1,
    software: bytes.readUInt8(25) === 1,
    way: bytes.readUInt8(26),
  };
}

/** struct record of test/proof/bpf/metadata.bpf.c. */
function readRecord(bytes: Buffer) {
  return {
    before: readRaw(bytes.subarray(0, 32)),
    after: readRaw(bytes.subarray(32, 64)),
    timestamp: bytes.readBigUInt64LE(64),
    hashResult: bytes.readInt32LE(72),
    hash: bytes.readUInt32LE(76),
    type: bytes.readUInt32LE(80),
    tagResult: bytes.readInt32LE(84),
    tag: [bytes.readUInt16BE(88), bytes.readUInt16LE(90)] as const,
    timestampResult: bytes.readInt32LE(92),
  };
}

/** The result; a refusal fails the test with what the kernel said. */
function loaded(result: Loaded | Refused): Loaded {
  if (result.refused !== undefined) throw new Error(`${result.refused}: ${result.error}\n${result.log}`);
  expect(result.left).toEqual([]);
  return result;
}

function refused(result: Loaded | Refused): Refused {
  if (result.refused === undefined) throw new Error("was not refused");
  return result;
}

/** A pair, and the same object of each compiler. */
function onPair(source: string, work: (pair: Pair, objects: readonly string[]) => Promise<void>): () => Promise<void> {
  return () =>
    inTemporaryFolder(async (folder) => {
      const objects = await inParallel(COMPILERS, (compiler) =>
        compileBpf(compiler, join(SOURCES, `${source}.bpf.c`), join(folder, `${source}-${compiler}.o`)),
      );
      await withPair(folder, (pair) => work(pair, objects));
    });
}

describe("hash, VLAN tag and time of real packets", () => {
  for (const { name, way } of [{ name: "the way of this kernel", way: 0 }, ...HERE]) {
    testWith(
      TOOLS,
      `${name}: as the driver's kfuncs say`,
      onPair("metadata", async (pair, objects) => {
        for (const object of objects) {
          const packets = PACKETS.map(({ packet }) => packet);
          const attachment = { object, program: "raw_and_kfuncs", bound: true, set: { way: u32(way) } };
          const result = loaded(await pair.attach({ ...attachment, dump: ["records"], packets }));
          expect(result.received).toBe(PACKETS.length);
          const records = (result.records["records"] ?? []).map(readRecord);
          expect(records.length).toBe(PACKETS.length);
          for (const [i, record] of records.entries()) checkRecord(PACKETS[i] as Sent, record, way || HERE[0]?.way);
        }
      }),
    );
  }

  testWith(
    TOOLS,
    "a program that is not bound to a device reads the same",
    onPair("metadata", async (pair, objects) => {
      for (const object of objects) {
        const packets = PACKETS.map(({ packet }) => packet);
        const result = loaded(await pair.attach({ object, program: "raw_only", dump: ["records"], packets }));
        const records = (result.records["records"] ?? []).map(readRaw);
        expect(records.length).toBe(PACKETS.length);
        for (const [i, raw] of records.entries()) checkRaw(PACKETS[i] as Sent, raw);
      }
    }),
  );

  testWith(
    TOOLS,
    "what XDP leaves in front of a packet, tc finds",
    onPair("data-meta", async (pair, objects) => {
      for (const object of objects) {
        const packets = ["icmp4,offload=88a8:78,hash=0x1234abcd", "udp6,tag=8100:3,hash=7"];
        const programs = { program: "write_note", ingress: "read_note" };
        const { records } = loaded(await pair.attach({ object, ...programs, dump: ["records"], packets }));
        const notes = (records["records"] ?? []).map((bytes) => [
          bytes.readUInt32LE(4),
          bytes.readUInt16BE(8),
          bytes.readUInt16LE(10),
          bytes.readUInt32LE(12),
        ]);
        expect(notes).toEqual([
          [0x1234abcd, 0x88a8, 78, 0x1234abcd],
          [7, 0, 0, 7],
        ]);
      }
    }),
  );
});

function checkRaw({ packet, hash, tag }: Sent, raw: ReturnType<typeof readRaw>): void {
  expect(raw.skb === 0n, packet).toBe(hash === "no buffer");
  expect(raw.l4 || raw.software, packet).toBe(hash !== "no buffer" && hash !== "none");
  if (typeof hash === "number") expect(raw.hash, packet).toBe(hash);
  else if (hash === "of the socket") expect(raw.hash, packet).not.toBe(0);
  else expect(raw.hash, packet).toBe(0);
  expect(raw.tag, packet).toEqual(tag ?? [0, 0]);
}

function checkRecord(sent: Sent, record: ReturnType<typeof readRecord>, way: number | undefined): void {
  const { packet } = sent;
  const { before, after } = record;
  checkRaw(sent, before);
  expect([before.way, after.way], packet).toEqual([way, way]);
  if (sent.hash === "no buffer") {
    expect([record.hashResult, record.tagResult, record.timestampResult], packet).toEqual([ENODATA, ENODATA, ENODATA]);
    return;
  }
  // Where there is no hash yet, the kfunc computes one and leaves it; then there is.
  expect(record.hashResult, packet).toBe(0);
  expect([record.hash, record.type], packet).toEqual([after.hash, after.l4 ? 8 : 0]);
  expect(after.l4 || after.software, packet).toBe(true);
  if (sent.hash !== "none") expect([before.hash, before.l4], packet).toEqual([after.hash, after.l4]);
  expect(after.tag, packet).toEqual(before.tag);
  expect([record.tagResult, ...record.tag], packet).toEqual(
    sent.tag === undefined ? [ENODATA, 0, 0] : [0, ...before.tag],
  );
  expect([record.timestampResult, record.timestamp], packet).toEqual([0, before.timestamp]);
}

/** The generated headers, the kernel's own, and test/proof/bpf/api.bpf.c compiled with them by each compiler. */
function withApi(
  flags: readonly string[],
  work: (pair: Pair, objects: readonly string[], nic: Selector) => Promise<void>,
) {
  return () =>
    inTemporaryFolder(async (folder) => {
      const model = shippedModel();
      const { descriptors, drivers } = model;
      const headers = join(folder, "include");
      writeFiles(
        headers,
        renderTarget(loadTarget("bpf-c"), model, { descriptors, drivers }, () => ""),
      );
      const dump = ["btf", "dump", "file", "/sys/kernel/btf/vmlinux", "format", "c"];
      writeFileSync(join(headers, "vmlinux.h"), (await run("bpftool", dump)).stdout);
      const source = join(SOURCES, "api.bpf.c");
      const objects = await inParallel(COMPILERS, (compiler) =>
        compileBpf(compiler, source, join(folder, `api-${compiler}.o`), ["-I", headers, ...flags]),
      );
      const header = readFileSync(join(headers, "nicdesc", "access.h"), "utf8");
      await withPair(folder, (pair) =>
        work(pair, objects, (macro, access) => {
          const value = new RegExp(`^#define ${macro} (\\S+)$`, "m").exec(header)?.[1];
          if (value === undefined) throw new Error(`no ${macro} in nicdesc/access.h`);
          return nicBytes(Number(value), access);
        }),
      );
    });
}

/** The value of a macro of nicdesc/access.h. */
type Selector = (macro: string, access?: Access) => Uint8Array;

const API_TOOLS = [...TOOLS, "bpftool"] as const;

describe("the generated API", () => {
  const packets = PACKETS.map(({ packet }) => packet);

  testWith(
    API_TOOLS,
    "as the driver's kfuncs say, of every packet, by each way of reading",
    withApi([], async (pair, objects, nic) => {
      for (const object of objects) {
        for (const access of ["AUTO", "CAST", "COPY"] as const) {
          const set = { nicdesc_nic: nic("NICDESC_NIC_VETH_SKB", access) };
          const attachment = { object, program: "api_and_kfuncs", bound: true, set, dump: ["records"], packets };
          const { records } = loaded(await pair.attach(attachment));
          expect(records["records"]?.length).toBe(PACKETS.length);
          for (const [i, bytes] of (records["records"] ?? []).entries()) checkAnswers(PACKETS[i] as Sent, bytes);
        }
      }
    }),
  );

  testWith(
    API_TOOLS,
    "kfunc first, with vmlinux.h: a hash for every packet that has a buffer",
    withApi(["-DPROOF_VMLINUX", "-DNICDESC_POLICY=NICDESC_KFUNC_FIRST"], async (pair, objects, nic) => {
      const set = { nicdesc_nic: nic("NICDESC_NIC_VETH_SKB") };
      for (const object of objects) {
        const attachment = { object, program: "api_only", set, dump: ["records"], packets };
        expect(refused(await pair.attach(attachment)).log).toContain("require device-bound program");
        const { records } = loaded(await pair.attach({ ...attachment, bound: true }));
        const answers = (records["records"] ?? []).map(readAnswers);
        expect(answers.map(({ hashResult }) => hashResult)).toEqual(
          PACKETS.map(({ hash }) => (hash === "no buffer" ? ENODATA : 0)),
        );
      }
    }),
  );

  testWith(
    API_TOOLS,
    "as another NIC, or as none: never an answer, and no crash",
    withApi([], async (pair, objects, nic) => {
      for (const object of objects) {
        for (const macro of ["NICDESC_NIC_ANY", "NICDESC_NIC_MLX5_CQE64", "NICDESC_NIC_I40E_RX_16"]) {
          const set = { nicdesc_nic: nic(macro) };
          const attachment = { object, program: "api_only", set, dump: ["records"], packets: ["socket-udp4", "frame"] };
          const { records } = loaded(await pair.attach(attachment));
          const answers = (records["records"] ?? []).map(readAnswers);
          expect(answers.length).toBe(2);
          for (const { hashResult, tag, timestamp } of answers) {
            expect([hashResult, tag[0], timestamp[0]], macro).toEqual([EOPNOTSUPP, EOPNOTSUPP, EOPNOTSUPP]);
          }
        }
      }
    }),
  );
});

describe("metadata kfuncs", () => {
  testWith(
    TOOLS,
    "only in a program that is bound to a device, even where they are never reached",
    onPair("metadata", async (pair, [object = ""]) => {
      const result = refused(await pair.attach({ object, program: "raw_and_kfuncs" }));
      expect(result).toMatchObject({ refused: "load", error: EINVAL });
      expect(result.log).toContain("metadata kfuncs require device-bound program");
      const generic = refused(await pair.attach({ object, program: "raw_and_kfuncs", bound: true, generic: true }));
      expect(generic).toMatchObject({ refused: "attach", error: EINVAL });
      expect(generic.log).toContain("Can't attach device-bound programs in generic mode");
    }),
  );

  testWith(
    TOOLS,
    "never reached is not enough",
    onPair("absent", async (pair, objects) => {
      for (const object of objects) {
        const result = refused(await pair.attach({ object, program: "unreached_kfunc" }));
        expect(result.log).toContain("metadata kfuncs require device-bound program");
        loaded(await pair.attach({ object, program: "unreached_kfunc", bound: true, detached: true }));
      }
    }),
  );
});

describe("what is not there", () => {
  testWith(
    TOOLS,
    "a container of no loaded module: the program loads, and nothing of the way is left",
    onPair("absent", async (pair, objects) => {
      for (const object of objects) {
        const run = (program: string) => pair.attach({ object, program, dump: ["records"], packets: ["udp4"] });
        const nothing = loaded(await run("nothing"));
        const absent = loaded(await run("absent_type"));
        expect(nothing.xlated).toBe(2);
        // The test's own constant; its jump goes, the move before it stays.
        expect(absent.xlated).toBeLessThanOrEqual(nothing.xlated + 1);
        expect(absent.records["records"]).toEqual([]);
      }
    }),
  );

  testWith(
    TOOLS,
    "a kfunc that the kernel has not: by version and by address, its call is gone",
    onPair("absent", async (pair, objects) => {
      for (const object of objects) {
        for (const program of ["absent_kfunc", "absent_symbol"]) {
          const { xlated, records } = loaded(
            await pair.attach({ object, program, dump: ["records"], packets: ["udp4"] }),
          );
          expect(xlated, program).toBeLessThanOrEqual(10);
          expect(records["records"], program).toEqual([]);
        }
        const present = { object, program: "present_symbol", dump: ["records"], packets: ["udp4"] };
        expect(loaded(await pair.attach(present)).records["records"]?.length).toBe(1);
      }
    }),
  );
});

/** Nothing can be read there; what bpf_probe_read_kernel answers says why. */
const WRONG: readonly (readonly [string, bigint, number])[] = [
  ["NULL", 0n, ERANGE],
  ["the first page", 0x1000n, ERANGE],
  ["an address of user space", 0x7f0000000000n, ERANGE],
  ["no canonical address", 0xdeadbeefdeadbeefn, ERANGE],
  ["the vsyscall page", 0xffffffffff600000n, ERANGE],
  ["nothing mapped", 0xffffc80000000000n, EFAULT],
  ["the last byte", -1n, EFAULT],
];

describe("a cast to wrong memory reads 0, and the program goes on", () => {
  testWith(
    TOOLS,
    WRONG.map(([name]) => name).join(", "),
    onPair("wrong", async (pair, objects) => {
      for (const object of objects) {
        for (const [name, address, error] of WRONG) {
          const set = { address: u64(address) };
          const attachment: Attachment = { object, program: "wrong", set, dump: ["records"], packets: ["udp4"] };
          const [record] = loaded(await pair.attach(attachment)).records["records"] ?? [];
          const words = [0, 8, 16].map((offset) => record?.readBigInt64LE(offset));
          expect(words, name).toEqual([0n, 0n, BigInt(error)]);
        }
      }
    }),
  );
});

describe("the pair", () => {
  testWith(VETH_TOOLS, "is gone afterwards, also when the work fails", () =>
    inTemporaryFolder(async (folder) => {
      const namespaces: string[] = [];
      const work = withPair(folder, async (pair) => {
        for (const side of [pair.receiver, pair.sender]) {
          namespaces.push(
            Buffer.from((await side("readlink", "/proc/self/ns/net")).stdout)
              .toString()
              .trim(),
          );
        }
        expect(new Set([...namespaces, readlinkSync("/proc/self/ns/net")]).size).toBe(3);
        expect(namespaces.every((one) => usedNamespaces().has(one))).toBe(true);
        throw new Error("on purpose");
      });
      await expect(work).rejects.toThrow("on purpose");
      expect(namespaces.filter((one) => usedNamespaces().has(one))).toEqual([]);
    }),
  );
});

/** The network namespaces that processes are in. */
function usedNamespaces(): Set<string> {
  const names = readdirSync("/proc").flatMap((pid) => {
    try {
      return /^\d+$/.test(pid) ? [readlinkSync(`/proc/${pid}/ns/net`)] : [];
    } catch {
      // It ended meanwhile.
      return [];
    }
  });
  return new Set(names);
}

describe("a capability that is missing", () => {
  testWith(
    TOOLS,
    "without CAP_PERFMON there is no reading of kernel memory, and the verifier says so",
    onPair("metadata", async (pair, objects) => {
      for (const object of objects) {
        for (const { name, way } of HERE) {
          const set = { way: u32(way) };
          const result = await pair.attach({ object, program: "raw_only", set, without: ["perfmon"] });
          // Some kernels ask nobody for a cast; later ones do.
          if (name === "cast" && result.refused === undefined) expect(result.left).toEqual([]);
          else expect(refused(result), name).toMatchObject({ refused: "load" });
          if (name !== "cast") expect(refused(result).log, name).toContain("prohibited for !root");
        }
      }
    }),
  );

  testWith(
    TOOLS,
    "without CAP_BPF or CAP_NET_ADMIN there is no program",
    onPair("metadata", async (pair, [object = ""]) => {
      for (const capability of ["bpf", "net_admin"]) {
        const result = refused(await pair.attach({ object, program: "raw_only", without: [capability] }));
        expect(result, capability).toMatchObject({ refused: "load", error: 1 });
      }
    }),
  );
});
