// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/* The same, with the NIC and the way to read chosen when the program is compiled. */
#define NICDESC_NIC NICDESC_NIC_VETH_SKB
#define NICDESC_ACCESS NICDESC_ACCESS_CAST
#include "loop.h"
#include <nicdesc/metadata.h>

static __always_inline __u64 read_fixed(struct xdp_md *ctx, const void *from)
{
	__u32 hash, type;

	(void)from;
	return nicdesc_rx_hash(ctx, &hash, &type) ? 0 : (__u64)type << 32 | hash;
}

MEASURE(hash_fixed, from_context, read_fixed)
