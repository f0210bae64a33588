// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/* Counts packets by what their RSS hash was computed over, and by bucket: mlx5. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include <nicdesc/mlx5/cqe64.h>

#include "rx_hash.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_HASH);
	__uint(max_entries, 1024);
	__type(key, struct hash_key);
	__type(value, __u64);
} packets SEC(".maps");

static __always_inline void count(const struct nicdesc_mlx5_cqe64 *cqe)
{
	struct hash_key key = {};
	__u64 one = 1, *sum;
	__u32 hash;

	/* Other completions are errors. */
	if (nicdesc_mlx5_cqe64_opcode(cqe) != NICDESC_MLX5_CQE64_OPCODE_RESP_SEND)
		return;
	if (nicdesc_mlx5_cqe64_rx_hash(cqe, &hash, &key.type))
		key.bucket = NO_HASH;
	else
		key.bucket = hash % BUCKETS;
	sum = bpf_map_lookup_elem(&packets, &key);
	if (sum)
		*sum += 1;
	else
		bpf_map_update_elem(&packets, &key, &one, BPF_ANY);
}

/* A pointer from the kernel is read through a copy: one call, then plain loads. */
static __always_inline int count_kernel_memory(const void *memory)
{
	struct nicdesc_mlx5_cqe64 cqe;

	if (!bpf_probe_read_kernel(&cqe, sizeof(cqe), memory))
		count(&cqe);
	return 0;
}

/* The driver calls one of these for each packet, before any XDP program runs. */
SEC("fentry/mlx5e_handle_rx_cqe")
int BPF_PROG(handle_rx_cqe, void *rq, const void *cqe)
{
	return count_kernel_memory(cqe);
}

SEC("fentry/mlx5e_handle_rx_cqe_mpwrq")
int BPF_PROG(handle_rx_cqe_mpwrq, void *rq, const void *cqe)
{
	return count_kernel_memory(cqe);
}

/* The same readers on bytes: a descriptor at the beginning of a packet, as an AF_XDP frame or a record may carry it. */
SEC("xdp")
int from_bytes(struct xdp_md *ctx)
{
	const struct nicdesc_mlx5_cqe64 *cqe = (void *)(long)ctx->data;

	if ((void *)(cqe + 1) > (void *)(long)ctx->data_end)
		return XDP_ABORTED;
	count(cqe);
	return XDP_PASS;
}
