/** Reading and writing for those who use nicdesc as a library. */
export { compareFolder, type Drift, type NewFile, writeFolder } from "./output.js";
export { readSpecs } from "./specs.js";
export { loadTarget, shippedTargets } from "./targets.js";
