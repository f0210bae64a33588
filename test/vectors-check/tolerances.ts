/** Where decode and a driver differ on purpose. A row that no vector needs fails the test. */
import type { Decoded } from "../../src/decode/decode.js";
import type { Expectation } from "./files.js";

interface Tolerance {
  readonly driver: string;
  /** What differs, as the comparison calls it. */
  readonly what: readonly string[];
  readonly reason: string;
  /** Whether a vector is one of those that are meant. */
  readonly covers: (see: Seen, expect: Expectation) => boolean;
}

/** What decode says of a vector. */
export class Seen {
  constructor(private readonly decoded: Decoded) {}

  field(key: string): bigint {
    const found = this.decoded.fields.find(({ field }) => field.key === key);
    if (found === undefined) throw new Error(`no field ${key}`);
    return found.value;
  }

  /** A part of a metadata item; undefined unless it is answered. */
  part(item: string, index: number): bigint | undefined {
    return this.decoded.metadata.find(({ metadata }) => metadata.item.name === item)?.values[index];
  }

  answered(item: string): boolean {
    return this.decoded.metadata.some(({ metadata, status }) => metadata.item.name === item && status === "ok");
  }
}

const CSUM_NONE = 0n;
/** Of the kernel's enum pkt_hash_types. */
const L3_HASH = 2;
const RSS_L4 = 0x8n;
const RSS_L4_KINDS = 0x1f0n;

export const TOLERANCES: readonly Tolerance[] = [
  {
    driver: "mlx5",
    what: ["xdp_rx_hash.ret", "hash", "hash_type"],
    reason: "without a hash (rss_hash_type 0) the driver hands on the word, with no type; the answer is -ENODATA",
    covers: (see) => see.field("rss_hash_type") === 0n && !see.answered("rx_hash"),
  },
  {
    driver: "mlx4",
    what: ["xdp_rx_hash.type"],
    reason: "the kfunc gives the bit of TCP or UDP without XDP_RSS_L4, which xdp.h has in every type of layer 4",
    covers: (see, { xdp_rx_hash }) => {
      const type = BigInt(xdp_rx_hash?.["type"] ?? 0);
      return (type & RSS_L4) === 0n && (type & RSS_L4_KINDS) !== 0n && see.part("rx_hash", 1) === (type | RSS_L4);
    },
  },
  {
    driver: "igb",
    what: ["hash", "hash_type"],
    reason: "drivers before 7.3 call every hash one over addresses, and the word of a packet without a hash too",
    covers: (see, { hash_type }) =>
      hash_type === L3_HASH &&
      (see.field("rss_type") === 0n ? !see.answered("rx_hash") : ((see.part("rx_hash", 1) ?? 0n) & RSS_L4) !== 0n),
  },
  {
    driver: "bnxt",
    what: ["csum_error"],
    reason: "the driver counts the error bits of layer 4 also where no checksum of layer 4 was computed",
    covers: (see) =>
      see.part("rx_csum", 0) === CSUM_NONE &&
      see.field("flags2_l4_cs_calc") === 0n &&
      see.field("flags2_t_l4_cs_calc") === 0n,
  },
  {
    driver: "ena",
    what: ["csum_error"],
    reason: "the driver counts error bits also where l4_csum_checked or the IPv4 header do not vouch for them",
    covers: (see) =>
      see.part("rx_csum", 0) === CSUM_NONE && (see.field("l4_csum_checked") === 0n || see.field("l3_csum_err") === 1n),
  },
];

/** Answers that no vector reaches. */
export const OUT_OF_REACH: readonly {
  readonly descriptor: string;
  readonly answer: string;
  readonly reason: string;
}[] = [{ descriptor: "ice/rx-flex", answer: "rx_csum, answer 1", reason: "the generic checksum came with Linux 6.15" }];
