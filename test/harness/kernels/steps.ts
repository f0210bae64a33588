/** What is done in a virtual machine, step by step, and what comes of it: both go through files. */
import type { Ended } from "../veth/run-on.js";
import type { Attachment, Loaded, Refused } from "../veth/veth.js";

export type Step =
  /** Any command; with `on`, on that side of the pair. */
  | { readonly kind: "run"; readonly command: readonly string[]; readonly input: string; readonly on?: "receiver" }
  | { readonly kind: "attach"; readonly attachment: Attachment }
  | { readonly kind: "example"; readonly command: readonly string[]; readonly packets: readonly string[] };

export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export type Outcome = Ran | Loaded | Refused | Ended;

/** The outcome of a step, or why there is none. */
export type Reported = { readonly outcome: Outcome } | { readonly failed: string };

/** JSON in which bytes stay bytes. */
export function toText(value: unknown): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, key, item) {
    const own = this[key];
    return own instanceof Uint8Array ? { $bytes: Buffer.from(own).toString("hex") } : item;
  });
}

export function fromText<T>(text: string): T {
  return JSON.parse(text, (_, item) => (typeof item?.$bytes === "string" ? Buffer.from(item.$bytes, "hex") : item));
}
