// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
#include <linux/bug.h>
#undef WARN_ON_ONCE
#define WARN_ON_ONCE(condition) (!!(condition))
#include "drivers/net/vmxnet3/vmxnet3_drv.c"
#include "../meaning.h"

#define DWORD0_ALONE BIT(VMXNET3_RCD_HDR_INNER_SHIFT)
#define CNC BIT(30)
#define V6 BIT(20)
#define V4 BIT(21)
#define TYPE GENMASK(30, 24)
#define RSS_TYPE GENMASK(29, 26)
#define TS BIT(15)

int netif_receive_skb(struct sk_buff *skb) { return 0; }
gro_result_t napi_gro_receive(struct napi_struct *napi, struct sk_buff *skb) { return GRO_NORMAL; }

enum { BUFFERS = 4096 };
static struct Vmxnet3_RxDesc buffers[BUFFERS];
static struct vmxnet3_rx_buf_info buffer_infos[BUFFERS];
static union Vmxnet3_GenericDesc completions[2];
static struct vmxnet3_rx_queue queue;
static struct Vmxnet3_RxQueueCtrl control;

/* The last completion of a packet whose bytes are already in skb, through the driver's receive loop. */
static void receive(struct vmxnet3_adapter *adapter, const union Vmxnet3_GenericDesc *d)
{
	memset(&queue, 0, sizeof(queue));
	for (int i = 0; i < BUFFERS; i++) {
		buffers[i] = (struct Vmxnet3_RxDesc){ .addr = 1, .btype = VMXNET3_RXD_BTYPE_BODY };
		buffer_infos[i] = (struct vmxnet3_rx_buf_info){ .dma_addr = 1, .buf_type = VMXNET3_RX_BUF_PAGE };
	}
	completions[0] = *d;
	completions[1] = (union Vmxnet3_GenericDesc){ .rcd.gen = !d->rcd.gen };
	queue.qid = d->rcd.rqID;
	queue.rx_ring[0].base = (void *)buffers;
	queue.rx_ring[0].size = BUFFERS;
	queue.buf_info[0] = buffer_infos;
	queue.comp_ring.base = completions;
	queue.comp_ring.size = 2;
	queue.comp_ring.gen = d->rcd.gen;
	queue.shared = &control;
	queue.rx_ctx.skb = skb;
	vmxnet3_rq_rx_complete(&queue, adapter, 1);
}

MEANING("vmxnet3/rx-comp", union Vmxnet3_GenericDesc, "vmxnet3_rq_rx_complete", "vmxnet3_rx_csum")
{
	struct vmxnet3_adapter *adapter = netdev_priv(netdev);
	bool lro;

	adapter->netdev = netdev;
	adapter->num_rx_queues = 32 * 32; /* every ring is some queue's first */
	switch (CHOOSE(4)) {
	case 0:
		VARY(le32, d->dword[3], VMXNET3_RCD_CSUM_OK | V4 | V6);
		VARY(le32, d->dword[0], CNC | DWORD0_ALONE);
		SET(le32, d->dword[3], TYPE, VMXNET3_CDTYPE_RXCOMP << 24);
		d->rcd.csum = CHOOSE(2) ? d->rcd.csum | 1 : 0;
		break;
	case 1:
		VARY(le32, d->dword[0], RSS_TYPE);
		SET(le32, d->dword[3], TYPE, VMXNET3_CDTYPE_RXCOMP << 24);
		break;
	case 2:
		VARY(le32, d->dword[2], TS);
		break;
	case 3:
		VARY(le32, d->dword[3], VMXNET3_RCD_CSUM_OK | V4 | V6);
		SET(le32, d->dword[3], TYPE, VMXNET3_CDTYPE_RXCOMP_LRO << 24);
		break;
	}
	/* The driver does not look at the type before it reads rssHash and csum; in a merged packet's
	 * completion other things are there. So such packets have neither here. */
	lro = d->rcd.type == VMXNET3_CDTYPE_RXCOMP_LRO;
	if (lro) {
		d->rcd.rssType = VMXNET3_RCD_RSS_TYPE_NONE;
		d->rcdExt.mss = 0;
	}
	/* What leads past the parts of the loop that answer, or needs the packet's pages. */
	d->rcd.sop = 0;
	d->rcd.eop = 1;
	d->rcd.err = 0;
	d->rcd.len = 0;
	GIVEN();

	receive(adapter, d);
	EXPECT_CHECKSUM();
	EXPECT_HASH();
	EXPECT_VLAN();
}
