// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/* What the guard says of each packet. */
#include <linux/bpf.h>
#include <linux/types.h>
#include <bpf/bpf_helpers.h>
#include <nicdesc/guard.h>

char LICENSE[] SEC("license") = "Dual BSD/GPL";

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 65536);
} records SEC(".maps");

static __always_inline void note(__s32 said)
{
	bpf_ringbuf_output(&records, &said, sizeof(said), 0);
}

SEC("xdp")
int each(struct xdp_md *ctx)
{
	note(nicdesc_guard(ctx));
	return XDP_PASS;
}

SEC("xdp")
int once(struct xdp_md *ctx)
{
	note(nicdesc_guard_once(ctx));
	return XDP_PASS;
}
