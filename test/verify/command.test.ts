import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { cli, folder, put, spec } from "../cli/harness.js";
import { FIXTURES } from "./support.js";

const IGC = ["--btf", join(FIXTURES, "6.12", "igc.btf")];

/** A folder of specs where igc's receive descriptor has its hash four bytes on. */
function wrong(): string {
  return folder({
    "igc/wrong.yaml": `nicdesc: 1
descriptor: igc/wrong
extends: igc/rx-wb
fields:
  rss: { at: 8, type: le32, view: wb, overlaps: [status_error], member: wb.lower.hi_dword.rss }
reserved: [{ at: 4, type: le32, view: wb }]
`,
  });
}

describe("agreement", () => {
  test("a line for each descriptor, and a summary", async () => {
    const { code, out, err } = await cli(["verify", "igc", ...IGC]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^igc\/rx-wb +agrees +12 agree +15 not in BTF +igc\n/);
    expect(out).toContain(
      "\n3 descriptors: 3 agree, 0 differ, 0 without a type here; 21 members compared, 10 enumerators compared, ",
    );
  });

  test("a type that no BTF has is no difference", async () => {
    const { code, out } = await cli(["verify", "virtio_net/hdr", ...IGC]);
    expect(code).toBe(0);
    expect(out).toContain("type absent in this kernel");
  });

  test("as JSON, complete", async () => {
    const { out } = await cli(["verify", "igc/tx-context", "--json", ...IGC]);
    const { descriptors, differences } = JSON.parse(out);
    expect(differences).toEqual([]);
    expect(descriptors[0].counts).toEqual({ agrees: 4, differs: 0, "not-in-btf": 11, "not-in-kernel": 0 });
    expect(descriptors[0].frames[0]).toMatchObject({ type: "struct igc_adv_tx_context_desc", kernelSize: 16 });
    expect(descriptors[0].fields).toHaveLength(15);
  });
});

describe("a difference", () => {
  test("as text: the spec's line beside the kernel's member", async () => {
    const specs = wrong();
    const { code, out } = await cli(["verify", "igc/wrong", "--specs", specs, ...IGC]);
    expect(code).toBe(1);
    expect(out).toContain(`igc/wrong.yaml:5:3: differs: igc/wrong rss: it is at byte 8, the kernel's at byte 4
    spec    le32 at byte 8
    kernel  __le32 rss at byte 4
`);
  });

  test("as GitHub annotation, SARIF and JSON", async () => {
    const specs = wrong();
    const said = async (format: string) =>
      cli(["verify", "igc/wrong", "--specs", specs, "--format", format, ...IGC]).then(({ code, out }) => {
        expect(code).toBe(1);
        return out;
      });
    expect(await said("github")).toMatch(
      /^::error file=.*wrong\.yaml,line=5,col=3,.*::igc\/wrong rss: it is at byte 8/,
    );
    const [run] = JSON.parse(await said("sarif")).runs;
    const [result] = run.results;
    expect(result.ruleId).toBe("kernel-offset");
    expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
    expect(result.locations[0].physicalLocation.region).toMatchObject({ startLine: 5, startColumn: 3 });
    expect(JSON.parse(await said("json")).differences).toMatchObject([
      { rule: "offset", descriptor: "igc/wrong", field: "rss", kernel: "__le32 rss at byte 4" },
    ]);
  });

  test("of an enumerator is at the field, with the kernel's number", async () => {
    const text = `nicdesc: 1
descriptor: igc/kinds
extends: igc/rx-wb
fields:
  rss_type: { of: data, bits: 3..0, values: { no_hash: 1, later: 12 }, kernel: { enum: igc_rss_type_num } }
exclude: { metadata: [rx_hash] }
`;
    const { code, out } = await cli(["verify", "igc/kinds", "--specs", folder({ "igc/kinds.yaml": text }), ...IGC]);
    expect(code).toBe(1);
    expect(out).toContain(
      "igc/kinds.yaml:5:3: differs: igc/kinds rss_type: IGC_RSS_TYPE_NO_HASH is 0, by the spec 1\n",
    );
  });

  test("of a whole descriptor is at its `kernel`", async () => {
    const specs = folder({ "igc/small.yaml": spec("igc/small", "kernel: { type: union igc_adv_rx_desc }") });
    const { out } = await cli(["verify", "igc/small", "--specs", specs, ...IGC]);
    expect(out).toMatch(/small\.yaml:9:1: differs: igc\/small: the spec says 4 bytes, the kernel 16 bytes\n/);
    expect(out).toContain("union igc_adv_rx_desc has no member word");
    expect(out).toContain(
      "\nigc/small: no field covers wb.upper.vlan of union igc_adv_rx_desc (__le16 vlan at byte 14)\n",
    );
  });
});

test("mistakes are usage errors", async () => {
  const errorOf = async (...argv: string[]) => {
    const { code, err } = await cli(["verify", ...argv]);
    expect(code).toBe(2);
    return err;
  };
  expect(await errorOf("nothing", ...IGC)).toContain("no descriptor is called nothing");
  expect(await errorOf("igc", "--kernel", "new", ...IGC)).toContain("new is no kernel version");
  expect(await errorOf("igc", "--btf", "/nowhere")).toContain("cannot read /nowhere");
  const file = join(folder(), "text.btf");
  put(file, "no BTF at all, but a text of some length");
  expect(await errorOf("igc", "--btf", file)).toContain("text.btf");
});
