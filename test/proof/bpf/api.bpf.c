// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/* The generated API beside the driver's kfuncs, of the same packet. */
#ifdef PROOF_VMLINUX
#include "vmlinux.h"
#else
#include <linux/bpf.h>
#include <linux/types.h>
#endif
#include <bpf/bpf_helpers.h>
#include <nicdesc/metadata.h>

struct answers {
	__s32 hash_result;
	__u32 hash;
	__u32 hash_type;
	__s32 tag_result;
	__u16 vlan_proto;
	__u16 vlan_tci;
	__s32 timestamp_result;
	__u64 timestamp;
};

struct record {
	struct answers before;
	struct answers kfuncs;
	struct answers after;
};

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 1 << 18);
} records SEC(".maps");

static __always_inline void ask(struct xdp_md *ctx, struct answers *answers)
{
	answers->hash_result = nicdesc_rx_hash(ctx, &answers->hash, &answers->hash_type);
	answers->tag_result = nicdesc_rx_vlan_tag(ctx, &answers->vlan_proto, &answers->vlan_tci);
	answers->timestamp_result = nicdesc_rx_timestamp(ctx, &answers->timestamp);
}

/* With the policy that it is compiled with. */
SEC("xdp")
int api_only(struct xdp_md *ctx)
{
	struct answers answers = {};

	ask(ctx, &answers);
	bpf_ringbuf_output(&records, &answers, sizeof(answers), 0);
	return XDP_DROP;
}

#if NICDESC_POLICY == NICDESC_DESCRIPTOR_ONLY
/* Weak, for kernels that have none. libbpf compares kinds of types with the kernel's, not their names. */
enum rss_hash_type___proof { RSS_TYPE_NONE = 0 };

extern int bpf_xdp_metadata_rx_hash(const struct xdp_md *ctx, __u32 *hash, enum rss_hash_type___proof *type) __ksym __weak;
extern int bpf_xdp_metadata_rx_timestamp(const struct xdp_md *ctx, __u64 *timestamp) __ksym __weak;
extern int bpf_xdp_metadata_rx_vlan_tag(const struct xdp_md *ctx, __be16 *proto, __u16 *tci) __ksym __weak;

SEC("xdp")
int api_and_kfuncs(struct xdp_md *ctx)
{
	enum rss_hash_type___proof type = 0;
	struct record record = {};

	ask(ctx, &record.before);
	record.kfuncs.hash_result = bpf_xdp_metadata_rx_hash(ctx, &record.kfuncs.hash, &type);
	record.kfuncs.hash_type = type;
	record.kfuncs.tag_result =
		bpf_xdp_metadata_rx_vlan_tag(ctx, &record.kfuncs.vlan_proto, &record.kfuncs.vlan_tci);
	record.kfuncs.timestamp_result = bpf_xdp_metadata_rx_timestamp(ctx, &record.kfuncs.timestamp);
	ask(ctx, &record.after);
	bpf_ringbuf_output(&records, &record, sizeof(record), 0);
	return XDP_DROP;
}
#endif

char _license[] SEC("license") = "Dual BSD/GPL";
