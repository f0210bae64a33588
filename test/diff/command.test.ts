import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readBtf, writeBtf } from "../../src/btf/index.js";
import { FIXTURES as BTF, fixtureBytes } from "../btf/support.js";
import { cli, folder, get, put, ROOT, spec } from "../cli/harness.js";
import { FIXTURES } from "../verify/support.js";

const [OLD, MIDDLE, NEW] = ["6.1", "6.12", "7.3"].map((name) => join(FIXTURES, name)) as [string, string, string];
/** Drivers beside the few that tests of the command line have. */
const MORE = mkdtempSync(join(tmpdir(), "nicdesc-diff-"));
for (const name of ["bnxt", "gve", "i40e", "ice"])
  cpSync(join(ROOT, "specs", name), join(MORE, name), {
    recursive: true,
    filter: (path) => !/driver\.yaml$/.test(path),
  });
afterAll(() => rmSync(MORE, { recursive: true }));

const kernels = (before: string, after: string, ...more: string[]) =>
  cli(["diff", "--specs", MORE, "--btf", before, "--btf", after, ...more]);

describe("two kernels", () => {
  test("as text: what changed, and a summary", async () => {
    const { code, out, err } = await kernels(MIDDLE, NEW, "gve", "mlx5/*");
    expect({ code, err }).toEqual({ code: 1, err: "" });
    expect(out).toBe(`gve/rx-compl-dqo
  struct gve_rx_compl_desc_dqo
    resized   reserved5         __le16 reserved5 → u8 reserved5
    appeared  ts_sub_nsecs_low  u8 ts_sub_nsecs_low at byte 11
    resized   reserved7         __le64 reserved7 → __le32 reserved7
    appeared  ts                __le32 ts at byte 28

mlx5/tx-wqe
  struct mlx5e_tx_wqe
    vanished  eth.insert.type      __be16 eth.insert.type at byte 28
    vanished  eth.insert.vlan_tci  __be16 eth.insert.vlan_tci at byte 30

${MIDDLE} → ${NEW}
7 descriptors: 2 changed, 5 the same
1 driver: 0 changed, 0 the same, 1 on neither side (mlx5)
`);
  });

  test("in colour where there is colour", async () => {
    const plain = (await kernels(MIDDLE, NEW, "gve")).out;
    const { out } = await cli(["diff", "--specs", MORE, "--btf", MIDDLE, "--btf", NEW, "gve"], { color: true });
    expect(out).toContain("\u001b[32mappeared\u001b[39m");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
    expect(out.replace(/\u001b\[\d+m/g, "")).toBe(plain);
  });

  test("as Markdown: a table for each descriptor that changed", async () => {
    const { code, out } = await kernels(OLD, NEW, "ice", "--format", "markdown");
    expect(code).toBe(1);
    expect(out).toContain(`### \`ice/rx-flex\`

| of | change | what | before | after |
| --- | --- | --- | --- | --- |
| \`struct ice_32b_rx_flex_desc_nic\` | renamed | \`l2tag2_1st\` | \`__le16 l2tag2_1st at byte 20\` | \`__le16 raw_csum at byte 20\` |
| \`struct ice_32b_rx_flex_desc_nic_2\` | appeared | the type |  | \`32 bytes\` |
`);
    expect(out).toContain("\n### `ice/tx-context`: `struct ice_tx_ctx_desc`\n\n| change | what | before | after |\n");
    expect(out).not.toContain("ice/tx-data");
  });

  test("as Markdown: one line when nothing changed", async () => {
    const { code, out } = await kernels(OLD, MIDDLE, "igc", "--format", "markdown");
    expect(code).toBe(0);
    expect(out).toBe(
      `\`${OLD}\` → \`${MIDDLE}\`: 3 descriptors: 0 changed, 3 the same; 1 driver: 0 changed, 0 the same, 1 on neither side (igc).\n`,
    );
  });

  test("as JSON, complete", async () => {
    const { code, out } = await kernels(OLD, MIDDLE, "bnxt", "--json");
    expect(code).toBe(1);
    const { version, before, after, descriptors } = JSON.parse(out);
    expect({ version, before, after }).toEqual({ version: 1, before: OLD, after: MIDDLE });
    expect(descriptors.map(({ descriptor, outcome }: Record<string, string>) => `${descriptor} ${outcome}`)).toEqual([
      "bnxt/rx-agg-cmp same",
      "bnxt/rx-cmp same",
      "bnxt/tx-bd same",
      "bnxt/tx-cmp changed",
    ]);
    expect(descriptors[3].sections).toEqual([
      {
        kind: "type",
        of: "struct tx_cmp",
        compared: 5,
        changes: [
          {
            subject: "tx_cmp_unsed_3",
            kind: "renamed",
            before: "__le32 tx_cmp_unsed_3 at byte 12",
            after: "__le32 sq_cons_idx at byte 12",
          },
        ],
      },
    ]);
    expect((await kernels(OLD, MIDDLE, "bnxt", "--format", "json")).out).toBe(out);
  });

  test("the same one twice, and one file of it", async () => {
    expect((await kernels(NEW, NEW)).code).toBe(0);
    const file = join(NEW, "ice.btf");
    const { code, out } = await kernels(file, file);
    expect(code).toBe(0);
    expect(out).toMatch(/\d+ descriptors: 0 changed, 3 the same, \d+ on neither side\n\d drivers: 0 changed,/);
  });

  test("types that neither has are no difference, and are said", async () => {
    const { code, out, err } = await kernels(join(OLD, "ice.btf"), join(NEW, "ice.btf"), "igc");
    expect({ code, err }).toEqual({ code: 0, err: "neither side has any of these types\n" });
    expect(out).toContain("3 on neither side (igc/rx-wb, igc/tx-context, igc/tx-data)");
  });
});

describe("a folder of BTF", () => {
  /** A module over its kernel, `vmlinux.btf` is the base of the others. */
  function split(...more: string[]): string {
    const path = folder();
    copyFileSync(join(BTF, "ice-6.12.btf"), join(path, "ice.btf"));
    copyFileSync(join(BTF, "ice-base-6.12.btf"), join(path, "vmlinux.btf"));
    for (const name of more) put(join(path, name), "no BTF");
    return path;
  }

  test("has modules over their kernel's types, and other things beside", async () => {
    const path = split("README.md", "make.mjs");
    mkdirSync(join(path, "older"));
    const { code, out } = await kernels(path, path, "ice/rx-flex");
    expect(code).toBe(0);
    expect(out).toContain("1 descriptor: 0 changed, 1 the same");
  });

  test("is compared with a file, each with a base of its own", async () => {
    const path = split();
    const module = folder();
    copyFileSync(join(path, "ice.btf"), join(module, "ice.btf"));
    const [file, base] = [join(module, "ice.btf"), join(path, "vmlinux.btf")];
    expect((await kernels(path, file, "ice/rx-flex", "--base", base, "--base", base)).code).toBe(0);
    const wrong = await kernels(path, file, "ice/rx-flex", "--base", base, "--base", join(NEW, "igc.btf"));
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain("ice.btf");
  });

  test("is taken by verify as well", async () => {
    const files = await cli([
      "verify",
      "--specs",
      MORE,
      "igc",
      "gve",
      "--btf",
      join(MIDDLE, "gve.btf"),
      join(MIDDLE, "igc.btf"),
    ]);
    expect(files.out).toContain("igc/rx-wb");
    expect(await cli(["verify", "--specs", MORE, "igc", "gve", "--btf", MIDDLE])).toEqual(files);
    expect((await cli(["verify", "--specs", MORE, "ice/rx-flex", "--btf", split()])).out).toMatch(
      /^ice\/rx-flex +agrees .* ice\n/,
    );
  });

  test("without BTF is a usage error", async () => {
    const { code, err } = await kernels(folder({ "README.md": "nothing" }), NEW);
    expect(code).toBe(2);
    expect(err).toMatch(/^nicdesc: there is no BTF in the folder .*\nhelp: /);
  });
});

describe("two specs", () => {
  const RX = join(ROOT, "specs", "igc", "rx-wb.yaml");

  test("by name", async () => {
    const { code, out } = await cli(["diff", "--specs", MORE, "i40e/rx-16", "i40e/rx-32"]);
    expect(code).toBe(1);
    expect(out).toContain("    resized    size    16 bytes → 32 bytes\n");
    expect(out).toMatch(/ {4}moved +fd_id +le32 at byte 4 → le32 at byte 28\n/);
    expect((await cli(["diff", "--specs", MORE, "i40e/rx-16", "i40e/rx-16"])).code).toBe(0);
  });

  test("a file stands for what it says, whatever is shipped under its name", async () => {
    const path = join(folder(), "new.yaml");
    put(
      path,
      get(RX)
        .replace(/^ {2}vlan:$/m, "  tag:")
        .replaceAll(/\bvlan\b(?=[ ,}]|$)/gm, "tag"),
    );
    const { code, out, err } = await cli(["diff", "igc/rx-wb", path]);
    expect(err).toBe("");
    expect(code).toBe(1);
    expect(out).toMatch(/^igc\/rx-wb\n {2}fields\n {4}renamed +vlan +vlan: le16 at byte 14 → tag: le16 at byte 14\n/);
    expect((await cli(["diff", path, path])).code).toBe(0);
    expect((await cli(["diff", RX, "igc/rx-wb"])).code).toBe(0);
  });

  test("an overlay's file is its descriptor with the overlay", async () => {
    const path = join(folder(), "more.yaml");
    put(path, "nicdesc: 1\nextends: igc/rx-wb\nmetadata:\n  rx_length: { when: dd, length: length }\n");
    const { code, out } = await cli(["diff", "igc/rx-wb", path, "--format", "markdown"]);
    expect(code).toBe(1);
    expect(out).toContain("`igc/rx-wb`: metadata\n");
    expect(out).toContain("| conditioned | `rx_length` | `always` | `when dd` |");
  });

  test("an overlay's file is read without other overlays of the same, and with what lies beside it", async () => {
    const specs = folder({
      "drv/base.yaml": spec("drv/base"),
      "drv/one.yaml": "nicdesc: 1\nextends: drv/base\nfields: { one: { value: 1 } }\n",
      "drv/two.yaml": "nicdesc: 1\nextends: drv/base\nfields: { two: { value: 2 } }\n",
    });
    const { code, out, err } = await cli(["diff", join(specs, "drv/one.yaml"), join(specs, "drv/two.yaml")]);
    expect(err).toBe("");
    expect(code).toBe(1);
    expect(out).toMatch(/vanished +one/);
    expect(out).toMatch(/appeared +two/);
  });

  test("of folders that are given by --specs", async () => {
    const specs = folder({
      "drv/one.yaml": spec("drv/one"),
      "drv/two.yaml": spec("drv/two", "", "word: { at: 0, type: be32, doc: the word }"),
    });
    const { code, out } = await cli(["diff", "drv/one", "drv/two", "--specs", specs]);
    expect(code).toBe(1);
    expect(out).toContain("retyped  word  le32 at byte 0 → be32 at byte 0");
  });

  test("with mistakes in it is no difference: exit code 2, with their places", async () => {
    const path = join(folder(), "bad.yaml");
    put(path, spec("drv/bad", "", "word: { at: 2, type: le32, doc: the word }"));
    const { code, out, err } = await cli(["diff", path, "igc/rx-wb"]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/bad\.yaml:8:\d+: error\[ND0\d\d\]/);
  });
});

