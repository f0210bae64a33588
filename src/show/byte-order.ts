import type { Word } from "./elements.js";

export type Orientation = "little" | "big";

/** How most words of a descriptor lie in memory; without words, as they are read. */
export function usualOrientation(words: readonly Word[]): Orientation {
  const little = words.filter((word) => word.order === "little").length;
  const big = words.filter((word) => word.order === "big").length;
  const host = words.some((word) => word.order === "host" && word.size > 1);
  return little > big || (little === big && (little > 0 || host)) ? "little" : "big";
}

/**
 * The bytes of a row from left to right, so that every word in it reads with its most significant bit on the left:
 * little-endian bytes stand in reverse.
 */
export function arrangeBytes(
  first: number,
  count: number,
  words: readonly Word[],
  usual: Orientation,
): readonly number[] {
  const inRow = words.filter((word) => word.size > 1 && word.at < first + count && word.at + word.size > first);
  const orders = new Set(inRow.map((word) => word.order).filter((order) => order !== "host"));
  const [only] = orders;
  const orientation = orders.size === 1 && only !== undefined ? only : usual;
  const blocks = blocksOf(first, count, inRow).map((block) => {
    const own = orderOfBlock(block, inRow) ?? orientation;
    return own === "little" ? block.toReversed() : block;
  });
  return (orientation === "little" ? blocks.reverse() : blocks).flat();
}

/** The bytes in memory order, those of one word together. */
function blocksOf(first: number, count: number, words: readonly Word[]): number[][] {
  const blocks: number[][] = [];
  for (let byte = first; byte < first + count; byte++) {
    const joined = words.some((word) => word.at < byte && byte < word.at + word.size);
    const last = blocks.at(-1);
    if (joined && last !== undefined) last.push(byte);
    else blocks.push([byte]);
  }
  return blocks;
}

function orderOfBlock(block: readonly number[], words: readonly Word[]): Orientation | undefined {
  const touching = words.filter((word) => block.some((byte) => byte >= word.at && byte < word.at + word.size));
  const orders = new Set(touching.map((word) => word.order).filter((order) => order !== "host"));
  const [only] = orders;
  return orders.size === 1 ? only : undefined;
}
