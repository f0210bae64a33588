// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
// kernels: 6.12 6.1 7.3
// with: drivers/net/ethernet/intel/iavf/iavf_common.c drivers/net/ethernet/intel/libie/rx.c
#include "../fields.h"
#include <linux/if_ether.h>
#include <linux/pci.h>
#include "drivers/net/ethernet/intel/iavf/iavf_type.h"
#include "drivers/net/ethernet/intel/iavf/iavf_prototype.h"

/* The receive descriptor is four words with masks since 6.15; before, a union whose bits have shifts. */
#define AS_WORDS (LINUX_VERSION_CODE >= KERNEL_VERSION(6, 15, 0))
#define WITH_LIBIE (LINUX_VERSION_CODE >= KERNEL_VERSION(6, 12, 0))

#if WITH_LIBIE
#include <linux/net/intel/libie/rx.h>
#endif

#if AS_WORDS
#include <linux/net/intel/virtchnl.h>
#include "drivers/net/ethernet/intel/iavf/iavf_ptp.h"
#include "drivers/net/ethernet/intel/ice/ice_lan_tx_rx.h" /* what iavf has no mask for */
#endif

/* Linux 6.1 has a table of its own, which keeps IP and its version apart. */
static void columns(u16 ptype)
{
#if WITH_LIBIE
	struct libeth_rx_pt pt = libie_rx_pt_parse(ptype);

	FIELD(outer_ip, (u32)pt.outer_ip);
	FIELD(hash_type, (u32)pt.hash_type);
#else
	struct iavf_rx_ptype_decoded pt = decode_rx_desc_ptype(ptype);

	FIELD(outer_ip, pt.outer_ip == IAVF_RX_PTYPE_OUTER_IP ? 1 + pt.outer_ip_ver : 0);
#endif
	FIELD(outer_frag, (u32)pt.outer_frag);
	FIELD(tunnel_type, (u32)pt.tunnel_type);
	FIELD(tunnel_end_prot, (u32)pt.tunnel_end_prot);
	FIELD(tunnel_end_frag, (u32)pt.tunnel_end_frag);
	FIELD(inner_prot, (u32)pt.inner_prot);
	FIELD(payload_layer, (u32)pt.payload_layer);
}

#if AS_WORDS

DESCRIPTOR("iavf/rx-legacy", struct iavf_rx_desc)
{
	u64 qw0 = le64_to_cpu(d->qw0), qw1 = le64_to_cpu(d->qw1), qw2 = le64_to_cpu(d->qw2);
	int ptype = STEP(256);

	if (ptype >= 0) { /* every packet type: only what depends on it */
		qw1 = (qw1 & ~IAVF_RXD_LEGACY_PTYPE_M) | FIELD_PREP(IAVF_RXD_LEGACY_PTYPE_M, ptype);
		d->qw1 = cpu_to_le64(qw1);
		FIELD(ptype, FIELD_GET(IAVF_RXD_LEGACY_PTYPE_M, qw1));
		columns(ptype);
		return;
	}

	FIELD(l2tag1, (u16)FIELD_GET(IAVF_RXD_LEGACY_L2TAG1_M, qw0)); /* the mask has two bits more, and the driver a u16 */
	FIELD(rss, FIELD_GET(IAVF_RXD_LEGACY_RSS_M, qw0));
	FIELD(dd, FIELD_GET(IAVF_RXD_LEGACY_DD_M, qw1));
	FIELD(eof, FIELD_GET(IAVF_RXD_LEGACY_EOP_M, qw1));
	FIELD(l2tag1p, FIELD_GET(IAVF_RXD_LEGACY_L2TAG1P_M, qw1));
	FIELD(l3l4p, FIELD_GET(IAVF_RXD_LEGACY_L3L4P_M, qw1));
	FIELD(fltstat, FIELD_GET(IAVF_RXD_LEGACY_FLTSTAT_M, qw1));
	FIELD(ipv6exadd, FIELD_GET(IAVF_RXD_LEGACY_IPV6EXADD_M, qw1));
	FIELD(rxe, FIELD_GET(IAVF_RXD_LEGACY_RXE_M, qw1));
	FIELD(ipe, FIELD_GET(IAVF_RXD_LEGACY_IPE_M, qw1));
	FIELD(l4e, FIELD_GET(IAVF_RXD_LEGACY_L4E_M, qw1));
	FIELD(eipe, FIELD_GET(IAVF_RXD_LEGACY_EIPE_M, qw1));
	FIELD(pprs, FIELD_GET(IAVF_RXD_LEGACY_PPRS_M, qw1));
	FIELD(ptype, FIELD_GET(IAVF_RXD_LEGACY_PTYPE_M, qw1));
	FIELD(length_pbuf, FIELD_GET(IAVF_RXD_LEGACY_LENGTH_M, qw1));
	FIELD(length_hbuf, MASKED(qw1, IAVF_RXD_QW1_LENGTH_HBUF_MASK));
	FIELD(length_sph, MASKED(qw1, IAVF_RXD_QW1_LENGTH_SPH_MASK));
	FIELD(l2tag2p, FIELD_GET(IAVF_RXD_LEGACY_L2TAG2P_M, qw2));
	FIELD(l2tag2_2, FIELD_GET(IAVF_RXD_LEGACY_L2TAG2_M, qw2));
	columns(FIELD_GET(IAVF_RXD_LEGACY_PTYPE_M, qw1));
}

