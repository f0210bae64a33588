/**
 * What follows from the specs and the fixtures alone: how much was compared, what a kernel lacks. UPDATE_GOLDEN=1
 * rewrites it. What must not be, or needs a reason, stands in the tests themselves.
 */
import { join } from "node:path";
import { recorded } from "../harness/recorded.js";

export function expectRecorded(name: string, data: object): void {
  recorded(join(import.meta.dirname, "expected", `${name}.json`), `${JSON.stringify(data, null, 2)}\n`);
}
