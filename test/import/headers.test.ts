/** What headers propose, beside the shipped specs. The fixtures in `headers` have the names and numbers of Linux 6.12. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Btf } from "../../src/btf/index.js";
import { readHeaders } from "../../src/import/c/header.js";
import { type ImportOptions, importSpec } from "../../src/import/import.js";
import { bitsRequest } from "../../src/import/selections.js";
import { type Descriptor, isWholeWord, type SliceField } from "../../src/model/types.js";
import { bitsOfSlice, sameBits } from "../../src/verify/memory.js";
import { verifyDescriptor } from "../../src/verify/verify.js";
import { modelWith, shippedModel } from "../harness/shipped.js";
import { KERNELS } from "../verify/support.js";

const TAKEN = shippedModel().vocabulary.items.map(({ name }) => name);

interface Case {
  readonly spec: string;
  readonly header: string;
  readonly type: string;
  readonly member?: string;
  readonly entry?: number;
  readonly bits: readonly string[];
  /** Bit-fields inside words that the spec has; of these proposed with the same bits; of these under the same name. */
  readonly found: readonly [all: number, bits: number, names: number];
  /** What `kernel` says of them, and how much of it the fixtures of 6.12 have. */
  readonly named: readonly [all: number, agreeing: number];
  /** Proposed without `bits`, in whatever word, with the same place in it and the end of the name. */
  readonly alone: number;
}

const CASES: readonly Case[] = [
  {
    spec: "i40e/rx-16",
    header: "i40e.h",
    type: "union i40e_16byte_rx_desc",
    member: "wb",
    bits: [
      "qword1.status_error_len=I40E_RXD_QW1",
      "status_error_len=I40E_RX_PROG_STATUS_DESC_QW1",
      "status_error_len=I40E_RX_PROG_STATUS_DESC_F*_SHIFT@I40E_RX_PROG_STATUS_DESC_QW1_ERROR_SHIFT",
      "status_error_len=I40E_RX_PROG_STATUS_DESC_NO*_SHIFT@19",
    ],
    found: [35, 34, 33],
    named: [37, 32],
    alone: 28,
  },
  {
    spec: "ice/rx-flex",
    header: "ice.h",
    type: "union ice_32b_rx_flex_desc",
    member: "wb",
    bits: [
      "status_error0=ICE_RX_FLEX_DESC_STATUS0",
      "status_error1=ICE_RX_FLEX_DESC_STATUS1",
      "ptype_flex_flags0=ICE_RX_FLEX_DESC_PTYPE",
      "pkt_len=ICE_RX_FLX_DESC_PKT_LEN",
      "time_stamp_low=ICE_PTP_TS_VALID",
    ],
    found: [28, 21, 19],
    named: [18, 18],
    alone: 18,
  },
  {
    spec: "igc/rx-wb",
    header: "igc.h",
    type: "union igc_adv_rx_desc",
    bits: [
      "wb.upper.status_error=IGC_RXD_STAT",
      "wb.upper.status_error=IGC_RXDADV_STAT",
      "wb.upper.status_error=IGC_RXDEXT_STATERR",
      "wb.lower.lo_dword.data=IGC_RSS_TYPE",
    ],
    found: [16, 12, 12],
    named: [10, 10],
    alone: 10,
  },
  {
    spec: "mlx5/cqe64",
    header: "mlx5.h",
    type: "struct mlx5_cqe64",
    bits: [
      "hds_ip_ext=CQE_L?_OK",
      "rss_hash_type=CQE_RSS_HTYPE",
      "ml_path=MLX5E_CE_BIT_MASK",
      "sop_drop_qpn=MLX5E_TC_FLOW_ID_MASK",
      "op_own=MLX5_CQE_OWNER_MASK",
    ],
    found: [30, 8, 4],
    named: [6, 6],
    alone: 5,
  },
  {
    spec: "bnxt/rx-cmp",
    header: "bnxt.h",
    type: "struct rx_cmp",
    bits: [
      "rx_cmp_len_flags_type=RX_CMP_CMP_TYPE",
      "rx_cmp_len_flags_type=RX_CMP_FLAGS",
      "rx_cmp_len_flags_type=RX_CMP_LEN",
      "rx_cmp_misc_v1=RX_CMP_V1",
      "rx_cmp_misc_v1=RX_CMP_AGG_BUFS",
      "rx_cmp_misc_v1=RX_CMP_RSS_HASH_TYPE",
      "rx_cmp_misc_v1=RX_CMP_PAYLOAD_OFFSET",
      "rx_cmp_misc_v1=RX_CMP_SUB_NS_TS",
      "rx_cmp_misc_v1=RX_CMP_V3",
      "rx_cmp_misc_v1=RX_CMP_METADATA1",
    ],
    found: [16, 14, 8],
    named: [0, 0],
    alone: 15,
  },
  {
    spec: "bnxt/rx-cmp",
    header: "bnxt.h",
    type: "struct rx_cmp_ext",
    entry: 1,
    bits: [
      "rx_cmp_flags2=RX_CMP_FLAGS2_*C*_CALC",
      "rx_cmp_flags2=RX_CMP_FLAGS2_META_FORMAT_VLAN",
      "rx_cmp_meta_data=RX_CMP_FLAGS2_METADATA",
      "rx_cmp_cfa_code_errors_v2=RX_CMP_V",
      "rx_cmp_cfa_code_errors_v2=RX_CMPL",
    ],
    found: [21, 20, 13],
    named: [0, 0],
    alone: 20,
  },
  {
    spec: "ena/rx-cdesc",
    header: "ena.h",
    type: "struct ena_eth_io_rx_cdesc_base",
    bits: ["status=ENA_ETH_IO_RX_CDESC_BASE"],
    found: [12, 12, 12],
    named: [9, 9],
    alone: 12,
  },
];

