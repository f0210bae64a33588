/** The record of verifications that is shipped beside the specs. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { VerifiedRecord } from "../kernels/record.js";
import { digest } from "../known.js";
import { SHIPPED_SPECS } from "./package.js";

/** Without a file, nothing was verified. */
export function readRecord(): VerifiedRecord {
  const file = join(SHIPPED_SPECS, "verified.json");
  if (!existsSync(file)) return { descriptors: {} };
  return JSON.parse(readFileSync(file, "utf8")) as VerifiedRecord;
}

/** Layouts are told apart by it, not proven. */
export function layoutDigest(text: string): string {
  return digest(text).slice(0, 16);
}
