/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
/* What a BPF programmer would write by hand for gve descriptors, on a little-endian machine. */
#ifndef BENCH_BY_HAND_GVE_H
#define BENCH_BY_HAND_GVE_H

#include <nicdesc/core.h>

/* ---- gve/rx-desc */

struct hand_gve_rx_desc {
	__u8 padding[48];
	__u32 rss_hash;
	__u16 mss;
	__u16 reserved;
	__u8 hdr_len;
	__u8 hdr_off;
	__u16 csum;
	__u16 len;
	__u16 flags_seq;
};

#define HAND_GVE_RX_DESC(d) ((const struct hand_gve_rx_desc *)(d))

static __always_inline __u32 hand_gve_rx_desc_rss_hash(const void *d)
{
	return __builtin_bswap32(HAND_GVE_RX_DESC(d)->rss_hash);
}

static __always_inline __u16 hand_gve_rx_desc_mss(const void *d)
{
	return __builtin_bswap16(HAND_GVE_RX_DESC(d)->mss);
}

static __always_inline __u8 hand_gve_rx_desc_hdr_len(const void *d)
{
	return HAND_GVE_RX_DESC(d)->hdr_len;
}

static __always_inline __u8 hand_gve_rx_desc_hdr_off(const void *d)
{
	return HAND_GVE_RX_DESC(d)->hdr_off;
}

static __always_inline __u16 hand_gve_rx_desc_csum(const void *d)
{
	return HAND_GVE_RX_DESC(d)->csum;
}

static __always_inline __u16 hand_gve_rx_desc_len(const void *d)
{
	return __builtin_bswap16(HAND_GVE_RX_DESC(d)->len);
}

static __always_inline __u16 hand_gve_rx_desc_flags_seq(const void *d)
{
	return __builtin_bswap16(HAND_GVE_RX_DESC(d)->flags_seq);
}

/* Big-endian: the byte at 62 has bits 15..8, the byte at 63 bits 7..0. */
static __always_inline __u8 hand_gve_rx_desc_seqno(const void *d)
{
	return ((const __u8 *)d)[63] & 7;
}

static __always_inline __u8 hand_gve_rx_desc_frag(const void *d)
{
	return ((const __u8 *)d)[63] >> 6 & 1;
}

static __always_inline __u8 hand_gve_rx_desc_ipv4(const void *d)
{
	return ((const __u8 *)d)[63] >> 7;
}

static __always_inline __u8 hand_gve_rx_desc_ipv6(const void *d)
{
	return ((const __u8 *)d)[62] & 1;
}

static __always_inline __u8 hand_gve_rx_desc_tcp(const void *d)
{
	return ((const __u8 *)d)[62] >> 1 & 1;
}

static __always_inline __u8 hand_gve_rx_desc_udp(const void *d)
{
	return ((const __u8 *)d)[62] >> 2 & 1;
}

static __always_inline __u8 hand_gve_rx_desc_err(const void *d)
{
	return ((const __u8 *)d)[62] >> 3 & 1;
}

static __always_inline __u8 hand_gve_rx_desc_pkt_cont(const void *d)
{
	return ((const __u8 *)d)[62] >> 5 & 1;
}

static __always_inline int hand_gve_rx_desc_rx_hash(const void *d, __u32 *hash, __u32 *type)
{
	__u32 flags = hand_gve_rx_desc_flags_seq(d);
	__u32 t;

	if ((flags & 0x40) || !(flags & 0x180)) /* FRAG, IPV4 and IPV6 */
		return -61; /* -ENODATA */
	t = (flags >> 7 & 3) | (flags >> 5 & 0x30); /* TCP and UDP are bits 9 and 10 */
	if (flags & 0x600)
		t |= 8;
	*hash = __builtin_bswap32(HAND_GVE_RX_DESC(d)->rss_hash);
	*type = t;
	return 0;
}

static __always_inline int hand_gve_rx_desc_rx_csum(const void *d, __u32 *status, __u32 *level, __u32 *csum)
{
	__u32 sum = HAND_GVE_RX_DESC(d)->csum;

	*status = sum ? 2 : 0;
	*level = 0;
	*csum = sum;
	return 0;
}

static __always_inline int hand_gve_rx_desc_rx_packet_type(const void *d, __u32 *type)
{
	__u32 flags = hand_gve_rx_desc_flags_seq(d);

	*type = (flags >> 7 & 0xf) | (flags & 0x40);
	return 0;
}

static __always_inline int hand_gve_rx_desc_rx_length(const void *d, __u8 first_frag, __u32 *length)
{
	*length = __builtin_bswap16(HAND_GVE_RX_DESC(d)->len) - 2 * first_frag;
	return 0;
}

