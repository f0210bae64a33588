// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
// with: net/core/skbuff.c
#include "drivers/net/virtio_net.c"
#include "../meaning.h"

gro_result_t napi_gro_receive(struct napi_struct *napi, struct sk_buff *skb) { return 0; }

#ifndef VIRTIO_NET_HDR_GSO_UDP_L4 /* Linux 6.1 */
#define VIRTIO_NET_HDR_GSO_UDP_L4 5
#endif
#define IS_6_1 (LINUX_VERSION_CODE < KERNEL_VERSION(6, 12, 0))

MEANING("virtio_net/hdr", struct virtio_net_hdr_v1_hash, "virtnet_receive_done", "virtio_skb_set_hash",
	"virtio_net_hdr_to_skb", "virtnet_xdp_rx_hash")
{
	struct virtio_device vdev = { };
	struct virtqueue vq = { .vdev = &vdev };
	struct receive_queue rq = { .vq = &vq };
	struct virtnet_info *vi = netdev_priv(netdev);

	/* A header that fits the packet: others are dropped. UDP_TUNNEL_CSUM and the tunnels are newer. */
	d->hdr.gso_type = ONE_OF(VIRTIO_NET_HDR_GSO_NONE, VIRTIO_NET_HDR_GSO_TCPV4,
				 VIRTIO_NET_HDR_GSO_TCPV6 | VIRTIO_NET_HDR_GSO_ECN, VIRTIO_NET_HDR_GSO_UDP_L4);
	SET(u8, d->hdr.flags, VIRTIO_NET_HDR_F_NEEDS_CSUM | VIRTIO_NET_HDR_F_DATA_VALID |
	    VIRTIO_NET_HDR_F_RSC_INFO, CHOOSE(8));
	SET(u8, d->hdr.flags, 8, 0);
	if (d->hdr.gso_type == VIRTIO_NET_HDR_GSO_UDP_L4)
		d->hdr.flags |= VIRTIO_NET_HDR_F_NEEDS_CSUM;
	d->hdr.gso_size = cpu_to_virtio16(&vdev, 100 + CHOOSE(2));
	if (d->hdr.flags & VIRTIO_NET_HDR_F_NEEDS_CSUM) {
		d->hdr.csum_start = cpu_to_virtio16(&vdev, 54);
		d->hdr.csum_offset = cpu_to_virtio16(&vdev, d->hdr.gso_type == VIRTIO_NET_HDR_GSO_UDP_L4 ?
						     offsetof(struct udphdr, check) : offsetof(struct tcphdr, check));
	}
	d->hash_report = cpu_to_le16(CHOOSE(VIRTIO_NET_HASH_REPORT_UDPv6_EX + 4));

	vdev.features = BIT_ULL(VIRTIO_F_VERSION_1);
	vi->vdev = &vdev;
	vi->dev = netdev;
	vi->has_rss_hash_report = true;
	vi->hdr_len = sizeof(*d);
	memcpy(skb->cb, d, sizeof(*d));
	INPUT(size, sizeof(*d));
#if IS_6_1 /* the checksum is judged in the midst of receive_buf() */
	(void)rq;
	virtio_skb_set_hash(d, skb);
	EXPECT_HASH();
#else
	struct xdp_rxq_info rxq = { .dev = netdev };
	struct xdp_buff xdp = { .data = d + 1, .rxq = &rxq };

	virtnet_receive_done(vi, &rq, skb, d->hdr.flags);
	EXPECT_CHECKSUM();
	EXPECT_HASH();
	EXPECT_VLAN();
	EXPECT_XDP_HASH(virtnet_xdp_rx_hash, &xdp);
#endif
}
