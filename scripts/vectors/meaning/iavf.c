// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
// kernels: 6.12 6.1 7.3
// with: drivers/net/ethernet/intel/iavf/iavf_common.c drivers/net/ethernet/intel/iavf/iavf_ptp.c drivers/net/ethernet/intel/libie/rx.c
// differs: iavf/rx-legacy 6.1 counts errors without a layer 4 too, calls no ICMP good and gives a hash of unknown packet types
#include "drivers/net/ethernet/intel/iavf/iavf_txrx.c"
#include "../meaning.h"

/* The receive descriptor is four words with masks since 6.15; before, a union whose bits have shifts. */
#define AS_WORDS (LINUX_VERSION_CODE >= KERNEL_VERSION(6, 15, 0))
#define WITH_LIBIE (LINUX_VERSION_CODE >= KERNEL_VERSION(6, 12, 0))

#if AS_WORDS
#define LEGACY(stem) (u64)IAVF_RXD_LEGACY_##stem##_M
typedef struct iavf_rx_desc descriptor;
#else
#define STATUS(stem) BIT_ULL(IAVF_RX_DESC_STATUS_##stem##_SHIFT)
#define ERROR(stem) BIT_ULL(IAVF_RXD_QW1_ERROR_SHIFT + IAVF_RX_DESC_ERROR_##stem##_SHIFT)
#define OLDER_DD STATUS(DD)
#define OLDER_EOP STATUS(EOF)
#define OLDER_L2TAG1P STATUS(L2TAG1P)
#define OLDER_L3L4P STATUS(L3L4P)
#define OLDER_IPV6EXADD STATUS(IPV6EXADD)
#define OLDER_FLTSTAT (3ULL << IAVF_RX_DESC_STATUS_FLTSTAT_SHIFT)
#define OLDER_RXE ERROR(RXE)
#define OLDER_IPE ERROR(IPE)
#define OLDER_L4E ERROR(L4E)
#define OLDER_EIPE ERROR(EIPE)
#define OLDER_PPRS ERROR(PPRS)
#define OLDER_PTYPE IAVF_RXD_QW1_PTYPE_MASK
#define OLDER_LENGTH IAVF_RXD_QW1_LENGTH_PBUF_MASK
#define OLDER_L2TAG2P BIT_ULL(IAVF_RX_DESC_EXT_STATUS_L2TAG2P_SHIFT)
#define LEGACY(stem) OLDER_##stem
typedef union iavf_32byte_rx_desc descriptor;
#endif
#define PTYPE(ptype) ((u64)(ptype) << __builtin_ctzll(LEGACY(PTYPE)))
#define ERRORS (LEGACY(IPE) | LEGACY(L4E) | LEGACY(EIPE) | LEGACY(PPRS) | LEGACY(IPV6EXADD))

#if !WITH_LIBIE
DEFINE_PER_CPU(int, numa_node);
DEFINE_STATIC_KEY_FALSE(hugetlb_optimize_vmemmap_key);
#endif

#if AS_WORDS
gro_result_t gro_receive_skb(struct gro_node *gro, struct sk_buff *skb) { return GRO_NORMAL; }
void libeth_rx_recycle_slow(netmem_ref netmem) { }
#else
gro_result_t napi_gro_receive(struct napi_struct *napi, struct sk_buff *skb) { return GRO_NORMAL; }
void libeth_rx_recycle_slow(struct page *page) { }
#endif

/* libie calls the hash of a few frames without IP one of layer 3, but has no hash_type for them. */
static bool hash_is_told(u16 ptype)
{
#if WITH_LIBIE
	struct libeth_rx_pt pt = libie_rx_pt_parse(ptype);

	return pt.payload_layer <= LIBETH_RX_PT_PAYLOAD_L2 || pt.outer_ip != LIBETH_RX_PT_OUTER_L2;
#else
	return true;
#endif
}

/* A frame without IP has no checksums: libie's timesync frames pass libeth's test all the same. */
static bool checksum_is_told(u16 ptype)
{
	return ptype != 2;
}

static struct iavf_adapter adapter;

