/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
/* Readers of igc's descriptors as one would write them by hand, for little-endian hosts. */
#ifndef BENCH_BY_HAND_IGC_H
#define BENCH_BY_HAND_IGC_H

#include <nicdesc/core.h>

struct hand_igc_rx_read {
	__u64 pkt_addr;
	__u64 hdr_addr;
};

struct hand_igc_rx_wb {
	union {
		__u32 data;
		struct {
			__u16 pkt_info;
			__u16 hdr_info;
		};
	};
	union {
		__u32 rss;
		struct {
			__u16 ip_id;
			__u16 csum;
		};
	};
	__u32 status_error;
	__u16 length;
	__u16 vlan;
};

struct hand_igc_tx_read {
	__u64 buffer_addr;
	__u32 cmd_type_len;
	__u32 olinfo_status;
};

struct hand_igc_tx_wb {
	__u64 rsvd;
	__u32 nxtseq_seed;
	__u32 status;
};

struct hand_igc_tx_context {
	__u32 vlan_macip_lens;
	__u32 launch_time;
	__u32 type_tucmd_mlhl;
	__u32 mss_l4len_idx;
};

#define HAND_IGC(desc, d) ((const struct hand_igc_##desc *)(d))
#define HAND_IGC_READER(type, name, value)                                                       \
	static __always_inline type hand_igc_##name(const void *d) { return value; }

/* ---- igc/rx-wb ---- */

#define HAND_IGC_STAT_IXSM 0x00000004
#define HAND_IGC_STAT_VP 0x00000008
#define HAND_IGC_STAT_L4CS 0x00000030 /* UDPCS, TCPCS */
#define HAND_IGC_STAT_TSIP 0x00008000
#define HAND_IGC_STAT_CSUM_ERR 0x60000000 /* L4E, IPE */

static const __u16 hand_igc_rss_types[16] = {
	[1] = 0x19, /* IPv4, TCP */
	[2] = 0x01,
	[3] = 0x1a, /* IPv6, TCP */
	[4] = 0x06,
	[5] = 0x02,
	[6] = 0x1e, /* IPv6 with extensions, TCP */
	[7] = 0x29, /* IPv4, UDP */
	[8] = 0x2a,
	[9] = 0x2e,
};

static const __u16 hand_igc_packet_types[128] = {
	[0x01] = 0x001, [0x11] = 0x005, [0x21] = 0x009, [0x41] = 0x011, /* IPv4: TCP, UDP, SCTP */
	[0x03] = 0x001, [0x13] = 0x005, [0x23] = 0x009, [0x43] = 0x011, /* with options */
	[0x04] = 0x002, [0x14] = 0x006, [0x24] = 0x00a, [0x44] = 0x012, /* IPv6 */
	[0x0c] = 0x002, [0x1c] = 0x006, [0x2c] = 0x00a, [0x4c] = 0x012, /* with extensions */
	[0x05] = 0x281, [0x15] = 0x285, [0x25] = 0x289, [0x45] = 0x291, /* IPv6 in IPv4 */
	[0x0d] = 0x281, [0x1d] = 0x285, [0x2d] = 0x289, [0x4d] = 0x291,
};

