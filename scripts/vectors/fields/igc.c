// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
#include "../fields.h"
#include "drivers/net/ethernet/intel/igc/igc_hw.h"
#include "drivers/net/ethernet/intel/igc/igc.h"

/* Named by kernels that know frame preemption. */
#ifndef IGC_RXDADV_STAT_SMD_TYPE_MASK
#define IGC_RXDADV_STAT_SMD_TYPE_MASK 0x06000
#define IGC_TXD_POPTS_SMD_MASK 0x3000
#endif

DESCRIPTOR("igc/rx-wb", union igc_adv_rx_desc)
{
	u32 data = le32_to_cpu(d->wb.lower.lo_dword.data);
	u32 staterr = le32_to_cpu(d->wb.upper.status_error);

	FIELD(pkt_addr, le64_to_cpu(d->read.pkt_addr));
	FIELD(hdr_addr, le64_to_cpu(d->read.hdr_addr));
	FIELD(data, data);
	FIELD(pkt_info, le16_to_cpu(d->wb.lower.lo_dword.hs_rss.pkt_info));
	FIELD(hdr_info, le16_to_cpu(d->wb.lower.lo_dword.hs_rss.hdr_info));
	FIELD(rss_type, igc_rss_type(d));
	/* No macros: these are the places in the picture of igc_dump.c. */
	FIELD(pkt_type, MASKED(data, GENMASK(16, 4)));
	FIELD(hdr_len, MASKED(data, GENMASK(30, 21)));
	FIELD(sph, MASKED(data, BIT(31)));
	FIELD(rss, le32_to_cpu(d->wb.lower.hi_dword.rss));
	FIELD(ip_id, le16_to_cpu(d->wb.lower.hi_dword.csum_ip.ip_id));
	FIELD(csum, le16_to_cpu(d->wb.lower.hi_dword.csum_ip.csum));
	FIELD(status_error, staterr);
	FIELD(dd, MASKED(staterr, IGC_RXD_STAT_DD));
	FIELD(eop, MASKED(staterr, IGC_RXD_STAT_EOP));
	FIELD(ixsm, MASKED(staterr, IGC_RXD_STAT_IXSM));
	FIELD(vp, MASKED(staterr, IGC_RXD_STAT_VP));
	FIELD(udpcs, MASKED(staterr, IGC_RXD_STAT_UDPCS));
	FIELD(tcpcs, MASKED(staterr, IGC_RXD_STAT_TCPCS));
	FIELD(smd_type, MASKED(staterr, IGC_RXDADV_STAT_SMD_TYPE_MASK));
	FIELD(tsip, MASKED(staterr, IGC_RXDADV_STAT_TSIP));
	FIELD(lb, MASKED(staterr, IGC_RXDEXT_STATERR_LB));
	FIELD(l4e, MASKED(staterr, IGC_RXDEXT_STATERR_L4E));
	FIELD(ipe, MASKED(staterr, IGC_RXDEXT_STATERR_IPE));
	FIELD(rxe, MASKED(staterr, IGC_RXDEXT_STATERR_RXE));
	FIELD(length, le16_to_cpu(d->wb.upper.length));
	FIELD(vlan, le16_to_cpu(d->wb.upper.vlan));
}

