// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
// with: drivers/net/ethernet/broadcom/bnxt/bnxt_ptp.c
// differs: bnxt/rx-cmp 6.1 tells L4 hashes from L3 by the RSS profile, and knows no V3 completions
#include <linux/spinlock.h>
#undef spin_lock_irqsave
#define spin_lock_irqsave(lock, flags) ((void)(flags))
#undef spin_unlock_irqrestore
#define spin_unlock_irqrestore(lock, flags) ((void)(flags))
#undef spin_lock_bh
#define spin_lock_bh(lock) ((void)(lock))
#undef spin_unlock_bh
#define spin_unlock_bh(lock) ((void)(lock))
#include "drivers/net/ethernet/broadcom/bnxt/bnxt.c"
#include "../meaning.h"

/* What kernel/time/timecounter.c does: a count ahead of the last one is later, one that lies more
 * than half the counter's range ahead is in truth earlier; the fraction of a nanosecond is kept. */
u64 timecounter_cyc2time(const struct timecounter *tc, u64 cycles)
{
	u64 ahead = (cycles - tc->cycle_last) & tc->cc->mask;
	u64 behind = (tc->cycle_last - cycles) & tc->cc->mask;

	if (ahead > tc->cc->mask / 2)
		return tc->nsec - ((behind * tc->cc->mult - tc->frac) >> tc->cc->shift);
	return tc->nsec + ((ahead * tc->cc->mult + tc->frac) >> tc->cc->shift);
}

static bool delivered;

gro_result_t napi_gro_receive(struct napi_struct *napi, struct sk_buff *skb)
{
	delivered = true;
	return 0;
}
struct net_device *bnxt_get_vf_rep(struct bnxt *bp, u16 cfa_code) { return NULL; }
bool bnxt_xdp_attached(struct bnxt *bp, struct bnxt_rx_ring_info *rxr) { return false; }
static struct sk_buff *whole_packet(struct bnxt *bp, struct bnxt_rx_ring_info *rxr, u16 cons, void *data,
				    u8 *data_ptr, dma_addr_t addr, unsigned int offset_and_len)
{
	return skb;
}
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 12, 0)
#define BNXT_FLAG_CHIP_P5_PLUS BNXT_FLAG_CHIP_P5
#define CMP_TYPE_RX_L2_V3_CMP 23
#define BNXT_RSS_CAP_RSS_TCAM 0
#define rss_cap flags /* adds nothing to it */
void kfree_skb_reason(struct sk_buff *skb, enum skb_drop_reason reason) {}
#else
void sk_skb_reason_drop(struct sock *sk, struct sk_buff *skb, enum skb_drop_reason reason) {}
#endif

