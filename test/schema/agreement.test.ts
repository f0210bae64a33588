import { readdirSync, readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { Findings } from "../../src/diagnostics/findings.js";
import { jsonSchema } from "../../src/spec/schema.js";
import { validateShape } from "../../src/spec/validate.js";
import { type Plain, readYaml } from "../../src/spec/yaml.js";
import { type Broken, breakages } from "./breakages.js";

const FOLDER = new URL("../../specs/", import.meta.url);
const SPECS = readdirSync(FOLDER, { recursive: true })
  .map(String)
  .filter((name) => name.endsWith(".yaml"))
  .sort()
  .map((name) => {
    const source = { name, path: name, text: readFileSync(new URL(name, FOLDER), "utf8") };
    return { name, text: source.text, data: readYaml(source, new Findings()) as Plain };
  });
const schema = jsonSchema();
const byAjv = new Ajv({ strict: false }).compile(schema);

function byZod(data: Plain): boolean {
  return validateShape({ name: "", path: "spec.yaml", text: "" }, data, new Findings()) !== undefined;
}

test("the schema is one of draft-07, with a title", () => {
  expect(schema).toMatchObject({ $schema: "http://json-schema.org/draft-07/schema#", title: "nicdesc spec file" });
  expect(new Ajv().validateSchema(schema)).toBe(true);
});

describe.each(SPECS)("$name", ({ name, text, data }) => {
  test("is accepted by both", () => {
    expect(byZod(data)).toBe(true);
    expect(byAjv(data), JSON.stringify(byAjv.errors)).toBe(true);
  });

  test("refers to the schema in its first line", () => {
    const up = "../".repeat(name.split("/").length);
    expect(text.split("\n")[0]).toBe(`# yaml-language-server: $schema=${up}schema.json`);
  });
});

describe("what is wrong is refused by both", () => {
  const broken = breakages(SPECS.map((spec) => spec.data));

  test("there are breakages of every kind", () => {
    expect(broken.length).toBeGreaterThan(2000);
    expect(new Set(broken.map(({ what }) => what)).size).toBeGreaterThan(15);
  });

  test("in the same files", () => {
    const differ = broken.filter(({ data }) => byZod(data) !== byAjv(data)).map(said);
    expect(differ.slice(0, 20)).toEqual([]);
  });

  test("most breakages are refused", () => {
    const refused = broken.filter(({ data }) => !byAjv(data));
    expect(refused.length / broken.length).toBeGreaterThan(0.7);
    for (const place of ["descriptor fields.* (object)", "descriptor kernel (object)", "lookup index (object)"]) {
      const unknown = broken.find((item) => item.place === place && item.what === "an unknown key");
      expect(unknown === undefined ? place : byAjv(unknown.data), place).toBe(false);
    }
  });
});

function said({ place, what }: Broken): string {
  return `${place}: ${what}`;
}
