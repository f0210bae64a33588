/** What the kernels of the fixtures have of the shipped ways and hooks, driver by driver in the order of their files. */

/** `lacking`: for other kernels, as its types and functions tell. `excluded`: by `absent` or `kernels`. */
export const OTHERS: { readonly [kernel: string]: { readonly [status: string]: readonly string[] } } = {
  "6.1": {
    lacking: [
      "bnxt xdp.rxcmp",
      "gve xdp.gqi_ring",
      "gve xdp.dqo_compl_desc",
      "gve xdp.dqo_ring_without_clock",
      "gve xdp.dqo_ring",
      "gve hooks.devtx_submit_xdp",
      "i40e xdp.next_to_process",
      "ice xdp.eop_desc",
      "ice xdp.libeth",
      "ice hooks.devtx_submit_xdp",
      "igb xdp.copy",
      "igb hooks.devrx_skb",
      "igc xdp.rx_desc",
      "igc hooks.devrx_xdp",
      "mlx4 xdp.cqe",
      "mlx4 xdp.ts_cqe",
      "mlx5 xdp.cqe",
      "veth xdp.skb",
      "virtio_net xdp.xsk",
      "vmxnet3 xdp.next2proc",
      "vmxnet3 hooks.devrx",
      "vmxnet3 hooks.devrx_xdp",
    ],
    excluded: [
      "bnxt hooks.devrx_xdp",
      "gve hooks.devtx_complete_skb",
      "gve hooks.devtx_complete_skb_untyped",
      "gve hooks.devtx_complete_xdp",
      "mlx5 hooks.devrx_skb",
      "mlx5 hooks.devrx_skb_nonlinear",
      "mlx5 hooks.devrx_skb_mpwrq",
      "mlx5 hooks.devrx_skb_mpwrq_nonlinear",
      "mlx5 hooks.devrx_skb_xsk",
      "mlx5 hooks.devrx_skb_xsk_mpwrq",
      "mlx5 hooks.devrx_xdp",
      "mlx5 hooks.devtx_complete_xdp",
      "virtio_net hooks.devrx",
      "virtio_net hooks.devrx_skb",
      "virtio_net hooks.devrx_xdp",
    ],
  },
  "6.12": {
    lacking: [
      "bnxt xdp.rxcmp",
      "gve xdp.dqo_compl_desc",
      "gve hooks.devtx_submit_xdp",
      "igb xdp.copy",
      "igb hooks.devrx_skb",
    ],
    excluded: [
      "bnxt hooks.devrx_xdp",
      "gve hooks.devtx_complete_skb",
      "gve hooks.devtx_complete_xdp",
      "i40e xdp.next_to_clean",
      "ice xdp.libeth",
      "igc xdp.next_to_clean",
    ],
  },
  "7.3": {
    lacking: ["ice xdp.eop_desc"],
    excluded: [
      "gve xdp.dqo_ring_without_clock",
      "gve hooks.devtx_complete_skb_untyped",
      "i40e xdp.next_to_clean",
      "igb xdp.next_to_clean",
      "igc xdp.next_to_clean",
    ],
  },
};

/** All that it needs is there, and the spec leaves the kernel out of `verified`: an earlier way is the right one. */
export const NOT_VERIFIED: { readonly [kernel: string]: readonly string[] } = {
  "6.1": [],
  "6.12": ["gve xdp.dqo_ring"],
  "7.3": [],
};

/** What only an input or an answer reads, and the kernel lacks. */
export const MISSING: { readonly [kernel: string]: readonly string[] } = {
  "6.1": [],
  "6.12": ["gve xdp.dqo_ring: input phc_time, struct gve_priv.last_sync_nic_counter"],
  "7.3": [],
};

/** Ways and hooks that agree, by their kind, and what was held against the kernel for them. */
export const FIGURES = [
  {
    name: "6.1",
    ways: {
      xdp_buff: 0,
      rxq: 4,
      xdp_data: 1,
    },
    hooks: {
      fentry: 13,
      fexit: 6,
      tp_btf: 5,
    },
    checks: 273,
  },
  {
    name: "6.12",
    ways: {
      xdp_buff: 6,
      rxq: 7,
      xdp_data: 2,
    },
    hooks: {
      fentry: 22,
      fexit: 13,
      tp_btf: 5,
    },
    checks: 561,
  },
  {
    name: "7.3",
    ways: {
      xdp_buff: 8,
      rxq: 6,
      xdp_data: 2,
    },
    hooks: {
      fentry: 25,
      fexit: 14,
      tp_btf: 5,
    },
    checks: 630,
  },
];
