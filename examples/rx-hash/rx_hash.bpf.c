// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/* Counts packets by what their RSS hash was computed over, and by bucket. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <nicdesc/metadata.h>

#include "rx_hash.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_HASH);
	__uint(max_entries, 1024);
	__type(key, struct hash_key);
	__type(value, __u64);
} packets SEC(".maps");

SEC("xdp")
int count(struct xdp_md *ctx)
{
	struct hash_key key = {};
	__u64 one = 1, *sum;
	__u32 hash;

	if (nicdesc_rx_hash(ctx, &hash, &key.type))
		key.bucket = NO_HASH;
	else
		key.bucket = hash % BUCKETS;
	sum = bpf_map_lookup_elem(&packets, &key);
	if (sum)
		*sum += 1;
	else
		bpf_map_update_elem(&packets, &key, &one, BPF_ANY);
	return XDP_PASS;
}