static __always_inline int hand_gve_rx_desc_rx_end_of_packet(const void *d)
{
	return !(((const __u8 *)d)[62] & 0x20);
}

static __always_inline int hand_gve_rx_desc_rx_done(const void *d, __u8 expected_seqno)
{
	return (((const __u8 *)d)[63] & 7) == expected_seqno;
}

/* ---- gve/rx-compl-dqo */

struct hand_gve_rx_compl_dqo {
	__u8 rxdid;
	__u8 error;
	__u16 packet_type;
	__u16 packet_len;
	__u16 header_len;
	__u8 status;
	__u8 status_error1;
	__u8 reserved5;
	__u8 ts_sub_nsecs_low;
	__u16 buf_id;
	__u16 raw_cs;
	__u32 hash;
	__u32 reserved6;
	__u32 reserved7;
	__u32 ts;
};

#define HAND_GVE_RX_COMPL(d) ((const struct hand_gve_rx_compl_dqo *)(d))

static __always_inline __u8 hand_gve_rx_compl_dqo_rxdid(const void *d)
{
	return HAND_GVE_RX_COMPL(d)->rxdid & 0xf;
}

static __always_inline __u8 hand_gve_rx_compl_dqo_loopback(const void *d)
{
	return HAND_GVE_RX_COMPL(d)->error & 1;
}

static __always_inline __u8 hand_gve_rx_compl_dqo_ipv6_ex_add(const void *d)
{
	return HAND_GVE_RX_COMPL(d)->error >> 1 & 1;
}

static __always_inline __u8 hand_gve_rx_compl_dqo_rx_error(const void *d)
{
	return HAND_GVE_RX_COMPL(d)->error >> 2 & 1;
}

static __always_inline __u16 hand_gve_rx_compl_dqo_packet_type(const void *d)
{
	return HAND_GVE_RX_COMPL(d)->packet_type & 0x3ff;
}

static __always_inline __u8 hand_gve_rx_compl_dqo_ip_hdr_err(const void *d)
{
	return ((const __u8 *)d)[3] >> 2 & 1;
}

static __always_inline __u8 hand_gve_rx_compl_dqo_udp_len_err(const void *d)
{
	return ((const __u8 *)d)[3] >> 3 & 1;
}

static __always_inline __u8 hand_gve_rx_compl_dqo_raw_cs_invalid(const void *d)
{
	return ((const __u8 *)d)[3] >> 4 & 1;
}

static __always_inline __u16 hand_gve_rx_compl_dqo_packet_len(const void *d)
{
	return HAND_GVE_RX_COMPL(d)->packet_len & 0x3fff;
}

static __always_inline __u8 hand_gve_rx_compl_dqo_generation(const void *d)
{
	return ((const __u8 *)d)[5] >> 6 & 1;
}

static __always_inline __u8 hand_gve_rx_compl_dqo_buffer_queue_id(const void *d)
{
	return ((const __u8 *)d)[5] >> 7;
}

static __always_inline __u16 hand_gve_rx_compl_dqo_header_len(const void *d)
{
	return HAND_GVE_RX_COMPL(d)->header_len & 0x3ff;
}

static __always_inline __u8 hand_gve_rx_compl_dqo_rsc(const void *d)
{
	return ((const __u8 *)d)[7] >> 2 & 1;
}

static __always_inline __u8 hand_gve_rx_compl_dqo_split_header(const void *d)
{
	return ((const __u8 *)d)[7] >> 3 & 1;
}

static __always_inline __u8 hand_gve_rx_compl_dqo_descriptor_done(const void *d)
{
	return HAND_GVE_RX_COMPL(d)->status & 1;
}

static __always_inline __u8 hand_gve_rx_compl_dqo_end_of_packet(const void *d)
{
	return HAND_GVE_RX_COMPL(d)->status >> 1 & 1;
}

static __always_inline __u8 hand_gve_rx_compl_dqo_header_buffer_overflow(const void *d)
{
	return HAND_GVE_RX_COMPL(d)->status >> 2 & 1;
}

static __always_inline __u8 hand_gve_rx_compl_dqo_l3_l4_processed(const void *d)
{
	return HAND_GVE_RX_COMPL(d)->status >> 3 & 1;
}

static __always_inline __u8 hand_gve_rx_compl_dqo_csum_ip_err(const void *d)
{
	return HAND_GVE_RX_COMPL(d)->status >> 4 & 1;
}

static __always_inline __u8 hand_gve_rx_compl_dqo_csum_l4_err(const void *d)
{
	return HAND_GVE_RX_COMPL(d)->status >> 5 & 1;
}

