// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
// kernels: 6.1 6.12
#include "../fields.h"
#include <linux/if_ether.h>
#include <linux/pci.h>
#include "drivers/net/ethernet/intel/ice/ice_lan_tx_rx.h"
#include "drivers/net/ethernet/intel/iavf/iavf_type.h"

/* Linux 6.12 shares libie's table with i40e and iavf; this one is only in 6.1. */
static void columns(u16 ptype)
{
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 12, 0)
	struct ice_rx_ptype_decoded decoded = ice_decode_rx_desc_ptype(ptype);

	FIELD(known, (u32)decoded.known);
	FIELD(outer_ip, (u32)decoded.outer_ip);
	FIELD(outer_ip_ver, (u32)decoded.outer_ip_ver);
	FIELD(outer_frag, (u32)decoded.outer_frag);
	FIELD(tunnel_type, (u32)decoded.tunnel_type);
	FIELD(tunnel_end_prot, (u32)decoded.tunnel_end_prot);
	FIELD(tunnel_end_frag, (u32)decoded.tunnel_end_frag);
	FIELD(inner_prot, (u32)decoded.inner_prot);
	FIELD(payload_layer, (u32)decoded.payload_layer);
#endif
}

#define STATUS0(stem) ((status0 >> ICE_RX_FLEX_DESC_STATUS0_##stem##_S) & 1)
#define STATUS1(stem) ((status1 >> ICE_RX_FLEX_DESC_STATUS1_##stem##_S) & 1)

DESCRIPTOR("ice/rx-flex", union ice_32b_rx_flex_desc)
{
	const struct ice_32b_rx_flex_desc_nic *nic = (void *)d;
	const struct ice_32b_rx_flex_desc_nic_2 *nic_2 = (void *)d;
	u16 status0 = le16_to_cpu(d->wb.status_error0);
	u16 status1 = le16_to_cpu(d->wb.status_error1);
	u16 word = le16_to_cpu(d->wb.ptype_flex_flags0);
	int ptype = STEP(1024);

	if (ptype >= 0) { /* every packet type: only what depends on it */
		word = (word & ~ICE_RX_FLEX_DESC_PTYPE_M) | ptype;
		d->wb.ptype_flex_flags0 = cpu_to_le16(word);
		FIELD(ptype, word & ICE_RX_FLEX_DESC_PTYPE_M);
		columns(ptype);
		return;
	}

	FIELD(rxdid, d->wb.rxdid);
	/* The header gives these bits in comments. */
	FIELD(mir_id_umb_cast, d->wb.mir_id_umb_cast);
	FIELD(mir_id, MASKED(d->wb.mir_id_umb_cast, GENMASK(5, 0)));
	FIELD(umb_cast, MASKED(d->wb.mir_id_umb_cast, GENMASK(7, 6)));
	FIELD(ptype_flex_flags0, word);
	FIELD(ptype, word & ICE_RX_FLEX_DESC_PTYPE_M);
	FIELD(ff0, MASKED(word, GENMASK(15, 10)));
	FIELD(pkt_len, le16_to_cpu(d->wb.pkt_len) & ICE_RX_FLX_DESC_PKT_LEN_M);
	word = le16_to_cpu(d->wb.hdr_len_sph_flex_flags1);
	FIELD(hdr_len_sph_flex_flags1, word);
	FIELD(hdr_len, MASKED(word, GENMASK(10, 0)));
	FIELD(sph, MASKED(word, BIT(11)));
	FIELD(ff1, MASKED(word, GENMASK(15, 12)));
	FIELD(status_error0, status0);
	FIELD(dd, STATUS0(DD));
	FIELD(eof, STATUS0(EOF));
	FIELD(hbo, STATUS0(HBO));
	FIELD(l3l4p, STATUS0(L3L4P));
	FIELD(xsum_ipe, STATUS0(XSUM_IPE));
	FIELD(xsum_l4e, STATUS0(XSUM_L4E));
	FIELD(xsum_eipe, STATUS0(XSUM_EIPE));
	FIELD(xsum_eudpe, STATUS0(XSUM_EUDPE));
	FIELD(lpbk, STATUS0(LPBK));
	FIELD(ipv6exadd, STATUS0(IPV6EXADD));
	FIELD(rxe, STATUS0(RXE));
	FIELD(crcp, STATUS0(CRCP));
	FIELD(rss_valid, STATUS0(RSS_VALID));
	FIELD(l2tag1p, STATUS0(L2TAG1P));
	FIELD(xtrmd0_valid, STATUS0(XTRMD0_VALID));
	FIELD(xtrmd1_valid, STATUS0(XTRMD1_VALID));
	FIELD(l2tag1, le16_to_cpu(d->wb.l2tag1));
	FIELD(status_error1, status1);
	FIELD(nat, STATUS1(NAT));
	FIELD(l2tag2p, STATUS1(L2TAG2P));
	FIELD(flex_flags2, d->wb.flex_flags2);
	FIELD(time_stamp_low, d->wb.time_stamp_low);
	FIELD(ts_valid, MASKED(d->wb.time_stamp_low, BIT(0))); /* ICE_PTP_TS_VALID */
	FIELD(ts_sub_ns, MASKED(d->wb.time_stamp_low, GENMASK(7, 1)));
	FIELD(l2tag2_2nd, le16_to_cpu(d->wb.l2tag2_2nd));
	FIELD(ts_high, le32_to_cpu(d->wb.flex_ts.ts_high));
	FIELD(timestamp, (u64)le32_to_cpu(d->wb.flex_ts.ts_high) << 8 | d->wb.time_stamp_low);
	columns(le16_to_cpu(d->wb.ptype_flex_flags0) & ICE_RX_FLEX_DESC_PTYPE_M);

	FIELD(nic.rss_hash, le32_to_cpu(nic->rss_hash));
	FIELD(nic.l2tag2_1st, le16_to_cpu(nic->l2tag2_1st));
	FIELD(nic.raw_csum, (__force u16)nic->l2tag2_1st); /* so called since 6.15 */
	FIELD(nic.flow_id, le32_to_cpu(nic->flow_id));
	FIELD(nic.vlan_id, le16_to_cpu(nic->flex_ts.flex.vlan_id));
	FIELD(nic.flow_id_ipv6, le16_to_cpu(nic->flex_ts.flex.flow_id_ipv6));
	FIELD(nic_2.rss_hash, le32_to_cpu(nic_2->rss_hash));
	FIELD(nic_2.l2tag2_1st, le16_to_cpu(nic_2->l2tag2_1st));
	FIELD(nic_2.flow_id, le16_to_cpu(nic_2->flow_id));
	FIELD(nic_2.src_vsi, le16_to_cpu(nic_2->src_vsi));
	FIELD(nic_2.flow_id_ipv6, le16_to_cpu(nic_2->flex_ts.flex.flow_id_ipv6));
}

