/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
/* Readers of vmxnet3's descriptors as one would write them by hand, for little-endian hosts. */
#ifndef BENCH_BY_HAND_VMXNET3_H
#define BENCH_BY_HAND_VMXNET3_H

#include <nicdesc/core.h>

struct hand_vmxnet3_rx_comp {
	__u32 dword1;
	union {
		__u32 rss_hash;
		struct {
			__u8 seg_cnt;
			__u8 dup_ack_cnt;
			__u16 ts_delta;
		};
	};
	union {
		__u32 dword2;
		struct {
			__u16 len_err_ts;
			__u16 tci;
		};
	};
	union {
		__u32 dword3;
		__u16 csum_mss;
	};
};

struct hand_vmxnet3_tx_desc {
	__u64 addr;
	__u32 dword2;
	__u32 dword3;
};

#define HAND_VMXNET3(desc, d) ((const struct hand_vmxnet3_##desc *)(d))
#define HAND_VMXNET3_READER(type, name, value)                                                   \
	static __always_inline type hand_vmxnet3_##name(const void *d) { return value; }

/* ---- vmxnet3/rx-comp ---- */

#define HAND_VMXNET3_INNER 0x00002000 /* dword1 */
#define HAND_VMXNET3_CNC 0x40000000
#define HAND_VMXNET3_TUC 0x00010000 /* dword3 */
#define HAND_VMXNET3_IPC 0x00080000
#define HAND_VMXNET3_V6 0x00100000
#define HAND_VMXNET3_V4 0x00200000
#define HAND_VMXNET3_TYPE_LRO 4

static const __u8 hand_vmxnet3_rss_types[16] = {
	0, 0x01, 0x19, 0x02, 0x1a, 0x29, 0x2a, 0x01, 0x02, 3, 3, 3, 3, 3, 3, 3,
};

HAND_VMXNET3_READER(__u32, rx_comp_dword1, HAND_VMXNET3(rx_comp, d)->dword1)
HAND_VMXNET3_READER(__u16, rx_comp_rxd_idx, HAND_VMXNET3(rx_comp, d)->dword1 & 0xfff)
HAND_VMXNET3_READER(__u8, rx_comp_ext1, HAND_VMXNET3(rx_comp, d)->dword1 >> 12 & 3)
HAND_VMXNET3_READER(__u8, rx_comp_hdr_inner, HAND_VMXNET3(rx_comp, d)->dword1 >> 13 & 1)
HAND_VMXNET3_READER(__u8, rx_comp_eop, HAND_VMXNET3(rx_comp, d)->dword1 >> 14 & 1)
HAND_VMXNET3_READER(__u8, rx_comp_sop, HAND_VMXNET3(rx_comp, d)->dword1 >> 15 & 1)
HAND_VMXNET3_READER(__u16, rx_comp_rq_id, HAND_VMXNET3(rx_comp, d)->dword1 >> 16 & 0x3ff)
HAND_VMXNET3_READER(__u8, rx_comp_rss_type, HAND_VMXNET3(rx_comp, d)->dword1 >> 26 & 0xf)
HAND_VMXNET3_READER(__u8, rx_comp_cnc, HAND_VMXNET3(rx_comp, d)->dword1 >> 30 & 1)
HAND_VMXNET3_READER(__u8, rx_comp_ext2, HAND_VMXNET3(rx_comp, d)->dword1 >> 31)
HAND_VMXNET3_READER(__u32, rx_comp_rss_hash, HAND_VMXNET3(rx_comp, d)->rss_hash)
HAND_VMXNET3_READER(__u8, rx_comp_seg_cnt, HAND_VMXNET3(rx_comp, d)->seg_cnt)
HAND_VMXNET3_READER(__u8, rx_comp_dup_ack_cnt, HAND_VMXNET3(rx_comp, d)->dup_ack_cnt)
HAND_VMXNET3_READER(__u16, rx_comp_ts_delta, HAND_VMXNET3(rx_comp, d)->ts_delta)
HAND_VMXNET3_READER(__u32, rx_comp_dword2, HAND_VMXNET3(rx_comp, d)->dword2)
HAND_VMXNET3_READER(__u16, rx_comp_len, HAND_VMXNET3(rx_comp, d)->len_err_ts & 0x3fff)
HAND_VMXNET3_READER(__u8, rx_comp_err, HAND_VMXNET3(rx_comp, d)->dword2 >> 14 & 1)
HAND_VMXNET3_READER(__u8, rx_comp_ts, HAND_VMXNET3(rx_comp, d)->dword2 >> 15 & 1)
HAND_VMXNET3_READER(__u16, rx_comp_tci, HAND_VMXNET3(rx_comp, d)->tci)
HAND_VMXNET3_READER(__u16, rx_comp_csum, HAND_VMXNET3(rx_comp, d)->csum_mss)
HAND_VMXNET3_READER(__u16, rx_comp_mss, HAND_VMXNET3(rx_comp, d)->csum_mss)
HAND_VMXNET3_READER(__u8, rx_comp_tuc, HAND_VMXNET3(rx_comp, d)->dword3 >> 16 & 1)
HAND_VMXNET3_READER(__u8, rx_comp_udp, HAND_VMXNET3(rx_comp, d)->dword3 >> 17 & 1)
HAND_VMXNET3_READER(__u8, rx_comp_tcp, HAND_VMXNET3(rx_comp, d)->dword3 >> 18 & 1)
HAND_VMXNET3_READER(__u8, rx_comp_ipc, HAND_VMXNET3(rx_comp, d)->dword3 >> 19 & 1)
HAND_VMXNET3_READER(__u8, rx_comp_v6, HAND_VMXNET3(rx_comp, d)->dword3 >> 20 & 1)
HAND_VMXNET3_READER(__u8, rx_comp_v4, HAND_VMXNET3(rx_comp, d)->dword3 >> 21 & 1)
HAND_VMXNET3_READER(__u8, rx_comp_frg, HAND_VMXNET3(rx_comp, d)->dword3 >> 22 & 1)
HAND_VMXNET3_READER(__u8, rx_comp_fcs, HAND_VMXNET3(rx_comp, d)->dword3 >> 23 & 1)
HAND_VMXNET3_READER(__u8, rx_comp_type, HAND_VMXNET3(rx_comp, d)->dword3 >> 24 & 0x7f)
HAND_VMXNET3_READER(__u8, rx_comp_gen, HAND_VMXNET3(rx_comp, d)->dword3 >> 31)