DESCRIPTOR("igc/tx-data", union igc_adv_tx_desc)
{
	u32 cmd = le32_to_cpu(d->read.cmd_type_len);
	u32 olinfo = le32_to_cpu(d->read.olinfo_status);
	u32 status = le32_to_cpu(d->wb.status);

	FIELD(buffer_addr, le64_to_cpu(d->read.buffer_addr));
	FIELD(cmd_type_len, cmd);
	FIELD(mac_tstamp, MASKED(cmd, IGC_ADVTXD_MAC_TSTAMP));
	FIELD(eop, MASKED(cmd, IGC_ADVTXD_DCMD_EOP));
	FIELD(ifcs, MASKED(cmd, IGC_ADVTXD_DCMD_IFCS));
	FIELD(rs, MASKED(cmd, IGC_ADVTXD_DCMD_RS));
	FIELD(dext, MASKED(cmd, IGC_ADVTXD_DCMD_DEXT));
	FIELD(vle, MASKED(cmd, IGC_ADVTXD_DCMD_VLE));
	FIELD(tse, MASKED(cmd, IGC_ADVTXD_DCMD_TSE));
	FIELD(olinfo_status, olinfo);
	FIELD(ixsm, MASKED(olinfo, IGC_TXD_POPTS_IXSM << 8));
	FIELD(txsm, MASKED(olinfo, IGC_TXD_POPTS_TXSM << 8));
	FIELD(smd, MASKED(olinfo, IGC_TXD_POPTS_SMD_MASK));
	FIELD(paylen, olinfo >> IGC_ADVTXD_PAYLEN_SHIFT);
	FIELD(nxtseq_seed, le32_to_cpu(d->wb.nxtseq_seed));
	FIELD(status, status);
	FIELD(dd, MASKED(status, IGC_TXD_STAT_DD));
#ifdef IGC_TXD_PTP2_TIMER_1
	FIELD(tstamp_reg, MASKED(cmd, IGC_ADVTXD_TSTAMP_REG_3));
	FIELD(ptp2_timer_1, MASKED(olinfo, IGC_TXD_PTP2_TIMER_1));
#endif
	/* No masks: these are the places in the picture of igc_dump.c. */
	FIELD(dtalen, MASKED(cmd, GENMASK(15, 0)));
	FIELD(dtyp, MASKED(cmd, GENMASK(23, 20)));
	FIELD(sta, MASKED(olinfo, GENMASK(3, 0)));
	FIELD(idx, MASKED(olinfo, GENMASK(6, 4)));
	FIELD(cc, MASKED(olinfo, BIT(7)));
}

DESCRIPTOR("igc/tx-context", struct igc_adv_tx_context_desc)
{
	u32 lens = le32_to_cpu(d->vlan_macip_lens);
	u32 type = le32_to_cpu(d->type_tucmd_mlhl);
	u32 mss = le32_to_cpu(d->mss_l4len_idx);

	FIELD(vlan_macip_lens, lens);
	FIELD(iplen, MASKED(lens, GENMASK(IGC_ADVTXD_MACLEN_SHIFT - 1, 0)));
	FIELD(maclen, MASKED(lens, GENMASK(IGC_TX_FLAGS_VLAN_SHIFT - 1, IGC_ADVTXD_MACLEN_SHIFT)));
	FIELD(vlan, MASKED(lens, IGC_TX_FLAGS_VLAN_MASK));
	FIELD(launch_time, le32_to_cpu(d->launch_time));
	FIELD(type_tucmd_mlhl, type);
	FIELD(ipv4, MASKED(type, IGC_ADVTXD_TUCMD_IPV4));
	FIELD(l4t, MASKED(type, IGC_ADVTXD_TUCMD_L4T_TCP | IGC_ADVTXD_TUCMD_L4T_SCTP));
	FIELD(dtyp, MASKED(type, GENMASK(23, 20))); /* IGC_ADVTXD_DTYP_CTXT */
	FIELD(dext, MASKED(type, IGC_TXD_CMD_DEXT));
	FIELD(mss_l4len_idx, mss);
	FIELD(idx, MASKED(mss, GENMASK(6, 4))); /* reg_idx << 4 */
	FIELD(tsn_cntx_first, MASKED(mss, IGC_ADVTXD_TSN_CNTX_FIRST));
	FIELD(l4len, MASKED(mss, GENMASK(IGC_ADVTXD_MSS_SHIFT - 1, IGC_ADVTXD_L4LEN_SHIFT)));
	FIELD(mss, mss >> IGC_ADVTXD_MSS_SHIFT);
}
