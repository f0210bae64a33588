// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
#include "../fields.h"
#include "drivers/net/ethernet/intel/e1000e/e1000.h"

#define STAT(stem) MASKED(staterr, E1000_RXD_STAT_##stem)
#define STATERR(stem) MASKED(staterr, E1000_RXDEXT_STATERR_##stem)
#define ERR(stem) MASKED(staterr >> 24, E1000_RXD_ERR_##stem) /* as e1000_rx_checksum() reads them */

DESCRIPTOR("e1000e/rx-ext", union e1000_rx_desc_extended)
{
	u32 staterr = le32_to_cpu(d->wb.upper.status_error);

	FIELD(mrq, le32_to_cpu(d->wb.lower.mrq));
	FIELD(rss_type, MASKED(le32_to_cpu(d->wb.lower.mrq), 0xf)); /* no macro; bits 3..0 in e1000e_dump() */
	FIELD(rss, le32_to_cpu(d->wb.lower.hi_dword.rss));
	FIELD(ip_id, le16_to_cpu(d->wb.lower.hi_dword.csum_ip.ip_id));
	FIELD(csum, le16_to_cpu(d->wb.lower.hi_dword.csum_ip.csum));
	FIELD(status_error, staterr);
	FIELD(dd, STAT(DD));
	FIELD(eop, STAT(EOP));
	FIELD(ixsm, STAT(IXSM));
	FIELD(vp, STAT(VP));
	FIELD(udpcs, STAT(UDPCS));
	FIELD(tcpcs, STAT(TCPCS));
	FIELD(tst, STATERR(TST));
	FIELD(ce, STATERR(CE));
	FIELD(se, STATERR(SE));
	FIELD(seq, STATERR(SEQ));
	FIELD(cxe, STATERR(CXE));
	FIELD(tcpe, ERR(TCPE));
	FIELD(ipe, ERR(IPE));
	FIELD(rxe, STATERR(RXE));
	FIELD(length, le16_to_cpu(d->wb.upper.length));
	FIELD(vlan, le16_to_cpu(d->wb.upper.vlan));
}