HAND_IGC_READER(__u64, rx_wb_pkt_addr, HAND_IGC(rx_read, d)->pkt_addr)
HAND_IGC_READER(__u64, rx_wb_hdr_addr, HAND_IGC(rx_read, d)->hdr_addr)
HAND_IGC_READER(__u32, rx_wb_data, HAND_IGC(rx_wb, d)->data)
HAND_IGC_READER(__u8, rx_wb_rss_type, HAND_IGC(rx_wb, d)->data & 0xf)
HAND_IGC_READER(__u16, rx_wb_pkt_type, HAND_IGC(rx_wb, d)->data >> 4 & 0x1fff)
HAND_IGC_READER(__u16, rx_wb_hdr_len, HAND_IGC(rx_wb, d)->hdr_info >> 5 & 0x3ff)
HAND_IGC_READER(__u8, rx_wb_sph, HAND_IGC(rx_wb, d)->data >> 31)
HAND_IGC_READER(__u16, rx_wb_pkt_info, HAND_IGC(rx_wb, d)->pkt_info)
HAND_IGC_READER(__u16, rx_wb_hdr_info, HAND_IGC(rx_wb, d)->hdr_info)
HAND_IGC_READER(__u32, rx_wb_rss, HAND_IGC(rx_wb, d)->rss)
HAND_IGC_READER(__u16, rx_wb_ip_id, HAND_IGC(rx_wb, d)->ip_id)
HAND_IGC_READER(__u16, rx_wb_csum, HAND_IGC(rx_wb, d)->csum)
HAND_IGC_READER(__u32, rx_wb_status_error, HAND_IGC(rx_wb, d)->status_error)
HAND_IGC_READER(__u8, rx_wb_dd, HAND_IGC(rx_wb, d)->status_error & 1)
HAND_IGC_READER(__u8, rx_wb_eop, HAND_IGC(rx_wb, d)->status_error >> 1 & 1)
HAND_IGC_READER(__u8, rx_wb_ixsm, HAND_IGC(rx_wb, d)->status_error >> 2 & 1)
HAND_IGC_READER(__u8, rx_wb_vp, HAND_IGC(rx_wb, d)->status_error >> 3 & 1)
HAND_IGC_READER(__u8, rx_wb_udpcs, HAND_IGC(rx_wb, d)->status_error >> 4 & 1)
HAND_IGC_READER(__u8, rx_wb_tcpcs, HAND_IGC(rx_wb, d)->status_error >> 5 & 1)
HAND_IGC_READER(__u8, rx_wb_smd_type, HAND_IGC(rx_wb, d)->status_error >> 13 & 3)
HAND_IGC_READER(__u8, rx_wb_tsip, HAND_IGC(rx_wb, d)->status_error >> 15 & 1)
HAND_IGC_READER(__u8, rx_wb_lb, HAND_IGC(rx_wb, d)->status_error >> 18 & 1)
HAND_IGC_READER(__u8, rx_wb_l4e, HAND_IGC(rx_wb, d)->status_error >> 29 & 1)
HAND_IGC_READER(__u8, rx_wb_ipe, HAND_IGC(rx_wb, d)->status_error >> 30 & 1)
HAND_IGC_READER(__u8, rx_wb_rxe, HAND_IGC(rx_wb, d)->status_error >> 31)
HAND_IGC_READER(__u16, rx_wb_length, HAND_IGC(rx_wb, d)->length)
HAND_IGC_READER(__u16, rx_wb_vlan, HAND_IGC(rx_wb, d)->vlan)

HAND_IGC_READER(int, rx_wb_rx_end_of_packet, HAND_IGC(rx_wb, d)->status_error >> 1 & 1)
HAND_IGC_READER(int, rx_wb_rx_done, HAND_IGC(rx_wb, d)->length != 0)

static __always_inline int hand_igc_rx_wb_rx_hash(const void *d, __u32 *hash, __u32 *type)
{
	*hash = HAND_IGC(rx_wb, d)->rss;
	*type = hand_igc_rss_types[HAND_IGC(rx_wb, d)->data & 0xf];
	return 0;
}

static __always_inline int hand_igc_rx_wb_rx_timestamp(const void *d, __u16 link_speed, __u32 timer0_ns,
						       __u32 timer0_s, __u64 *timestamp)
{
	__u64 ns = timer0_s * 1000000000ULL + timer0_ns;

	if (!(HAND_IGC(rx_wb, d)->status_error & HAND_IGC_STAT_TSIP))
		return -61; /* -ENODATA */
	if (link_speed == 2500)
		ns -= 1485;
	else if (link_speed == 1000)
		ns -= 300;
	else if (link_speed == 100)
		ns -= 185;
	else if (link_speed == 10)
		ns -= 6450;
	*timestamp = ns;
	return 0;
}

static __always_inline int hand_igc_rx_wb_rx_vlan_tag(const void *d, __be16 *vlan_proto, __u16 *vlan_tci)
{
	if (!(HAND_IGC(rx_wb, d)->status_error & HAND_IGC_STAT_VP))
		return -61; /* -ENODATA */
	*vlan_proto = __builtin_bswap16(0x8100);
	*vlan_tci = HAND_IGC(rx_wb, d)->vlan;
	return 0;
}

static __always_inline int hand_igc_rx_wb_rx_csum(const void *d, __u32 *status, __u32 *level, __u32 *csum)
{
	__u32 staterr = HAND_IGC(rx_wb, d)->status_error;

	*level = 0;
	*csum = 0;
	if (staterr & HAND_IGC_STAT_IXSM)
		*status = 0; /* none */
	else if (staterr & HAND_IGC_STAT_CSUM_ERR)
		*status = 4; /* bad */
	else
		*status = !!(staterr & HAND_IGC_STAT_L4CS);
	return 0;
}

