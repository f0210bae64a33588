/** Packets for a veth pair, and what the answers of test/proof/bpf/api.bpf.c to them must be. */
import { expect } from "vitest";

export const ENODATA = -61;

export interface Sent {
  readonly packet: string;
  /** What the socket buffer has: nothing at all, no hash yet, a given one, or one of the socket's. */
  readonly hash: "no buffer" | "none" | "of the socket" | number;
  /** The tag beside the packet, protocol and TCI. */
  readonly tag?: readonly [number, number];
}

export const PACKETS: readonly Sent[] = [
  { packet: "udp4", hash: "none" },
  { packet: "udp6", hash: "none" },
  { packet: "tcp4", hash: "none" },
  { packet: "tcp6,size=0", hash: "none" },
  { packet: "icmp4", hash: "none" },
  { packet: "icmp6", hash: "none" },
  // A tag among the bytes is not one beside them.
  { packet: "udp4,tag=8100:5", hash: "none" },
  { packet: "udp4,tag=8100:5,offload=88a8:6", hash: "none", tag: [0x88a8, 6] },
  { packet: "udp4,offload=8100:0x6fff", hash: "none", tag: [0x8100, 0x6fff] },
  { packet: "udp6,offload=8100:0", hash: "none", tag: [0x8100, 0] },
  { packet: "icmp4,offload=88a8:78,hash=0x1234abcd", hash: 0x1234abcd, tag: [0x88a8, 78] },
  { packet: "tcp6,hash=0x7fffffff,size=900", hash: 0x7fffffff },
  { packet: "socket-udp4", hash: "of the socket" },
  { packet: "socket-udp6,size=1200", hash: "of the socket" },
  { packet: "socket-tcp4,offload=8100:9", hash: "of the socket", tag: [0x8100, 9] },
  { packet: "socket-tcp6", hash: "of the socket" },
  { packet: "frame", hash: "no buffer" },
];

const ANSWERS = 32;

/** struct answers of test/proof/bpf/api.bpf.c. */
export function readAnswers(bytes: Buffer) {
  return {
    hashResult: bytes.readInt32LE(0),
    hash: bytes.readUInt32LE(4),
    type: bytes.readUInt32LE(8),
    tag: [bytes.readInt32LE(12), bytes.readUInt16BE(16), bytes.readUInt16LE(18)],
    timestamp: [bytes.readInt32LE(20), bytes.readBigUInt64LE(24)],
  };
}

/** struct record of test/proof/bpf/api.bpf.c. */
export function checkAnswers({ packet, hash }: Sent, record: Buffer): void {
  const [before, kfuncs, after] = [0, 1, 2].map((n) => readAnswers(record.subarray(n * ANSWERS)));
  expect(after, packet).toEqual(kfuncs);
  // The kfunc computes a hash that is not there yet; the API says that it is not.
  if (hash === "none") expect(before, packet).toEqual({ ...after, hashResult: ENODATA, hash: 0, type: 0 });
  else expect(before, packet).toEqual(kfuncs);
}
