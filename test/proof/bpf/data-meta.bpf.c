// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/* What XDP read goes on in front of the packet: tc finds it there. */
#include <linux/pkt_cls.h>
#include "veth.h"

struct note {
	__u32 magic;
	__u32 hash;
	__u16 vlan_proto;
	__u16 vlan_tci;
};

#define NOTE_MAGIC 0x6e646d64

SEC("xdp")
int write_note(struct xdp_md *ctx)
{
	struct note *note;
	struct raw raw;

	if (read_raw(ctx, &raw) || bpf_xdp_adjust_meta(ctx, -(int)sizeof(*note)))
		return XDP_ABORTED;
	note = (void *)(long)ctx->data_meta;
	if ((void *)(note + 1) > (void *)(long)ctx->data)
		return XDP_ABORTED;
	note->magic = NOTE_MAGIC;
	note->hash = raw.hash;
	note->vlan_proto = raw.vlan_proto;
	note->vlan_tci = raw.vlan_tci;
	return XDP_PASS;
}

SEC("tc")
int read_note(struct __sk_buff *skb)
{
	struct note *note = (void *)(long)skb->data_meta;
	struct {
		struct note note;
		__u32 hash;
		__u32 vlan_tci;
	} record = {};

	if ((void *)(note + 1) > (void *)(long)skb->data)
		return TC_ACT_OK;
	record.note = *note;
	record.hash = skb->hash;
	record.vlan_tci = skb->vlan_tci;
	bpf_ringbuf_output(&records, &record, sizeof(record), 0);
	return TC_ACT_OK;
}
