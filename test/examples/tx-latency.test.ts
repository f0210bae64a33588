/** examples/tx-latency: built by its Makefile, its programs run on a made-up ring, and what is said without i40e. */
import { join } from "node:path";
import { describe, expect } from "vitest";
import { inTemporaryFolder, run } from "../harness/run.js";
import { testWith } from "../harness/tools.js";
import { RECEIVER, VETH_TOOLS, withPair } from "../harness/veth/veth.js";
import { BUILDING, bpfFlags, exampleFolder, make, RUNNING } from "./build.js";

const EXAMPLE = "tx-latency";
const SOURCES = join(import.meta.dirname, "c");

/** As in tx_latency.h, and what the example calls them. */
const KINDS = ["packets of the stack", "packets of the stack, checksum by the NIC", "frames of XDP"];
const [PLAIN, CSUM, XDP] = [0, 1, 2];

interface Histogram {
  readonly unseen: number;
  /** From how many ns, and how many packets. */
  readonly slots: readonly (readonly [number, number])[];
}

function parse(text: string): Map<string, Histogram> {
  const parts = text.split(/^(?=\w)/m).map((part): [string, Histogram] => {
    const [, name = "", unseen = "0"] = /^(.*?)(?: \((\d+) more not seen when submitted\))?$/m.exec(part) ?? [];
    const slots = [...part.matchAll(/^ +(\d+) +(\d+) \|/gm)].map(
      ([, from, count]) => [Number(from), Number(count)] as const,
    );
    return [name, { unseen: Number(unseen), slots }];
  });
  return new Map(parts);
}

const total = (histogram: Histogram | undefined) => histogram?.slots.reduce((sum, [, count]) => sum + count, 0);
const shortest = (histogram: Histogram | undefined) => histogram?.slots.find(([, count]) => count > 0)?.[0] ?? 0;

describe("examples/tx-latency", () => {
  testWith([...BUILDING, "clang-14"], "is clean under both compilers", () =>
    inTemporaryFolder(async (folder) => {
      for (const clang of ["clang-14", "clang-19"] as const) make(EXAMPLE, join(folder, clang), clang);
    }),
  );

  testWith(RUNNING, "sorts packets by kind and by the time between submission and completion", () =>
    inTemporaryFolder(async (folder) => {
      make(EXAMPLE, folder);
      const [object, tool] = [join(folder, "traced.bpf.o"), join(folder, "traced")];
      const includes = [exampleFolder(EXAMPLE), join(folder, "include"), SOURCES];
      await run("clang-19", [...bpfFlags(...includes), "-c", join(SOURCES, "tx-latency.bpf.c"), "-o", object]);
      const flags = ["-Wall", "-Wextra", "-Werror", "-O2", ...[...includes, folder].flatMap((path) => ["-I", path])];
      await run("gcc", [...flags, join(SOURCES, "tx-latency.c"), "-o", tool, "-lbpf"]);

      const words = [`${PLAIN}:0:5`, `${CSUM}:3000:4`, `${XDP}:20000:3`, `${PLAIN}::2`, `${XDP}::1`];
      const { stdout } = await run(tool, [object, ...words]);
      const histograms = parse(Buffer.from(stdout).toString("utf8"));
      expect([...histograms.keys()]).toEqual(KINDS);
      const of = (kind: number) => histograms.get(KINDS[kind] ?? "");
      expect(KINDS.map((_, kind) => total(of(kind)))).toEqual([5, 4, 3]);
      expect(KINDS.map((_, kind) => of(kind)?.unseen)).toEqual([2, 0, 1]);
      // A sleep may be longer, never shorter.
      expect(shortest(of(CSUM))).toBeGreaterThanOrEqual(2 ** 21);
      expect(shortest(of(XDP))).toBeGreaterThanOrEqual(2 ** 24);
      expect(shortest(of(PLAIN))).toBeLessThan(2 ** 24);
    }),
  );

  testWith([...new Set([...RUNNING, ...VETH_TOOLS])], "refuses an interface of another driver", () =>
    inTemporaryFolder(async (folder) => {
      make(EXAMPLE, folder);
      await withPair(folder, async (pair) => {
        await expect(pair.receiver(join(folder, "tx_latency"), RECEIVER)).rejects.toThrow(
          `${RECEIVER} is driven by veth, and the program is for i40e: it would read nonsense`,
        );
      });
    }),
  );
});