#define STATUS(stem) ((status >> IAVF_RX_DESC_STATUS_##stem##_SHIFT) & 1)
#define STATUS2(stem) ((status >> IAVF_RX_DESC_STATUS_##stem##_SHIFT) & 3)
#define ERROR(stem) ((error >> IAVF_RX_DESC_ERROR_##stem##_SHIFT) & 1)
#define EXT_STATUS(stem) ((ext_status >> IAVF_RX_DESC_EXT_STATUS_##stem##_SHIFT) & 1)
#define EXT_STATUS2(stem) ((ext_status >> IAVF_RX_DESC_EXT_STATUS_##stem##_SHIFT) & 3)

DESCRIPTOR("ice/rx-legacy", union ice_32byte_rx_desc)
{
	u64 qword1 = le64_to_cpu(d->wb.qword1.status_error_len);
	u64 status = MASKED(qword1, IAVF_RXD_QW1_STATUS_MASK);
	u64 error = MASKED(qword1, IAVF_RXD_QW1_ERROR_MASK);
	u16 ext_status = le16_to_cpu(d->wb.qword2.ext_status);
	int ptype = STEP(256);

	if (ptype >= 0) { /* every packet type: only what depends on it */
		qword1 = (qword1 & ~IAVF_RXD_QW1_PTYPE_MASK) | (u64)ptype << IAVF_RXD_QW1_PTYPE_SHIFT;
		d->wb.qword1.status_error_len = cpu_to_le64(qword1);
		FIELD(ptype, MASKED(qword1, IAVF_RXD_QW1_PTYPE_MASK));
		columns(ptype);
		return;
	}

	FIELD(mirroring_status, le16_to_cpu(d->wb.qword0.lo_dword.mirroring_status));
	FIELD(l2tag1, le16_to_cpu(d->wb.qword0.lo_dword.l2tag1));
	FIELD(rss, le32_to_cpu(d->wb.qword0.hi_dword.rss));
	FIELD(fd_id, le32_to_cpu(d->wb.qword0.hi_dword.fd_id));
	FIELD(status_error_len, qword1);
	FIELD(dd, STATUS(DD));
	FIELD(eof, STATUS(EOF));
	FIELD(l2tag1p, STATUS(L2TAG1P));
	FIELD(l3l4p, STATUS(L3L4P));
	FIELD(crcp, STATUS(CRCP));
	FIELD(tsynindx, MASKED(qword1, IAVF_RXD_QW1_STATUS_TSYNINDX_MASK));
	FIELD(tsynvalid, MASKED(qword1, IAVF_RXD_QW1_STATUS_TSYNVALID_MASK));
	FIELD(ext_udp_0, STATUS(EXT_UDP_0));
	FIELD(umbcast, STATUS2(UMBCAST));
	FIELD(flm, STATUS(FLM));
	FIELD(fltstat, STATUS2(FLTSTAT));
	FIELD(lpbk, STATUS(LPBK));
	FIELD(ipv6exadd, STATUS(IPV6EXADD));
	FIELD(int_udp_0, STATUS(INT_UDP_0));
	FIELD(rxe, ERROR(RXE));
	FIELD(recipe, ERROR(RECIPE));
	FIELD(hbo, ERROR(HBO));
	FIELD(l3l4e, (error >> IAVF_RX_DESC_ERROR_L3L4E_SHIFT) & 7);
	FIELD(ipe, ERROR(IPE));
	FIELD(l4e, ERROR(L4E));
	FIELD(eipe, ERROR(EIPE));
	FIELD(oversize, ERROR(OVERSIZE));
	FIELD(pprs, ERROR(PPRS));
	FIELD(ptype, MASKED(qword1, IAVF_RXD_QW1_PTYPE_MASK));
	FIELD(length_pbuf, MASKED(qword1, IAVF_RXD_QW1_LENGTH_PBUF_MASK));
	FIELD(length_hbuf, MASKED(qword1, IAVF_RXD_QW1_LENGTH_HBUF_MASK));
	FIELD(length_sph, MASKED(qword1, IAVF_RXD_QW1_LENGTH_SPH_MASK));
	FIELD(ext_status, ext_status);
	FIELD(l2tag2p, EXT_STATUS(L2TAG2P));
	FIELD(l2tag3p, EXT_STATUS(L2TAG3P));
	FIELD(flexbl, EXT_STATUS2(FLEXBL));
	FIELD(flexbh, EXT_STATUS2(FLEXBH));
	FIELD(fdlongb, EXT_STATUS(FDLONGB));
	FIELD(fcoelongb, EXT_STATUS(FCOELONGB));
	FIELD(pelongb, EXT_STATUS(PELONGB));
	FIELD(l2tag2_1, le16_to_cpu(d->wb.qword2.l2tag2_1));
	FIELD(l2tag2_2, le16_to_cpu(d->wb.qword2.l2tag2_2));
	FIELD(qword3_fd_id, le32_to_cpu(d->wb.qword3.fd_id));
	columns(MASKED(qword1, IAVF_RXD_QW1_PTYPE_MASK));
}

