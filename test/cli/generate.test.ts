import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ACME, COMMON, cli, folder, get, identity, put, spec, tree } from "./harness.js";

const HEADERS = ["cqe", "driver", "flex", "hdr", "pair", "rx", "types"].map((name) => `nicdesc/acme/${name}.h`);
const ALL = [...HEADERS, ...COMMON].sort();
const acme = (out: string, ...more: string[]) => cli(["generate", "acme", "--specs", ACME, "-o", out, ...more]);

describe("generate", () => {
  test("makes the headers, says how many, and leaves unchanged ones alone", async () => {
    const out = folder();
    expect(await acme(out)).toEqual({ code: 0, out: "", err: `${out}: 13 new\n` });
    expect(Object.keys(tree(out))).toEqual(ALL);
    const before = HEADERS.map((name) => identity(join(out, name)));
    expect(await acme(out)).toEqual({ code: 0, out: "", err: `${out}: 13 unchanged\n` });
    expect(HEADERS.map((name) => identity(join(out, name)))).toEqual(before);
    writeFileSync(join(out, "nicdesc/core.h"), get(out, "nicdesc/core.h").replace("ENODATA 61", "ENODATA 62"));
    expect((await acme(out)).err).toBe(`${out}: 1 changed, 12 unchanged\n`);
    expect(get(out, "nicdesc/core.h")).toContain("ENODATA 61");
    expect(HEADERS.map((name) => identity(join(out, name)))).toEqual(before);
  });

  test("a file whose line ends a checkout has changed is unchanged", async () => {
    const out = folder();
    await acme(out);
    const path = join(out, "nicdesc/acme/rx.h");
    writeFileSync(path, get(path).replaceAll("\n", "\r\n"));
    const before = identity(path);
    expect((await acme(out)).err).toBe(`${out}: 13 unchanged\n`);
    expect(identity(path)).toBe(before);
  });

  test("removes what nothing makes any more, and the folders that this empties", async () => {
    const out = folder({ "nicdesc/acme/notes.txt": "mine", "README.md": "mine" });
    const specs = folder({ "other/rx.yaml": spec("other/rx"), "acme2/rx.yaml": spec("acme2/rx") });
    await cli(["generate", "other", "acme2", "--specs", specs, "-o", out]);
    const { err } = await cli(["generate", "acme2", "--specs", specs, "-o", out]);
    expect(err).toContain(`removed ${join(out, "nicdesc/other/rx.h")}: this command does not make it\n`);
    expect(err).toContain(": 3 changed, 1 removed, 4 unchanged\n");
    expect(existsSync(join(out, "nicdesc/other"))).toBe(false);
    expect(get(out, "nicdesc/acme/notes.txt")).toBe("mine");
    expect(get(out, "README.md")).toBe("mine");
  });

  test("a driver that nothing makes any more leaves the headers that are about all, too", async () => {
    const [out, alone] = [folder(), folder()];
    await cli(["generate", "acme", "igc", "--specs", ACME, "-o", out]);
    expect(get(out, "nicdesc/metadata.h")).toContain("#include <nicdesc/igc/driver.h>\n");
    const { err } = await acme(out);
    expect(err).toContain(`removed ${join(out, "nicdesc/igc/driver.h")}: this command does not make it\n`);
    expect(err).toContain(" 3 changed, ");
    await acme(alone);
    expect(tree(out)).toEqual(tree(alone));
  });

  test("--no-clean leaves them", async () => {
    const out = folder();
    await acme(out);
    const { err } = await cli(["generate", "acme/hdr", "--specs", ACME, "-o", out, "--no-clean"]);
    expect(err).toBe(`${out}: 8 unchanged\n`);
    expect(existsSync(join(out, "nicdesc/acme/rx.h"))).toBe(true);
  });

  test("--no-clean leaves them in the headers that are about all, and as they are", async () => {
    const [out, whole] = [folder(), folder()];
    const more = (...argv: string[]) => cli(["generate", ...argv, "--specs", ACME, "-o", out, "--no-clean"]);
    await more("acme/rx");
    put(join(out, "nicdesc/virtio_net/driver.h"), "/* mine */\n");
    await more("igc");
    put(join(out, "nicdesc/acme/rx.h"), `${get(out, "nicdesc/acme/rx.h")}/* older */\n`);
    await more("acme/pair");
    await cli(["generate", "acme/rx", "acme/pair", "igc", "--specs", ACME, "-o", whole]);
    const wanted = tree(whole);
    expect(tree(out)).toEqual({
      ...wanted,
      "nicdesc/acme/rx.h": `${wanted["nicdesc/acme/rx.h"]}/* older */\n`,
      "nicdesc/virtio_net/driver.h": "/* mine */\n",
    });
    for (const name of ["access", "metadata", "loader"]) {
      expect(wanted[`nicdesc/${name}.h`]).toContain(
        "To make it again: nicdesc generate acme/pair acme/rx igc --no-clean -o DIR\n",
      );
    }
    expect(wanted["nicdesc/acme/driver.h"]).toContain("nicdesc generate acme/pair acme/rx --no-clean -o DIR\n");
    expect(wanted["nicdesc/core.h"]).toContain("To make it again: nicdesc generate -o DIR\n");
    expect((await cli(["generate", "igc", "--specs", ACME, "-o", out, "--no-clean", "--check"])).code).toBe(0);
  });

  test("--no-clean: the errors of a driver that the folder has do matter", async () => {
    const out = folder();
    const specs = { "bad/rx.yaml": spec("bad/rx"), "bad/tx.yaml": spec("bad/tx"), "good/rx.yaml": spec("good/rx") };
    const good = (path: string, ...more: string[]) => cli(["generate", "good", "--specs", path, "-o", out, ...more]);
    await cli(["generate", "bad", "--specs", folder(specs), "-o", out]);
    const broken = folder({ ...specs, "bad/rx.yaml": specs["bad/rx.yaml"].replace("le32", "le33") });
    const { code, out: said, err } = await good(broken, "--no-clean");
    expect({ code, said, err }).toEqual({
      code: 1,
      said: "",
      err: expect.stringContaining("bad/rx.yaml:8:24: error[ND005]"),
    });
    expect(existsSync(join(out, "nicdesc/good"))).toBe(false);
    expect((await good(broken)).code).toBe(0);
  });

  test("the command in each file's banner makes that file again and spoils no other", async () => {
    const alone = folder();
    await acme(alone, "--library", "acme");
    const several = folder();
    await cli(["generate", "acme/rx", "igc/tx-data", "virtio_net", "--specs", ACME, "-o", several]);
    for (const out of [alone, several]) {
      const before = tree(out);
      // What is the same whichever drivers are selected comes of the command that makes all.
      const names = Object.keys(before).filter((name) => !before[name]?.includes("nicdesc generate -o DIR"));
      expect(Object.keys(before).filter((name) => !names.includes(name))).toEqual(
        ["core", "guard", "prototypes"].map((name) => `nicdesc/${name}.h`),
      );
      for (const name of names) {
        const command = /To make it again: nicdesc (.*) -o DIR/.exec(before[name] ?? "")?.[1]?.split(" ") ?? [];
        for (const spoil of [() => rmSync(join(out, name)), () => put(join(out, name), `${before[name]}\n`)]) {
          spoil();
          expect((await cli([...command, "--specs", ACME, "-o", out])).code).toBe(0);
          expect([name, changes(before, tree(out))]).toEqual([name, []]);
        }
      }
    }
  });

  test("targets share a folder", async () => {
    const out = folder();
    await acme(out);
    await acme(out, "--target", "markdown");
    expect((await acme(out, "--check")).code).toBe(0);
    expect((await acme(out, "--check", "--target", "markdown")).code).toBe(0);
    expect(Object.keys(tree(out))).toContain("README.md");
  });

  test("-o - prints, and touches nothing", async () => {
    const { code, out, err } = await cli(["generate", "acme/rx", "--specs", ACME, "-o", "-"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    for (const guard of ["CORE", "ACME_TYPES", "ACME_RX"]) expect(out).toContain(`#ifndef __NICDESC_${guard}_H`);
  });

  test("-q says nothing", async () => {
    expect(await acme(folder(), "-q")).toEqual({ code: 0, out: "", err: "" });
  });

  test("makes the folder, in the current one too", async () => {
    const out = folder();
    expect((await acme(join(folder(), "a/b c"))).code).toBe(0);
    const before = process.cwd();
    process.chdir(out);
    try {
      expect((await acme(".")).err).toBe(".: 13 new\n");
      expect((await acme(".")).err).toBe(".: 13 unchanged\n");
    } finally {
      process.chdir(before);
    }
  });

  test("does not look into folders of other tools", async () => {
    const out = folder();
    await acme(out);
    put(join(out, "node_modules/headers/core.h"), get(out, "nicdesc/core.h"));
    expect((await acme(out, "--check")).code).toBe(0);
  });

  test("broken specs are reported, and nothing is made", async () => {
    const specs = folder({ "bad/rx.yaml": spec("bad/rx").replace("le32", "le33") });
    const out = folder();
    const { code, err } = await cli(["generate", "--specs", specs, "-o", out]);
    expect(code).toBe(1);
    expect(err).toContain(`${specs}/bad/rx.yaml:8:24: error[ND005]`);
    expect(tree(out)).toEqual({});
  });

  test("the errors of a driver that is not asked for do not matter", async () => {
    const specs = folder({ "bad/rx.yaml": spec("bad/rx").replace("le32", "le33"), "good/rx.yaml": spec("good/rx") });
    expect((await cli(["generate", "good", "--specs", specs, "-o", folder()])).code).toBe(0);
    expect((await cli(["generate", "g?od", "--specs", specs, "-o", folder()])).code).toBe(1);
  });
});

/** The files that are not as they were. */
function changes(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => before[name] !== after[name]);
}
