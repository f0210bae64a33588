/** One object under many settings of its variables: see sweep.c. */
import type { Machine } from "./machine.js";

export interface Swept {
  readonly program: string;
  /** Instructions that the verifier went through, and that are left; calls, and loads that are none of the stack. */
  readonly verified: number;
  readonly insns: number;
  readonly calls: number;
  readonly loads: number;
  /** Refused, and the end of what the verifier said. */
  readonly error?: number;
  readonly log?: string;
}

/** The results of an object's only program, in the order of the settings. */
export async function sweep(
  machine: Machine,
  tool: string,
  object: string,
  settings: readonly Readonly<Record<string, Uint8Array>>[],
): Promise<Swept[]> {
  const lines = settings.map((set) =>
    Object.entries(set)
      .map(([name, bytes]) => `${name}=${Buffer.from(bytes).toString("hex")}`)
      .join(" "),
  );
  const { status, stdout, stderr } = await machine.run([tool, object], `${lines.join("\n")}\n`);
  if (status !== 0) throw new Error(stderr);
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}