static __always_inline int hand_igc_rx_wb_rx_packet_type(const void *d, __u32 *type)
{
	__u16 info = HAND_IGC(rx_wb, d)->pkt_info;

	if (info & 0x8000) /* the number of an EtherType filter */
		return -61; /* -ENODATA */
	*type = hand_igc_packet_types[info >> 4 & 0x7f];
	return 0;
}

static __always_inline int hand_igc_rx_wb_rx_length(const void *d, __u32 *length)
{
	*length = HAND_IGC(rx_wb, d)->length;
	return 0;
}

static __always_inline int hand_igc_rx_wb_rx_header_split(const void *d, __u32 *header_length)
{
	__u16 info = HAND_IGC(rx_wb, d)->hdr_info;

	if (!(info & 0x8000))
		return -61; /* -ENODATA */
	*header_length = info >> 5 & 0x3ff;
	return 0;
}

/* ---- igc/tx-data ---- */

HAND_IGC_READER(__u64, tx_data_buffer_addr, HAND_IGC(tx_read, d)->buffer_addr)
HAND_IGC_READER(__u32, tx_data_cmd_type_len, HAND_IGC(tx_read, d)->cmd_type_len)
HAND_IGC_READER(__u16, tx_data_dtalen, HAND_IGC(tx_read, d)->cmd_type_len & 0xffff)
HAND_IGC_READER(__u8, tx_data_tstamp_reg, HAND_IGC(tx_read, d)->cmd_type_len >> 16 & 3)
HAND_IGC_READER(__u8, tx_data_mac_tstamp, HAND_IGC(tx_read, d)->cmd_type_len >> 19 & 1)
HAND_IGC_READER(__u8, tx_data_dtyp, HAND_IGC(tx_read, d)->cmd_type_len >> 20 & 0xf)
HAND_IGC_READER(__u8, tx_data_eop, HAND_IGC(tx_read, d)->cmd_type_len >> 24 & 1)
HAND_IGC_READER(__u8, tx_data_ifcs, HAND_IGC(tx_read, d)->cmd_type_len >> 25 & 1)
HAND_IGC_READER(__u8, tx_data_rs, HAND_IGC(tx_read, d)->cmd_type_len >> 27 & 1)
HAND_IGC_READER(__u8, tx_data_dext, HAND_IGC(tx_read, d)->cmd_type_len >> 29 & 1)
HAND_IGC_READER(__u8, tx_data_vle, HAND_IGC(tx_read, d)->cmd_type_len >> 30 & 1)
HAND_IGC_READER(__u8, tx_data_tse, HAND_IGC(tx_read, d)->cmd_type_len >> 31)
HAND_IGC_READER(__u32, tx_data_olinfo_status, HAND_IGC(tx_read, d)->olinfo_status)
HAND_IGC_READER(__u8, tx_data_sta, HAND_IGC(tx_read, d)->olinfo_status & 0xf)
HAND_IGC_READER(__u8, tx_data_idx, HAND_IGC(tx_read, d)->olinfo_status >> 4 & 7)
HAND_IGC_READER(__u8, tx_data_ptp2_timer_1, HAND_IGC(tx_read, d)->olinfo_status >> 5 & 1)
HAND_IGC_READER(__u8, tx_data_cc, HAND_IGC(tx_read, d)->olinfo_status >> 7 & 1)
HAND_IGC_READER(__u8, tx_data_ixsm, HAND_IGC(tx_read, d)->olinfo_status >> 8 & 1)
HAND_IGC_READER(__u8, tx_data_txsm, HAND_IGC(tx_read, d)->olinfo_status >> 9 & 1)
HAND_IGC_READER(__u8, tx_data_smd, HAND_IGC(tx_read, d)->olinfo_status >> 12 & 3)
HAND_IGC_READER(__u32, tx_data_paylen, HAND_IGC(tx_read, d)->olinfo_status >> 14)
HAND_IGC_READER(__u32, tx_data_nxtseq_seed, HAND_IGC(tx_wb, d)->nxtseq_seed)
HAND_IGC_READER(__u32, tx_data_status, HAND_IGC(tx_wb, d)->status)
HAND_IGC_READER(__u8, tx_data_dd, HAND_IGC(tx_wb, d)->status & 1)

