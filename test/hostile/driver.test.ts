/** A driver.yaml by somebody who means harm, or does not know better. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadTarget } from "../../src/fs/targets.js";
import { generate } from "../../src/generate.js";
import { parse } from "../../src/load.js";
import type { Model } from "../../src/model/types.js";
import { AROUND } from "../diagnostics-codes/driver-samples.js";
import { codeOf } from "./c-code.js";
import { survives } from "./run.js";

/** Text in every place where text can be; `«»` stands for it. */
const RICH = `nicdesc: 1
driver: drv
title: «title»
doc: «doc»
modules: [drv]
names: [drv]
sources: [«source»]
formats: { all: { default: true, doc: «format doc» } }
types:
  struct buff: { desc: void *, len: u32 }
xdp:
  first:
    { format: all, reads: drv/rx, buff: struct buff, descriptor: buff.desc, when: buff.len > 4, inputs: { ticks: 1 },
      kernels: ">=6.1", verified: ["6.12"], doc: «way doc», sources: [«way source»] }
  second:
    { format: all, buff: struct buff, metadata: { rx_queue: { queue: buff.len, doc: «answer doc» } } }
hooks:
  devrx_skb:
    { attach: fentry, function: f, args: { desc: void *, skb: struct sk_buff * }, reads: drv/rx, descriptor: desc,
      packet: skb, doc: «hook doc», sources: [«hook source»] }
lacking:
  devtx_submit_skb: { why: «why doc», nearest: «nearest doc» }
`;
const PLACES = [...RICH.matchAll(/«(.*?)»/g)].map((match) => match[1] ?? "");

function files(text: string) {
  return Object.entries({ ...AROUND, "drv/driver.yaml": text }).map(([name, text]) => ({ name, path: name, text }));
}

function codesOf(text: string): string[] {
  return [...new Set(survives(files(text)).diagnostics.map(({ code }) => code))];
}

function filled(fill: (place: string) => string): string {
  return RICH.replace(/«(.*?)»/g, (_, place: string) => JSON.stringify(fill(place)));
}

const GOOD = filled((place) => place);
const HOSTILE = [
  "*/ int evil; /*",
  "/* opened",
  "joined \\",
  "trigraph ??/",
  "bell \u0007",
  "return \r*/",
  "turned \u202e txet",
  "separated \u2028*/",
  "half \ud800",
];

test("the driver that these tests change is good", () => {
  expect(codesOf(GOOD)).toEqual([]);
});

test.each(HOSTILE.map((text) => ({ shown: JSON.stringify(text), text })))(
  "$shown is refused everywhere",
  ({ text }) => {
    for (const place of PLACES)
      expect(codesOf(filled((name) => (name === place ? text : name))), place).toContain("ND029");
  },
);

describe("names with odd characters", () => {
  const NAMES = ['a"; evil', "a*/", "a\\n", "../a", "a b", "a;", "a)", "ä", "a\\u2215", "$(id)", "a%s", "#a", ""];
  const PLACES: readonly (readonly [string, (name: string) => string])[] = [
    ["driver", (name) => GOOD.replace("driver: drv", `driver: "${name}"`)],
    ["modules", (name) => GOOD.replace("modules: [drv]", `modules: ["${name}"]`)],
    ["names", (name) => GOOD.replace("names: [drv]", `names: ["${name}"]`)],
    ["format", (name) => GOOD.replace("{ all:", `{ "${name}":`)],
    ["type", (name) => GOOD.replace("struct buff: {", `"struct ${name}": {`)],
    ["member", (name) => GOOD.replace("len: u32", `"${name}": u32`)],
    ["type of a member", (name) => GOOD.replace("len: u32", `len: "struct ${name} *"`)],
    ["way", (name) => GOOD.replace("first:", `"${name}":`)],
    ["hook", (name) => GOOD.replace("devrx_skb:", `"devrx_skb_${name}${name === "" ? '"' : ""}":`)],
    ["function", (name) => GOOD.replace("function: f", `function: "${name}"`)],
    ["parameter", (name) => GOOD.replace("{ desc: void *", `{ "${name}": u8, desc: void *`)],
    ["lacking", (name) => GOOD.replace("devtx_submit_skb", `"devtx_submit_skb ${name}"`)],
    ["let", (name) => GOOD.replace("inputs:", `let: { "${name}": { type: u8, at: xdp.data } }, inputs:`)],
    ["kernels", (name) => GOOD.replace('">=6.1"', `"${name}"`)],
    ["verified", (name) => GOOD.replace('["6.12"]', `["${name}"]`)],
    ["link", (name) => GOOD.replace("names: [drv]", `names: [drv]\nlink: "${name}"`)],
  ];

  test.each(PLACES)("%s", (_, place) => {
    for (const name of NAMES) expect(codesOf(place(name)).length, place(name)).toBeGreaterThan(0);
  });

  test("names that mean something to JavaScript", () => {
    for (const name of ["__proto__", "constructor", "prototype"]) {
      for (const [where, place] of PLACES.filter(([where]) =>
        ["format", "member", "way", "parameter", "let"].includes(where),
      ))
        expect(codesOf(place(name)), where).toContain("ND035");
    }
    for (const name of ["__proto__", "constructor", "toString"]) {
      expect(codesOf(GOOD.replace("buff.len > 4", `buff.${name} > 4`))).toEqual(["ND018"]);
      expect(codesOf(GOOD.replace("buff.len > 4", `${name}.len > 4`))).toEqual(["ND018"]);
    }
    expect(codesOf(GOOD.replace("reads: drv/rx", "reads: drv/constructor"))).toEqual(["ND028"]);
    expect(codesOf(GOOD.replace("format: all", "format: valueof"))).toEqual(["ND028"]);
  });
});

