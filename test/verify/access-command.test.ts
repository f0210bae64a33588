/** Access points on the command line: every report, patterns, and what --kernel says. */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { cli, folder } from "../cli/harness.js";
import { ACCESS_FIXTURES } from "./access-support.js";

const IGC = ["--btf", join(ACCESS_FIXTURES, "6.12", "igc.btf")];

/** A driver over igc's module. */
function driver(types: string, points: string): string {
  return folder({
    "drv/driver.yaml": `nicdesc: 1
driver: drv
title: A driver
modules: [igc]
names: [drv]
formats: { all: { descriptors: [igc/rx-wb] } }
types:
${types}
${points}
`,
  });
}

/** Of hooks that read no struct; lint refuses what nothing reads. */
const NONE = "  {}";
const BUFF = "  struct igc_xdp_buff: { rx_desc: union igc_adv_rx_desc * }";
const WAY = `xdp:
  cast:
    format: all
    reads: igc/rx-wb
    buff: struct igc_xdp_buff
    descriptor: buff.rx_desc`;
const HOOK = `hooks:
  devrx_skb:
    attach: fentry
    function: igc_process_skb_fields
    args: { ring: struct igc_ring *, desc: union igc_adv_rx_desc *, skb: struct sk_buff * }
    reads: igc/rx-wb
    descriptor: desc
    packet: skb`;

async function verify(types: string, points: string, ...argv: string[]) {
  const specs = driver(types, points);
  return cli(["verify", "drv", "--specs", specs, ...IGC, ...argv]);
}

describe("agreement", () => {
  test("a line for each point, a summary, and what BTF cannot say", async () => {
    const { code, out, err } = await verify(BUFF, `${WAY}\n${HOOK}`);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^drv xdp\.cast +agrees +2 agree +igc\n/m);
    expect(out).toMatch(/\ndrv hooks\.devrx_skb +agrees +4 agree +igc +fentry igc_process_skb_fields, in BTF\n/);
    expect(out).toContain("\n2 access points (1 way from XDP, 1 hook): 2 agree, 0 differ, 0 not in this kernel, ");
    expect(out).toContain("whether it can be attached is in its symbol and ftrace site");
  });

  test("a hook that was found in this very kernel", async () => {
    const { out } = await verify(NONE, `${HOOK}\n    verified: ["6.12"]`, "--kernel", "6.12.107+deb13-amd64");
    expect(out).toContain("fentry igc_process_skb_fields, attachable as `verified` says\n");
    const other = await verify(NONE, `${HOOK}\n    verified: ["6.12"]`, "--kernel", "6.12.107+deb13-arm64");
    expect(other.out).toContain("fentry igc_process_skb_fields, in BTF\n");
  });

  test("a driver's points with its name, of a descriptor only those that read it", async () => {
    const points = async (...patterns: string[]) => {
      const { out } = await cli(["verify", ...patterns, "--json", ...IGC]);
      const { access } = JSON.parse(out) as { readonly access: readonly { driver: string; reads: string }[] };
      return [...new Set(access.map(({ driver, reads }) => `${driver} ${reads}`))];
    };
    expect(await points("igc")).toEqual(["igc igc/rx-wb", "igc igc/tx-data"]);
    expect(await points("igc/*")).toEqual(["igc igc/rx-wb", "igc igc/tx-data"]);
    expect(await points("igc/rx-wb")).toEqual(["igc igc/rx-wb"]);
    expect(await points("igc/tx-context")).toEqual([]);
  });
});

describe("a difference", () => {
  const wrong = "  struct igc_xdp_buff: { rx_desc: u64 }";

  test("as text: the spec's line beside the kernel's member", async () => {
    const { code, out } = await verify(wrong, WAY);
    expect(code).toBe(1);
    expect(out).toMatch(/^drv xdp\.cast +differs +1 agree +1 differ +igc\n/m);
    expect(out).toContain(
      "drv/driver.yaml:8:26: differs: drv xdp.cast struct igc_xdp_buff.rx_desc: it is u64, the kernel's is a pointer\n" +
        "    spec    u64 rx_desc\n" +
        "    kernel  union igc_adv_rx_desc *rx_desc at byte 56\n",
    );
  });

  test("as GitHub annotation, SARIF and JSON", async () => {
    const said = async (format: string) => {
      const { code, out } = await verify(wrong, WAY, "--format", format);
      expect(code).toBe(1);
      return out;
    };
    expect(await said("github")).toMatch(
      /^::error file=.*driver\.yaml,line=8,col=26,.*::drv xdp\.cast struct igc_xdp_buff\.rx_desc: it is u64/,
    );
    const [run] = JSON.parse(await said("sarif")).runs;
    const [result] = run.results;
    expect(result.ruleId).toBe("kernel-kind");
    expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
    expect(result.locations[0].physicalLocation.region).toMatchObject({ startLine: 8, startColumn: 26 });
    const { access, differences } = JSON.parse(await said("json"));
    expect(access).toMatchObject([{ driver: "drv", point: "xdp.cast", kind: "xdp_buff", status: "differs" }]);
    expect(differences).toMatchObject([
      {
        rule: "kind",
        descriptor: "",
        point: "drv xdp.cast",
        field: "struct igc_xdp_buff.rx_desc",
        spec: "u64 rx_desc",
      },
    ]);
  });

  test("of a function is at its parameters", async () => {
    const swapped = HOOK.replace(/ring: .*rx_desc \*/, "desc: union igc_adv_rx_desc *, ring: struct igc_ring *");
    const { code, out } = await verify(NONE, swapped);
    expect(code).toBe(1);
    expect(out).toContain("drv/driver.yaml:13:13: differs: drv hooks.devrx_skb desc: it is union igc_adv_rx_desc *,");
    expect(out).toContain("    kernel  struct igc_ring *rx_ring\n");
  });
});

