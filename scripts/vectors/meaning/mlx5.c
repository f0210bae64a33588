// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
#include "drivers/net/ethernet/mellanox/mlx5/core/en/xdp.c"
#include "drivers/net/ethernet/mellanox/mlx5/core/en_rx.c"
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

/* LRO writes new headers into the packet; nobody reads their checksums here. */
__wsum csum_partial(const void *buff, int len, __wsum sum) { return sum; }
__sum16 csum_ipv6_magic(const struct in6_addr *saddr, const struct in6_addr *daddr, __u32 len, __u8 proto,
			__wsum sum) { return 0; }

enum packet { TCP_IPV4, TCP_IPV6, SCTP_IPV4, SCTP_IPV6, ARP };

static void fill_packet(enum packet packet)
{
	struct ethhdr *eth = (void *)skb->data;
	struct iphdr *ip4 = (void *)(eth + 1);
	struct ipv6hdr *ip6 = (void *)(eth + 1);

	switch (packet) {
	case TCP_IPV4:
	case SCTP_IPV4:
		eth->h_proto = htons(ETH_P_IP);
		ip4->version = 4;
		ip4->ihl = 5;
		ip4->protocol = packet == TCP_IPV4 ? IPPROTO_TCP : IPPROTO_SCTP;
		break;
	case TCP_IPV6:
	case SCTP_IPV6:
		eth->h_proto = htons(ETH_P_IPV6);
		ip6->version = 6;
		ip6->nexthdr = packet == TCP_IPV6 ? IPPROTO_TCP : IPPROTO_SCTP;
		break;
	case ARP:
		eth->h_proto = htons(ETH_P_ARP);
		break;
	}
}

static bool is_ip_not_sctp(enum packet packet) { return packet == TCP_IPV4 || packet == TCP_IPV6; }

static void set_length(struct mlx5_cqe64 *d, u16 length) { SET(be32, d->byte_cnt, 0x8000ffff, length); }

MEANING("mlx5/cqe64", struct mlx5_cqe64, "mlx5e_build_rx_skb", "mlx5e_handle_csum", "mlx5e_skb_set_hash",
	"mlx5e_cqe_ts_to_ns", "mlx5e_xdp_rx_hash", "mlx5e_xdp_rx_timestamp", "mlx5e_xdp_rx_vlan_tag",
	"transcribed: timecounter_cyc2time")
{
	static struct mlx5e_rq rq;
	static struct mlx5e_rq_stats stats;
	static struct mlx5_clock clock;
	struct hwtstamp_config tstamp = { .rx_filter = HWTSTAMP_FILTER_ALL };
	struct cyclecounter *cc = &clock.timer.cycles;
	struct timecounter *tc = &clock.timer.tc;
	enum packet packet = TCP_IPV4;
	bool no_csum_complete = false, real_time = true;
	u64 cycles = 0;

	/* What the driver gets here is a good packet, and not compressed any more. */
	SET(u8, d->op_own, 0xfc, MLX5_CQE_RESP_SEND << 4 | MLX5_NO_INLINE_DATA << 2);
	set_length(d, 1000);

	switch (CHOOSE(6)) {
	case 0: /* checksums */
		VARY(u8, d->tls_outer_l3_tunneled, 0x19); /* tunneled, TLS */
		VARY(u8, d->hds_ip_ext, CQE_L2_OK | CQE_L3_OK | CQE_L4_OK);
		SET(be32, d->srqn, 0xff000000, ONE_OF(0, 1, 2) << 24);
		no_csum_complete = CHOOSE(2);
		break;
	case 1: /* what has no usable sum */
		SET(u8, d->tls_outer_l3_tunneled, 0x18, 0);
		VARY(u8, d->tls_outer_l3_tunneled, 1);
		VARY(u8, d->hds_ip_ext, CQE_L3_OK | CQE_L4_OK);
		SET(be32, d->srqn, 0xff000000, 0);
		packet = CHOOSE(ARP + 1);
		set_length(d, ONE_OF(42, 60, 64, 65, 1000));
		break;
	case 2: /* hash types, also those of no hash */
		SET(u8, d->rss_hash_type, 0x33, ONE_OF(0, 0x33));
		VARY(u8, d->rss_hash_type, CQE_RSS_HTYPE_IP | CQE_RSS_HTYPE_L4);
		break;
	case 3:
		VARY(u8, d->l4_l3_hdr_type, 1);
		break;
	case 4: /* the tag that rules mark with: none, the smallest, the largest */
		SET(be32, d->sop_drop_qpn, 0xffff, ONE_OF(0, 1, 0xffff));
		break;
	case 5: /* cycles before and after those of the last reading */
		real_time = CHOOSE(2);
		cycles = ONE_OF(0, 1, 0x7fffffffffff, 0x800000000000, 0xffffffffffff, ~0ULL) +
			 (CHOOSE(2) ? vec_random() : 0);
		if (!real_time) {
			d->timestamp_h = cpu_to_be32(cycles >> 32);
			d->timestamp_l = cpu_to_be32(cycles);
		}
		break;
	}
	fill_packet(packet);

	memset(&rq, 0, sizeof(rq));
	memset(&clock, 0, sizeof(clock));
	cc->mask = CYCLECOUNTER_MASK(vec_random() & 1 ? 41 : 64);
	cc->mult = vec_random() >> 40;
	cc->shift = 21;
	tc->cc = cc;
	tc->mask = (1ULL << cc->shift) - 1;
	tc->cycle_last = vec_random() & cc->mask;
	tc->nsec = vec_random() >> 2;
	tc->frac = vec_random() & tc->mask;
	rq.netdev = netdev;
	rq.stats = &stats;
	rq.tstamp = &tstamp;
	rq.clock = &clock;
	rq.ptp_cyc2time = real_time ? mlx5_real_time_cyc2time : mlx5_timecounter_cyc2time;
	__set_bit(MLX5E_RQ_STATE_CSUM_FULL, &rq.state); /* no bytes to add to the sum */
	if (no_csum_complete)
		__set_bit(MLX5E_RQ_STATE_NO_CSUM_COMPLETE, &rq.state);

	INPUT(csum_complete, !no_csum_complete && is_ip_not_sctp(packet));
	INPUT(ts_format, real_time);
	INPUT(clock.cycle_last, tc->cycle_last);
	INPUT(clock.mask, cc->mask);
	INPUT(clock.nsec, tc->nsec);
	INPUT(clock.frac, tc->frac);
	INPUT(clock.mult, cc->mult);
	INPUT(clock.shift, cc->shift);

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 12, 0)
	struct xdp_rxq_info rxq = { .dev = netdev };
	struct mlx5e_xdp_buff xdp = { .xdp.rxq = &rxq, .cqe = d, .rq = &rq };

	EXPECT_XDP_HASH(mlx5e_xdp_rx_hash, &xdp);
	EXPECT_XDP_TIMESTAMP(mlx5e_xdp_rx_timestamp, &xdp);
	EXPECT_XDP_VLAN(mlx5e_xdp_rx_vlan_tag, &xdp);
