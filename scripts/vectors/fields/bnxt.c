// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
// differs: bnxt/rx-agg-cmp agg_id has four bits more in 6.1
#include "../fields.h"
#include <linux/pci.h>
#include <linux/netdevice.h>
#include <linux/skbuff.h>
#include "drivers/net/ethernet/broadcom/bnxt/bnxt_hsi.h"
#include "drivers/net/ethernet/broadcom/bnxt/bnxt.h"

/* Named by later kernels, which have a kfunc for the hash. */
#ifndef RX_CMP_FLAGS2_IP_TYPE
#define RX_CMP_FLAGS2_IP_TYPE (0x1 << 8)
#endif

DESCRIPTOR("bnxt/rx-cmp", struct { struct rx_cmp lo; struct rx_cmp_ext hi; })
{
	u32 len_flags_type = le32_to_cpu(d->lo.rx_cmp_len_flags_type);
	u32 misc_v1 = le32_to_cpu(d->lo.rx_cmp_misc_v1);
	u32 flags2 = le32_to_cpu(d->hi.rx_cmp_flags2);
	u32 meta_data = le32_to_cpu(d->hi.rx_cmp_meta_data);
	u32 cfa_code_errors_v2 = le32_to_cpu(d->hi.rx_cmp_cfa_code_errors_v2);

	FIELD(len_flags_type, len_flags_type);
	FIELD(cmp_type, RX_CMP_TYPE(&d->lo));
	FIELD(flags_error, MASKED(len_flags_type, RX_CMP_FLAGS_ERROR));
	FIELD(flags_placement, MASKED(len_flags_type, RX_CMP_FLAGS_PLACEMENT));
	FIELD(flags_rss_valid, !!RX_CMP_HASH_VALID(&d->lo));
	FIELD(flags_pkt_metadata_present, MASKED(len_flags_type, RX_CMP_FLAGS_PKT_METADATA_PRESENT));
	FIELD(flags_itypes, (len_flags_type & RX_CMP_FLAGS_ITYPES_MASK) >> RX_CMP_FLAGS_ITYPES_SHIFT);
	FIELD(len, MASKED(len_flags_type, (u32)RX_CMP_LEN));
	FIELD(opaque, d->lo.rx_cmp_opaque);
	FIELD(misc_v1, misc_v1);
	FIELD(v1, MASKED(misc_v1, RX_CMP_V1));
	FIELD(agg_bufs, (misc_v1 & RX_CMP_AGG_BUFS) >> RX_CMP_AGG_BUFS_SHIFT);
	FIELD(payload_offset, (misc_v1 & RX_CMP_PAYLOAD_OFFSET) >> RX_CMP_PAYLOAD_OFFSET_SHIFT);
	FIELD(rss_hash, le32_to_cpu(d->lo.rx_cmp_rss_hash));
	FIELD(flags2, flags2);
	FIELD(flags2_ip_cs_calc, MASKED(flags2, RX_CMP_FLAGS2_IP_CS_CALC));
	FIELD(flags2_l4_cs_calc, MASKED(flags2, RX_CMP_FLAGS2_L4_CS_CALC));
	FIELD(flags2_t_ip_cs_calc, MASKED(flags2, RX_CMP_FLAGS2_T_IP_CS_CALC));
	FIELD(flags2_t_l4_cs_calc, RX_CMP_ENCAP(&d->hi));
	FIELD(flags2_meta_format_vlan, MASKED(flags2, RX_CMP_FLAGS2_META_FORMAT_VLAN));
	FIELD(flags2_ip_type, MASKED(flags2, RX_CMP_FLAGS2_IP_TYPE));
	FIELD(meta_data, meta_data);
	FIELD(cfa_code_errors_v2, cfa_code_errors_v2);
	FIELD(v, MASKED(cfa_code_errors_v2, RX_CMP_V));
	FIELD(errors_buffer_error, MASKED(cfa_code_errors_v2, RX_CMPL_ERRORS_BUFFER_ERROR_MASK));
	FIELD(errors_ip_cs_error, MASKED(cfa_code_errors_v2, RX_CMPL_ERRORS_IP_CS_ERROR));
	FIELD(errors_l4_cs_error, MASKED(cfa_code_errors_v2, RX_CMPL_ERRORS_L4_CS_ERROR));
	FIELD(errors_t_ip_cs_error, MASKED(cfa_code_errors_v2, RX_CMPL_ERRORS_T_IP_CS_ERROR));
	FIELD(errors_t_l4_cs_error, MASKED(cfa_code_errors_v2, RX_CMPL_ERRORS_T_L4_CS_ERROR));
	FIELD(errors_crc_error, MASKED(cfa_code_errors_v2, RX_CMPL_ERRORS_CRC_ERROR));
	FIELD(errors_t_pkt_error, MASKED(cfa_code_errors_v2, RX_CMPL_ERRORS_T_PKT_ERROR_MASK));
	FIELD(errors_pkt_error, MASKED(cfa_code_errors_v2, RX_CMPL_ERRORS_PKT_ERROR_MASK));
	FIELD(timestamp, le32_to_cpu(d->hi.rx_cmp_timestamp));
	FIELD(l2.rss_hash_type, (misc_v1 & RX_CMP_RSS_HASH_TYPE) >> RX_CMP_RSS_HASH_TYPE_SHIFT);
	FIELD(l2.flags2_metadata_tci, meta_data & RX_CMP_FLAGS2_METADATA_TCI_MASK);
	FIELD(l2.flags2_metadata_vid, meta_data & RX_CMP_FLAGS2_METADATA_VID_MASK);
	FIELD(l2.flags2_metadata_tpid,
	      (meta_data & RX_CMP_FLAGS2_METADATA_TPID_MASK) >> RX_CMP_FLAGS2_METADATA_TPID_SFT);
	FIELD(l2.cfa_code, RX_CMP_CFA_CODE(&d->hi));
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 12, 0)
	FIELD(sub_ns_ts, (misc_v1 & RX_CMP_SUB_NS_TS) >> RX_CMP_SUB_NS_TS_SHIFT);
	FIELD(v3.rss_ext_op_legacy, RX_CMP_V3_HASH_TYPE_LEGACY(&d->lo));
	FIELD(v3.rss_ext_op_new, RX_CMP_V3_HASH_TYPE_NEW(&d->lo));
	FIELD(v3.metadata1_tpid_sel, MASKED(misc_v1, RX_CMP_METADATA1_TPID_SEL));
	FIELD(v3.metadata1_valid, !!RX_CMP_VLAN_VALID(&d->lo));
	FIELD(v3.metadata0_tci, RX_CMP_METADATA0_TCI(&d->hi));
	FIELD(v3.metadata0_vid, MASKED(cfa_code_errors_v2, RX_CMPL_METADATA0_VID_MASK));