#define STATUS0(stem) ((status0 >> ICE_RX_FLEX_DESC_STATUS0_##stem##_S) & 1)

DESCRIPTOR("iavf/rx-flex", struct iavf_rx_desc)
{
	const struct ice_32b_rx_flex_desc_nic *nic = (void *)d;
	u64 qw0 = le64_to_cpu(d->qw0), qw1 = le64_to_cpu(d->qw1);
	u64 qw2 = le64_to_cpu(d->qw2), qw3 = le64_to_cpu(d->qw3);
	u16 status0 = le16_to_cpu(nic->status_error0);
	int ptype = STEP(1024);

	BUILD_BUG_ON((u32)VIRTCHNL_RXDID_2_FLEX_SQ_NIC != (u32)ICE_RXDID_FLEX_NIC);
	if (ptype >= 0) { /* every packet type: only what depends on it */
		qw0 = (qw0 & ~IAVF_RXD_FLEX_PTYPE_M) | FIELD_PREP(IAVF_RXD_FLEX_PTYPE_M, ptype);
		d->qw0 = cpu_to_le64(qw0);
		FIELD(ptype, FIELD_GET(IAVF_RXD_FLEX_PTYPE_M, qw0));
		columns(ptype);
		return;
	}

	FIELD(qw0, qw0);
	FIELD(rxdid, nic->rxdid);
	/* ice gives these bits in comments. */
	FIELD(mir_id, MASKED(nic->mir_id_umb_cast, GENMASK(5, 0)));
	FIELD(umb_cast, MASKED(nic->mir_id_umb_cast, GENMASK(7, 6)));
	FIELD(ptype, FIELD_GET(IAVF_RXD_FLEX_PTYPE_M, qw0));
	FIELD(ff0, MASKED(le16_to_cpu(nic->ptype_flexi_flags0), GENMASK(15, 10)));
	FIELD(pkt_len, FIELD_GET(IAVF_RXD_FLEX_PKT_LEN_M, qw0));
	FIELD(hdr_len, MASKED(le16_to_cpu(nic->hdr_len_sph_flex_flags1), ICE_RX_FLEX_DESC_HDR_LEN_M));
	FIELD(sph, MASKED(le16_to_cpu(nic->hdr_len_sph_flex_flags1), BIT(11)));
	FIELD(ff1, MASKED(le16_to_cpu(nic->hdr_len_sph_flex_flags1), GENMASK(15, 12)));
	FIELD(qw1, qw1);
	FIELD(dd, FIELD_GET(IAVF_RXD_FLEX_DD_M, qw1));
	FIELD(eop, FIELD_GET(IAVF_RXD_FLEX_EOP_M, qw1));
	FIELD(hbo, STATUS0(HBO));
	FIELD(l3l4p, FIELD_GET(IAVF_RXD_FLEX_L3L4P_M, qw1));
	FIELD(xsum_ipe, FIELD_GET(IAVF_RXD_FLEX_XSUM_IPE_M, qw1));
	FIELD(xsum_l4e, FIELD_GET(IAVF_RXD_FLEX_XSUM_L4E_M, qw1));
	FIELD(xsum_eipe, FIELD_GET(IAVF_RXD_FLEX_XSUM_EIPE_M, qw1));
	FIELD(xsum_eudpe, FIELD_GET(IAVF_RXD_FLEX_XSUM_EUDPE_M, qw1));
	FIELD(lpbk, STATUS0(LPBK));
	FIELD(ipv6exadd, FIELD_GET(IAVF_RXD_FLEX_IPV6EXADD_M, qw1));
	FIELD(rxe, FIELD_GET(IAVF_RXD_FLEX_RXE_M, qw1));
	FIELD(crcp, STATUS0(CRCP));
	FIELD(rss_valid, FIELD_GET(IAVF_RXD_FLEX_RSS_VALID_M, qw1));
	FIELD(l2tag1p, FIELD_GET(IAVF_RXD_FLEX_L2TAG1P_M, qw1));
	FIELD(xtrmd0_valid, STATUS0(XTRMD0_VALID));
	FIELD(xtrmd1_valid, STATUS0(XTRMD1_VALID));
	FIELD(l2tag1, FIELD_GET(IAVF_RXD_FLEX_L2TAG1_M, qw1));
	FIELD(rss_hash, FIELD_GET(IAVF_RXD_FLEX_RSS_HASH_M, qw1));
	FIELD(qw2, qw2);
	FIELD(nat, FIELD_GET(IAVF_RXD_FLEX_NAT_M, qw2));
	FIELD(l2tag2p, FIELD_GET(IAVF_RXD_FLEX_L2TAG2P_M, qw2));
	FIELD(flexi_flags2, nic->flexi_flags2);
	FIELD(ts_low, nic->ts_low);
	FIELD(tstamp_valid, FIELD_GET(IAVF_PTP_40B_TSTAMP_VALID, qw2));
	FIELD(ts_sub_ns, MASKED(nic->ts_low, GENMASK(7, 1)));
	FIELD(l2tag2_1st, le16_to_cpu((__force __le16)nic->raw_csum)); /* so called since 6.15 */
	FIELD(l2tag2_2, FIELD_GET(IAVF_RXD_FLEX_L2TAG2_2_M, qw2));
	FIELD(qw3, qw3);
	FIELD(flow_id, le32_to_cpu(nic->flow_id));
	FIELD(tstamp_high, FIELD_GET(IAVF_RXD_FLEX_QW3_TSTAMP_HIGH_M, qw3));
	FIELD(vlan_id, le16_to_cpu(nic->flex_ts.flex.vlan_id));
	FIELD(flow_id_ipv6, le16_to_cpu(nic->flex_ts.flex.flow_id_ipv6));
	columns(FIELD_GET(IAVF_RXD_FLEX_PTYPE_M, qw0));
}