static __always_inline __u8 hand_gve_rx_compl_dqo_csum_external_ip_err(const void *d)
{
	return HAND_GVE_RX_COMPL(d)->status >> 6 & 1;
}

static __always_inline __u8 hand_gve_rx_compl_dqo_csum_external_udp_err(const void *d)
{
	return HAND_GVE_RX_COMPL(d)->status >> 7;
}

static __always_inline __u8 hand_gve_rx_compl_dqo_status_error1(const void *d)
{
	return HAND_GVE_RX_COMPL(d)->status_error1;
}

static __always_inline __u8 hand_gve_rx_compl_dqo_ts_sub_nsecs_low(const void *d)
{
	return HAND_GVE_RX_COMPL(d)->ts_sub_nsecs_low;
}

static __always_inline __u8 hand_gve_rx_compl_dqo_rx_hwtstamp_valid(const void *d)
{
	return HAND_GVE_RX_COMPL(d)->ts_sub_nsecs_low & 1;
}

static __always_inline __u16 hand_gve_rx_compl_dqo_buf_id(const void *d)
{
	return HAND_GVE_RX_COMPL(d)->buf_id;
}

static __always_inline __u16 hand_gve_rx_compl_dqo_raw_cs(const void *d)
{
	return HAND_GVE_RX_COMPL(d)->raw_cs;
}

static __always_inline __u16 hand_gve_rx_compl_dqo_rsc_seg_len(const void *d)
{
	return HAND_GVE_RX_COMPL(d)->raw_cs;
}

static __always_inline __u32 hand_gve_rx_compl_dqo_hash(const void *d)
{
	return HAND_GVE_RX_COMPL(d)->hash;
}

static __always_inline __u32 hand_gve_rx_compl_dqo_ts(const void *d)
{
	return HAND_GVE_RX_COMPL(d)->ts;
}

/* l3_type: 1 other, 2 IPv4, 3 IPv6; l4_type: 1 other, 2 TCP, 3 UDP, 4 ICMP, 5 SCTP */
static __always_inline int hand_gve_rx_compl_dqo_rx_hash(const void *d, __u8 l3_type, __u8 l4_type,
							 __u32 *hash, __u32 *type)
{
	static const __u16 l4[8] = { 0, 0x8, 0x18, 0x28, 0x108, 0x48, 0, 0 };
	__u32 t = l4[l4_type & 7];

	if (l3_type >= 2)
		t |= l3_type - 1;
	else if (l3_type && !l4_type)
		t = 3;
	*hash = HAND_GVE_RX_COMPL(d)->hash;
	*type = t;
	return 0;
}

static __always_inline int hand_gve_rx_compl_dqo_rx_timestamp(const void *d, __u64 phc_time,
							      __u64 *timestamp)
{
	if (!(HAND_GVE_RX_COMPL(d)->ts_sub_nsecs_low & 1))
		return -61; /* -ENODATA */
	*timestamp = phc_time +
		     (__s64)(__s32)(HAND_GVE_RX_COMPL(d)->ts - (__u32)phc_time);
	return 0;
}

static __always_inline int hand_gve_rx_compl_dqo_rx_csum(const void *d, __u8 l3_type, __u8 l4_type,
							 __u32 *status, __u32 *level, __u32 *csum)
{
	__u32 bits = HAND_GVE_RX_COMPL(d)->status;

	*level = 0;
	*csum = 0;
	*status = 0;
	if (!(bits & 0x08))
		return 0;
	if (l3_type == 2 && (bits & 0x50)) {
		*status = 4;
		return 0;
	}
	if (l3_type == 3 && (HAND_GVE_RX_COMPL(d)->error & 0x02))
		return 0;
	if (l4_type >= 2 && l4_type <= 5)
		*status = bits & 0x20 ? 4 : 1;
	return 0;
}

static __always_inline int hand_gve_rx_compl_dqo_rx_packet_type(const void *d, __u8 l3_type, __u8 l4_type,
								__u32 *type)
{
	static const __u8 l4[8] = { 0, 0, 0x04, 0x08, 0x20, 0x10, 0, 0 };
	__u32 t = l4[l4_type & 7];

	(void)d;
	if (l3_type >= 2)
		t |= l3_type - 1;
	*type = t;
	return 0;
}

static __always_inline int hand_gve_rx_compl_dqo_rx_length(const void *d, __u32 *length)
{
	*length = HAND_GVE_RX_COMPL(d)->packet_len & 0x3fff;
	return 0;
}

static __always_inline int hand_gve_rx_compl_dqo_rx_end_of_packet(const void *d)
{
	return HAND_GVE_RX_COMPL(d)->status >> 1 & 1;
}

static __always_inline int hand_gve_rx_compl_dqo_rx_done(const void *d, __u8 cur_gen_bit)
{
	return (((const __u8 *)d)[5] >> 6 & 1) != cur_gen_bit;
}

