/** Kernels that are not this one, by their BTF: what a driver's programs find when they are loaded there. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Btf, type BtfType, readBtf, writeBtf } from "../../../src/btf/index.js";
import { mapReferences } from "../../../src/btf/references.js";
import { readBtfFile } from "../../../src/fs/btf.js";
import type { Driver, MemberRef } from "../../../src/model/driver/types.js";

const TESTS = join(import.meta.dirname, "..", "..");
const COMMON = join(TESTS, "proof", "access", "fixtures");
const MODULES = join(TESTS, "verify", "fixtures-access");

export const KERNELS = ["6.1", "6.12", "7.3"] as const;
export type Kernel = (typeof KERNELS)[number];

/** What the driver's modules and the kernel itself declare, in one BTF; undefined where the kernel has no such driver. */
export function driverBtf(
  driver: Driver,
  kernel: Kernel,
): { readonly btf: Btf; readonly bytes: Uint8Array } | undefined {
  const files = driver.modules.map((name) => join(MODULES, kernel, `${name}.btf`)).filter(existsSync);
  if (files.length === 0) return undefined;
  const bytes = writeBtf(joined([join(COMMON, `${kernel}.btf`), ...files].map((file) => readBtfFile(file))));
  return { btf: readBtf(bytes), bytes };
}

/** One behind the other, each with its ids moved. */
function joined(list: readonly Btf[]): BtfType[] {
  const types: BtfType[] = [];
  for (const btf of list) {
    const before = types.length;
    const move = (id: number) => (id === 0 ? 0 : id + before);
    for (const type of btf.types()) types.push({ ...mapReferences(type, move), id: move(type.id) });
  }
  return types;
}

/** Where a member is: the byte that its first bit is in, that bit, and how many there are. */
export interface MemberPlace {
  readonly at: number;
  readonly lsb: number;
  readonly bits: number;
  readonly isBool: boolean;
}

const PLACES = new WeakMap<Btf, Map<string, MemberPlace | undefined>>();
const SIZES = new WeakMap<Btf, Map<string, number>>();

/** Looked up once: worlds are made by the thousand. */
export function placeOf(btf: Btf, { type, member }: MemberRef): MemberPlace | undefined {
  return remembered(PLACES, btf, `${type}.${member}`, () => {
    const struct = btf.findNamed(type);
    const found = struct === undefined ? undefined : btf.member(struct.id, member);
    if (found === undefined) return undefined;
    const resolved = btf.resolve(found.type);
    return {
      at: Math.floor(found.bitOffset / 8),
      lsb: found.bitOffset % 8,
      bits: found.bitSize,
      isBool: resolved.kind === "int" && resolved.bool,
    };
  });
}

/** Bytes of a struct; 0 for one that the kernel does not say. */
export function sizeOf(btf: Btf, type: string): number {
  return remembered(SIZES, btf, type, () => {
    const found = type === "" ? undefined : btf.findNamed(type);
    return found?.kind === "struct" || found?.kind === "union" ? found.size : 0;
  });
}

function remembered<T>(all: WeakMap<Btf, Map<string, T>>, btf: Btf, key: string, make: () => T): T {
  const known = all.get(btf) ?? new Map<string, T>();
  all.set(btf, known);
  if (known.has(key)) return known.get(key) as T;
  const made = make();
  known.set(key, made);
  return made;
}

export function hasMember(btf: Btf, ref: MemberRef): boolean {
  return placeOf(btf, ref) !== undefined;
}

export function isThere(btf: Btf, access: { needs: readonly MemberRef[]; absent: readonly MemberRef[] }): boolean {
  return access.needs.every((ref) => hasMember(btf, ref)) && !access.absent.some((ref) => hasMember(btf, ref));
}