/* The driver takes the last descriptor of a packet, with no data of its own, from a ring; the packet so far is skb. */
static void receive(const void *d, struct iavf_ring settings, u16 ptype)
{
	static struct iavf_vsi vsi = { .back = &adapter };
	static struct iavf_q_vector q_vector;
	static descriptor descriptors[4];
	struct iavf_ring ring = settings;
#if WITH_LIBIE
	static struct libeth_fqe buffers[4];

	ring.rx_fqes = buffers;
#else
	static struct iavf_rx_buffer buffers[4];
	static struct page page;

	ring.rx_bi = buffers;
	buffers[0] = (struct iavf_rx_buffer){ .page = &page, .pagecnt_bias = 1 };
	set_page_count(&page, 1);
#endif
	ring.vsi = &vsi;
	ring.netdev = vsi.netdev = netdev;
	ring.q_vector = &q_vector;
	ring.desc = descriptors;
	ring.count = 4;
	ring.next_to_use = 3;
	ring.skb = skb;
	adapter.hw_csum_rx_error = 0;
	memcpy(descriptors, d, sizeof(*descriptors));
	iavf_clean_rx_irq(&ring, 1);
	if (checksum_is_told(ptype)) {
		EXPECT_CHECKSUM();
		EXPECT_CSUM_ERROR(adapter.hw_csum_rx_error);
	}
	if (hash_is_told(ptype))
		EXPECT_HASH();
	EXPECT_VLAN();
}

/* In the ring's flags; the driver sets one of them, or none. */
static u16 vlan_tag_loc(unsigned int loc)
{
	static const u16 flags[] = { 0, IAVF_TXRX_FLAGS_VLAN_TAG_LOC_L2TAG1, IAVF_RXR_FLAGS_VLAN_TAG_LOC_L2TAG2_2 };

	INPUT(vlan_tag_loc, flags[loc] / IAVF_TXRX_FLAGS_VLAN_TAG_LOC_L2TAG1);
	return flags[loc];
}

MEANING("iavf/rx-legacy", descriptor, "iavf_clean_rx_irq", "iavf_process_skb_fields", "iavf_rx_checksum", "iavf_rx_hash",
	"iavf_receive_skb")
{
	__le64 *qw0 = (void *)d, *qw1 = qw0 + 1, *qw2 = qw0 + 2;
	struct iavf_ring ring = { };
	unsigned int loc = 1;

	SET(le64, *qw1, LEGACY(DD) | LEGACY(EOP) | LEGACY(RXE) | LEGACY(LENGTH), LEGACY(DD) | LEGACY(EOP));
	switch (CHOOSE(4)) {
	case 0: /* every packet type: good, bad and IPv6 with extension headers */
		SET(le64, *qw1, LEGACY(L3L4P) | LEGACY(FLTSTAT) | ERRORS,
		    LEGACY(L3L4P) | LEGACY(FLTSTAT) | ONE_OF(0, LEGACY(IPE), LEGACY(IPV6EXADD)));
		VARY(le64, *qw1, LEGACY(PTYPE));
		break;
	case 1: /* every verdict: one packet type of each kind */
		SET(le64, *qw1, LEGACY(PTYPE), PTYPE(ONE_OF(0, 1, 2, 12, 22, 24, 26, 28, 46, 88, 92, 94, 114)));
		VARY(le64, *qw1, LEGACY(L3L4P) | ERRORS);
		break;
	case 2:
		SET(le64, *qw1, LEGACY(PTYPE), PTYPE(26));
		VARY(le64, *qw1, LEGACY(FLTSTAT));
		break;
	case 3: /* both places of a tag */
		VARY(le64, *qw1, LEGACY(L2TAG1P));
		VARY(le64, *qw2, LEGACY(L2TAG2P));
		SET(le64, *qw0, GENMASK_ULL(31, 16), ONE_OF(0, 0x2000, 0x3005) << 16);
		SET(le64, *qw2, GENMASK_ULL(63, 48), ONE_OF(0, 0x4000, 0x5006) << 48);
		loc = CHOOSE(3);
		break;
	}

#if AS_WORDS
	ring.rxdid = VIRTCHNL_RXDID_1_32B_BASE;
#endif
	ring.flags = vlan_tag_loc(loc);
	receive(d, ring, (le64_to_cpu(*qw1) & LEGACY(PTYPE)) >> __builtin_ctzll(LEGACY(PTYPE)));
}

