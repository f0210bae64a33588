// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
#include "../fields.h"
#include <linux/pci.h>
#include "drivers/net/vmxnet3/vmxnet3_int.h"

DESCRIPTOR("vmxnet3/rx-comp", union Vmxnet3_GenericDesc)
{
	FIELD(dword1, le32_to_cpu(d->rcdExt.dword1));
	FIELD(rxd_idx, (u32)d->rcd.rxdIdx);
	FIELD(ext1, (u32)d->rcd.ext1);
	FIELD(hdr_inner, MASKED(le32_to_cpu(d->dword[0]), 1UL << VMXNET3_RCD_HDR_INNER_SHIFT));
	FIELD(eop, (u32)d->rcd.eop);
	FIELD(sop, (u32)d->rcd.sop);
	FIELD(rq_id, (u32)d->rcd.rqID);
	FIELD(rss_type, (u32)d->rcd.rssType);
	FIELD(cnc, (u32)d->rcd.cnc);
	FIELD(ext2, (u32)d->rcd.ext2);
	FIELD(rss_hash, le32_to_cpu(d->rcd.rssHash));
	FIELD(seg_cnt, d->rcdExt.segCnt);
	FIELD(dup_ack_cnt, d->rcdExt.dupAckCnt);
	FIELD(ts_delta, le16_to_cpu(d->rcdExt.tsDelta));
	FIELD(dword2, le32_to_cpu(d->rcdExt.dword2));
	FIELD(len, (u32)d->rcd.len);
	FIELD(err, (u32)d->rcd.err);
	FIELD(ts, (u32)d->rcd.ts);
	FIELD(tci, (u32)d->rcd.tci);
	FIELD(csum, (u32)d->rcd.csum);
	FIELD(mss, (u32)d->rcdExt.mss);
	FIELD(tuc, (u32)d->rcd.tuc);
	FIELD(udp, (u32)d->rcd.udp);
	FIELD(tcp, (u32)d->rcd.tcp);
	FIELD(ipc, (u32)d->rcd.ipc);
	FIELD(v6, (u32)d->rcd.v6);
	FIELD(v4, (u32)d->rcd.v4);
	FIELD(frg, (u32)d->rcd.frg);
	FIELD(fcs, (u32)d->rcd.fcs);
	FIELD(type, (u32)d->rcd.type);
	FIELD(gen, (u32)d->rcd.gen);
}

DESCRIPTOR("vmxnet3/tx-desc", struct Vmxnet3_TxDesc)
{
	FIELD(addr, le64_to_cpu(d->addr));
	FIELD(len, (u32)d->len);
	FIELD(gen, (u32)d->gen);
	FIELD(oco, (u32)d->oco);
	FIELD(dtype, (u32)d->dtype);
	FIELD(ext1, (u32)d->ext1);
	FIELD(msscof, (u32)d->msscof);
	FIELD(hlen, (u32)d->hlen);
	FIELD(om, (u32)d->om);
	FIELD(eop, (u32)d->eop);
	FIELD(cq, (u32)d->cq);
	FIELD(ext2, (u32)d->ext2);
	FIELD(ti, (u32)d->ti);
	FIELD(tci, (u32)d->tci);
}
