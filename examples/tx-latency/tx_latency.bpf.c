// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/* How long packets are with the NIC: from the descriptor that submits one to the completion, i40e. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include <nicdesc/i40e/driver.h>

#include "tx_latency.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

/* When a packet was submitted, by the address of its sk_buff or xdp_frame. */
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 1 << 16);
	__type(key, __u64);
	__type(value, __u64);
} submitted SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, KINDS);
	__type(key, __u32);
	__type(value, struct histogram);
} histograms SEC(".maps");

static __always_inline int submit(const void *packet)
{
	__u64 key = (__u64)packet, now = bpf_ktime_get_ns();

	bpf_map_update_elem(&submitted, &key, &now, BPF_ANY);
	return 0;
}

static __always_inline __u32 log2_of(__u64 value)
{
	__u32 log = 0;

#pragma unroll
	for (int bits = 32; bits; bits /= 2)
		if (value >> bits) {
			value >>= bits;
			log += bits;
		}
	return log;
}

static __always_inline int complete(const void *packet, __u32 kind)
{
	__u64 key = (__u64)packet, *since = bpf_map_lookup_elem(&submitted, &key);
	struct histogram *histogram = bpf_map_lookup_elem(&histograms, &kind);
	__u32 slot;

	if (!histogram)
		return 0;
	if (!since) {
		histogram->unseen++;
		return 0;
	}
	slot = log2_of(bpf_ktime_get_ns() - *since);
	histogram->slots[slot < SLOTS ? slot : SLOTS - 1]++;
	bpf_map_delete_elem(&submitted, &key);
	return 0;
}

/* No kernel lets us see the stack's packets with their descriptors filled: this is the moment before. */
SEC("tp_btf/i40e_xmit_frame_ring")
int BPF_PROG(submitted_skb, const void *skb, const void *ring)
{
	return submit(skb);
}

NICDESC_I40E_DEVTX_COMPLETE_SKB(completed_skb, desc, skb)
{
	__u32 flags;

	if (!nicdesc_i40e_tx_data_tx_csum(desc, &flags) && flags & NICDESC_TX_CSUM_FLAGS_L4)
		return complete(skb, KIND_CSUM);
	return complete(skb, KIND_PLAIN);
}

NICDESC_I40E_DEVTX_SUBMIT_XDP(submitted_xdp, desc, frame)
{
	return submit(frame);
}

NICDESC_I40E_DEVTX_COMPLETE_XDP(completed_xdp, desc, frame)
{
	return complete(frame, KIND_XDP);
}
