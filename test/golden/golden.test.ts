/** Every kind of output, as a whole. UPDATE_GOLDEN=1 rewrites the files: read the difference before it is committed. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { run } from "../../src/cli.js";
import { packageVersion } from "../../src/fs/package.js";
import { readSpecs } from "../../src/fs/specs.js";
import { loadTarget } from "../../src/fs/targets.js";
import { generate } from "../../src/generate.js";
import { parse } from "../../src/load.js";
import { golden } from "./golden.js";

const HERE = join("test", "golden");
const SPECS = ["--specs", join(HERE, "specs")];
/** Those of test/cli/help.test.ts. */
const OTHERS = "help";

const compared = new Set<string>();
let files: ReadonlyMap<string, string>;

function compare(name: string, text: string): void {
  compared.add(name);
  golden(name, text);
}

async function cli(...argv: string[]): Promise<string> {
  let out = "";
  await run(argv, {
    out: (text) => {
      out += String(text);
    },
    err: (text) => {
      throw new Error(text);
    },
    stdin: async () => new Uint8Array(),
    color: { out: false, err: false },
    width: 80,
  });
  return out;
}

beforeAll(() => {
  const { model } = parse(readSpecs([join(HERE, "specs")]));
  const make = (target: string) => generate(model, loadTarget(target), ["acme", "igc/rx-wb"]);
  files = new Map([...make("bpf-c"), ...make("markdown")].map(({ path, text }) => [path, text]));
});

afterAll(() => {
  const all = readdirSync(join(HERE, "expected"), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.endsWith(OTHERS))
    .map((entry) => entry.name);
  expect(all.sort()).toEqual([...compared].map((name) => name.split("/").at(-1)).sort());
});

describe("headers and pages", () => {
  test.each([
    "nicdesc/core.h",
    "nicdesc/acme/types.h",
    "nicdesc/acme/rx.h",
    "nicdesc/acme/cqe.h",
    "nicdesc/acme/flex.h",
    "nicdesc/acme/pair.h",
    "nicdesc/acme/hdr.h",
    "nicdesc/acme/driver.h",
    "nicdesc/access.h",
    "nicdesc/metadata.h",
    "nicdesc/prototypes.h",
    "nicdesc/igc/rx-wb.h",
    "README.md",
    "acme/types.md",
    "acme/rx.md",
    "acme/cqe.md",
    "acme/flex.md",
    "acme/pair.md",
  ])("%s", (path) => {
    const text = files.get(path) ?? "";
    compare(path.replace("nicdesc/", "include/nicdesc/").replace(/^([^/]*\.md|acme\/.*\.md)$/, "pages/$1"), text);
    expect(text).not.toMatch(/[ \t]$/m);
    expect(text).not.toMatch(/\n\n\n/);
    expect(text).not.toMatch(/^ +\t/m);
    expect(text.endsWith("\n") && !text.endsWith("\n\n")).toBe(true);
  });
});

const RX = "efbeadde 10000000 3b5d 0000 3c00 0580";

describe("what commands print", () => {
  test.each([
    ["show/rx.txt", ["show", "acme/rx", ...SPECS]],
    ["show/flex.txt", ["show", "acme/flex", ...SPECS]],
    ["show/rx.svg", ["show", "acme/rx", "--svg", "-", ...SPECS]],
    ["show/rx.json", ["show", "acme/rx", "--json", ...SPECS]],
    ["decode/rx.txt", ["decode", "acme/rx", RX, "-i", "phase=1", "-i", "speed=fast", ...SPECS]],
    ["decode/rx.json", ["decode", "acme/rx", RX, "-i", "phase=1", "-i", "speed=fast", "--json", ...SPECS]],
    ["lint/bad.txt", ["lint", join(HERE, "bad")]],
    ["lint/bad.json", ["lint", join(HERE, "bad"), "--format", "json"]],
    ["lint/bad.sarif", ["lint", join(HERE, "bad"), "--format", "sarif"]],
    ["lint/bad.github", ["lint", join(HERE, "bad"), "--format", "github"]],
    ["matrix.txt", ["matrix", "acme", ...SPECS]],
    ["matrix.md", ["matrix", "acme", "--markdown", ...SPECS]],
    ["matrix.json", ["matrix", "acme", "--json", ...SPECS]],
    ["list.txt", ["list", "acme", ...SPECS]],
    ["list.json", ["list", "acme", "--json", ...SPECS]],
  ])("%s", async (name, argv) => {
    const text = await cli(...argv);
    compare(name, text.replaceAll(`"${packageVersion()}"`, '"VERSION"'));
  });
});
