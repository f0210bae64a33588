/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
/* By hand: the three ways from an XDP program to the socket buffer that veth keeps behind its xdp_buff. */
#ifndef PROOF_VETH_H
#define PROOF_VETH_H

#include <linux/bpf.h>
#include <linux/types.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

#ifndef __weak
#define __weak __attribute__((weak))
#endif

enum xdp_rss_hash_type { XDP_RSS_TYPE_NONE = 0, XDP_RSS_TYPE_L4_ANY = 8 };

extern int LINUX_KERNEL_VERSION __kconfig;
extern void *bpf_cast_to_kern_ctx(void *object) __ksym __weak;
extern void *bpf_rdonly_cast(const void *object, __u32 type) __ksym __weak;
extern int bpf_xdp_metadata_rx_hash(const struct xdp_md *ctx, __u32 *hash, enum xdp_rss_hash_type *type) __ksym __weak;
extern int bpf_xdp_metadata_rx_timestamp(const struct xdp_md *ctx, __u64 *timestamp) __ksym __weak;
extern int bpf_xdp_metadata_rx_vlan_tag(const struct xdp_md *ctx, __be16 *proto, __u16 *tci) __ksym __weak;

/* Only the members that are read; CO-RE finds where the running kernel has them. */
struct sk_buff___proof {
	__u32 hash;
	__u8 l4_hash : 1;
	__u8 sw_hash : 1;
	__be16 vlan_proto;
	__u16 vlan_tci;
	unsigned int end;
	unsigned char *head;
} __attribute__((preserve_access_index));

struct skb_shared_hwtstamps___proof {
	__s64 hwtstamp;
} __attribute__((preserve_access_index));

struct skb_shared_info___proof {
	struct skb_shared_hwtstamps___proof hwtstamps;
} __attribute__((preserve_access_index));

struct veth_xdp_buff___proof {
	struct sk_buff___proof *skb;
} __attribute__((preserve_access_index));

enum way {
	/* By the running kernel's version. */
	WAY_AUTO,
	/* 6.17 and later: cast, plain loads. */
	WAY_CAST,
	/* 6.2 and later: the kernel's context, bpf_probe_read_kernel. */
	WAY_PROBE,
	/* 5.8 and later: the context is the kernel's at run time, bpf_probe_read_kernel. */
	WAY_LEGACY,
};

/* Set before the load to try a way that the running kernel would not choose. */
const volatile __u32 way = WAY_AUTO;

static __always_inline __u32 chosen_way(void)
{
	if (way != WAY_AUTO)
		return way;
	if (LINUX_KERNEL_VERSION >= KERNEL_VERSION(6, 17, 0))
		return WAY_CAST;
	return LINUX_KERNEL_VERSION >= KERNEL_VERSION(6, 2, 0) ? WAY_PROBE : WAY_LEGACY;
}

struct raw {
	__u64 skb;
	__u64 timestamp;
	__u32 hash;
	__u16 vlan_proto;
	__u16 vlan_tci;
	__u8 l4_hash;
	__u8 sw_hash;
	__u8 way;
	__u8 pad[5];
};

static __always_inline void read_by_cast(struct xdp_md *ctx, struct raw *raw)
{
	struct veth_xdp_buff___proof *buff = bpf_rdonly_cast(bpf_cast_to_kern_ctx(ctx), 0);
	/* What is loaded through a cast pointer is a number; only the cast makes a pointer, which may not be stored. */
	__u64 address = (__u64)buff->skb;
	struct sk_buff___proof *skb = bpf_rdonly_cast((void *)address, 0);
	struct skb_shared_info___proof *shared = bpf_rdonly_cast(skb->head + skb->end, 0);

	raw->skb = address;
	raw->hash = skb->hash;
	raw->l4_hash = BPF_CORE_READ_BITFIELD(skb, l4_hash);
	raw->sw_hash = BPF_CORE_READ_BITFIELD(skb, sw_hash);
	raw->vlan_proto = skb->vlan_proto;
	raw->vlan_tci = skb->vlan_tci;
	raw->timestamp = shared->hwtstamps.hwtstamp;
}

/* kctx is the xdp_buff as the verifier knows it, or the context as it is at run time. */
static __always_inline void read_by_probe(void *kctx, struct raw *raw)
{
	struct skb_shared_info___proof *shared;
	struct sk_buff___proof *skb = NULL;

	bpf_probe_read_kernel(&skb, sizeof(skb), kctx + bpf_core_field_offset(struct veth_xdp_buff___proof, skb));
	raw->skb = (__u64)skb;
	raw->hash = BPF_CORE_READ(skb, hash);
	raw->l4_hash = BPF_CORE_READ_BITFIELD_PROBED(skb, l4_hash);
	raw->sw_hash = BPF_CORE_READ_BITFIELD_PROBED(skb, sw_hash);
	raw->vlan_proto = BPF_CORE_READ(skb, vlan_proto);
	raw->vlan_tci = BPF_CORE_READ(skb, vlan_tci);
	shared = (void *)BPF_CORE_READ(skb, head) + BPF_CORE_READ(skb, end);
	raw->timestamp = BPF_CORE_READ(shared, hwtstamps.hwtstamp);
}

static __always_inline int read_raw(struct xdp_md *ctx, struct raw *raw)
{
	__builtin_memset(raw, 0, sizeof(*raw));
	if (!bpf_core_field_exists(struct veth_xdp_buff___proof, skb))
		return -1;
	raw->way = chosen_way();
	if (raw->way == WAY_CAST)
		read_by_cast(ctx, raw);
	else if (raw->way == WAY_PROBE)
		read_by_probe(bpf_cast_to_kern_ctx(ctx), raw);
	else
		read_by_probe(ctx, raw);
	return 0;
}

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 1 << 18);
} records SEC(".maps");

char _license[] SEC("license") = "Dual BSD/GPL";

#endif
