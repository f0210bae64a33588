/** What many test files begin with, made once for a whole run: the model of the shipped specs, which takes a second. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serialize } from "node:v8";
import type { TestProject } from "vitest/node";
import { parseShipped } from "./shipped.js";

declare module "vitest" {
  interface ProvidedContext {
    readonly shippedModel: string;
  }
}

export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), "nicdesc-model-"));
  const make = () => writeFileSync(join(folder, "model"), serialize(parseShipped()));
  make();
  project.provide("shippedModel", join(folder, "model"));
  project.onTestsRerun(async () => make());
  return () => rmSync(folder, { recursive: true, force: true });
}