HAND_VMXNET3_READER(int, rx_comp_rx_end_of_packet, HAND_VMXNET3(rx_comp, d)->dword1 >> 14 & 1)

static __always_inline int hand_vmxnet3_rx_comp_rx_done(const void *d, __u8 expected_gen)
{
	return HAND_VMXNET3(rx_comp, d)->dword3 >> 31 == expected_gen;
}

static __always_inline int hand_vmxnet3_rx_comp_rx_hash(const void *d, __u32 *hash, __u32 *type)
{
	__u32 rss_type = HAND_VMXNET3(rx_comp, d)->dword1 >> 26 & 0xf;

	if (!rss_type || (HAND_VMXNET3(rx_comp, d)->dword3 >> 24 & 0x7f) == HAND_VMXNET3_TYPE_LRO)
		return -61; /* -ENODATA */
	*hash = HAND_VMXNET3(rx_comp, d)->rss_hash;
	*type = hand_vmxnet3_rss_types[rss_type];
	return 0;
}

static __always_inline int hand_vmxnet3_rx_comp_rx_vlan_tag(const void *d, __be16 *vlan_proto,
							    __u16 *vlan_tci)
{
	__u32 word = HAND_VMXNET3(rx_comp, d)->dword2;

	if (!(word & 0x8000))
		return -61; /* -ENODATA */
	*vlan_proto = __builtin_bswap16(0x8100);
	*vlan_tci = word >> 16;
	return 0;
}

static __always_inline int hand_vmxnet3_rx_comp_rx_csum(const void *d, __u32 *status, __u32 *level,
							__u32 *csum)
{
	__u32 dword1 = HAND_VMXNET3(rx_comp, d)->dword1;
	__u32 word = HAND_VMXNET3(rx_comp, d)->dword3;
	__u32 v4_good = HAND_VMXNET3_V4 | HAND_VMXNET3_IPC | HAND_VMXNET3_TUC;
	__u32 v6_good = HAND_VMXNET3_V6 | HAND_VMXNET3_TUC;

	*status = 0; /* none */
	*level = 0;
	*csum = 0;
	if (dword1 & HAND_VMXNET3_CNC)
		return 0;
	if ((word & v4_good) == v4_good || (word & v6_good) == v6_good) {
		*status = 1; /* unnecessary */
		*level = dword1 >> 13 & 1;
	} else if ((word >> 24 & 0x7f) != HAND_VMXNET3_TYPE_LRO && word & 0xffff) {
		*status = 3; /* partial */
	}
	return 0;
}

static __always_inline int hand_vmxnet3_rx_comp_rx_packet_type(const void *d, __u32 *type)
{
	__u32 word = HAND_VMXNET3(rx_comp, d)->dword3;
	__u32 l4 = (word >> 18 & 1) << 2 | (word >> 17 & 1) << 3 | (word >> 22 & 1) << 6; /* TCP, UDP, fragment */
	__u32 v4 = word >> 21 & 1, v6 = word >> 20 & 1;

	if (HAND_VMXNET3(rx_comp, d)->dword1 & HAND_VMXNET3_INNER)
		*type = l4 | v4 << 8 | v6 << 9 | 0x80; /* tunnel */
	else
		*type = l4 | v4 | v6 << 1;
	return 0;
}

