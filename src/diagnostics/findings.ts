import type { Place } from "../spec/source.js";
import type { Code } from "./codes.js";
import type { Severity } from "./diagnostic.js";

/** A problem before its position is looked up. */
export interface Finding {
  readonly code: Code;
  readonly severity: Severity;
  readonly message: string;
  readonly place: Place;
  readonly related: readonly { readonly place: Place; readonly message: string }[];
  readonly help?: string;
}

interface Extra {
  readonly help?: string | undefined;
  readonly related?: Finding["related"];
  readonly severity?: Severity;
}

/** Collects findings; checks go on after one. */
export class Findings {
  readonly list: Finding[] = [];
  /** Names whose files exist and cannot be used: their own problems are reported, not that they are missing. */
  readonly broken = new Set<string>();

  add(code: Code, place: Place, message: string, extra: Extra = {}): void {
    this.list.push({
      code,
      severity: extra.severity ?? "error",
      message,
      place,
      related: extra.related ?? [],
      ...(extra.help === undefined ? {} : { help: extra.help }),
    });
  }

  /** A reference to something that is not there. */
  addUnknown(name: string, place: Place, message: string, extra: Extra = {}): void {
    if (!this.broken.has(name)) this.add("ND028", place, message, extra);
  }

  get failed(): boolean {
    return this.list.some((finding) => finding.severity === "error");
  }
}
