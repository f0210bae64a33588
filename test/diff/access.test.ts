/** Access points of two kernels: the shipped ones over the fixtures, and small ones over types made by hand. */
import { expect, test } from "vitest";
import { type BtfType, readBtf, writeBtf } from "../../src/btf/index.js";
import { compareAccess, type KernelSide } from "../../src/diff/access.js";
import { type Comparison, outcomeOf, type SectionKind } from "../../src/diff/change.js";
import { pointsOf } from "../../src/verify/access.js";
import { modelOfTexts } from "../harness/shipped.js";
import { ACCESS_KERNELS, DRIVERS } from "../verify/access-support.js";
import { mirrored, plain, said } from "./said.js";

const ALL = DRIVERS.map((driver) => ({ driver, points: pointsOf(driver) }));

function sideOf(name: string): KernelSide {
  const found = ACCESS_KERNELS.find((kernel) => kernel.name === name);
  if (found === undefined) throw new Error(`no fixture of ${name}`);
  return { types: found.sources, version: found.kernel };
}

/** By driver and section, what became of what: the texts of both sides are long. */
function between(before: string, after: string): Record<string, Partial<Record<SectionKind, string[]>>> {
  const changed = compareAccess(ALL, sideOf(before), sideOf(after)).filter((one) => outcomeOf(one) === "changed");
  return Object.fromEntries(changed.map(({ name, sections }) => [name, bySection(sections)]));
}

function bySection(sections: Comparison["sections"]) {
  return Object.fromEntries(
    sections
      .filter(({ changes }) => changes.length > 0)
      .map(({ kind, changes }) => [kind, changes.map((change) => `${change.kind} ${change.subject}`)]),
  );
}

test("6.1 to 6.12", () => {
  expect(between("6.1", "6.12")).toEqual({
    bnxt: { functions: ["redefined bnxt_rx_xdp"], members: ["appeared struct bnxt.rss_cap"] },
    ena: { functions: ["redefined ena_xmit_common"] },
    gve: {
      ways: ["appeared gqi_ring", "appeared dqo_ring_without_clock", "appeared dqo_ring"],
      hooks: ["appeared devtx_complete_skb_untyped"],
      members: ["appeared struct gve_rx_ring.xdp_rxq"],
    },
    i40e: {
      ways: ["replaced next_to_clean"],
      functions: ["redefined tracepoint i40e_clean_rx_irq"],
      members: ["appeared struct i40e_ring.next_to_process"],
    },
    ice: {
      ways: ["appeared eop_desc"],
      hooks: ["appeared devtx_submit_xdp"],
      functions: ["redefined ice_process_skb_fields", "appeared __ice_xmit_xdp_ring"],
      members: ["appeared struct ice_xdp_buff"],
    },
    igc: {
      ways: ["replaced next_to_clean"],
      hooks: ["appeared devrx_xdp"],
      members: ["appeared struct igc_xdp_buff", "appeared struct igc_inline_rx_tstamps"],
    },
    mlx4: { ways: ["appeared cqe", "appeared ts_cqe"], members: ["appeared struct mlx4_en_xdp_buff"] },
    mlx5: {
      ways: ["appeared cqe"],
      hooks: [
        "appeared devrx_skb",
        "appeared devrx_skb_nonlinear",
        "appeared devrx_skb_mpwrq",
        "appeared devrx_skb_mpwrq_nonlinear",
        "appeared devrx_skb_xsk",
        "appeared devrx_skb_xsk_mpwrq",
        "appeared devrx_xdp",
        "appeared devtx_complete_xdp",
      ],
      functions: [
        "redefined mlx5e_skb_from_cqe_linear",
        "redefined mlx5e_skb_from_cqe_nonlinear",
        "redefined mlx5e_skb_from_cqe_mpwrq_linear",
        "redefined mlx5e_skb_from_cqe_mpwrq_nonlinear",
        "redefined mlx5e_xsk_skb_from_cqe_linear",
        "redefined mlx5e_xsk_skb_from_cqe_mpwrq_linear",
        "redefined mlx5e_xdp_handle",
        "redefined mlx5e_free_xdpsq_desc",
      ],
      members: [
        "retyped struct mlx5e_xdpsq.db.xdpi_fifo.xi",
        "appeared struct mlx5e_xdp_buff",
        "appeared union mlx5e_xdp_info",
      ],
    },
    veth: { ways: ["appeared skb"], members: ["appeared struct sk_buff.vlan_all", "appeared struct veth_xdp_buff"] },
    virtio_net: {
      ways: ["appeared xsk"],
      hooks: ["appeared devrx", "appeared devrx_skb", "appeared devrx_xdp"],
      functions: ["appeared virtnet_receive_done", "appeared virtnet_xdp_handler"],
      members: ["appeared struct receive_queue.xsk_rxq_info", "appeared struct net_device.priv"],
    },
    vmxnet3: {
      ways: ["appeared next2proc"],
      hooks: ["appeared devrx", "appeared devrx_xdp"],
      functions: ["appeared vmxnet3_process_xdp", "appeared vmxnet3_run_xdp"],
      members: ["appeared struct vmxnet3_rx_queue.xdp_rxq"],
    },
  });
});

