/** What was read of descriptors against what was sent, and against what the driver put into the socket buffer. */

import type { Phase } from "./boot.js";
import type { Frame } from "./frames.js";
import { type Seen, UNASKED } from "./records.js";

const ENODATA = -61n;
const EOPNOTSUPP = -95n;
const ETHERNET = 14;
const TAG = 4;
const [NONE, UNNECESSARY, PARTIAL, BAD] = [0n, 1n, 3n, 4n];
const RSS_L4 = 8n;
/** Of packet types: IPv4, IPv6, TCP, UDP. */
const TYPES = { 4: 0x1n, 6: 0x2n, tcp: 0x4n, udp: 0x8n } as const;

/** The VLAN tags that a NIC takes out of the packet. Its driver calls all of them 802.1Q. */
const STRIPPED: Readonly<Record<string, readonly number[]>> = {
  e1000e: [0x8100],
  igb: [0x8100],
  // The model in qemu takes out a service tag, too.
  vmxnet3: [0x8100, 0x88a8],
  virtio_net: [],
};
/** NICs whose models in qemu check checksums on a wire that carries nothing but bytes. */
const CHECKS = ["e1000e", "igb"];

export interface Tally {
  /** How often each item was compared and equal. */
  readonly equal: Readonly<Record<string, number>>;
  readonly different: readonly string[];
}

/** All that was seen of a packet. */
interface Packet {
  readonly frame: Frame;
  readonly xdp?: Seen;
  readonly skb?: Seen;
  readonly hooks: readonly Seen[];
}

class Comparison implements Tally {
  readonly equal: Record<string, number> = {};
  readonly different: string[] = [];

  same(frame: string, item: string, left: unknown, right: unknown): void {
    if (left === right) this.equal[item] = (this.equal[item] ?? 0) + 1;
    else this.different.push(`${frame}: ${item}: ${left}, not ${right}`);
  }
}

/** `plain` is the phase without XDP, where this one has it. */
export function checkPhase(phase: Phase, plain?: Phase): Tally {
  const all = new Comparison();
  const before = plain === undefined ? [] : packetsOf(plain, new Comparison());
  for (const [i, packet] of packetsOf(phase, all).entries()) checkPacket(phase, packet, before[i], all);
  all.same("at the end", "nothing left", phase.watched.left.join(), "");
  return all;
}

/** Hooks that are given no packet belong to the packet that is seen next: all are on one processor. */
function packetsOf({ frames, watched, xdp }: Phase, all: Comparison): Packet[] {
  const packets = new Map<number, { xdp?: Seen; skb?: Seen; hooks: Seen[] }>();
  let waiting: Seen[] = [];
  for (const seen of watched.records) {
    if (seen.kind === "polled") {
      all.same("a poll", "place in the ring", seen.word("toldMore"), seen.word("told"));
    } else if (seen.kind !== "xdp" && seen.kind !== "skb") {
      waiting.push(seen);
    } else {
      const id = Number(seen.word("id"));
      const packet = packets.get(id) ?? { hooks: [] };
      if (packet[seen.kind] !== undefined) all.different.push(`${id}: twice`);
      packets.set(id, { ...packet, [seen.kind]: seen, hooks: [...packet.hooks, ...waiting] });
      waiting = [];
    }
  }
  const sent = new Set(frames.map(({ id }) => id));
  for (const id of packets.keys()) if (!sent.has(id)) all.different.push(`${id}: was not sent`);
  return frames.map((frame) => {
    const packet = packets.get(frame.id) ?? { hooks: [] };
    all.same(frame.name, "handed up", packet.skb !== undefined, true);
    all.same(frame.name, "seen by XDP", packet.xdp !== undefined, xdp);
    return { frame, ...packet };
  });
}

type Same = (item: string, left: unknown, right: unknown) => void;

function checkPacket(phase: Phase, packet: Packet, plain: Packet | undefined, all: Comparison): void {
  const { frame, xdp, skb, hooks } = packet;
  const { driver } = phase;
  const same: Same = (item, left, right) => all.same(frame.name, item, left, right);
  if (skb === undefined) return;
  const stripped = frame.tag !== undefined && (STRIPPED[driver.name] ?? []).includes(frame.tag[0]);
  const tag = stripped ? frame.tag : undefined;
  const length = BigInt(frame.bytes.length - (stripped ? TAG : 0));
  same("skb: length", skb.word("size"), length - BigInt(ETHERNET));
  same("skb: VLAN protocol", skb.word("skbVlanProto"), tag === undefined ? 0n : 0x8100n);
  same("skb: VLAN TCI", skb.word("skbVlanTci"), BigInt(tag?.[1] ?? 0));
  if (frame.partial) same("skb: a checksum left to NICs", skb.word("skbIpSummed"), leftToNics(phase));
  // With an XDP program virtio_net gives the stack a packet without its header: what it says then, it said without one.
  const driverSays = driver.name === "virtio_net" ? (plain?.skb ?? skb) : skb;
  const tellsPorts = driver.name !== "igb" || phase.kernel === "7.3";
  const readers = [skb, ...hooks, ...(xdp === undefined ? [] : [xdp])];
  for (const reader of readers) {
    const isEmpty = driver.name === "virtio_net" && phase.xdp && ["skb", "devrx_skb"].includes(reader.kind);
    if (reader.word("found") !== UNASKED) checkAnswers(reader, isEmpty ? skb : driverSays, length, tellsPorts, same);
    if (reader.word("csumResult") === 0n && !isEmpty) checkCsum(reader, skb, same);
    if (CHECKS.includes(driver.name)) checkSums(reader, frame, same);
    if (driver.name === "igb" && reader.word("found") === 0n) checkStamp(reader, skb, same);
  }
  for (const hook of hooksIn(phase)) same(`${hook}: once`, hooks.filter(({ kind }) => kind === hook).length, 1);
  if (xdp !== undefined) checkXdp(xdp, frame, length, driver.name, same);
  for (const told of hooks.filter(({ kind }) => kind === "receive_skb")) {
    same("what e1000_receive_skb is given: status", told.word("told"), BigInt(skb.descriptor.readUInt32LE(8)));
    same("what e1000_receive_skb is given: VLAN", told.word("toldMore"), BigInt(skb.descriptor.readUInt16LE(14)));
  }
}

