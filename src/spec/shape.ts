/** The schema's complaints in words for people who write specs. */
import type * as z from "zod";
import type { Findings } from "../diagnostics/findings.js";
import { didYouMean } from "../diagnostics/suggest.js";
import { FORMS, formHelp, formOf } from "./forms.js";
import { allKeys, keysAt } from "./keys.js";
import { schemas } from "./schema.js";
import { inside, keyOf, type Path, type Place } from "./source.js";
import { shorten } from "./yaml-errors.js";

type Issue = z.core.$ZodIssue;
type UnionIssue = Extract<Issue, { code: "invalid_union" }>;
type Size = Extract<Issue, { code: "too_small" | "too_big" }>;

const EVERY_KEY = allKeys(Object.values(schemas));

/** More would hide the message. */
const LISTED_KEYS = 12;
const COMMA = "a comma ends a value inside { }: put the text before it into quotes";

const WORDS: { readonly [type: string]: string } = {
  string: "text",
  int: "a whole number",
  number: "a whole number",
  boolean: "true or false",
  object: "a map",
  record: "a map",
  array: "a list",
  null: "nothing",
};

export class ShapeReporter {
  private readonly known = new Map<string, readonly string[]>();

  constructor(
    private readonly schema: z.core.$ZodType,
    private readonly kind: string,
    private readonly root: Place,
    private readonly findings: Findings,
  ) {}

  report(issue: Issue, base: Path = []): void {
    const path = [...base, ...issue.path.map((step) => (typeof step === "symbol" ? String(step) : step))];
    const place = inside(this.root, ...path);
    switch (issue.code) {
      case "unrecognized_keys":
        for (const key of issue.keys) this.unknownKey(key, issue.input, path);
        return;
      case "invalid_key":
        this.wrongKey(issue, place);
        return;
      case "invalid_union":
        this.union(issue, path);
        return;
      case "invalid_format": {
        const form = formOf(issue.pattern ?? "");
        if (form === undefined) this.findings.add("ND005", place, issue.message);
        else {
          const text = String(issue.input);
          this.findings.add(form.code, place, `\`${shorten(text)}\` ${form.wrong}`, { help: formHelp(form, text) });
        }
        return;
      }
      case "too_small":
      case "too_big":
        this.findings.add("ND005", place, sizeMessage(issue));
        return;
      case "invalid_value":
        this.wrongValue(issue, path);
        return;
      case "invalid_type":
        if (issue.input === undefined) this.missing(path);
        else this.wrongType(WORDS[issue.expected] ?? issue.expected, issue.input, path);
        return;
      default:
        this.findings.add("ND005", place, issue.message);
    }
  }

  private missing(path: Path): void {
    const key = String(path.at(-1));
    const help = key === "nicdesc" ? "a spec begins with `nicdesc: 1`" : undefined;
    this.findings.add("ND004", inside(this.root, ...path), `missing key \`${key}\``, { help });
  }

  private unknownKey(key: string, map: unknown, path: Path): void {
    const value = (map as { readonly [key: string]: unknown } | null | undefined)?.[key];
    this.findings.add("ND003", keyOf(inside(this.root, ...path, key)), `unknown key \`${shorten(key)}\``, {
      help: this.keyHint(key, value, path),
    });
  }

  private keyHint(key: string, value: unknown, path: Path): string {
    const known = this.keysAt(path);
    const colon = /^([a-z_]+):/.exec(key)?.[1];
    if (colon !== undefined && known.includes(colon)) return "a space belongs behind the `:`";
    if (value === null) return COMMA;
    const near = didYouMean(key, known);
    if (near !== undefined) return near;
    if (path.length === 0 && Object.hasOwn(schemas, key)) return `a file holds one thing; this one is a ${this.kind}`;
    if (EVERY_KEY.has(key)) return `\`${key}\` is a key of other places`;
    const list = known.map((item) => `\`${item}\``).join(", ");
    return known.length > LISTED_KEYS ? "see the keys in the language reference" : `there are ${list}`;
  }

  private keysAt(path: Path): readonly string[] {
    const text = path.join(" ");
    const keys = this.known.get(text) ?? keysAt(this.schema, path);
    this.known.set(text, keys);
    return keys;
  }

