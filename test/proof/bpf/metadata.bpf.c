// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/* The same packet's hash, tag and time: from the socket buffer, by the driver's kfuncs, from the buffer once more. */
#include "veth.h"

struct record {
	struct raw before;
	struct raw after;
	__u64 timestamp;
	__s32 hash_result;
	__u32 hash;
	__u32 hash_type;
	__s32 tag_result;
	__u16 vlan_proto;
	__u16 vlan_tci;
	__s32 timestamp_result;
};

SEC("xdp")
int raw_only(struct xdp_md *ctx)
{
	struct raw raw;

	if (!read_raw(ctx, &raw))
		bpf_ringbuf_output(&records, &raw, sizeof(raw), 0);
	return XDP_DROP;
}

SEC("xdp")
int raw_and_kfuncs(struct xdp_md *ctx)
{
	struct record record = {};
	enum xdp_rss_hash_type type = 0x5a5a;

	read_raw(ctx, &record.before);
	record.hash_result = bpf_xdp_metadata_rx_hash(ctx, &record.hash, &type);
	record.hash_type = type;
	record.tag_result = bpf_xdp_metadata_rx_vlan_tag(ctx, &record.vlan_proto, &record.vlan_tci);
	record.timestamp_result = bpf_xdp_metadata_rx_timestamp(ctx, &record.timestamp);
	/* The driver computes a hash where there is none, and leaves it in the socket buffer. */
	read_raw(ctx, &record.after);
	bpf_ringbuf_output(&records, &record, sizeof(record), 0);
	return XDP_DROP;
}
