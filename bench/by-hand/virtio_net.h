/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
/* What a BPF programmer would write by hand for virtio-net headers, on a little-endian machine. */
#ifndef BENCH_BY_HAND_VIRTIO_NET_H
#define BENCH_BY_HAND_VIRTIO_NET_H

#include <nicdesc/core.h>

struct hand_virtio_net_hdr {
	__u8 flags;
	__u8 gso_type;
	__u16 hdr_len;
	__u16 gso_size;
	__u16 csum_start;
	__u16 csum_offset;
	__u16 num_buffers;
	__u16 hash_value_lo;
	__u16 hash_value_hi;
	__u16 hash_report;
	__u16 padding;
	__u16 outer_th_offset;
	__u16 inner_nh_offset;
};

/* ---- virtio_net/hdr */

static __always_inline __u8 hand_virtio_net_hdr_flags(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->flags;
}

static __always_inline __u8 hand_virtio_net_hdr_needs_csum(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->flags & 1;
}

static __always_inline __u8 hand_virtio_net_hdr_data_valid(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->flags >> 1 & 1;
}

static __always_inline __u8 hand_virtio_net_hdr_rsc_info(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->flags >> 2 & 1;
}

static __always_inline __u8 hand_virtio_net_hdr_udp_tunnel_csum(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->flags >> 3 & 1;
}

static __always_inline __u8 hand_virtio_net_hdr_gso_type(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->gso_type;
}

static __always_inline __u8 hand_virtio_net_hdr_gso(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->gso_type & 0x1f;
}

static __always_inline __u8 hand_virtio_net_hdr_gso_udp_tunnel_ipv4(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->gso_type >> 5 & 1;
}

static __always_inline __u8 hand_virtio_net_hdr_gso_udp_tunnel_ipv6(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->gso_type >> 6 & 1;
}

static __always_inline __u8 hand_virtio_net_hdr_gso_ecn(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->gso_type >> 7;
}

static __always_inline __u16 hand_virtio_net_hdr_hdr_len(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->hdr_len;
}

static __always_inline __u16 hand_virtio_net_hdr_gso_size(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->gso_size;
}

static __always_inline __u16 hand_virtio_net_hdr_csum_start(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->csum_start;
}

static __always_inline __u16 hand_virtio_net_hdr_csum_offset(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->csum_offset;
}

static __always_inline __u16 hand_virtio_net_hdr_segments(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->csum_start;
}

static __always_inline __u16 hand_virtio_net_hdr_dup_acks(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->csum_offset;
}

static __always_inline __u16 hand_virtio_net_hdr_num_buffers(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->num_buffers;
}

static __always_inline __u16 hand_virtio_net_hdr_hash_value_lo(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->hash_value_lo;
}

static __always_inline __u16 hand_virtio_net_hdr_hash_value_hi(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->hash_value_hi;
}

static __always_inline __u32 hand_virtio_net_hdr_hash_value(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->hash_value_lo | (__u32)h->hash_value_hi << 16;
}

static __always_inline __u16 hand_virtio_net_hdr_hash_report(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->hash_report;
}

static __always_inline __u16 hand_virtio_net_hdr_outer_th_offset(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->outer_th_offset;
}

static __always_inline __u16 hand_virtio_net_hdr_inner_nh_offset(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->inner_nh_offset;
}

static __always_inline int hand_virtio_net_hdr_rx_hash(const void *d, __u8 size, __u32 *hash, __u32 *type)
{
	static const __u8 types[16] = { 0, 0x01, 0x19, 0x29, 0x02, 0x1a, 0x2a, 0x06, 0x1e, 0x2e };
	const struct hand_virtio_net_hdr *h = d;
	__u32 report;

	if (size < 20)
		return -95; /* -EOPNOTSUPP */
	report = h->hash_report;
	*hash = h->hash_value_lo | (__u32)h->hash_value_hi << 16;
	*type = report < 16 ? types[report] : 0;
	return 0;
}