test("6.12 to 7.3", () => {
  expect(between("6.12", "7.3")).toEqual({
    bnxt: {
      ways: ["appeared rxcmp"],
      hooks: ["appeared devrx_xdp"],
      members: ["resized struct bnxt_ptp_cfg.old_time", "appeared struct bnxt_xdp_buff"],
    },
    gve: {
      ways: ["replaced dqo_ring_without_clock"],
      hooks: ["replaced devtx_complete_skb_untyped", "appeared devtx_submit_xdp", "appeared devtx_complete_xdp"],
      functions: ["appeared gve_xdp_xmit_one_dqo"],
      members: [
        "appeared struct gve_priv.last_sync_nic_counter",
        "appeared struct gve_tx_pending_packet_dqo.type",
        "appeared struct gve_tx_pending_packet_dqo.xdpf",
        "appeared struct gve_xdp_buff",
      ],
    },
    iavf: {
      hooks: [
        "replaced devrx_only_legacy",
        "replaced devrx_skb_only_legacy",
        "appeared devrx_flex",
        "appeared devrx_skb_flex",
      ],
      functions: ["redefined tracepoint iavf_clean_rx_irq", "redefined tracepoint iavf_clean_rx_irq_rx"],
      members: ["appeared struct iavf_ring.rxdid", "appeared struct iavf_ring.ptp", "appeared struct iavf_ptp"],
    },
    ice: {
      ways: ["replaced eop_desc"],
      members: ["vanished struct ice_xdp_buff", "appeared struct libeth_xdp_buff"],
    },
    igb: {
      ways: ["replaced next_to_clean"],
      hooks: ["appeared devrx_skb"],
      functions: ["appeared igb_process_skb_fields"],
      members: ["appeared struct igb_ring.xsk_pool"],
    },
  });
});

test("what each side says: the container of ice, the `cqe` of mlx5", () => {
  const of = (before: string, after: string, driver: string) => {
    const found = compareAccess(ALL, sideOf(before), sideOf(after)).find(({ name }) => name === driver);
    return found?.sections.flatMap((section) => said(section)) ?? [];
  };
  expect(of("6.12", "7.3", "ice")).toEqual([
    "replaced eop_desc: eop_desc: buff.eop_desc of struct ice_xdp_buff → libeth: buff.desc of struct libeth_xdp_buff",
    "vanished struct ice_xdp_buff: 72 bytes → ",
    "appeared struct libeth_xdp_buff:  → 64 bytes",
  ]);
  expect(of("6.1", "6.12", "mlx5")).toContain(
    "redefined mlx5e_skb_from_cqe_linear: " +
      "struct sk_buff *mlx5e_skb_from_cqe_linear(struct mlx5e_rq *rq, struct mlx5e_wqe_frag_info *wi, u32 cqe_bcnt) → " +
      "struct sk_buff *mlx5e_skb_from_cqe_linear(struct mlx5e_rq *rq, struct mlx5e_wqe_frag_info *wi, " +
      "struct mlx5_cqe64 *cqe, u32 cqe_bcnt)",
  );
  expect(of("6.1", "6.12", "ice")).toContain(
    "appeared eop_desc: the kernel has no struct ice_xdp_buff → buff.eop_desc of struct ice_xdp_buff",
  );
});

test.each(ACCESS_KERNELS)("Linux $name is as itself", ({ name }) => {
  const comparisons = compareAccess(ALL, sideOf(name), sideOf(name));
  expect(comparisons.flatMap(({ sections }) => sections.flatMap(({ changes }) => changes))).toEqual([]);
  expect(comparisons.map(outcomeOf).filter((outcome) => outcome !== "same")).toEqual([]);
});

