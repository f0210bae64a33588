// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
#include "drivers/net/ethernet/amazon/ena/ena_eth_com.c"
#include "drivers/net/ethernet/amazon/ena/ena_netdev.c"
#include "../meaning.h"

#define MASK(stem) ENA_ETH_IO_RX_CDESC_BASE_##stem##_MASK
#define L4(proto) (ENA_ETH_IO_L4_PROTO_##proto << ENA_ETH_IO_RX_CDESC_BASE_L4_PROTO_IDX_SHIFT)

MEANING("ena/rx-cdesc", struct ena_eth_io_rx_cdesc_base, "ena_com_rx_set_flags", "ena_rx_checksum",
	"ena_set_rx_hash")
{
	static struct ena_com_dev ena_dev;
	static struct ena_com_io_cq *io_cq = &ena_dev.io_cq_queues[0];
	struct ena_com_rx_ctx ctx = { };
	struct ena_ring ring = { .netdev = netdev };

	ena_dev.net_device = netdev;
	switch (CHOOSE(2)) {
	case 0: /* every verdict */
		SET(u32, d->status, MASK(L3_PROTO_IDX),
		    ONE_OF(ENA_ETH_IO_L3_PROTO_UNKNOWN, ENA_ETH_IO_L3_PROTO_IPV4, ENA_ETH_IO_L3_PROTO_IPV6));
		SET(u32, d->status, MASK(L4_PROTO_IDX), ONE_OF(L4(UNKNOWN), L4(TCP), L4(UDP), L4(ROUTEABLE_ROCE)));
		VARY(u32, d->status, MASK(L3_CSUM_ERR) | MASK(L4_CSUM_ERR) | MASK(IPV4_FRAG) | MASK(L4_CSUM_CHECKED));
		break;
	case 1: /* every protocol */
		VARY(u32, d->status, MASK(L4_PROTO_IDX));
		break;
	}
	SET(u32, d->status, MASK(LAST), MASK(LAST)); /* the flags are those of the last descriptor */

	ena_com_rx_set_flags(io_cq, &ctx, d);
	ena_rx_checksum(&ring, &ctx, skb);
	ena_set_rx_hash(&ring, &ctx, skb);
	EXPECT_CHECKSUM();
	EXPECT_CSUM_ERROR(ring.rx_stats.csum_bad);
	EXPECT_HASH();
}
