/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
/* What programs note of a packet: words of 8 bytes, whose names test/harness/nics/records.ts has in the same order. */
#ifndef NICS_RECORD_H
#define NICS_RECORD_H

enum kind {
	KIND_XDP = 1,
	KIND_SKB,
	KIND_DEVRX,
	KIND_DEVRX_SKB,
	KIND_DEVRX_XDP,
	KIND_RECEIVE_SKB,
	KIND_POLLED,
};

/* A word that was not asked for. */
#define UNASKED (-1000)

struct record {
	__s64 kind;
	__s64 cpu;
	__s64 id; /* the packet's, from its source address; 0 where there is no packet, -1 for a packet of others */
	__s64 found;
	__u64 descriptor[3];
	__s64 hash_result, hash, hash_type;
	__s64 tag_result, vlan_proto, vlan_tci;
	__s64 csum_result, csum_status, csum_level;
	__s64 type_result, type;
	__s64 length_result, length;
	__s64 queue_result, queue;
	__s64 mark_result;
	__s64 end_of_packet, done, split_result;
	__s64 timestamp_result, timestamp;
	__s64 kfunc_hash_result, kfunc_hash, kfunc_hash_type;
	/* Of the socket buffer, or of the packet that XDP sees. */
	__s64 size, skb_hash, skb_l4, skb_software, skb_vlan_proto, skb_vlan_tci, skb_ip_summed, skb_csum_level;
	__s64 skb_hwtstamp, skb_queue;
	/* What the driver told itself: of the descriptor, or where it is in its ring. */
	__s64 told, told_more;
};

#endif
