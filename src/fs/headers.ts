/** Reading C headers. */
import { readFileSync } from "node:fs";
import { UsageError } from "../errors.js";
import { reason } from "./reason.js";

/** The largest headers of drivers, which programs have written, stay below this. */
const MAX_BYTES = 64 * 1024 * 1024;

/** @throws UsageError for what cannot be read or is no text, naming the file. */
export function readHeader(path: string): string {
  const bytes = bytesOf(path);
  if (bytes.length > MAX_BYTES) throw new UsageError(`${path} has ${bytes.length} bytes: it is no header`);
  if (bytes.includes(0))
    throw new UsageError(
      `${path} is no text`,
      "headers are C files, such as drivers/net/ethernet/intel/igc/igc_defines.h",
    );
  // Some of the kernel's are not in UTF-8; outside comments all are ASCII.
  return bytes.toString("latin1");
}

function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new UsageError(`cannot read ${path}: ${reason(error)}`, "`--headers` takes C files, not folders");
  }
}
