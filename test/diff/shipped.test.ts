/** All shipped descriptors over the kernels whose types are in the fixtures. */
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { outcomeOf } from "../../src/diff/change.js";
import { compareKernels } from "../../src/diff/kernel-types.js";
import type { Descriptor } from "../../src/model/types.js";
import { type BtfSource, findFrame, framesOf } from "../../src/verify/frames.js";
import { testWith } from "../harness/tools.js";
import { FIXTURES, KERNELS, SHIPPED } from "../verify/support.js";
import { mirrored, plain, said } from "./said.js";

/** Without the types that are in no kernel's BTF: not every fixture has them. */
function sourcesOf(name: string): readonly BtfSource[] {
  const found = KERNELS.find((kernel) => kernel.name === name);
  if (found === undefined) throw new Error(`no fixture of ${name}`);
  return found.sources.filter((source) => source.name !== "headers");
}

function changesBetween(before: string, after: string): Record<string, string[]> {
  const changed = compareKernels(SHIPPED, sourcesOf(before), sourcesOf(after)).filter(
    (comparison) => outcomeOf(comparison) === "changed",
  );
  return Object.fromEntries(changed.map(({ name, sections }) => [name, sections.flatMap((section) => said(section))]));
}

/** Read out of `bpftool btf dump` of both kernels. */
test("6.1 to 6.12", () => {
  expect(changesBetween("6.1", "6.12")).toEqual({
    "bnxt/tx-cmp": ["renamed tx_cmp_unsed_3: __le32 tx_cmp_unsed_3 at byte 12 → __le32 sq_cons_idx at byte 12"],
    "ice/rx-flex": ["appeared struct ice_32b_rx_flex_desc_nic_2:  → 32 bytes"],
  });
});

test("6.12 to 7.3", () => {
  expect(changesBetween("6.12", "7.3")).toEqual({
    "gve/rx-compl-dqo": [
      "resized reserved5: __le16 reserved5 → u8 reserved5",
      "appeared ts_sub_nsecs_low:  → u8 ts_sub_nsecs_low at byte 11",
      "resized reserved7: __le64 reserved7 → __le32 reserved7",
      "appeared ts:  → __le32 ts at byte 28",
    ],
    "iavf/rx-flex": ["appeared struct iavf_rx_desc:  → 32 bytes"],
    "iavf/rx-legacy": ["vanished union iavf_32byte_rx_desc (wb): 32 bytes → "],
    "ice/rx-flex": ["renamed l2tag2_1st: __le16 l2tag2_1st at byte 20 → __le16 raw_csum at byte 20"],
    "ice/tx-context": ["renamed rsvd: __le16 rsvd at byte 6 → __le16 gcs at byte 6"],
    "mlx5/tx-wqe": [
      "vanished eth.insert.type: __be16 eth.insert.type at byte 28 → ",
      "vanished eth.insert.vlan_tci: __be16 eth.insert.vlan_tci at byte 30 → ",
    ],
    "virtio_net/hdr": ["appeared struct virtio_net_hdr_v1_hash_tunnel:  → 24 bytes"],
    "virtio_net/tx-hdr": ["appeared struct virtio_net_hdr_v1_hash_tunnel:  → 24 bytes"],
  });
});

describe.each(KERNELS)("Linux $name", ({ sources }) => {
  test.each(SHIPPED.map((descriptor) => [descriptor.name, descriptor] as const))("%s is as itself", (_, descriptor) => {
    const [comparison] = compareKernels([descriptor], sources, sources);
    expect(comparison?.sections.flatMap(({ changes }) => changes)).toEqual([]);
    const there = framesOf(descriptor).some(({ kernel }) => findFrame(kernel, descriptor.driver, sources));
    expect(comparison && outcomeOf(comparison)).toBe(there ? "same" : "absent");
  });
});

test("every type that is there has members that are compared", () => {
  const sources = sourcesOf("6.12");
  const sections = compareKernels(SHIPPED, sources, sources).flatMap((comparison) => comparison.sections);
  const there = sections.filter(({ compared }) => compared > 0);
  expect(there.filter(({ compared }) => compared < 3)).toEqual([]);
  expect(there.length).toBeGreaterThan(30);
});

test.each([
  ["6.1", "6.12"],
  ["6.12", "7.3"],
  ["6.1", "7.3"],
])("%s to %s, backwards: the mirror image", (before, after) => {
  const there = compareKernels(SHIPPED, sourcesOf(before), sourcesOf(after));
  const back = compareKernels(SHIPPED, sourcesOf(after), sourcesOf(before));
  const changesOf = (all: typeof there) => all.flatMap(({ sections }) => sections.flatMap(({ changes }) => changes));
  expect(changesOf(back).map(plain).sort()).toEqual(changesOf(there).map(mirrored).sort());
  expect(changesOf(there).length).toBeGreaterThan(0);
});

describe.each([
  ["6.1", "6.12"],
  ["6.12", "7.3"],
])("%s to %s, beside bpftool", (before, after) => {
  testWith(["bpftool"], "the same types changed", async () => {
    const [old, now] = [dumps(before), dumps(after)];
    const wanted = SHIPPED.filter(
      (descriptor) => definitions(descriptor, old, before) !== definitions(descriptor, now, after),
    );
    expect(Object.keys(changesBetween(before, after))).toEqual(wanted.map(({ name }) => name));
  });
});

/** By module, by `struct name`: the definition in C as bpftool writes it. */
type Dumps = ReadonlyMap<string, ReadonlyMap<string, string>>;

function dumps(kernel: string): Dumps {
  const folder = join(FIXTURES, kernel);
  const files = readdirSync(folder).filter((name) => name !== "headers.btf");
  return new Map(files.map((file) => [file.replace(/\.btf$/, ""), dump(join(folder, file))]));
}

function dump(path: string): ReadonlyMap<string, string> {
  const text = execFileSync("bpftool", ["btf", "dump", "file", path, "format", "c"], { encoding: "utf8" });
  return new Map(
    [...text.matchAll(/^((?:struct|union) \w+) \{\n[\s\S]*?^\}.*;/gm)].map(([whole, name = ""]) => [name, whole]),
  );
}

/** The descriptor's types, each with those that it is made of. */
function definitions(descriptor: Descriptor, all: Dumps, kernel: string): string {
  return framesOf(descriptor)
    .map(({ kernel: type }) => {
      const found = findFrame(type, descriptor.driver, sourcesOf(kernel));
      return found === undefined ? "" : definition(type.type, all.get(found.source) ?? new Map());
    })
    .join("\n");
}

function definition(name: string, types: ReadonlyMap<string, string>): string {
  const text = types.get(name) ?? "";
  const inner = [...text.matchAll(/^\t+((?:struct|union) \w+) \w/gm)].map(([, used = ""]) => definition(used, types));
  return [text, ...inner].join("\n");
}
