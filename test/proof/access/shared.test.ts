/** Two drivers may have ways to one descriptor: what finds it for the second is named by that driver as well. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { driverBtf } from "../../harness/access/kernels.js";
import { HEAD, LICENSE, WORLD } from "../../harness/access/programs.js";
import { compileText, load, prepare, WORLD_TOOLS } from "../../harness/access/worlds.js";
import { inTemporaryFolder } from "../../harness/run.js";
import { nicValue } from "../../harness/selector.js";
import { modelWithTwin } from "../../harness/shipped.js";
import { testWith } from "../../harness/tools.js";

const model = modelWithTwin("ice");

const PROGRAMS = `#include <nicdesc/metadata.h>
${WORLD}
SEC("xdp")
int both(struct xdp_md *ctx)
{
	struct nicdesc_ice_rx_flex copy;
	const struct nicdesc_ice_rx_flex *desc = nicdesc_ice_rx_flex_from_xdp(ctx, &copy);
	__u32 hash, type;

	if (!desc)
		desc = nicdesc_twin_ice_rx_flex_from_xdp(ctx, &copy);
	if (desc)
		world.out[0] = nicdesc_ice_rx_flex_pkt_len(desc);
	return nicdesc_rx_hash(ctx, &hash, &type) ? XDP_PASS : XDP_DROP;
}
`;

for (const compiler of ["clang-19", "clang-14"] as const) {
  testWith(WORLD_TOOLS, `one program asks both, under ${compiler}, and each kernel's types are enough for either`, () =>
    inTemporaryFolder(async (folder) => {
      await prepare(folder, model);
      const object = await compileText(folder, "both", `${HEAD}${PROGRAMS}${LICENSE}`, { compiler });
      const [ice, twin] = ["ice", "twin"].map((driver) => model.drivers.find(({ name }) => name === driver));
      if (ice === undefined || twin === undefined) throw new Error("no such drivers");
      for (const kernel of ["6.12", "7.3"] as const) {
        const btf = join(folder, `${kernel}.btf`);
        writeFileSync(btf, driverBtf(twin, kernel)?.bytes ?? "");
        const verified = async (nic: number) => {
          const set = { nicdesc_nic: nicValue(nic, "CAST") };
          return (await load(folder, object, { btf, set })).programs.get("both")?.verified ?? 0;
        };
        const none = await verified(1);
        for (const { formats } of [ice, twin])
          expect(await verified(formats[0]?.selector ?? 0), `${kernel}: more than without a NIC`).toBeGreaterThan(none);
      }
    }),
  );
}