#endif
	skb->len = mpwrq_get_cqe_byte_cnt(d);
	mlx5e_build_rx_skb(d, mpwrq_get_cqe_byte_cnt(d), &rq, skb);
	EXPECT_CHECKSUM();
	/* A port without an IP version, or IP version 3, has no row in the kfunc's table; for skb->hash it counts. */
	switch (d->rss_hash_type & CQE_RSS_HTYPE_IP) {
	case CQE_RSS_HTYPE_IP:
		break;
	case 0:
		if (d->rss_hash_type & CQE_RSS_HTYPE_L4)
			break;
		fallthrough;
	default:
		EXPECT_HASH();
	}
	EXPECT_VLAN();
	EXPECT_HWTSTAMP();
	vec_expect("mark", "\"0x%x\"", skb->mark);
}

/* The title gives no verdict: what comes out is of the mini-CQE. */
MEANING("mlx5/mini-cqe8", struct mlx5_mini_cqe8, "mlx5e_decompress_cqe", "mlx5e_handle_csum")
{
	static struct mlx5e_rq rq;
	static struct mlx5e_rq_stats stats;
	struct mlx5_cqwq cqwq = { };
	bool stridx = CHOOSE(2);

	SET(be32, d->byte_cnt, 0xffff, ONE_OF(65, 1000, 0xffff));
	memset(&rq, 0, sizeof(rq));
	rq.netdev = netdev;
	rq.stats = &stats;
	rq.wq_type = MLX5_WQ_TYPE_LINKED_LIST_STRIDING_RQ;
	rq.cqd.mini_arr[0] = *d;
	__set_bit(MLX5E_RQ_STATE_CSUM_FULL, &rq.state);
	if (stridx)
		__set_bit(MLX5E_RQ_STATE_MINI_CQE_HW_STRIDX, &rq.state);
	fill_packet(ONE_OF(TCP_IPV4, TCP_IPV6));

	INPUT(mini_cqe_res_format, stridx ? MLX5_CQE_FORMAT_CSUM_STRIDX : MLX5_CQE_FORMAT_CSUM);
	INPUT(csum_complete, 1);
	mlx5e_decompress_cqe(&rq, &cqwq, 0);
	skb->len = mpwrq_get_cqe_byte_cnt(&rq.cqd.title) ?: 1;
	if (skb->len > 64) {
		mlx5e_handle_csum(netdev, &rq.cqd.title, &rq, skb, false);
		EXPECT_CHECKSUM();
	}
}
