/** What the build knows of the shipped files never changes a result: with it, without it, and with a part of it. */
import { deserialize, serialize } from "node:v8";
import Handlebars from "handlebars";
import { describe, expect, test } from "vitest";
import { readSpecs } from "../src/fs/specs.js";
import { loadTarget, shippedTargets } from "../src/fs/targets.js";
import { generate } from "../src/generate.js";
import { generateFiles } from "../src/generate-files.js";
import { digest, digestOf, type Known, parseUnknown, templatingOf } from "../src/known.js";
import { parse } from "../src/load.js";
import { readKnownSpec } from "../src/spec/read.js";
import type { SourceFile } from "../src/spec/source.js";
import { precompile } from "../src/target/compile.js";
import type { Target } from "../src/target/manifest.js";

const sources: SourceFile[] = readSpecs([]).map(({ name, path, text }) => ({ name, path, text }));
const plain = parse(sources);
const known: Known = {
  shipped: { digest: digestOf(sources), model: plain.model },
  specs: new Map(
    sources.map(({ name, text }) => {
      const spec = readKnownSpec(text) ?? fail("a shipped spec has findings");
      return [digest(text), { name, ...spec }];
    }),
  ),
  manifests: new Map(),
  files: new Map(),
  templates: new Map(),
  handlebars: Handlebars,
};
const withoutModel: Known = { ...known, shipped: undefined };

function fail(message: string): never {
  throw new Error(message);
}

/** The sources with one file's text changed. */
function changed(name: string, from: string, to: string): SourceFile[] {
  const found = sources.find((source) => source.name === name);
  if (found === undefined || !found.text.includes(from)) throw new Error(`${name} does not say ${from}`);
  return sources.map((source) => (source === found ? { ...source, text: source.text.replace(from, to) } : source));
}

describe("specs", () => {
  test("that are all known give the same model", async () => {
    expect(await parseUnknown(sources, known)).toEqual(plain);
  });

  test("give a model that keeps all when it is written down", () => {
    expect(deserialize(serialize(plain.model))).toEqual(plain.model);
  });

  test("that are known one by one give the same model, again and again", async () => {
    expect(await parseUnknown(sources, withoutModel)).toEqual(plain);
    expect(await parseUnknown(sources, withoutModel)).toEqual(plain);
  });

  test("of which none is known give the same model", async () => {
    expect(await parseUnknown(sources, undefined)).toEqual(plain);
  });

  test.each([
    ["another bit", changed("igc/rx-wb.yaml", "bits: 0", "bits: 1")],
    ["something wrong", changed("igc/rx-wb.yaml", "direction: rx", "direction: sideways")],
    ["one file less", sources.slice(0, -1)],
    ["one file twice", [...sources, { ...(sources[0] as SourceFile), path: "again.yaml" }]],
    ["another name", sources.map((source, i) => (i === 5 ? { ...source, name: "other/name.yaml" } : source))],
  ])("with %s are judged as without knowledge", async (_, other) => {
    const wanted = parse(other);
    expect(wanted).not.toEqual(plain);
    expect(await parseUnknown(other, known)).toEqual(wanted);
  });
});

describe.each(shippedTargets())("the target %s", (name) => {
  const target = loadTarget(name);
  const specification = (text: string) => new Function(`return (${precompile(text)})`)() as TemplateSpecification;
  const texts = textsOf(target);
  const withTemplates: Known = { ...known, templates: new Map(texts.map((text) => [text, specification(text)])) };

  test("makes the same files of templates compiled before", async () => {
    const templating = await templatingOf(target, withTemplates);
    expect(templating.compile).not.toBe((await templatingOf(target, undefined)).compile);
    expect(generateFiles({ target, templating }, plain.model, ["igc", "bnxt"])).toEqual(
      generate(plain.model, target, ["igc", "bnxt"]),
    );
  });

  test("is compiled anew when a template is not known", async () => {
    const [first = "", ...others] = texts;
    const most: Known = { ...known, templates: new Map(others.map((text) => [text, specification(text)])) };
    expect(first).not.toBe("");
    expect(await templatingOf(target, most)).toBe(await templatingOf(target, undefined));
  });
});

function textsOf(target: Target): string[] {
  return [...[...target.templates.values()].map(({ text }) => text), ...target.manifest.files.map(({ path }) => path)];
}