describe("parameters at the end", () => {
  const hook = (attach: string, rest: string) => `hooks:
  devrx:
    attach: ${attach}
    ${rest}
    reads: igc/rx-wb
    descriptor: ring`;

  test("may be left out", async () => {
    const { code, out } = await verify(
      NONE,
      hook("fentry", "function: igc_process_skb_fields\n    args: { ring: struct igc_ring * }"),
    );
    expect(code).toBe(0);
    expect(out).toMatch(/^drv hooks\.devrx +agrees +2 agree/m);
  });

  test("but not for fexit, where the result comes behind them", async () => {
    const rest = "function: igc_xdp_init_tx_descriptor\n    args: { ring: struct igc_ring * }\n    returns: s32";
    const { code, out } = await verify(NONE, hook("fexit", rest));
    expect(code).toBe(1);
    expect(out).toContain(
      "driver.yaml:13:5: differs: drv hooks.devrx igc_xdp_init_tx_descriptor: it has 1 parameter, the kernel's 2 parameters\n" +
        "    spec    fexit igc_xdp_init_tx_descriptor(struct igc_ring * ring) returning s32\n",
    );
  });

  test("have the kernel's names, where those tell them apart", async () => {
    const rest = "function: igc_process_skb_fields\n    args: { rx_desc: void *, rx_ring: void * }";
    const { code, out } = await verify(NONE, hook("fentry", rest).replace("descriptor: ring", "descriptor: rx_desc"));
    expect(code).toBe(1);
    expect(out).toContain("rx_desc: it is parameter 1, the kernel's `rx_desc` is parameter 2\n");
  });
});

describe("what a kernel lacks", () => {
  const renamed = BUFF.replace("rx_desc:", "rxdesc:");
  const way = WAY.replace("buff.rx_desc", "buff.rxdesc");

  test("is no difference, and is said", async () => {
    const { code, out } = await verify(renamed, way);
    expect(code).toBe(0);
    expect(out).toMatch(/^drv xdp\.cast +not in this kernel: struct igc_xdp_buff has no member rxdesc +igc\n/m);
  });

  test("is one where the kernel is in `verified`", async () => {
    const { code, out } = await verify(renamed, `${way}\n    verified: ["6.12"]`, "--kernel", "6.12");
    expect(code).toBe(1);
    expect(out).toContain("struct igc_xdp_buff has no member rxdesc, and `verified` has 6.12\n    spec    union");
    const newer = await verify(renamed, `${way}\n    verified: ["6.12"]`, "--kernel", "6.13");
    expect(newer.code).toBe(0);
  });

  test("a point for other kernels, by `kernels` and by `absent`", async () => {
    const range = `${WAY}\n    kernels: "<6.5"`;
    const { out } = await verify(BUFF, range, "--kernel", "6.12");
    expect(out).toMatch(/^drv xdp\.cast +not for this kernel: it is for kernels <6\.5\n/m);
    const without = `${WAY}\n    absent: [struct igc_xdp_buff.rx_desc]`;
    expect((await verify(BUFF, without)).out).toMatch(
      /not for this kernel: it is for kernels without struct igc_xdp_buff/,
    );
    const said = await verify(BUFF, `${range}\n    verified: ["6.12"]`, "--kernel", "6.12");
    expect(said.code).toBe(1);
    expect(said.out).toContain("drv xdp.cast kernels: it is for kernels <6.5, and `verified` has 6.12\n");
  });

  test("where the kernel is not known, a point with `kernels` may differ", async () => {
    const { code, out } = await verify("  struct igc_xdp_buff: { rx_desc: u64 }", `${WAY}\n    kernels: ">=6.8"`);
    expect(code).toBe(0);
    expect(out).toContain("not in this kernel: it differs, and is for kernels >=6.8: say which by --kernel");
  });

  test("of a driver without BTF nothing is known", async () => {
    const { code, out } = await cli(["verify", "mlx5/cqe64", ...IGC, "--kernel", "6.12"]);
    expect(code).toBe(0);
    expect(out).toMatch(/\nmlx5 xdp\.cqe +driver absent in this kernel\n/);
  });
});