test.each([
  ["6.1", "6.12"],
  ["6.12", "7.3"],
  ["6.1", "7.3"],
])("%s to %s, backwards: the mirror image", (before, after) => {
  const changesOf = (old: string, now: string) =>
    compareAccess(ALL, sideOf(old), sideOf(now)).flatMap(({ sections }) =>
      // What was replaced is called by its earlier name.
      sections.flatMap(({ changes }) => changes.map((change) => ({ ...change, subject: subjectOf(change) }))),
    );
  const subjectOf = ({ kind, subject }: { kind: string; subject: string }) => (kind === "replaced" ? "" : subject);
  const there = changesOf(before, after);
  expect(changesOf(after, before).map(plain).sort()).toEqual(there.map(mirrored).sort());
  expect(there.length).toBeGreaterThanOrEqual(20);
});

test("every point of a driver that both kernels have is compared, and what it goes through", () => {
  const total = (before: string, after: string) => {
    const sections = compareAccess(ALL, sideOf(before), sideOf(after)).flatMap((comparison) => comparison.sections);
    const of = (...kinds: SectionKind[]) =>
      sections.filter(({ kind }) => kinds.includes(kind)).reduce((sum, { compared }) => sum + compared, 0);
    return { points: of("ways", "hooks"), functions: of("functions"), members: of("members") };
  };
  const [first, second] = [total("6.1", "6.12"), total("6.12", "7.3")];
  console.log(JSON.stringify([first, second]));
  for (const { points, functions, members } of [first, second]) {
    expect(points).toBeGreaterThanOrEqual(55);
    expect(functions).toBeGreaterThanOrEqual(39);
    expect(members).toBeGreaterThanOrEqual(210);
  }
});

/** Ids of the types that every kernel made by hand begins with. */
const [U8, U32, U64, CHAR, XDP_BUFF, DRV_BUFF] = [1, 2, 3, 4, 5, 6];
const [POINTER, PROTO, FUNC] = [7, 8, 9];

interface Made {
  readonly members?: readonly (readonly [name: string, type: number, byte: number])[];
  readonly params?: readonly (readonly [name: string, type: number])[];
  readonly buff?: string;
  readonly begins?: number;
  readonly signedChar?: boolean;
}

function int(id: number, name: string, size: number, signed = false): BtfType {
  return { id, kind: "int", name, size, bits: size * 8, bitOffset: 0, signed, char: false, bool: false };
}

function kernel({
  members = [["cookie", U32, 8]],
  params = [
    ["buff", POINTER],
    ["length", U32],
  ],
  buff = "drv_buff",
  begins = XDP_BUFF,
  signedChar = false,
}: Made = {}): KernelSide {
  const all = [["xdp", begins, 0] as const, ...members];
  const types: BtfType[] = [
    int(U8, "u8", 1),
    int(U32, "u32", 4),
    int(U64, "u64", 8),
    int(CHAR, "char", 1, signedChar),
    {
      id: XDP_BUFF,
      kind: "struct",
      name: "xdp_buff",
      size: 8,
      members: [{ name: "data", type: POINTER, bitOffset: 0, bitSize: 0 }],
    },
    {
      id: DRV_BUFF,
      kind: "struct",
      name: buff,
      size: 32,
      members: all.map(([member, type, byte]) => ({ name: member, type, bitOffset: byte * 8, bitSize: 0 })),
    },
    { id: POINTER, kind: "ptr", name: "", type: DRV_BUFF },
    {
      id: PROTO,
      kind: "func_proto",
      name: "",
      returns: 0,
      variadic: false,
      params: params.map(([param, type]) => ({ name: param, type })),
    },
    { id: FUNC, kind: "func", name: "drv_receive", type: PROTO, linkage: "static" },
  ];
  return { types: [{ name: "drv", btf: readBtf(writeBtf(types, { endian: "little" })) }] };
}

const RX = `nicdesc: 1
descriptor: drv/rx
title: A descriptor
direction: rx
size: 4
sources: [a test]
fields:
  word: { at: 0, type: le32, doc: a word }
`;
const DRIVER = `nicdesc: 1
driver: drv
title: A driver
modules: [drv]
names: [drv]
formats: { all: { descriptors: [drv/rx] } }
types:
  struct drv_buff: { cookie: u32, tag: u8 }
xdp:
  first:
    format: all
    reads: drv/rx
    buff: struct drv_buff
    descriptor: buff.cookie
  second:
    format: all
    reads: drv/rx
    buff: struct drv_buff
    absent: [struct drv_buff.cookie]
    descriptor: buff.tag
hooks:
  devrx:
    attach: fentry
    function: drv_receive
    args: { buff: struct drv_buff *, length: u32 }
    reads: drv/rx
    descriptor: buff
    kernels: ">=6.5"
`;

