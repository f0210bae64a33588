/** What decode answers held against what the driver's own functions did. */
import { type DecodedMetadata, decode } from "../../src/decode/decode.js";
import type { Descriptor, Model } from "../../src/model/types.js";
import { Comparer, type Comparison, compareValues, readInputs } from "./compare.js";
import { bytesOf, type Expectation, type MeaningVector, type Outcome } from "./files.js";
import { Seen, TOLERANCES } from "./tolerances.js";

const ERRNO = { ok: 0, "no-data": -61, "not-supported": -95 } as const;

/** The vocabulary's csum_status and rss_type. */
const CSUM = { none: 0n, complete: 2n, bad: 4n };
const RSS_L3 = 0x7n;
const RSS_L4 = 0x1f8n;

/** The kernel's enum pkt_hash_types. Of a hash over the link layer and one of unknown input an rss_type says the same. */
const HASH_TYPE = { l2: 1, l3: 2, l4: 3 };

export interface MeaningComparison extends Comparison {
  /** How often each tolerance was needed, by its place in the table. */
  readonly tolerated: readonly number[];
}

export function compareMeaning(
  model: Model,
  descriptor: Descriptor,
  vectors: readonly MeaningVector[],
): MeaningComparison {
  let compared = 0;
  const differences: string[] = [];
  const tolerated = TOLERANCES.map(() => 0);
  for (const vector of vectors) {
    const inputs = readInputs(vector.inputs);
    const decoded = decode(model, descriptor, bytesOf(vector.bytes), { inputs });
    const see = new Seen(decoded);
    const comparer = new Comparer(`${descriptor.name} ${vector.bytes} ${JSON.stringify(vector.inputs)}`, (what) => {
      const row = TOLERANCES.findIndex(
        (tolerance) =>
          tolerance.driver === descriptor.driver &&
          tolerance.what.includes(what) &&
          tolerance.covers(see, vector.expect),
      );
      if (row >= 0) tolerated[row] = (tolerated[row] ?? 0) + 1;
      return row >= 0;
    });
    for (const name of Object.keys(inputs)) {
      const known = descriptor.inputs.some((input) => input.name === name);
      comparer.equal(`whether ${name} is an input`, known, true);
    }
    compareExpectation(vector.expect, new Answers(decoded.metadata, comparer), comparer);
    compareValues(decoded, vector.expect.fields ?? {}, comparer);
    compared += comparer.compared;
    differences.push(...comparer.differences);
  }
  return { compared, differences, tolerated };
}

class Answers {
  constructor(
    private readonly all: readonly DecodedMetadata[],
    private readonly comparer: Comparer,
  ) {}

  get(name: string): DecodedMetadata {
    const found = this.all.find((answer) => answer.metadata.item.name === name);
    if (found === undefined) throw new Error(`the descriptor is not asked for ${name}`);
    // An answer that lacks an input would pass for one without data.
    this.comparer.equal(name, found.status === "input-needed" ? found.reason : "answered", "answered");
    return found;
  }
}

function compareExpectation(expect: Expectation, answers: Answers, comparer: Comparer): void {
  compareChecksum(expect, answers, comparer);
  compareHash(expect, answers, comparer);
  if (expect.vlan_tci !== undefined) {
    const [proto, tci] = answers.get("rx_vlan_tag").values;
    comparer.equal("vlan_proto", proto, given(expect.vlan_proto));
    comparer.equal("vlan_tci", tci, given(expect.vlan_tci));
  }
  if (expect.hwtstamp !== undefined) {
    comparer.equal("hwtstamp", answers.get("rx_timestamp").values[0] ?? 0n, given(expect.hwtstamp) ?? 0n);
  }
  if (expect.hwtstamp_register !== undefined) {
    comparer.equal("a timestamp that a register holds", answers.get("rx_timestamp").status, "not-supported");
  }
  if (expect.mark !== undefined) {
    comparer.equal("mark", answers.get("rx_flow_mark").values[0] ?? 0n, BigInt(expect.mark));
  }
  compareOutcome("rx_hash", ["hash", "type"], expect.xdp_rx_hash, answers, comparer);
  compareOutcome("rx_timestamp", ["timestamp"], expect.xdp_rx_timestamp, answers, comparer);
  compareOutcome("rx_vlan_tag", ["proto", "tci"], expect.xdp_rx_vlan_tag, answers, comparer);
}

/** The kernel's CHECKSUM_NONE is both: not checked, and bad. */
function compareChecksum(expect: Expectation, answers: Answers, comparer: Comparer): void {
  const { ip_summed, csum_level, csum, csum_error } = expect;
  if (ip_summed === undefined && csum_error === undefined) return;
  const [status = CSUM.none, level = 0n, sum] = answers.get("rx_csum").values;
  if (ip_summed !== undefined) {
    comparer.equal("ip_summed", status === CSUM.bad ? CSUM.none : status, BigInt(ip_summed));
    if (BigInt(ip_summed) === CSUM.complete) comparer.equal("csum", sum, given(csum));
  }
  if (csum_level !== undefined) comparer.equal("csum_level", level, BigInt(csum_level));
  if (csum_error !== undefined) comparer.equal("csum_error", status === CSUM.bad, csum_error);
}

function compareHash(expect: Expectation, answers: Answers, comparer: Comparer): void {
  if (expect.hash === undefined) return;
  const [hash, type = 0n] = answers.get("rx_hash").values;
  comparer.equal("hash", hash, given(expect.hash));
  if (expect.hash_type === undefined) return;
  const kind = (type & RSS_L4) !== 0n ? HASH_TYPE.l4 : (type & RSS_L3) !== 0n ? HASH_TYPE.l3 : HASH_TYPE.l2;
  const wanted = expect.hash_type === 0 ? HASH_TYPE.l2 : (expect.hash_type ?? undefined);
  comparer.equal("hash_type", hash === undefined ? undefined : kind, wanted);
}

function compareOutcome(
  item: string,
  parts: readonly string[],
  wanted: Outcome | undefined,
  answers: Answers,
  comparer: Comparer,
): void {
  if (wanted === undefined) return;
  const { status, values } = answers.get(item);
  comparer.equal(`xdp_${item}.ret`, status === "input-needed" ? undefined : ERRNO[status], wanted.ret);
  if (wanted.ret !== 0 || status !== "ok") return;
  for (const [i, part] of parts.entries()) comparer.equal(`xdp_${item}.${part}`, values[i], BigInt(wanted[part] ?? -1));
}

function given(value: string | null | undefined): bigint | undefined {
  return value === null || value === undefined ? undefined : BigInt(value);
}
