// bin/lib/known.cjs and its data: what the shipped specs, targets and templates are once they are read and compiled
// (see src/known.ts). All carry the name of the build, and are not used by another one.
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { serialize } from "node:v8";
import { bundleBeside } from "./bundle.mjs";

const TEMPLATES = "known-templates.cjs";

/** Writes the files and gives the name of this build. */
export async function buildKnown(root) {
  const dist = join(root, "dist");
  const { specs, ...shipped } = await readAll(dist);
  const files = await makeAll(dist, shipped.model);
  const code = await codeOf(dist);
  const id = createHash("sha256")
    .update(serialize([shipped, specs, files, code]))
    .digest("hex");
  writeFileSync(join(root, "bin", "lib", "known.files"), serialize({ build: id, files }));
  writeFileSync(join(root, "bin", "lib", "known.model"), serialize({ build: id, ...shipped }));
  writeFileSync(join(root, "bin", "lib", "known.specs"), serialize({ build: id, specs }));
  await bundleBeside(root, TEMPLATES, code.templates);
  await bundleBeside(
    root,
    "known.cjs",
    `const build = "${id}";
${code.known}`,
  );
  return id;
}

async function readAll(dist) {
  const { readSpecs } = await import(join(dist, "fs", "specs.js"));
  const { parse } = await import(join(dist, "load.js"));
  const { digest, digestOf } = await import(join(dist, "known.js"));
  const { readKnownSpec } = await import(join(dist, "spec", "read.js"));
  const sources = readSpecs([]);
  const { model, diagnostics } = parse(sources);
  const specs = sources.flatMap(({ name, text }) => {
    const spec = readKnownSpec(text);
    return spec === undefined ? [] : [[digest(text), { name, ...spec }]];
  });
  // With findings there is no model to rely on: every run then finds them again.
  return {
    specs: new Map(specs),
    digest: digestOf(sources),
    model: diagnostics.length === 0 ? model : undefined,
  };
}

/** What the target makes that is asked for when none is named. */
async function makeAll(dist, model) {
  if (model === undefined) return new Map();
  const { loadTarget } = await import(join(dist, "fs", "targets.js"));
  const { generate } = await import(join(dist, "generate.js"));
  const { digestOfTarget } = await import(join(dist, "known.js"));
  const target = loadTarget("bpf-c");
  // Files are found again by what their views are made of, and a picture is none of that.
  for (const { path, text } of target.templates.values()) {
    if (/\bpicture\b/.test(text)) throw new Error(`${path}: what has pictures cannot be known`);
  }
  return new Map([["bpf-c", { digest: digestOfTarget(target), files: generate(model, target) }]]);
}

/** The templates as JavaScript, and what finds all else. */
async function codeOf(dist) {
  const { shippedTargets, targetFiles } = await import(join(dist, "fs", "target-files.js"));
  const { readTarget } = await import(join(dist, "target", "manifest-file.js"));
  const { precompile } = await import(join(dist, "target", "compile.js"));
  const { MANIFEST } = await import(join(dist, "target", "manifest.js"));
  const all = shippedTargets().map((name) => targetFiles(name));
  const targets = all.map(({ folder, files }) => readTarget(folder, files));
  const manifests = all.map(({ files }, i) => [files.get(MANIFEST).text, targets[i].manifest]);
  const texts = targets.flatMap(({ templates, manifest }) => [
    ...[...templates.values()].map(({ text }) => text),
    ...manifest.files.map(({ path }) => path),
  ]);
  const templates = [...new Set(texts)].map((text) => `[${JSON.stringify(text)}, () => (${precompile(text)})]`);
  return {
    templates: `module.exports = new Map([${templates.join(",\n")}]);`,
    known: `
    const { readFileSync } = require("node:fs");
    const { join } = require("node:path");
    const lazy = (make) => { let made; return () => (made ??= make()); };
    const load = (name) => {
      try {
        const data = require("node:v8").deserialize(readFileSync(join(__dirname, name)));
        return data.build === build ? data : {};
      } catch {
        return {};
      }
    };
    const shipped = lazy(() => load("known.model"));
    const specs = lazy(() => load("known.specs").specs ?? new Map());
    const files = lazy(() => load("known.files").files ?? new Map());
    const templates = lazy(() => require("./${TEMPLATES}"));
    module.exports = {
      build,
      get shipped() { return shipped().model === undefined ? undefined : shipped(); },
      get specs() { return specs(); },
      get files() { return files(); },
      manifests: new Map(${JSON.stringify(manifests)}),
      templates: { has: (text) => templates().has(text), get: (text) => templates().get(text)?.() },
      get handlebars() { return require("handlebars/runtime"); },
    };`,
  };
}
