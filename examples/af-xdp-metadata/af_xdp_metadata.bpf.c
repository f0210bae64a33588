// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/* Puts what the NIC knows of a packet in front of it, and hands both to an AF_XDP socket. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <nicdesc/metadata.h>

#include "af_xdp_metadata.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

struct {
	__uint(type, BPF_MAP_TYPE_XSKMAP);
	__uint(max_entries, MOST_QUEUES);
	__type(key, __u32);
	__type(value, __u32);
} sockets SEC(".maps");

/* Packets of queues without a socket go on as they are. */
static __always_inline int hand_up(struct xdp_md *ctx)
{
	return bpf_redirect_map(&sockets, ctx->rx_queue_index, XDP_PASS);
}

/* On every NIC: a record of answers. */
SEC("xdp")
int with_record(struct xdp_md *ctx)
{
	struct record record = { .magic = RECORD_MAGIC };

	record.timestamp_result = nicdesc_rx_timestamp(ctx, &record.timestamp);
	record.hash_result = nicdesc_rx_hash(ctx, &record.hash, &record.hash_type);
	record.length_result = nicdesc_rx_length(ctx, &record.length);
	record.vlan_result = nicdesc_rx_vlan_tag(ctx, &record.vlan_proto, &record.vlan_tci);
	/* Not every driver has room in front of the packet. */
	if (nicdesc_put_meta(ctx, &record))
		return XDP_PASS;
	return hand_up(ctx);
}

/* On one NIC: its descriptor as it is, for the same readers in user space. */
SEC("xdp")
int with_descriptor(struct xdp_md *ctx)
{
	const struct nicdesc_ice_rx_flex *desc;
	struct nicdesc_ice_rx_flex copy;

	if (nicdesc_ice_rx_flex_find(ctx, &desc, &copy) || nicdesc_put_meta(ctx, desc))
		return XDP_PASS;
	return hand_up(ctx);
}
