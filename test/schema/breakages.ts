import type { Plain } from "../../src/spec/yaml.js";

/** A spec with one thing changed. */
export interface Broken {
  readonly place: string;
  readonly what: string;
  readonly data: Plain;
}

type Path = readonly (string | number)[];

const VALUES: readonly (readonly [string, Plain])[] = [
  ["nothing", null],
  ["true", true],
  ["false", false],
  ["a word", "word"],
  ["a text", "Some text, longer"],
  ["no text", ""],
  ["a long text", "x".repeat(5000)],
  ["a middling text", "x".repeat(300)],
  ["zero", 0],
  ["a number", 12],
  ["a big number", 100_000],
  ["a negative number", -1],
  ["a fraction", 1.5],
  ["an integer in hex", "0xffffffffffffffff"],
  ["hex that is too long", "0x1ffffffffffffffff"],
  ["a bit range", "7..0"],
  ["a reference", "drv/name"],
  ["an empty list", []],
  ["a list of a number", [12]],
  ["a list of words", ["one", "two"]],
  ["an empty map", {}],
  ["a map", { word: 1 }],
  ["a map of maps", { word: { word: "x" } }],
];

/** Maps whose keys are names of the spec's own. */
const RECORDS = new Set([
  "fields",
  "inputs",
  "entries",
  "cases",
  "metadata",
  "values",
  "columns",
  "rows",
  "enums",
  "items",
]);

/** Each key of the specs, once for each kind of place: with other values, gone, and beside an unknown one. */
export function breakages(specs: readonly Plain[]): Broken[] {
  const seen = new Set<string>();
  const found: Broken[] = [];
  for (const spec of specs) {
    for (const path of pathsOf(spec)) {
      const place = placeOf(spec, path);
      if (seen.has(place)) continue;
      seen.add(place);
      for (const [what, value] of VALUES) found.push({ place, what, data: changed(spec, path, () => value) });
      if (path.length === 0) continue;
      found.push({ place, what: "a missing key", data: changed(spec, path, () => undefined) });
      for (const key of ["unknown_key", "Bad-Key", "two words", "x".repeat(65)]) {
        const what = key === "unknown_key" ? "an unknown key" : `the key ${key.slice(0, 20)}`;
        found.push({ place, what, data: changed(spec, path, (value) => beside(value, key)) });
      }
    }
  }
  return found;
}

function pathsOf(data: Plain, path: Path = []): Path[] {
  if (Array.isArray(data)) return [path, ...data.slice(0, 3).flatMap((item, i) => pathsOf(item, [...path, i]))];
  if (data === null || typeof data !== "object") return [path];
  return [path, ...Object.entries(data).flatMap(([key, item]) => pathsOf(item, [...path, key]))];
}

/** The path with the spec's own names left out, and with the kind of value that is there. */
function placeOf(spec: Plain, path: Path): string {
  const kind = Object.keys(spec as object)[1] ?? "";
  const steps = path.map((step, i) => (typeof step === "number" || RECORDS.has(String(path[i - 1])) ? "*" : step));
  const value = path.reduce<Plain | undefined>(
    (data, step) => (data as { readonly [key: string]: Plain } | undefined)?.[String(step)],
    spec,
  );
  return `${kind} ${steps.join(".")} (${Array.isArray(value) ? "list" : typeof value})`;
}

function changed(data: Plain, path: Path, change: (value: Plain) => Plain | undefined): Plain {
  const copy = structuredClone(data);
  const [last] = path.slice(-1);
  if (last === undefined) return change(copy) ?? null;
  const parent = path
    .slice(0, -1)
    .reduce<Plain>((at, step) => (at as { [key: string]: Plain })[String(step)] ?? null, copy);
  const value = change((parent as { [key: string]: Plain })[String(last)] ?? null);
  if (value !== undefined) (parent as { [key: string]: Plain })[String(last)] = value;
  else if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete (parent as { [key: string]: Plain })[String(last)];
  return copy;
}

function beside(value: Plain, key: string): Plain {
  return value === null || typeof value !== "object" || Array.isArray(value) ? { [key]: 1 } : { ...value, [key]: 1 };
}
