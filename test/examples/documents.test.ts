/** What README.md and docs/ show is what the tool does. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadTarget } from "../../src/fs/targets.js";
import { generate } from "../../src/generate.js";
import { driverView } from "../../src/target/driver-view.js";
import { HELPERS } from "../../src/target/helpers.js";
import { modelView } from "../../src/target/model-view.js";
import { descriptorView, lookupView } from "../../src/target/view.js";
import { inTemporaryFolder, run, type TextFile, writeFiles } from "../harness/run.js";
import { shippedModel } from "../harness/shipped.js";
import { testWith } from "../harness/tools.js";
import { bpfFlags, generateInto, ROOT, STRICT } from "./build.js";

const page = (path: string) => readFileSync(join(ROOT, path), "utf8");
const model = shippedModel();

/** The fenced block behind a marker. */
function block(text: string, marker: string): string {
  const after = text.slice(text.indexOf(`<!-- ${marker} -->`));
  const [, code] = /^[^\n]*\n+```\w+\n([\s\S]*?)```/.exec(after) ?? [];
  if (code === undefined) throw new Error(`no block behind ${marker}`);
  return code;
}

test("blocks of output and pictures are up to date", () => {
  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, "scripts", "docs.mjs"), "--check"], {
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  expect(status).toBe(0);
});

test("links lead to files and headings that are there", () => {
  const pages = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", ...listed("docs"), ...listed("examples")].filter(
    (path) => path.endsWith(".md"),
  );
  const dead = pages.flatMap((path) =>
    [...page(path).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)]*))?\)/g)]
      .filter(([, file = "", heading]) => !isThere(join(dirname(path), file), file === "" ? path : undefined, heading))
      .map(([link]) => `${path}: ${link}`),
  );
  expect(dead).toEqual([]);
});

function listed(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`);
}

function isThere(target: string, itself: string | undefined, heading: string | undefined): boolean {
  try {
    if (heading === undefined) return readdirSync(join(ROOT, dirname(target))).includes(target.split("/").at(-1) ?? "");
    const headings = [...page(itself ?? target).matchAll(/^#+ (.*)$/gm)].map(([, text = ""]) => text);
    return headings.some(
      (text) =>
        text
          .toLowerCase()
          .replace(/[^\w -]/g, "")
          .replace(/ /g, "-") === heading,
    );
  } catch {
    return false;
  }
}

testWith(["clang-19", "gcc", "libbpf"], "README: the first program and its loader compile", () =>
  inTemporaryFolder(async (folder) => {
    generateInto(folder, []);
    const readme = page("README.md");
    writeFiles(folder, [
      { path: "hash.bpf.c", text: block(readme, "program") },
      { path: "hash.c", text: `${block(readme, "loader")}\nint main(void)\n{\n\treturn load(NULL, "");\n}\n` },
    ]);
    await run("clang-19", [...bpfFlags(folder), "-c", join(folder, "hash.bpf.c"), "-o", join(folder, "hash.bpf.o")]);
    await run("gcc", [...STRICT, "-O2", "-I", folder, join(folder, "hash.c"), "-o", join(folder, "hash"), "-lbpf"]);
  }),
);

test("README: the library example runs", async () => {
  mkdirSync(join(ROOT, "build"), { recursive: true });
  const folder = mkdtempSync(join(ROOT, "build", "readme-"));
  try {
    writeFileSync(join(folder, "example.mjs"), block(page("README.md"), "library"));
    const { stdout } = await run(process.execPath, [join(folder, "example.mjs")]);
    expect(Buffer.from(stdout).toString("utf8").split("\n")).toEqual(
      expect.arrayContaining(["nicdesc/core.h", "nicdesc/igc/rx-wb.h", "ok [ 3051256806n, 25n ]"]),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

describe("docs/targets.md", () => {
  const text = page("docs/targets.md");

  test("the small target works", () => {
    const names = ["target.yaml", "fields.tsv.hbs"];
    const [file] = inFolder(
      names.map((name) => ({ path: name, text: block(text, `target ${name}`) })),
      (folder) => generate(model, loadTarget(folder), ["ena/tx-cdesc"]),
    );
    expect(file?.path).toBe("ena/tx-cdesc.tsv");
    expect(file?.text.split("\n").slice(2, 5)).toEqual([
      "req_id\tu16\t0\t15\t0",
      "status\tu8\t2\t7\t0",
      "flags\tu8\t3\t7\t0",
    ]);
  });

  test("every helper is named", () => {
    expect(Object.keys(HELPERS).filter((name) => !new RegExp(`[{(#]${name}[ }]`).test(text))).toEqual([]);
  });

  const banner = { mark: "", command: "" };
  test.each([
    ["The model", [modelView(model, banner)]],
    ["A driver", model.drivers.map((driver) => driverView(driver, model, banner))],
    ["A lookup table", model.lookups.map((lookup) => lookupView(lookup, banner))],
    ["A descriptor", model.descriptors.map((descriptor) => descriptorView(descriptor, model, banner))],
  ])("%s has the keys that are named, and no others", (heading, views) => {
    const named = new Set(namedKeys(text, heading));
    const seen = new Set(views.flatMap((view) => keysOf(view, "")));
    // A list that is empty everywhere shows no keys of its elements.
    const empty = [...seen].filter((key) => key.endsWith("[]") && !named.has(key));
    expect([...seen].filter((key) => !named.has(key) && !empty.includes(key)).sort()).toEqual([]);
    expect([...named].filter((key) => !seen.has(key) && !empty.some((list) => key.startsWith(list))).sort()).toEqual(
      [],
    );
  });
});

function inFolder<T>(files: readonly TextFile[], work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "nicdesc-docs-"));
  try {
    writeFiles(folder, files);
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The keys of the table below a heading; a cell with links stands for the keys of what they lead to. */
function namedKeys(text: string, heading: string): string[] {
  const section =
    text.split(/^### /m).find((part) => part.toLowerCase().startsWith(`${heading.toLowerCase()}\n`)) ?? "";
  return [...section.matchAll(/^\| `([^`]+)` +\| ([^|]*)\|/gm)].flatMap(([, key = "", meaning = ""]) => {
    const links = [...meaning.matchAll(/\(#([a-z-]+)\)/g)].map(([, link = ""]) => link.replaceAll("-", " "));
    return links.length === 0
      ? [key]
      : links.flatMap((link) => namedKeys(text, link).map((inner) => `${key}.${inner}`));
  });
}

function keysOf(value: unknown, path: string): string[] {
  if (Array.isArray(value)) {
    const plain = value.length === 0 || value.some((item) => typeof item !== "object");
    return plain ? [`${path}[]`] : value.flatMap((item) => keysOf(item, `${path}[]`));
  }
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => keysOf(inner, path === "" ? key : `${path}.${key}`));
}
