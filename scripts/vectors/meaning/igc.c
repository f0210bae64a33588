// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
// with: drivers/net/ethernet/intel/igc/igc_ptp.c
#include "drivers/net/ethernet/intel/igc/igc_main.c"
#include "../meaning.h"

/* The driver tells that it does not know the link speed. */
void netdev_printk(const char *level, const struct net_device *dev, const char *format, ...) { }

#define WITH_XDP_HINTS (LINUX_VERSION_CODE >= KERNEL_VERSION(6, 12, 0))

MEANING("igc/rx-wb", union igc_adv_rx_desc, "igc_rx_checksum", "igc_rx_hash", "igc_rx_vlan",
	"igc_xdp_rx_hash", "igc_xdp_rx_timestamp")
{
	struct igc_ring ring = { .netdev = netdev };
	struct igc_adapter *adapter = netdev_priv(netdev);
	u64 speed = SPEED_1000;
	__le32 stamp[4];

	switch (CHOOSE(4)) {
	case 0:
		VARY(le32, d->wb.upper.status_error, IGC_RXD_STAT_IXSM | IGC_RXD_STAT_UDPCS |
		     IGC_RXD_STAT_TCPCS | IGC_RXDEXT_STATERR_L4E | IGC_RXDEXT_STATERR_IPE);
		break;
	case 1:
		VARY(le32, d->wb.lower.lo_dword.data, IGC_RSS_TYPE_MASK);
		break;
	case 2:
		VARY(le32, d->wb.upper.status_error, IGC_RXD_STAT_VP | IGC_RXDEXT_STATERR_LB);
		break;
	case 3:
		VARY(le32, d->wb.upper.status_error, IGC_RXDADV_STAT_TSIP);
		speed = ONE_OF(0, SPEED_10, SPEED_100, SPEED_1000, SPEED_2500);
		break;
	}

	igc_rx_checksum(&ring, d, skb);
	igc_rx_hash(&ring, d, skb);
	igc_rx_vlan(&ring, d, skb);
	EXPECT_CHECKSUM();
	EXPECT_CSUM_ERROR(ring.rx_stats.csum_err);
	EXPECT_HASH();
	EXPECT_VLAN();

	/* The stamp in front of the packet: nanoseconds and seconds of timer 1, then of timer 0. */
	for (int i = 0; i < 4; i++)
		stamp[i] = cpu_to_le32(vec_random() % NSEC_PER_SEC);
	adapter->link_speed = speed;
	INPUT(link_speed, speed);
	INPUT(timer0_ns, le32_to_cpu(stamp[2]));
	INPUT(timer0_s, le32_to_cpu(stamp[3]));
#if WITH_XDP_HINTS
	struct xdp_rxq_info rxq = { .dev = netdev };
	struct igc_xdp_buff ctx = { .xdp.rxq = &rxq, .rx_desc = d, .rx_ts = (void *)stamp };

	EXPECT_XDP_HASH(igc_xdp_rx_hash, &ctx);
	EXPECT_XDP_TIMESTAMP(igc_xdp_rx_timestamp, &ctx);
#endif
}
