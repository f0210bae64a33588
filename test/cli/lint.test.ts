import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ACME, cli, folder, put, spec } from "./harness.js";

const LOOKUP =
  "nicdesc: 1\nlookup: drv/types\ntitle: Types\nsources: [a test]\nindex: { bits: 1 }\ncolumns: { known: { bits: 1 } }\nrows: { 1: [1] }\n";

const driverOf = (descriptor: string) => `nicdesc: 1
driver: drv
title: A driver
modules: [drv]
names: [drv]
sources: [a test]
formats: { all: { descriptors: [${descriptor}] } }
`;

const overlay = (field: string, base: string) => `nicdesc: 1\nextends: ${base}\nfields: { ${field}: { value: 1 } }\n`;

const BAD = spec("bad/rx", "", "word: { at: 0, type: le33 }");

describe("lint", () => {
  test("says how many files are good", async () => {
    expect(await cli(["lint"])).toMatchObject({
      code: 0,
      out: "",
      err: expect.stringMatching(/^\d+ spec files, no findings\n$/),
    });
    expect(await cli(["lint", join(ACME, "acme")])).toEqual({ code: 0, out: "", err: "7 spec files, no findings\n" });
  });

  test("takes files, folders at any depth, drivers, descriptors and tables", async () => {
    const count = async (...argv: string[]) => Number((await cli(["lint", ...argv])).err.split(" ")[0]);
    expect(await count(join(ACME, "acme/rx.yaml"), join(ACME, "acme/types.yaml"))).toBe(2);
    expect(await count(ACME)).toBe(7);
    expect(await count(folder({ "deep/down/good/rx.yaml": spec("good/rx") }))).toBe(1);
    expect(await count("igc/packet-types")).toBe(1);
    expect(await count("igc/driver")).toBe(1);
    expect(await count("acme/driver", "--specs", ACME)).toBe(1);
    expect(await count("igc", "--specs", ACME)).toBe(await count("igc/"));
    expect(await count("acme/rx", "acme/types", "--specs", ACME)).toBe(2);
  });

  test("shows the findings of what is asked for, whatever else is wrong", async () => {
    const specs = folder({ "bad/rx.yaml": BAD, "worse/rx.yaml": BAD.replace("bad/rx", "worse/rx") });
    const all = await cli(["lint", "--specs", specs]);
    expect(all.code).toBe(1);
    expect(all.out).toContain("2 errors in 2 files");
    const one = await cli(["lint", "bad", "--specs", specs]);
    expect(one.out).toContain(`${specs}/bad/rx.yaml:8:24: error[ND005]`);
    expect(one.out).not.toContain("worse");
    expect((await cli(["lint", "igc", "--specs", specs])).code).toBe(0);
  });

  test("knows a file by its folder, wherever the specs folder begins", async () => {
    const specs = folder({ "good/rx.yaml": spec("bad/rx") });
    for (const path of [specs, join(specs, "good")]) {
      const { out } = await cli(["lint", path]);
      expect(out).toContain("error[ND030]: `bad/rx` belongs into a file bad/rx.yaml");
    }
    expect((await cli(["lint", join(specs, "good/rx.yaml")])).code).toBe(0);
  });

  test("a file alone is read with what lies beside it, and only its own findings are shown", async () => {
    const specs = folder({
      "drv/base.yaml": spec("drv/base"),
      "drv/rx.yaml": "nicdesc: 1\nextends: drv/base\ndescriptor: drv/rx\ntitle: Another\n",
      "drv/driver.yaml": driverOf("drv/rx"),
      "drv/bad.yaml": BAD.replace("bad/rx", "drv/bad"),
      "drv/notes.yml": "- no spec\n",
    });
    for (const file of ["base", "rx", "driver"])
      expect(await cli(["lint", join(specs, `drv/${file}.yaml`)])).toEqual({
        code: 0,
        out: "",
        err: "1 spec file, no findings\n",
      });
    put(join(specs, "drv/driver.yaml"), driverOf("drv/tx"));
    const { code, out } = await cli(["lint", join(specs, "drv/driver.yaml")]);
    expect(code).toBe(1);
    expect(out).toContain("drv/driver.yaml:7:33: error[ND028]: no descriptor is called `drv/tx`");
    expect(out).not.toContain("drv/bad.yaml");
  });

  test("a file alone is not held against other versions of itself that lie beside it", async () => {
    const specs = folder({
      "a/rx.yaml": spec("drv/rx"),
      "a/rx-old.yaml": spec("drv/rx"),
      "a/over.yaml": overlay("one", "drv/rx"),
      "a/over-old.yaml": overlay("one", "drv/rx"),
      "a/driver.yaml": driverOf("drv/rx"),
      "a/driver-old.yaml": driverOf("drv/rx"),
      "a/types.yaml": LOOKUP,
      "a/types-old.yaml": LOOKUP,
    });
    for (const file of ["rx", "rx-old", "over", "over-old", "driver", "driver-old", "types", "types-old"])
      expect(await cli(["lint", join(specs, `a/${file}.yaml`)])).toMatchObject({ code: 0, out: "" });
    const both = await cli(["lint", join(specs, "a/rx.yaml"), join(specs, "a/rx-old.yaml")]);
    expect(both.out).toContain("error[ND006]");
  });

  test("in every format, findings are 1 and none is 0", async () => {
    const specs = folder({ "bad/rx.yaml": BAD });
    for (const [format, start] of [
      ["text", `${specs}/bad/rx.yaml:8:24: error[ND005]: `],
      ["json", '{\n  "version": 1,\n  "diagnostics": [\n    {\n      "code": "ND005",'],
      ["sarif", '{\n  "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/'],
      ["github", `::error file=${specs}/bad/rx.yaml,line=8,col=24,endLine=8,endColumn=28,title=ND005%3A `],
    ] as const) {
      const found = await cli(["lint", "--specs", specs, "--format", format]);
      expect(found).toMatchObject({ code: 1, err: "" });
      expect(found.out.startsWith(start)).toBe(true);
      expect((await cli(["lint", "--format", format])).code).toBe(0);
    }
    expect(JSON.parse((await cli(["lint", "--format", "json"])).out)).toEqual({ version: 1, diagnostics: [] });
    expect((await cli(["lint", "--format", "github"])).out).toBe("");
  });

  test("colours where they are wanted", async () => {
    const specs = folder({ "bad/rx.yaml": BAD });
    expect((await cli(["lint", "--specs", specs], { color: true })).out).toContain("\u001b[31merror[ND005]");
    expect((await cli(["lint", "--specs", specs])).out).not.toContain("\u001b[");
  });

  test("what is not there is a mistake, and so is a folder without specs", async () => {
    expect(await cli(["lint", "igcc"])).toEqual({
      code: 2,
      out: "",
      err: "nicdesc: there is no file, folder, driver or descriptor igcc\nhelp: did you mean `igc`?\n",
    });
    const empty = folder();
    expect(await cli(["lint", empty])).toMatchObject({ code: 2, err: `nicdesc: there are no specs in ${empty}\n` });
    expect((await cli(["lint", "--format", "xml"])).code).toBe(2);
  });
});
