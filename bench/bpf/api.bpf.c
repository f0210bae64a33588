// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/* The hash of the packet and its type, as a program asks that may run on any NIC. The selector is set by the loader. */
#include "loop.h"
#include <nicdesc/metadata.h>

static __always_inline __u64 read_api(struct xdp_md *ctx, const void *from)
{
	__u32 hash, type;

	(void)from;
	return nicdesc_rx_hash(ctx, &hash, &type) ? 0 : (__u64)type << 32 | hash;
}

MEASURE(hash_api, from_context, read_api)
