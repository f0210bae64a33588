/** examples/rx-hash: built by its Makefile, run on the completions that the kernel's own code was run on. */
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { decode } from "../../src/decode/decode.js";
import { findDescriptor } from "../../src/select.js";
import { inTemporaryFolder, run, ToolFailed } from "../harness/run.js";
import { shippedModel } from "../harness/shipped.js";
import { testWith } from "../harness/tools.js";
import { bytesOf, meaningFiles } from "../vectors-check/files.js";
import { BUILDING, make, RUNNING, runTraced, wordsOfHex } from "./build.js";

const EXAMPLE = "rx-hash";
const BUCKETS = 16n;
const RESP_SEND = 2n;

const model = shippedModel();
const cqe64 = findDescriptor(model.descriptors, "mlx5/cqe64");
const completions = (meaningFiles().find((file) => file.descriptor === cqe64.name)?.vectors ?? []).map((vector) =>
  bytesOf(vector.bytes),
);
const stream = Buffer.concat(completions);
const expected = countByDecode();

/** What the programs should count, by `decode`: packets by `type/bucket`. */
function countByDecode(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const bytes of completions) {
    const { fields, metadata } = decode(model, cqe64, bytes);
    if (fields.find(({ field }) => field.key === "opcode")?.value !== RESP_SEND) continue;
    const answer = metadata.find(({ metadata: item }) => item.item.name === "rx_hash");
    const [hash = 0n, type = 0n] = answer?.values ?? [];
    const key = answer?.status === "ok" ? `${type}/${hash % BUCKETS}` : `0/${BUCKETS}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** The loader's words for the vocabulary's. */
const TYPE_BITS = new Map(
  model.vocabulary.enums
    .filter((item) => item.name === "rss_type")
    .flatMap((item) => item.values)
    .map(({ name, value }) => [wordOf(name), value]),
);

function wordOf(name: string): string {
  if (name === "none") return "unknown";
  return name === "l3_dynhdr" ? "ext" : name.replace(/^l\d_/, "");
}

/** The key of a line of the table: `ipv4+l4+tcp  3  17`. */
function parseLine(line: string): [string, number] {
  const [, name = "", bucket = "", packets = ""] = /^(.*?) +(\d+|-) +(\d+)$/.exec(line) ?? [];
  if (name === "no hash") return [`0/${BUCKETS}`, Number(packets)];
  const bits = name.split("+").map((word) => TYPE_BITS.get(word) ?? -1n);
  return [`${bits.reduce((sum, bit) => sum | bit, 0n)}/${bucket}`, Number(packets)];
}

describe("examples/rx-hash", () => {
  testWith(BUILDING, "is built by make, and built again only for what changed", () =>
    inTemporaryFolder(async (folder) => {
      make(EXAMPLE, folder);
      expect(existsSync(join(folder, "nicdesc.d"))).toBe(true);
      const before = statSync(join(folder, "rx_hash")).mtimeMs;
      expect(make(EXAMPLE, folder)).toMatch(/up to date/);
      expect(statSync(join(folder, "rx_hash")).mtimeMs).toBe(before);
    }),
  );

  testWith(RUNNING, "counts descriptors from bytes as decode reads them", () =>
    inTemporaryFolder(async (folder) => {
      make(EXAMPLE, folder);
      const { stdout } = await run(join(folder, "rx_hash"), ["--bytes", "-"], stream);
      const [head, ...lines] = Buffer.from(stdout).toString("utf8").trimEnd().split("\n");
      expect(head?.split(/ {2,}/)).toEqual(["hash over", "bucket", "packets"]);
      expect(new Map(lines.map(parseLine))).toEqual(expected);
      expect(expected.size).toBeGreaterThan(Number(BUCKETS));
    }),
  );

  testWith(RUNNING, "counts the copies of kernel memory that its tracing programs make the same", () =>
    inTemporaryFolder(async (folder) => {
      make(EXAMPLE, folder);
      for (const program of ["handle_rx_cqe", "handle_rx_cqe_mpwrq"]) {
        const lines = await runTraced(EXAMPLE, program, cqe64.size, stream, folder);
        const counts = lines.map((line): [string, number] => {
          const [key = "", count] = line.split(" ");
          return [wordsOfHex(key).join("/"), Number(count)];
        });
        expect(new Map(counts)).toEqual(expected);
      }
    }),
  );

  testWith(RUNNING, "says what is missing where there is no mlx5", () =>
    inTemporaryFolder(async (folder) => {
      make(EXAMPLE, folder);
      if (existsSync("/sys/module/mlx5_core")) return;
      const failed = run(join(folder, "rx_hash"), ["--seconds", "1"]);
      await expect(failed).rejects.toThrow(ToolFailed);
      await expect(failed).rejects.toThrow(/is mlx5_core loaded\?/);
    }),
  );
});
