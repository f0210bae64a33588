/** Access plans as C. */
import type { Load, Piece } from "../access.js";
import { literal } from "./names.js";

export function printLoad(load: Load, pointer: string, index = ""): string {
  const order = load.size === 1 ? "u" : load.order === "host" ? "u" : load.order === "big" ? "be" : "le";
  const at = index === "" ? String(load.at) : load.at === 0 ? index : `${load.at} + ${index}`;
  return `nicdesc_load_${order}${load.size * 8}(${pointer}, ${at})`;
}

/** The value of the pieces; a single whole word is just its load. */
export function printPieces(pieces: readonly Piece[], pointer: string, index = ""): string {
  const [only, more] = pieces;
  if (only !== undefined && more === undefined) return printPiece(only, pointer, index);
  const total = Math.max(...pieces.map((piece) => piece.place + piece.width));
  const cast = total > 32 ? "(__u64)" : "(__u32)";
  return pieces
    .toReversed()
    .map((piece) => {
      const value = printPiece(piece, pointer, index);
      return piece.place === 0
        ? isBare(piece)
          ? value
          : `(${value})`
        : `${cast}${isBare(piece) ? value : `(${value})`} << ${piece.place}`;
    })
    .join(" | ");
}

function printPiece(piece: Piece, pointer: string, index: string): string {
  const load = printLoad(piece.load, pointer, index);
  const bits = piece.load.size * 8;
  const shifted = piece.shift === 0 ? load : `${load} >> ${piece.shift}`;
  if (piece.shift + piece.width === bits) return shifted;
  const mask = literal((1n << BigInt(piece.width)) - 1n);
  return piece.shift === 0 ? `${load} & ${mask}` : `(${shifted}) & ${mask}`;
}

function isBare(piece: Piece): boolean {
  return piece.shift === 0 && piece.width === piece.load.size * 8;
}
