/** A veth pair and built examples that the tests of a file share. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import type { Tool } from "../harness/tools.js";
import { type Pair, withPair } from "../harness/veth/veth.js";
import { make } from "./build.js";

export interface Stage {
  /** A folder of that name, for a test's own files. */
  folder(name: string): string;
  pair(): Promise<Pair>;
  /** The program of an example. */
  built(example: string, clang?: Tool, flags?: readonly string[]): string;
}

/** A veth pair and built examples that the tests of a file share, each made when it is first asked for. */
export function useStage(): Stage {
  let root: string | undefined;
  let pair: Promise<Pair> | undefined;
  let end: () => void = () => undefined;
  let over: Promise<unknown> = Promise.resolve();
  const programs = new Map<string, string>();
  const folder = (name: string) => {
    root ??= mkdtempSync(join(tmpdir(), "nicdesc-examples-"));
    mkdirSync(join(root, name), { recursive: true });
    return join(root, name);
  };
  const start = () =>
    new Promise<Pair>((resolve, reject) => {
      const held = (made: Pair) =>
        new Promise<void>((ended) => {
          end = ended;
          resolve(made);
        });
      over = withPair(folder("pair"), held).catch(reject);
    });
  afterAll(async () => {
    end();
    await over;
    if (root !== undefined) rmSync(root, { recursive: true, force: true });
  });
  return {
    folder,
    pair: () => {
      pair ??= start();
      return pair;
    },
    built: (example, clang = "clang-19", flags = []) => {
      const key = [example, clang, ...flags].join(" ");
      const known = programs.get(key);
      if (known !== undefined) return known;
      const out = folder(`built-${programs.size}`);
      make(example, out, clang, flags);
      const program = join(out, (example.split("/").at(-1) ?? "").replaceAll("-", "_"));
      programs.set(key, program);
      return program;
    },
  };
}