#if AS_WORDS

#define FLEX(stem) (u64)IAVF_RXD_FLEX_##stem##_M
#define XSUM_ERRORS (FLEX(XSUM_IPE) | FLEX(XSUM_L4E) | FLEX(XSUM_EIPE) | FLEX(XSUM_EUDPE) | FLEX(IPV6EXADD))

MEANING("iavf/rx-flex", descriptor, "iavf_clean_rx_irq", "iavf_extract_flex_rx_fields", "iavf_process_skb_fields",
	"iavf_flex_rx_csum", "iavf_rx_csum", "iavf_flex_rx_hash", "iavf_flex_rx_tstamp", "iavf_ptp_extend_32b_timestamp",
	"iavf_receive_skb")
{
	struct iavf_ring ring = { .rxdid = VIRTCHNL_RXDID_2_FLEX_SQ_NIC };
	u64 phc_time = vec_random() >> 2;
	unsigned int loc = 1, hw_tstamp = 1;

	SET(le64, d->qw0, FLEX(PKT_LEN), 0);
	SET(le64, d->qw1, FLEX(DD) | FLEX(EOP) | FLEX(RXE), FLEX(DD) | FLEX(EOP));
	switch (CHOOSE(5)) {
	case 0: /* every packet type */
		SET(le64, d->qw1, FLEX(L3L4P) | FLEX(RSS_VALID) | XSUM_ERRORS, FLEX(L3L4P) | FLEX(RSS_VALID));
		VARY(le64, d->qw0, FLEX(PTYPE));
		break;
	case 1: /* every verdict: one packet type of each kind */
		SET(le64, d->qw0, FLEX(PTYPE), FIELD_PREP(FLEX(PTYPE), ONE_OF(1, 12, 23, 26, 28, 48, 92, 114)));
		VARY(le64, d->qw1, FLEX(L3L4P) | XSUM_ERRORS);
		break;
	case 2:
		SET(le64, d->qw0, FLEX(PTYPE), FIELD_PREP(FLEX(PTYPE), ONE_OF(0, 1, 11, 26)));
		VARY(le64, d->qw1, FLEX(RSS_VALID));
		VARY(le64, d->qw2, FLEX(NAT));
		break;
	case 3: /* both places of a tag */
		VARY(le64, d->qw1, FLEX(L2TAG1P));
		VARY(le64, d->qw2, FLEX(L2TAG2P));
		SET(le64, d->qw1, FLEX(L2TAG1), FIELD_PREP(FLEX(L2TAG1), ONE_OF(0, 0x2000, 0x3005)));
		SET(le64, d->qw2, FLEX(L2TAG2_2), FIELD_PREP(FLEX(L2TAG2_2), ONE_OF(0, 0x4000, 0x5006)));
		loc = CHOOSE(3);
		break;
	case 4: /* times before and after the cached one, and the farthest */
		VARY(le64, d->qw2, IAVF_PTP_40B_TSTAMP_VALID);
		phc_time = (phc_time | 1ULL << 40) & ~(u64)U32_MAX;
		phc_time += FIELD_GET(IAVF_RXD_FLEX_QW3_TSTAMP_HIGH_M, le64_to_cpu(d->qw3));
		phc_time += ONE_OF(0, 1, -1, 1000000000, -1000000000, 0x7fffffff, 0x80000000, -0x7fffffffLL);
		hw_tstamp = CHOOSE(2);
		break;
	}

	adapter.ptp.cached_phc_time = phc_time;
	INPUT(phc_time, phc_time);
	INPUT(hw_tstamp, hw_tstamp);
	ring.ptp = &adapter.ptp;
	ring.flags = vlan_tag_loc(loc) | (hw_tstamp ? IAVF_TXRX_FLAGS_HW_TSTAMP : 0);
	receive(d, ring, FIELD_GET(FLEX(PTYPE), le64_to_cpu(d->qw0)));
	EXPECT_HWTSTAMP();
}

#endif
