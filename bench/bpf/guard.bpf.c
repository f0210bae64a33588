// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/* What it costs to look which NIC the program is on; 1 for the right one. */
#include "loop.h"
#include <nicdesc/guard.h>

static __always_inline __u64 look(struct xdp_md *ctx, const void *from)
{
	(void)from;
	return nicdesc_guard(ctx) == 0;
}

static __always_inline __u64 look_once(struct xdp_md *ctx, const void *from)
{
	(void)from;
	return nicdesc_guard_once(ctx) == 0;
}

MEASURE(guard_each, from_context, look)
MEASURE(guard_once, from_context, look_once)
