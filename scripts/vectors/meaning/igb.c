// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
#include <linux/spinlock.h>
#undef spin_lock_irqsave
#define spin_lock_irqsave(lock, flags) ((void)(flags))
#undef spin_unlock_irqrestore
#define spin_unlock_irqrestore(lock, flags) ((void)(flags))
#include "drivers/net/ethernet/intel/igb/igb_main.c"
#undef INCVALUE_82576_MASK
#include "drivers/net/ethernet/intel/igb/igb_ptp.c"
#include "../meaning.h"

/* What kernel/time/timecounter.c does: a count ahead of the last one is later, one that lies more
 * than half of the counter's range ahead is earlier. */
u64 timecounter_cyc2time(const struct timecounter *tc, u64 cycles)
{
	const struct cyclecounter *cc = tc->cc;
	u64 ahead = (cycles - tc->cycle_last) & cc->mask;
	u64 behind = (tc->cycle_last - cycles) & cc->mask;

	if (ahead <= cc->mask / 2)
		return tc->nsec + ((ahead * cc->mult + tc->frac) >> cc->shift);
	return tc->nsec - ((behind * cc->mult - tc->frac) >> cc->shift);
}

MEANING("igb/rx-wb", union e1000_adv_rx_desc, "igb_process_skb_fields", "igb_rx_checksum", "igb_rx_hash",
	"igb_ptp_rx_pktstamp", "igb_ptp_systim_to_hwtstamp", "transcribed: timecounter_cyc2time")
{
	static struct igb_adapter adapter;
	struct igb_q_vector q_vector = { .adapter = &adapter };
	struct igb_ring ring = { .netdev = netdev, .q_vector = &q_vector };
	u64 mac = e1000_i210, speed = SPEED_1000, systim = vec_random(), reserved = 0, bswap = 0;
	bool cycles;

	switch (CHOOSE(5)) {
	case 0:
		VARY(le32, d->wb.upper.status_error, E1000_RXD_STAT_IXSM | E1000_RXD_STAT_UDPCS |
		     E1000_RXD_STAT_TCPCS | E1000_RXDEXT_STATERR_TCPE | E1000_RXDEXT_STATERR_IPE);
		break;
	case 1:
		VARY(le16, d->wb.lower.lo_dword.pkt_info, 0xf); /* the RSS type */
		break;
	case 2:
		VARY(le32, d->wb.upper.status_error, E1000_RXD_STAT_VP | E1000_RXDEXT_STATERR_LB);
		bswap = CHOOSE(2);
		break;
	case 3:
		VARY(le32, d->wb.upper.status_error, E1000_RXDADV_STAT_TSIP | E1000_RXDADV_STAT_TS);
		mac = ONE_OF(e1000_i210, e1000_i211);
		speed = ONE_OF(0, SPEED_10, SPEED_100, SPEED_1000);
		reserved = ONE_OF(0, 0, 1, 1ULL << 63);
		break;
	case 4: /* cycles before and after those of the last reading */
		SET(le32, d->wb.upper.status_error, E1000_RXDADV_STAT_TSIP, E1000_RXDADV_STAT_TSIP);
		mac = ONE_OF(e1000_82576, e1000_82580, e1000_i350, e1000_i354);
		systim = ONE_OF(0, 1, 0x7fffffffff, 0x8000000000, 0xffffffffff, ~0ULL) + (CHOOSE(2) ? vec_random() : 0);
		break;
	}

	memset(&adapter, 0, sizeof(adapter));
	adapter.hw.mac.type = mac;
	adapter.link_speed = speed;
	cycles = mac != e1000_i210 && mac != e1000_i211;
	if (!cycles) /* nanoseconds in the lower half */
		systim = (systim >> 32 << 32) | (u32)systim % NSEC_PER_SEC;
	adapter.cc.mask = CYCLECOUNTER_MASK(mac == e1000_82576 ? 64 : IGB_NBITS_82580);
	adapter.cc.mult = mac == e1000_82576 ? vec_random() >> 40 : 1;
	adapter.cc.shift = mac == e1000_82576 ? IGB_82576_TSYNC_SHIFT : 0;
	adapter.tc.cc = &adapter.cc;
	adapter.tc.mask = (1ULL << adapter.cc.shift) - 1;
	adapter.tc.cycle_last = vec_random() & adapter.cc.mask;
	adapter.tc.nsec = vec_random() >> 2;
	adapter.tc.frac = vec_random() & adapter.tc.mask;

	INPUT(rx_lb_vlan_bswap, bswap);
	INPUT(ts_format, !cycles);
	INPUT(link_speed, speed);
	INPUT(reserved_stamp, reserved);
	INPUT(systim, systim);
	INPUT(clock.cycle_last, adapter.tc.cycle_last);
	INPUT(clock.mask, adapter.cc.mask);
	INPUT(clock.nsec, adapter.tc.nsec);
	INPUT(clock.frac, adapter.tc.frac);
	INPUT(clock.mult, adapter.cc.mult);
	INPUT(clock.shift, adapter.cc.shift);

	if (bswap)
		ring.flags |= BIT(IGB_RING_FLAG_RX_LB_VLAN_BSWAP);
	igb_process_skb_fields(&ring, d, skb); /* without PTP it leaves the registers alone */
	if (igb_test_staterr(d, E1000_RXDADV_STAT_TSIP)) {
		__le64 stamp[2] = { cpu_to_le64(reserved), cpu_to_le64(systim) };

		adapter.ptp_flags = IGB_PTP_ENABLED;
		igb_ptp_rx_pktstamp(&q_vector, stamp, &skb_hwtstamps(skb)->hwtstamp);
	}
	EXPECT_CHECKSUM();
	EXPECT_CSUM_ERROR(ring.rx_stats.csum_err);
	EXPECT_HASH();
	EXPECT_VLAN();
	EXPECT_HWTSTAMP();
}
