import { binary, type Expr } from "../../src/expr/ast.js";
import type { Descriptor, Entry, Field, Metadata, MetadataItem, SliceField, WordType } from "../../src/model/types.js";

type SliceOptions = Partial<Omit<SliceField, "kind" | "key">> & { readonly at: number; readonly type: WordType };

const span = { start: 0, end: 0 };

/** A field of memory; without `msb` and `lsb`, its whole word. */
export function slice(key: string, options: SliceOptions): SliceField {
  const word = Number(options.type.replace(/\D/g, ""));
  const msb = options.msb ?? word - 1;
  const lsb = options.lsb ?? options.msb ?? 0;
  return {
    ...common(key, msb - lsb + 1),
    kind: "slice",
    entry: 0,
    of: "",
    view: "",
    reserved: false,
    mustBeZero: false,
    ...options,
    msb,
    lsb,
  };
}

export function common(key: string, width: number) {
  return {
    key,
    cName: key.replace(".", "_"),
    variant: key.includes(".") ? key.slice(0, key.indexOf(".")) : "",
    width,
    values: [],
    doc: "",
    unit: "",
    member: "",
    kernels: "",
    firmware: "",
  };
}

export function field(key: string, width: number): Expr {
  return { kind: "field", key, width, span };
}

function enumerator(name: string, value: bigint): Expr {
  return { kind: "enumerator", name, value, span };
}

function entry(name: string, size: number, offset = 0): Entry {
  return { name, offset, size, align: 8, doc: "" };
}

export function descriptor(
  name: string,
  size: number,
  fields: readonly Field[],
  more: Partial<Descriptor> = {},
): Descriptor {
  return {
    name,
    driver: name.split("/")[0] ?? "",
    id: name.replace(/\W/g, "_"),
    title: `the ${name} descriptor`,
    doc: "",
    direction: "rx",
    size,
    sizes: [size],
    entries: [entry("", size)],
    sources: ["drivers/net/ethernet/sample.h"],
    files: [`specs/${name}.yaml`],
    inputs: [],
    fields,
    reserved: [],
    metadata: [],
    ...more,
  };
}

function item(name: string, parts: readonly string[]): MetadataItem {
  return {
    name,
    title: name,
    doc: "",
    directions: ["rx"],
    kfunc: "",
    predicate: parts.length === 0,
    parts: parts.map((part) => ({ name: part, type: "u32", width: 32, unit: "", doc: "" })),
  };
}

/** Little-endian, with a 64-bit word cut in bits. */
export function little(): Descriptor {
  const bits = (key: string, msb: number, lsb: number, more: Partial<SliceField> = {}) =>
    slice(key, { at: 8, type: "le64", msb, lsb, of: "qword1", ...more });
  const hashed = binary("==", field("fltstat", 2), enumerator("rss_hash", 3n));
  const metadata: Metadata[] = [
    {
      item: item("rx_hash", ["hash", "type"]),
      answers: [
        {
          when: hashed,
          values: [
            { kind: "expression", expr: field("rss", 32) },
            { kind: "lookup", lookup: "i40e/ptypes", column: "hash_type", by: field("ptype", 8) },
          ],
          doc: "",
        },
      ],
      unsupported: "",
      inputs: [],
    },
    { item: item("rx_timestamp", ["timestamp"]), answers: [], unsupported: "only an index into registers", inputs: [] },
    { item: item("rx_queue", ["queue"]), answers: [], unsupported: "", inputs: [] },
    {
      item: item("rx_done", []),
      answers: [{ values: [{ kind: "expression", expr: field("dd", 1) }], doc: "" }],
      unsupported: "",
      inputs: [],
    },
  ];
  return descriptor(
    "i40e/sample",
    16,
    [
      slice("mirroring_status", { at: 0, type: "le16" }),
      slice("l2tag1", { at: 2, type: "le16", doc: "the stripped tag", valid: field("l2tag1p", 1) }),
      slice("rss", { at: 4, type: "le32", doc: "RSS hash", valid: hashed }),
      slice("qword1", { at: 8, type: "le64", member: "qword1.status_error_len" }),
      bits("dd", 0, 0),
      bits("eof", 1, 1),
      bits("l2tag1p", 2, 2),
      bits("fltstat", 13, 12, {
        values: [
          { name: "none", value: 0n },
          { name: "fd_id", value: 1n },
          { name: "rss_hash", value: 3n },
        ],
      }),
      bits("error", 26, 19),
      bits("ptype", 37, 30),
      bits("length_pbuf", 51, 38, { unit: "bytes" }),
      bits("sph", 63, 63),
      { ...common("mark", 32), kind: "split", parts: ["l2tag1", "mirroring_status"] },
    ],
    {
      kernel: { type: "union i40e_32byte_rx_desc", member: "wb" },
      metadata,
      reserved: [
        {
          entry: 0,
          span: { kind: "slice", slice: word64(11, 3) },
          variant: "",
          of: "qword1",
          view: "",
          mustBeZero: false,
          doc: "",
        },
        {
          entry: 0,
          span: { kind: "slice", slice: word64(18, 14) },
          variant: "",
          of: "qword1",
          view: "",
          mustBeZero: false,
          doc: "",
        },
        {
          entry: 0,
          span: { kind: "slice", slice: word64(29, 27) },
          variant: "",
          of: "qword1",
          view: "",
          mustBeZero: true,
          doc: "",
        },
        {
          entry: 0,
          span: { kind: "slice", slice: word64(62, 52) },
          variant: "",
          of: "qword1",
          view: "",
          mustBeZero: false,
          doc: "",
        },
      ],
    },
  );
}