#else

#define STATUS(stem) ((status >> IAVF_RX_DESC_STATUS_##stem##_SHIFT) & 1)
#define STATUS2(stem) ((status >> IAVF_RX_DESC_STATUS_##stem##_SHIFT) & 3)
#define ERROR(stem) ((error >> IAVF_RX_DESC_ERROR_##stem##_SHIFT) & 1)
#define EXT_STATUS(stem) ((ext_status >> IAVF_RX_DESC_EXT_STATUS_##stem##_SHIFT) & 1)
#define EXT_STATUS2(stem) ((ext_status >> IAVF_RX_DESC_EXT_STATUS_##stem##_SHIFT) & 3)
#define PE_STATUS(stem, mask) ((pe_status >> IAVF_RX_DESC_PE_STATUS_##stem##_SHIFT) & (mask))

DESCRIPTOR("iavf/rx-legacy", union iavf_32byte_rx_desc)
{
	u64 qword1 = le64_to_cpu(d->wb.qword1.status_error_len);
	u64 status = MASKED(qword1, IAVF_RXD_QW1_STATUS_MASK);
	u64 error = MASKED(qword1, IAVF_RXD_QW1_ERROR_MASK);
	u16 ext_status = le16_to_cpu(d->wb.qword2.ext_status);
	u32 pe_status = le32_to_cpu(d->wb.qword3.lo_dword.pe_status);
	int ptype = STEP(256);

	if (ptype >= 0) { /* every packet type: only what depends on it */
		qword1 = (qword1 & ~IAVF_RXD_QW1_PTYPE_MASK) | (u64)ptype << IAVF_RXD_QW1_PTYPE_SHIFT;
		d->wb.qword1.status_error_len = cpu_to_le64(qword1);
		FIELD(ptype, MASKED(qword1, IAVF_RXD_QW1_PTYPE_MASK));
		columns(ptype);
		return;
	}

	FIELD(mirroring_status, le16_to_cpu(d->wb.qword0.lo_dword.mirr_fcoe.mirroring_status));
	FIELD(fcoe_ctx_id, le16_to_cpu(d->wb.qword0.lo_dword.mirr_fcoe.fcoe_ctx_id));
	FIELD(l2tag1, le16_to_cpu(d->wb.qword0.lo_dword.l2tag1));
	FIELD(rss, le32_to_cpu(d->wb.qword0.hi_dword.rss));
	FIELD(fcoe_param, le32_to_cpu(d->wb.qword0.hi_dword.fcoe_param));
	FIELD(qword0_fd_id, le32_to_cpu(d->wb.qword0.hi_dword.fd_id));
	FIELD(status_error_len, qword1);
	FIELD(status, status);
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
	FIELD(error, error);
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
	FIELD(flex_bytes_lo, le32_to_cpu(d->wb.qword3.lo_dword.flex_bytes_lo));
	FIELD(pe_status, pe_status);
	FIELD(pe_status_qpid, PE_STATUS(QPID, 0x3ffff));
	FIELD(pe_status_l4port, PE_STATUS(L4PORT, 0xffff));
	FIELD(pe_status_ipindex, PE_STATUS(IPINDEX, 0xff));
	FIELD(pe_status_qpidhit, PE_STATUS(QPIDHIT, 1));
	FIELD(pe_status_apbvthit, PE_STATUS(APBVTHIT, 1));
	FIELD(pe_status_portv, PE_STATUS(PORTV, 1));
	FIELD(pe_status_urg, PE_STATUS(URG, 1));
	FIELD(pe_status_ipfrag, PE_STATUS(IPFRAG, 1));
	FIELD(pe_status_ipopt, PE_STATUS(IPOPT, 1));
	FIELD(flex_bytes_hi, le32_to_cpu(d->wb.qword3.hi_dword.flex_bytes_hi));
	FIELD(fd_id, le32_to_cpu(d->wb.qword3.hi_dword.fd_id));
	columns(MASKED(qword1, IAVF_RXD_QW1_PTYPE_MASK));
}

