// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/* A program that knows prototypes only; a driver's library is linked to it. */
#include <linux/bpf.h>
#include <linux/types.h>
#include <bpf/bpf_helpers.h>
#include <nicdesc/prototypes.h>

char LICENSE[] SEC("license") = "Dual BSD/GPL";

struct answer {
	__s32 err;
	__u32 hash;
	__u32 type;
};

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 65536);
} records SEC(".maps");

SEC("xdp")
int linked(struct xdp_md *ctx)
{
	struct answer answer = {};

	answer.err = nicdesc_rx_hash(ctx, &answer.hash, &answer.type);
	bpf_ringbuf_output(&records, &answer, sizeof(answer), 0);
	return XDP_PASS;
}
