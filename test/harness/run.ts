/** Running tools: output as bytes, errors with what the tool said, never more at once than is useful. */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join } from "node:path";

export interface Ran {
  readonly stdout: Uint8Array;
  readonly stderr: string;
}

export class ToolFailed extends Error {}

/** Runs a program; throws ToolFailed, with its words, unless it exits with 0. */
export function run(command: string, args: readonly string[], input: Uint8Array = new Uint8Array()): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"] });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    child.on("error", reject);
    child.stdin.on("error", () => undefined);
    child.on("close", (code, signal) => {
      const stderr = Buffer.concat(err).toString("utf8");
      if (code === 0) resolve({ stdout: Buffer.concat(out), stderr });
      else reject(new ToolFailed(`${command} ${args.join(" ")}\nended with ${signal ?? code}\n${stderr.slice(-6000)}`));
    });
    child.stdin.end(input);
  });
}

/** All of them, some at a time, in order. An error waits for what is still running. */
export async function inParallel<T, R>(list: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const errors: unknown[] = [];
  let next = 0;
  const worker = async () => {
    for (let i = next++; i < list.length && errors.length === 0; i = next++) {
      await work(list[i] as T).then(
        (result) => {
          results[i] = result;
        },
        (error: unknown) => errors.push(error),
      );
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  if (errors.length > 0) throw errors[0];
  return results;
}

export interface TextFile {
  readonly path: string;
  readonly text: string;
}

export function writeFiles(folder: string, files: readonly TextFile[]): void {
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** A folder that is gone afterwards. */
export async function inTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "nicdesc-proof-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
