// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/* Spreads packets over CPUs by the hash that the NIC has computed already. */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>
#include <nicdesc/metadata.h>

#include "rss_balancer.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

/* How many of the CPUs get packets; the loader sets it. */
const volatile __u32 targets = 1;

struct {
	__uint(type, BPF_MAP_TYPE_CPUMAP);
	__uint(max_entries, MOST_TARGETS);
	__type(key, __u32);
	__type(value, struct bpf_cpumap_val);
} cpus SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, MOST_TARGETS);
	__type(key, __u32);
	__type(value, struct share);
} shares SEC(".maps");

static __always_inline __u32 mix(__u32 hash, __u32 word)
{
	hash = (hash ^ word) * 0x9e3779b1;
	return hash ^ hash >> 15;
}

static __always_inline __u32 mix_words(__u32 hash, const __u32 *words, int count)
{
#pragma unroll
	for (int i = 0; i < count; i++)
		hash = mix(hash, words[i]);
	return hash;
}

/* For packets without a hash of the NIC: addresses and ports, where the program finds them without walking headers. */
static __always_inline __u32 own_hash(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = data;
	const __u32 *ports;
	__u32 hash = 0;
	__u8 protocol;

	if ((void *)(eth + 1) > end)
		return 0;
	if (eth->h_proto == bpf_htons(ETH_P_IP)) {
		struct iphdr *ip = (void *)(eth + 1);

		if ((void *)(ip + 1) > end)
			return 0;
		hash = mix_words(hash, &ip->saddr, 2);
		/* Neither a fragment nor a packet with options: ports follow. */
		protocol = ip->ihl == 5 && !(ip->frag_off & bpf_htons(0x3fff)) ? ip->protocol : 0;
		ports = (void *)(ip + 1);
	} else if (eth->h_proto == bpf_htons(ETH_P_IPV6)) {
		struct ipv6hdr *ip = (void *)(eth + 1);

		if ((void *)(ip + 1) > end)
			return 0;
		hash = mix_words(hash, ip->saddr.in6_u.u6_addr32, 8);
		protocol = ip->nexthdr;
		ports = (void *)(ip + 1);
	} else {
		return 0;
	}
	if ((protocol == IPPROTO_TCP || protocol == IPPROTO_UDP) && (void *)(ports + 1) <= end)
		hash = mix(hash, *ports);
	return hash;
}

SEC("xdp")
int balance(struct xdp_md *ctx)
{
	__u32 hash = 0, type = 0, target;
	struct share *share;
	int from_nic;

	/* A hash of type none is over the link layer, or over what nobody knows: useless to keep flows together. */
	from_nic = !nicdesc_rx_hash(ctx, &hash, &type) && type != NICDESC_RSS_TYPE_NONE;
	if (!from_nic)
		hash = own_hash(ctx);
	/* By the high bits: by the low ones the NIC has chosen the queue, so here they are the same on every packet. */
	target = (__u64)hash * targets >> 32;
	share = bpf_map_lookup_elem(&shares, &target);
	if (share && from_nic)
		share->by_nic++;
	else if (share)
		share->by_program++;
	return bpf_redirect_map(&cpus, target, XDP_PASS);
}