#endif

/* Where a flag of several bits has no mask: the enumerator with all of them set. */
#define IN_CMD(mask) MASKED(cmd, mask)
#define IN_OFFSET(stem, bits) ((offset >> IAVF_TX_DESC_LENGTH_##stem##_SHIFT) & GENMASK((bits) - 1, 0))

DESCRIPTOR("iavf/tx-data", struct iavf_tx_desc)
{
	u64 qword1 = le64_to_cpu(d->cmd_type_offset_bsz);
	u64 cmd = MASKED(qword1, IAVF_TXD_QW1_CMD_MASK);
	u64 offset = MASKED(qword1, IAVF_TXD_QW1_OFFSET_MASK);

	FIELD(buffer_addr, le64_to_cpu(d->buffer_addr));
	FIELD(cmd_type_offset_bsz, qword1);
	FIELD(dtype, MASKED(qword1, IAVF_TXD_QW1_DTYPE_MASK));
	FIELD(cmd, cmd);
	FIELD(eop, IN_CMD(IAVF_TX_DESC_CMD_EOP));
	FIELD(rs, IN_CMD(IAVF_TX_DESC_CMD_RS));
	FIELD(icrc, IN_CMD(IAVF_TX_DESC_CMD_ICRC));
	FIELD(il2tag1, IN_CMD(IAVF_TX_DESC_CMD_IL2TAG1));
	FIELD(dummy, IN_CMD(IAVF_TX_DESC_CMD_DUMMY));
	FIELD(iipt, IN_CMD(IAVF_TX_DESC_CMD_IIPT_IPV4_CSUM));
	FIELD(fcoet, IN_CMD(IAVF_TX_DESC_CMD_FCOET));
	FIELD(l4t, IN_CMD(IAVF_TX_DESC_CMD_L4T_EOFT_UDP));
	FIELD(eoft, IN_CMD(IAVF_TX_DESC_CMD_L4T_EOFT_EOF_A));
	FIELD(offset, offset);
	FIELD(maclen, IN_OFFSET(MACLEN, 7));
	FIELD(iplen, IN_OFFSET(IPLEN, 7));
	FIELD(l4_fc_len, IN_OFFSET(L4_FC_LEN, 4));
	FIELD(tx_buf_sz, MASKED(qword1, IAVF_TXD_QW1_TX_BUF_SZ_MASK));
	FIELD(l2tag1, MASKED(qword1, IAVF_TXD_QW1_L2TAG1_MASK));
}

