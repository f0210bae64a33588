/** The recorded verifications: for each descriptor the kernels whose types its layout was held against. */
import type { Descriptor, Field } from "../model/types.js";
import type { BtfSource } from "../verify/frames.js";
import type { KernelVersion } from "../verify/kernels.js";
import type { Verification } from "../verify/result.js";
import { verifyDescriptor } from "../verify/verify.js";

/** `absent`: the kernel's types do not have it. */
type RecordedStatus = "agrees" | "differs" | "absent";

export interface RecordedDescriptor {
  /** The digest of the layout that was verified: of another layout, nothing is known. */
  readonly layout: string;
  /** By version: `6.12`. */
  readonly kernels: { readonly [kernel: string]: RecordedStatus };
  /** Kernels that have the descriptor, but not all its types: those that they lack. */
  readonly lacks?: { readonly [kernel: string]: readonly string[] };
}

export interface VerifiedRecord {
  readonly descriptors: { readonly [name: string]: RecordedDescriptor };
}

/** The types of a kernel; of one version there may be several, of different machines. */
export interface RecordedKernel {
  /** `6.12` */
  readonly name: string;
  readonly version: KernelVersion;
  readonly sources: readonly BtfSource[];
}

type Digest = (text: string) => string;

/** The record that verifying now gives. @throws BtfError for damaged BTF. */
export function makeRecord(
  descriptors: readonly Descriptor[],
  kernels: readonly RecordedKernel[],
  digest: Digest,
): VerifiedRecord {
  const entries = descriptors
    .filter((descriptor) => verifyDescriptor(descriptor, []).status !== "unknown")
    .map((descriptor) => [descriptor.name, recordOne(descriptor, kernels, digest)] as const);
  return { descriptors: Object.fromEntries(entries) };
}

function recordOne(descriptor: Descriptor, kernels: readonly RecordedKernel[], digest: Digest): RecordedDescriptor {
  const statuses: Record<string, RecordedStatus> = {};
  const lacks: Record<string, readonly string[]> = {};
  for (const { name, version, sources } of kernels) {
    const verification = verifyDescriptor(descriptor, sources, { kernel: version });
    const status = worse(statuses[name], statusOf(verification));
    statuses[name] = status;
    const lacking = verification.frames.filter((frame) => frame.status === "absent").map(({ type }) => type);
    if (status !== "absent" && lacking.length > 0) lacks[name] = [...new Set(lacking)].sort();
  }
  const common = { layout: digest(layoutText(descriptor)), kernels: statuses };
  return Object.keys(lacks).length === 0 ? common : { ...common, lacks };
}

function statusOf({ status }: Verification): RecordedStatus {
  return status === "unknown" ? "absent" : status;
}

/** A machine that has no such driver says nothing against another that has it. */
function worse(a: RecordedStatus | undefined, b: RecordedStatus): RecordedStatus {
  if (a === "differs" || b === "differs") return "differs";
  return a === "agrees" || b === "agrees" ? "agrees" : "absent";
}

/** Whether a descriptor has the layout that was verified. */
export function recordedFor(
  descriptor: Descriptor,
  { descriptors }: VerifiedRecord,
  digest: Digest,
): RecordedDescriptor | undefined {
  const found = Object.hasOwn(descriptors, descriptor.name) ? descriptors[descriptor.name] : undefined;
  return found?.layout === digest(layoutText(descriptor)) ? found : undefined;
}

/** All that verification looks at, as one text: documentation and meaning may change without another verification. */
function layoutText({ kernel, sizes, entries, fields, reserved, variants }: Descriptor): string {
  return JSON.stringify([
    kernel,
    sizes,
    entries.map(({ name, size, kernel: type }) => [name, size, type]),
    fields.map(fieldLayout),
    reserved.map(({ entry, span, variant, of }) => [entry, span, variant, of]),
    variants?.cases.map(({ name, kernel: type }) => [name, type]),
  ]);
}

function fieldLayout(field: Field): unknown[] {
  const common = [field.key, field.kind, field.variant, field.kernels, field.member];
  if (field.kind === "split") return [...common, field.parts];
  if (field.kind !== "slice") return common;
  const { entry, at, type, msb, lsb, of, view, array } = field;
  return [...common, entry, at, type, msb, lsb, of, view, array];
}

/** As it is written into a file: a line for each descriptor. */
export function recordText({ descriptors }: VerifiedRecord): string {
  const lines = Object.entries(descriptors).map(([name, entry]) => `    ${JSON.stringify(name)}: ${spaced(entry)}`);
  return `{\n  "descriptors": {\n${lines.join(",\n")}\n  }\n}\n`;
}

function spaced(value: unknown): string {
  return JSON.stringify(value, null, 1).replace(/\n\s*/g, " ");
}
