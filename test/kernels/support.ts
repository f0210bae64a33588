import { folder, spec } from "../cli/harness.js";

/** A driver with every kind of thing: two ways of a format, hooks, one hook that no kernel offers. */
const DRIVER = `nicdesc: 1
driver: own
title: Somebody's NIC
modules: [own]
names: [own]
formats:
  flex: { descriptors: [own/rx], default: true }
types:
  struct own_buff: { desc: void * }
  struct own_ring: { xdp_rxq: struct xdp_rxq_info, desc: void *, next: u16 }
xdp:
  container:
    format: flex
    reads: own/rx
    buff: struct own_buff
    descriptor: buff.desc
    verified: ["6.12", "7.3"]
  ring:
    format: flex
    reads: own/rx
    ring: { type: struct own_ring, member: xdp_rxq }
    descriptor: { base: ring.desc, index: ring.next, stride: 4 }
    kernels: "<6.12"
    verified: ["6.1"]
hooks:
  devrx:
    attach: tp_btf
    function: own_clean_rx
    args: { ring: struct own_ring *, desc: void * }
    reads: own/rx
    descriptor: desc
    remembers: ring.xdp_rxq
    verified: ["6.1", "6.12"]
  devrx_skb:
    attach: fentry
    function: own_fill_skb
    args: { desc: void *, skb: struct sk_buff * }
    reads: own/rx
    descriptor: desc
    packet: skb
    verified: ["7.3"]
lacking:
  devtx_submit_skb: { why: it is inlined, nearest: the tracepoint own_xmit }
`;

const LONELY = `nicdesc: 1
driver: lonely
title: A driver without descriptors
modules: [lonely]
names: [lonely]
link: lonely
formats:
  skb: {}
types:
  struct lonely_buff: { hash: u32 }
xdp:
  skb:
    format: skb
    buff: struct lonely_buff
    metadata:
      rx_hash: { hash: buff.hash, type: 0 }
    verified: ["6.12"]
`;

/** The folder, as an option of a command. */
export function ownSpecs(): readonly string[] {
  const files = { "own/driver.yaml": DRIVER, "own/rx.yaml": spec("own/rx"), "own/tx.yaml": spec("own/tx") };
  return ["--specs", folder({ ...files, "lonely/driver.yaml": LONELY })];
}
