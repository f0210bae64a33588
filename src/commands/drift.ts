import { join } from "node:path";
import type { Drift } from "../fs/output.js";
import type { GenerateOptions } from "./generate.js";
import { EXIT, type ExitCode, type Io } from "./io.js";

/** `--check`: says how the folder differs from what would be made, and which command mends it. */
export async function reportDrift(
  drift: Drift,
  options: GenerateOptions,
  patterns: readonly string[],
  io: Io,
): Promise<ExitCode> {
  const total = drift.missing.length + drift.changed.length + drift.leftOver.length;
  if (total === 0) return EXIT.good;
  if (options.json) return EXIT.findings;
  const { createTwoFilesPatch } = await import("diff");
  for (const { path, before, text } of drift.changed) {
    const name = join(options.out, path);
    io.out(createTwoFilesPatch(name, name, before.replace(/\r\n/g, "\n"), text, "on disk", "generated"));
  }
  for (const { path } of drift.missing) io.err(`missing: ${join(options.out, path)}\n`);
  for (const path of drift.leftOver) io.err(`left over: ${join(options.out, path)}\n`);
  for (const path of drift.foreign)
    io.err(`not made by nicdesc, so to be removed by hand: ${join(options.out, path)}\n`);
  io.err(`${total} ${total === 1 ? "file differs" : "files differ"}. To mend it: ${commandLine(options, patterns)}\n`);
  return EXIT.findings;
}

/** What is new, changed, no longer made and the same, as paths below the output folder. */
export function driftObject(drift: Drift) {
  return {
    new: drift.missing.map((file) => file.path),
    changed: drift.changed.map((file) => file.path),
    removed: drift.leftOver,
    unchanged: drift.same,
  };
}

function commandLine(options: GenerateOptions, patterns: readonly string[]): string {
  const words = ["nicdesc", "generate", ...patterns, "-o", options.out];
  for (const folder of options.specs ?? []) words.push("--specs", folder);
  if (options.library !== undefined) words.push("--library", options.library);
  if (options.target !== "bpf-c") words.push("--target", options.target);
  if (options.templates !== undefined) words.push("--templates", options.templates);
  if (options.clean === false) words.push("--no-clean");
  return words.map(shellWord).join(" ");
}

function shellWord(word: string): string {
  return /^[A-Za-z0-9_./=@:-]+$/.test(word) ? word : `'${word.replace(/'/g, "'\\''")}'`;
}