static __always_inline int hand_vmxnet3_rx_comp_rx_length(const void *d, __u32 *length)
{
	*length = HAND_VMXNET3(rx_comp, d)->dword2 & 0x3fff;
	return 0;
}

static __always_inline int hand_vmxnet3_rx_comp_rx_queue(const void *d, __u8 num_rx_queues, __u32 *queue)
{
	__u32 rq = HAND_VMXNET3(rx_comp, d)->dword1 >> 16 & 0x3ff;
	__u32 n = num_rx_queues;

	if (rq >= 3 * n)
		return -61; /* -ENODATA */
	if (rq >= 2 * n)
		rq -= 2 * n;
	else if (rq >= n)
		rq -= n;
	*queue = rq;
	return 0;
}

/* ---- vmxnet3/tx-desc ---- */

HAND_VMXNET3_READER(__u64, tx_desc_addr, HAND_VMXNET3(tx_desc, d)->addr)
HAND_VMXNET3_READER(__u16, tx_desc_len, HAND_VMXNET3(tx_desc, d)->dword2 & 0x3fff)
HAND_VMXNET3_READER(__u8, tx_desc_gen, HAND_VMXNET3(tx_desc, d)->dword2 >> 14 & 1)
HAND_VMXNET3_READER(__u8, tx_desc_oco, HAND_VMXNET3(tx_desc, d)->dword2 >> 15 & 1)
HAND_VMXNET3_READER(__u8, tx_desc_dtype, HAND_VMXNET3(tx_desc, d)->dword2 >> 16 & 1)
HAND_VMXNET3_READER(__u8, tx_desc_ext1, HAND_VMXNET3(tx_desc, d)->dword2 >> 17 & 1)
HAND_VMXNET3_READER(__u16, tx_desc_msscof, HAND_VMXNET3(tx_desc, d)->dword2 >> 18)
HAND_VMXNET3_READER(__u16, tx_desc_hlen, HAND_VMXNET3(tx_desc, d)->dword3 & 0x3ff)
HAND_VMXNET3_READER(__u8, tx_desc_om, HAND_VMXNET3(tx_desc, d)->dword3 >> 10 & 3)
HAND_VMXNET3_READER(__u8, tx_desc_eop, HAND_VMXNET3(tx_desc, d)->dword3 >> 12 & 1)
HAND_VMXNET3_READER(__u8, tx_desc_cq, HAND_VMXNET3(tx_desc, d)->dword3 >> 13 & 1)
HAND_VMXNET3_READER(__u8, tx_desc_ext2, HAND_VMXNET3(tx_desc, d)->dword3 >> 14 & 1)
HAND_VMXNET3_READER(__u8, tx_desc_ti, HAND_VMXNET3(tx_desc, d)->dword3 >> 15 & 1)
HAND_VMXNET3_READER(__u16, tx_desc_tci, HAND_VMXNET3(tx_desc, d)->dword3 >> 16)

HAND_VMXNET3_READER(int, tx_desc_tx_end_of_packet, HAND_VMXNET3(tx_desc, d)->dword3 >> 12 & 1)
HAND_VMXNET3_READER(int, tx_desc_tx_report, HAND_VMXNET3(tx_desc, d)->dword3 >> 13 & 1)

static __always_inline int hand_vmxnet3_tx_desc_tx_length(const void *d, __u32 *length)
{
	__u32 len = HAND_VMXNET3(tx_desc, d)->dword2 & 0x3fff;

	*length = len ? len : 16384;
	return 0;
}

static __always_inline int hand_vmxnet3_tx_desc_tx_csum(const void *d, __u32 *flags)
{
	__u32 om = HAND_VMXNET3(tx_desc, d)->dword3 >> 10 & 3;

	*flags = (HAND_VMXNET3(tx_desc, d)->dword2 & 0x8000) >> 9; /* outer L4 */
	if (om)
		*flags |= om == 3 ? 0x6 : 0x2; /* L4, with TSO of TCP */
	return 0;
}

static __always_inline int hand_vmxnet3_tx_desc_tx_segmentation(const void *d, __u32 *mss)
{
	__u32 om = HAND_VMXNET3(tx_desc, d)->dword3 >> 10 & 3;
	__u32 msscof = HAND_VMXNET3(tx_desc, d)->dword2 >> 18;

	if (om != 3 && (om != 1 || !msscof))
		return -61; /* -ENODATA */
	*mss = msscof;
	return 0;
}

static __always_inline int hand_vmxnet3_tx_desc_tx_vlan_tag(const void *d, __be16 *vlan_proto,
							    __u16 *vlan_tci)
{
	__u32 word = HAND_VMXNET3(tx_desc, d)->dword3;

	if (!(word & 0x8000))
		return -61; /* -ENODATA */
	*vlan_proto = __builtin_bswap16(0x8100);
	*vlan_tci = word >> 16;
	return 0;
}

#endif
