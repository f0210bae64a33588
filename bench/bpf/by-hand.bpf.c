// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/*
 * The hash of the packet and its type, from the context each time: by hand, and asked of the driver. And the hash alone,
 * where the program has the pointer already.
 */
#include "loop.h"
#include <bpf/bpf_core_read.h>

enum xdp_rss_hash_type { XDP_RSS_TYPE_NONE = 0, XDP_RSS_TYPE_L4_ANY = 8 };

extern void *bpf_cast_to_kern_ctx(void *object) __ksym;
extern void *bpf_rdonly_cast(const void *object, __u32 type) __ksym;
extern int bpf_xdp_metadata_rx_hash(const struct xdp_md *ctx, __u32 *hash, enum xdp_rss_hash_type *type) __ksym;

struct sk_buff___hand {
	__u32 hash;
	__u8 l4_hash : 1;
} __attribute__((preserve_access_index));

struct veth_xdp_buff___hand {
	struct sk_buff___hand *skb;
} __attribute__((preserve_access_index));

static __always_inline int hand_rx_hash(struct xdp_md *ctx, __u32 *hash, __u32 *type)
{
	struct veth_xdp_buff___hand *buff = bpf_rdonly_cast(bpf_cast_to_kern_ctx(ctx), 0);
	struct sk_buff___hand *skb = buff->skb;
	__u32 value;

	if (!skb)
		return -61; /* -ENODATA */
	skb = bpf_rdonly_cast(skb, 0);
	value = skb->hash;
	if (!value) /* the kernel makes 1 of a hash that is 0 */
		return -61; /* -ENODATA */
	*hash = value;
	*type = BPF_CORE_READ_BITFIELD(skb, l4_hash) ? XDP_RSS_TYPE_L4_ANY : XDP_RSS_TYPE_NONE;
	return 0;
}

static __always_inline const void *from_skb(struct xdp_md *ctx)
{
	struct veth_xdp_buff___hand *buff = bpf_rdonly_cast(bpf_cast_to_kern_ctx(ctx), 0);

	return bpf_rdonly_cast(buff->skb, 0);
}

static __always_inline __u64 read_field(struct xdp_md *ctx, const void *from)
{
	(void)ctx;
	return ((const struct sk_buff___hand *)from)->hash;
}

/* The whole way to it, each time and as nicdesc goes it, and no question asked. */
static __always_inline __u64 read_raw(struct xdp_md *ctx, const void *from)
{
	struct veth_xdp_buff___hand *buff = bpf_rdonly_cast(ctx, 0);
	const struct sk_buff___hand *skb = bpf_rdonly_cast(buff->skb, 0);

	(void)from;
	return skb->hash;
}

static __always_inline __u64 read_hand(struct xdp_md *ctx, const void *from)
{
	__u32 hash, type;

	(void)from;
	return hand_rx_hash(ctx, &hash, &type) ? 0 : (__u64)type << 32 | hash;
}

static __always_inline __u64 read_kfunc(struct xdp_md *ctx, const void *from)
{
	enum xdp_rss_hash_type type;
	__u32 hash;

	(void)from;
	return bpf_xdp_metadata_rx_hash(ctx, &hash, &type) ? 0 : (__u64)type << 32 | hash;
}

MEASURE(hash_field, from_skb, read_field)
MEASURE(hash_raw, from_context, read_raw)
MEASURE(hash_by_hand, from_context, read_hand)
MEASURE(hash_kfunc, from_context, read_kfunc)
