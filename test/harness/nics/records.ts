/** What test/harness/nics/watch.c prints, as data. */

/** `kind` of test/harness/nics/record.h, whose numbers begin at 1. */
const KINDS = ["xdp", "skb", "devrx", "devrx_skb", "devrx_xdp", "receive_skb", "polled"] as const;

/** The words of `struct record`, in its order. */
const WORDS = [
  "kind cpu id found descriptor0 descriptor1 descriptor2",
  "hashResult hash hashType tagResult vlanProto vlanTci csumResult csumStatus csumLevel",
  "typeResult type lengthResult length queueResult queue markResult endOfPacket done splitResult",
  "timestampResult timestamp kfuncHashResult kfuncHash kfuncHashType",
  "size skbHash skbL4 skbSoftware skbVlanProto skbVlanTci skbIpSummed skbCsumLevel skbHwtstamp skbQueue",
  "told toldMore",
].flatMap((line) => line.split(" "));

/** A result that was not asked for. */
export const UNASKED = -1000n;

export interface Seen {
  readonly kind: (typeof KINDS)[number];
  /** The descriptor's first 24 bytes. */
  readonly descriptor: Buffer;
  word(name: string): bigint;
}

/** The programs of one call of watch. */
export interface Watched {
  /** How the loader found that programs read: cast or copy. */
  readonly access: string;
  readonly driver: string;
  readonly format: string;
  readonly records: readonly Seen[];
  /** Lines about what was still there afterwards. */
  readonly left: readonly string[];
  readonly lines: readonly string[];
}

function readRecord(line: string): Seen {
  const values = line.split(" ").slice(1).map(BigInt);
  if (values.length !== WORDS.length) throw new Error(`${values.length} words, not ${WORDS.length}: ${line}`);
  const words = new Map(WORDS.map((name, i) => [name, values[i] as bigint]));
  const word = (name: string): bigint => {
    const value = words.get(name);
    if (value === undefined) throw new Error(`no word ${name}`);
    return value;
  };
  const kind = KINDS[Number(word("kind")) - 1];
  if (kind === undefined) throw new Error(`no such kind: ${line}`);
  const descriptor = Buffer.alloc(24);
  for (const i of [0, 1, 2]) descriptor.writeBigUInt64LE(BigInt.asUintN(64, word(`descriptor${i}`)), 8 * i);
  return { kind, descriptor, word };
}

export function readWatched(lines: readonly string[]): Watched {
  const [, result, driver = "", format = "", access = ""] =
    lines.find((line) => line.startsWith("setup "))?.split(" ") ?? [];
  if (result !== "0") throw new Error(`the program was not loaded:\n${lines.join("\n")}`);
  return {
    ...{ driver, format, access, lines },
    records: lines.filter((line) => line.startsWith("record ")).map(readRecord),
    left: lines.filter((line) => line.startsWith("left ")),
  };
}
