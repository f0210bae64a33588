/**
 * Takes out of random specs the answers that lint objects to: what contradicts itself or is never tried is no concern
 * of these proofs, and hard to avoid while making it.
 */
import { isMap, isScalar, isSeq, type Node, parseDocument } from "yaml";
import { parse } from "../../../src/load.js";
import type { Model } from "../../../src/model/types.js";
import type { SourceFile } from "../../../src/spec/source.js";

const ROUNDS = 40;

type Path = readonly (string | number)[];

export interface Pruned {
  readonly model: Model;
  readonly files: readonly SourceFile[];
}

/** The model of the files without them; undefined if lint objects to something else. */
export function prune(vocabulary: SourceFile, files: readonly SourceFile[]): Pruned | undefined {
  let left = files;
  for (let round = 0; round < ROUNDS; round++) {
    const { model, diagnostics } = parse([vocabulary, ...left]);
    if (diagnostics.length === 0) return { model, files: left };
    const pruned = left.map((file) => {
      const own = diagnostics.filter((diagnostic) => diagnostic.file === file.path);
      return own.length === 0
        ? file
        : without(
            file,
            own.map(({ range }) => range.start.offset),
          );
    });
    if (pruned.some((file) => file === undefined)) return undefined;
    left = pruned.filter((file) => file !== undefined);
  }
  return undefined;
}

/** The file without what is at the last of these places. */
function without(file: SourceFile, offsets: readonly number[]): SourceFile | undefined {
  const document = parseDocument(file.text);
  const parts = offsets.map((offset) => partAt(pathTo(document.contents, offset)));
  if (parts.some((part) => part === undefined)) return undefined;
  const [path] = parts.toSorted((a, b) => Number(b?.at(-1)) - Number(a?.at(-1)));
  if (path === undefined) return undefined;
  const list = document.getIn(path.slice(0, -1));
  document.deleteIn(isSeq(list) && list.items.length === 1 ? path.slice(0, -1) : path);
  return { ...file, text: document.toString({ lineWidth: 0 }) };
}

/** What lint objects to at a path: an answer to some metadata, or the condition of a field. */
function partAt(path: Path): Path | undefined {
  const at = path.indexOf("metadata");
  if (at >= 0 && path.length >= at + 2) return path.slice(0, typeof path[at + 2] === "number" ? at + 3 : at + 2);
  return path.at(-1) === "when" ? path : undefined;
}

/** The keys and numbers that lead to the innermost node at the offset. */
function pathTo(node: Node | null, offset: number): Path {
  if (isMap(node)) {
    for (const { key, value } of node.items) {
      if (!isScalar(key)) continue;
      if (covers(key, offset) || covers(value as Node | null, offset))
        return [String(key.value), ...pathTo(value as Node | null, offset)];
    }
  }
  if (isSeq(node)) {
    const at = node.items.findIndex((item) => covers(item as Node, offset));
    if (at >= 0) return [at, ...pathTo(node.items[at] as Node, offset)];
  }
  return [];
}

function covers(node: Node | null, offset: number): boolean {
  const range = node?.range;
  return range !== undefined && range !== null && offset >= range[0] && offset < range[1];
}