#define IN_CMD(bits) MASKED(cmd, bits)
#define BOTH(a, b) (ICE_TX_DESC_CMD_##a | ICE_TX_DESC_CMD_##b)

DESCRIPTOR("ice/tx-data", struct ice_tx_desc)
{
	u64 qw1 = le64_to_cpu(d->cmd_type_offset_bsz);
	u64 cmd = MASKED(qw1, ICE_TXD_QW1_CMD_M);
	u64 offset = MASKED(qw1, ICE_TXD_QW1_OFFSET_M);

	FIELD(buf_addr, le64_to_cpu(d->buf_addr));
	FIELD(cmd_type_offset_bsz, qw1);
	FIELD(dtype, MASKED(qw1, ICE_TX_DESC_DTYPE_DESC_DONE));
	FIELD(cmd, cmd);
	FIELD(eop, IN_CMD(ICE_TX_DESC_CMD_EOP));
	FIELD(rs, IN_CMD(ICE_TX_DESC_CMD_RS));
	FIELD(il2tag1, IN_CMD(ICE_TX_DESC_CMD_IL2TAG1));
	FIELD(dummy, IN_CMD(ICE_TX_DESC_CMD_DUMMY));
	FIELD(iipt, IN_CMD(BOTH(IIPT_IPV4, IIPT_IPV6)));
	FIELD(l4t_eoft, IN_CMD(BOTH(L4T_EOFT_TCP, L4T_EOFT_SCTP)));
	FIELD(re, IN_CMD(ICE_TX_DESC_CMD_RE));
	FIELD(offset, offset);
	FIELD(maclen, MASKED(offset, ICE_TXD_QW1_MACLEN_M));
	FIELD(iplen, MASKED(offset, ICE_TXD_QW1_IPLEN_M));
	FIELD(l4_len, MASKED(offset, ICE_TXD_QW1_L4LEN_M));
	FIELD(tx_buf_sz, (qw1 >> ICE_TXD_QW1_TX_BUF_SZ_S) & GENMASK(13, 0)); /* up to the tag */
	FIELD(l2tag1, qw1 >> ICE_TXD_QW1_L2TAG1_S);
}

