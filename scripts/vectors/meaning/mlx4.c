// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
// with: drivers/net/ethernet/mellanox/mlx4/en_clock.c
#include "drivers/net/ethernet/mellanox/mlx4/en_rx.c"
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

unsigned long vmemmap_base, page_offset_base; /* where the packet lies; the driver prefetches it only */
struct sk_buff *napi_get_frags(struct napi_struct *napi) { return skb; }
gro_result_t napi_gro_frags(struct napi_struct *napi) { return 0; }

/* One packet through the receive loop. The ring's only buffer is missing, so that the driver stops
 * when it has written all that it knows of the packet to the skb. */
static void receive(void *d, bool timestamps)
{
	static struct mlx4_en_dev mdev;
	static struct mlx4_en_rx_ring ring;
	static struct mlx4_en_rx_alloc frags[MLX4_EN_MAX_RX_FRAGS];
	static struct mlx4_en_cq cq;
	struct mlx4_en_priv *priv = netdev_priv(netdev);
	struct mlx4_cqe *cqe = d;
	__be32 doorbell;

	/* Of the bad ones the driver makes nothing. */
	if ((cqe->owner_sr_opcode & MLX4_CQE_OPCODE_MASK) == MLX4_CQE_OPCODE_ERROR)
		SET(u8, cqe->owner_sr_opcode, MLX4_CQE_OPCODE_MASK, MLX4_RECV_OPCODE_SEND);
	SET(u8, cqe->owner_sr_opcode, MLX4_CQE_IS_SEND_MASK, 0);
	SET(u8, cqe->badfcs_enc, MLX4_CQE_BAD_FCS, 0);

	switch (CHOOSE(4)) {
	case 0: /* verdicts */
		VARY(be16, cqe->status, MLX4_CQE_STATUS_TCP | MLX4_CQE_STATUS_UDP | MLX4_CQE_STATUS_IPOK);
		VARY(be32, cqe->vlan_my_qpn, MLX4_CQE_L2_TUNNEL);
		cqe->checksum = cpu_to_be16(ONE_OF(0, 0xffff, 0xfffe));
		break;
	case 1: /* hash types */
		VARY(be16, cqe->status, MLX4_CQE_STATUS_IPV4 | MLX4_CQE_STATUS_IPV4F | MLX4_CQE_STATUS_IPV6 |
		     MLX4_CQE_STATUS_TCP | MLX4_CQE_STATUS_UDP);
		cqe->ipv6_ext_mask = ONE_OF(0, 1, 0x80);
		break;
	case 2:
		VARY(be32, cqe->vlan_my_qpn, MLX4_CQE_CVLAN_PRESENT_MASK | MLX4_CQE_SVLAN_PRESENT_MASK);
		break;
	case 3:
		if (timestamps) {
			struct mlx4_ts_cqe *ts = d;

			ts->timestamp_hi = cpu_to_be32(ONE_OF(0, 1, 0x7fffffff, 0x80000000, 0xffffffff));
			ts->timestamp_lo = cpu_to_be16(ONE_OF(0, 1, 0xffff));
		}
		break;
	}

	memset(&mdev, 0, sizeof(mdev));
	memset(&ring, 0, sizeof(ring));
	memset(&cq, 0, sizeof(cq));
	memset(frags, 0, sizeof(frags));
	mdev.cycles.mask = CYCLECOUNTER_MASK(48);
	mdev.cycles.mult = vec_random() >> 44;
	mdev.cycles.shift = 14;
	mdev.clock.cc = &mdev.cycles;
	mdev.clock.mask = (1ULL << mdev.cycles.shift) - 1;
	mdev.clock.cycle_last = vec_random() & mdev.cycles.mask;
	mdev.clock.nsec = vec_random() >> 2;
	mdev.clock.frac = vec_random() & mdev.clock.mask;
	netdev->hw_enc_features = ~0ULL;
	priv->port_up = true;
	priv->mdev = &mdev;
	priv->rx_ring[0] = &ring;
	priv->cqe_size = sizeof(*cqe);
	ring.rx_info = frags;
	ring.prod = 1;
	cq.buf = d;
	cq.size = 1;
	cq.mcq.cons_index = cqe->owner_sr_opcode >> 7; /* the entry's owner bit is right */
	cq.mcq.set_ci_db = &doorbell;

	if (timestamps) {
		ring.hwtstamp_rx_filter = HWTSTAMP_FILTER_ALL;
		netdev->features &= ~(NETIF_F_HW_VLAN_CTAG_RX | NETIF_F_HW_VLAN_STAG_RX);
		INPUT(clock.cycle_last, mdev.clock.cycle_last);
		INPUT(clock.mask, mdev.cycles.mask);
		INPUT(clock.nsec, mdev.clock.nsec);
		INPUT(clock.frac, mdev.clock.frac);
		INPUT(clock.mult, mdev.cycles.mult);
		INPUT(clock.shift, mdev.cycles.shift);
	}
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 12, 0)
	struct mlx4_en_xdp_buff xdp = { .cqe = cqe, .mdev = &mdev, .ring = &ring, .dev = netdev };

	EXPECT_XDP_HASH(mlx4_en_xdp_rx_hash, &xdp);
	if (timestamps)
		EXPECT_XDP_TIMESTAMP(mlx4_en_xdp_rx_timestamp, &xdp);
#endif
	mlx4_en_process_rx_cq(netdev, &cq, 1);
	EXPECT_CHECKSUM();
	vec_expect("hash", "\"0x%x\"", vec_noted.hash);
	EXPECT_VLAN();
	if (timestamps)
		EXPECT_HWTSTAMP();
}

MEANING("mlx4/cqe", struct mlx4_cqe, "mlx4_en_process_rx_cq", "mlx4_en_xdp_rx_hash")
{
	receive(d, false);
}

MEANING("mlx4/ts-cqe", struct mlx4_ts_cqe, "mlx4_en_process_rx_cq", "mlx4_en_xdp_rx_hash",
	"mlx4_en_xdp_rx_timestamp", "mlx4_en_get_cqe_ts", "transcribed: timecounter_cyc2time")
{
	receive(d, true);
}
