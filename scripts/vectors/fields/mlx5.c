// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/* mlx5. What the kernel names by no helper or mask is read through the member and its comment, or as the InfiniBand
 * driver reads it; outer_l3_type, l3_hdr_type and ip_frag have no name in the kernel at all: rdma-core and DPDK. */
// with: drivers/net/ethernet/mellanox/mlx5/core/wq.c
#include <linux/mlx5/device.h>
#include <linux/mlx5/qp.h>
#include <linux/mlx5/cq.h>
#include "drivers/net/ethernet/mellanox/mlx5/core/en.h"
#include "drivers/net/ethernet/mellanox/mlx5/core/en_tc.h"
#include "../fields.h"

DESCRIPTOR("mlx5/cqe64", struct mlx5_cqe64)
{
	struct mpwrq_cqe_bc *bc = (struct mpwrq_cqe_bc *)&d->byte_cnt;
	u32 flags_rqpn = be32_to_cpu(d->flags_rqpn), sop_drop_qpn = be32_to_cpu(d->sop_drop_qpn);

	FIELD(tls_outer_l3_tunneled, d->tls_outer_l3_tunneled);
	FIELD(tunneled, cqe_is_tunneled(d));
	FIELD(outer_l3_type, (d->tls_outer_l3_tunneled >> 1) & 1);
	FIELD(tls_offload, get_cqe_tls_offload(d));
	FIELD(wqe_id, be16_to_cpu(d->wqe_id));
	FIELD(tcppsh_abort_dupack, d->lro.tcppsh_abort_dupack);
	FIELD(tcppsh, get_cqe_lro_tcppsh(d));
	FIELD(min_ttl, d->lro.min_ttl);
	FIELD(tcp_win, be16_to_cpu(d->lro.tcp_win));
	FIELD(ack_seq_num, be32_to_cpu(d->lro.ack_seq_num));
	FIELD(match, (u8)d->shampo.match);
	FIELD(flush, (u8)d->shampo.flush);
	FIELD(header_size, d->shampo.header_size);
	FIELD(header_entry_index, be16_to_cpu(d->shampo.header_entry_index));
	FIELD(data_offset, be32_to_cpu(d->shampo.data_offset));
	FIELD(rss_hash_result, be32_to_cpu(d->rss_hash_result));
	FIELD(rss_hash_type, d->rss_hash_type);
	FIELD(rss_htype_ip, MASKED(d->rss_hash_type, CQE_RSS_HTYPE_IP));
	FIELD(rss_htype_l4, MASKED(d->rss_hash_type, CQE_RSS_HTYPE_L4));
	FIELD(ml_path, d->ml_path);
	FIELD(dlid_path_bits, d->ml_path & 0x7f);
	FIELD(ce, d->ml_path >> 7);
	FIELD(check_sum, be16_to_cpu(d->check_sum));
	FIELD(check_sum_raw, (__force u16)d->check_sum);
	FIELD(slid, be16_to_cpu(d->slid));
	FIELD(flags_rqpn, flags_rqpn);
	FIELD(rqpn, flags_rqpn & 0xffffff);
	FIELD(sl, (flags_rqpn >> 24) & 0xf);
	FIELD(roce_l3_header_type, (flags_rqpn >> 24) & 0x3);
	FIELD(g, (flags_rqpn >> 28) & 3);
	FIELD(hds_ip_ext, d->hds_ip_ext);
	FIELD(l2_ok, MASKED(d->hds_ip_ext, CQE_L2_OK));
	FIELD(l3_ok, MASKED(d->hds_ip_ext, CQE_L3_OK));
	FIELD(l4_ok, MASKED(d->hds_ip_ext, CQE_L4_OK));
	FIELD(l4_l3_hdr_type, d->l4_l3_hdr_type);
	FIELD(has_vlan, cqe_has_vlan(d));
	FIELD(l3_hdr_type, (d->l4_l3_hdr_type >> 2) & 3);
	FIELD(l4_hdr_type, get_cqe_l4_hdr_type(d));
	FIELD(ip_frag, d->l4_l3_hdr_type >> 7);
	FIELD(vlan_info, be16_to_cpu(d->vlan_info));
	FIELD(lro_num_seg, be32_to_cpu(d->srqn) >> 24);
	FIELD(srqn, be32_to_cpu(d->srqn) & 0xffffff);
	FIELD(immediate, be32_to_cpu(d->immediate));
	FIELD(inval_rkey, be32_to_cpu(d->inval_rkey));
	FIELD(pkey, be32_to_cpu(d->pkey) & 0xffff);
	FIELD(ft_metadata, be32_to_cpu(d->ft_metadata));
	FIELD(byte_cnt, be32_to_cpu(d->byte_cnt));
	FIELD(filler, mpwrq_is_filler_cqe(d));
	FIELD(consumed_strides, mpwrq_get_cqe_bc_consumed_strides(bc));
	FIELD(mpwrq_byte_cnt, mpwrq_get_cqe_byte_cnt(d));
	FIELD(timestamp_h, be32_to_cpu(d->timestamp_h));
	FIELD(timestamp_l, be32_to_cpu(d->timestamp_l));
	FIELD(timestamp, get_cqe_ts(d));
	FIELD(sop_drop_qpn, sop_drop_qpn);
	FIELD(sop, sop_drop_qpn >> 24);
	FIELD(qpn, sop_drop_qpn & 0xffffff);
	FIELD(tc_flow_id, sop_drop_qpn & MLX5E_TC_FLOW_ID_MASK);
	FIELD(flow_tag, get_cqe_flow_tag(d));
	FIELD(wqe_counter, be16_to_cpu(d->wqe_counter));
	FIELD(signature, d->signature);
	FIELD(validity_iteration_count, d->validity_iteration_count);
	FIELD(op_own, d->op_own);
	FIELD(owner, MASKED(d->op_own, MLX5_CQE_OWNER_MASK));
	FIELD(format, mlx5_get_cqe_format(d));
	FIELD(opcode, get_cqe_opcode(d));
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 12, 0)
	FIELD(enhanced_num_mini_cqes, get_cqe_enhanced_num_mini_cqes(d));
