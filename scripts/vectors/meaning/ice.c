// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
// with: drivers/net/ethernet/intel/ice/ice_ptp.c drivers/net/ethernet/intel/iavf/iavf_common.c drivers/net/ethernet/intel/libie/rx.c
// differs: ice/rx-flex 6.1 has another packet type table, takes xsum_eipe for an error, counts errors without a layer 4 too, and calls no ICMP good
// differs: ice/rx-legacy 6.1 has another packet type table, counts errors without a layer 4 too, and calls no ICMP good
#include "drivers/net/ethernet/intel/ice/ice_txrx_lib.c"
#include "drivers/net/ethernet/intel/iavf/iavf_txrx.c"
#include "../meaning.h"

#define WITH_XDP_HINTS (LINUX_VERSION_CODE >= KERNEL_VERSION(6, 12, 0))
#define STATUS0(stem) BIT(ICE_RX_FLEX_DESC_STATUS0_##stem##_S)
#define STATUS1(stem) BIT(ICE_RX_FLEX_DESC_STATUS1_##stem##_S)
#define STATUS(stem) BIT_ULL(IAVF_RX_DESC_STATUS_##stem##_SHIFT)
#define ERROR(stem) BIT_ULL(IAVF_RXD_QW1_ERROR_SHIFT + IAVF_RX_DESC_ERROR_##stem##_SHIFT)
#define FLTSTAT (3ULL << IAVF_RX_DESC_STATUS_FLTSTAT_SHIFT)

#if !WITH_XDP_HINTS
#define ice_get_vlan_tci ice_get_vlan_tag_from_rx_desc
DEFINE_PER_CPU(int, numa_node);
DEFINE_STATIC_KEY_FALSE(hugetlb_optimize_vmemmap_key);
#endif

gro_result_t napi_gro_receive(struct napi_struct *napi, struct sk_buff *skb) { return GRO_NORMAL; }
void libeth_rx_recycle_slow(struct page *page) { }

/* libie gives the stack no hash of packet types that it does not know, whatever the device says; and it calls
 * the hash of a few frames without IP one of layer 3, but has no hash_type for them. */
static bool hash_is_told(u16 ptype)
{
#if WITH_XDP_HINTS
	struct libeth_rx_pt pt = libie_rx_pt_parse(ptype);

	return pt.payload_layer == LIBETH_RX_PT_PAYLOAD_L2 ||
	       (pt.payload_layer > LIBETH_RX_PT_PAYLOAD_L2 && pt.outer_ip != LIBETH_RX_PT_OUTER_L2);
#else
	return true;
#endif
}

/* A frame without IP has no checksums: libie's timesync frames pass libeth's test all the same. */
static bool checksum_is_told(u16 ptype)
{
	return ptype != 2;
}

