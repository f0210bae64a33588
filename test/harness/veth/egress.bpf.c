// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/*
 * On the sender's way out: lets only marked packets through, since neither neighbour discovery nor multicast reports
 * are to be counted; and gives them what AF_PACKET cannot, a VLAN tag beside the packet and a hash.
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/pkt_cls.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>
#include "marks.h"

SEC("tc")
int egress(struct __sk_buff *skb)
{
	__u32 mark = skb->mark, hash = skb->priority;

	if (!(mark & MARK_OURS))
		return TC_ACT_SHOT;
	skb->mark = 0;
	skb->priority = 0;
	if (hash)
		bpf_set_hash(skb, hash);
	if (mark & MARK_TAG) {
		__u16 proto = mark & MARK_SERVICE ? ETH_P_8021AD : ETH_P_8021Q;

		if (bpf_skb_vlan_push(skb, bpf_htons(proto), mark & 0xffff))
			return TC_ACT_SHOT;
	}
	return TC_ACT_OK;
}

char _license[] SEC("license") = "Dual BSD/GPL";
