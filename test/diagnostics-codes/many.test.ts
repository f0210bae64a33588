import { describe, expect, test } from "vitest";
import { compareDiagnostics } from "../../src/diagnostics/diagnostic.js";
import { parseFiles } from "./raises.js";
import { HEAD, half, table } from "./samples.js";

const files = (texts: { readonly [name: string]: string }) =>
  Object.entries(texts).map(([name, text]) => ({ name, path: name, text }));

const places = (texts: { readonly [name: string]: string }) =>
  parseFiles(files(texts)).map(({ code, file, range }) => `${file}:${range.start.line}:${range.start.column} ${code}`);

describe("all problems in one run", () => {
  test("of all files, in file and position order", () => {
    const found = places({
      "drv/types.yaml": table("8: [1]\n1: [2]\n2: [1, l5]"),
      "drv/rx.yaml": half(`
        low: { at: 0, type: le32 }
        a: { of: low, bits: 32 }
        b: { of: lwo, bits: 0 }
        c: { value: lwo + 1 }
        d: { value: upper & 1 == 1 }
        default: { value: 1 }
        e: { lookup: drv/tpyes, by: 1, column: known }
      `),
      "drv/broken.yaml": `${HEAD.replace("drv/rx", "drv/broken")}feilds: {}\nsouces: []\n`,
      "drv/syntax.yaml": "nicdesc: 1\ntitle: a: b\nsize: 'x'y\n",
    });
    expect(found).toEqual([
      "drv/broken.yaml:6:1 ND003",
      "drv/broken.yaml:7:1 ND003",
      "drv/rx.yaml:9:23 ND011",
      "drv/rx.yaml:10:12 ND028",
      "drv/rx.yaml:11:15 ND018",
      "drv/rx.yaml:12:21 ND036",
      "drv/rx.yaml:13:3 ND008",
      "drv/rx.yaml:14:16 ND028",
      "drv/syntax.yaml:2:8 ND001",
      "drv/syntax.yaml:3:10 ND001",
      "drv/types.yaml:9:3 ND023",
      "drv/types.yaml:10:7 ND033",
      "drv/types.yaml:11:10 ND018",
    ]);
  });

  test("the order of the files does not matter", () => {
    const texts = {
      "drv/b.yaml": half("low: { at: 0, type: le32, bits: 40 }").replace("drv/rx", "drv/b"),
      "drv/a.yaml": half("low: { at: 0, type: le32, bits: 50 }").replace("drv/rx", "drv/a"),
    };
    const turned = Object.fromEntries(Object.entries(texts).toReversed());
    expect(places(texts)).toEqual(["drv/a.yaml:8:35 ND011", "drv/b.yaml:8:35 ND011"]);
    expect(places(turned)).toEqual(places(texts));
  });

  test("nothing is said twice", () => {
    const base = half("low: { at: 0, type: le32 }\na: { value: lwo }\nb: { of: low, bits: 40 }\nlong: { value: 1 }");
    const overlay = "nicdesc: 1\nextends: drv/rx\ndoc: changed\n";
    const derived = (name: string) => `nicdesc: 1\ndescriptor: drv/${name}\nextends: drv/rx\n`;
    const alone = places({ "drv/rx.yaml": base });
    expect(alone).toHaveLength(3);
    const all = places({
      "drv/rx.yaml": base,
      "drv/x.yaml": derived("x"),
      "drv/y.yaml": derived("y"),
      "my.yaml": overlay,
    });
    expect(all).toEqual(alone);
  });

  test("a broken vocabulary is reported once, not at all who use it", () => {
    const found = places({
      "metadata.yaml": "nicdesc: 1\nvocabulary: metadata\ntitel: x\nenums: {}\nitems: {}\n",
      "drv/types.yaml": table("1: [1, l4]"),
      "drv/rx.yaml": half("low: { at: 0, type: le32 }", "metadata: { rx_hash: low }"),
    });
    expect(found).toEqual(["metadata.yaml:1:1 ND004", "metadata.yaml:3:1 ND003"]);
  });

  test("a broken table is reported once, not at all who use it", () => {
    const found = places({
      "drv/types.yaml": table("1: [1]").replace("index:", "indes:"),
      "drv/rx.yaml": half("low: { at: 0, type: le32 }\na: { lookup: drv/types, by: 1, column: known }"),
    });
    expect(found).toEqual(["drv/types.yaml:1:1 ND004", "drv/types.yaml:4:1 ND003"]);
  });
});

describe("ten thousand problems", () => {
  const COUNT = 10_000;
  const lines = (line: (i: number) => string) => Array.from({ length: COUNT }, (_, i) => line(i)).join("\n");

  test.each([
    ["unknown keys", `${HEAD}fields: {}\n${lines((i) => `k${i}: 1`)}\n`],
    [
      "enumerators that are no names",
      `${HEAD}fields:\n  a: { at: 0, type: le64, values: {\n${lines((i) => `    K${i}: 1,`)}\n  } }\n`,
    ],
    [
      "enumerators that repeat",
      `${HEAD}fields:\n  a: { at: 0, type: le64, values: {\n${lines((i) => `    k${i}: 1,`)}\n  } }\n`,
    ],
    ["rows beyond the index", table(lines((i) => `${i + 8}: [1]`))],
    ["fields", `${HEAD}fields:\n${lines((i) => `  f${i}: { of: x }`)}\n`],
    ["fields of unknown names", `${HEAD}fields:\n${lines((i) => `  f${i}: { value: x${i} }`)}\n`],
    ["keys that repeat", `${HEAD}fields:\n${lines(() => "  a: {}")}\n`],
    ["words that are no keys", `nicdesc: 1\n${lines((i) => `word${i}`)}\n`],
    ["tags", `nicdesc: 1\nsources:\n${lines(() => "  - !a b")}\n`],
    ["characters", `nicdesc: 1\n${lines(() => "# \u202e")}\n`],
  ])("%s", (_, text) => {
    const started = performance.now();
    const diagnostics = parseFiles([{ name: "", path: "spec.yaml", text }]);
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(diagnostics.length).toBeLessThanOrEqual(2 * COUNT + 10);
    expect(diagnostics.toSorted(compareDiagnostics)).toEqual(diagnostics);
  });
});