HAND_IGC_READER(int, tx_data_tx_timestamp_request, HAND_IGC(tx_read, d)->cmd_type_len >> 19 & 1)
HAND_IGC_READER(int, tx_data_tx_end_of_packet, HAND_IGC(tx_read, d)->cmd_type_len >> 24 & 1)
HAND_IGC_READER(int, tx_data_tx_report, HAND_IGC(tx_read, d)->cmd_type_len >> 27 & 1)
HAND_IGC_READER(int, tx_data_tx_done, HAND_IGC(tx_wb, d)->status & 1)

static __always_inline int hand_igc_tx_data_tx_length(const void *d, __u32 *length)
{
	*length = HAND_IGC(tx_read, d)->cmd_type_len & 0xffff;
	return 0;
}

static __always_inline int hand_igc_tx_data_tx_csum(const void *d, __u32 *flags)
{
	*flags = HAND_IGC(tx_read, d)->olinfo_status >> 8 & 3; /* IXSM is L3, TXSM is L4 */
	return 0;
}

/* ---- igc/tx-context ---- */

HAND_IGC_READER(__u32, tx_context_vlan_macip_lens, HAND_IGC(tx_context, d)->vlan_macip_lens)
HAND_IGC_READER(__u16, tx_context_iplen, HAND_IGC(tx_context, d)->vlan_macip_lens & 0x1ff)
HAND_IGC_READER(__u8, tx_context_maclen, HAND_IGC(tx_context, d)->vlan_macip_lens >> 9 & 0x7f)
HAND_IGC_READER(__u16, tx_context_vlan, HAND_IGC(tx_context, d)->vlan_macip_lens >> 16)
HAND_IGC_READER(__u32, tx_context_launch_time, HAND_IGC(tx_context, d)->launch_time)
HAND_IGC_READER(__u32, tx_context_type_tucmd_mlhl, HAND_IGC(tx_context, d)->type_tucmd_mlhl)
HAND_IGC_READER(__u8, tx_context_ipv4, HAND_IGC(tx_context, d)->type_tucmd_mlhl >> 10 & 1)
HAND_IGC_READER(__u8, tx_context_l4t, HAND_IGC(tx_context, d)->type_tucmd_mlhl >> 11 & 3)
HAND_IGC_READER(__u8, tx_context_dtyp, HAND_IGC(tx_context, d)->type_tucmd_mlhl >> 20 & 0xf)
HAND_IGC_READER(__u8, tx_context_dext, HAND_IGC(tx_context, d)->type_tucmd_mlhl >> 29 & 1)
HAND_IGC_READER(__u32, tx_context_mss_l4len_idx, HAND_IGC(tx_context, d)->mss_l4len_idx)
HAND_IGC_READER(__u8, tx_context_idx, HAND_IGC(tx_context, d)->mss_l4len_idx >> 4 & 7)
HAND_IGC_READER(__u8, tx_context_tsn_cntx_first, HAND_IGC(tx_context, d)->mss_l4len_idx >> 7 & 1)
HAND_IGC_READER(__u8, tx_context_l4len, HAND_IGC(tx_context, d)->mss_l4len_idx >> 8 & 0xff)
HAND_IGC_READER(__u16, tx_context_mss, HAND_IGC(tx_context, d)->mss_l4len_idx >> 16)

static __always_inline int hand_igc_tx_context_tx_segmentation(const void *d, __u32 *mss)
{
	__u32 value = HAND_IGC(tx_context, d)->mss_l4len_idx >> 16;

	if (!value)
		return -61; /* -ENODATA */
	*mss = value;
	return 0;
}

static __always_inline int hand_igc_tx_context_tx_vlan_tag(const void *d, __u8 vle, __be16 *vlan_proto,
							   __u16 *vlan_tci)
{
	if (!vle)
		return -61; /* -ENODATA */
	*vlan_proto = __builtin_bswap16(0x8100);
	*vlan_tci = HAND_IGC(tx_context, d)->vlan_macip_lens >> 16;
	return 0;
}

static __always_inline int hand_igc_tx_context_tx_launch_time(const void *d, __u8 launchtime_enable,
							      __u64 *launch_time)
{
	if (!launchtime_enable)
		return -61; /* -ENODATA */
	*launch_time = HAND_IGC(tx_context, d)->launch_time;
	return 0;
}

#endif
