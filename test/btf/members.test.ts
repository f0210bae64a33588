import { describe, expect, test } from "vitest";
import { type Btf, type Member, readBtf } from "../../src/btf/index.js";
import { handMade, rawBtf } from "./hand-made.js";
import { codeOf, fixture, iceFixture, idOf } from "./support.js";

const vmlinux = fixture("vmlinux-6.12");
const igc = fixture("igc-6.12");
const ice = iceFixture();

function short(btf: Btf, member: Member | undefined): string | undefined {
  if (member === undefined) return undefined;
  const { path, bitOffset, bitSize, type, byteOrder } = member;
  return `${path} @${bitOffset}+${bitSize} ${btf.typeName(type)} ${byteOrder}`;
}

describe("members", () => {
  test("are as they were declared", () => {
    const list = igc.members(idOf(igc, "union igc_adv_rx_desc")).map((member) => short(igc, member));
    expect(list).toEqual(["read @0+128 struct (anonymous) host", "wb @0+128 struct (anonymous) host"]);
  });

  test("go down to the values", () => {
    const list = igc.members(idOf(igc, "union igc_adv_rx_desc"), { flatten: "deep" });
    expect(list.map((member) => short(igc, member))).toEqual([
      "read.pkt_addr @0+64 __le64 little",
      "read.hdr_addr @64+64 __le64 little",
      "wb.lower.lo_dword.data @0+32 __le32 little",
      "wb.lower.lo_dword.hs_rss.pkt_info @0+16 __le16 little",
      "wb.lower.lo_dword.hs_rss.hdr_info @16+16 __le16 little",
      "wb.lower.hi_dword.rss @32+32 __le32 little",
      "wb.lower.hi_dword.csum_ip.ip_id @32+16 __le16 little",
      "wb.lower.hi_dword.csum_ip.csum @48+16 __le16 little",
      "wb.upper.status_error @64+32 __le32 little",
      "wb.upper.length @96+16 __le16 little",
      "wb.upper.vlan @112+16 __le16 little",
    ]);
  });

  test("of anonymous structs and unions stand in their place", () => {
    const sk = idOf(vmlinux, "struct sk_buff");
    const declared = vmlinux.members(sk);
    const flat = vmlinux.members(sk, { flatten: true });
    expect(declared.filter(({ name }) => name === "").length).toBeGreaterThan(0);
    expect(flat.filter(({ name }) => name === "")).toEqual([]);
    expect(
      short(
        vmlinux,
        flat.find(({ name }) => name === "vlan_proto"),
      ),
    ).toMatch(/^vlan_proto @\d+\+16 __be16 big$/);
    expect(flat.find(({ name }) => name === "ip_summed")).toMatchObject({ bitField: true, bitSize: 2 });
    expect(new Set(flat.map(({ path }) => path)).size).toBe(flat.length);
  });

  test("say what arrays are made of", () => {
    const cb = vmlinux.member(idOf(vmlinux, "struct sk_buff"), "cb");
    expect(cb).toMatchObject({ dimensions: [48], bitSize: 48 * 8 });
    expect(vmlinux.typeName(cb?.element ?? 0)).toBe("char");
    expect(vmlinux.typeName(cb?.type ?? 0)).toBe("char[48]");
  });

  test("are read from big-endian BTF", () => {
    const btf = readBtf(handMade());
    expect(btf.members(3, { flatten: true }).map((member) => short(btf, member))).toEqual([
      "a @0+3 u32 host",
      "b @3+5 u32 host",
      "len @32+32 __be32 big",
      "mode @64+32 enum mode host",
      "wide @64+32 u32[1] host",
    ]);
  });

  test("are found through typedefs and qualifiers", () => {
    const btf = readBtf(handMade());
    expect(btf.members(10)).toEqual(btf.members(3));
    expect(codeOf(() => btf.members(8))).toBe("id");
  });

  test("that are bit-fields of the old kind have the width of their integer", () => {
    // struct x { int y:3 } as before kind_flag: an integer of 3 bits that begin at its bit 5.
    const types = [1, 0x0100_0000, 4, 0x0105_0003, 1, 0x0400_0001, 8, 3, 1, 32];
    const [member] = readBtf(rawBtf(types, "\0x\0y\0")).members(2);
    expect(member).toMatchObject({ name: "y", bitField: true, bitOffset: 37, bitSize: 3 });
  });
});

describe("a path", () => {
  const desc = idOf(ice, "union ice_32b_rx_flex_desc");

  test("leads to a member", () => {
    expect(short(ice, ice.member(desc, "wb"))).toBe("wb @0+256 struct (anonymous) host");
    expect(short(ice, ice.member(desc, "wb.flex_ts.ts_high"))).toBe("wb.flex_ts.ts_high @224+32 __le32 little");
    expect(short(ice, ice.member(desc, "wb.flex_ts.flex.flex_meta5"))).toBe(
      "wb.flex_ts.flex.flex_meta5 @240+16 __le16 little",
    );
    expect(ice.member(desc, "wb.nothing")).toBeUndefined();
    expect(ice.member(desc, "wb.rxdid.deeper")).toBeUndefined();
  });

  test("leads into arrays", () => {
    const device = idOf(vmlinux, "struct net_device");
    const name = vmlinux.member(device, "name[3]");
    expect(name).toMatchObject({ bitSize: 8, dimensions: [] });
    expect(name?.bitOffset).toBe((vmlinux.member(device, "name")?.bitOffset ?? 0) + 24);
    expect(vmlinux.member(device, "name[16]")).toBeUndefined();
    expect(vmlinux.member(device, "name[1][1]")).toBeUndefined();
    expect(vmlinux.member(device, "mtu[0]")).toBeUndefined();
  });

  test("leads into flexible arrays, as far as one likes", () => {
    const btf = vmlinux;
    const flexible = [...btf.types()].find(
      (type) => type.kind === "struct" && type.name !== "" && btf.members(type.id).at(-1)?.dimensions[0] === 0,
    );
    const last = btf.members(flexible?.id ?? 0).at(-1);
    expect(last?.bitSize).toBe(0);
    expect(btf.member(flexible?.id ?? 0, `${last?.name}[7]`)?.path).toBe(`${last?.name}[7]`);
  });

  test.each(["", ".", "a.", "a b", "[0]", "a[", "a[-1]", "a..b"])("%j is none", (path) => {
    expect(codeOf(() => ice.member(desc, path))).toBe("string");
  });

  test("of every member leads to it", () => {
    for (const btf of [vmlinux, igc, ice]) {
      for (const type of btf.types({ base: true })) {
        if (type.kind !== "struct" && type.kind !== "union") continue;
        const members = btf.members(type.id, { flatten: "deep" }).filter(({ name }) => name !== "");
        const unique = members.filter(({ path }) => members.filter((other) => other.path === path).length === 1);
        for (const member of unique) expect(btf.member(type.id, member.path)).toEqual(member);
      }
    }
  });
});

test("a bit leads to its members", () => {
  const desc = idOf(igc, "union igc_adv_rx_desc");
  expect(igc.membersAt(desc, 47).map(({ path }) => path)).toEqual([
    "read.pkt_addr",
    "wb.lower.hi_dword.rss",
    "wb.lower.hi_dword.csum_ip.ip_id",
  ]);
  expect(igc.membersAt(desc, 128)).toEqual([]);
});
