/** Files that the build made already are taken only where they would be made the same again, byte for byte. */
import { isDeepStrictEqual } from "node:util";
import Handlebars from "handlebars";
import { describe, expect, test } from "vitest";
import { readSpecs } from "../src/fs/specs.js";
import { loadTarget } from "../src/fs/targets.js";
import { generate } from "../src/generate.js";
import { type Extra, generateFiles } from "../src/generate-files.js";
import { digest, digestOf, digestOfTarget, generateUnknown, type Known, parseUnknown } from "../src/known.js";
import { parse } from "../src/load.js";
import type { Model } from "../src/model/types.js";
import { readKnownSpec } from "../src/spec/read.js";
import type { SourceFile } from "../src/spec/source.js";
import { TEMPLATING } from "../src/target/compile.js";
import type { OutputFile } from "../src/target/files.js";
import type { Target } from "../src/target/manifest.js";

const sources: SourceFile[] = readSpecs([]).map(({ name, path, text }) => ({ name, path, text }));
const { model: shipped } = parse(sources);
const target = loadTarget("bpf-c");
const files = generate(shipped, target);
const TAKEN = "/* taken */\n";

/** Its files say that they were taken. */
const known: Known = {
  shipped: { digest: digestOf(sources), model: shipped },
  specs: new Map(
    sources.flatMap(({ name, text }) => {
      const spec = readKnownSpec(text);
      return spec === undefined ? [] : [[digest(text), { name, ...spec }]];
    }),
  ),
  manifests: new Map(),
  files: new Map([
    [
      "bpf-c",
      { digest: digestOfTarget(target), files: files.map((file) => ({ ...file, text: `${TAKEN}${file.text}` })) },
    ],
  ]),
  templates: new Map(),
  handlebars: Handlebars,
};