const [DRV] = modelOfTexts([
  { name: "drv/rx", text: RX },
  { name: "drv/driver", text: DRIVER },
]).drivers;

function changes(before: KernelSide, after: KernelSide): string[] {
  if (DRV === undefined) throw new Error("no driver");
  const [comparison] = compareAccess([{ driver: DRV, points: pointsOf(DRV) }], before, after);
  return (comparison?.sections ?? []).flatMap((section) => said(section));
}

test("a member that lies elsewhere is the same to a program", () => {
  expect(changes(kernel(), kernel({ members: [["cookie", U32, 16]] }))).toEqual([]);
});

test("a member of another width, of another type", () => {
  expect(changes(kernel(), kernel({ members: [["cookie", U64, 8]] }))).toEqual([
    "vanished first: buff.cookie of struct drv_buff → " +
      "struct drv_buff.cookie: it is u32, the kernel's is 8 bytes wide",
    "resized struct drv_buff.cookie: u32 cookie → u64 cookie",
  ]);
  expect(changes(kernel({ members: [["cookie", U64, 8]] }), kernel({ members: [["cookie", POINTER, 8]] }))).toEqual([
    "retyped struct drv_buff.cookie: u64 cookie → struct drv_buff *cookie",
  ]);
});

test("whether a plain char is signed is no change", () => {
  const withChar = (signedChar: boolean) => kernel({ members: [["cookie", CHAR, 8]], signedChar });
  expect(changes(withChar(false), withChar(true))).toEqual([]);
});

test("a member that vanished, for which another way stands in", () => {
  expect(changes(kernel(), kernel({ members: [["tag", U8, 8]] }))).toEqual([
    "replaced first: first: buff.cookie of struct drv_buff → second: buff.tag of struct drv_buff",
    "vanished struct drv_buff.cookie: u32 cookie → ",
    "appeared struct drv_buff.tag:  → u8 tag",
  ]);
});

test("a struct that is no buffer any more", () => {
  expect(changes(kernel(), kernel({ begins: POINTER }))).toEqual([
    "vanished first: buff.cookie of struct drv_buff → " +
      "struct drv_buff: struct drv_buff does not begin with a struct xdp_buff",
  ]);
});

test("a struct that vanished, with its members", () => {
  expect(changes(kernel(), kernel({ buff: "other_buff" }))).toEqual([
    "vanished first: buff.cookie of struct drv_buff → the kernel has no struct drv_buff",
    "vanished devrx: fentry drv_receive → " +
      "buff: it is struct drv_buff *, the kernel's is a pointer to struct other_buff",
    "redefined drv_receive: void drv_receive(struct drv_buff *buff, u32 length) → " +
      "void drv_receive(struct other_buff *buff, u32 length)",
    "vanished struct drv_buff: 32 bytes → ",
  ]);
});

test("a function with other parameters: the hook goes where it needs them", () => {
  const redefined = (params: string) =>
    `redefined drv_receive: void drv_receive(struct drv_buff *buff, u32 length) → void drv_receive(${params})`;
  const more = [["buff", POINTER] as const, ["length", U32] as const, ["flags", U8] as const];
  expect(changes(kernel(), kernel({ params: more }))).toEqual([
    redefined("struct drv_buff *buff, u32 length, u8 flags"),
  ]);
  const swapped = [["length", U32] as const, ["buff", POINTER] as const];
  expect(changes(kernel(), kernel({ params: swapped }))).toEqual([
    "vanished devrx: fentry drv_receive → buff: it is parameter 1, the kernel's `buff` is parameter 2",
    redefined("u32 length, struct drv_buff *buff"),
  ]);
});

test("where the kernels are known, a point for some only", () => {
  const at = (major: number, minor: number) => ({ ...kernel(), version: { major, minor } });
  expect(changes(at(6, 4), at(6, 5))).toEqual(["appeared devrx: it is for kernels >=6.5 → fentry drv_receive"]);
  expect(changes(at(6, 5), at(6, 12))).toEqual([]);
  expect(changes(kernel(), at(6, 4))).toEqual(["vanished devrx: fentry drv_receive → it is for kernels >=6.5"]);
});

test("a driver that one kernel has not, and one that neither has", () => {
  expect(changes({ types: [] }, kernel())).toEqual(["appeared modules:  → drv"]);
  expect(changes(kernel(), { types: [] })).toEqual(["vanished modules: drv → "]);
  expect(changes({ types: [] }, { types: [] })).toEqual([]);
});
