/** The shipped specs as a model. */
import { readFileSync } from "node:fs";
import { deserialize } from "node:v8";
import { inject } from "vitest";
import { readSpecs } from "../../src/fs/specs.js";
import { parse } from "../../src/load.js";
import type { Model } from "../../src/model/types.js";
import type { SourceFile } from "../../src/spec/source.js";

/** As `once.ts` has made it for all. */
export function shippedModel(): Model {
  return deserialize(readFileSync(inject("shippedModel")));
}

export function parseShipped(): Model {
  return modelOf(readSpecs([]));
}

/** A descriptor's spec together with the shipped vocabulary. */
export function modelWith(name: string, text: string): Model {
  return modelOfTexts([{ name, text }]);
}

/** Several specs together with the shipped vocabulary. */
export function modelOfTexts(specs: readonly { readonly name: string; readonly text: string }[]): Model {
  const vocabulary = readSpecs([]).filter((source) => source.name === "metadata.yaml");
  const own = specs.map(({ name, text }) => ({ name: `${name}.yaml`, path: `${name}.yaml`, text }));
  return modelOf([...vocabulary, ...own]);
}

/** The model of sources that must be without fault. */
export function modelOf(sources: readonly SourceFile[]): Model {
  const { model, diagnostics } = parse(sources);
  const [first] = diagnostics;
  if (first !== undefined) {
    throw new Error(
      `${first.file}:${first.range.start.line}: ${first.code} ${first.message} (${diagnostics.length} in all)`,
    );
  }
  return model;
}

/** The shipped specs and one more driver, which has the ways and hooks of a shipped one, to the same descriptors. */
export function modelWithTwin(driver: string): Model {
  const shipped = readSpecs([]);
  const text = (shipped.find(({ name }) => name === `${driver}/driver.yaml`)?.text ?? "")
    .replace(/^driver: .*$/m, "driver: twin")
    .replace(/^names: .*$/m, "names: [twin]");
  return modelOf([...shipped, { name: "twin/driver.yaml", path: "twin/driver.yaml", text }]);
}