#endif
}

DESCRIPTOR("mlx5/mini-cqe8", struct mlx5_mini_cqe8)
{
	struct mlx5_cqe64 title = { .byte_cnt = d->byte_cnt };

	FIELD(rx_hash_result, be32_to_cpu(d->rx_hash_result));
	FIELD(checksum, be16_to_cpu(d->checksum));
	FIELD(checksum_raw, (__force u16)d->checksum);
	FIELD(stridx, be16_to_cpu(d->stridx));
	FIELD(wqe_counter, be16_to_cpu(d->s_wqe_info.wqe_counter));
	FIELD(s_wqe_opcode, d->s_wqe_info.s_wqe_opcode);
	FIELD(byte_cnt, be32_to_cpu(d->byte_cnt));
	FIELD(filler, mpwrq_is_filler_cqe(&title));
	FIELD(consumed_strides, mpwrq_get_cqe_consumed_strides(&title));
	FIELD(mpwrq_byte_cnt, mpwrq_get_cqe_byte_cnt(&title));
}

DESCRIPTOR("mlx5/tx-wqe", struct mlx5e_tx_wqe)
{
	u32 opmod_idx_opcode = be32_to_cpu(d->ctrl.opmod_idx_opcode), qpn_ds = be32_to_cpu(d->ctrl.qpn_ds);
	u32 tis_tir_num = be32_to_cpu(d->ctrl.tis_tir_num), trailer = be32_to_cpu(d->eth.trailer);
	u32 metadata = be32_to_cpu(d->eth.flow_table_metadata);
	u16 type = be16_to_cpu(d->eth.insert.type);

	FIELD(opmod_idx_opcode, opmod_idx_opcode);
	FIELD(opmod, opmod_idx_opcode >> 24);
	FIELD(wqe_index, MASKED(opmod_idx_opcode, MLX5_WQE_CTRL_WQE_INDEX_MASK));
	FIELD(opcode, MASKED(opmod_idx_opcode, MLX5_WQE_CTRL_OPCODE_MASK));
	FIELD(qpn_ds, qpn_ds);
	FIELD(qpn, MASKED(qpn_ds, MLX5_WQE_CTRL_QPN_MASK));
	FIELD(ds, MASKED(qpn_ds, MLX5_WQE_CTRL_DS_MASK));
	FIELD(signature, d->ctrl.signature);
	FIELD(fm_ce_se, d->ctrl.fm_ce_se);
	FIELD(fm, MASKED(d->ctrl.fm_ce_se, MLX5_FENCE_MODE_STRONG_ORDERING | MLX5_FENCE_MODE_SMALL_AND_FENCE));
	FIELD(ce, MASKED(d->ctrl.fm_ce_se, MLX5_WQE_CTRL_CQ_UPDATE_AND_EQE));
	FIELD(se, MASKED(d->ctrl.fm_ce_se, MLX5_WQE_CTRL_SOLICITED));
	FIELD(general_id, be32_to_cpu(d->ctrl.general_id));
	FIELD(imm, be32_to_cpu(d->ctrl.imm));
	FIELD(umr_mkey, be32_to_cpu(d->ctrl.umr_mkey));
	FIELD(tis_tir_num, tis_tir_num);
	FIELD(tisn, tis_tir_num >> 8);
	FIELD(swp_outer_l4_offset, d->eth.swp_outer_l4_offset);
	FIELD(swp_outer_l3_offset, d->eth.swp_outer_l3_offset);
	FIELD(swp_inner_l4_offset, d->eth.swp_inner_l4_offset);
	FIELD(swp_inner_l3_offset, d->eth.swp_inner_l3_offset);
	FIELD(cs_flags, d->eth.cs_flags);
	FIELD(l3_inner_csum, MASKED(d->eth.cs_flags, MLX5_ETH_WQE_L3_INNER_CSUM));
	FIELD(l4_inner_csum, MASKED(d->eth.cs_flags, MLX5_ETH_WQE_L4_INNER_CSUM));
	FIELD(l3_csum, MASKED(d->eth.cs_flags, MLX5_ETH_WQE_L3_CSUM));
	FIELD(l4_csum, MASKED(d->eth.cs_flags, MLX5_ETH_WQE_L4_CSUM));
	FIELD(swp_flags, d->eth.swp_flags);
	FIELD(swp_inner_l3_ipv6, MASKED(d->eth.swp_flags, MLX5_ETH_WQE_SWP_INNER_L3_IPV6));
	FIELD(swp_inner_l4_udp, MASKED(d->eth.swp_flags, MLX5_ETH_WQE_SWP_INNER_L4_UDP));
	FIELD(swp_outer_l3_ipv6, MASKED(d->eth.swp_flags, MLX5_ETH_WQE_SWP_OUTER_L3_IPV6));
	FIELD(swp_outer_l4_udp, MASKED(d->eth.swp_flags, MLX5_ETH_WQE_SWP_OUTER_L4_UDP));
	FIELD(mss, be16_to_cpu(d->eth.mss));
	FIELD(flow_table_metadata, metadata);
	FIELD(ft_meta_ipsec, MASKED(metadata, MLX5_ETH_WQE_FT_META_IPSEC));
	FIELD(ft_meta_macsec, MASKED(metadata, MLX5_ETH_WQE_FT_META_MACSEC));
	FIELD(ft_meta_macsec_fs_id, metadata >> 2);
	FIELD(inline_hdr_sz, be16_to_cpu(d->eth.inline_hdr.sz));
	FIELD_AT(inline_hdr_start, 0, d->eth.inline_hdr.start[0]);
	FIELD_AT(inline_hdr_start, 1, d->eth.inline_hdr.start[1]);
	FIELD(insert_type, type);
	FIELD(svlan, MASKED(type, MLX5_ETH_WQE_SVLAN));
	FIELD(insert_vlan, MASKED(type, MLX5_ETH_WQE_INSERT_VLAN));
	FIELD(vlan_tci, be16_to_cpu(d->eth.insert.vlan_tci));
	FIELD(trailer, trailer);
	FIELD(insert_trailer, MASKED(trailer, MLX5_ETH_WQE_INSERT_TRAILER));
	FIELD(trailer_hdr_assoc, MASKED(trailer, MLX5_ETH_WQE_TRAILER_HDR_INNER_IP_ASSOC |
						 MLX5_ETH_WQE_TRAILER_HDR_INNER_L4_ASSOC));
}
