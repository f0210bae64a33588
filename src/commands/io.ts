import type { UsageError } from "../errors.js";

/** What a command may touch of the world; tests give their own. */
export interface Io {
  /** Data. */
  out(text: string | Uint8Array): void;
  /** Talk. */
  err(text: string): void;
  stdin(): Promise<Uint8Array>;
  readonly color: { readonly out: boolean; readonly err: boolean };
  readonly width: number;
}

export const EXIT = { good: 0, findings: 1, usage: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A user's mistake as it is shown. */
export function usageText({ message, help }: UsageError): string {
  return `nicdesc: ${message}\n${help === undefined ? "" : `help: ${help}\n`}`;
}
