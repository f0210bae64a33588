import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type BtfType, readBtf, writeBtf } from "../../src/btf/index.js";
import type { Descriptor } from "../../src/model/types.js";
import type { BtfSource } from "../../src/verify/frames.js";
import type { KernelVersion } from "../../src/verify/kernels.js";
import type { FieldResult, Verification } from "../../src/verify/result.js";
import { verifyDescriptor } from "../../src/verify/verify.js";
import { modelWith, shippedModel } from "../harness/shipped.js";

export const FIXTURES = join(import.meta.dirname, "fixtures");

export interface Kernel {
  readonly name: string;
  readonly kernel: KernelVersion;
  readonly sources: readonly BtfSource[];
}

export const KERNELS: readonly Kernel[] = ["6.1", "6.12", "7.3"].map((name) => {
  const [major = 0, minor = 0] = name.split(".").map(Number);
  return { name, kernel: { major, minor }, sources: sourcesOf(name) };
});

function sourcesOf(kernel: string): BtfSource[] {
  return readdirSync(join(FIXTURES, kernel)).map((file) => ({
    name: file.replace(/\.btf$/, ""),
    btf: readBtf(readFileSync(join(FIXTURES, kernel, file))),
  }));
}

export const SHIPPED: readonly Descriptor[] = shippedModel().descriptors;

export function fieldOf(verification: Verification, key: string): FieldResult {
  const field = verification.fields.find((candidate) => candidate.key === key);
  if (field === undefined) throw new Error(`${verification.descriptor} has no field ${key}`);
  return field;
}

/** What of its field is not as the kernel has it: `offset`, `width order`. */
export function rulesOf(verification: Verification, key: string): string {
  return fieldOf(verification, key)
    .problems.map(({ rule }) => rule)
    .join(" ");
}

/** A spec held against types made by hand; ids count from 1. */
export function verifyText(
  text: string,
  types: readonly BtfType[],
  { endian = "little", kernel }: { readonly endian?: "little" | "big"; readonly kernel?: KernelVersion } = {},
): Verification {
  const [descriptor] = modelWith("drv/rx", text).descriptors;
  if (descriptor === undefined) throw new Error("no descriptor");
  const btf = readBtf(writeBtf(types, { endian }));
  return verifyDescriptor(descriptor, [{ name: "drv", btf }], kernel === undefined ? {} : { kernel });
}