const SOURCES = KERNELS.find(({ name }) => name === "6.12")?.sources ?? [];

function btfWith(type: string): Btf {
  const found = SOURCES.find(({ btf }) => btf.findNamed(type) !== undefined);
  if (found === undefined) throw new Error(`no fixture has ${type}`);
  return found.btf;
}

function headersOf({ header }: Case) {
  return readHeaders([{ name: header, text: readFileSync(join(import.meta.dirname, "headers", header), "utf8") }]);
}

function textOf(one: Case, bits: readonly string[], headers = headersOf(one)): string {
  const { spec, type, member } = one;
  const options: ImportOptions = { type, name: spec, taken: TAKEN, headers, bits: bits.map(bitsRequest) };
  return importSpec(btfWith(type), member === undefined ? options : { ...options, member });
}

function modelled(one: Case, text: string): Descriptor {
  const [descriptor] = modelWith(one.spec, text).descriptors;
  if (descriptor === undefined) throw new Error("no descriptor");
  return descriptor;
}

/** Bit-fields that types alone do not give: those that C has as macros. */
function piecesIn(descriptor: Descriptor, entry = 0): SliceField[] {
  return descriptor.fields.filter(
    (field): field is SliceField =>
      field.kind === "slice" &&
      field.entry === entry &&
      !field.reserved &&
      (field.of !== "" || (!isWholeWord(field) && field.view !== "shampo" && field.member === "")),
  );
}

function samePiece(a: SliceField, b: SliceField): boolean {
  return sameBits(bitsOfSlice(a, "little"), bitsOfSlice(b, "little"));
}

function alike(field: SliceField, { key, msb, lsb }: SliceField): boolean {
  return (
    msb === field.msb && lsb === field.lsb && `.${field.key}`.replace(/_/g, ".").endsWith(`.${key.replace(/_/g, ".")}`)
  );
}