static __always_inline int hand_gve_rx_compl_dqo_rx_header_split(const void *d, __u32 *header_length)
{
	__u32 word = HAND_GVE_RX_COMPL(d)->header_len;
	__u32 len = word & 0x3ff;

	if (!(word & 0x800) || !len || (HAND_GVE_RX_COMPL(d)->status & 0x04))
		return -61; /* -ENODATA */
	*header_length = len;
	return 0;
}

/* ---- gve/tx-pkt-dqo */

struct hand_gve_tx_pkt_dqo {
	__u64 buf_addr;
	__u8 flags;
	__u8 reserved0;
	__u16 reserved1;
	__u16 compl_tag;
	__u16 buf_size;
};

#define HAND_GVE_TX_PKT(d) ((const struct hand_gve_tx_pkt_dqo *)(d))

static __always_inline __u64 hand_gve_tx_pkt_dqo_buf_addr(const void *d)
{
	return HAND_GVE_TX_PKT(d)->buf_addr;
}

static __always_inline __u8 hand_gve_tx_pkt_dqo_dtype(const void *d)
{
	return HAND_GVE_TX_PKT(d)->flags & 0x1f;
}

static __always_inline __u8 hand_gve_tx_pkt_dqo_end_of_packet(const void *d)
{
	return HAND_GVE_TX_PKT(d)->flags >> 5 & 1;
}

static __always_inline __u8 hand_gve_tx_pkt_dqo_checksum_offload_enable(const void *d)
{
	return HAND_GVE_TX_PKT(d)->flags >> 6 & 1;
}

static __always_inline __u8 hand_gve_tx_pkt_dqo_report_event(const void *d)
{
	return HAND_GVE_TX_PKT(d)->flags >> 7;
}

static __always_inline __u16 hand_gve_tx_pkt_dqo_compl_tag(const void *d)
{
	return HAND_GVE_TX_PKT(d)->compl_tag;
}

static __always_inline __u16 hand_gve_tx_pkt_dqo_buf_size(const void *d)
{
	return HAND_GVE_TX_PKT(d)->buf_size & 0x3fff;
}

static __always_inline int hand_gve_tx_pkt_dqo_tx_length(const void *d, __u32 *length)
{
	*length = HAND_GVE_TX_PKT(d)->buf_size & 0x3fff;
	return 0;
}

static __always_inline int hand_gve_tx_pkt_dqo_tx_csum(const void *d, __u32 *flags)
{
	*flags = HAND_GVE_TX_PKT(d)->flags >> 5 & 2;
	return 0;
}

static __always_inline int hand_gve_tx_pkt_dqo_tx_end_of_packet(const void *d)
{
	return HAND_GVE_TX_PKT(d)->flags >> 5 & 1;
}

static __always_inline int hand_gve_tx_pkt_dqo_tx_report(const void *d)
{
	return HAND_GVE_TX_PKT(d)->flags >> 7;
}

/* ---- gve/tx-compl-dqo */

struct hand_gve_tx_compl_dqo {
	__u16 id;
	__u16 tag;
	__u32 reserved1;
};

#define HAND_GVE_TX_COMPL(d) ((const struct hand_gve_tx_compl_dqo *)(d))

static __always_inline __u16 hand_gve_tx_compl_dqo_id(const void *d)
{
	return HAND_GVE_TX_COMPL(d)->id & 0x7ff;
}

static __always_inline __u8 hand_gve_tx_compl_dqo_type(const void *d)
{
	return ((const __u8 *)d)[1] >> 3 & 7;
}

static __always_inline __u8 hand_gve_tx_compl_dqo_generation(const void *d)
{
	return ((const __u8 *)d)[1] >> 7;
}

static __always_inline __u16 hand_gve_tx_compl_dqo_tx_head(const void *d)
{
	return HAND_GVE_TX_COMPL(d)->tag;
}

static __always_inline __u16 hand_gve_tx_compl_dqo_completion_tag(const void *d)
{
	return HAND_GVE_TX_COMPL(d)->tag;
}

static __always_inline __u8 hand_gve_tx_compl_dqo_alt_miss_compl(const void *d)
{
	return ((const __u8 *)d)[3] >> 7;
}

static __always_inline __u16 hand_gve_tx_compl_dqo_compl_tag(const void *d)
{
	return HAND_GVE_TX_COMPL(d)->tag & 0x7fff;
}

static __always_inline int hand_gve_tx_compl_dqo_tx_done(const void *d, __u8 cur_gen_bit)
{
	return (((const __u8 *)d)[1] >> 7) != cur_gen_bit;
}

#endif
