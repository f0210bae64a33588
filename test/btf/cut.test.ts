import { describe, expect, test } from "vitest";
import { type Btf, cutTypes, readBtf, writeBtf } from "../../src/btf/index.js";
import { fixture, iceFixture, idOf } from "./support.js";

function alone(btf: Btf, names: readonly string[], follow = false): Btf {
  const { base, own } = cutTypes(
    btf,
    names.map((name) => idOf(btf, name)),
    { follow },
  );
  return readBtf(writeBtf([...base, ...own], { endian: btf.endian }));
}

/** All that a program can see of a type without following pointers. */
function layout(btf: Btf, cName: string) {
  const members = btf.members(idOf(btf, cName), { flatten: "deep" });
  return members.map(({ type, element, ...rest }) => ({
    ...rest,
    type: btf.typeName(type),
    element: btf.typeName(element),
  }));
}

describe("a cut", () => {
  const vmlinux = fixture("vmlinux-6.12");

  test("keeps the layout", () => {
    for (const name of ["struct sk_buff", "struct net_device", "struct xdp_buff"]) {
      const cut = alone(vmlinux, [name]);
      expect(layout(cut, name)).toEqual(layout(vmlinux, name));
      expect(cut.count).toBeLessThan(vmlinux.count);
    }
  });

  test("keeps functions", () => {
    const cut = alone(vmlinux, ["func stpcpy", "func SEQ_printf"]);
    for (const name of ["func stpcpy", "func SEQ_printf"])
      expect(cut.declaration(idOf(cut, name))).toBe(vmlinux.declaration(idOf(vmlinux, name)));
    expect(cut.find("fwd", "seq_file")).toBeDefined();
    expect(cut.find("struct", "seq_file")).toBeUndefined();
  });

  test("names each struct behind a pointer once", () => {
    const cut = alone(vmlinux, ["struct net_device"]);
    for (const type of cut.types()) if (type.kind === "fwd") expect(cut.findAll("fwd", type.name)).toHaveLength(1);
  });

  test("follows pointers if asked to", () => {
    const named = alone(vmlinux, ["struct sk_buff"]);
    const followed = alone(vmlinux, ["struct sk_buff"], true);
    expect(layout(followed, "struct sk_buff")).toEqual(layout(vmlinux, "struct sk_buff"));
    expect(followed.count).toBeGreaterThan(named.count);
  });

  test("needs nothing more of itself", () => {
    const once = alone(vmlinux, ["struct sk_buff"]);
    expect([...alone(once, ["struct sk_buff"]).types()]).toEqual([...once.types()]);
  });

  test("of split BTF can be split again", () => {
    const ice = iceFixture();
    const name = "struct ice_xdp_buff";
    const { base, own } = cutTypes(ice, [idOf(ice, name)]);
    const baseBtf = readBtf(writeBtf(base));
    const split = readBtf(writeBtf(own, { base: baseBtf }), baseBtf);
    expect(layout(split, name)).toEqual(layout(ice, name));
    expect(split.find("struct", "xdp_buff")?.id).toBeLessThan(split.firstId);
    expect(layout(alone(ice, [name]), name)).toEqual(layout(ice, name));
  });

  test("of nothing is empty", () => {
    expect(cutTypes(vmlinux, [])).toEqual({ base: [], own: [] });
  });
});
