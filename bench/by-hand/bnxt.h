/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
/* Readers of bnxt's descriptors as one would write them by hand, for little-endian hosts. */
#ifndef BENCH_BY_HAND_BNXT_H
#define BENCH_BY_HAND_BNXT_H

#include <nicdesc/core.h>

struct hand_bnxt_rx_cmp {
	__u32 len_flags_type;
	__u32 opaque;
	__u32 misc_v1;
	__u32 rss_hash;
};

struct hand_bnxt_rx_cmp_ext {
	__u32 flags2;
	__u32 meta_data;
	__u32 cfa_code_errors_v2;
	__u32 timestamp;
};

struct hand_bnxt_tx_cmp {
	__u32 flags_type;
	__u32 opaque;
	__u32 errors_v;
	__u32 sq_cons_idx;
};

struct hand_bnxt_rx_agg_cmp {
	__u32 len_flags_type;
	__u32 opaque;
	__u32 agg_v;
	__u32 unused;
};

struct hand_bnxt_tx_bd {
	__u32 len_flags_type;
	__u32 opaque;
	__u64 haddr;
};

struct hand_bnxt_tx_bd_ext {
	__u32 hsize_lflags;
	__u32 mss;
	__u32 cfa_action;
	__u32 cfa_meta;
};

/* A descriptor of one entry. */
#define HAND_BNXT(desc, d) ((const struct hand_bnxt_##desc *)(d))
#define HAND_BNXT_BITS(desc, name, word, shift, mask)                                            \
	static __always_inline __u32 hand_bnxt_##desc##_##name(const void *d)                    \
	{                                                                                        \
		return (HAND_BNXT(desc, d)->word >> (shift)) & (mask);                           \
	}
#define HAND_BNXT_WORD(desc, name) HAND_BNXT_BITS(desc, name, name, 0, 0xffffffff)

/* Of two entries: bits of the first (FIRST), of the second (EXT). */
#define HAND_BNXT_FIRST(desc, name, word, shift, mask)                                           \
	static __always_inline __u32 hand_bnxt_##desc##_##name(const void *d, const void *ext)   \
	{                                                                                        \
		(void)ext;                                                                       \
		return (HAND_BNXT(desc, d)->word >> (shift)) & (mask);                           \
	}
