// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/* Counts, for each queue, what the NIC says of VLAN tags that it stripped and of checksums. */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>
#include <nicdesc/metadata.h>

#include "queue_metrics.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, MOST_QUEUES);
	__type(key, __u32);
	__type(value, struct metrics);
} queues SEC(".maps");

/* -ENODATA is an answer: this packet had no tag. Everything else is none. */
static __always_inline enum tag tag_of(struct xdp_md *ctx)
{
	__be16 proto = 0;
	__u16 tci = 0;
	int err = nicdesc_rx_vlan_tag(ctx, &proto, &tci);

	if (err)
		return err == -NICDESC_ENODATA ? TAG_NONE : TAG_UNTOLD;
	return proto == bpf_htons(ETH_P_8021AD) ? TAG_8021AD : TAG_8021Q;
}

static __always_inline __u32 csum_of(struct xdp_md *ctx)
{
	__u32 status = 0, level = 0, sum = 0;

	if (nicdesc_rx_csum(ctx, &status, &level, &sum) || status >= CSUM_UNTOLD)
		return CSUM_UNTOLD;
	return status;
}

SEC("xdp")
int count(struct xdp_md *ctx)
{
	__u32 queue = ctx->rx_queue_index;
	struct metrics *metrics = bpf_map_lookup_elem(&queues, &queue);

	if (!metrics)
		return XDP_PASS;
	metrics->packets++;
	metrics->bytes += ctx->data_end - ctx->data;
	metrics->tags[tag_of(ctx)]++;
	metrics->sums[csum_of(ctx)]++;
	return XDP_PASS;
}
