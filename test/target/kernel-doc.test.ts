/** Comments that begin with two stars are for kernel-doc: each describes what stands below it, parameter by parameter. */
import { expect, test } from "vitest";
import { loadTarget } from "../../src/fs/targets.js";
import { generate } from "../../src/generate.js";
import { shippedModel } from "../harness/shipped.js";

interface Documented {
  readonly kind: "function" | "struct";
  readonly name: string;
  readonly parts: readonly string[];
}

/** What the comment says it is about. */
function said(comment: string): Documented {
  const [, struct, name = ""] = /^ \* (struct )?(\w+)(?:\(\))? - /.exec(comment) ?? [];
  const parts = [...comment.matchAll(/^ \* @(\w+): /gm)].map(([, part = ""]) => part);
  return { kind: struct ? "struct" : "function", name, parts };
}

/** What stands there: the words in front of commas and of the end, or the members. */
function declared(code: string): Documented {
  const [, struct] = /^struct (\w+) \{/.exec(code) ?? [];
  if (struct !== undefined) {
    const parts = [...code.matchAll(/(\w+)(?:\[\w+\])*;/g)].map(([, part = ""]) => part);
    return { kind: "struct", name: struct, parts };
  }
  const [, name = "", list = ""] = /(\w+)\(([^()]*)\)/.exec(code.replace(/^#define /, "")) ?? [];
  const parts = list.split(",").flatMap((one) => /(\w+)\s*$/.exec(one)?.[1] ?? []);
  return { kind: "function", name, parts: parts.filter((part) => part !== "void") };
}

/** Every comment with the declaration below it. */
function* documentedIn(text: string): Generator<{ readonly comment: Documented; readonly code: Documented }> {
  for (const match of text.matchAll(/^\/\*\*\n((?: \*.*\n)+?) \*\/\n/gm)) {
    const below = text.slice(match.index + match[0].length);
    const end = below.startsWith("struct ") ? below.indexOf("\n}") : below.indexOf(")");
    yield { comment: said(match[1] ?? ""), code: declared(below.slice(0, end + 1)) };
  }
}

test("in every shipped header, all parameters and members are described, in their order", () => {
  const headers = generate(shippedModel(), loadTarget("bpf-c")).filter(({ path }) => path.endsWith(".h"));
  let count = 0;
  for (const { path, text } of headers) {
    for (const { comment, code } of documentedIn(text)) {
      expect({ path, ...comment }).toEqual({ path, ...code });
      count++;
    }
    expect(text.split("\n/**\n").length - 1, path).toBe([...documentedIn(text)].length);
  }
  expect(count).toBeGreaterThan(1000);
});
