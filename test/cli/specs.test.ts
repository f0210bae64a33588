import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ACME, cli, folder, get, put, spec, tree } from "./harness.js";
import { SHIPPED } from "./shipped.js";

const OVERLAY = `nicdesc: 1
extends: igc/rx-wb
fields:
  dd: { of: status_error, bits: 0, doc: as the user says }
`;

describe("patterns", () => {
  const names = async (...patterns: string[]) => {
    const { out } = await cli(["list", ...patterns, "--json"]);
    return (JSON.parse(out) as { name: string }[]).map(({ name }) => name);
  };

  test("a driver, a descriptor, stars and question marks", async () => {
    expect(await names("igc")).toEqual(["igc/rx-wb", "igc/tx-context", "igc/tx-data"]);
    expect(await names("igc/rx-wb")).toEqual(["igc/rx-wb"]);
    expect(await names("*/rx*")).toEqual(["igc/rx-wb"]);
    expect(await names("*/?x-w*")).toEqual(["igc/rx-wb", "mlx5/tx-wqe"]);
    expect(await names("mlx?")).toEqual((await names()).filter((name) => name.startsWith("mlx5/")));
    expect(await names("igc/rx*", "igc")).toEqual(await names("igc"));
  });

  test("one that names nothing is a mistake, with a hint", async () => {
    const mistake = async (...argv: string[]) => {
      const { code, out, err } = await cli(argv);
      expect({ code, out }).toEqual({ code: 2, out: "" });
      return err;
    };
    expect(await mistake("list", "mlx6")).toBe("nicdesc: no descriptor is called mlx6\nhelp: did you mean `mlx5`?\n");
    expect(await mistake("show", "igc/rx-bw")).toContain("did you mean `igc/rx-wb`?");
    expect(await mistake("generate", "igc", "frobnicator", "-o", "-")).toContain("`nicdesc list` shows them all");
    expect(await mistake("decode", "igc.rx", "00")).toContain("no descriptor is called igc.rx");
    expect(await mistake("show", "igc")).toBe(
      "nicdesc: igc names 3 descriptors: igc/rx-wb, igc/tx-context, igc/tx-data\n",
    );
  });
});

