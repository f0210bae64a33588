/** A descriptor that a hook has seen, for the XDP program that follows on the same CPU and queue. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Imagined } from "../../harness/access/imagine.js";
import { driverBtf } from "../../harness/access/kernels.js";
import { HEAD, LICENSE, WORLD } from "../../harness/access/programs.js";
import { compileText, load, prepare, WORLD_TOOLS } from "../../harness/access/worlds.js";
import { inTemporaryFolder } from "../../harness/run.js";
import { shippedModel } from "../../harness/shipped.js";
import { testWith } from "../../harness/tools.js";

const model = shippedModel();
const ENODATA = -61n;
const RXDID = 2n;

/** The ring is where it must be for its xdp_rxq to be the one that the test run has; then it is another queue's. */
const SOURCE = `${HEAD}
#include <nicdesc/ice/driver.h>
${WORLD}
NICDESC_ICE_DEVRX_REMEMBER(seen)

static __always_inline __s64 rxdid(struct xdp_md *ctx)
{
	const struct nicdesc_ice_rx_flex *desc;
	struct nicdesc_ice_rx_flex copy;
	int err = seen_find(ctx, &desc, &copy);

	return err ? err : nicdesc_ice_rx_flex_rxdid(desc);
}

SEC("xdp")
int remembered(struct xdp_md *ctx)
{
	unsigned long long args[2];
	__u32 key = 0;
	struct nicdesc_remembered *slot = bpf_map_lookup_elem(&seen_map, &key);
	__u64 rxq = 0;

	if (!slot || nicdesc_on_xdp(ctx, __nicdesc_rxq, &rxq))
		return XDP_ABORTED;
	slot->rxq = slot->desc = 0;
	world.out[0] = rxdid(ctx);
	args[0] = rxq - bpf_core_field_offset(struct ice_rx_ring___ice, xdp_rxq);
	args[1] = world.self + __builtin_offsetof(struct world, memory);
	world.out[1] = (__s64)__nicdesc_ice_devrx_remember(NICDESC_ACCESS, args, slot);
	world.out[2] = rxdid(ctx);
	args[0] += 64;
	world.out[3] = (__s64)__nicdesc_ice_devrx_remember(NICDESC_ACCESS, args, slot);
	world.out[4] = rxdid(ctx);
	return XDP_PASS;
}
${LICENSE}`;

for (const compiler of ["clang-14", "clang-19"] as const) {
  testWith(WORLD_TOOLS, `ice on 6.1: its own queue's, and no other's (${compiler})`, () =>
    inTemporaryFolder(async (folder) => {
      await prepare(folder, model);
      const ice = model.drivers.find(({ name }) => name === "ice");
      const types = ice && driverBtf(ice, "6.1");
      if (types === undefined) throw new Error("no BTF of ice in 6.1");
      const btf = join(folder, "ice.btf");
      writeFileSync(btf, types.bytes);
      const bytes = Uint8Array.of(Number(RXDID));
      const writes = [{ at: 0, bytes, relative: false }];
      const world: Imagined = {
        bytes,
        used: 64,
        writes,
        xdp: 0,
        args: [],
        holds: true,
        entries: [],
        inputs: {},
        value: () => 0n,
      };
      for (const access of ["NICDESC_ACCESS_CAST", "NICDESC_ACCESS_COPY"]) {
        const flags = [`-DNICDESC_ACCESS=${access}`];
        const object = await compileText(folder, access.toLowerCase(), SOURCE, { compiler, flags });
        const { answers } = await load(folder, object, { btf, jobs: [{ program: "remembered", world }] });
        const words = (answers[0]?.words ?? []).slice(0, 5).map((word) => BigInt.asIntN(64, word));
        expect(words, access).toEqual([ENODATA, 0n, RXDID, 0n, ENODATA]);
      }
    }),
  );
}
