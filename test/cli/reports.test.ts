import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { jsonSchema } from "../../src/spec/schema.js";
import { ACME, cli, folder, get, identity, ROOT, spec } from "./harness.js";

const acme = (...argv: string[]) => cli([...argv, "--specs", ACME]);

describe("show", () => {
  test("a picture for the terminal, as wide as it is", async () => {
    const { code, out } = await acme("show", "acme/rx");
    expect(code).toBe(0);
    expect(out).toMatch(/^acme\/rx\nAcme receive descriptor, write-back\n16 bytes, receive descriptor/);
    const narrow = await cli(["show", "acme/rx", "--specs", ACME], { width: 60 });
    expect(Math.max(...narrow.out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(60);
    expect((await cli(["show", "acme/rx", "--specs", ACME], { color: true })).out).toContain("\u001b[");
  });

  test("--svg, to a file and to stdout", async () => {
    const path = join(folder(), "pictures/rx.svg");
    expect(await acme("show", "acme/rx", "--svg", path)).toEqual({ code: 0, out: "", err: "" });
    expect(get(path)).toMatch(/^<svg /);
    const before = identity(path);
    expect((await acme("show", "acme/rx", "--svg", "-")).out).toBe(get(path));
    expect(identity(path)).toBe(before);
  });

  test("--json", async () => {
    const model = JSON.parse((await acme("show", "acme/rx", "--json")).out);
    expect(model).toMatchObject({ name: "acme/rx", size: 16, kernel: { type: "union acme_rx_desc", member: "wb" } });
  });

  test("one at a time", async () => {
    expect((await acme("show", "acme/rx", "--svg", "x", "--json")).code).toBe(2);
    expect((await acme("show")).code).toBe(2);
    expect((await acme("show", "acme/rx", "acme/cqe")).code).toBe(2);
  });
});

describe("list", () => {
  const names = async (...argv: string[]) =>
    (JSON.parse((await acme("list", "acme", "--json", ...argv)).out) as { name: string }[]).map(({ name }) => name);

  test("says what there is", async () => {
    const { code, out } = await acme("list", "acme");
    expect(code).toBe(0);
    expect(out).toContain("acme/hdr   rx             8/12/16 bytes  8 fields");
    expect(JSON.parse((await acme("list", "acme/pair", "--json")).out)).toEqual([
      {
        name: "acme/pair",
        title: "Acme completion in two ring entries",
        direction: "rx-completion",
        sizes: [24],
        kernel: "struct acme_cmp",
        fields: 6,
        metadata: ["rx_length", "rx_flow_mark", "rx_done"],
      },
    ]);
  });

  test("filters", async () => {
    expect(await names("--direction", "rx-completion")).toEqual(["acme/cqe", "acme/pair"]);
    expect(await names("--answers", "rx_timestamp")).toEqual(["acme/cqe", "acme/rx"]);
    expect(await names("--direction", "rx", "--answers", "rx_hash")).toEqual(["acme/flex", "acme/hdr", "acme/rx"]);
  });

  test("nothing fits: exit code 1", async () => {
    expect(await acme("list", "acme", "--answers", "tx_done")).toEqual({
      code: 1,
      out: "",
      err: "there is no such descriptor\n",
    });
    expect(await acme("list", "acme", "--direction", "tx", "--json")).toMatchObject({ code: 1, out: "[]\n" });
  });

  test("metadata or a direction that does not exist is a mistake", async () => {
    const { code, err } = await acme("list", "--answers", "rx_hsah");
    expect({ code, err }).toEqual({
      code: 2,
      err: "nicdesc: there is no metadata rx_hsah\nhelp: did you mean `rx_hash`?\n",
    });
    expect((await acme("list", "--direction", "up")).err).toContain("Allowed choices are rx, tx,");
  });
});

describe("matrix", () => {
  test("as a table, JSON and Markdown", async () => {
    expect((await acme("matrix", "acme")).out).toContain("● answers");
    const table = JSON.parse((await acme("matrix", "acme/rx", "--json")).out);
    expect(table["acme/rx"]).toMatchObject({ rx_hash: "sometimes", rx_length: "yes", rx_flow_mark: "no" });
    const { out } = await acme("matrix", "acme", "--markdown");
    expect(out).toMatch(/^\| {2}\| rx_hash \|/);
    expect(out).toContain("\n| acme/rx | ◐ | ");
    expect((await acme("matrix", "--markdown", "--json")).code).toBe(2);
  });
});

describe("schema", () => {
  test("is what is shipped", async () => {
    const { code, out } = await cli(["schema"]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual(JSON.parse(JSON.stringify(jsonSchema())));
    expect(out).toBe(get(ROOT, "schema.json"));
  });
});

describe("broken specs", () => {
  test.each([["show", "bad/rx"], ["decode", "bad/rx", "00"], ["list"], ["matrix"]])(
    "%s reports them on stderr and ends with 1",
    async (...argv) => {
      const specs = folder({ "bad/rx.yaml": spec("bad/rx").replace("le32", "le33") });
      mkdirSync(join(specs, "empty"));
      const { code, out, err } = await cli([...argv, "--specs", specs]);
      expect({ code, out }).toEqual({ code: 1, out: "" });
      expect(err).toContain("error[ND005]");
    },
  );
});
