/** ARCHITECTURE.md against the source: the paths it names, the imports it allows, the rules it gives. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { ROOT } from "./build.js";

const SRC = join(ROOT, "src");
const MOST_LINES = 350;
const EDGE = ["fs", "commands", "known.ts", "cli.ts", "bin.ts"];
const SHARED_FILE = "spec/source.ts";

const document = readFileSync(join(ROOT, "ARCHITECTURE.md"), "utf8");
const files = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map((path) => ({ path, text: readFileSync(join(SRC, path), "utf8") }));

/** What the table of imports calls the part of the source that a file belongs to. */
function partOf(path: string): string {
  if (path === SHARED_FILE) return SHARED_FILE;
  return path.split("/")[0] ?? "";
}

/** The modules that a file names in import and export statements and in dynamic imports; `running`: not for types. */
function importsOf(text: string, running = false): string[] {
  const statements = [...text.matchAll(/^(?:import|export)\b([^;"]*?)"([^"]+)";|\bimport\("([^"]+)"\)/gm)];
  return statements
    .filter(([, names]) => !(running && names !== undefined && isOfTypes(names)))
    .map(([, , still, dynamic]) => still ?? dynamic ?? "");
}

/** `type { A }`, and `{ type A, type B }`. */
function isOfTypes(names: string): boolean {
  const [, list] = /\{([^}]*)\}/.exec(names) ?? [];
  const each = (list ?? "").split(",").filter((name) => name.trim() !== "");
  return /^\s*type\b/.test(names) || (each.length > 0 && each.every((name) => /^\s*type\b/.test(name)));
}

function targetsOf({ path, text }: { path: string; text: string }, running = false): string[] {
  return importsOf(text, running)
    .filter((name) => name.startsWith("."))
    .map((name) => join(dirname(path), name).replace(/\.js$/, ".ts"));
}

/** The code without its comments. */
function codeOf(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
}

function allowedImports(): ReadonlyMap<string, (part: string) => boolean> {
  const rows = [...document.matchAll(/^ {3}\| `([a-z./-]+)` +\| ([^|]*)\|$/gm)];
  return new Map(
    rows.map(([, part = "", cell = ""]) => {
      const named = [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
      const except = cell.startsWith("everything but");
      return [part, (other: string) => other === part || named.includes(other) !== except];
    }),
  );
}

test("every path that is named is there", () => {
  const named = [...document.matchAll(/`([a-z][\w.-]*(?:\/[\w.-]*)+)`/g)].map(([, path = ""]) => path);
  const paths = named.filter(
    (path) => path.includes("/") && /^(src|specs|templates|test|docs|scripts|bench)\//.test(path),
  );
  expect(paths.length).toBeGreaterThan(30);
  expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

describe("imports", () => {
  const allowed = allowedImports();

  test("every part of the source is in the table", () => {
    expect([...new Set(files.map(({ path }) => partOf(path)))].filter((part) => !allowed.has(part))).toEqual([]);
    expect([...allowed.keys()].filter((part) => !existsSync(join(SRC, part)))).toEqual([]);
  });

  test("are those of the table", () => {
    const wrong = files.flatMap((file) =>
      targetsOf(file)
        .filter((target) => {
          const [from, to] = [partOf(file.path), partOf(target)];
          const shared = to === SHARED_FILE && (from === "spec" || allowed.get(from)?.("spec") === true);
          return !shared && allowed.get(from)?.(to) !== true;
        })
        .map((target) => `${file.path} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  test("do not go round, but for types", () => {
    const edges = new Map(files.map((file) => [file.path, targetsOf(file, true)]));
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (path: string, way: readonly string[]): void => {
      if (way.includes(path)) circles.push([...way.slice(way.indexOf(path)), path].join(" → "));
      if (done.has(path) || way.includes(path)) return;
      for (const next of edges.get(path) ?? []) visit(next, [...way, path]);
      done.add(path);
    };
    for (const path of edges.keys()) visit(path, []);
    expect(circles).toEqual([]);
  });
});

describe("rules", () => {
  const pure = files.filter(({ path }) => !EDGE.includes(partOf(path)));

  test("only the edge touches the world", () => {
    const impure = pure.filter(
      ({ text }) =>
        importsOf(text).some((name) => name.startsWith("node:")) ||
        /(?<![\w.])(?:process\.\w|console\.|Date\.now|new Date|Math\.random|fetch\()/.test(codeOf(text)),
    );
    expect(impure.map(({ path }) => path)).toEqual([]);
  });

  test("no file knows a driver by name", () => {
    const drivers = readdirSync(join(ROOT, "specs"), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    const names = new RegExp(`["'\`](?:${drivers.join("|")})["'\`/]`);
    expect(pure.filter(({ text }) => names.test(codeOf(text))).map(({ path }) => path)).toEqual([]);
  });

  test(`no file is longer than ${MOST_LINES} lines`, () => {
    const long = files.filter(({ text }) => text.split("\n").length - 1 > MOST_LINES);
    expect(long.map(({ path }) => path)).toEqual([]);
  });
});