MEANING("ice/rx-flex", union ice_32b_rx_flex_desc, "ice_process_skb_fields", "ice_rx_csum", "ice_receive_skb",
	"ice_get_vlan_tci", "ice_ptp_get_rx_hwts", "ice_xdp_rx_hash", "ice_xdp_rx_hw_ts", "ice_xdp_rx_vlan_tag")
{
	static struct ice_pf pf;
	static struct ice_vsi vsi;
	static struct ice_q_vector q_vector;
	struct ice_rx_ring ring = { .vsi = &vsi, .netdev = netdev, .q_vector = &q_vector, .ptp_rx = 1 };
	struct ice_32b_rx_flex_desc_nic *nic = (void *)d;
	u64 phc_time = vec_random() >> 2;
	u16 ptype, tci;

	switch (CHOOSE(5)) {
	case 0: /* every packet type */
		d->wb.rxdid = ICE_RXDID_FLEX_NIC;
		SET(le16, d->wb.status_error0, ~0, STATUS0(DD) | STATUS0(EOF) | STATUS0(L3L4P));
		VARY(le16, d->wb.ptype_flex_flags0, ICE_RX_FLEX_DESC_PTYPE_M);
		break;
	case 1: /* every verdict */
		SET(le16, d->wb.ptype_flex_flags0, ICE_RX_FLEX_DESC_PTYPE_M, ONE_OF(23, 26, 48, 92, 114));
		VARY(le16, d->wb.status_error0, STATUS0(L3L4P) | STATUS0(XSUM_IPE) | STATUS0(XSUM_L4E) |
		     STATUS0(XSUM_EIPE) | STATUS0(XSUM_EUDPE) | STATUS0(IPV6EXADD));
		VARY(le16, d->wb.status_error1, STATUS1(NAT));
		break;
	case 2: /* which profiles have a hash */
		SET(le16, d->wb.ptype_flex_flags0, ICE_RX_FLEX_DESC_PTYPE_M, 26);
		d->wb.rxdid = ONE_OF(0, 1, 2, 3, 6, 7, 22, 63);
		if (CHOOSE(2))
			nic->rss_hash = 0;
		break;
	case 3: /* both places of a tag */
		VARY(le16, d->wb.status_error0, STATUS0(L2TAG1P));
		VARY(le16, d->wb.status_error1, STATUS1(L2TAG2P));
		d->wb.l2tag1 = cpu_to_le16(ONE_OF(0, 0x2000, 0x3005));
		d->wb.l2tag2_2nd = cpu_to_le16(ONE_OF(0, 0x4000, 0x5006));
		break;
	case 4: /* times before and after the cached one, and the farthest */
		VARY(u8, d->wb.time_stamp_low, ICE_PTP_TS_VALID);
		phc_time = (phc_time | 1ULL << 40) & ~(u64)U32_MAX;
		phc_time += le32_to_cpu(d->wb.flex_ts.ts_high);
		phc_time += ONE_OF(0, 1, -1, 1000000000, -1000000000, 0x7fffffff, 0x80000000, -0x7fffffffLL);
		if (CHOOSE(2))
			phc_time = 0;
		break;
	}

	memset(&pf, 0, sizeof(pf));
	vsi.back = &pf;
	vsi.netdev = netdev;
	ring.cached_phctime = phc_time;
	INPUT(phc_time, phc_time);
	INPUT(gcs, 0); /* not in these kernels */
	ptype = le16_to_cpu(d->wb.ptype_flex_flags0) & ICE_RX_FLEX_DESC_PTYPE_M;
	tci = ice_get_vlan_tci(d);
#if WITH_XDP_HINTS
	ring.pkt_ctx.vlan_proto = htons(ETH_P_8021Q);
	ice_process_skb_fields(&ring, d, skb);
#else
	ice_process_skb_fields(&ring, d, skb, ptype);
#endif
	ice_receive_skb(&ring, skb, tci);
	if (checksum_is_told(ptype)) {
		EXPECT_CHECKSUM();
		EXPECT_CSUM_ERROR(pf.hw_csum_rx_error);
	}
	if (hash_is_told(ptype))
		EXPECT_HASH();
	if (!tci || (tci & VLAN_VID_MASK)) /* the stack gets no tag without a VLAN id, a program does */
		EXPECT_VLAN();
	EXPECT_HWTSTAMP();
#if WITH_XDP_HINTS
	struct ice_xdp_buff ctx = { .eop_desc = d, .pkt_ctx = &ring.pkt_ctx };

	EXPECT_XDP_HASH(ice_xdp_rx_hash, &ctx);
	EXPECT_XDP_TIMESTAMP(ice_xdp_rx_hw_ts, &ctx);
	EXPECT_XDP_VLAN(ice_xdp_rx_vlan_tag, &ctx);
#endif
}

