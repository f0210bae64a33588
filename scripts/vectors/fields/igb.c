// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
#include "../fields.h"
#include <linux/pci.h>
#include "drivers/net/ethernet/intel/igb/igb.h"

DESCRIPTOR("igb/rx-wb", union e1000_adv_rx_desc)
{
	u16 pkt_info = le16_to_cpu(d->wb.lower.lo_dword.pkt_info);
	u16 hdr_info = le16_to_cpu(d->wb.lower.lo_dword.hdr_info);
	u32 staterr = le32_to_cpu(d->wb.upper.status_error);

	FIELD(pkt_addr, le64_to_cpu(d->read.pkt_addr));
	FIELD(hdr_addr, le64_to_cpu(d->read.hdr_addr));
	FIELD(pkt_info, pkt_info);
	FIELD(hdr_info, hdr_info);
	FIELD(hdr_len, (hdr_info & E1000_RXDADV_HDRBUFLEN_MASK) >> E1000_RXDADV_HDRBUFLEN_SHIFT);
	/* No macros: these are the places in the picture of igb_main.c. */
	FIELD(rss_type, MASKED(pkt_info, GENMASK(3, 0)));
	FIELD(pkt_type, MASKED((u32)hdr_info << 16 | pkt_info, GENMASK(16, 4)));
	FIELD(sph, MASKED(hdr_info, BIT(31 - 16)));
	FIELD(rss, le32_to_cpu(d->wb.lower.hi_dword.rss));
	FIELD(ip_id, le16_to_cpu(d->wb.lower.hi_dword.csum_ip.ip_id));
	FIELD(csum, le16_to_cpu(d->wb.lower.hi_dword.csum_ip.csum));
	FIELD(status_error, staterr);
	FIELD(dd, MASKED(staterr, E1000_RXD_STAT_DD));
	FIELD(eop, MASKED(staterr, E1000_RXD_STAT_EOP));
	FIELD(ixsm, MASKED(staterr, E1000_RXD_STAT_IXSM));
	FIELD(vp, MASKED(staterr, E1000_RXD_STAT_VP));
	FIELD(udpcs, MASKED(staterr, E1000_RXD_STAT_UDPCS));
	FIELD(tcpcs, MASKED(staterr, E1000_RXD_STAT_TCPCS));
	FIELD(tsip, MASKED(staterr, E1000_RXDADV_STAT_TSIP));
	FIELD(ts, MASKED(staterr, E1000_RXDADV_STAT_TS));
	FIELD(lb, MASKED(staterr, E1000_RXDEXT_STATERR_LB));
	FIELD(ce, MASKED(staterr, E1000_RXDEXT_STATERR_CE));
	FIELD(se, MASKED(staterr, E1000_RXDEXT_STATERR_SE));
	FIELD(seq, MASKED(staterr, E1000_RXDEXT_STATERR_SEQ));
	FIELD(cxe, MASKED(staterr, E1000_RXDEXT_STATERR_CXE));
	FIELD(tcpe, MASKED(staterr, E1000_RXDEXT_STATERR_TCPE));
	FIELD(ipe, MASKED(staterr, E1000_RXDEXT_STATERR_IPE));
	FIELD(rxe, MASKED(staterr, E1000_RXDEXT_STATERR_RXE));
	FIELD(length, le16_to_cpu(d->wb.upper.length));
	FIELD(vlan, le16_to_cpu(d->wb.upper.vlan));
}
