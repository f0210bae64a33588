/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
/* Readers of ena's descriptors as one would write them by hand, for little-endian hosts. */
#ifndef BENCH_BY_HAND_ENA_H
#define BENCH_BY_HAND_ENA_H

#include <nicdesc/core.h>

struct hand_ena_rx_cdesc {
	__u32 status;
	__u16 length;
	__u16 req_id;
	__u32 hash;
	__u16 sub_qid;
	__u8 offset;
	__u8 reserved;
};

struct hand_ena_tx_desc {
	__u32 len_ctrl;
	__u32 meta_ctrl;
	__u32 buff_addr_lo;
	__u32 buff_addr_hi_hdr_sz;
};

struct hand_ena_tx_meta {
	__u32 len_ctrl;
	__u32 word1;
	__u32 word2;
	__u32 reserved;
};

struct hand_ena_tx_cdesc {
	__u16 req_id;
	__u8 status;
	__u8 flags;
	__u16 sub_qid;
	__u16 sq_head_idx;
};

#define HAND_ENA(desc, d) ((const struct hand_ena_##desc *)(d))
#define HAND_ENA_WORD(desc, name)                                                                \
	static __always_inline __u32 hand_ena_##desc##_##name(const void *d)                     \
	{                                                                                        \
		return HAND_ENA(desc, d)->name;                                                  \
	}
#define HAND_ENA_BITS(desc, name, word, shift, mask)                                             \
	static __always_inline __u32 hand_ena_##desc##_##name(const void *d)                     \
	{                                                                                        \
		return (HAND_ENA(desc, d)->word >> (shift)) & (mask);                            \
	}

#define HAND_ENA_L3_IPV4 8
#define HAND_ENA_L3_IPV6 11
#define HAND_ENA_L3_FCOE 21
#define HAND_ENA_L3_ROCE 22
#define HAND_ENA_L4_TCP 12
#define HAND_ENA_L4_UDP 13

/* ---- ena/rx-cdesc ---- */

#define HAND_ENA_RX_L3_CSUM_ERR (1U << 13)
#define HAND_ENA_RX_L4_CSUM_ERR (1U << 14)
#define HAND_ENA_RX_IPV4_FRAG (1U << 15)
#define HAND_ENA_RX_L4_CSUM_CHECKED (1U << 16)
#define HAND_ENA_RX_PHASE_SHIFT 24
#define HAND_ENA_RX_LAST (1U << 27)

HAND_ENA_WORD(rx_cdesc, status)
HAND_ENA_BITS(rx_cdesc, l3_proto_idx, status, 0, 0x1f)
HAND_ENA_BITS(rx_cdesc, src_vlan_cnt, status, 5, 3)
HAND_ENA_BITS(rx_cdesc, l4_proto_idx, status, 8, 0x1f)
HAND_ENA_BITS(rx_cdesc, l3_csum_err, status, 13, 1)
HAND_ENA_BITS(rx_cdesc, l4_csum_err, status, 14, 1)
HAND_ENA_BITS(rx_cdesc, ipv4_frag, status, 15, 1)
HAND_ENA_BITS(rx_cdesc, l4_csum_checked, status, 16, 1)
HAND_ENA_BITS(rx_cdesc, phase, status, 24, 1)
HAND_ENA_BITS(rx_cdesc, l3_csum2, status, 25, 1)
HAND_ENA_BITS(rx_cdesc, first, status, 26, 1)
HAND_ENA_BITS(rx_cdesc, last, status, 27, 1)
HAND_ENA_BITS(rx_cdesc, buffer, status, 30, 1)
HAND_ENA_WORD(rx_cdesc, length)
HAND_ENA_WORD(rx_cdesc, req_id)
HAND_ENA_WORD(rx_cdesc, hash)
HAND_ENA_WORD(rx_cdesc, sub_qid)
HAND_ENA_WORD(rx_cdesc, offset)

static __always_inline int hand_ena_rx_cdesc_rx_hash(const void *d, __u32 *hash, __u32 *type)
{
	__u32 status = HAND_ENA(rx_cdesc, d)->status;
	__u32 l3 = status & 0x1f, l4 = status >> 8 & 0x1f;

	if (!(status & HAND_ENA_RX_LAST))
		return -61; /* -ENODATA */
	*hash = HAND_ENA(rx_cdesc, d)->hash;
	*type = 0;
	if (status & HAND_ENA_RX_IPV4_FRAG)
		return 0;
	if (l4 == HAND_ENA_L4_TCP)
		*type = 0x8 | 0x10; /* L4, L4_TCP */
	else if (l4 == HAND_ENA_L4_UDP)
		*type = 0x8 | 0x20; /* L4, L4_UDP */
	else
		return 0;
	if (l3 == HAND_ENA_L3_IPV4)
		*type |= 0x1;
	else if (l3 == HAND_ENA_L3_IPV6)
		*type |= 0x2;
	return 0;
}

