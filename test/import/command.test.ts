import { join } from "node:path";
import { expect, test } from "vitest";
import { cli, folder } from "../cli/harness.js";
import { FIXTURES } from "../verify/support.js";

const IGC = ["--btf", join(FIXTURES, "6.12", "igc.btf")];
const TYPE = ["--type", "union igc_adv_rx_desc"];

test("what is printed lints and verifies", async () => {
  const argv = ["import", ...IGC, ...TYPE, "--member", "wb", "--name", "igc/mine", "--direction", "rx"];
  const { code, out, err } = await cli(argv);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const specs = folder({ "igc/mine.yaml": out });
  expect(await cli(["lint", join(specs, "igc/mine.yaml"), "--specs", specs])).toMatchObject({ code: 0 });
  const verified = await cli(["verify", "igc/mine", "--specs", specs, ...IGC]);
  expect(verified.code).toBe(0);
  expect(verified.out).toMatch(/^igc\/mine +agrees +\d+ agree +igc\n/);
});

test("a name and a direction of its own, marked as guesses", async () => {
  const { out } = await cli(["import", ...IGC, ...TYPE]);
  expect(out).toContain("\ndescriptor: igc/adv-rx-desc\n");
  expect(out).toContain("\ndirection: rx # BTF cannot say: the direction\n");
  expect(out).toContain("# BTF cannot say: the answers to the metadata vocabulary");
});

test("mistakes are usage errors", async () => {
  const errorOf = async (...argv: string[]) => {
    const { code, out, err } = await cli(["import", ...argv]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    return err;
  };
  expect(await errorOf(...TYPE)).toContain("required option '--btf <file>' not specified");
  expect(await errorOf(...IGC, "--type", "union igc_adv_rx")).toContain("the BTF has no union igc_adv_rx");
  expect(await errorOf(...IGC, ...TYPE, "--member", "wx")).toContain("has no member wx\nhelp: did you mean `wb`?");
  expect(await errorOf(...IGC, ...TYPE, "--name", "Mine")).toContain("Mine is not <driver>/<descriptor>");
});