DESCRIPTOR("ice/tx-context", struct ice_tx_ctx_desc)
{
	u32 tunnel = le32_to_cpu(d->tunneling_params);
	u16 gcs = le16_to_cpu(d->rsvd); /* so called since 6.15, with the masks below */
	u64 qw1 = le64_to_cpu(d->qw1);
	u64 cmd = MASKED(qw1, ICE_TXD_CTX_QW1_CMD_M);

	FIELD(tunneling_params, tunnel);
	FIELD(eipt, MASKED(tunnel, ICE_TX_CTX_EIPT_IPV4));
	FIELD(eiplen, (tunnel >> ICE_TXD_CTX_QW0_EIPLEN_S) & GENMASK(6, 0)); /* up to l4tunt */
	FIELD(l4tunt, MASKED(tunnel, ICE_TXD_CTX_UDP_TUNNELING | ICE_TXD_CTX_GRE_TUNNELING));
	FIELD(natlen, MASKED(tunnel, IAVF_TXD_CTX_QW0_NATLEN_MASK));
	FIELD(l4t_cs, MASKED(tunnel, ICE_TXD_CTX_QW0_L4T_CS_M));
	FIELD(l2tag2, le16_to_cpu(d->l2tag2));
	FIELD(gcs, gcs);
	FIELD(gcs_start, MASKED(gcs, GENMASK(7, 0)));
	FIELD(gcs_offset, MASKED(gcs, GENMASK(11, 8)));
	FIELD(gcs_type, MASKED(gcs, GENMASK(14, 12)));
	FIELD(qw1, qw1);
	FIELD(dtype, MASKED(qw1, ICE_TX_DESC_DTYPE_DESC_DONE));
	FIELD(cmd, cmd);
	FIELD(tso, MASKED(cmd, ICE_TX_CTX_DESC_TSO));
	FIELD(tsyn, MASKED(cmd, ICE_TX_CTX_DESC_TSYN));
	FIELD(il2tag2, MASKED(cmd, ICE_TX_CTX_DESC_IL2TAG2));
	FIELD(il2tag2_il2h, MASKED(cmd, ICE_TX_CTX_DESC_IL2TAG2_IL2H));
	FIELD(swtch, MASKED(cmd, ICE_TX_CTX_DESC_SWTCH_VSI));
	FIELD(tso_len, MASKED(qw1, ICE_TXD_CTX_QW1_TSO_LEN_M));
	FIELD(tsyn_idx, MASKED(qw1, ICE_TXD_CTX_QW1_TSO_LEN_M));
	FIELD(mss, MASKED(qw1, IAVF_TXD_CTX_QW1_MSS_MASK));
	FIELD(vsi, MASKED(qw1, ICE_TXD_CTX_QW1_VSI_M));
}