/* The last descriptor of a packet, with no data of its own: the packet so far is skb. */
MEANING("ice/rx-legacy", union ice_32byte_rx_desc, "iavf_clean_rx_irq", "iavf_process_skb_fields", "iavf_rx_checksum",
	"iavf_rx_hash", "iavf_receive_skb")
{
	static struct iavf_adapter adapter;
	static struct iavf_vsi vsi = { .back = &adapter };
	static struct iavf_q_vector q_vector;
	static union ice_32byte_rx_desc descriptors[4];
#if WITH_XDP_HINTS
	static struct libeth_fqe buffers[4];
#else
	static struct iavf_rx_buffer buffers[4];
	static struct page page;
#endif
	struct iavf_ring ring = { .vsi = &vsi, .netdev = netdev, .q_vector = &q_vector, .desc = descriptors, .count = 4,
				  .next_to_use = 3, .skb = skb };
	__le64 *qword1 = &d->wb.qword1.status_error_len;
	unsigned int vlan_tag_loc = 0;
	u8 ptype;

	SET(le64, *qword1, STATUS(DD) | STATUS(EOF) | ERROR(RXE) | IAVF_RXD_QW1_LENGTH_PBUF_MASK, STATUS(DD) | STATUS(EOF));
	switch (CHOOSE(4)) {
	case 0: /* every packet type */
		SET(le64, *qword1, FLTSTAT | STATUS(L3L4P) | STATUS(IPV6EXADD) | IAVF_RXD_QW1_ERROR_MASK,
		    FLTSTAT | STATUS(L3L4P));
		VARY(le64, *qword1, IAVF_RXD_QW1_PTYPE_MASK);
		break;
	case 1: /* every verdict */
		SET(le64, *qword1, IAVF_RXD_QW1_PTYPE_MASK, ONE_OF(1, 23, 26, 28, 48, 92, 114) << IAVF_RXD_QW1_PTYPE_SHIFT);
		VARY(le64, *qword1, STATUS(L3L4P) | STATUS(IPV6EXADD) | ERROR(IPE) | ERROR(L4E) | ERROR(EIPE) | ERROR(PPRS));
		break;
	case 2:
		SET(le64, *qword1, IAVF_RXD_QW1_PTYPE_MASK, 26ULL << IAVF_RXD_QW1_PTYPE_SHIFT);
		VARY(le64, *qword1, FLTSTAT);
		break;
	case 3: /* both places of a tag */
		VARY(le64, *qword1, STATUS(L2TAG1P));
		VARY(le16, d->wb.qword2.ext_status, BIT(IAVF_RX_DESC_EXT_STATUS_L2TAG2P_SHIFT));
		d->wb.qword0.lo_dword.l2tag1 = cpu_to_le16(ONE_OF(0, 0x2000, 0x3005));
		d->wb.qword2.l2tag2_2 = cpu_to_le16(ONE_OF(0, 0x4000, 0x5006));
		vlan_tag_loc = CHOOSE(2);
		break;
	}

#if WITH_XDP_HINTS
	ring.rx_fqes = buffers;
#else
	ring.rx_bi = buffers;
	buffers[0] = (struct iavf_rx_buffer){ .page = &page, .pagecnt_bias = 1 };
	set_page_count(&page, 1);
#endif
	ring.flags = vlan_tag_loc ? IAVF_RXR_FLAGS_VLAN_TAG_LOC_L2TAG2_2 : IAVF_TXRX_FLAGS_VLAN_TAG_LOC_L2TAG1;
	adapter.hw_csum_rx_error = 0;
	vsi.netdev = netdev;
	descriptors[0] = *d;
	ptype = (le64_to_cpu(*qword1) & IAVF_RXD_QW1_PTYPE_MASK) >> IAVF_RXD_QW1_PTYPE_SHIFT;
	INPUT(vlan_tag_loc, vlan_tag_loc);
	iavf_clean_rx_irq(&ring, 1);
	if (checksum_is_told(ptype)) {
		EXPECT_CHECKSUM();
		EXPECT_CSUM_ERROR(adapter.hw_csum_rx_error);
	}
	if (hash_is_told(ptype))
		EXPECT_HASH();
	EXPECT_VLAN();
}