#endif
}

DESCRIPTOR("bnxt/tx-cmp", struct tx_cmp)
{
	u32 flags_type = le32_to_cpu(d->tx_cmp_flags_type);
	u32 errors_v = le32_to_cpu(d->tx_cmp_errors_v);

	FIELD(flags_type, flags_type);
	FIELD(cmp_type, TX_CMP_TYPE(d));
	FIELD(flags_error, MASKED(flags_type, TX_CMP_FLAGS_ERROR));
	FIELD(flags_push, MASKED(flags_type, TX_CMP_FLAGS_PUSH));
	FIELD(opaque, d->tx_cmp_opaque);
	FIELD(errors_v, errors_v);
	FIELD(v, MASKED(errors_v, TX_CMP_V));
	FIELD(errors_buffer_error, MASKED(errors_v, TX_CMP_ERRORS_BUFFER_ERROR));
	FIELD(errors_zero_length_pkt, MASKED(errors_v, TX_CMP_ERRORS_ZERO_LENGTH_PKT));
	FIELD(errors_excessive_bd_len, MASKED(errors_v, TX_CMP_ERRORS_EXCESSIVE_BD_LEN));
	FIELD(errors_dma_error, MASKED(errors_v, TX_CMP_ERRORS_DMA_ERROR));
	FIELD(errors_hint_too_short, MASKED(errors_v, TX_CMP_ERRORS_HINT_TOO_SHORT));
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 12, 0)
	FIELD(opaque_idx, TX_OPAQUE_IDX(d->tx_cmp_opaque));
	FIELD(opaque_bds, TX_OPAQUE_BDS(d->tx_cmp_opaque));
	FIELD(opaque_ring, TX_OPAQUE_RING(d->tx_cmp_opaque));
	FIELD(sq_cons_idx, TX_CMP_SQ_CONS_IDX(d));
#endif
}

