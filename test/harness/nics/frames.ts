/** Ethernet frames of many kinds, whose contents are known before any NIC has seen them. */

export interface Frame {
  readonly name: string;
  /** Also the last four bytes of the source address. */
  readonly id: number;
  readonly bytes: Buffer;
  /** The struct virtio_net_hdr that the sender gets with it. */
  readonly header: Buffer;
  /** The outermost VLAN tag: TPID and TCI. */
  readonly tag?: readonly [number, number];
  readonly ip?: 4 | 6;
  readonly transport?: "tcp" | "udp";
  readonly fragment: boolean;
  /** The transport's checksum is left to NICs. */
  readonly partial?: true;
  /** A checksum of it is wrong: the IPv4 header's or the transport's. */
  readonly wrong?: "ip" | "transport";
}

const TO = [0x02, 0, 0, 0, 0, 2];
const ADDRESSES4 = [192, 0, 2, 1, 198, 51, 100, 2];
const ADDRESSES6 = [...v6(1), ...v6(2)];
const SMALLEST = 60;
const [ICMP, TCP, UDP, ICMPV6, SCTP, FRAGMENT, GRE] = [1, 6, 17, 58, 132, 44, 47] as const;

type Kind = Omit<Frame, "id" | "bytes" | "header" | "fragment" | "name"> & {
  readonly type: number;
  readonly body: Buffer;
  readonly fragment?: boolean;
};

function v6(last: number): number[] {
  return [0x20, 0x01, 0x0d, 0xb8, ...Array<number>(11).fill(0), last];
}

function be16(...values: number[]): number[] {
  return values.flatMap((value) => [(value >> 8) & 0xff, value & 0xff]);
}

function sum(bytes: readonly number[], start = 0): number {
  let total = start;
  for (const [i, byte] of bytes.entries()) total += i % 2 === 0 ? byte << 8 : byte;
  while (total > 0xffff) total = (total & 0xffff) + (total >>> 16);
  return total;
}

function payload(size: number): number[] {
  return Array.from({ length: size }, (_, i) => (i * 7 + size) & 0xff);
}

function ip4(protocol: number, inner: readonly number[], { fragment = 0, options = 0, wrong = false } = {}): number[] {
  const length = 20 + options;
  const padding = Array<number>(options).fill(1);
  const head = [...be16(0x4000 | ((length / 4) << 8), length + inner.length, 0x1234, fragment), 64, protocol];
  const checksum = ~sum([...head, ...ADDRESSES4, ...padding]) & 0xffff;
  return [...head, ...be16(wrong ? checksum ^ 0x0101 : checksum), ...ADDRESSES4, ...padding, ...inner];
}

function ip6(next: number, inner: readonly number[]): number[] {
  return [0x60, 0, 0, 0, ...be16(inner.length), next, 64, ...ADDRESSES6, ...inner];
}

/** A transport header with its payload; the checksum is at `place`. */
function summed(version: 4 | 6, protocol: number, bytes: number[], place: number, wrong = false): number[] {
  const addresses = version === 4 ? ADDRESSES4 : ADDRESSES6;
  const pseudo = protocol === ICMP ? 0 : sum([...addresses, ...be16(protocol, bytes.length)]);
  const checksum = ~sum(bytes, pseudo) & 0xffff;
  bytes.splice(place, 2, ...be16(wrong ? checksum ^ 0x0101 : checksum));
  return bytes;
}

function udp(version: 4 | 6, size: number, wrong = false, port = 9): number[] {
  return summed(version, UDP, [...be16(4000, port, 8 + size, 0), ...payload(size)], 6, wrong);
}

function tcp(version: 4 | 6, size: number, wrong = false): number[] {
  const head = [...be16(4000, 9), 0, 0, 0, 1, 0, 0, 0, 0, ...be16(0x5002, 1024, 0, 0)];
  return summed(version, TCP, [...head, ...payload(size)], 16, wrong);
}

function four(body: readonly number[], more: Partial<Kind> = {}): Kind {
  return { type: 0x0800, body: Buffer.from(body), ip: 4, ...more };
}

function six(body: readonly number[], more: Partial<Kind> = {}): Kind {
  return { type: 0x86dd, body: Buffer.from(body), ip: 6, ...more };
}

function tagged(kind: Kind, tpid: number, tci: number): Kind {
  return { ...kind, type: tpid, body: Buffer.concat([Buffer.from(be16(tci, kind.type)), kind.body]), tag: [tpid, tci] };
}

/** In place of the checksum there is the pseudo header's sum, as the kernel leaves it. */
function unsummed(version: 4 | 6, protocol: number, bytes: number[], place: number): number[] {
  const addresses = version === 4 ? ADDRESSES4 : ADDRESSES6;
  bytes.splice(place, 2, ...be16(sum([...addresses, ...be16(protocol, bytes.length)])));
  return bytes;
}

