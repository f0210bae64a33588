/** Files that were made before, found by all that they were made of. */
import type { OutputFile } from "./files.js";
import type { Job } from "./jobs.js";

export class Made {
  private readonly known: ReadonlyMap<string, { readonly inputs: readonly unknown[]; readonly file: OutputFile }>;

  /** What the jobs came to, file by file, with the templates that are rendered now. */
  constructor(jobs: readonly Job[], files: readonly OutputFile[]) {
    if (jobs.length !== files.length) throw new Error(`${jobs.length} jobs made ${files.length} files`);
    this.known = new Map(
      files.map((file, i) => {
        const job = jobs[i] as Job;
        return [keyOf(job), { inputs: job.inputs, file }];
      }),
    );
  }

  find(job: Job): OutputFile | undefined {
    const found = this.known.get(keyOf(job));
    return found !== undefined && same(found.inputs, job.inputs) ? found.file : undefined;
  }
}

function keyOf({ file, from }: Job): string {
  return JSON.stringify([file, from]);
}

/** Whether two pieces of a model have the same in them, in the same order. */
function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  const kind = Object.getPrototypeOf(one);
  if (kind !== Object.getPrototypeOf(other)) return false;
  if (kind === Map.prototype) return same([...(one as Map<unknown, unknown>)], [...(other as Map<unknown, unknown>)]);
  // What is no plain data is the same as itself only.
  if (kind !== Object.prototype && kind !== Array.prototype) return false;
  const [mine, others] = [Object.entries(one), Object.entries(other)];
  return (
    mine.length === others.length &&
    mine.every(([key, value], i) => key === others[i]?.[0] && same(value, others[i]?.[1]))
  );
}
