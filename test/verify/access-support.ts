import { join } from "node:path";
import { btfFiles, readBtfFile } from "../../src/fs/btf.js";
import type { Driver } from "../../src/model/driver/types.js";
import { pointsOf, verifyDriver } from "../../src/verify/access.js";
import type { AccessResult } from "../../src/verify/access-result.js";
import type { BtfSource } from "../../src/verify/frames.js";
import type { KernelVersion } from "../../src/verify/kernels.js";
import { shippedModel } from "../harness/shipped.js";

export const ACCESS_FIXTURES = join(import.meta.dirname, "fixtures-access");

export const DRIVERS: readonly Driver[] = shippedModel().drivers;

export interface AccessKernel {
  readonly name: string;
  readonly kernel: KernelVersion;
  readonly sources: readonly BtfSource[];
}

export const ACCESS_KERNELS: readonly AccessKernel[] = ["6.1", "6.12", "7.3"].map((name) => {
  const [major = 0, minor = 0] = name.split(".").map(Number);
  const files = btfFiles(join(ACCESS_FIXTURES, name));
  const sources = files.map((file) => ({ name: file.replace(/^.*\/|\.btf$/g, ""), btf: readBtfFile(file) }));
  return { name, kernel: { major, minor }, sources };
});

export function verifyAll(driver: Driver, { kernel, sources }: AccessKernel): AccessResult[] {
  return verifyDriver(driver, pointsOf(driver), sources, { kernel });
}

/** What a difference says, with what it is about. */
export function problemsOf({ driver, point, checks }: AccessResult): string[] {
  return checks
    .filter(({ status }) => status === "differs")
    .flatMap(({ subject, problems }) => problems.map(({ message }) => `${driver} ${point} ${subject}: ${message}`));
}