/** virtio_net passes on that it is missing; with XDP, which cannot, it has the other end fill it in. The others check it. */
function leftToNics({ driver, xdp }: Phase): bigint {
  if (driver.name !== "virtio_net") return UNNECESSARY;
  return xdp ? NONE : PARTIAL;
}

/** Some are reached only while there is an XDP program, as driver.yaml says of them. */
function hooksIn({ driver, hooks, xdp }: Phase): readonly string[] {
  return hooks.filter((hook) => xdp || !(hook === "devrx_xdp" || (driver.name === "vmxnet3" && hook === "devrx")));
}

/** `tellsPorts`: the driver tells the stack which hashes are over ports; igb's before 7.3 did not. */
function checkAnswers(reader: Seen, skb: Seen, length: bigint, tellsPorts: boolean, same: Same): void {
  const isOverPorts = skb.word("skbL4") === 1n;
  const item = (name: string) => `${reader.kind}: ${name}`;
  const answered = (name: string) => ![UNASKED, EOPNOTSUPP].includes(reader.word(`${name}Result`));
  same(item("found"), reader.word("found"), 0n);
  if (answered("length")) same(item("length"), reader.word("length"), length);
  if (answered("hash")) {
    const has = reader.word("hashResult") === 0n;
    same(item("hash"), has ? reader.word("hash") : 0n, skb.word("skbHash"));
    if (tellsPorts) same(item("hash over ports"), has && (reader.word("hashType") & RSS_L4) !== 0n, isOverPorts);
    else same(item("hash over ports is not told"), isOverPorts, false);
  }
  if (answered("tag")) {
    same(item("VLAN protocol"), reader.word("vlanProto"), skb.word("skbVlanProto"));
    same(item("VLAN TCI"), reader.word("vlanTci"), skb.word("skbVlanTci"));
    same(item("VLAN tag or none"), reader.word("tagResult"), skb.word("skbVlanProto") === 0n ? ENODATA : 0n);
  }
}

function checkCsum(reader: Seen, skb: Seen, same: Same): void {
  const status = reader.word("csumStatus");
  same(`${reader.kind}: checksum`, status === BAD ? NONE : status, skb.word("skbIpSummed"));
  same(`${reader.kind}: checksum level`, reader.word("csumLevel"), skb.word("skbCsumLevel"));
}

/** Against what was sent. */
function checkSums(reader: Seen, { wrong, transport, fragment }: Frame, same: Same): void {
  if (reader.word("csumResult") !== 0n) return;
  const status = reader.word("csumStatus");
  if (wrong !== undefined) same(`${reader.kind}: a wrong checksum is bad`, status, BAD);
  else if (transport !== undefined) same(`${reader.kind}: a right checksum is good`, status, UNNECESSARY);
  else if (fragment) same(`${reader.kind}: of a fragment nothing is said`, status, NONE);
}

/** An 82576 leaves the time in registers, for the driver: the descriptor has one bit of it. */
function checkStamp(reader: Seen, skb: Seen, same: Same): void {
  const isStamped = ((reader.descriptor.readUInt32LE(8) >>> 16) & 1) === 1;
  same(`${reader.kind}: ${isStamped ? "a time" : "no time"}`, isStamped, skb.word("skbHwtstamp") !== 0n);
  if (reader.word("timestampResult") !== UNASKED) {
    same(`${reader.kind}: the time is not in the descriptor`, reader.word("timestampResult"), ENODATA);
  }
}

function checkXdp(xdp: Seen, frame: Frame, length: bigint, driver: string, same: Same): void {
  same("xdp: length of the packet", xdp.word("size"), length);
  if (xdp.word("queueResult") === 0n) same("xdp: queue", xdp.word("queue"), xdp.word("skbQueue"));
  if (xdp.word("endOfPacket") !== EOPNOTSUPP) same("xdp: end of packet", xdp.word("endOfPacket"), 1n);
  if (xdp.word("done") !== EOPNOTSUPP) same("xdp: done", xdp.word("done"), 1n);
  if (xdp.word("kfuncHashResult") !== UNASKED) {
    for (const word of ["Result", "", "Type"]) {
      same(`xdp: hash${word} as the kfunc`, xdp.word(`hash${word}`), xdp.word(`kfuncHash${word}`));
    }
  }
  if (driver === "igb" && xdp.word("typeResult") === 0n && frame.tag === undefined) {
    const of = (name: keyof typeof TYPES) => (xdp.word("type") & TYPES[name]) !== 0n;
    // Of a packet with extension headers the model says those alone, not that it is IPv6: a combination without a row.
    if (!frame.fragment || frame.ip !== 6)
      same("xdp: IP version", `${of(4)} ${of(6)}`, `${frame.ip === 4} ${frame.ip === 6}`);
    if (!frame.fragment)
      same("xdp: transport", `${of("tcp")} ${of("udp")}`, `${frame.transport === "tcp"} ${frame.transport === "udp"}`);
  }
}