/** For each group of comments the text in which these are fields; the text as it is, too. */
function choices(text: string): string[] {
  const parts = text.split(/^(?= {2}# proposed )/m);
  const opened = parts.map((part) => part.replace(/^ {2}# (\w+: \{)/gm, "  $1"));
  return [text, ...parts.flatMap((part, i) => (opened[i] === part ? [] : [parts.with(i, opened[i] ?? "").join("")]))];
}

const totals = { all: 0, bits: 0, names: 0, alone: 0, named: 0, agreeing: 0 };

describe.each(CASES)("$spec from $header, $type", (one) => {
  const shipped = shippedModel().descriptors.find(({ name }) => name === one.spec);
  const wanted = shipped === undefined ? [] : piecesIn(shipped, one.entry);

  test("fields in the words that are said", () => {
    const proposed = piecesIn(modelled(one, textOf(one, one.bits)));
    const same = wanted.filter((field) => proposed.some((other) => samePiece(field, other)));
    const named = same.filter((field) =>
      proposed.some((other) => samePiece(field, other) && other.key === field.key.replace(/.*\./, "")),
    );
    totals.all += wanted.length;
    totals.bits += same.length;
    totals.names += named.length;
    expect([wanted.length, same.length, named.length]).toEqual(one.found);
  });

  test("is verified at once: what the kernel's enumerators say of the fields", () => {
    const descriptor = modelled(one, textOf(one, one.bits));
    const { fields } = verifyDescriptor(descriptor, SOURCES, { kernel: { major: 6, minor: 12 } });
    const named = fields.flatMap((field) => field.named);
    expect(named.filter(({ status }) => status === "differs")).toEqual([]);
    const agreeing = named.filter(({ status }) => status === "agrees").length;
    totals.named += named.length;
    totals.agreeing += agreeing;
    expect([named.length, agreeing]).toEqual(one.named);
  });

  test("without being told: what is proposed lints, as comments and as fields", () => {
    const texts = choices(textOf(one, []));
    expect(texts.length).toBeGreaterThan(1);
    const proposed = texts.flatMap((text) => piecesIn(modelled(one, text)));
    const same = wanted.filter((field) => proposed.some((other) => alike(field, other)));
    totals.alone += same.length;
    expect(same.length).toBe(one.alone);
  });
});

test("bit-fields proposed", () => {
  const { all, bits, names, alone, named, agreeing } = totals;
  console.log(`${bits} of ${all} bit-fields with the same bits, ${names} also with the same name; ${alone} untold`);
  console.log(`${named} of their shifts, masks, widths and values are said by enumerators, ${agreeing} agree`);
  expect(totals).toEqual({ all: 158, bits: 121, names: 101, alone: 108, named: 80, agreeing: 75 });
});

describe("what is asked for", () => {
  const ena = CASES.find(({ header }) => header === "ena.h") as Case;
  const made = (text: string) => readHeaders([{ name: "made.h", text }]);
  const fieldsOf = (text: string) => text.split("\n").filter((line) => / of: /.test(line));

  test("the fields stand behind their word, with the bits that nobody names", () => {
    const text = textOf(ena, ["status=DRV_*_X"], made("#define DRV_A_X GENMASK(7, 4)\n#define DRV_B_X BIT(5)"));
    expect(text).toContain(`
  status: { at: 0, type: u32 }
  # proposed from made.h: DRV_*_X
  a_x: { of: status, bits: 7..4, overlaps: [b_x] }
  b_x: { of: status, bits: 5 }
  rsvd_0: { of: status, bits: 3..0, reserved: true }
  rsvd_8: { of: status, bits: 31..8, reserved: true }
`);
  });

  test("positions may count from a number or a macro", () => {
    const headers = made("#define BASE 8\nenum drv_bits { DRV_A_SHIFT, DRV_B_SHIFT = 3, /* 2 bits */ DRV_LAST };");
    for (const base of ["8", "BASE"])
      expect(fieldsOf(textOf(ena, [`status=DRV@${base}`], headers)).slice(0, 2)).toEqual([
        "  a: { of: status, bits: 8, kernel: { shift: DRV_A_SHIFT, from: 8 } }",
        "  b: { of: status, bits: 12..11, kernel: { shift: DRV_B_SHIFT, from: 8 } }",
      ]);
  });

  test("values: of an enum by its name, of macros inside the field's mask", () => {
    const headers = made(`#define DRV_KIND_MASK (0x7 << 4)
#define DRV_MODES 0x300
#define DRV_MODE_OFF (0 << 8)
#define DRV_MODE_ON (1 << 8)
#define DRV_MODE_AUTO (3 << 8)
enum drv_kind { DRV_KIND_NONE, DRV_KIND_4TH = 4, DRV_KIND_NULL = 5, DRV_KIND_SAME = 5, DRV_KIND_MAX };`);
    expect(fieldsOf(textOf(ena, ["status=DRV"], headers)).filter((line) => line.includes("values"))).toEqual([
      "  kind: { of: status, bits: 6..4, values: { none: 0, v_4th: 4, null_: 5 } }",
      "  modes: { of: status, bits: 9..8, values: { off: 0, on: 1, auto_: 3 } }",
    ]);
  });

  test("enumerators, which BTF has too, go into `kernel`; macros do not", () => {
    const headers = made(`enum drv_bits {
	DRV_DONE = 1 << 0,
	DRV_KIND_SHIFT = 1, DRV_KIND_MASK = 0xe,
	DRV_MODE_SHIFT = 4, DRV_MODE_WIDTH = 2,
	DRV_FROM0_SHIFT = 6, DRV_FROM0_MASK = 3,
	DRV_WHAT = 3 << 8, DRV_WHAT_ON = 1 << 8, DRV_WHAT_ALL = 3 << 8,
};
#define DRV_MACRO_MASK 0xc00
#define DRV_HALF_SHIFT 12
enum { DRV_HALF_MASK = 0x3000 };
enum drv_kind { DRV_KIND_NONE, DRV_KIND_ONE };
enum drv_mode { DRV_MODE_OFF, DRV_MODE_ON, DRV_LAST };
enum { DRV_MACRO_NONE, DRV_MACRO_1 = 1 };
enum drv_half { DRV_HALF_NONE, DRV_HALF_ALL };`);
    expect(fieldsOf(textOf(ena, ["status=DRV"], headers)).filter((line) => !line.includes("reserved"))).toEqual([
      "  done: { of: status, bits: 0, kernel: { mask: DRV_DONE } }",
      "  kind: { of: status, bits: 3..1, values: { none: 0, one: 1 }, kernel: { shift: DRV_KIND_SHIFT, mask: DRV_KIND_MASK, enum: drv_kind } }",
      "  mode: { of: status, bits: 5..4, values: { off: 0, on: 1 }, kernel: { shift: DRV_MODE_SHIFT, width: DRV_MODE_WIDTH, enum: drv_mode, prefix: DRV_MODE_ } }",
      "  from0: { of: status, bits: 7..6, kernel: { shift: DRV_FROM0_SHIFT } }",
      "  what: { of: status, bits: 9..8, values: { on: 1, all: 3 }, kernel: { mask: DRV_WHAT, prefix: DRV_WHAT_, in_place: true } }",
      "  macro: { of: status, bits: 11..10, values: { none: 0, v_1: 1 } }",
      "  half: { of: status, bits: 13..12, values: { none: 0, all: 1 }, kernel: { mask: DRV_HALF_MASK, enum: drv_half } }",
    ]);
  });

  test("names that meet, are words of C, or have no letter in front", () => {
    const headers = made(
      "#define D_LENGTH BIT(0)\n#define D_DEFAULT BIT(1)\n#define D_8021Q BIT(2)\n#define D_RX_HASH BIT(3)",
    );
    const text = textOf(ena, ["status=D"], headers);
    modelled(ena, text);
    expect(fieldsOf(text).map((line) => line.trim().split(":")[0])).toEqual([
      "status_length",
      "default_",
      "f_8021q",
      "status_rx_hash",
      "rsvd_4",
    ]);
  });

  test("nothing is proposed that the word has no bits for, that has holes, or that only counts", () => {
    const headers = made(`#define D_WIDE GENMASK_ULL(40, 0)
#define D_HOLES 0x5
#define D_NONE 0x0
#define D_SIZE 16
#define D_LONE_SHIFT 3
#define D_KINDS_MAX 0x8
#define D_GOOD 0x10`);
    expect(fieldsOf(textOf(ena, ["status=D"], headers)).map((line) => line.trim())).toEqual([
      "good: { of: status, bits: 4 }",
      "rsvd_0: { of: status, bits: 3..0, reserved: true }",
      "rsvd_5: { of: status, bits: 31..5, reserved: true }",
    ]);
  });

  test("the same twice, all in one word, and words of every width lint", () => {
    for (const one of CASES) {
      const words = [...new Set(one.bits.map((text) => text.replace(/=.*/, "")))];
      const stems = one.bits.map((text) => text.replace(/^[^=]*=/, ""));
      const all = words.flatMap((word) => stems.map((stem) => `${word}=${stem}`));
      modelled(one, textOf(one, [...all, ...one.bits]));
    }
  });

  test("what cannot be answered is said", () => {
    const errorOf = (bits: string) => () => textOf(ena, [bits]);
    expect(errorOf("status")).toThrow("status is not <member>=<stem>");
    expect(errorOf("stats=ENA_ETH_IO_RX_CDESC_BASE")).toThrow("the descriptor has no whole word stats");
    expect(errorOf("status=ENA_ETH_IO_RX_CDESC_BAS")).toThrow(
      "the headers define nothing like ENA_ETH_IO_RX_CDESC_BAS",
    );
    expect(errorOf("status=ENA_ETH_IO_RX_CDESC_BASE@NO")).toThrow("the headers have no number for NO");
    expect(errorOf("status=ENA_ETH_IO_RX_CDESC_BASE@64")).toThrow("a word has no bit 64");
  });
});
