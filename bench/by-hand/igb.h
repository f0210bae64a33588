/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
/* Readers of igb's receive descriptor as one would write them by hand, for little-endian hosts. */
#ifndef BENCH_BY_HAND_IGB_H
#define BENCH_BY_HAND_IGB_H

#include <nicdesc/core.h>

struct hand_igb_rx_read {
	__u64 pkt_addr;
	__u64 hdr_addr;
};

struct hand_igb_rx_wb {
	union {
		__u32 lo_dword;
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

#define HAND_IGB_READ(d) ((const struct hand_igb_rx_read *)(d))
#define HAND_IGB(d) ((const struct hand_igb_rx_wb *)(d))
#define HAND_IGB_READER(type, name, value)                                                       \
	static __always_inline type hand_igb_rx_wb_##name(const void *d) { return value; }

#define HAND_IGB_STAT_IXSM 0x00000004
#define HAND_IGB_STAT_VP 0x00000008
#define HAND_IGB_STAT_L4CS 0x00000030 /* UDPCS, TCPCS */
#define HAND_IGB_STAT_TSIP 0x00008000
#define HAND_IGB_STAT_LB 0x00040000
#define HAND_IGB_STAT_CSUM_ERR 0x60000000 /* TCPE, IPE */

static const __u16 hand_igb_packet_types[128] = {
	[0x01] = 0x001, [0x11] = 0x005, [0x21] = 0x009, [0x41] = 0x011, /* IPv4: TCP, UDP, SCTP */
	[0x03] = 0x001, [0x13] = 0x005, [0x23] = 0x009, [0x43] = 0x011, /* with options */
	[0x04] = 0x002, [0x14] = 0x006, [0x24] = 0x00a, [0x44] = 0x012, /* IPv6 */
	[0x0c] = 0x002, [0x1c] = 0x006, [0x2c] = 0x00a, [0x4c] = 0x012, /* with extensions */
	[0x05] = 0x281, [0x15] = 0x285, [0x25] = 0x289, [0x45] = 0x291, /* IPv6 in IPv4 */
	[0x0d] = 0x281, [0x1d] = 0x285, [0x2d] = 0x289, [0x4d] = 0x291,
};

HAND_IGB_READER(__u64, pkt_addr, HAND_IGB_READ(d)->pkt_addr)
HAND_IGB_READER(__u64, hdr_addr, HAND_IGB_READ(d)->hdr_addr)
HAND_IGB_READER(__u16, pkt_info, HAND_IGB(d)->pkt_info)
HAND_IGB_READER(__u8, rss_type, HAND_IGB(d)->pkt_info & 0xf)
HAND_IGB_READER(__u16, pkt_type, HAND_IGB(d)->lo_dword >> 4 & 0x1fff)
HAND_IGB_READER(__u16, hdr_info, HAND_IGB(d)->hdr_info)
HAND_IGB_READER(__u16, hdr_len, HAND_IGB(d)->hdr_info >> 5 & 0x3ff)
HAND_IGB_READER(__u8, sph, HAND_IGB(d)->hdr_info >> 15)
HAND_IGB_READER(__u32, rss, HAND_IGB(d)->rss)
HAND_IGB_READER(__u16, ip_id, HAND_IGB(d)->ip_id)
HAND_IGB_READER(__u16, csum, HAND_IGB(d)->csum)
HAND_IGB_READER(__u32, status_error, HAND_IGB(d)->status_error)
HAND_IGB_READER(__u8, dd, HAND_IGB(d)->status_error & 1)
HAND_IGB_READER(__u8, eop, HAND_IGB(d)->status_error >> 1 & 1)
HAND_IGB_READER(__u8, ixsm, HAND_IGB(d)->status_error >> 2 & 1)
HAND_IGB_READER(__u8, vp, HAND_IGB(d)->status_error >> 3 & 1)
HAND_IGB_READER(__u8, udpcs, HAND_IGB(d)->status_error >> 4 & 1)
HAND_IGB_READER(__u8, tcpcs, HAND_IGB(d)->status_error >> 5 & 1)
HAND_IGB_READER(__u8, tsip, HAND_IGB(d)->status_error >> 15 & 1)
HAND_IGB_READER(__u8, ts, HAND_IGB(d)->status_error >> 16 & 1)
HAND_IGB_READER(__u8, lb, HAND_IGB(d)->status_error >> 18 & 1)
HAND_IGB_READER(__u8, ce, HAND_IGB(d)->status_error >> 24 & 1)
HAND_IGB_READER(__u8, se, HAND_IGB(d)->status_error >> 25 & 1)
HAND_IGB_READER(__u8, seq, HAND_IGB(d)->status_error >> 26 & 1)
HAND_IGB_READER(__u8, cxe, HAND_IGB(d)->status_error >> 28 & 1)
HAND_IGB_READER(__u8, tcpe, HAND_IGB(d)->status_error >> 29 & 1)
HAND_IGB_READER(__u8, ipe, HAND_IGB(d)->status_error >> 30 & 1)
HAND_IGB_READER(__u8, rxe, HAND_IGB(d)->status_error >> 31)
HAND_IGB_READER(__u16, length, HAND_IGB(d)->length)
HAND_IGB_READER(__u16, vlan, HAND_IGB(d)->vlan)

HAND_IGB_READER(int, rx_end_of_packet, HAND_IGB(d)->status_error >> 1 & 1)
HAND_IGB_READER(int, rx_done, HAND_IGB(d)->length != 0)

static const __u16 hand_igb_rss_types[16] = {
	[1] = 0x19, /* IPv4, TCP */
	[2] = 0x01,
	[3] = 0x1a, /* IPv6, TCP */
	[4] = 0x06,
	[5] = 0x02,
	[6] = 0x1e, /* IPv6 with extensions, TCP */
	[7] = 0x29, /* IPv4, UDP */
	[8] = 0x2a,
	[9] = 0x2e,
	[10] = 0x3, /* L3, of either version */
	[11] = 0x3,
	[12] = 0x3,
	[13] = 0x3,
	[14] = 0x3,
	[15] = 0x3,
};

static __always_inline int hand_igb_rx_wb_rx_hash(const void *d, __u32 *hash, __u32 *type)
{
	__u32 of = HAND_IGB(d)->pkt_info & 0xf;

	if (!of)
		return -61; /* -ENODATA */
	*hash = HAND_IGB(d)->rss;
	*type = hand_igb_rss_types[of];
	return 0;
}

static __always_inline int hand_igb_rx_wb_rx_timestamp(const void *d, __u8 ts_format, __u16 link_speed,
						       __u64 reserved_stamp, __u64 systim,
						       const struct nicdesc_timecounter *clock,
						       __u64 *timestamp)
{
	__u64 ns, delta;

	if (!(HAND_IGB(d)->status_error & HAND_IGB_STAT_TSIP) || reserved_stamp)
		return -61; /* -ENODATA */
	if (ts_format == 0) { /* cycles */
		delta = (systim - clock->cycle_last) & clock->mask;
		ns = clock->nsec;
		if (delta > clock->mask / 2) {
			delta = (clock->cycle_last - systim) & clock->mask;
			ns -= (delta * clock->mult - clock->frac) >> clock->shift;
		} else {
			ns += (delta * clock->mult + clock->frac) >> clock->shift;
		}
	} else {
		ns = (systim >> 32) * 1000000000ULL + (__u32)systim;
		if (link_speed == 1000)
			ns -= 448;
		else if (link_speed == 100)
			ns -= 2213;
		else if (link_speed == 10)
			ns -= 20662;
	}
	*timestamp = ns;
	return 0;
}

static __always_inline int hand_igb_rx_wb_rx_vlan_tag(const void *d, __u8 rx_lb_vlan_bswap,
						      __be16 *vlan_proto, __u16 *vlan_tci)
{
	__u32 staterr = HAND_IGB(d)->status_error;
	__u16 vlan = HAND_IGB(d)->vlan;

	if (!(staterr & HAND_IGB_STAT_VP))
		return -61; /* -ENODATA */
	if (staterr & HAND_IGB_STAT_LB && rx_lb_vlan_bswap)
		vlan = __builtin_bswap16(vlan);
	*vlan_proto = __builtin_bswap16(0x8100);
	*vlan_tci = vlan;
	return 0;
}

static __always_inline int hand_igb_rx_wb_rx_csum(const void *d, __u32 *status, __u32 *level, __u32 *csum)
{
	__u32 staterr = HAND_IGB(d)->status_error;

	*level = 0;
	*csum = 0;
	if (staterr & HAND_IGB_STAT_IXSM)
		*status = 0; /* none */
	else if (staterr & HAND_IGB_STAT_CSUM_ERR)
		*status = 4; /* bad */
	else
		*status = !!(staterr & HAND_IGB_STAT_L4CS);
	return 0;
}

static __always_inline int hand_igb_rx_wb_rx_packet_type(const void *d, __u32 *type)
{
	__u16 info = HAND_IGB(d)->pkt_info;

	if (info & 0x8000) /* the number of an EtherType filter */
		return -61; /* -ENODATA */
	*type = hand_igb_packet_types[info >> 4 & 0x7f];
	return 0;
}

static __always_inline int hand_igb_rx_wb_rx_length(const void *d, __u32 *length)
{
	*length = HAND_IGB(d)->length;
	return 0;
}

static __always_inline int hand_igb_rx_wb_rx_header_split(const void *d, __u32 *header_length)
{
	__u16 info = HAND_IGB(d)->hdr_info;

	if (!(info & 0x8000))
		return -61; /* -ENODATA */
	*header_length = info >> 5 & 0x3ff;
	return 0;
}

#endif
