/** The command line in this process, and as a process of its own. */
import { type SpawnSyncOptions, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished, vi } from "vitest";
import { run } from "../../src/cli.js";

vi.mock("../../src/fs/package.js", async (load) => ({
  ...(await load<object>()),
  SHIPPED_SPECS: (await import("./shipped.js")).SHIPPED,
}));

export const ROOT = join(import.meta.dirname, "..", "..");
export const BIN = join(ROOT, "bin", "nicdesc.cjs");
/** Small specs that change only when a test wants it. */
export const ACME = join(ROOT, "test", "golden", "specs");

/** What bpf-c makes once, whatever is selected. */
export const COMMON = ["access", "core", "guard", "loader", "metadata", "prototypes"].map(
  (name) => `nicdesc/${name}.h`,
);

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

interface Given {
  readonly stdin?: string | Uint8Array;
  readonly color?: boolean;
  readonly width?: number;
}

/** Runs a command in this process. */
export async function cli(
  argv: readonly string[],
  { stdin = "", color = false, width = 80 }: Given = {},
): Promise<Ran> {
  let out = "";
  let err = "";
  const code = await run(argv, {
    out: (text) => {
      out += typeof text === "string" ? text : Buffer.from(text).toString("utf8");
    },
    err: (text) => {
      err += text;
    },
    stdin: async () => (typeof stdin === "string" ? Buffer.from(stdin) : stdin),
    color: { out: color, err: color },
    width,
  });
  return { code, out, err };
}

/** Runs the built command line as a process. */
export function bin(argv: readonly string[], options: SpawnSyncOptions = {}): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...argv], {
    timeout: 60_000,
    ...options,
    encoding: "utf8",
  });
  return { code: status ?? -1, out: String(stdout), err: String(stderr) };
}

/** A folder that is gone when the test is over. */
export function folder(files: Readonly<Record<string, string>> = {}): string {
  const path = mkdtempSync(join(tmpdir(), "nicdesc-cli-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) put(join(path, name), text);
  return path;
}

export function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

export function get(...path: string[]): string {
  return readFileSync(join(...path), "utf8");
}

/** The files below a folder, by their paths. */
export function tree(path: string): Record<string, string> {
  const names = readdirSync(path, { recursive: true, encoding: "utf8" }).sort();
  return Object.fromEntries(
    names.filter((name) => statSync(join(path, name)).isFile()).map((name) => [name, get(path, name)]),
  );
}

/** What a rewrite of a file would change. */
export function identity(path: string): string {
  const { ino, mtimeNs } = statSync(path, { bigint: true });
  return `${ino} ${mtimeNs}`;
}

/** A small spec; `more` stands below its keys. */
export function spec(name: string, more = "", fields = "word: { at: 0, type: le32, doc: the word }"): string {
  return `nicdesc: 1
descriptor: ${name}
title: A descriptor of a test
direction: rx
size: 4
sources: [a test]
fields:
  ${fields}
${more}`;
}