describe("files as large as they may be", () => {
  const many = (count: number, line: (i: number) => string) =>
    Array.from({ length: count }, (_, i) => line(i)).join("");
  const within = (text: string) => {
    expect(text.length).toBeLessThan(1 << 17);
    return codesOf(text);
  };

  test("10,000 members", () => {
    expect(within(GOOD.replace("len: u32", `len: u32,${many(10_000, (i) => `m${i}: u8,`)}`))).toEqual(["ND038"]);
  });

  test("1,000 hooks, and as many ways", () => {
    const hook = (i: number) =>
      `  devrx_h${i}: {attach: fentry,function: f,args: {d: void *},reads: drv/rx,descriptor: d}\n`;
    expect(within(GOOD.replace("lacking:", `${many(1000, hook)}lacking:`))).toEqual([]);
    const way = (i: number) => `  w${i}: {format: all,reads: drv/rx,buff: struct buff,descriptor: buff.desc}\n`;
    expect(within(GOOD.replace("hooks:", `${many(1000, way)}hooks:`))).toEqual([]);
  });

  test("1,000 structs inside one another", () => {
    const structs = many(1000, (i) => `  struct s${i}: { a: struct s${i + 1} }\n`);
    expect(within(GOOD.replace("xdp:", `${structs}xdp:`))).toEqual(["ND038"]);
    expect(within(GOOD.replace("xdp:", `${structs.replace("s1000", "s0")}xdp:`))).toEqual(["ND031"]);
  });

  test("a let of a let of a let", () => {
    const lets = many(300, (i) => `l${i}: { type: u64, at: ${i === 0 ? "xdp.data" : `l${i - 1} + l${i - 1}`} }, `);
    expect(within(GOOD.replace("inputs: { ticks: 1 }", `let: { ${lets} }, inputs: { ticks: l299 }`))).toEqual([]);
  });
});

describe("a driver that was fed hostile texts all the same", () => {
  const { model } = parse(files(GOOD));
  const headers = (given: Model) => generate(given, loadTarget("bpf-c"));
  const clean = headers(model);

  test("generated C is the same outside its comments", () => {
    expect(clean.map(({ path }) => path)).toContain("nicdesc/drv/driver.h");
    const check = (text: string) => {
      for (const [i, header] of headers(withTexts(model, text)).entries()) {
        for (const trigraphs of [false, true]) {
          expect(codeOf(header.text, trigraphs), header.path).toBe(codeOf(clean[i]?.text ?? "", trigraphs));
        }
      }
    };
    for (const text of HOSTILE) check(text);
    const fragment = fc.constantFrom("*", "/", "\\", "??/", "\n", "\r", " ", "*/", "/*", "//", "\u0000", "x", "#", '"');
    fc.assert(
      fc.property(
        fc.array(fragment, { minLength: 1, maxLength: 12 }).map((parts) => parts.join("")),
        check,
      ),
      {
        numRuns: 40,
      },
    );
  });
});

const TEXTS = new Set(["title", "doc", "why", "nearest", "sources", "kernels", "verified"]);

/** The drivers with all their free texts replaced; expressions have a Map of paths, which stays. */
function withTexts(model: Model, text: string): Model {
  const replace = (value: unknown, key: string): unknown => {
    if (typeof value === "string") return TEXTS.has(key) && value !== "" ? text : value;
    if (Array.isArray(value)) return value.map((item) => replace(item, key));
    if (value === null || typeof value !== "object" || value instanceof Map) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, replace(item, name)]));
  };
  return { ...model, drivers: replace(model.drivers, "") as Model["drivers"] };
}
