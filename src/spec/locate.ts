/** Paths to positions. Files are parsed again for this, so only those that something is reported in pay for it. */
import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, type YAMLMap } from "yaml";
import { compareDiagnostics, type Diagnostic, type Position, type Range } from "../diagnostics/diagnostic.js";
import type { Finding } from "../diagnostics/findings.js";
import type { Path, Place, SourceFile } from "./source.js";
import { YAML_OPTIONS } from "./yaml.js";

/** The findings with their positions, in file and position order. */
export function locate(findings: readonly Finding[]): Diagnostic[] {
  const maps = new Map<SourceFile, PositionMap>();
  const rangeOf = (place: Place): Range => {
    let map = maps.get(place.file);
    if (map === undefined) {
      map = new PositionMap(place.file);
      maps.set(place.file, map);
    }
    return map.range(place);
  };
  return findings
    .map(({ place, related, ...finding }) => ({
      ...finding,
      file: place.file.path,
      range: rangeOf(place),
      related: related.map((other) => ({
        file: other.place.file.path,
        range: rangeOf(other.place),
        message: other.message,
      })),
    }))
    .sort(compareDiagnostics)
    .filter((diagnostic, i, all) => i === 0 || !sameProblem(diagnostic, all[i - 1]));
}

/** A derived descriptor repeats what is wrong in its base. */
function sameProblem(a: Diagnostic, b: Diagnostic | undefined): boolean {
  return b !== undefined && compareDiagnostics(a, b) === 0;
}

class PositionMap {
  private readonly lines = new LineCounter();
  private readonly maps = new WeakMap<YAMLMap, ReadonlyMap<string, Pair<Node, Node | null>>>();
  private parsed: Node | null | undefined;

  constructor(private readonly source: SourceFile) {
    this.lines.addNewLine(0);
    for (let at = source.text.indexOf("\n"); at >= 0; at = source.text.indexOf("\n", at + 1)) {
      this.lines.addNewLine(at + 1);
    }
  }

  /** Only places that are said by path need the document. */
  private get contents(): Node | null {
    this.parsed ??= parseDocument(this.source.text, YAML_OPTIONS).contents;
    return this.parsed;
  }

  range(place: Place): Range {
    if (place.path.length === 0 && place.span !== undefined) return this.between(place.span.start, place.span.end);
    const found = this.find(place.path, place.key === true);
    if (place.span !== undefined && isScalar(found.node)) {
      const quote = found.node.type === "QUOTE_DOUBLE" || found.node.type === "QUOTE_SINGLE" ? 1 : 0;
      const [start, end] = found.range;
      const text = this.source.text.slice(start + quote, end - quote);
      const plain = text === found.node.value || text === found.node.source;
      if (plain) return this.between(start + quote + place.span.start, start + quote + place.span.end);
    }
    return this.between(...found.range);
  }

  /** The node at the path, or the nearest one above it that exists. */
  private find(path: Path, key: boolean): { node: Node | null; range: [number, number] } {
    let node = this.contents;
    let range = rangeOfNode(node) ?? [0, 0];
    for (const [depth, step] of path.entries()) {
      const last = depth === path.length - 1;
      if (isMap(node)) {
        const pair = this.pairs(node).get(String(step));
        if (pair === undefined) return { node, range: this.heading(path.slice(0, depth), range) };
        const keyRange = rangeOfNode(pair.key) ?? range;
        if (last && key) return { node: pair.key, range: keyRange };
        node = pair.value;
        range = rangeOfNode(node) ?? keyRange;
      } else if (isSeq(node) && typeof step === "number") {
        node = (node.items[step] as Node | undefined) ?? null;
        range = rangeOfNode(node) ?? range;
      } else return { node, range };
    }
    const block = (isMap(node) || isSeq(node)) && !(node.flow === true && this.isOneLine(range));
    return { node, range: block ? this.heading(path, range) : range };
  }

  private pairs(map: YAMLMap): ReadonlyMap<string, Pair<Node, Node | null>> {
    let pairs = this.maps.get(map);
    if (pairs === undefined) {
      const items = (map.items as Pair<Node, Node | null>[]).filter(({ key }) => isScalar(key));
      pairs = new Map(items.map((item) => [isScalar(item.key) ? String(item.key.value) : "", item]));
      this.maps.set(map, pairs);
    }
    return pairs;
  }

  private isOneLine([start, end]: readonly [number, number]): boolean {
    const line = this.source.text.indexOf("\n", start);
    return line < 0 || line >= end;
  }

  /** A map or list of several lines is pointed at by its key; without one, by its first line. */
  private heading(path: Path, range: [number, number]): [number, number] {
    const last = path.at(-1);
    if (typeof last === "string") return this.find(path, true).range;
    const end = this.source.text.indexOf("\n", range[0]);
    return [range[0], end < 0 ? range[1] : Math.min(range[1], end)];
  }

  private between(start: number, end: number): Range {
    return { start: this.position(start), end: this.position(Math.max(end, start)) };
  }

  private position(offset: number): Position {
    const { line, col } = this.lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1), offset };
  }
}

function rangeOfNode(node: Node | null): [number, number] | undefined {
  return node?.range ? [node.range[0], node.range[1]] : undefined;
}
