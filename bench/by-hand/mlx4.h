/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
/* Readers of mlx4's completions as one would write them by hand, for little-endian hosts. */
#ifndef BENCH_BY_HAND_MLX4_H
#define BENCH_BY_HAND_MLX4_H

#include <nicdesc/core.h>

#define HAND_MLX4_BE16(x) ((__u16)__builtin_bswap16(x))
#define HAND_MLX4_BE32(x) __builtin_bswap32(x)

/* mlx4/cqe and mlx4/ts-cqe */
struct hand_mlx4_cqe {
	union {
		__u32 vlan_my_qpn;
		__u8 flags;
	};
	__u32 immed_rss_invalid;
	union {
		__u32 g_mlpath_rqpn;
		__u8 g_mlpath;
	};
	union {
		__u32 timestamp_hi;
		struct {
			union {
				__u16 sl_vid;
				__u8 sl;
			};
			__u16 rlid;
		};
	};
	union {
		__u16 status;
		__u8 status_bytes[2]; /* bits 15..8, 7..0 */
	};
	__u8 ipv6_ext_mask;
	__u8 badfcs_enc;
	__u32 byte_cnt;
	__u16 wqe_index;
	__u16 checksum;
	union {
		__u32 ts_lo_owner; /* reserved, timestamp_lo in two bytes, owner_sr_opcode */
		struct {
			__u8 reserved[3];
			__u8 owner_sr_opcode;
		};
	};
};

#define HAND_MLX4(d) ((const struct hand_mlx4_cqe *)(d))
#define HAND_MLX4_STATUS(d) HAND_MLX4_BE16(HAND_MLX4(d)->status)
#define HAND_MLX4_READER(type, name, value)                                                      \
	static __always_inline type hand_mlx4_cqe_##name(const void *d) { return value; }
#define HAND_MLX4_TS_READER(type, name, value)                                                   \
	static __always_inline type hand_mlx4_ts_cqe_##name(const void *d) { return value; }
#define HAND_MLX4_BOTH(type, name, value)                                                        \
	HAND_MLX4_READER(type, name, value)                                                      \
	HAND_MLX4_TS_READER(type, name, value)

#define HAND_MLX4_IPV4 0x0040
#define HAND_MLX4_IPV4F 0x0080
#define HAND_MLX4_IPV6 0x0100
#define HAND_MLX4_TCP 0x0400
#define HAND_MLX4_UDP 0x0800
#define HAND_MLX4_IPOK 0x1000
#define HAND_MLX4_L2_TUNNEL_IPV4 0x02 /* in the first byte */
#define HAND_MLX4_L2_TUNNEL 0x08
#define HAND_MLX4_CVLAN 0x20
#define HAND_MLX4_SVLAN 0x40