#define HAND_BNXT_EXT(desc, name, word, shift, mask)                                             \
	static __always_inline __u32 hand_bnxt_##desc##_##name(const void *d, const void *ext)   \
	{                                                                                        \
		(void)d;                                                                         \
		return (HAND_BNXT(desc##_ext, ext)->word >> (shift)) & (mask);                   \
	}

/* ---- bnxt/rx-cmp ---- */

#define HAND_BNXT_RX_L2_CMP 17
#define HAND_BNXT_RX_L2_V3_CMP 23
#define HAND_BNXT_RSS_VALID (1U << 10)
#define HAND_BNXT_PKT_METADATA_PRESENT (1U << 11)
#define HAND_BNXT_ITYPES(word) ((word) >> 12 & 0xf)
#define HAND_BNXT_ITYPE_IP 1
#define HAND_BNXT_ITYPE_TCP 2
#define HAND_BNXT_ITYPE_UDP 3
#define HAND_BNXT_ITYPE_FCOE 4
#define HAND_BNXT_ITYPE_ICMP 7
#define HAND_BNXT_ITYPE_PTP_WO_TS 8
#define HAND_BNXT_ITYPE_PTP_W_TS 9
#define HAND_BNXT_L4_CS_CALC (1U << 1)
#define HAND_BNXT_T_IP_CS_CALC (1U << 2)
#define HAND_BNXT_T_L4_CS_CALC (1U << 3)
#define HAND_BNXT_META_FORMAT_VLAN (1U << 4)
#define HAND_BNXT_IP_TYPE (1U << 8)
#define HAND_BNXT_L4_CS_ERRORS (1U << 5 | 1U << 7)

HAND_BNXT_FIRST(rx_cmp, len_flags_type, len_flags_type, 0, 0xffffffff)
HAND_BNXT_FIRST(rx_cmp, cmp_type, len_flags_type, 0, 0x3f)
HAND_BNXT_FIRST(rx_cmp, flags_error, len_flags_type, 6, 1)
HAND_BNXT_FIRST(rx_cmp, flags_placement, len_flags_type, 7, 7)
HAND_BNXT_FIRST(rx_cmp, flags_rss_valid, len_flags_type, 10, 1)
HAND_BNXT_FIRST(rx_cmp, flags_pkt_metadata_present, len_flags_type, 11, 1)
HAND_BNXT_FIRST(rx_cmp, flags_itypes, len_flags_type, 12, 0xf)
HAND_BNXT_FIRST(rx_cmp, len, len_flags_type, 16, 0xffff)
HAND_BNXT_FIRST(rx_cmp, opaque, opaque, 0, 0xffffffff)
HAND_BNXT_FIRST(rx_cmp, misc_v1, misc_v1, 0, 0xffffffff)
HAND_BNXT_FIRST(rx_cmp, v1, misc_v1, 0, 1)
HAND_BNXT_FIRST(rx_cmp, agg_bufs, misc_v1, 1, 0x1f)
HAND_BNXT_FIRST(rx_cmp, payload_offset, misc_v1, 16, 0xff)
HAND_BNXT_FIRST(rx_cmp, sub_ns_ts, misc_v1, 16, 0xf)
HAND_BNXT_FIRST(rx_cmp, rss_hash, rss_hash, 0, 0xffffffff)
HAND_BNXT_EXT(rx_cmp, flags2, flags2, 0, 0xffffffff)
HAND_BNXT_EXT(rx_cmp, flags2_ip_cs_calc, flags2, 0, 1)
HAND_BNXT_EXT(rx_cmp, flags2_l4_cs_calc, flags2, 1, 1)
HAND_BNXT_EXT(rx_cmp, flags2_t_ip_cs_calc, flags2, 2, 1)
HAND_BNXT_EXT(rx_cmp, flags2_t_l4_cs_calc, flags2, 3, 1)
HAND_BNXT_EXT(rx_cmp, flags2_meta_format_vlan, flags2, 4, 1)
HAND_BNXT_EXT(rx_cmp, flags2_ip_type, flags2, 8, 1)
HAND_BNXT_EXT(rx_cmp, meta_data, meta_data, 0, 0xffffffff)
HAND_BNXT_EXT(rx_cmp, cfa_code_errors_v2, cfa_code_errors_v2, 0, 0xffffffff)
HAND_BNXT_EXT(rx_cmp, v, cfa_code_errors_v2, 0, 1)
HAND_BNXT_EXT(rx_cmp, errors_buffer_error, cfa_code_errors_v2, 1, 7)
HAND_BNXT_EXT(rx_cmp, errors_ip_cs_error, cfa_code_errors_v2, 4, 1)
HAND_BNXT_EXT(rx_cmp, errors_l4_cs_error, cfa_code_errors_v2, 5, 1)
HAND_BNXT_EXT(rx_cmp, errors_t_ip_cs_error, cfa_code_errors_v2, 6, 1)
HAND_BNXT_EXT(rx_cmp, errors_t_l4_cs_error, cfa_code_errors_v2, 7, 1)
HAND_BNXT_EXT(rx_cmp, errors_crc_error, cfa_code_errors_v2, 8, 1)
HAND_BNXT_EXT(rx_cmp, errors_t_pkt_error, cfa_code_errors_v2, 9, 7)
HAND_BNXT_EXT(rx_cmp, errors_pkt_error, cfa_code_errors_v2, 12, 0xf)
HAND_BNXT_EXT(rx_cmp, timestamp, timestamp, 0, 0xffffffff)
HAND_BNXT_FIRST(rx_cmp, l2_rss_hash_type, misc_v1, 9, 0x7f)
HAND_BNXT_EXT(rx_cmp, l2_flags2_metadata_tci, meta_data, 0, 0xffff)
HAND_BNXT_EXT(rx_cmp, l2_flags2_metadata_vid, meta_data, 0, 0xfff)
HAND_BNXT_EXT(rx_cmp, l2_flags2_metadata_tpid, meta_data, 16, 0xffff)
HAND_BNXT_EXT(rx_cmp, l2_cfa_code, cfa_code_errors_v2, 16, 0xffff)
HAND_BNXT_FIRST(rx_cmp, v3_rss_ext_op_legacy, misc_v1, 12, 0xf)
HAND_BNXT_FIRST(rx_cmp, v3_rss_ext_op_new, misc_v1, 8, 0xf)
HAND_BNXT_FIRST(rx_cmp, v3_metadata1_tpid_sel, misc_v1, 28, 7)
HAND_BNXT_FIRST(rx_cmp, v3_metadata1_valid, misc_v1, 31, 1)
HAND_BNXT_EXT(rx_cmp, v3_metadata0_tci, cfa_code_errors_v2, 16, 0xffff)
HAND_BNXT_EXT(rx_cmp, v3_metadata0_vid, cfa_code_errors_v2, 16, 0xfff)

/* A packet, and no other completion of the ring. */
static __always_inline int hand_bnxt_rx_cmp_is_packet(__u32 len_flags_type)
{
	__u32 cmp_type = len_flags_type & 0x3f;

	return cmp_type == HAND_BNXT_RX_L2_CMP || cmp_type == HAND_BNXT_RX_L2_V3_CMP;
}

static __always_inline int hand_bnxt_rx_cmp_rx_hash(const void *d, const void *ext, __u8 rss_tcam,
						    __u32 *hash, __u32 *type)
{
	__u32 word = HAND_BNXT(rx_cmp, d)->len_flags_type;
	__u32 op, t;

	if (!hand_bnxt_rx_cmp_is_packet(word) || !(word & HAND_BNXT_RSS_VALID))
		return -61; /* -ENODATA */
	t = HAND_BNXT(rx_cmp_ext, ext)->flags2 & HAND_BNXT_IP_TYPE ? 0x2 : 0x1; /* L3_IPV6, L3_IPV4 */
	if ((word & 0x3f) == HAND_BNXT_RX_L2_CMP) {
		if (HAND_BNXT_ITYPES(word) == HAND_BNXT_ITYPE_TCP)
			t |= 0x8 | 0x10; /* L4, L4_TCP */
		else if (HAND_BNXT_ITYPES(word) == HAND_BNXT_ITYPE_UDP)
			t |= 0x8 | 0x20; /* L4, L4_UDP */
	} else {
		op = HAND_BNXT(rx_cmp, d)->misc_v1 >> (rss_tcam ? 8 : 12);
		if (!(op & 0x5)) /* 0, 2, 8, 0xa */
			t |= 0x8; /* L4 */
	}
	*hash = HAND_BNXT(rx_cmp, d)->rss_hash;
	*type = t;
	return 0;
}

static __always_inline int hand_bnxt_rx_cmp_rx_timestamp(const void *d, const void *ext,
							 __u8 ptp_all_rx_tstamp, __u64 old_time,
							 const struct nicdesc_timecounter *clock,
							 __u64 *timestamp)
{
	__u32 word = HAND_BNXT(rx_cmp, d)->len_flags_type;
	__u32 ts = HAND_BNXT(rx_cmp_ext, ext)->timestamp;
	__u64 cycles, delta, ns = clock->nsec, frac = clock->frac;

	if (!hand_bnxt_rx_cmp_is_packet(word))
		return -61; /* -ENODATA */
	if (HAND_BNXT_ITYPES(word) != HAND_BNXT_ITYPE_PTP_W_TS &&
	    (!ptp_all_rx_tstamp || !ts || word & HAND_BNXT_PKT_METADATA_PRESENT))
		return -61; /* -ENODATA */
	cycles = (old_time & 0xffff00000000) | ts;
	if (ts < (__u32)old_time)
		cycles += 0x100000000;
	delta = (cycles - clock->cycle_last) & clock->mask;
	if (delta > clock->mask / 2) {
		delta = (clock->cycle_last - cycles) & clock->mask;
		ns -= (delta * clock->mult - frac) >> clock->shift;
	} else {
		ns += (delta * clock->mult + frac) >> clock->shift;
	}
	*timestamp = ns;
	return 0;
}

static __always_inline int hand_bnxt_rx_cmp_rx_vlan_tag(const void *d, const void *ext,
							__be16 *vlan_proto, __u16 *vlan_tci)
{
	__u32 cmp_type = HAND_BNXT(rx_cmp, d)->len_flags_type & 0x3f;
	__u32 meta, tpid;

	if (cmp_type == HAND_BNXT_RX_L2_CMP) {
		if (!(HAND_BNXT(rx_cmp_ext, ext)->flags2 & HAND_BNXT_META_FORMAT_VLAN))
			return -61; /* -ENODATA */
		meta = HAND_BNXT(rx_cmp_ext, ext)->meta_data;
		tpid = meta >> 16;
		if (tpid != 0x8100 && tpid != 0x88a8)
			return -61; /* -ENODATA */
		*vlan_proto = __builtin_bswap16(tpid);
		*vlan_tci = meta;
		return 0;
	}
	if (cmp_type == HAND_BNXT_RX_L2_V3_CMP) {
		meta = HAND_BNXT(rx_cmp, d)->misc_v1 >> 28;
		if (meta == (0x8 | 1))
			*vlan_proto = __builtin_bswap16(0x8100);
		else if (meta == (0x8 | 0))
			*vlan_proto = __builtin_bswap16(0x88a8);
		else
			return -61; /* -ENODATA */
		*vlan_tci = HAND_BNXT(rx_cmp_ext, ext)->cfa_code_errors_v2 >> 16;
		return 0;
	}
	return -61; /* -ENODATA */
}

static __always_inline int hand_bnxt_rx_cmp_rx_csum(const void *d, const void *ext, __u32 *status,
						    __u32 *level, __u32 *csum)
{
	__u32 flags2 = HAND_BNXT(rx_cmp_ext, ext)->flags2;

	if (!hand_bnxt_rx_cmp_is_packet(HAND_BNXT(rx_cmp, d)->len_flags_type))
		return -61; /* -ENODATA */
	*status = 0;
	*level = 0;
	*csum = 0;
	if (flags2 & (HAND_BNXT_L4_CS_CALC | HAND_BNXT_T_L4_CS_CALC)) {
		if (HAND_BNXT(rx_cmp_ext, ext)->cfa_code_errors_v2 & HAND_BNXT_L4_CS_ERRORS) {
			*status = 4; /* bad */
		} else {
			*status = 1; /* unnecessary */
			*level = flags2 >> 3 & 1;
		}
	}
	return 0;
}

static __always_inline int hand_bnxt_rx_cmp_rx_packet_type(const void *d, const void *ext,
							   __u32 *type)
{
	__u32 word = HAND_BNXT(rx_cmp, d)->len_flags_type;
	__u32 flags2 = HAND_BNXT(rx_cmp_ext, ext)->flags2;
	__u32 ip;

	if (!hand_bnxt_rx_cmp_is_packet(word))
		return -61; /* -ENODATA */
	ip = flags2 & HAND_BNXT_IP_TYPE ? 0x2 : 0x1;
	if (flags2 & (HAND_BNXT_T_IP_CS_CALC | HAND_BNXT_T_L4_CS_CALC))
		ip = ip << 8 | 0x80; /* tunnel, inner_ipv4 or inner_ipv6 */
	switch (HAND_BNXT_ITYPES(word)) {
	case HAND_BNXT_ITYPE_IP:
		*type = ip;
		break;
	case HAND_BNXT_ITYPE_TCP:
		*type = ip | 0x4;
		break;
	case HAND_BNXT_ITYPE_UDP:
		*type = ip | 0x8;
		break;
	case HAND_BNXT_ITYPE_ICMP:
		*type = ip | 0x20;
		break;
	case HAND_BNXT_ITYPE_FCOE:
		*type = 0x400; /* l2 */
		break;
	case HAND_BNXT_ITYPE_PTP_WO_TS:
	case HAND_BNXT_ITYPE_PTP_W_TS:
		*type = 0x800; /* timesync */
		break;
	default:
		*type = 0;
	}
	return 0;
}

static __always_inline int hand_bnxt_rx_cmp_rx_length(const void *d, const void *ext, __u32 *length)
{
	__u32 word = HAND_BNXT(rx_cmp, d)->len_flags_type;

	(void)ext;
	if (!hand_bnxt_rx_cmp_is_packet(word))
		return -61; /* -ENODATA */
	*length = word >> 16;
	return 0;
}

static __always_inline int hand_bnxt_rx_cmp_rx_end_of_packet(const void *d, const void *ext)
{
	(void)ext;
	return hand_bnxt_rx_cmp_is_packet(HAND_BNXT(rx_cmp, d)->len_flags_type) &&
	       !(HAND_BNXT(rx_cmp, d)->misc_v1 & 0x1f << 1);
}

static __always_inline int hand_bnxt_rx_cmp_rx_done(const void *d, const void *ext, __u8 expected_v)
{
	(void)d;
	return (HAND_BNXT(rx_cmp_ext, ext)->cfa_code_errors_v2 & 1) == expected_v;
}

/* ---- bnxt/tx-cmp ---- */

HAND_BNXT_WORD(tx_cmp, flags_type)
HAND_BNXT_BITS(tx_cmp, cmp_type, flags_type, 0, 0x3f)
HAND_BNXT_BITS(tx_cmp, flags_error, flags_type, 6, 1)
HAND_BNXT_BITS(tx_cmp, flags_push, flags_type, 7, 1)
HAND_BNXT_WORD(tx_cmp, opaque)
HAND_BNXT_BITS(tx_cmp, opaque_idx, opaque, 0, 0xffff)
HAND_BNXT_BITS(tx_cmp, opaque_bds, opaque, 16, 0xff)
HAND_BNXT_BITS(tx_cmp, opaque_ring, opaque, 24, 0xff)
HAND_BNXT_WORD(tx_cmp, errors_v)
HAND_BNXT_BITS(tx_cmp, v, errors_v, 0, 1)
HAND_BNXT_BITS(tx_cmp, errors_buffer_error, errors_v, 1, 7)
HAND_BNXT_BITS(tx_cmp, errors_zero_length_pkt, errors_v, 4, 1)
HAND_BNXT_BITS(tx_cmp, errors_excessive_bd_len, errors_v, 5, 1)
HAND_BNXT_BITS(tx_cmp, errors_dma_error, errors_v, 6, 1)
HAND_BNXT_BITS(tx_cmp, errors_hint_too_short, errors_v, 7, 1)
HAND_BNXT_BITS(tx_cmp, sq_cons_idx, sq_cons_idx, 0, 0xffffff)

static __always_inline int hand_bnxt_tx_cmp_tx_done(const void *d, __u8 expected_v)
{
	return (HAND_BNXT(tx_cmp, d)->errors_v & 1) == expected_v;
}

/* ---- bnxt/rx-agg-cmp ---- */

HAND_BNXT_WORD(rx_agg_cmp, len_flags_type)
HAND_BNXT_BITS(rx_agg_cmp, type, len_flags_type, 0, 0x3f)
HAND_BNXT_BITS(rx_agg_cmp, len, len_flags_type, 16, 0xffff)
HAND_BNXT_WORD(rx_agg_cmp, opaque)
HAND_BNXT_WORD(rx_agg_cmp, agg_v)
HAND_BNXT_BITS(rx_agg_cmp, v, agg_v, 0, 1)
HAND_BNXT_BITS(rx_agg_cmp, agg_id, agg_v, 16, 0xfff)

static __always_inline int hand_bnxt_rx_agg_cmp_rx_length(const void *d, __u32 *length)
{
	*length = HAND_BNXT(rx_agg_cmp, d)->len_flags_type >> 16;
	return 0;
}

static __always_inline int hand_bnxt_rx_agg_cmp_rx_done(const void *d, __u8 expected_v)
{
	return (HAND_BNXT(rx_agg_cmp, d)->agg_v & 1) == expected_v;
}

/* ---- bnxt/tx-bd ---- */

#define HAND_BNXT_LONG_TX_BD 0x10
#define HAND_BNXT_LSO (1U << 5)
#define HAND_BNXT_CFA_META_KEY_VLAN 1

HAND_BNXT_FIRST(tx_bd, len_flags_type, len_flags_type, 0, 0xffffffff)
HAND_BNXT_FIRST(tx_bd, type, len_flags_type, 0, 0x3f)
HAND_BNXT_FIRST(tx_bd, flags_packet_end, len_flags_type, 6, 1)
HAND_BNXT_FIRST(tx_bd, flags_no_cmpl, len_flags_type, 7, 1)
HAND_BNXT_FIRST(tx_bd, flags_bd_cnt, len_flags_type, 8, 0x1f)
HAND_BNXT_FIRST(tx_bd, flags_lhint, len_flags_type, 13, 3)
HAND_BNXT_FIRST(tx_bd, flags_coal_now, len_flags_type, 15, 1)
HAND_BNXT_FIRST(tx_bd, len, len_flags_type, 16, 0xffff)
HAND_BNXT_FIRST(tx_bd, opaque, opaque, 0, 0xffffffff)
HAND_BNXT_FIRST(tx_bd, opaque_idx, opaque, 0, 0xffff)
HAND_BNXT_FIRST(tx_bd, opaque_bds, opaque, 16, 0xff)
HAND_BNXT_FIRST(tx_bd, opaque_ring, opaque, 24, 0xff)
HAND_BNXT_EXT(tx_bd, hsize_lflags, hsize_lflags, 0, 0xffffffff)
HAND_BNXT_EXT(tx_bd, flags_tcp_udp_chksum, hsize_lflags, 0, 1)
HAND_BNXT_EXT(tx_bd, flags_ip_cksum, hsize_lflags, 1, 1)
HAND_BNXT_EXT(tx_bd, flags_no_crc, hsize_lflags, 2, 1)
HAND_BNXT_EXT(tx_bd, flags_stamp, hsize_lflags, 3, 1)
HAND_BNXT_EXT(tx_bd, flags_t_ip_chksum, hsize_lflags, 4, 1)
HAND_BNXT_EXT(tx_bd, flags_lso, hsize_lflags, 5, 1)
HAND_BNXT_EXT(tx_bd, flags_ipid_fmt, hsize_lflags, 6, 1)
HAND_BNXT_EXT(tx_bd, flags_t_ipid, hsize_lflags, 7, 1)
HAND_BNXT_EXT(tx_bd, hsize, hsize_lflags, 16, 0xff)
HAND_BNXT_EXT(tx_bd, mss, mss, 0, 0xffffffff)
HAND_BNXT_EXT(tx_bd, cfa_action, cfa_action, 16, 0xffff)
HAND_BNXT_EXT(tx_bd, cfa_meta, cfa_meta, 0, 0xffffffff)
HAND_BNXT_EXT(tx_bd, cfa_meta_vid, cfa_meta, 0, 0xfff)
HAND_BNXT_EXT(tx_bd, cfa_meta_pri, cfa_meta, 12, 0xf)
HAND_BNXT_EXT(tx_bd, cfa_meta_tpid, cfa_meta, 16, 3)
HAND_BNXT_EXT(tx_bd, cfa_meta_key, cfa_meta, 28, 0xf)

static __always_inline __u64 hand_bnxt_tx_bd_haddr(const void *d, const void *ext)
{
	(void)ext;
	return HAND_BNXT(tx_bd, d)->haddr;
}

static __always_inline int hand_bnxt_tx_bd_is_long(const void *d)
{
	return (HAND_BNXT(tx_bd, d)->len_flags_type & 0x3f) == HAND_BNXT_LONG_TX_BD;
}

static __always_inline int hand_bnxt_tx_bd_tx_length(const void *d, const void *ext, __u32 *length)
{
	(void)ext;
	*length = HAND_BNXT(tx_bd, d)->len_flags_type >> 16;
	return 0;
}

static __always_inline int hand_bnxt_tx_bd_tx_csum(const void *d, const void *ext, __u32 *flags)
{
	__u32 lflags, f = 0;

	if (!hand_bnxt_tx_bd_is_long(d))
		return -61; /* -ENODATA */
	lflags = HAND_BNXT(tx_bd_ext, ext)->hsize_lflags;
	if (lflags & 1U << 1) /* IP_CKSUM */
		f |= 0x1;
	if (lflags & (1U << 0 | HAND_BNXT_LSO)) /* TCP_UDP_CHKSUM */
		f |= 0x2;
	if (lflags & 1U << 4) /* T_IP_CHKSUM */
		f |= 0x20;
	*flags = f;
	return 0;
}

static __always_inline int hand_bnxt_tx_bd_tx_segmentation(const void *d, const void *ext, __u32 *mss)
{
	if (!hand_bnxt_tx_bd_is_long(d))
		return -61; /* -ENODATA */
	if (!(HAND_BNXT(tx_bd_ext, ext)->hsize_lflags & HAND_BNXT_LSO))
		return -61; /* -ENODATA */
	*mss = HAND_BNXT(tx_bd_ext, ext)->mss;
	return 0;
}

static __always_inline int hand_bnxt_tx_bd_tx_vlan_tag(const void *d, const void *ext,
						       __be16 *vlan_proto, __u16 *vlan_tci)
{
	__u32 meta;

	if (!hand_bnxt_tx_bd_is_long(d))
		return -61; /* -ENODATA */
	meta = HAND_BNXT(tx_bd_ext, ext)->cfa_meta;
	if (meta >> 28 != HAND_BNXT_CFA_META_KEY_VLAN)
		return -61; /* -ENODATA */
	if ((meta >> 16 & 3) == 1)
		*vlan_proto = __builtin_bswap16(0x8100);
	else if ((meta >> 16 & 3) == 0)
		*vlan_proto = __builtin_bswap16(0x88a8);
	else
		return -61; /* -ENODATA */
	*vlan_tci = meta;
	return 0;
}

static __always_inline int hand_bnxt_tx_bd_tx_timestamp_request(const void *d, const void *ext)
{
	return hand_bnxt_tx_bd_is_long(d) && HAND_BNXT(tx_bd_ext, ext)->hsize_lflags & 1U << 3;
}

static __always_inline int hand_bnxt_tx_bd_tx_end_of_packet(const void *d, const void *ext)
{
	(void)ext;
	return HAND_BNXT(tx_bd, d)->len_flags_type >> 6 & 1;
}

static __always_inline int hand_bnxt_tx_bd_tx_report(const void *d, const void *ext)
{
	(void)ext;
	return !(HAND_BNXT(tx_bd, d)->len_flags_type & 1U << 7);
}

#endif
