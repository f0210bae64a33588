/** `generate --library`. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ACME, COMMON, cli, folder, get, put, tree } from "./harness.js";

const LIBRARY = "nicdesc/igc/library.bpf.c";
const igc = (...argv: string[]) => cli(["generate", "--library", "igc", "--specs", ACME, ...argv]);

describe("generate --library", () => {
  test("makes all that is made without it, and the library of that driver alone", async () => {
    const [out, plain] = [folder(), folder()];
    expect((await igc("-o", out)).code).toBe(0);
    await cli(["generate", "--specs", ACME, "-o", plain]);
    const { [LIBRARY]: library, ...others } = tree(out);
    expect(others).toEqual(tree(plain));
    expect(Object.keys(others)).toContain("nicdesc/virtio_net/driver.h");
    expect(library).toContain("nicdesc_rx_hash(");
    expect(library).toContain("To make it again: nicdesc generate igc --library igc --no-clean -o DIR\n");
  });

  test("with patterns, makes what they name and the whole driver", async () => {
    const [out, plain] = [folder(), folder()];
    expect((await igc("acme/rx", "igc/tx-data", "-o", out)).code).toBe(0);
    await cli(["generate", "acme/rx", "igc", "--specs", ACME, "-o", plain]);
    const made = Object.keys(tree(out));
    expect(made).toEqual(expect.arrayContaining([...COMMON, "nicdesc/acme/driver.h", "nicdesc/igc/rx-wb.h", LIBRARY]));
    expect(made).not.toContain("nicdesc/acme/library.bpf.c");
    expect(made).not.toContain("nicdesc/acme/pair.h");
    expect({ ...tree(plain), [LIBRARY]: get(out, LIBRARY) }).toEqual(tree(out));
  });

  test("is the same file with patterns and without", async () => {
    const [one, other] = [folder(), folder()];
    await igc("-o", one);
    await igc("acme/rx", "-o", other);
    expect(get(one, LIBRARY)).toBe(get(other, LIBRARY));
  });

  test("is removed by the command that does not make it, and left where that is said", async () => {
    const out = folder();
    await igc("igc", "-o", out);
    expect((await cli(["generate", "igc", "-o", out, "--no-clean"])).err).not.toContain("removed");
    expect(Object.keys(tree(out))).toContain(LIBRARY);
    expect((await cli(["generate", "igc", "-o", out])).err).toContain(
      `removed ${join(out, LIBRARY)}: this command does not make it\n`,
    );
    expect(Object.keys(tree(out))).not.toContain(LIBRARY);
  });

  test("--check misses it, and names the command that makes it", async () => {
    const out = folder();
    await igc("acme/rx", "-o", out);
    expect(await igc("acme/rx", "-o", out, "--check")).toEqual({ code: 0, out: "", err: "" });
    rmSync(join(out, LIBRARY));
    const { code, err } = await igc("acme/rx", "-o", out, "--check");
    expect({ code, err }).toEqual({
      code: 1,
      err: `missing: ${join(out, LIBRARY)}\n1 file differs. To mend it: nicdesc generate acme/rx -o ${out} --specs ${ACME} --library igc\n`,
    });
    const command = /To mend it: nicdesc (.*)\n/.exec(err)?.[1]?.split(" ") ?? [];
    expect((await cli(command)).err).toBe(`${out}: 1 new, ${Object.keys(tree(out)).length - 1} unchanged\n`);
    put(join(out, LIBRARY), `${get(out, LIBRARY)}int more;\n`);
    expect((await igc("acme/rx", "-o", out, "--check")).out).toContain("\n-int more;\n");
  });

  test("-o - prints it with the headers", async () => {
    const { code, out, err } = await igc("igc", "-o", "-");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("#ifndef __NICDESC_IGC_DRIVER_H\n");
    expect(out).toContain("nicdesc's one API as a library to link");
    expect((await cli(["generate", "igc", "-o", "-"])).out).not.toContain("as a library to link");
  });

  test("of a driver that is not there is a mistake, with a hint", async () => {
    const out = folder();
    const library = (name: string, ...more: string[]) => cli(["generate", "--library", name, ...more, "-o", out]);
    expect(await library("igcc")).toEqual({
      code: 2,
      out: "",
      err: "nicdesc: no driver is called igcc\nhelp: did you mean `igc`?\n",
    });
    for (const name of ["igc/rx-wb", "i*", ""]) {
      expect(await library(name, "mlx5")).toMatchObject({
        code: 2,
        err: expect.stringContaining("no driver is called "),
      });
    }
    expect(tree(out)).toEqual({});
  });

  test("of a target that has none is a mistake", async () => {
    const out = folder();
    expect(await igc("--target", "markdown", "-o", out)).toEqual({
      code: 2,
      out: "",
      err: "nicdesc: the target markdown makes no libraries\n",
    });
    expect(tree(out)).toEqual({});
  });
});
