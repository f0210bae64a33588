import type { Expected } from "./raises.js";
import { raises } from "./raises.js";

const RX = `nicdesc: 1
descriptor: drv/rx
title: A receive descriptor
direction: rx
size: 8
inputs: { ticks: { type: u64, doc: the clock's last reading } }
fields:
  hash: { at: 0, type: le32 }
  time: { at: 4, type: le32 }
metadata:
  rx_hash: { hash: hash, type: none }
`;

/** A descriptor of another name and direction. */
export function plain(name: string, direction: string, rest = ""): string {
  return `nicdesc: 1
descriptor: ${name}
title: A descriptor
direction: ${direction}
size: 8
${rest}fields:
  word: { at: 0, type: le64 }
`;
}

/** What a driver.yaml may refer to. */
export const AROUND: { readonly [name: string]: string } = {
  "drv/rx.yaml": RX,
  "drv/tx.yaml": plain("drv/tx", "tx"),
  "drv/done.yaml": plain("drv/done", "tx-completion"),
  "drv/pair.yaml": plain(
    "drv/pair",
    "rx",
    "entries: { ext: { size: 8 } }\nreserved: [{ entry: ext, at: 0, size: 8 }]\n",
  ),
  "drv/clocked.yaml": plain("drv/clocked", "rx", "inputs: { clock: { type: timecounter, doc: the clock } }\n"),
  "drv/sized.yaml": plain("drv/sized", "rx", "reserved: [{ at: 8, size: 8 }]\n").replace("size: 8", "size: [8, 16]"),
};

export const HEAD = `nicdesc: 1
driver: drv
title: A driver
modules: [drv]
names: [drv]
formats: { all: { default: true } }
`;

const BUFF = "struct buff: { desc: void *, len: u32 }";
export const WAY = "format: all, reads: drv/rx, buff: struct buff, descriptor: buff.desc";
export const HOOK = "attach: fentry, function: drv_rx, reads: drv/rx, descriptor: desc";
export const ARGS = "args: { desc: void *, skb: struct sk_buff * }";

/** A driver with a way that reads both members of its `struct buff`. */
export function way(keys: string, types = "", rest = ""): string {
  return `${HEAD}types:\n  ${BUFF}\n${types}xdp:\n  first: { ${WAY}, when: buff.len > 4${keys} }\n${rest}`;
}

/** A driver with one way. */
export function onlyWay(keys: string, types = ""): string {
  return `${HEAD}types:\n${types === "" ? "  struct buff: { desc: void * }\n" : types}xdp:\n  first: { ${keys} }\n`;
}

/** A driver with one hook. */
export function hook(keys: string, types = "", name = "devrx_skb"): string {
  return `${HEAD}${types === "" ? "" : `types:\n${types}`}hooks:\n  ${name}: { ${keys} }\n`;
}

/** Checks what a driver.yaml raises, beside descriptors that are good. */
export function driverRaises(code: Parameters<typeof raises>[0], text: string, expected: Expected): void {
  raises(code, { ...AROUND, "drv/driver.yaml": text }, expected);
}