static __always_inline int hand_ena_rx_cdesc_rx_csum(const void *d, __u32 *status, __u32 *level,
						     __u32 *csum)
{
	__u32 s = HAND_ENA(rx_cdesc, d)->status;
	__u32 l4 = s >> 8 & 0x1f;

	if (!(s & HAND_ENA_RX_LAST))
		return -61; /* -ENODATA */
	*status = 0;
	*level = 0;
	*csum = 0;
	if (s & HAND_ENA_RX_IPV4_FRAG)
		return 0;
	if (l4 != HAND_ENA_L4_TCP && l4 != HAND_ENA_L4_UDP)
		return 0;
	if (!(s & HAND_ENA_RX_L4_CSUM_CHECKED))
		return 0;
	if (s & HAND_ENA_RX_L4_CSUM_ERR)
		*status = 4; /* bad */
	else if ((s & 0x1f) != HAND_ENA_L3_IPV4 || !(s & HAND_ENA_RX_L3_CSUM_ERR))
		*status = 1; /* unnecessary */
	return 0;
}

static __always_inline int hand_ena_rx_cdesc_rx_packet_type(const void *d, __u32 *type)
{
	__u32 status = HAND_ENA(rx_cdesc, d)->status;
	__u32 l3 = status & 0x1f, l4 = status >> 8 & 0x1f, t = 0;

	if (!(status & HAND_ENA_RX_LAST))
		return -61; /* -ENODATA */
	if (l3 == HAND_ENA_L3_IPV4)
		t = 0x1;
	else if (l3 == HAND_ENA_L3_IPV6)
		t = 0x2;
	else if (l3 == HAND_ENA_L3_FCOE || l3 == HAND_ENA_L3_ROCE)
		t = 0x400;
	if (l4 == HAND_ENA_L4_TCP)
		t |= 0x4;
	else if (l4 == HAND_ENA_L4_UDP)
		t |= 0x8;
	if (status & HAND_ENA_RX_IPV4_FRAG)
		t |= 0x40;
	*type = t;
	return 0;
}

static __always_inline int hand_ena_rx_cdesc_rx_length(const void *d, __u32 *length)
{
	*length = HAND_ENA(rx_cdesc, d)->length;
	return 0;
}

static __always_inline int hand_ena_rx_cdesc_rx_end_of_packet(const void *d)
{
	return !!(HAND_ENA(rx_cdesc, d)->status & HAND_ENA_RX_LAST);
}

static __always_inline int hand_ena_rx_cdesc_rx_done(const void *d, __u8 expected_phase)
{
	return (HAND_ENA(rx_cdesc, d)->status >> HAND_ENA_RX_PHASE_SHIFT & 1) == expected_phase;
}

/* ---- ena/tx-desc ---- */

HAND_ENA_WORD(tx_desc, len_ctrl)
HAND_ENA_BITS(tx_desc, length, len_ctrl, 0, 0xffff)
HAND_ENA_BITS(tx_desc, req_id_hi, len_ctrl, 16, 0x3f)
HAND_ENA_BITS(tx_desc, meta_desc, len_ctrl, 23, 1)
HAND_ENA_BITS(tx_desc, phase, len_ctrl, 24, 1)
HAND_ENA_BITS(tx_desc, first, len_ctrl, 26, 1)
HAND_ENA_BITS(tx_desc, last, len_ctrl, 27, 1)
HAND_ENA_BITS(tx_desc, comp_req, len_ctrl, 28, 1)
HAND_ENA_WORD(tx_desc, meta_ctrl)
HAND_ENA_BITS(tx_desc, l3_proto_idx, meta_ctrl, 0, 0xf)
HAND_ENA_BITS(tx_desc, df, meta_ctrl, 4, 1)
HAND_ENA_BITS(tx_desc, tso_en, meta_ctrl, 7, 1)
HAND_ENA_BITS(tx_desc, l4_proto_idx, meta_ctrl, 8, 0x1f)
HAND_ENA_BITS(tx_desc, l3_csum_en, meta_ctrl, 13, 1)
HAND_ENA_BITS(tx_desc, l4_csum_en, meta_ctrl, 14, 1)
HAND_ENA_BITS(tx_desc, ethernet_fcs_dis, meta_ctrl, 15, 1)
HAND_ENA_BITS(tx_desc, l4_csum_partial, meta_ctrl, 17, 1)
HAND_ENA_BITS(tx_desc, req_id_lo, meta_ctrl, 22, 0x3ff)
HAND_ENA_WORD(tx_desc, buff_addr_lo)
HAND_ENA_WORD(tx_desc, buff_addr_hi_hdr_sz)
HAND_ENA_BITS(tx_desc, addr_hi, buff_addr_hi_hdr_sz, 0, 0xffff)
HAND_ENA_BITS(tx_desc, header_length, buff_addr_hi_hdr_sz, 24, 0xff)

static __always_inline __u32 hand_ena_tx_desc_req_id(const void *d)
{
	return (HAND_ENA(tx_desc, d)->len_ctrl >> 16 & 0x3f) << 10 |
	       HAND_ENA(tx_desc, d)->meta_ctrl >> 22;
}

static __always_inline __u64 hand_ena_tx_desc_buff_addr(const void *d)
{
	return (__u64)(HAND_ENA(tx_desc, d)->buff_addr_hi_hdr_sz & 0xffff) << 32 |
	       HAND_ENA(tx_desc, d)->buff_addr_lo;
}