/** The paths of the files that are taken, after all were found to be what they would be if they were made. */
async function takenOf(
  model: Model,
  patterns: readonly string[] = [],
  { own = target, anew = model, extra = {} }: { own?: Target; anew?: Model; extra?: Extra } = {},
): Promise<string[]> {
  const found = await generateUnknown(model, own, patterns, known, extra);
  const wanted = generateFiles({ target: own, templating: TEMPLATING }, anew, patterns, extra);
  const isTaken = ({ text }: OutputFile) => text.startsWith(TAKEN);
  const plain = found.map((file) => (isTaken(file) ? { ...file, text: file.text.slice(TAKEN.length) } : file));
  expect(plain).toEqual(wanted);
  return found.filter(isTaken).map(({ path }) => path.replace(/^nicdesc\//, ""));
}

/** The same for specs that are read with what is known. */
async function takenWith(other: readonly SourceFile[], patterns: readonly string[] = []): Promise<string[]> {
  // That specs which are known one by one come to the same as those that are read is shown in known.test.ts.
  const anew = await parseUnknown(other, { ...known, shipped: undefined });
  const loaded = await parseUnknown(other, known);
  expect(loaded.diagnostics).toEqual(anew.diagnostics);
  if (!isDeepStrictEqual(loaded.model, anew.model)) expect(loaded.model).toEqual(anew.model);
  return anew.diagnostics.length > 0 ? [] : takenOf(loaded.model, patterns, { anew: anew.model });
}

function driverOf(name: string): string[] {
  return name.includes("/") ? name.split("/").slice(0, 1) : [];
}

function changed(name: string, from: string | RegExp, to: string): SourceFile[] {
  const found = sources.find((source) => source.name === name);
  const text = found?.text.replace(from, to);
  if (text === undefined || text === found?.text) throw new Error(`${name} does not say ${from}`);
  return sources.map((source) => (source === found ? { ...source, text } : source));
}

function fail(): never {
  throw new Error("the target has no templates");
}

function own(name: string, text: string): SourceFile {
  return { name, path: `own/${name}`, text: `nicdesc: 1\n${text}` };
}

const ALL = files.map(({ path }) => path.replace(/^nicdesc\//, ""));
/** Derived descriptors, tables, drivers with one format and with several, and what all are made of. */
const SOME = sources.filter(({ name }) => /^(metadata|igc\/|i40e\/|mlx4\/|veth\/)/.test(name));
const VOCABULARY = ["core.h", "guard.h", "prototypes.h"];
const TOGETHER = ["access.h", "metadata.h", "loader.h"];

function allBut(...paths: readonly string[]): string[] {
  expect(ALL).toEqual(expect.arrayContaining([...paths]));
  return ALL.filter((path) => !paths.includes(path));
}

describe("of the shipped specs", () => {
  test("all files are taken for all", async () => {
    expect(await takenOf(shipped)).toEqual(ALL);
  });

  test.each(shipped.drivers)("those of $name and of the vocabulary are, for it alone", async ({ name }) => {
    const mine = shipped.descriptors.filter(({ driver }) => driver === name).map((one) => `${one.name}.h`);
    const taken = await takenOf(shipped, [name]);
    expect(taken).toEqual(expect.arrayContaining([...VOCABULARY, ...mine, `${name}/driver.h`]));
    expect(taken).not.toContain("access.h");
  });

  test.each(shipped.descriptors)("$name is taken for itself", async ({ name }) => {
    expect(await takenOf(shipped, [name])).toEqual(expect.arrayContaining([...VOCABULARY, `${name}.h`]));
  });

  test.each([[["*/rx*"]], [["i*", "mlx5/cqe64"]], [["igc/driver"]], [["igc/rx-wb", "igc/tx-data", "veth"]]])(
    "%j: what is taken would be made the same",
    async (patterns) => {
      await takenOf(shipped, patterns);
    },
  );

  test("a library is made, and all else taken", async () => {
    expect(await takenOf(shipped, [], { extra: { library: "igc" } })).toEqual(ALL);
  });

  test("what else is in the folder counts", async () => {
    const beside = { descriptors: shipped.descriptors.filter(({ driver }) => driver !== "igc"), drivers: [] };
    expect(await takenOf(shipped, ["igc"], { extra: { beside } })).not.toContain("access.h");
  });

  test("nothing is taken for templates that differ, or that are another target's", async () => {
    const more = [...target.templates].map(([name, file]) => [name, { ...file, text: `${file.text}\n` }] as const);
    for (const differs of [
      { ...target, templates: new Map([...target.templates, more[0] ?? fail()]) },
      { ...target, templates: new Map([...target.templates, more.at(-1) ?? fail()]) },
      { ...target, templates: new Map([...target.templates].toReversed()) },
      { ...target, folder: "elsewhere" },
    ]) {
      expect(await takenOf(shipped, ["igc"], { own: differs })).toEqual([]);
    }
  });
});

describe("beside specs of one's own", () => {
  test("an own descriptor leaves all others taken", async () => {
    const derived = own("igc/own.yaml", "descriptor: igc/own\nextends: igc/rx-wb\ndoc: Another.\n");
    expect(await takenWith([...sources, derived])).toEqual(allBut(...TOGETHER));
    expect(await takenWith([derived, ...sources])).toEqual(allBut(...TOGETHER));
    expect(await takenWith([...sources, derived], ["igc/rx-wb"])).toContain("igc/rx-wb.h");
  });

  test("an overlay is seen in its descriptor, in what extends it, and in its driver", async () => {
    const overlay = own("i40e/changed.yaml", "extends: i40e/rx-16\ndoc: Changed.\n");
    const children = shipped.descriptors.filter(({ files: [first] }) => first === "i40e/rx-16.yaml");
    expect(children.length).toBeGreaterThan(1);
    const headers = children.map(({ name }) => `${name}.h`);
    expect(await takenWith([...sources, overlay])).toEqual(allBut(...headers, "i40e/driver.h", ...TOGETHER));
    expect(await takenWith([...sources, overlay], ["i40e/tx-data"])).toContain("i40e/tx-data.h");
  });

  test("two overlays count in their order", async () => {
    const one = own("igc/one.yaml", "extends: igc/rx-wb\ndoc: One.\n");
    const two = own("igc/two.yaml", "extends: igc/rx-wb\ntitle: Two\n");
    expect(await takenWith([...sources, one, two])).not.toContain("igc/rx-wb.h");
    expect(await takenWith([...sources, two, one])).not.toContain("igc/rx-wb.h");
  });

  test("an own table leaves all others taken", async () => {
    const table = own(
      "igc/own-types.yaml",
      "lookup: igc/own-types\ntitle: Own\nindex: { bits: 1 }\ncolumns:\n  kind: { bits: 8, doc: a kind }\nrows:\n  0: [1]\n",
    );
    expect(await takenWith([...sources, table])).toEqual(ALL);
  });

  test("what is there twice is found as ever", async () => {
    await takenWith([...sources, { ...(sources[0] as SourceFile), path: "again.yaml" }]);
    await takenWith([...sources, own("igc/rx-wb.yaml", "descriptor: igc/rx-wb\nextends: igc/tx-data\n")]);
    await takenWith([own("igc/rx-wb.yaml", "descriptor: igc/rx-wb\nextends: igc/tx-data\n"), ...sources]);
    await takenWith([...sources, own("own/bad.yaml", "descriptor: own/bad\nextends: igc/nothing\n")]);
    await takenWith([...sources, own("metadata.yaml", "vocabulary: 1\n")]);
  });
});

describe("of changed specs", () => {
  test("another vocabulary leaves only the tables as they were", async () => {
    expect(await takenWith(changed("metadata.yaml", /^ +title: /gm, "$&Another "))).toEqual(
      shipped.lookups.map(({ name }) => `${name}.h`),
    );
  });

  test("a comment in the vocabulary changes no file", async () => {
    expect(await takenWith(changed("metadata.yaml", /$/, "# more\n"))).toEqual(ALL);
  });

  test.each(SOME.filter(({ name }) => name !== "metadata.yaml"))(
    "$name: what has its title is made",
    async ({ name }) => {
      const taken = await takenWith(changed(name, /^title: /m, "title: Another "), driverOf(name));
      expect(taken).not.toContain(name.replace(/\.yaml$/, ".h"));
      expect(taken).toEqual(expect.arrayContaining(VOCABULARY));
    },
  );

  test.each(SOME)("without $name", async ({ name }) => {
    const without = sources.filter((source) => source.name !== name);
    await takenWith(without);
  });

  test("a row, a bit, a way and a name", async () => {
    await takenWith(changed("igc/packet-types.yaml", /^ {2}(\d+): /m, "  63: "));
    await takenWith(changed("igc/rx-wb.yaml", "bits: 0", "bits: 1"));
    await takenWith(changed("veth/driver.yaml", /doc: /, "doc: Another "));
    await takenWith(
      sources.map((source) => (source.name === "igb/rx-wb.yaml" ? { ...source, name: "igb/rx.yaml" } : source)),
    );
  });
});