DESCRIPTOR("iavf/tx-context", struct iavf_tx_context_desc)
{
	u32 params = le32_to_cpu(d->tunneling_params);
	u64 qword1 = le64_to_cpu(d->type_cmd_tso_mss);
	u64 cmd = MASKED(qword1, IAVF_TXD_CTX_QW1_CMD_MASK);

	FIELD(tunneling_params, params);
	FIELD(ext_ip, MASKED(params, IAVF_TXD_CTX_QW0_EXT_IP_MASK));
	FIELD(ext_iplen, MASKED(params, IAVF_TXD_CTX_QW0_EXT_IPLEN_MASK));
	FIELD(natt, MASKED(params, IAVF_TXD_CTX_QW0_NATT_MASK));
	FIELD(eip_noinc, MASKED(params, IAVF_TXD_CTX_QW0_EIP_NOINC_MASK));
	FIELD(natlen, MASKED(params, IAVF_TXD_CTX_QW0_NATLEN_MASK));
	FIELD(decttl, MASKED(params, IAVF_TXD_CTX_QW0_DECTTL_MASK));
	FIELD(l4t_cs, MASKED(params, IAVF_TXD_CTX_QW0_L4T_CS_MASK));
	FIELD(l2tag2, le16_to_cpu(d->l2tag2));
	FIELD(type_cmd_tso_mss, qword1);
	FIELD(dtype, MASKED(qword1, IAVF_TXD_QW1_DTYPE_MASK));
	FIELD(cmd, cmd);
	FIELD(tso, IN_CMD(IAVF_TX_CTX_DESC_TSO));
	FIELD(tsyn, IN_CMD(IAVF_TX_CTX_DESC_TSYN));
	FIELD(il2tag2, IN_CMD(IAVF_TX_CTX_DESC_IL2TAG2));
	FIELD(il2tag2_il2h, IN_CMD(IAVF_TX_CTX_DESC_IL2TAG2_IL2H));
	FIELD(swtch, IN_CMD(IAVF_TX_CTX_DESC_SWTCH_VSI));
	FIELD(swpe, IN_CMD(IAVF_TX_CTX_DESC_SWPE));
	FIELD(tso_len, MASKED(qword1, IAVF_TXD_CTX_QW1_TSO_LEN_MASK));
	FIELD(mss, MASKED(qword1, IAVF_TXD_CTX_QW1_MSS_MASK));
	FIELD(vsi, MASKED(qword1, IAVF_TXD_CTX_QW1_VSI_MASK));
}
