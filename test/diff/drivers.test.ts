/** Two driver.yaml: what became of ways, hooks and all that they say; as a library, and on the command line. */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compareDrivers, type Driver, outcomeOf, type SectionKind } from "../../src/index.js";
import { cli, folder, get, ROOT } from "../cli/harness.js";
import { modelOfTexts, shippedModel } from "../harness/shipped.js";
import { mirrored, plain, said } from "./said.js";

const DRIVERS = shippedModel().drivers;
const RX = join(ROOT, "specs", "igc", "rx-wb.yaml");

const DRIVER = `nicdesc: 1
driver: drv
title: A driver
modules: [drv]
names: [drv]
formats:
  one: { descriptors: [drv/rx], default: true }
types:
  struct drv_buff: { desc: void * }
  struct drv_ring: { xdp_rxq: struct xdp_rxq_info, base: void *, next: u16 }
xdp:
  buff:
    format: one
    reads: drv/rx
    buff: struct drv_buff
    descriptor: buff.desc
    verified: ["6.12"]
  ring:
    format: one
    reads: drv/rx
    ring: { type: struct drv_ring, member: xdp_rxq }
    descriptor: { base: ring.base, index: ring.next, stride: 16 }
hooks:
  devrx_skb:
    attach: fentry
    function: drv_receive
    args: { desc: void *, skb: struct sk_buff * }
    reads: drv/rx
    descriptor: desc
    packet: skb
    kernels: ">=6.5"
lacking:
  devrx_xdp: { why: it is inlined }
`;

const RX_SPEC = `nicdesc: 1
descriptor: drv/rx
title: A descriptor
direction: rx
size: 4
sources: [a test]
fields:
  word: { at: 0, type: le32, doc: a word }
`;

function driver(text: string): Driver {
  const [found] = modelOfTexts([
    { name: "drv/rx", text: RX_SPEC },
    { name: "drv/driver", text },
  ]).drivers;
  if (found === undefined) throw new Error("no driver");
  return found;
}

/** What becomes of the driver when pieces of its text are others: the changes by their sections. */
function changes(...replacements: readonly (readonly [string, string])[]): Partial<Record<SectionKind, string[]>> {
  const text = replacements.reduce((whole, [piece, other]) => {
    if (!whole.includes(piece)) throw new Error(`the driver has no ${piece}`);
    return whole.replace(piece, other);
  }, DRIVER);
  const { sections } = compareDrivers(driver(DRIVER), driver(text));
  return Object.fromEntries(
    sections.filter((section) => section.changes.length > 0).map((section) => [section.kind, said(section)]),
  );
}

describe("a way", () => {
  test("added and removed", () => {
    const [before, after] = DRIVER.split(/ {2}ring:\n(?:.*\n)+?(?=hooks:)/);
    const short = driver(`${before}${after}`.replace(/ {2}struct drv_ring:.*\n/, ""));
    const of = (a: Driver, b: Driver) => compareDrivers(a, b).sections.flatMap((section) => said(section));
    expect(of(driver(DRIVER), short)).toEqual([
      "vanished ring: { base: ring.base, index: ring.next, stride: 16 } of struct drv_ring → ",
      "vanished struct drv_ring.xdp_rxq: struct xdp_rxq_info → ",
      "vanished struct drv_ring.base: void * → ",
      "vanished struct drv_ring.next: u16 → ",
    ]);
    expect(of(short, driver(DRIVER))[0]).toMatch(/^appeared ring: /);
  });

  test("with another expression, condition, root and kernels", () => {
    expect(changes(["index: ring.next,", "index: (ring.next - 1) & 7,"])).toEqual({
      ways: [
        "redefined ring.descriptor: { base: ring.base, index: ring.next, stride: 16 } → " +
          "{ base: ring.base, index: (ring.next - 1) & 7, stride: 16 }",
      ],
    });
    expect(changes(["descriptor: buff.desc\n", "descriptor: buff.desc\n    when: buff.desc != 0\n"])).toEqual({
      ways: ["appeared buff.when:  → buff.desc != 0"],
    });
    expect(changes(['verified: ["6.12"]', 'verified: ["6.12", "7.3"]'])).toEqual({
      ways: ["redefined buff.verified: 6.12 → 6.12, 7.3"],
    });
    expect(changes(["base: void *, next: u16", "base: void *, next: u32"])).toEqual({
      members: ["retyped struct drv_ring.next: u16 → u32"],
    });
  });

  test("tried in another order", () => {
    const [, head = "", buff = "", ring = "", tail = ""] =
      /^((?:.*\n)+?xdp:\n)( {2}buff:\n(?: {4}.*\n)+)( {2}ring:\n(?: {4}.*\n)+)((?:.*\n)+)$/.exec(DRIVER) ?? [];
    const swapped = compareDrivers(driver(DRIVER), driver(head + ring + buff + tail));
    expect(swapped.sections.filter(({ kind }) => kind === "ways").flatMap((section) => said(section))).toEqual([
      "reordered order: buff, ring → ring, buff",
    ]);
  });
});

