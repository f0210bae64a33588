import { join } from "node:path";
import { expect, test } from "vitest";
import { cli, folder } from "../cli/harness.js";
import { FIXTURES } from "../verify/support.js";

const IGC = ["--btf", join(FIXTURES, "6.12", "igc.btf")];
const HEADERS = join(import.meta.dirname, "headers");
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

test("headers: what is proposed lints, and decodes as the shipped spec does", async () => {
  const stems = ["IGC_RXD_STAT", "IGC_RXDADV_STAT", "IGC_RXDEXT_STATERR"];
  const bits = stems.flatMap((stem) => ["--bits", `wb.upper.status_error=${stem}`]);
  const argv = ["import", ...IGC, ...TYPE, "--name", "igc/mine", "--headers", join(HEADERS, "igc.h"), ...bits];
  const { code, out, err } = await cli(argv);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const specs = folder({ "igc/mine.yaml": out });
  const decoded = async (name: string) => {
    const shown = await cli(["decode", name, "01000000:78563412:0f008120:40003412", "--specs", specs, "--json"]);
    expect(shown.code).toBe(0);
    const { fields } = JSON.parse(shown.out);
    return ["dd", "eop", "vp", "tsip", "lb", "l4e"].map((key) => fields[key]);
  };
  expect(await decoded("igc/mine")).toEqual(["0x1", "0x1", "0x1", "0x0", "0x0", "0x1"]);
  expect(await decoded("igc/mine")).toEqual(await decoded("igc/rx-wb"));
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
  const bits = ["--bits", "wb.upper.status_error=IGC_RXD_STAT"];
  expect(await errorOf(...IGC, ...TYPE, ...bits)).toContain("no header is given\nhelp: give the driver's by --headers");
  const nowhere = await errorOf(...IGC, ...TYPE, "--headers", "/nowhere/igc.h");
  expect(nowhere).toContain("cannot read /nowhere/igc.h: no such file or directory\nhelp: ");
  expect(await errorOf(...IGC, ...TYPE, "--headers", FIXTURES)).toContain("illegal operation on a directory\nhelp: ");
  const binary = join(FIXTURES, "6.12", "igc.btf");
  expect(await errorOf(...IGC, ...TYPE, "--headers", binary)).toContain(
    "igc.btf is no text\nhelp: headers are C files",
  );
  const header = join(HEADERS, "igc.h");
  expect(await errorOf(...IGC, ...TYPE, "--headers", header, "--bits", "wb.upper.status_eror=IGC_RXD_STAT")).toContain(
    "no whole word wb.upper.status_eror\nhelp: did you mean `wb.upper.status_error`?",
  );
});