static __always_inline int hand_virtio_net_hdr_rx_csum(const void *d, __u32 *status, __u32 *level, __u32 *csum)
{
	const struct hand_virtio_net_hdr *h = d;
	__u32 flags = h->flags;

	*csum = 0;
	*level = 0;
	if (flags & 1) {
		*status = 3;
	} else if (flags & 2) {
		*status = 1;
		*level = flags >> 3 & 1;
	} else {
		*status = 0;
	}
	return 0;
}

static __always_inline int hand_virtio_net_hdr_rx_end_of_packet(const void *d, __u8 size)
{
	const struct hand_virtio_net_hdr *h = d;

	return size < 12 || h->num_buffers <= 1;
}

/* ---- virtio_net/tx-hdr */

static __always_inline __u8 hand_virtio_net_tx_hdr_flags(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->flags;
}

static __always_inline __u8 hand_virtio_net_tx_hdr_needs_csum(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->flags & 1;
}

static __always_inline __u8 hand_virtio_net_tx_hdr_data_valid(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->flags >> 1 & 1;
}

static __always_inline __u8 hand_virtio_net_tx_hdr_rsc_info(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->flags >> 2 & 1;
}

static __always_inline __u8 hand_virtio_net_tx_hdr_udp_tunnel_csum(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->flags >> 3 & 1;
}

static __always_inline __u8 hand_virtio_net_tx_hdr_gso_type(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->gso_type;
}

static __always_inline __u8 hand_virtio_net_tx_hdr_gso(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->gso_type & 0x1f;
}

static __always_inline __u8 hand_virtio_net_tx_hdr_gso_udp_tunnel_ipv4(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->gso_type >> 5 & 1;
}

static __always_inline __u8 hand_virtio_net_tx_hdr_gso_udp_tunnel_ipv6(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->gso_type >> 6 & 1;
}

static __always_inline __u8 hand_virtio_net_tx_hdr_gso_ecn(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->gso_type >> 7;
}

static __always_inline __u16 hand_virtio_net_tx_hdr_hdr_len(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->hdr_len;
}

static __always_inline __u16 hand_virtio_net_tx_hdr_gso_size(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->gso_size;
}

static __always_inline __u16 hand_virtio_net_tx_hdr_csum_start(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->csum_start;
}

static __always_inline __u16 hand_virtio_net_tx_hdr_csum_offset(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->csum_offset;
}

static __always_inline __u16 hand_virtio_net_tx_hdr_segments(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->csum_start;
}

static __always_inline __u16 hand_virtio_net_tx_hdr_dup_acks(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->csum_offset;
}

static __always_inline __u16 hand_virtio_net_tx_hdr_num_buffers(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->num_buffers;
}

static __always_inline __u16 hand_virtio_net_tx_hdr_hash_value_lo(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->hash_value_lo;
}

static __always_inline __u16 hand_virtio_net_tx_hdr_hash_value_hi(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->hash_value_hi;
}

static __always_inline __u32 hand_virtio_net_tx_hdr_hash_value(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->hash_value_lo | (__u32)h->hash_value_hi << 16;
}

static __always_inline __u16 hand_virtio_net_tx_hdr_hash_report(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->hash_report;
}

static __always_inline __u16 hand_virtio_net_tx_hdr_outer_th_offset(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->outer_th_offset;
}

static __always_inline __u16 hand_virtio_net_tx_hdr_inner_nh_offset(const void *d)
{
	const struct hand_virtio_net_hdr *h = d;

	return h->inner_nh_offset;
}

static __always_inline int hand_virtio_net_tx_hdr_tx_csum(const void *d, __u32 *flags)
{
	const struct hand_virtio_net_hdr *h = d;
	__u32 f = h->flags;

	*flags = (f & 1) << 1 | (f & 8) << 3;
	return 0;
}

static __always_inline int hand_virtio_net_tx_hdr_tx_segmentation(const void *d, __u32 *mss)
{
	const struct hand_virtio_net_hdr *h = d;

	if (!(h->gso_type & 0x1f))
		return -61; /* -ENODATA */
	*mss = h->gso_size;
	return 0;
}

#endif