function word64(msb: number, lsb: number) {
  return { entry: 0, at: 8, type: "le64" as const, msb, lsb };
}

/** Big-endian, with two views of the same bytes and a word of 24 bits. */
export function big(): Descriptor {
  return descriptor("mlx5/sample", 24, [
    slice("tunneled_etc", { at: 0, type: "u8" }),
    slice("rsvd0", { at: 1, type: "u8", reserved: true }),
    slice("wqe_id", { at: 2, type: "be16" }),
    slice("lro_tcppsh_abort_dupack", { at: 4, type: "u8", view: "lro" }),
    slice("lro_min_ttl", { at: 5, type: "u8", view: "lro" }),
    slice("lro_tcp_win", { at: 6, type: "be16", view: "lro" }),
    slice("header_size", { at: 6, type: "be16", view: "shampo" }),
    slice("timestamp", { at: 8, type: "be64" }),
    slice("sop_drop_qpn", { at: 16, type: "be32" }),
    slice("sop", { at: 16, type: "be32", msb: 31, lsb: 24, of: "sop_drop_qpn" }),
    slice("qpn", { at: 16, type: "be32", msb: 23, lsb: 0, of: "sop_drop_qpn" }),
    slice("check_sum", { at: 20, type: "be16" }),
    slice("vlan_info", { at: 22, type: "be16" }),
    slice("pcp", { at: 22, type: "be16", msb: 15, lsb: 13, view: "vlan" }),
    slice("vid", { at: 22, type: "be16", msb: 11, lsb: 0, view: "vlan" }),
  ]);
}

/** A selector and three cases, one of them not described; two ring entries; arrays. */
export function varied(): Descriptor {
  const rxdid = field("rxdid", 6);
  const nic = { name: "flex_nic", value: 2n };
  const isNic = binary("==", rxdid, enumerator(nic.name, nic.value));
  const isList = binary("==", rxdid, enumerator("list", 3n));
  return descriptor(
    "ice/sample",
    48,
    [
      slice("rxdid", { at: 0, type: "u8", msb: 5, lsb: 0, values: [nic, { name: "list", value: 3n }] }),
      slice("mir_id_umb_cast", { at: 0, type: "u8", msb: 7, lsb: 6 }),
      slice("pkt_len", { at: 2, type: "le16" }),
      slice("nic.rss_hash", { at: 4, type: "le32", valid: isNic }),
      slice("nic.flow_id", { at: 8, type: "le32", unaligned: false, valid: isNic } as SliceOptions),
      slice("nic.rsvd", { at: 12, type: "u8", array: { count: 20, stride: 1 }, reserved: true }),
      slice("list.addr", { at: 4, type: "le16", array: { count: 14, stride: 2 }, valid: isList }),
      slice("flags2", { at: 0, type: "le32", entry: 1 }),
    ],
    {
      sizes: [48],
      entries: [entry("", 32), { ...entry("ext", 16, 32), kernel: { type: "struct ext_entry" } }],
      reserved: [
        {
          entry: 0,
          span: { kind: "bytes", at: 1, size: 1 },
          variant: "",
          of: "",
          view: "",
          mustBeZero: false,
          doc: "",
        },
        {
          entry: 1,
          span: { kind: "bytes", at: 4, size: 12 },
          variant: "",
          of: "",
          view: "",
          mustBeZero: true,
          doc: "",
        },
      ],
      variants: {
        selector: rxdid,
        doc: "",
        cases: [
          {
            name: "nic",
            title: "the NIC profile",
            doc: "",
            kernel: { type: "struct flex_nic" },
            match: [nic],
            opaque: false,
            condition: isNic,
          },
          { name: "list", title: "", doc: "", match: [{ name: "list", value: 3n }], opaque: false, condition: isList },
          { name: "other", title: "", doc: "", match: [], opaque: true, condition: binary("!=", rxdid, rxdid) },
        ],
      },
    },
  );
}

/** A header whose size depends on features. */
export function growing(): Descriptor {
  return descriptor(
    "virtio_net/sample",
    20,
    [
      slice("flags", { at: 0, type: "u8" }),
      slice("gso_type", { at: 1, type: "u8" }),
      slice("hdr_len", { at: 2, type: "le16" }),
      slice("gso_size", { at: 4, type: "le16" }),
      slice("csum_start", { at: 6, type: "le16" }),
      slice("csum_offset", { at: 8, type: "le16" }),
      slice("num_buffers", { at: 10, type: "le16" }),
      slice("hash_value", { at: 12, type: "le32" }),
      slice("hash_report", { at: 16, type: "le16" }),
    ],
    { sizes: [10, 12, 18], size: 18, entries: [entry("", 18)] },
  );
}
