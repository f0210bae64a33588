/** Why there is no answer: each reason has its error, and none of them is a crash. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect } from "vitest";
import type { Imagined } from "../../harness/access/imagine.js";
import { driverBtf, placeOf } from "../../harness/access/kernels.js";
import { HEAD, LICENSE, MODES, NOT_THERE, programName, WORLD, worldSource } from "../../harness/access/programs.js";
import { compileText, load, prepare, WORLD_TOOLS } from "../../harness/access/worlds.js";
import { inTemporaryFolder } from "../../harness/run.js";
import { nicValue } from "../../harness/selector.js";
import { shippedModel } from "../../harness/shipped.js";
import { testWith } from "../../harness/tools.js";

const model = shippedModel();
const XDP = 512;
const ENODATA = -61n;
const EFAULT = -14n;
const EOPNOTSUPP = -95n;

/** A world that has an xdp_buff and, as its completion's address, this. */
function worldWith(at: number, address: bigint, xdp = XDP): Imagined {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(address);
  const writes = [{ at: XDP + at, bytes, relative: false }];
  return { bytes, used: 4096, writes, xdp, args: [], holds: true, entries: [], inputs: {}, value: () => 0n };
}

describe("mlx5, by its container", () => {
  testWith(WORLD_TOOLS, "no descriptor, no address of one, no xdp_buff, no container", () =>
    inTemporaryFolder(async (folder) => {
      await prepare(folder, model);
      const driver = model.drivers.find(({ name }) => name === "mlx5");
      const types = driver && driverBtf(driver, "7.3");
      const before = driver && driverBtf(driver, "6.1");
      if (driver === undefined || types === undefined || before === undefined) throw new Error("no mlx5");
      const cqe = placeOf(types.btf, { type: "struct mlx5e_xdp_buff", member: "cqe" })?.at ?? 0;
      const object = await compileText(folder, "mlx5", worldSource(model, driver));
      for (const [mode, unreadable] of [
        [MODES[0], 0n],
        [MODES[1], EFAULT],
      ] as const) {
        const worlds = [
          { world: worldWith(cqe, 0n), result: ENODATA },
          // A cast reads 0 there; only a copy can tell.
          { world: worldWith(cqe, 0xdead_beef_dead_beefn), result: unreadable },
          { world: worldWith(cqe, 0x1000n), result: unreadable },
          { world: worldWith(cqe, 0n, 2 ** 45), result: ENODATA },
        ];
        const jobs = worlds.map(({ world }) => ({ program: programName("way", "cqe", mode), world }));
        const [there, absent] = [join(folder, "there.btf"), join(folder, "absent.btf")];
        writeFileSync(there, types.bytes);
        writeFileSync(absent, before.bytes);
        const { answers } = await load(folder, object, { btf: there, jobs });
        expect(answers.map(({ words }) => BigInt.asIntN(64, words[1] ?? 0n))).toEqual(
          worlds.map(({ result }) => result),
        );
        const none = await load(folder, object, { btf: absent, jobs });
        expect(none.answers.map(({ words }) => words[0])).toEqual(worlds.map(() => NOT_THERE));
      }
    }),
  );
});

const ASKING = `${HEAD}
#include <nicdesc/metadata.h>
${WORLD}
SEC("xdp")
int ask(struct xdp_md *ctx)
{
	__u32 hash = 0, type = 0;

	world.out[0] = (__s64)nicdesc_rx_hash(ctx, &hash, &type);
	return XDP_PASS;
}
${LICENSE}`;

describe("nicdesc_rx_hash()", () => {
  testWith(WORLD_TOOLS, "no NIC chosen, one that nobody knows, an absent one, no reading", () =>
    inTemporaryFolder(async (folder) => {
      await prepare(folder, model);
      const object = await compileText(folder, "ask", ASKING);
      const mlx5 = model.drivers.find(({ name }) => name === "mlx5")?.formats[0]?.selector ?? 0;
      const veth = model.drivers.find(({ name }) => name === "veth")?.formats[0]?.selector ?? 0;
      const jobs = [{ program: "ask", world: worldWith(0, 0n) }];
      for (const [nic, access] of [
        [0, "AUTO"],
        [1, "CAST"],
        [1, "COPY"],
        [mlx5, "CAST"],
        [mlx5, "COPY"],
        [veth, "NONE"],
      ] as const) {
        const set = { nicdesc_nic: nicValue(nic, access) };
        const { answers } = await load(folder, object, { set, jobs });
        expect(BigInt.asIntN(64, answers[0]?.words[0] ?? 0n), `${nic} ${access}`).toBe(EOPNOTSUPP);
      }
    }),
  );
});