describe("--specs", () => {
  test("several folders, beside the shipped ones", async () => {
    const [a, b] = [folder({ "one/rx.yaml": spec("one/rx") }), folder({ "two/rx.yml": spec("two/rx") })];
    const { code, out } = await cli(["list", "one", "two", "igc/rx-wb", "--specs", a, "--specs", b]);
    expect(code).toBe(0);
    expect(out.split("\n").map((line) => line.split(" ")[0])).toEqual(["igc/rx-wb", "one/rx", "two/rx", ""]);
  });

  test("an overlay changes a shipped descriptor", async () => {
    const specs = folder({ "igc/rx-wb.yaml": OVERLAY });
    const { code, out } = await cli(["generate", "igc/rx-wb", "--specs", specs, "-o", "-"]);
    expect(code).toBe(0);
    expect(out).toContain("nicdesc_igc_rx_wb_dd() - as the user says\n");
  });

  test("a driver of one's own has its header, and the headers about all know it", async () => {
    const into = folder({});
    const { code, err } = await cli(["generate", "--specs", ACME, "-o", into]);
    expect({ code, err }).toEqual({ code: 0, err: expect.stringMatching(/new\n$/) });
    expect(get(into, "nicdesc/acme/driver.h")).toContain("nicdesc_acme_rx_from_xdp(struct xdp_md *ctx");
    expect(get(into, "nicdesc/access.h")).toMatch(/^#define NICDESC_NIC_ACME_PLAIN 0x[0-9a-f]{8}$/m);
    expect(get(into, "nicdesc/metadata.h")).toContain("#include <nicdesc/acme/driver.h>\n");
    expect(get(into, "nicdesc/metadata.h")).toContain("#include <nicdesc/mlx5/driver.h>\n");
    expect(get(into, "nicdesc/loader.h")).toContain(
      '{ "acme", "acme_vf", "plain", NICDESC_NIC_ACME_PLAIN, 1, 0, { NULL } },',
    );
    expect(get(into, "nicdesc/loader.h")).toContain(
      '{ "acme", "acme_vf", "pairs", NICDESC_NIC_ACME_PAIRS, 0, 1, { "rx-gro-hw", NULL } },',
    );
  });

  test("a driver of one's own may have ways to a shipped descriptor, which comes with it", async () => {
    const text = get(SHIPPED, "igc/driver.yaml")
      .replace(/^driver: igc$/m, "driver: twin")
      .replace(/^names: .*$/m, "names: [twin]");
    const specs = folder({ "twin/driver.yaml": text });
    const [into, both] = [folder({}), folder({})];
    expect((await cli(["generate", "twin", "--specs", specs, "-o", into])).code).toBe(0);
    const header = get(into, "nicdesc/twin/driver.h");
    expect(header).toContain("#include <nicdesc/igc/rx-wb.h>\n");
    expect(header).toContain("nicdesc_twin_igc_rx_wb_from_xdp(struct xdp_md *ctx");
    expect(Object.keys(tree(into))).toContain("nicdesc/igc/rx-wb.h");
    expect(Object.keys(tree(into))).not.toContain("nicdesc/igc/driver.h");
    expect((await cli(["generate", "--specs", specs, "-o", both])).code).toBe(0);
    expect(get(both, "nicdesc/igc/driver.h")).toContain("nicdesc_igc_rx_wb_from_xdp(struct xdp_md *ctx");
    expect(get(both, "nicdesc/twin/driver.h")).toBe(header);
    put(join(specs, "igc/rx-wb.yaml"), OVERLAY.replace("bits: 0", "bits: 32"));
    const { code, err } = await cli(["generate", "twin", "--specs", specs, "-o", into]);
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining("igc/rx-wb.yaml:4:33: error[ND011]") });
  });

  test("a driver.yaml for a driver that is shipped is refused, with both places", async () => {
    const text = get(SHIPPED, "igc/driver.yaml");
    const { code, err } = await cli(["generate", "--specs", folder({ "igc/driver.yaml": text }), "-o", "-"]);
    expect(code).toBe(1);
    expect(err).toContain("error[ND006]: the driver `igc` is there twice");
    expect(err).toContain("first here");
  });

  test("an error in an overlay points into the user's file", async () => {
    const specs = folder({ "igc/rx-wb.yaml": OVERLAY.replace("bits: 0", "bits: 32") });
    const { code, err } = await cli(["show", "igc/rx-wb", "--specs", specs]);
    expect(code).toBe(1);
    expect(err).toContain(`${specs}/igc/rx-wb.yaml:4:33: error[ND011]`);
    expect(err).toContain("  dd: { of: status_error, bits: 32,");
  });

  test("the same folder twice, by whatever path, is one folder", async () => {
    const specs = folder({ "one/rx.yaml": spec("one/rx") });
    const link = join(folder(), "link");
    symlinkSync(specs, link);
    expect((await cli(["list", "one", "--specs", specs, "--specs", `${specs}/`, "--specs", link])).code).toBe(0);
    expect((await cli(["list", "--specs", SHIPPED])).code).toBe(0);
  });

  test("linked files count; what is hidden or another tool's does not", async () => {
    const specs = folder({
      ".cache/x.yaml": "x",
      "one/.draft.yaml": "x",
      "node_modules/p/q.yaml": "x",
      "notes.txt": "x",
    });
    mkdirSync(join(specs, "one"), { recursive: true });
    symlinkSync(join(folder({ "rx.yaml": spec("one/rx") }), "rx.yaml"), join(specs, "one/rx.yaml"));
    symlinkSync("/nowhere", join(specs, "one/dangling.yaml"));
    expect(await cli(["list", "one", "--specs", specs])).toMatchObject({ code: 0, err: "" });
  });

  test("a folder that is called like the shipped ones is not mixed up with them", async () => {
    const project = folder({ "specs/igc/rx-wb.yaml": OVERLAY.replace("bits: 0", "bits: 32") });
    const before = process.cwd();
    process.chdir(project);
    try {
      const { err } = await cli(["show", "igc/rx-wb", "--specs", "specs"]);
      expect(err).toContain("specs/igc/rx-wb.yaml:4:33: error[ND011]");
      expect(err).toContain("as the user says");
      put("specs/igc/rx-wb.yaml", OVERLAY);
      expect(await cli(["lint", "specs"])).toMatchObject({ code: 0, err: "1 spec file, no findings\n" });
      await cli(["generate", "igc/rx-wb", "--specs", "specs", "-o", "out", "--depfile", "out.d"]);
      expect(get("out.d")).toContain(join(project, "specs/igc/rx-wb.yaml"));
    } finally {
      process.chdir(before);
    }
  });

  test("must be there, and a folder", async () => {
    for (const path of ["/nowhere/at/all", join(ACME, "acme/rx.yaml")])
      expect(await cli(["list", "--specs", path])).toEqual({
        code: 2,
        out: "",
        err: `nicdesc: there is no specs folder ${path}\n`,
      });
    expect((await cli(["list", "--specs", ""])).err).toContain("argument '' is invalid");
  });
});
