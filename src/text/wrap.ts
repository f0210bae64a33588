/** Text broken into lines. */
import { textWidth, visible } from "./terminal.js";

/** Words in lines of at most `width` columns; a longer word has a line of its own. */
export function fill(words: readonly string[], width: number): string[] {
  const lines: string[][] = [];
  let used = 0;
  for (const word of words) {
    const own = textWidth(word);
    const line = lines.at(-1);
    if (line !== undefined && used + 1 + own <= width) {
      line.push(word);
      used += 1 + own;
    } else {
      lines.push([word]);
      used = own;
    }
  }
  return lines.map((line) => line.join(" "));
}

/** The words of a text. */
export function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}

/** For a terminal or a picture: nothing in the text steers, and words that are too long are cut. */
export function wrap(text: string, width: number): string[] {
  const words = wordsOf(text).map(visible);
  return fill(
    words.flatMap((word) => cut(word, width)),
    width,
  );
}

/** The text, with spaces up to `width` columns. */
export function pad(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - textWidth(text)));
}

/** The word in pieces that fit, cut behind a `_`, `.` or `/` where there is one. */
function cut(word: string, width: number): string[] {
  if (textWidth(word) <= width) return [word];
  let fits = "";
  for (const character of word) {
    if (fits !== "" && textWidth(fits + character) > width) break;
    fits += character;
  }
  const end = /^.*[._/](?=.)/su.exec(fits)?.[0].length ?? fits.length;
  return [word.slice(0, end), ...cut(word.slice(end), width)];
}