HAND_MLX4_BOTH(__u32, vlan_my_qpn, HAND_MLX4_BE32(HAND_MLX4(d)->vlan_my_qpn))
HAND_MLX4_BOTH(__u32, my_qpn, HAND_MLX4_BE32(HAND_MLX4(d)->vlan_my_qpn) & 0xffffff)
HAND_MLX4_BOTH(__u8, l2_tunnel_ipv4, (HAND_MLX4(d)->flags >> 1) & 0x1)
HAND_MLX4_BOTH(__u8, l2_tunnel_csum, (HAND_MLX4(d)->flags >> 2) & 0x1)
HAND_MLX4_BOTH(__u8, l2_tunnel, (HAND_MLX4(d)->flags >> 3) & 0x1)
HAND_MLX4_BOTH(__u8, cvlan_present, (HAND_MLX4(d)->flags >> 5) & 0x1)
HAND_MLX4_BOTH(__u8, svlan_present, (HAND_MLX4(d)->flags >> 6) & 0x1)
HAND_MLX4_BOTH(__u8, l2_tunnel_ipok, HAND_MLX4(d)->flags >> 7)
HAND_MLX4_BOTH(__u32, immed_rss_invalid, HAND_MLX4_BE32(HAND_MLX4(d)->immed_rss_invalid))
HAND_MLX4_BOTH(__u32, g_mlpath_rqpn, HAND_MLX4_BE32(HAND_MLX4(d)->g_mlpath_rqpn))
HAND_MLX4_BOTH(__u32, rqpn, HAND_MLX4_BE32(HAND_MLX4(d)->g_mlpath_rqpn) & 0xffffff)
HAND_MLX4_BOTH(__u8, mlpath, HAND_MLX4(d)->g_mlpath & 0x7f)
HAND_MLX4_BOTH(__u8, g, HAND_MLX4(d)->g_mlpath >> 7)
HAND_MLX4_READER(__u16, sl_vid, HAND_MLX4_BE16(HAND_MLX4(d)->sl_vid))
HAND_MLX4_READER(__u16, vid, HAND_MLX4_BE16(HAND_MLX4(d)->sl_vid) & 0xfff)
HAND_MLX4_READER(__u8, sl, HAND_MLX4(d)->sl >> 4)
HAND_MLX4_READER(__u16, rlid, HAND_MLX4_BE16(HAND_MLX4(d)->rlid))
HAND_MLX4_TS_READER(__u32, timestamp_hi, HAND_MLX4_BE32(HAND_MLX4(d)->timestamp_hi))
HAND_MLX4_BOTH(__u16, status, HAND_MLX4_STATUS(d))
HAND_MLX4_BOTH(__u8, ipv4, (HAND_MLX4(d)->status_bytes[1] >> 6) & 0x1)
HAND_MLX4_BOTH(__u8, ipv4f, HAND_MLX4(d)->status_bytes[1] >> 7)
HAND_MLX4_BOTH(__u8, ipv6, HAND_MLX4(d)->status_bytes[0] & 0x1)
HAND_MLX4_BOTH(__u8, ipv4opt, (HAND_MLX4(d)->status_bytes[0] >> 1) & 0x1)
HAND_MLX4_BOTH(__u8, tcp, (HAND_MLX4(d)->status_bytes[0] >> 2) & 0x1)
HAND_MLX4_BOTH(__u8, udp, (HAND_MLX4(d)->status_bytes[0] >> 3) & 0x1)
HAND_MLX4_BOTH(__u8, ipok, (HAND_MLX4(d)->status_bytes[0] >> 4) & 0x1)
HAND_MLX4_BOTH(__u8, ipv6_ext_mask, HAND_MLX4(d)->ipv6_ext_mask)
HAND_MLX4_BOTH(__u8, badfcs_enc, HAND_MLX4(d)->badfcs_enc)
HAND_MLX4_BOTH(__u8, llc, HAND_MLX4(d)->badfcs_enc & 0x1)
HAND_MLX4_BOTH(__u8, snap, (HAND_MLX4(d)->badfcs_enc >> 1) & 0x1)
HAND_MLX4_BOTH(__u8, l4_csum, (HAND_MLX4(d)->badfcs_enc >> 2) & 0x1)
HAND_MLX4_BOTH(__u8, bad_fcs, (HAND_MLX4(d)->badfcs_enc >> 4) & 0x1)
HAND_MLX4_BOTH(__u32, byte_cnt, HAND_MLX4_BE32(HAND_MLX4(d)->byte_cnt))
HAND_MLX4_BOTH(__u16, wqe_index, HAND_MLX4_BE16(HAND_MLX4(d)->wqe_index))
HAND_MLX4_BOTH(__u16, checksum, HAND_MLX4_BE16(HAND_MLX4(d)->checksum))
HAND_MLX4_BOTH(__u16, checksum_raw, HAND_MLX4(d)->checksum)
HAND_MLX4_TS_READER(__u16, timestamp_lo, HAND_MLX4_BE32(HAND_MLX4(d)->ts_lo_owner) >> 8)
HAND_MLX4_BOTH(__u8, owner_sr_opcode, HAND_MLX4(d)->owner_sr_opcode)
HAND_MLX4_BOTH(__u8, opcode, HAND_MLX4(d)->owner_sr_opcode & 0x1f)
HAND_MLX4_BOTH(__u8, is_send, (HAND_MLX4(d)->owner_sr_opcode >> 6) & 0x1)
HAND_MLX4_BOTH(__u8, owner, HAND_MLX4(d)->owner_sr_opcode >> 7)

static __always_inline __u8 hand_mlx4_cqe_smac(const void *d, unsigned int i)
{
	i = nicdesc_index(i); /* what is compared is what is used, for the verifier */
	return i < 6 ? ((const __u8 *)d)[14 + i] : 0;
}

static __always_inline __u64 hand_mlx4_ts_cqe_timestamp(const void *d)
{
	__u64 hi = hand_mlx4_ts_cqe_timestamp_hi(d), lo = hand_mlx4_ts_cqe_timestamp_lo(d);

	return ((hi + !lo) << 16) | lo;
}

static __always_inline int hand_mlx4_cqe_rx_hash(const void *d, __u32 *hash, __u32 *type)
{
	__u16 status = HAND_MLX4_STATUS(d);
	__u32 t = 0;

	if (status & HAND_MLX4_UDP)
		t = 0x8 | 0x20; /* L4, UDP */
	else if (status & HAND_MLX4_TCP)
		t = 0x8 | 0x10; /* L4, TCP */
	if (status & (HAND_MLX4_IPV4 | HAND_MLX4_IPV4F))
		t |= 0x1;
	if (status & HAND_MLX4_IPV6) {
		t |= 0x2;
		if (HAND_MLX4(d)->ipv6_ext_mask)
			t |= 0x4; /* dynamic headers */
	}
	*hash = HAND_MLX4_BE32(HAND_MLX4(d)->immed_rss_invalid);
	*type = t;
	return 0;
}

static __always_inline int hand_mlx4_cqe_rx_vlan_tag(const void *d, __be16 *vlan_proto, __u16 *vlan_tci)
{
	__u8 flags = HAND_MLX4(d)->flags;

	if (flags & HAND_MLX4_CVLAN)
		*vlan_proto = HAND_MLX4_BE16(0x8100);
	else if (flags & HAND_MLX4_SVLAN)
		*vlan_proto = HAND_MLX4_BE16(0x88a8);
	else
		return -61; /* -ENODATA */
	*vlan_tci = HAND_MLX4_BE16(HAND_MLX4(d)->sl_vid);
	return 0;
}

