// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
#include "../fields.h"
#include <uapi/linux/virtio_net.h>

/* struct virtio_net_hdr_v1_hash_tunnel and its flags as Linux 6.18 and later declare them. */
struct newer_hdr_v1_hash_tunnel {
	struct {
		struct virtio_net_hdr_v1 hdr;
		__le16 hash_value_lo;
		__le16 hash_value_hi;
		__le16 hash_report;
		__le16 padding;
	} hash_hdr;
	__le16 outer_th_offset;
	__le16 inner_nh_offset;
};
static_assert(offsetof(struct newer_hdr_v1_hash_tunnel, hash_hdr.hash_report) ==
	      offsetof(struct virtio_net_hdr_v1_hash, hash_report));
static_assert(offsetof(struct newer_hdr_v1_hash_tunnel, outer_th_offset) ==
	      sizeof(struct virtio_net_hdr_v1_hash));
#define VIRTIO_NET_HDR_F_UDP_TUNNEL_CSUM 8
#define VIRTIO_NET_HDR_GSO_UDP_TUNNEL_IPV4 0x20
#define VIRTIO_NET_HDR_GSO_UDP_TUNNEL_IPV6 0x40
#define VIRTIO_NET_HDR_GSO_UDP_TUNNEL \
	(VIRTIO_NET_HDR_GSO_UDP_TUNNEL_IPV4 | VIRTIO_NET_HDR_GSO_UDP_TUNNEL_IPV6)

#define VIRTIO16(x) __virtio16_to_cpu(true, x)

static void header(const struct newer_hdr_v1_hash_tunnel *tunnel)
{
	const struct virtio_net_hdr_v1_hash *hash = (void *)tunnel;
	const struct virtio_net_hdr_v1 *d = (void *)tunnel;

	FIELD(flags, d->flags);
	FIELD(needs_csum, MASKED(d->flags, VIRTIO_NET_HDR_F_NEEDS_CSUM));
	FIELD(data_valid, MASKED(d->flags, VIRTIO_NET_HDR_F_DATA_VALID));
	FIELD(rsc_info, MASKED(d->flags, VIRTIO_NET_HDR_F_RSC_INFO));
	FIELD(udp_tunnel_csum, MASKED(d->flags, VIRTIO_NET_HDR_F_UDP_TUNNEL_CSUM));
	FIELD(gso_type, d->gso_type);
	FIELD(gso, (u8)(d->gso_type & ~(VIRTIO_NET_HDR_GSO_ECN | VIRTIO_NET_HDR_GSO_UDP_TUNNEL)));
	FIELD(gso_udp_tunnel_ipv4, MASKED(d->gso_type, VIRTIO_NET_HDR_GSO_UDP_TUNNEL_IPV4));
	FIELD(gso_udp_tunnel_ipv6, MASKED(d->gso_type, VIRTIO_NET_HDR_GSO_UDP_TUNNEL_IPV6));
	FIELD(gso_ecn, MASKED(d->gso_type, VIRTIO_NET_HDR_GSO_ECN));
	FIELD(hdr_len, VIRTIO16(d->hdr_len));
	FIELD(gso_size, VIRTIO16(d->gso_size));
	FIELD(csum_start, VIRTIO16(d->csum_start));
	FIELD(csum_offset, VIRTIO16(d->csum_offset));
	FIELD(segments, le16_to_cpu(d->rsc.segments));
	FIELD(dup_acks, le16_to_cpu(d->rsc.dup_acks));
	FIELD(num_buffers, VIRTIO16(d->num_buffers));
	FIELD(hash_value_lo, le16_to_cpu(tunnel->hash_hdr.hash_value_lo));
	FIELD(hash_value_hi, le16_to_cpu(tunnel->hash_hdr.hash_value_hi));
	FIELD(hash_value, le32_to_cpu(hash->hash_value));
	FIELD(hash_report, le16_to_cpu(hash->hash_report));
	FIELD(outer_th_offset, le16_to_cpu(tunnel->outer_th_offset));
	FIELD(inner_nh_offset, le16_to_cpu(tunnel->inner_nh_offset));
}

DESCRIPTOR("virtio_net/hdr", struct newer_hdr_v1_hash_tunnel) { header(d); }
DESCRIPTOR("virtio_net/tx-hdr", struct newer_hdr_v1_hash_tunnel) { header(d); }
