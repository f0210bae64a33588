import { describe, expect, test } from "vitest";
import { type BtfType, readBtf, writeBtf } from "../../src/btf/index.js";
import { handMade } from "./hand-made.js";
import { fixture, iceFixture, idOf } from "./support.js";

const vmlinux = fixture("vmlinux-6.12");

describe("the name of a type", () => {
  const btf = readBtf(handMade());

  test.each([
    [0, "void"],
    [1, "u32"],
    [2, "__be32"],
    [3, "struct pkt"],
    [4, "union (anonymous)"],
    [5, "u32[1]"],
    [6, "enum mode"],
    [7, "enum wide"],
    [8, "struct pkt *"],
    [9, "const struct pkt"],
    [10, "volatile const struct pkt"],
    [11, "struct pkt *restrict"],
    [12, "union run"],
    [13, "u32 (struct pkt *a, ...)"],
    [14, "u32 run(struct pkt *a, ...)"],
    [15, "struct pkt a"],
    [16, "bss"],
    [17, "f32"],
    [19, "u32"],
  ])("of type %i is %s", (id, name) => {
    expect(btf.typeName(id)).toBe(name);
  });

  const INT = {
    kind: "int",
    id: 1,
    name: "int",
    size: 4,
    bits: 32,
    bitOffset: 0,
    signed: true,
    char: false,
    bool: false,
  };
  const ptr = (id: number, type: number): BtfType => ({ kind: "ptr", id, name: "", type });
  const array = (id: number, type: number, count: number): BtfType => ({
    kind: "array",
    id,
    name: "",
    type,
    indexType: 1,
    count,
  });
  const proto = (id: number, returns: number, ...params: number[]): BtfType => ({
    kind: "func_proto",
    id,
    name: "",
    returns,
    params: params.map((type) => ({ name: "", type })),
    variadic: false,
  });
  const declarators = readBtf(
    writeBtf([
      INT as BtfType,
      array(2, 1, 4),
      array(3, 2, 6),
      ptr(4, 2),
      array(5, 4, 3),
      proto(6, 1),
      ptr(7, 6),
      proto(8, 7, 7, 4),
      ptr(9, 8),
      array(10, 9, 2),
      { kind: "const", id: 11, name: "", type: 7 },
      { kind: "const", id: 12, name: "", type: 1 },
      ptr(13, 12),
    ]),
  );

  test.each([
    [3, "int x[6][4]", "int[6][4]"],
    [4, "int (*x)[4]", "int (*)[4]"],
    [5, "int (*x[3])[4]", "int (*[3])[4]"],
    [7, "int (*x)(void)", "int (*)(void)"],
    [9, "int (*(*x)(int (*)(void), int (*)[4]))(void)", "int (*(*)(int (*)(void), int (*)[4]))(void)"],
    [10, "int (*(*x[2])(int (*)(void), int (*)[4]))(void)", "int (*(*[2])(int (*)(void), int (*)[4]))(void)"],
    [11, "int (*const x)(void)", "int (*const)(void)"],
    [13, "const int *x", "const int *"],
  ])("of declarator %i is as in C", (id, declaration, name) => {
    expect(declarators.declaration(id, "x")).toBe(declaration);
    expect(declarators.typeName(id)).toBe(name);
  });
});

describe("a function", () => {
  test("has arguments and a result", () => {
    const id = idOf(vmlinux, "func stpcpy");
    const { name, returns, params, variadic } = vmlinux.prototype(id);
    expect({ name, returns: vmlinux.typeName(returns), variadic }).toEqual({
      name: "stpcpy",
      returns: "char *",
      variadic: false,
    });
    expect(params.map((param) => vmlinux.declaration(param.type, param.name))).toEqual([
      "char *restrict dest",
      "const char *restrict src",
    ]);
    expect(vmlinux.declaration(id)).toBe("char *stpcpy(char *restrict dest, const char *restrict src)");
  });

  test("may take more", () => {
    const id = idOf(vmlinux, "func SEQ_printf");
    expect(vmlinux.prototype(id)).toMatchObject({ variadic: true, params: [{ name: "m" }, { name: "fmt" }] });
    expect(vmlinux.declaration(id)).toBe("void SEQ_printf(struct seq_file *m, const char *fmt, ...)");
  });

  test("of a module is found with the base's types", () => {
    const ice = iceFixture();
    expect(ice.declaration(idOf(ice, "func ice_clean_rx_irq"))).toBe(
      "int ice_clean_rx_irq(struct ice_rx_ring *rx_ring, int budget)",
    );
  });

  test("behind a pointer has a prototype too", () => {
    const destructor = vmlinux.member(idOf(vmlinux, "struct sk_buff"), "destructor")?.type ?? 0;
    expect(vmlinux.typeName(destructor)).toBe("void (*)(struct sk_buff *)");
    expect(vmlinux.prototype(destructor)).toMatchObject({ name: "", returns: 0, params: [{ name: "" }] });
  });
});
