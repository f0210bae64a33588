// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/* What the running kernel does not have is found absent at load time, and its code goes. */
#include "veth.h"

/* No kernel has it: the module is from another world. */
struct nosuch_cqe___proof {
	__be32 rss_hash_result;
} __attribute__((preserve_access_index));

struct nosuch_xdp_buff___proof {
	struct nosuch_cqe___proof *cqe;
} __attribute__((preserve_access_index));

extern int bpf_xdp_metadata_rx_nosuch(const struct xdp_md *ctx, __u32 *value) __ksym __weak;

/* Set to a version that no kernel has. */
const volatile __u32 future = 0xffffffff;

SEC("xdp")
int nothing(struct xdp_md *ctx)
{
	(void)ctx;
	return XDP_DROP;
}

/* The container is in no BTF; neither its casts nor its record are left. */
SEC("xdp")
int absent_type(struct xdp_md *ctx)
{
	if (bpf_core_field_exists(struct nosuch_xdp_buff___proof, cqe)) {
		struct nosuch_xdp_buff___proof *buff = bpf_rdonly_cast(bpf_cast_to_kern_ctx(ctx), 0);
		struct nosuch_cqe___proof *cqe = bpf_rdonly_cast(buff->cqe, 0);
		struct raw raw = { .hash = cqe->rss_hash_result };

		bpf_ringbuf_output(&records, &raw, sizeof(raw), 0);
	}
	return XDP_DROP;
}

/* A call of a kfunc that the kernel does not have, where the verifier does not come. */
SEC("xdp")
int absent_kfunc(struct xdp_md *ctx)
{
	__u32 value = 0;

	if ((__u32)LINUX_KERNEL_VERSION >= future) {
		bpf_xdp_metadata_rx_nosuch(ctx, &value);
		bpf_ringbuf_output(&records, &value, sizeof(value), 0);
	}
	return XDP_DROP;
}

/* The same, by the symbol's address. */
SEC("xdp")
int absent_symbol(struct xdp_md *ctx)
{
	__u32 value = 0;

	if (bpf_xdp_metadata_rx_nosuch) {
		bpf_xdp_metadata_rx_nosuch(ctx, &value);
		bpf_ringbuf_output(&records, &value, sizeof(value), 0);
	}
	return XDP_DROP;
}

/* By the address again, but of one that it has. */
SEC("xdp")
int present_symbol(struct xdp_md *ctx)
{
	struct raw raw = {};

	if (bpf_cast_to_kern_ctx) {
		struct veth_xdp_buff___proof *buff = bpf_rdonly_cast(bpf_cast_to_kern_ctx(ctx), 0);

		raw.skb = (__u64)buff->skb;
		bpf_ringbuf_output(&records, &raw, sizeof(raw), 0);
	}
	return XDP_DROP;
}

/* A metadata kfunc that is never reached: does the kernel still want a device? */
SEC("xdp")
int unreached_kfunc(struct xdp_md *ctx)
{
	enum xdp_rss_hash_type type;
	__u32 hash;

	if ((__u32)LINUX_KERNEL_VERSION >= future)
		bpf_xdp_metadata_rx_hash(ctx, &hash, &type);
	return XDP_DROP;
}