MEANING("bnxt/rx-cmp", struct { struct rx_cmp lo; struct rx_cmp_ext hi; }, "bnxt_rx_pkt", "bnxt_rx_vlan",
	"bnxt_rss_ext_op", "bnxt_rx_ts_valid", "bnxt_get_rx_ts_p5", "transcribed: timecounter_cyc2time")
{
	static struct bnxt bp;
	static struct bnxt_napi bnapi;
	static struct bnxt_rx_ring_info rxr;
	static struct bnxt_sw_rx_bd buffers[2];
	static struct bnxt_ptp_cfg ptp;
	static struct bnxt_sw_stats stats;
	static struct tx_cmp ring[4], *pages[] = { ring };
	struct bnxt_cp_ring_info cpr = { .bnapi = &bnapi, .cp_desc_ring = pages };
	u32 raw_cons = 0;
	u8 event = 0;
	u64 all = vec_random() & 1, tcam = vec_random() & 1, old_time = vec_random() >> 16, l4_errors;

	SET(le32, d->lo.rx_cmp_len_flags_type, RX_CMP_CMP_TYPE, ONE_OF(CMP_TYPE_RX_L2_CMP, CMP_TYPE_RX_L2_V3_CMP));
	SET(le32, d->lo.rx_cmp_misc_v1, RX_CMP_AGG_BUFS, 0);
	SET(le32, d->lo.rx_cmp_len_flags_type, 1U << 31, 1U << 31); /* no empty packet */
	d->lo.rx_cmp_opaque = 0; /* the buffer that is next */
	SET(le32, d->hi.rx_cmp_cfa_code_errors_v2, /* a packet with one of these is dropped */
	    RX_CMPL_ERRORS_BUFFER_ERROR_MASK | RX_CMPL_ERRORS_CRC_ERROR, 0);
	SET(le32, d->hi.rx_cmp_cfa_code_errors_v2, RX_CMP_V, RX_CMP_V);
	if (CHOOSE(2)) /* or else TPIDs and their selectors would hardly ever be right */
		SET(le32, d->hi.rx_cmp_meta_data, RX_CMP_FLAGS2_METADATA_TPID_MASK,
		    CHOOSE(2) ? 0x81000000 : 0x88a80000);
	else
		SET(le32, d->lo.rx_cmp_misc_v1, 0x60000000, 0);
	switch (CHOOSE(4)) {
	case 0: /* checksums */
		VARY(le32, d->hi.rx_cmp_flags2, RX_CMP_FLAGS2_L4_CS_CALC | RX_CMP_FLAGS2_T_L4_CS_CALC);
		VARY(le32, d->hi.rx_cmp_cfa_code_errors_v2, RX_CMPL_ERRORS_L4_CS_ERROR | RX_CMPL_ERRORS_T_L4_CS_ERROR);
		break;
	case 1: /* hashes */
		VARY(le32, d->lo.rx_cmp_len_flags_type, RX_CMP_FLAGS_RSS_VALID);
		switch (CHOOSE(2)) {
		case 0:
			VARY(le32, d->lo.rx_cmp_len_flags_type, RX_CMP_FLAGS_ITYPES_MASK);
			break;
		case 1:
			tcam = CHOOSE(2);
			SET(le32, d->lo.rx_cmp_misc_v1, 0xf << (tcam ? 8 : 12), CHOOSE(16) << (tcam ? 8 : 12));
			break;
		}
		break;
	case 2: /* VLAN tags */
		VARY(le32, d->hi.rx_cmp_flags2, RX_CMP_FLAGS2_META_FORMAT_VLAN);
		VARY(le32, d->lo.rx_cmp_misc_v1, 0xf0000000);
		break;
	case 3: /* times */
		SET(le32, d->lo.rx_cmp_len_flags_type, RX_CMP_FLAGS_ITYPES_MASK,
		    ONE_OF(RX_CMP_FLAGS_ITYPE_UDP, RX_CMP_FLAGS_ITYPE_PTP_WO_TS, RX_CMP_FLAGS_ITYPE_PTP_W_TS));
		VARY(le32, d->lo.rx_cmp_len_flags_type, RX_CMP_FLAGS_PKT_METADATA_PRESENT);
		all = CHOOSE(2);
		switch (CHOOSE(4)) {
		case 0:
			d->hi.rx_cmp_timestamp = 0;
			break;
		case 1:
			d->hi.rx_cmp_timestamp = cpu_to_le32(old_time);
			break;
		case 2: /* the low half wrapped since */
			d->hi.rx_cmp_timestamp = cpu_to_le32(old_time - 1);
			break;
		}
		break;
	}

	memset(&bp, 0, sizeof(bp));
	memset(&bnapi, 0, sizeof(bnapi));
	memset(&rxr, 0, sizeof(rxr));
	memset(&ptp, 0, sizeof(ptp));
	memset(&stats, 0, sizeof(stats));
	memcpy(ring, d, sizeof(*d));
	bp.dev = netdev;
	bp.cp_ring_mask = 3;
	bp.cp_bit = 4;
	bp.rx_skb_func = whole_packet;
	bp.flags = BNXT_FLAG_CHIP_P5_PLUS;
	bp.rss_cap |= tcam ? BNXT_RSS_CAP_RSS_TCAM : 0;
	bp.ptp_all_rx_tstamp = all;
	bp.ptp_cfg = &ptp;
	ptp.old_time = old_time;
	ptp.cc.mask = CYCLECOUNTER_MASK(48);
	ptp.cc.shift = 23;
	ptp.cc.mult = (1 << 23) + (vec_random() & 0xffff);
	ptp.tc.cc = &ptp.cc;
	ptp.tc.cycle_last = (old_time + (vec_random() & 0xffffffff)) & ptp.cc.mask;
	ptp.tc.nsec = vec_random() >> 2;
	ptp.tc.frac = vec_random() & ((1 << 23) - 1);
	bnapi.bp = &bp;
	bnapi.rx_ring = &rxr;
	rxr.rx_buf_ring = buffers;
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 12, 0)
	cpr.sw_stats = bnapi.cp_ring.sw_stats = &stats;
#endif
	delivered = false;
	bnxt_rx_pkt(&bp, &cpr, &raw_cons, &event);
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 12, 0)
	l4_errors = stats.rx.rx_l4_csum_errors;
#else
	l4_errors = bnapi.cp_ring.sw_stats.rx.rx_l4_csum_errors;
#endif
	INPUT(expected_v, 1);
	INPUT(rss_tcam, tcam);
	INPUT(ptp_all_rx_tstamp, all);
	INPUT(old_time, old_time);
	INPUT(clock.cycle_last, ptp.tc.cycle_last);
	INPUT(clock.mask, ptp.cc.mask);
	INPUT(clock.nsec, ptp.tc.nsec);
	INPUT(clock.frac, ptp.tc.frac);
	INPUT(clock.mult, ptp.cc.mult);
	INPUT(clock.shift, ptp.cc.shift);
	EXPECT_HASH();
	EXPECT_VLAN();
	if (delivered) { /* not dropped for its VLAN tag */
		EXPECT_CHECKSUM();
		EXPECT_CSUM_ERROR(l4_errors);
		EXPECT_HWTSTAMP();
	}
}
