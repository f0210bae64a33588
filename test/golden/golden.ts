import { join } from "node:path";
import { recorded } from "../harness/recorded.js";

/** Holds a text against its file among those that are expected. */
export function golden(name: string, text: string): void {
  recorded(join(import.meta.dirname, "expected", name), text);
}
