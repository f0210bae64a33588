/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
/* Read before a driver's source: notes what the driver tells the network stack. */
#ifndef VECTORS_HOOKS_H
#define VECTORS_HOOKS_H

#include <linux/skbuff.h>
#include <linux/if_vlan.h>

void vec_note_hash(unsigned int hash, int type);
void vec_note_vlan(__be16 proto, unsigned short tci);

#define skb_set_hash(skb, hash, type)                                                            \
	({                                                                                       \
		u32 vec_hash = (hash);                                                           \
		enum pkt_hash_types vec_type = (type);                                           \
		vec_note_hash(vec_hash, vec_type);                                               \
		(skb_set_hash)(skb, vec_hash, vec_type);                                         \
	})

#define __vlan_hwaccel_put_tag(skb, proto, tci)                                                  \
	({                                                                                       \
		__be16 vec_proto = (proto);                                                      \
		u16 vec_tci = (tci);                                                             \
		vec_note_vlan(vec_proto, vec_tci);                                               \
		(__vlan_hwaccel_put_tag)(skb, vec_proto, vec_tci);                               \
	})

#endif
