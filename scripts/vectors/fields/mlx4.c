// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/* mlx4. What has no macro is read as the InfiniBand driver reads it (mlx4_ib_poll_one). */
// with: drivers/net/ethernet/mellanox/mlx4/en_clock.c
#include <linux/mlx4/cq.h>
#include "drivers/net/ethernet/mellanox/mlx4/mlx4_en.h"
#include "../fields.h"

static void common(struct mlx4_cqe *d)
{
	u32 vlan_my_qpn = be32_to_cpu(d->vlan_my_qpn), g_mlpath_rqpn = be32_to_cpu(d->g_mlpath_rqpn);
	u16 status = be16_to_cpu(d->status);

	FIELD(vlan_my_qpn, vlan_my_qpn);
	FIELD(my_qpn, MASKED(vlan_my_qpn, MLX4_CQE_QPN_MASK));
	FIELD(l2_tunnel_ipv4, MASKED(vlan_my_qpn, MLX4_CQE_L2_TUNNEL_IPV4));
	FIELD(l2_tunnel_csum, MASKED(vlan_my_qpn, MLX4_CQE_L2_TUNNEL_CSUM));
	FIELD(l2_tunnel, MASKED(vlan_my_qpn, MLX4_CQE_L2_TUNNEL));
	FIELD(cvlan_present, MASKED(vlan_my_qpn, MLX4_CQE_CVLAN_PRESENT_MASK));
	FIELD(svlan_present, MASKED(vlan_my_qpn, MLX4_CQE_SVLAN_PRESENT_MASK));
	FIELD(l2_tunnel_ipok, MASKED(vlan_my_qpn, (u32)MLX4_CQE_L2_TUNNEL_IPOK));
	FIELD(immed_rss_invalid, be32_to_cpu(d->immed_rss_invalid));
	FIELD(g_mlpath_rqpn, g_mlpath_rqpn);
	FIELD(rqpn, g_mlpath_rqpn & 0xffffff);
	FIELD(mlpath, (g_mlpath_rqpn >> 24) & 0x7f);
	FIELD(g, g_mlpath_rqpn >> 31);
	FIELD(status, status);
	FIELD(ipv4, MASKED(status, MLX4_CQE_STATUS_IPV4));
	FIELD(ipv4f, MASKED(status, MLX4_CQE_STATUS_IPV4F));
	FIELD(ipv6, MASKED(status, MLX4_CQE_STATUS_IPV6));
	FIELD(ipv4opt, MASKED(status, MLX4_CQE_STATUS_IPV4OPT));
	FIELD(tcp, MASKED(status, MLX4_CQE_STATUS_TCP));
	FIELD(udp, MASKED(status, MLX4_CQE_STATUS_UDP));
	FIELD(ipok, MASKED(status, MLX4_CQE_STATUS_IPOK));
	FIELD(ipv6_ext_mask, d->ipv6_ext_mask);
	FIELD(badfcs_enc, d->badfcs_enc);
	FIELD(llc, MASKED(d->badfcs_enc, MLX4_CQE_LLC));
	FIELD(snap, MASKED(d->badfcs_enc, MLX4_CQE_SNAP));
	FIELD(l4_csum, MASKED(d->badfcs_enc, MLX4_CQE_STATUS_L4_CSUM));
	FIELD(bad_fcs, MASKED(d->badfcs_enc, MLX4_CQE_BAD_FCS));
	FIELD(byte_cnt, be32_to_cpu(d->byte_cnt));
	FIELD(wqe_index, be16_to_cpu(d->wqe_index));
	FIELD(checksum, be16_to_cpu(d->checksum));
	FIELD(checksum_raw, (__force u16)d->checksum);
	FIELD(owner_sr_opcode, d->owner_sr_opcode);
	FIELD(opcode, MASKED(d->owner_sr_opcode, MLX4_CQE_OPCODE_MASK));
	FIELD(is_send, MASKED(d->owner_sr_opcode, MLX4_CQE_IS_SEND_MASK));
	FIELD(owner, MASKED(d->owner_sr_opcode, MLX4_CQE_OWNER_MASK));
}

DESCRIPTOR("mlx4/cqe", struct mlx4_cqe)
{
	u16 sl_vid = be16_to_cpu(d->sl_vid);

	common(d);
	FIELD(sl_vid, sl_vid);
	FIELD(vid, MASKED(sl_vid, MLX4_CQE_VID_MASK));
	FIELD(sl, sl_vid >> 12);
	FIELD(rlid, be16_to_cpu(d->rlid));
	for (int i = 0; i < ETH_ALEN; i++)
		FIELD_AT(smac, i, d->smac[i]);
}

/* The members that both structures have are read through struct mlx4_cqe, as the driver does. */
DESCRIPTOR("mlx4/ts-cqe", struct mlx4_ts_cqe)
{
	_Static_assert(offsetof(struct mlx4_ts_cqe, status) == offsetof(struct mlx4_cqe, status), "");
	_Static_assert(offsetof(struct mlx4_ts_cqe, ipv6_ext_mask) == offsetof(struct mlx4_cqe, ipv6_ext_mask), "");
	_Static_assert(offsetof(struct mlx4_ts_cqe, badfcs_enc) == offsetof(struct mlx4_cqe, badfcs_enc), "");
	_Static_assert(offsetof(struct mlx4_ts_cqe, checksum) == offsetof(struct mlx4_cqe, checksum), "");
	_Static_assert(offsetof(struct mlx4_ts_cqe, owner_sr_opcode) == offsetof(struct mlx4_cqe, owner_sr_opcode), "");

	common((struct mlx4_cqe *)d);
	FIELD(timestamp_hi, be32_to_cpu(d->timestamp_hi));
	FIELD(timestamp_lo, be16_to_cpu(d->timestamp_lo));
	FIELD(timestamp, mlx4_en_get_cqe_ts((struct mlx4_cqe *)d));
}
