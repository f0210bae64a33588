/** Every shipped spec against the kernels whose types are in the fixtures. */
import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readBtfFile } from "../../src/fs/btf.js";
import { findFrame } from "../../src/verify/frames.js";
import type { Verification } from "../../src/verify/result.js";
import { verifyDescriptor } from "../../src/verify/verify.js";
import { expectRecorded } from "./expected.js";
import { fieldOf, KERNELS, SHIPPED } from "./support.js";

/** Types that no kernel of this version has in its BTF or, for those of 7.3, whose headers are not in the fixtures. */
const ABSENT: Readonly<Record<string, readonly string[]>> = {
  "6.1": ["struct iavf_rx_desc", "struct ice_32b_rx_flex_desc_nic_2", "struct virtio_net_hdr_v1_hash_tunnel"],
  "6.12": ["struct iavf_rx_desc", "struct virtio_net_hdr_v1_hash_tunnel"],
  "7.3": ["union i40e_32byte_rx_desc", "union iavf_32byte_rx_desc", "union ice_32byte_rx_desc"],
};

const results = KERNELS.map(({ name, kernel, sources }) => ({
  name,
  verifications: SHIPPED.map((descriptor) => verifyDescriptor(descriptor, sources, { kernel })),
}));

describe.each(results)("Linux $name", ({ name, verifications }) => {
  test.each(verifications.map((verification) => [verification.descriptor, verification] as const))(
    "%s",
    (_, { status, frames, fields }) => {
      const problems = [...frames, ...fields.filter((field) => field.status === "differs")].flatMap((part) =>
        part.problems.map(({ message }) => message),
      );
      expect(problems).toEqual([]);
      expect(["agrees", "absent"]).toContain(status);
    },
  );

  test("has the other types", () => {
    const absent = verifications.flatMap(({ frames }) => frames).filter(({ status }) => status === "absent");
    expect([...new Set(absent.map(({ type }) => type))].sort()).toEqual(ABSENT[name]);
  });

  test("lacks no member without the spec saying so", () => {
    const lacking = verifications.flatMap((verification) => lackingWithoutNote(verification));
    expect(lacking).toEqual([]);
  });

  test("has no member where a spec says reserved", () => {
    const unnamed = verifications.flatMap(({ frames }) => frames.flatMap((frame) => frame.unnamed));
    expect(unnamed.filter(({ fields }) => fields.length === 0)).toEqual([]);
  });
});

/** Fields that are not in the kernel although their type is, and that have no `kernels`. */
function lackingWithoutNote({ descriptor, frames, fields }: Verification): string[] {
  const absent = frames.filter(({ status }) => status === "absent").map(({ variant, entry }) => variant || entry);
  const spec = SHIPPED.find(({ name }) => name === descriptor);
  return fields
    .filter(({ status }) => status === "not-in-kernel")
    .map(({ key }) => spec?.fields.find((field) => field.key === key))
    .filter((field) => field?.kernels === "" && !absent.includes(field.variant))
    .map((field) => `${descriptor} ${field?.key}`);
}

test("members compared", () => {
  const agreeing = results.map(({ name, verifications }) => {
    const found = verifications.filter(({ status }) => status === "agrees");
    const fields = found.flatMap((verification) => verification.fields);
    const members = fields.filter(({ status, member }) => status === "agrees" && member !== "");
    const named = fields.flatMap((field) => field.named).filter(({ status }) => status === "agrees");
    return { name, descriptors: found.length, members: members.length, named: named.length };
  });
  console.log(
    agreeing
      .map((each) => `${each.name}: ${each.descriptors} specs, ${each.members} members, ${each.named} enumerators`)
      .join("; "),
  );
  expectRecorded("layout-figures", agreeing);
  const seen = new Set(
    results.flatMap(({ verifications }) =>
      verifications.filter(({ status }) => status === "agrees").map(({ descriptor }) => descriptor),
    ),
  );
  expect(SHIPPED.map(({ name }) => name).filter((name) => !seen.has(name))).toEqual([]);
});

test("every enumerator that a spec names is in one of the kernels, but for values that only the hardware has", () => {
  const named = results.flatMap(({ verifications }) =>
    verifications.flatMap(({ fields }) => fields.flatMap((f) => f.named)),
  );
  const there = new Set(named.filter(({ status }) => status === "agrees").map(({ name }) => name));
  const lacking = named.filter(
    ({ name, status }) => status === "not-in-kernel" && !there.has(name) && !name.startsWith("enum "),
  );
  expect([...new Set(lacking.map(({ name }) => name))].sort()).toEqual([
    "CQE_RSS_NONE",
    "ICE_RXDID_FDIR",
    "ICE_TX_DESC_CMD_IIPT_NONE",
    "ICE_TX_DESC_CMD_L4T_EOFT_NONE",
  ]);
});

test("a member that came later is absent before, and there since", () => {
  const statuses = (descriptor: string, key: string) =>
    results.map(({ verifications }) => {
      const verification = verifications.find((each) => each.descriptor === descriptor);
      return verification && fieldOf(verification, key).status;
    });
  expect(statuses("gve/rx-compl-dqo", "ts")).toEqual(["not-in-kernel", "not-in-kernel", "agrees"]);
  expect(statuses("ice/rx-flex", "nic.l2tag2_1st")).toEqual(["agrees", "agrees", "not-in-kernel"]);
  expect(statuses("bnxt/tx-cmp", "sq_cons_idx")).toEqual(["not-in-kernel", "agrees", "agrees"]);
});

test("of modules that have the type, the driver's own is taken", () => {
  for (const { sources } of KERNELS) {
    const kernel = { type: "union e1000_adv_rx_desc" };
    const turned = [...sources].reverse();
    expect(findFrame(kernel, "igb", turned)?.source).toBe("igb");
    expect(findFrame(kernel, "igbvf", sources)?.source).toBe("igbvf");
  }
});

const RUNNING = "/sys/kernel/btf/vmlinux";
test.runIf(existsSync(RUNNING))("the running kernel", () => {
  const sources = [{ name: "vmlinux", btf: readBtfFile(RUNNING) }];
  const found = SHIPPED.map((descriptor) => verifyDescriptor(descriptor, sources));
  expect(found.filter(({ status }) => status === "differs")).toEqual([]);
});
