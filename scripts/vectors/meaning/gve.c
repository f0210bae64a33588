// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
// with: drivers/net/ethernet/google/gve/gve_utils.c
#include "drivers/net/ethernet/google/gve/gve_rx.c"
#include "drivers/net/ethernet/google/gve/gve_rx_dqo.c"
#include "../meaning.h"

static struct gve_priv priv;
static struct napi_struct napi;

struct sk_buff *napi_get_frags(struct napi_struct *napi) { return skb; }
gro_result_t napi_gro_frags(struct napi_struct *napi) { return 0; }
gro_result_t napi_gro_receive(struct napi_struct *napi, struct sk_buff *skb) { return 0; }
struct static_key_false hugetlb_optimize_vmemmap_key;
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 12, 0)
void dma_sync_single_for_cpu(struct device *dev, dma_addr_t addr, size_t size, enum dma_data_direction dir) {}
void skb_add_rx_frag(struct sk_buff *skb, int i, struct page *page, int off, int size, unsigned int truesize) {}
#else
void __dma_sync_single_for_cpu(struct device *dev, dma_addr_t addr, size_t size, enum dma_data_direction dir) {}
void skb_add_rx_frag_netmem(struct sk_buff *skb, int i, netmem_ref netmem, int off, int size,
			    unsigned int truesize) {}
#endif

MEANING("gve/rx-desc", struct gve_rx_desc, "gve_rx", "gve_needs_rss", "gve_rss_type")
{
	static union gve_rx_data_slot slots[4];
	static struct gve_rx_slot_page_info pages[4];
	static struct gve_notify_block blocks[1];
	static struct page page;
	struct gve_rx_ring rx = {
		.gve = &priv,
		.packet_buffer_size = U16_MAX,
		.mask = 3,
		.data = { .data_ring = slots, .page_info = pages, .raw_addressing = 1 },
	};
	static struct pci_dev pdev;

	if (CHOOSE(2))
		d->csum = 0;
	VARY(be16, d->flags_seq, 0x27c0); /* FRAG, IPV4, IPV6, TCP, UDP, PKT_CONT */
	SET(be16, d->flags_seq, 0x0800, 0); /* ERR: the packet is dropped */
	SET(be16, d->len, 0x0100, 0x0100);

	memset(&priv, 0, sizeof(priv));
	priv.dev = netdev;
	priv.pdev = &pdev;
	priv.ntfy_blocks = blocks;
	for (int i = 0; i < 4; i++)
		pages[i] = (struct gve_rx_slot_page_info){ .page = &page, .pagecnt_bias = 1 };
	atomic_set(&page._refcount, 1);
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 12, 0)
	/* The whole packet at once; a second descriptor ends it. */
	struct gve_rx_desc ring[4] = { *d, { .len = cpu_to_be16(0x100) } };
	u64 bytes;
	u32 work;

	rx.desc.desc_ring = ring;
	rx.desc.seqno = GVE_SEQNO(d->flags_seq);
	ring[1].flags_seq = cpu_to_be16(gve_next_seqno(rx.desc.seqno));
	gve_rx(&rx, netdev->features, &bytes, &work);
#else
	struct gve_rx_cnts counts = { };

	gve_rx(&rx, netdev->features, d, 0, &counts);
#endif
	INPUT(first_frag, 1);
	EXPECT_CHECKSUM();
	EXPECT_HASH();
	EXPECT_VLAN();
}

MEANING("gve/rx-compl-dqo", struct gve_rx_compl_desc_dqo, "gve_rx_complete_skb", "gve_rx_skb_csum",
	"gve_rx_skb_hash")
{
	static struct gve_ptype_lut lut;
	struct gve_rx_ring rx = { .gve = &priv, .ctx.skb_head = skb };
	struct gve_ptype *ptype = &lut.ptypes[d->packet_type];
	u8 *flags = (u8 *)d + 8, *more = (u8 *)d + 1;

	switch (CHOOSE(2)) {
	case 0: /* every header type: good and bad */
		ptype->l3_type = CHOOSE(GVE_L3_TYPE_IPV6 + 1);
		ptype->l4_type = CHOOSE(GVE_L4_TYPE_SCTP + 1);
		SET(u8, *flags, 0xf8, ONE_OF(0x08, 0x18, 0x28));
		SET(u8, *more, 0x02, 0);
		break;
	case 1: /* every verdict: TCP and nothing known, over every network header */
		ptype->l3_type = CHOOSE(GVE_L3_TYPE_IPV6 + 1);
		ptype->l4_type = ONE_OF(GVE_L4_TYPE_UNKNOWN, GVE_L4_TYPE_TCP);
		VARY(u8, *flags, 0xf8); /* l3_l4_processed and the errors */
		VARY(u8, *more, 0x02); /* ipv6_ex_add */
		break;
	}

	priv.ptype_lut_dqo = &lut;
	gve_rx_complete_skb(&rx, &napi, d, netdev->features);
	INPUT(l3_type, ptype->l3_type);
	INPUT(l4_type, ptype->l4_type);
	EXPECT_CHECKSUM();
	EXPECT_HASH();
	EXPECT_VLAN();
}