test("a hook with other arguments, another function, other kernels", () => {
  expect(changes(["desc: void *, skb", "queue: u32, desc: void *, skb"])).toEqual({
    hooks: [
      "redefined devrx_skb.args: desc: void *, skb: struct sk_buff * → queue: u32, desc: void *, skb: struct sk_buff *",
    ],
  });
  expect(changes(["drv_receive", "drv_poll"], ['">=6.5"', '">=6.5 <7.0"'])).toEqual({
    hooks: ["redefined devrx_skb.function: drv_receive → drv_poll", "redefined devrx_skb.kernels: >=6.5 → >=6.5 <7.0"],
  });
});

test("the driver's modules, its formats, and hooks that it lacks", () => {
  expect(changes(["modules: [drv]", "modules: [drv, lib]"])).toEqual({
    driver: ["redefined modules: drv → drv, lib"],
  });
  expect(changes([", default: true", ""])).toEqual({ formats: ["redefined one: drv/rx, default → drv/rx"] });
  expect(changes(["devrx_xdp: { why", "devtx_submit_skb: { why"])).toEqual({
    lacking: ["vanished devrx_xdp: it is inlined → ", "appeared devtx_submit_skb:  → it is inlined"],
  });
});

test("documentation is no change", () => {
  expect(changes(["title: A driver", "title: Another title"])).toEqual({});
  expect(changes(["why: it is inlined", "why: the compiler inlines it"])).toEqual({});
});

test("every shipped driver is as itself; any two, backwards: the mirror image", () => {
  for (const one of DRIVERS) {
    expect(compareDrivers(one, one).sections.flatMap(({ changes }) => changes)).toEqual([]);
    expect(outcomeOf(compareDrivers(one, one))).toBe("same");
  }
  const [first, ...others] = DRIVERS;
  if (first === undefined) throw new Error("no driver");
  for (const other of others) {
    const changesOf = (a: Driver, b: Driver) => compareDrivers(a, b).sections.flatMap(({ changes }) => changes);
    expect(changesOf(other, first).map(plain).sort()).toEqual(changesOf(first, other).map(mirrored).sort());
  }
});

describe("on the command line", () => {
  const IGC = join(ROOT, "specs", "igc", "driver.yaml");

  test("drivers by name, and a file for what it says", async () => {
    const changed = get(IGC).replace("descriptor: buff.rx_desc", "descriptor: buff.rx_desc + 16");
    const path = join(folder({ "igc/driver.yaml": changed }), "igc", "driver.yaml");
    const { code, out, err } = await cli(["diff", "igc", path]);
    expect({ code, err }).toEqual({ code: 1, err: "" });
    expect(out).toBe(`igc
  ways from XDP
    redefined  rx_desc.descriptor  buff.rx_desc → buff.rx_desc + 16

igc → ${path}
1 driver with 5 access points: 1 changed, 0 the same
`);
    expect((await cli(["diff", "igc", IGC])).code).toBe(0);
    expect((await cli(["diff", "igc", "igc"])).code).toBe(0);
    const { drivers, descriptors } = JSON.parse((await cli(["diff", path, "igc", "--json"])).out);
    expect(descriptors).toEqual([]);
    expect(drivers).toMatchObject([{ driver: "igc", outcome: "changed" }]);
  });

  test("a driver and a descriptor are not compared, and --kernel is for kernels", async () => {
    for (const [argv, message] of [
      [[IGC, "igc/rx-wb"], "a driver and a descriptor are not compared"],
      [[RX, IGC], "a driver and a descriptor are not compared"],
      [["igc", "igc/rx-wb"], "igc names 3 descriptors"],
      [["igc", "mlx5", "--kernel", "6.1", "--kernel", "6.12"], "--kernel is for kernels"],
    ] as const) {
      const { code, out, err } = await cli(["diff", ...argv]);
      expect({ code, out }).toEqual({ code: 2, out: "" });
      expect(err).toContain(message);
    }
  });

  test("kernels, with their versions", async () => {
    const fixtures = (name: string) => join(ROOT, "test", "verify", "fixtures-access", name);
    const kernels = (...more: string[]) =>
      cli(["diff", "virtio_net", "--btf", fixtures("6.1"), "--btf", fixtures("6.12"), ...more]);
    const { code, out } = await kernels("--kernel", "6.1", "--kernel", "6.12");
    expect(code).toBe(1);
    expect(out).toContain("    appeared  devrx      it is for kernels >=6.12 → fentry receive_buf\n");
    expect((await kernels()).out).not.toContain("receive_buf");
    expect((await kernels("--kernel", "6.1")).err).toContain("two versions are compared, not 1");
    expect((await kernels("--kernel", "6.1", "--kernel", "new")).err).toContain("new is no kernel version");
    const one = await cli(["diff", "igc/tx-context", "--btf", fixtures("6.1"), "--btf", fixtures("6.12")]);
    expect(one.out).not.toContain("driver");
  });
});