DESCRIPTOR("bnxt/rx-agg-cmp", struct rx_agg_cmp)
{
	u32 len_flags_type = le32_to_cpu(d->rx_agg_cmp_len_flags_type);

	FIELD(len_flags_type, len_flags_type);
	FIELD(type, MASKED(len_flags_type, RX_AGG_CMP_TYPE));
	FIELD(len, (len_flags_type & RX_AGG_CMP_LEN) >> RX_AGG_CMP_LEN_SHIFT);
	FIELD(opaque, d->rx_agg_cmp_opaque);
	FIELD(agg_v, le32_to_cpu(d->rx_agg_cmp_v));
	FIELD(v, MASKED(le32_to_cpu(d->rx_agg_cmp_v), RX_AGG_CMP_V));
	FIELD(agg_id, TPA_AGG_AGG_ID(d));
}

DESCRIPTOR("bnxt/tx-bd", struct { struct tx_bd lo; struct tx_bd_ext hi; })
{
	u32 len_flags_type = le32_to_cpu(d->lo.tx_bd_len_flags_type);
	u32 hsize_lflags = le32_to_cpu(d->hi.tx_bd_hsize_lflags);
	u32 cfa_meta = le32_to_cpu(d->hi.tx_bd_cfa_meta);

	FIELD(len_flags_type, len_flags_type);
	FIELD(type, MASKED(len_flags_type, TX_BD_TYPE));
	FIELD(flags_packet_end, MASKED(len_flags_type, TX_BD_FLAGS_PACKET_END));
	FIELD(flags_no_cmpl, MASKED(len_flags_type, TX_BD_FLAGS_NO_CMPL));
	FIELD(flags_bd_cnt, (len_flags_type & TX_BD_FLAGS_BD_CNT) >> TX_BD_FLAGS_BD_CNT_SHIFT);
	FIELD(flags_lhint, (len_flags_type & TX_BD_FLAGS_LHINT) >> TX_BD_FLAGS_LHINT_SHIFT);
	FIELD(flags_coal_now, MASKED(len_flags_type, TX_BD_FLAGS_COAL_NOW));
	FIELD(len, (len_flags_type & TX_BD_LEN) >> TX_BD_LEN_SHIFT);
	FIELD(opaque, d->lo.tx_bd_opaque);
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 12, 0)
	FIELD(opaque_idx, TX_OPAQUE_IDX(d->lo.tx_bd_opaque));
	FIELD(opaque_bds, TX_OPAQUE_BDS(d->lo.tx_bd_opaque));
	FIELD(opaque_ring, TX_OPAQUE_RING(d->lo.tx_bd_opaque));
#endif
	FIELD(haddr, le64_to_cpu(d->lo.tx_bd_haddr));
	FIELD(hsize_lflags, hsize_lflags);
	FIELD(flags_tcp_udp_chksum, MASKED(hsize_lflags, TX_BD_FLAGS_TCP_UDP_CHKSUM));
	FIELD(flags_ip_cksum, MASKED(hsize_lflags, TX_BD_FLAGS_IP_CKSUM));
	FIELD(flags_no_crc, MASKED(hsize_lflags, TX_BD_FLAGS_NO_CRC));
	FIELD(flags_stamp, !!BNXT_TX_PTP_IS_SET(d->hi.tx_bd_hsize_lflags));
	FIELD(flags_t_ip_chksum, MASKED(hsize_lflags, TX_BD_FLAGS_T_IP_CHKSUM));
	FIELD(flags_lso, MASKED(hsize_lflags, TX_BD_FLAGS_LSO));
	FIELD(flags_ipid_fmt, MASKED(hsize_lflags, TX_BD_FLAGS_IPID_FMT));
	FIELD(flags_t_ipid, MASKED(hsize_lflags, TX_BD_FLAGS_T_IPID));
	FIELD(hsize, (hsize_lflags & TX_BD_HSIZE) >> TX_BD_HSIZE_SHIFT);
	FIELD(mss, le32_to_cpu(d->hi.tx_bd_mss));
	FIELD(cfa_action, (le32_to_cpu(d->hi.tx_bd_cfa_action) & TX_BD_CFA_ACTION) >> TX_BD_CFA_ACTION_SHIFT);
	FIELD(cfa_meta, cfa_meta);
	FIELD(cfa_meta_vid, cfa_meta & TX_BD_CFA_META_VID_MASK);
	FIELD(cfa_meta_pri, (cfa_meta & TX_BD_CFA_META_PRI_MASK) >> TX_BD_CFA_META_PRI_SHIFT);
	FIELD(cfa_meta_tpid, (cfa_meta & TX_BD_CFA_META_TPID_MASK) >> TX_BD_CFA_META_TPID_SHIFT);
	FIELD(cfa_meta_key, (cfa_meta & TX_BD_CFA_META_KEY) >> TX_BD_CFA_META_KEY_SHIFT);
}
