/** Names for fields: the kernel's, unless they meet. */
import { Findings } from "../diagnostics/findings.js";
import { checkKeyword } from "../model/names.js";
import { snake } from "../verify/names.js";

/** What YAML or JavaScript would take for something else. */
const SPECIAL = new Set(["null", "true", "false", "constructor", "prototype"]);
const MAX_LENGTH = 60;

export class FieldNames {
  private readonly used: Set<string>;

  /** @param taken names that fields may not have: those of the metadata. */
  constructor(taken: Iterable<string>) {
    this.used = new Set(taken);
  }

  /** The last part of the path, from the first with an index on; with as many before it as make it unique. */
  nameFor(path: string): string {
    const steps = path.split(".");
    const parts = steps.map(plain);
    const indexed = steps.findIndex((step) => step.includes("["));
    for (let from = indexed < 0 ? parts.length - 1 : indexed; from >= 0; from--) {
      const name = usable(parts.slice(from).join("_"));
      if (this.claim(name)) return name;
    }
    const whole = usable(parts.join("_"));
    for (let i = 2; ; i++) if (this.claim(`${whole}_${i}`)) return `${whole}_${i}`;
  }

  private claim(name: string): boolean {
    if (this.used.has(name)) return false;
    this.used.add(name);
    return true;
  }
}

/** A kernel's name as a spec may have it, but for a first digit. */
export function fieldName(name: string): string {
  return snake(name)
    .replace(/[^a-z0-9_]/g, "_")
    .replace(/^_+/, "");
}

/** `frags[0]` is frags_0. */
function plain(part: string): string {
  return fieldName(part.replace(/\[(\d+)\]/g, "_$1"));
}

/** A value's name: the same rules, but it may be one that a field has. */
export function enumeratorName(name: string): string {
  return usable(fieldName(name.toLowerCase()), "v_");
}

function usable(name: string, prefix = "f_"): string {
  const cut = name.slice(0, MAX_LENGTH);
  const begun = /^[a-z]/.test(cut) ? cut : `${prefix}${cut}`;
  return SPECIAL.has(begun) || isKeyword(begun) ? `${begun}_` : begun;
}

function isKeyword(name: string): boolean {
  const findings = new Findings();
  checkKeyword(name, { file: { path: "", name: "", text: "" }, path: [] }, findings);
  return findings.list.length > 0;
}
