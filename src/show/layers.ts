/** Which of the elements of a row stand side by side, and which are drawn as further layers below. */
import type { Element } from "./elements.js";

interface Layer {
  readonly members: Element[];
  readonly bits: Set<number>;
  /** Bytes of the words of views: another view of them has its own layer. */
  readonly viewed: Map<number, string>;
}

type Group = readonly Element[];

/**
 * Puts elements that overlap into layers: pieces before the wholes they make, the members of a view together, and
 * unnamed spans beside the pieces of their word, or where they leave the fewest holes.
 */
export function stack(elements: Group): readonly Group[] {
  const layers: Layer[] = [];
  const named = elements.filter((element) => element.key !== "");
  const common = named.filter((element) => element.view === "");
  const wholes = common.filter((element) => isWhole(element, elements));
  const views = new Set(named.map(({ view }) => view).filter((view) => view !== ""));
  for (const element of [...common.filter((other) => !wholes.includes(other)), ...wholes]) place([element], layers);
  for (const view of views) {
    const group = named.filter((element) => element.view === view);
    for (const part of overlapsItself(group) ? group.map((element) => [element]) : [group]) place(part, layers);
  }
  for (const element of elements.filter(({ key }) => key === "")) {
    const best = layers.toSorted((a, b) => b.bits.size - a.bits.size);
    const beside = layers.filter((layer) => holdsWord(layer, element.word));
    place([element], layers, [...beside, ...best]);
  }
  return layers.map(({ members }) => members);
}

/** Adds the group to the first of the candidates that has room for it, or to a new layer. */
function place(group: Group, layers: Layer[], candidates: readonly Layer[] = layers): void {
  const bits = bitsOf(group);
  const viewed = group.flatMap((element) =>
    element.view === "" ? [] : bytesOf(element).map((byte) => [byte, element.view] as const),
  );
  const isFree = (layer: Layer) =>
    bits.every((bit) => !layer.bits.has(bit)) &&
    viewed.every(([byte, view]) => (layer.viewed.get(byte) ?? view) === view);
  const layer = candidates.find(isFree) ?? { members: [], bits: new Set<number>(), viewed: new Map<number, string>() };
  if (!layers.includes(layer)) layers.push(layer);
  layer.members.push(...group);
  for (const bit of bits) layer.bits.add(bit);
  for (const [byte, view] of viewed) layer.viewed.set(byte, view);
}

function bitsOf(group: Group): number[] {
  return group.flatMap((element) => element.bits.map((bit) => bit.memory));
}

function bytesOf({ word, bits }: Element): number[] {
  return word === undefined
    ? bits.map((bit) => Math.floor(bit.memory / 8))
    : Array.from({ length: word.size }, (_, i) => word.at + i);
}

function overlapsItself(group: Group): boolean {
  const bits = bitsOf(group);
  return new Set(bits).size < bits.length;
}

function holdsWord({ members }: Layer, word: Element["word"]): boolean {
  return word !== undefined && members.some((other) => other.word?.at === word.at && other.word.size === word.size);
}

/** Whether other elements inside it cover it. */
function isWhole(element: Element, all: Group): boolean {
  const own = new Set(bitsOf([element]));
  const parts = all.filter(({ bits }) => bits.length < own.size && bits.every((bit) => own.has(bit.memory)));
  return new Set(bitsOf(parts)).size === own.size;
}