const UDP4 = four(ip4(UDP, udp(4, 32)), { transport: "udp" });
const UDP6 = six(ip6(UDP, udp(6, 32)), { transport: "udp" });
const TCP4 = four(ip4(TCP, tcp(4, 40)), { transport: "tcp" });
const TCP6 = six(ip6(TCP, tcp(6, 0)), { transport: "tcp" });
const ECHO = [...be16(0x0800, 0, 1, 1), ...payload(40)];
const ARP = [...be16(1, 0x0800, 0x0604, 1), 2, 0, 0, 0, 0, 1, 192, 0, 2, 1, 0, 0, 0, 0, 0, 0, 198, 51, 100, 2];
/** A PTPv2 Sync in an Ethernet frame: what NICs that stamp PTP alone stamp. */
const PTP = [0x00, 0x02, ...be16(44), ...Array<number>(26).fill(0), ...be16(7), 0, 0, ...Array<number>(10).fill(0)];

const KINDS: Readonly<Record<string, Kind>> = {
  udp4: UDP4,
  udp6: UDP6,
  tcp4: TCP4,
  tcp6: TCP6,
  icmp4: four(ip4(ICMP, summed(4, ICMP, [...ECHO], 2))),
  icmp6: six(ip6(ICMPV6, summed(6, ICMPV6, [...be16(0x8000, 0, 1, 1), ...payload(16)], 2))),
  arp: { type: 0x0806, body: Buffer.from(ARP) },
  ptp: { type: 0x88f7, body: Buffer.from(PTP) },
  "udp4 in VLAN 5": tagged(UDP4, 0x8100, 5),
  "tcp6 in VLAN 4095, priority 7, DEI": tagged(TCP6, 0x8100, 0xffff),
  "udp4 with a priority tag": tagged(UDP4, 0x8100, 0x6000),
  "udp4 in VLAN 6 in VLAN 7": tagged(tagged(UDP4, 0x8100, 6), 0x8100, 7),
  "udp6 in VLAN 8 in service VLAN 9": tagged(tagged(UDP6, 0x8100, 8), 0x88a8, 9),
  "udp4, first fragment": four(ip4(UDP, udp(4, 32), { fragment: 0x2000 }), { fragment: true }),
  "udp4, last fragment": four(ip4(UDP, payload(64), { fragment: 0x0005 }), { fragment: true }),
  "udp6, first fragment": six(ip6(FRAGMENT, [UDP, 0, ...be16(1), 0, 0, 0, 7, ...udp(6, 32)]), { fragment: true }),
  "udp4, wrong checksum": four(ip4(UDP, udp(4, 32, true)), { transport: "udp", wrong: "transport" }),
  "tcp4, wrong checksum": four(ip4(TCP, tcp(4, 64, true)), { transport: "tcp", wrong: "transport" }),
  "tcp6, wrong checksum": six(ip6(TCP, tcp(6, 64, true)), { transport: "tcp", wrong: "transport" }),
  "udp4, wrong header checksum": four(ip4(UDP, udp(4, 32), { wrong: true }), { transport: "udp", wrong: "ip" }),
  "udp4 with IP options": four(ip4(UDP, udp(4, 32), { options: 8 }), { transport: "udp" }),
  "udp4, 1472 bytes": four(ip4(UDP, udp(4, 1472)), { transport: "udp" }),
  "tcp6, 1440 bytes": six(ip6(TCP, tcp(6, 1440)), { transport: "tcp" }),
  "udp4, 300 bytes": four(ip4(UDP, udp(4, 300)), { transport: "udp" }),
  "udp4 without a checksum yet": four(ip4(UDP, unsummed(4, UDP, udp(4, 100), 6)), { transport: "udp", partial: true }),
  "tcp6 without a checksum yet": six(ip6(TCP, unsummed(6, TCP, tcp(6, 200), 16)), { transport: "tcp", partial: true }),
  sctp: four(ip4(SCTP, [...be16(4000, 9), 0, 0, 0, 1, 0, 0, 0, 0, ...payload(32)])),
  gre: four(ip4(GRE, [...be16(0, 0x0800), ...ip4(UDP, udp(4, 32))])),
};

const HEADER = 10;
const NEEDS_CSUM = 1;

function headerOf({ ip, transport, partial }: Kind): Buffer {
  const header = Buffer.alloc(HEADER);
  if (!partial) return header;
  header.writeUInt8(NEEDS_CSUM, 0);
  header.writeUInt16LE(14 + (ip === 4 ? 20 : 40), 6);
  header.writeUInt16LE(transport === "tcp" ? 16 : 6, 8);
  return header;
}

/** Each kind several times over, numbered from 1. */
export function framesOf(times: number): Frame[] {
  const kinds = Object.entries(KINDS);
  return Array.from({ length: times * kinds.length }, (_, i) => {
    const [name, kind] = kinds[i % kinds.length] as [string, Kind];
    const { type, body, ...known } = kind;
    const id = i + 1;
    const head = Buffer.from([...TO, 0x02, 0x4e, ...be16(0, id), ...be16(type)]);
    const padding = Buffer.alloc(Math.max(0, SMALLEST - head.length - body.length));
    const bytes = Buffer.concat([head, body, padding]);
    return { fragment: false, ...known, name: `${id}: ${name}`, id, bytes, header: headerOf(kind) };
  });
}