describe("mistakes are usage errors", () => {
  const errorOf = async (...argv: string[]) => {
    const { code, out, err } = await cli(["diff", ...argv]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).not.toMatch(/\n\s+at /);
    return err;
  };

  test("in what is compared", async () => {
    expect(await errorOf()).toBe(
      "nicdesc: two specs are compared, not 0\nhelp: give names or files, or two kernels by --btf OLD --btf NEW\n",
    );
    expect(await errorOf("igc/rx-wb")).toContain("two specs are compared, not 1");
    expect(await errorOf("igc/rx-wb", "igc/tx-data", "ice/rx-flex")).toContain("two specs are compared, not 3");
    expect(await errorOf("--btf", OLD)).toContain(
      "two kernels are compared, not 1\nhelp: give them by --btf OLD --btf NEW",
    );
    expect(await errorOf("--btf", OLD, "--btf", MIDDLE, "--btf", NEW)).toContain("two kernels are compared, not 3");
    expect(await errorOf("--btf", OLD, "--btf", NEW, "--base", "x")).toContain("two bases are compared, not 1");
    expect(await errorOf("igc/rx-wb", "igc/rx-wb", "--base", "x")).toContain("--base is for kernels");
    expect(await errorOf("igc/rx-wb", "igc/rx-wb", "--format", "sarif")).toContain(
      "Allowed choices are text, json, markdown",
    );
  });

  test("in names", async () => {
    expect(await errorOf("igc/rx-wd", "igc/rx-wb")).toBe(
      "nicdesc: no descriptor is called igc/rx-wd\nhelp: did you mean `igc/rx-wb`?\n",
    );
    expect(await errorOf("--btf", OLD, "--btf", NEW, "mlx55")).toContain("did you mean `mlx5`?");
    expect(await errorOf("igc", "igc/rx-wb")).toContain("igc names 3 descriptors");
    expect(await errorOf("none.yaml", "igc/rx-wb")).toContain("there is no file none.yaml");
    const vocabulary = join(ROOT, "specs", "metadata.yaml");
    expect(await errorOf(vocabulary, "igc/rx-wb")).toContain(
      "metadata.yaml describes no descriptor and no driver\nhelp: it is a vocabulary",
    );
    expect(await errorOf(join(ROOT, "specs", "igc"), "igc/rx-wb")).toContain("igc is a folder");
  });

  test("in files of BTF", async () => {
    const file = join(folder(), "text.btf");
    put(file, "no BTF at all, but a text of some length");
    expect(await errorOf("--btf", "/nowhere", "--btf", NEW)).toContain("cannot read /nowhere");
    expect(await errorOf("--btf", NEW, "--btf", file)).toContain("text.btf: no BTF");
    const alone = join(folder(), "ice.btf");
    copyFileSync(join(BTF, "ice-6.12.btf"), alone);
    expect(await errorOf("--btf", alone, "--btf", NEW, "--base", join(NEW, "ice.btf"), "--base", NEW)).toContain(
      "help: ",
    );
  });

  test("in types that are damaged, which shows when they are looked at", async () => {
    const types = [...readBtf(fixtureBytes("igc-6.12")).types()];
    const endless = types.map((type) =>
      type.kind === "typedef" && type.name === "__le32" ? { ...type, type: type.id } : type,
    );
    const file = join(folder(), "igc.btf");
    writeFileSync(file, writeBtf(endless));
    expect(await errorOf("igc", "--btf", file, "--btf", NEW)).toContain("the BTF is damaged");
  });
});