static __always_inline int hand_mlx4_cqe_rx_csum(const void *d, __u32 *status, __u32 *level, __u32 *csum)
{
	__u16 found = HAND_MLX4_STATUS(d);

	*level = 0;
	*csum = 0;
	if ((found & (HAND_MLX4_TCP | HAND_MLX4_UDP)) && (found & HAND_MLX4_IPOK) &&
	    HAND_MLX4(d)->checksum == 0xffff) {
		*status = 1; /* CHECKSUM_UNNECESSARY */
		*level = !!(HAND_MLX4(d)->flags & HAND_MLX4_L2_TUNNEL);
		return 0;
	}
	*status = 0; /* CHECKSUM_NONE */
	return 0;
}

static __always_inline int hand_mlx4_cqe_rx_packet_type(const void *d, __u32 *type)
{
	__u16 status = HAND_MLX4_STATUS(d);
	__u8 flags = HAND_MLX4(d)->flags;
	__u32 t = (status >> 8) & 0xc; /* TCP, UDP */

	if (status & HAND_MLX4_IPV4F)
		t |= 0x40; /* fragment */
	if (flags & HAND_MLX4_L2_TUNNEL) {
		t |= 0x80; /* tunnel */
		if (flags & HAND_MLX4_L2_TUNNEL_IPV4)
			t |= 0x1;
		if (status & (HAND_MLX4_IPV4 | HAND_MLX4_IPV4F))
			t |= 0x100;
		if (status & HAND_MLX4_IPV6)
			t |= 0x200;
	} else {
		if (status & (HAND_MLX4_IPV4 | HAND_MLX4_IPV4F))
			t |= 0x1;
		if (status & HAND_MLX4_IPV6)
			t |= 0x2;
		if (!(status & (HAND_MLX4_IPV4 | HAND_MLX4_IPV4F | HAND_MLX4_IPV6)))
			t |= 0x400; /* no IP */
	}
	*type = t;
	return 0;
}

static __always_inline int hand_mlx4_cqe_rx_length(const void *d, __u8 fcs_del, __u32 *length)
{
	__u8 op = HAND_MLX4(d)->owner_sr_opcode;

	if ((op & 0x1f) == 0x1e || op & 0x40) /* an error, or of a send queue */
		return -61; /* -ENODATA */
	*length = HAND_MLX4_BE32(HAND_MLX4(d)->byte_cnt) - fcs_del;
	return 0;
}

static __always_inline int hand_mlx4_cqe_rx_queue(const void *d, __u32 *queue)
{
	*queue = HAND_MLX4_BE32(HAND_MLX4(d)->vlan_my_qpn) & 0xffffff;
	return 0;
}

static __always_inline int hand_mlx4_cqe_rx_end_of_packet(const void *d)
{
	(void)d;
	return 1;
}

static __always_inline int hand_mlx4_cqe_rx_done(const void *d, __u8 expected_owner)
{
	return HAND_MLX4(d)->owner_sr_opcode >> 7 == expected_owner;
}

static __always_inline int hand_mlx4_ts_cqe_rx_hash(const void *d, __u32 *hash, __u32 *type)
{
	return hand_mlx4_cqe_rx_hash(d, hash, type);
}

static __always_inline int hand_mlx4_ts_cqe_rx_timestamp(const void *d, const struct nicdesc_timecounter *clock,
							 __u64 *timestamp)
{
	__u64 cycles = hand_mlx4_ts_cqe_timestamp(d), ns = clock->nsec;
	__u64 delta = (cycles - clock->cycle_last) & clock->mask;

	if (delta > clock->mask / 2) {
		delta = (clock->cycle_last - cycles) & clock->mask;
		ns -= (delta * clock->mult - clock->frac) >> clock->shift;
	} else {
		ns += (delta * clock->mult + clock->frac) >> clock->shift;
	}
	*timestamp = ns;
	return 0;
}

static __always_inline int hand_mlx4_ts_cqe_rx_csum(const void *d, __u32 *status, __u32 *level, __u32 *csum)
{
	return hand_mlx4_cqe_rx_csum(d, status, level, csum);
}

static __always_inline int hand_mlx4_ts_cqe_rx_packet_type(const void *d, __u32 *type)
{
	return hand_mlx4_cqe_rx_packet_type(d, type);
}

static __always_inline int hand_mlx4_ts_cqe_rx_length(const void *d, __u8 fcs_del, __u32 *length)
{
	return hand_mlx4_cqe_rx_length(d, fcs_del, length);
}

static __always_inline int hand_mlx4_ts_cqe_rx_queue(const void *d, __u32 *queue)
{
	return hand_mlx4_cqe_rx_queue(d, queue);
}

static __always_inline int hand_mlx4_ts_cqe_rx_end_of_packet(const void *d)
{
	return hand_mlx4_cqe_rx_end_of_packet(d);
}

static __always_inline int hand_mlx4_ts_cqe_rx_done(const void *d, __u8 expected_owner)
{
	return hand_mlx4_cqe_rx_done(d, expected_owner);
}

#endif
