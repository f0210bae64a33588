// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
// kernels: 6.1 6.12
// with: drivers/net/ethernet/intel/i40e/i40e_common.c
#include "../fields.h"
#include <linux/pci.h>
#include "drivers/net/ethernet/intel/i40e/i40e_type.h"
#include "drivers/net/ethernet/intel/i40e/i40e_prototype.h"
#include "drivers/net/ethernet/intel/iavf/iavf_type.h" /* masks that i40e's header has no more */

#define HAS_PTYPE_TABLE (LINUX_VERSION_CODE < KERNEL_VERSION(6, 12, 0)) /* now in libie, other columns */

#define STATUS(stem) ((status >> I40E_RX_DESC_STATUS_##stem##_SHIFT) & 1)
#define STATUS2(stem) ((status >> I40E_RX_DESC_STATUS_##stem##_SHIFT) & 3)
#define ERROR(stem) ((error >> I40E_RX_DESC_ERROR_##stem##_SHIFT) & 1)
#define PROG_ERROR(stem) ((prog_error >> I40E_RX_PROG_STATUS_DESC_##stem##_SHIFT) & 1)
#define EXT_STATUS(stem) ((ext_status >> I40E_RX_DESC_EXT_STATUS_##stem##_SHIFT) & 1)
#define EXT_STATUS2(stem) ((ext_status >> I40E_RX_DESC_EXT_STATUS_##stem##_SHIFT) & 3)
#define PE_STATUS(stem, mask) ((pe_status >> I40E_RX_DESC_PE_STATUS_##stem##_SHIFT) & (mask))

