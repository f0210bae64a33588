/** Finding what the build knows: files beside the bundled command line, of the same build. */
import { createRequire } from "node:module";
import type { Known } from "../known.js";

/** Set by scripts/build.mjs in the bundle; a file of another build is not used. */
declare const NICDESC_BUILD: string | undefined;

let known: Known | undefined;
let asked = false;

/** Undefined outside the bundle, and where a file is missing or of another build. */
export function loadKnown(): Known | undefined {
  if (!asked) known = read();
  asked = true;
  return known;
}

function read(): Known | undefined {
  if (typeof NICDESC_BUILD === "undefined") return undefined;
  try {
    const found = createRequire(import.meta.url)("./known.cjs") as Known & { readonly build: string };
    return found.build === NICDESC_BUILD ? found : undefined;
  } catch {
    return undefined;
  }
}