  private wrongKey(issue: Extract<Issue, { code: "invalid_key" }>, place: Place): void {
    const key = String(issue.path.at(-1));
    const [reason] = issue.issues;
    const form = reason?.code === "invalid_format" ? formOf(reason.pattern ?? "") : undefined;
    if (form !== undefined) {
      const help = key.includes(" ") ? COMMA : formHelp(form, key);
      this.findings.add(form.code, keyOf(place), `\`${shorten(key)}\` ${form.wrong}`, { help });
    } else this.findings.add("ND007", keyOf(place), `a name has at most 64 characters; this one has ${key.length}`);
  }

  private union(issue: UnionIssue, path: Path): void {
    const nearest = issue.input === undefined ? undefined : nearestBranch(issue);
    if (nearest !== undefined) for (const inner of nearest) this.report(inner, path);
    else if (issue.input === undefined) this.missing(path);
    else this.wrongType(issue.message, issue.input, path);
  }

  private wrongType(expected: string, input: unknown, path: Path): void {
    const quote = expected === WORDS["string"] && input !== null && typeof input !== "object";
    this.findings.add("ND005", inside(this.root, ...path), `expected ${expected}, found ${described(input)}`, {
      help: quote ? "put it into quotes" : undefined,
    });
  }

  private wrongValue(issue: Extract<Issue, { code: "invalid_value" }>, path: Path): void {
    if (issue.input === undefined) {
      this.missing(path);
      return;
    }
    const values = issue.values.map(String);
    const expected = values.length === 1 ? `\`${values[0]}\`` : `one of ${values.join(", ")}`;
    const key = path.at(-1);
    const off = values[0] === "true" ? `leave \`${String(key)}\` out where it does not hold` : undefined;
    const version = key === "nicdesc" ? "this is the version of the language that this nicdesc reads" : undefined;
    const near = typeof issue.input === "string" ? didYouMean(issue.input, values) : undefined;
    this.findings.add("ND005", inside(this.root, ...path), `expected ${expected}, found ${described(issue.input)}`, {
      help: off ?? version ?? near,
    });
  }
}

/** Of a union's branches, the one that the input seems to be meant for; undefined when its type fits none. */
function nearestBranch(issue: UnionIssue): readonly Issue[] | undefined {
  const branches = issue.errors as readonly (readonly Issue[])[];
  return branches.filter((branch) => !branch.some(missesType)).sort((a, b) => rank(a) - rank(b))[0];
}

function missesType(issue: Issue): boolean {
  if (issue.path.length > 0) return false;
  if (issue.code === "invalid_union") return nearestBranch(issue) === undefined;
  return issue.code === "invalid_type" || issue.code === "invalid_value";
}

/** A word that is no integer was hardly meant as one. */
function rank(branch: readonly Issue[]): number {
  const asInteger = branch.some((issue) => {
    const inner = issue.code === "invalid_union" ? (nearestBranch(issue)?.[0] ?? issue) : issue;
    return (
      inner.code === "invalid_format" &&
      inner.pattern === String(FORMS.hex.pattern) &&
      !/^[-+]?\d/.test(String(inner.input))
    );
  });
  return branch.length + (asInteger ? 0.5 : 0);
}

function sizeMessage(issue: Size): string {
  const least = issue.code === "too_small";
  const limit = String(least ? issue.minimum : issue.maximum);
  const bound = `${least ? "at least" : "at most"} ${limit}`;
  if (issue.origin === "string") {
    return least ? "expected text, found nothing" : `expected ${bound} characters, found ${String(issue.input).length}`;
  }
  if (issue.origin === "array") {
    return `expected ${bound} ${limit === "1" ? "item" : "items"}, found ${(issue.input as unknown[]).length}`;
  }
  return `expected ${bound}, found ${String(issue.input)}`;
}

function described(input: unknown): string {
  if (input === null) return "nothing";
  if (Array.isArray(input)) return "a list";
  if (typeof input === "object") return "a map";
  if (typeof input === "number") return `the number ${input}`;
  return `\`${shorten(String(input))}\``;
}