static void ptype_columns(u8 ptype)
{
#if HAS_PTYPE_TABLE
	struct i40e_rx_ptype_decoded decoded = decode_rx_desc_ptype(ptype);

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

/* Every packet type: only what depends on it. */
static bool every_ptype(union i40e_16byte_rx_desc *d)
{
	u64 qword1 = le64_to_cpu(d->wb.qword1.status_error_len);
	int ptype = STEP(256);

	if (ptype < 0)
		return false;
	qword1 = (qword1 & ~I40E_RXD_QW1_PTYPE_MASK) | (u64)ptype << I40E_RXD_QW1_PTYPE_SHIFT;
	d->wb.qword1.status_error_len = cpu_to_le64(qword1);
	FIELD(ptype, MASKED(qword1, I40E_RXD_QW1_PTYPE_MASK));
	ptype_columns(ptype);
	return true;
}

/* The first 16 bytes, the same in both sizes. */
static void first_16_bytes(const union i40e_16byte_rx_desc *d)
{
	u64 qword1 = le64_to_cpu(d->wb.qword1.status_error_len);
	u64 status = MASKED(qword1, I40E_RXD_QW1_STATUS_MASK);
	u64 error = MASKED(qword1, I40E_RXD_QW1_ERROR_MASK);
	u64 prog_error = MASKED(qword1, I40E_RX_PROG_STATUS_DESC_QW1_ERROR_MASK);

	FIELD(mirroring_status, le16_to_cpu(d->wb.qword0.lo_dword.mirr_fcoe.mirroring_status));
	FIELD(fcoe_ctx_id, le16_to_cpu(d->wb.qword0.lo_dword.mirr_fcoe.fcoe_ctx_id));
	FIELD(l2tag1, le16_to_cpu(d->wb.qword0.lo_dword.l2tag1));
	FIELD(rss, le32_to_cpu(d->wb.qword0.hi_dword.rss));
	FIELD(fcoe_param, le32_to_cpu(d->wb.qword0.hi_dword.fcoe_param));
	FIELD(status_error_len, qword1);
	FIELD(status, status);
	FIELD(dd, STATUS(DD));
	FIELD(eof, STATUS(EOF));
	FIELD(l2tag1p, STATUS(L2TAG1P));
	FIELD(l3l4p, STATUS(L3L4P));
	FIELD(crcp, STATUS(CRCP));
	FIELD(tsynindx, MASKED(qword1, I40E_RXD_QW1_STATUS_TSYNINDX_MASK));
	FIELD(tsynvalid, MASKED(qword1, I40E_RXD_QW1_STATUS_TSYNVALID_MASK));
	FIELD(ext_udp_0, STATUS(EXT_UDP_0));
	FIELD(umbcast, STATUS2(UMBCAST));
	FIELD(flm, STATUS(FLM));
	FIELD(fltstat, STATUS2(FLTSTAT));
	FIELD(lpbk, STATUS(LPBK));
	FIELD(ipv6exadd, STATUS(IPV6EXADD));
	FIELD(int_udp_0, STATUS(INT_UDP_0));
	FIELD(progid, MASKED(qword1, I40E_RX_PROG_STATUS_DESC_QW1_PROGID_MASK));
	FIELD(error, error);
	FIELD(rxe, ERROR(RXE));
	FIELD(recipe, ERROR(RECIPE));
	FIELD(hbo, ERROR(HBO));
	FIELD(l3l4e, (error >> I40E_RX_DESC_ERROR_L3L4E_SHIFT) & 7);
	FIELD(ipe, ERROR(IPE));
	FIELD(l4e, ERROR(L4E));
	FIELD(eipe, ERROR(EIPE));
	FIELD(oversize, ERROR(OVERSIZE));
	FIELD(pprs, ERROR(PPRS));
	FIELD(prog_status_error, prog_error);
	FIELD(fd_tbl_full, PROG_ERROR(FD_TBL_FULL));
	FIELD(no_fd_entry, PROG_ERROR(NO_FD_ENTRY));
	FIELD(fcoe_tbl_full, PROG_ERROR(FCOE_TBL_FULL));
	FIELD(fcoe_conflict, PROG_ERROR(FCOE_CONFLICT));
	FIELD(ptype, MASKED(qword1, I40E_RXD_QW1_PTYPE_MASK));
	FIELD(length_pbuf, MASKED(qword1, I40E_RXD_QW1_LENGTH_PBUF_MASK));
	FIELD(length_hbuf, MASKED(qword1, IAVF_RXD_QW1_LENGTH_HBUF_MASK));
	FIELD(length_sph, MASKED(qword1, I40E_RXD_QW1_LENGTH_SPH_MASK));
	ptype_columns(MASKED(qword1, I40E_RXD_QW1_PTYPE_MASK));
}

DESCRIPTOR("i40e/rx-16", union i40e_16byte_rx_desc)
{
	if (every_ptype(d))
		return;
	first_16_bytes(d);
	FIELD(fd_id, le32_to_cpu(d->wb.qword0.hi_dword.fd_id));
}

DESCRIPTOR("i40e/rx-32", union i40e_32byte_rx_desc)
{
	u16 ext_status = le16_to_cpu(d->wb.qword2.ext_status);
	u32 pe_status = le32_to_cpu(d->wb.qword3.lo_dword.pe_status);

	if (every_ptype((void *)d))
		return;
	first_16_bytes((void *)d);
	FIELD(qword0_fd_id, le32_to_cpu(d->wb.qword0.hi_dword.fd_id));
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
}

/* Where a flag of several bits has no mask: the enumerator with all of them set. */
#define CMD(mask) MASKED(qword1, (u64)(mask) << I40E_TXD_QW1_CMD_SHIFT)
#define OFFSET(stem, bits)                                                                       \
	((MASKED(qword1, IAVF_TXD_QW1_OFFSET_MASK) >> I40E_TX_DESC_LENGTH_##stem##_SHIFT) &      \
	 GENMASK((bits) - 1, 0))

DESCRIPTOR("i40e/tx-data", struct i40e_tx_desc)
{
	u64 qword1 = le64_to_cpu(d->cmd_type_offset_bsz);

	BUILD_BUG_ON((u32)I40E_TXD_QW1_OFFSET_SHIFT != (u32)IAVF_TXD_QW1_OFFSET_SHIFT ||
		     (u32)I40E_TXD_QW1_TX_BUF_SZ_SHIFT != (u32)IAVF_TXD_QW1_TX_BUF_SZ_SHIFT ||
		     (u32)I40E_TXD_QW1_L2TAG1_SHIFT != (u32)IAVF_TXD_QW1_L2TAG1_SHIFT);
	FIELD(buffer_addr, le64_to_cpu(d->buffer_addr));
	FIELD(cmd_type_offset_bsz, qword1);
	FIELD(dtype, MASKED(qword1, I40E_TX_DESC_DTYPE_DESC_DONE));
	FIELD(eop, CMD(I40E_TX_DESC_CMD_EOP));
	FIELD(rs, CMD(I40E_TX_DESC_CMD_RS));
	FIELD(icrc, CMD(I40E_TX_DESC_CMD_ICRC));
	FIELD(il2tag1, CMD(I40E_TX_DESC_CMD_IL2TAG1));
	FIELD(dummy, CMD(I40E_TX_DESC_CMD_DUMMY));
	FIELD(iipt, CMD(I40E_TX_DESC_CMD_IIPT_IPV4_CSUM));
	FIELD(fcoet, CMD(I40E_TX_DESC_CMD_FCOET));
	FIELD(l4t, CMD(I40E_TX_DESC_CMD_L4T_EOFT_UDP));
	FIELD(eoft, CMD(I40E_TX_DESC_CMD_L4T_EOFT_EOF_A));
	FIELD(maclen, OFFSET(MACLEN, 7));
	FIELD(iplen, OFFSET(IPLEN, 7));
	FIELD(l4_fc_len, OFFSET(L4_FC_LEN, 4));
	FIELD(tx_buf_sz, MASKED(qword1, IAVF_TXD_QW1_TX_BUF_SZ_MASK));
	FIELD(l2tag1, MASKED(qword1, IAVF_TXD_QW1_L2TAG1_MASK));
}

#define CTX_CMD(mask) MASKED(qword1, (u64)(mask) << I40E_TXD_CTX_QW1_CMD_SHIFT)

DESCRIPTOR("i40e/tx-context", struct i40e_tx_context_desc)
{
	u32 params = le32_to_cpu(d->tunneling_params);
	u64 qword1 = le64_to_cpu(d->type_cmd_tso_mss);

	BUILD_BUG_ON((u32)I40E_TXD_CTX_QW0_EXT_IPLEN_SHIFT != (u32)IAVF_TXD_CTX_QW0_EXT_IPLEN_SHIFT ||
		     (u32)I40E_TXD_CTX_QW0_NATT_SHIFT != (u32)IAVF_TXD_CTX_QW0_NATT_SHIFT ||
		     (u32)I40E_TXD_CTX_QW0_NATLEN_SHIFT != (u32)IAVF_TXD_CTX_QW0_NATLEN_SHIFT ||
		     (u32)I40E_TXD_CTX_QW1_TSO_LEN_SHIFT != (u32)IAVF_TXD_CTX_QW1_TSO_LEN_SHIFT ||
		     (u32)I40E_TXD_CTX_QW1_MSS_SHIFT != (u32)IAVF_TXD_CTX_QW1_MSS_SHIFT);
	FIELD(tunneling_params, params);
	FIELD(ext_ip, MASKED(params, I40E_TX_CTX_EXT_IP_IPV4));
	FIELD(ext_iplen, MASKED(params, IAVF_TXD_CTX_QW0_EXT_IPLEN_MASK));
	FIELD(natt, MASKED(params, I40E_TXD_CTX_UDP_TUNNELING | I40E_TXD_CTX_GRE_TUNNELING));
	FIELD(eip_noinc, MASKED(params, IAVF_TXD_CTX_QW0_EIP_NOINC_MASK));
	FIELD(natlen, MASKED(params, IAVF_TXD_CTX_QW0_NATLEN_MASK));
	FIELD(decttl, MASKED(params, IAVF_TXD_CTX_QW0_DECTTL_MASK));
	FIELD(l4t_cs, MASKED(params, I40E_TXD_CTX_QW0_L4T_CS_MASK));
	FIELD(l2tag2, le16_to_cpu(d->l2tag2));
	FIELD(type_cmd_tso_mss, qword1);
	FIELD(dtype, MASKED(qword1, I40E_TX_DESC_DTYPE_DESC_DONE));
	FIELD(tso, CTX_CMD(I40E_TX_CTX_DESC_TSO));
	FIELD(tsyn, CTX_CMD(I40E_TX_CTX_DESC_TSYN));
	FIELD(il2tag2, CTX_CMD(I40E_TX_CTX_DESC_IL2TAG2));
	FIELD(il2tag2_il2h, CTX_CMD(I40E_TX_CTX_DESC_IL2TAG2_IL2H));
	FIELD(swtch, CTX_CMD(I40E_TX_CTX_DESC_SWTCH_VSI));
	FIELD(swpe, CTX_CMD(I40E_TX_CTX_DESC_SWPE));
	FIELD(tso_len, MASKED(qword1, IAVF_TXD_CTX_QW1_TSO_LEN_MASK));
	FIELD(mss, MASKED(qword1, IAVF_TXD_CTX_QW1_MSS_MASK));
	FIELD(vsi, MASKED(qword1, IAVF_TXD_CTX_QW1_VSI_MASK));
}