static __always_inline int hand_ena_tx_desc_tx_length(const void *d, __u32 *length)
{
	*length = HAND_ENA(tx_desc, d)->len_ctrl & 0xffff;
	return 0;
}

static __always_inline int hand_ena_tx_desc_tx_csum(const void *d, __u32 *flags)
{
	__u32 ctrl = HAND_ENA(tx_desc, d)->meta_ctrl;
	__u32 f = 0;

	if (ctrl & 1U << 13) /* l3_csum_en */
		f |= 0x1;
	if (ctrl & 1U << 14) { /* l4_csum_en */
		f |= 0x2;
		if ((ctrl >> 8 & 0x1f) == HAND_ENA_L4_TCP)
			f |= 0x4;
		else if ((ctrl >> 8 & 0x1f) == HAND_ENA_L4_UDP)
			f |= 0x8;
	}
	*flags = f;
	return 0;
}

static __always_inline int hand_ena_tx_desc_tx_end_of_packet(const void *d)
{
	return HAND_ENA(tx_desc, d)->len_ctrl >> 27 & 1;
}

static __always_inline int hand_ena_tx_desc_tx_report(const void *d)
{
	return HAND_ENA(tx_desc, d)->len_ctrl >> 28 & 1;
}

/* ---- ena/tx-meta ---- */

HAND_ENA_WORD(tx_meta, len_ctrl)
HAND_ENA_BITS(tx_meta, req_id_lo, len_ctrl, 0, 0x3ff)
HAND_ENA_BITS(tx_meta, ext_valid, len_ctrl, 14, 1)
HAND_ENA_BITS(tx_meta, mss_hi, len_ctrl, 16, 0xf)
HAND_ENA_BITS(tx_meta, eth_meta_type, len_ctrl, 20, 1)
HAND_ENA_BITS(tx_meta, meta_store, len_ctrl, 21, 1)
HAND_ENA_BITS(tx_meta, meta_desc, len_ctrl, 23, 1)
HAND_ENA_BITS(tx_meta, phase, len_ctrl, 24, 1)
HAND_ENA_BITS(tx_meta, first, len_ctrl, 26, 1)
HAND_ENA_BITS(tx_meta, last, len_ctrl, 27, 1)
HAND_ENA_BITS(tx_meta, comp_req, len_ctrl, 28, 1)
HAND_ENA_WORD(tx_meta, word1)
HAND_ENA_BITS(tx_meta, req_id_hi, word1, 0, 0x3f)
HAND_ENA_WORD(tx_meta, word2)
HAND_ENA_BITS(tx_meta, l3_hdr_len, word2, 0, 0xff)
HAND_ENA_BITS(tx_meta, l3_hdr_off, word2, 8, 0xff)
HAND_ENA_BITS(tx_meta, l4_hdr_len_in_words, word2, 16, 0x3f)
HAND_ENA_BITS(tx_meta, mss_lo, word2, 22, 0x3ff)

static __always_inline __u32 hand_ena_tx_meta_req_id(const void *d)
{
	return (HAND_ENA(tx_meta, d)->word1 & 0x3f) << 10 | (HAND_ENA(tx_meta, d)->len_ctrl & 0x3ff);
}

static __always_inline __u32 hand_ena_tx_meta_mss(const void *d)
{
	return (HAND_ENA(tx_meta, d)->len_ctrl >> 16 & 0xf) << 10 | HAND_ENA(tx_meta, d)->word2 >> 22;
}

static __always_inline int hand_ena_tx_meta_tx_segmentation(const void *d, __u32 *mss)
{
	__u32 len_ctrl = HAND_ENA(tx_meta, d)->len_ctrl;
	__u32 m;

	if (!(len_ctrl & 1U << 14)) /* ext_valid */
		return -61; /* -ENODATA */
	m = (len_ctrl >> 16 & 0xf) << 10 | HAND_ENA(tx_meta, d)->word2 >> 22;
	if (!m)
		return -61; /* -ENODATA */
	*mss = m;
	return 0;
}

static __always_inline int hand_ena_tx_meta_tx_end_of_packet(const void *d)
{
	return HAND_ENA(tx_meta, d)->len_ctrl >> 27 & 1;
}

static __always_inline int hand_ena_tx_meta_tx_report(const void *d)
{
	return HAND_ENA(tx_meta, d)->len_ctrl >> 28 & 1;
}

/* ---- ena/tx-cdesc ---- */

HAND_ENA_WORD(tx_cdesc, req_id)
HAND_ENA_WORD(tx_cdesc, status)
HAND_ENA_WORD(tx_cdesc, flags)
HAND_ENA_BITS(tx_cdesc, phase, flags, 0, 1)
HAND_ENA_WORD(tx_cdesc, sub_qid)
HAND_ENA_WORD(tx_cdesc, sq_head_idx)

static __always_inline int hand_ena_tx_cdesc_tx_done(const void *d, __u8 expected_phase)
{
	return (HAND_ENA(tx_cdesc, d)->flags & 1) == expected_phase;
}

#endif
