// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
#include "drivers/net/ethernet/intel/e1000e/netdev.c"
#include "../meaning.h"

gro_result_t napi_gro_receive(struct napi_struct *napi, struct sk_buff *packet) { return GRO_NORMAL; }

/* No timestamps: the descriptor tells only that there is one, in a register. */
MEANING("e1000e/rx-ext", union e1000_rx_desc_extended, "e1000_rx_checksum", "e1000_rx_hash", "e1000_receive_skb")
{
	struct e1000_adapter *adapter = netdev_priv(netdev);
	u32 staterr;

	adapter->netdev = netdev;
	switch (CHOOSE(2)) {
	case 0:
		VARY(le32, d->wb.upper.status_error, E1000_RXD_STAT_IXSM | E1000_RXD_STAT_UDPCS | E1000_RXD_STAT_TCPCS |
		     (u32)E1000_RXD_ERR_TCPE << 24 | (u32)E1000_RXD_ERR_IPE << 24);
		break;
	case 1:
		VARY(le32, d->wb.upper.status_error, E1000_RXD_STAT_VP | E1000_RXDEXT_STATERR_TST);
		VARY(le32, d->wb.lower.mrq, 0xf);
		break;
	}

	staterr = le32_to_cpu(d->wb.upper.status_error);
	e1000_rx_checksum(adapter, staterr, skb);
	e1000_rx_hash(netdev, d->wb.lower.hi_dword.rss, skb);
	e1000_receive_skb(adapter, netdev, skb, staterr, d->wb.upper.vlan);
	EXPECT_CHECKSUM();
	EXPECT_CSUM_ERROR(adapter->hw_csum_err);
	EXPECT_HASH();
	EXPECT_VLAN();
}
