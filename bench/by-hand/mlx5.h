/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
/* Readers of mlx5's descriptors as one would write them by hand, for little-endian hosts. */
#ifndef BENCH_BY_HAND_MLX5_H
#define BENCH_BY_HAND_MLX5_H

#include <nicdesc/core.h>

#define HAND_MLX5_BE16(x) ((__u16)__builtin_bswap16(x))
#define HAND_MLX5_BE32(x) __builtin_bswap32(x)

/* ---- mlx5/cqe64 */

struct hand_mlx5_cqe64 {
	__u8 tls_outer_l3_tunneled;
	__u8 rsvd0;
	__u16 wqe_id;
	union {
		struct {
			__u8 tcppsh_abort_dupack;
			__u8 min_ttl;
			__u16 tcp_win;
			__u32 ack_seq_num;
		} lro;
		struct {
			__u8 flags; /* 1: match, 2: flush */
			__u8 header_size;
			__u16 header_entry_index;
			__u32 data_offset;
		} shampo;
	};
	__u32 rss_hash_result;
	__u8 rss_hash_type;
	__u8 ml_path;
	__u8 rsvd20[2];
	__u16 check_sum;
	__u16 slid;
	union {
		__u32 flags_rqpn;
		__u8 flags;
	};
	__u8 hds_ip_ext;
	__u8 l4_l3_hdr_type;
	__u16 vlan_info;
	union {
		__u32 srqn;
		__u8 lro_num_seg;
	};
	union {
		__u32 imm;
		struct {
			__u16 rsvd36;
			__u16 pkey;
		};
	};
	__u8 rsvd40[4];
	union {
		__u32 byte_cnt;
		struct {
			union {
				__u16 filler_consumed_strides;
				__u8 filler;
			};
			__u16 mpwrq_byte_cnt;
		};
	};
	union {
		__u64 timestamp;
		struct {
			__u32 timestamp_h;
			__u32 timestamp_l;
		};
	};
	union {
		__u32 sop_drop_qpn;
		struct {
			__u8 sop;
			__u8 rsvd57;
			__u16 flow_tag;
		};
	};
	__u16 wqe_counter;
	__u8 signature;
	__u8 op_own;
};

#define HAND_MLX5_CQE(d) ((const struct hand_mlx5_cqe64 *)(d))
#define HAND_MLX5_CQE_READER(type, name, value)                                                  \
	static __always_inline type hand_mlx5_cqe64_##name(const void *d) { return value; }

#define HAND_MLX5_OP_OWN_MASK 0xfc /* opcode and format */
#define HAND_MLX5_RESP_SEND 0x20
#define HAND_MLX5_FORMAT 0x0c
#define HAND_MLX5_COMPRESSED 0x0c
#define HAND_MLX5_L3_L4_OK 0x06
#define HAND_MLX5_TLS 0x18

static const __u16 hand_mlx5_rss_types[16] = {
	[4] = 0x01, /* IPv4 */
	[5] = 0x19, /* TCP */
	[6] = 0x29, /* UDP */
	[7] = 0x89, /* IPsec */
	[8] = 0x02, /* IPv6 */
	[9] = 0x1a,
	[10] = 0x2a,
	[11] = 0x8a,
};

#define HAND_MLX5_PTYPES(base, ipv6, ipv4)                                                       \
	[(base) + 0x01] = (ipv6), [(base) + 0x02] = (ipv4),                                      \
	[(base) + 0x05] = (ipv6) | 0x4, [(base) + 0x06] = (ipv4) | 0x4, /* TCP */                \
	[(base) + 0x0d] = (ipv6) | 0x4, [(base) + 0x0e] = (ipv4) | 0x4,                          \
	[(base) + 0x11] = (ipv6) | 0x4, [(base) + 0x12] = (ipv4) | 0x4,                          \
	[(base) + 0x09] = (ipv6) | 0x8, [(base) + 0x0a] = (ipv4) | 0x8, /* UDP */                \
	[(base) + 0x21] = (ipv6) | 0x40, [(base) + 0x22] = (ipv4) | 0x40 /* fragments */

static const __u16 hand_mlx5_packet_types[256] = {
	[0x00] = 0x400, HAND_MLX5_PTYPES(0x00, 0x2, 0x1),
	[0x40] = 0x081, HAND_MLX5_PTYPES(0x40, 0x281, 0x181),
	HAND_MLX5_PTYPES(0x80, 0x2, 0x1),
	[0xc0] = 0x082, HAND_MLX5_PTYPES(0xc0, 0x282, 0x182),
};

HAND_MLX5_CQE_READER(__u8, tls_outer_l3_tunneled, HAND_MLX5_CQE(d)->tls_outer_l3_tunneled)
HAND_MLX5_CQE_READER(__u8, tunneled, HAND_MLX5_CQE(d)->tls_outer_l3_tunneled & 0x1)
HAND_MLX5_CQE_READER(__u8, outer_l3_type, (HAND_MLX5_CQE(d)->tls_outer_l3_tunneled >> 1) & 0x1)
HAND_MLX5_CQE_READER(__u8, tls_offload, (HAND_MLX5_CQE(d)->tls_outer_l3_tunneled >> 3) & 0x3)
HAND_MLX5_CQE_READER(__u16, wqe_id, HAND_MLX5_BE16(HAND_MLX5_CQE(d)->wqe_id))
HAND_MLX5_CQE_READER(__u8, tcppsh_abort_dupack, HAND_MLX5_CQE(d)->lro.tcppsh_abort_dupack)
HAND_MLX5_CQE_READER(__u8, tcppsh, (HAND_MLX5_CQE(d)->lro.tcppsh_abort_dupack >> 6) & 0x1)
HAND_MLX5_CQE_READER(__u8, min_ttl, HAND_MLX5_CQE(d)->lro.min_ttl)
HAND_MLX5_CQE_READER(__u16, tcp_win, HAND_MLX5_BE16(HAND_MLX5_CQE(d)->lro.tcp_win))
HAND_MLX5_CQE_READER(__u32, ack_seq_num, HAND_MLX5_BE32(HAND_MLX5_CQE(d)->lro.ack_seq_num))
HAND_MLX5_CQE_READER(__u8, match, (HAND_MLX5_CQE(d)->shampo.flags >> 1) & 0x1)
HAND_MLX5_CQE_READER(__u8, flush, (HAND_MLX5_CQE(d)->shampo.flags >> 2) & 0x1)
HAND_MLX5_CQE_READER(__u8, header_size, HAND_MLX5_CQE(d)->shampo.header_size)
HAND_MLX5_CQE_READER(__u16, header_entry_index, HAND_MLX5_BE16(HAND_MLX5_CQE(d)->shampo.header_entry_index))
HAND_MLX5_CQE_READER(__u32, data_offset, HAND_MLX5_BE32(HAND_MLX5_CQE(d)->shampo.data_offset))
HAND_MLX5_CQE_READER(__u32, rss_hash_result, HAND_MLX5_BE32(HAND_MLX5_CQE(d)->rss_hash_result))
HAND_MLX5_CQE_READER(__u8, rss_hash_type, HAND_MLX5_CQE(d)->rss_hash_type)
HAND_MLX5_CQE_READER(__u8, rss_htype_ip, (HAND_MLX5_CQE(d)->rss_hash_type >> 2) & 0x3)
HAND_MLX5_CQE_READER(__u8, rss_htype_l4, HAND_MLX5_CQE(d)->rss_hash_type >> 6)
HAND_MLX5_CQE_READER(__u8, ml_path, HAND_MLX5_CQE(d)->ml_path)
HAND_MLX5_CQE_READER(__u8, dlid_path_bits, HAND_MLX5_CQE(d)->ml_path & 0x7f)
HAND_MLX5_CQE_READER(__u8, ce, HAND_MLX5_CQE(d)->ml_path >> 7)
HAND_MLX5_CQE_READER(__u16, check_sum, HAND_MLX5_BE16(HAND_MLX5_CQE(d)->check_sum))
HAND_MLX5_CQE_READER(__u16, check_sum_raw, HAND_MLX5_CQE(d)->check_sum)
HAND_MLX5_CQE_READER(__u16, slid, HAND_MLX5_BE16(HAND_MLX5_CQE(d)->slid))
HAND_MLX5_CQE_READER(__u32, flags_rqpn, HAND_MLX5_BE32(HAND_MLX5_CQE(d)->flags_rqpn))
HAND_MLX5_CQE_READER(__u32, rqpn, HAND_MLX5_BE32(HAND_MLX5_CQE(d)->flags_rqpn) & 0xffffff)
HAND_MLX5_CQE_READER(__u8, sl, HAND_MLX5_CQE(d)->flags & 0xf)
HAND_MLX5_CQE_READER(__u8, roce_l3_header_type, HAND_MLX5_CQE(d)->flags & 0x3)
HAND_MLX5_CQE_READER(__u8, g, (HAND_MLX5_CQE(d)->flags >> 4) & 0x3)
HAND_MLX5_CQE_READER(__u8, hds_ip_ext, HAND_MLX5_CQE(d)->hds_ip_ext)
HAND_MLX5_CQE_READER(__u8, l2_ok, HAND_MLX5_CQE(d)->hds_ip_ext & 0x1)
HAND_MLX5_CQE_READER(__u8, l3_ok, (HAND_MLX5_CQE(d)->hds_ip_ext >> 1) & 0x1)
HAND_MLX5_CQE_READER(__u8, l4_ok, (HAND_MLX5_CQE(d)->hds_ip_ext >> 2) & 0x1)
HAND_MLX5_CQE_READER(__u8, l4_l3_hdr_type, HAND_MLX5_CQE(d)->l4_l3_hdr_type)
HAND_MLX5_CQE_READER(__u8, has_vlan, HAND_MLX5_CQE(d)->l4_l3_hdr_type & 0x1)
HAND_MLX5_CQE_READER(__u8, l3_hdr_type, (HAND_MLX5_CQE(d)->l4_l3_hdr_type >> 2) & 0x3)
HAND_MLX5_CQE_READER(__u8, l4_hdr_type, (HAND_MLX5_CQE(d)->l4_l3_hdr_type >> 4) & 0x7)
HAND_MLX5_CQE_READER(__u8, ip_frag, HAND_MLX5_CQE(d)->l4_l3_hdr_type >> 7)
HAND_MLX5_CQE_READER(__u16, vlan_info, HAND_MLX5_BE16(HAND_MLX5_CQE(d)->vlan_info))
HAND_MLX5_CQE_READER(__u8, lro_num_seg, HAND_MLX5_CQE(d)->lro_num_seg)
HAND_MLX5_CQE_READER(__u32, srqn, HAND_MLX5_BE32(HAND_MLX5_CQE(d)->srqn) & 0xffffff)
HAND_MLX5_CQE_READER(__u32, immediate, HAND_MLX5_BE32(HAND_MLX5_CQE(d)->imm))
HAND_MLX5_CQE_READER(__u32, inval_rkey, HAND_MLX5_BE32(HAND_MLX5_CQE(d)->imm))
HAND_MLX5_CQE_READER(__u16, pkey, HAND_MLX5_BE16(HAND_MLX5_CQE(d)->pkey))
HAND_MLX5_CQE_READER(__u32, ft_metadata, HAND_MLX5_BE32(HAND_MLX5_CQE(d)->imm))
HAND_MLX5_CQE_READER(__u32, byte_cnt, HAND_MLX5_BE32(HAND_MLX5_CQE(d)->byte_cnt))
HAND_MLX5_CQE_READER(__u8, filler, HAND_MLX5_CQE(d)->filler >> 7)
HAND_MLX5_CQE_READER(__u16, consumed_strides, HAND_MLX5_BE16(HAND_MLX5_CQE(d)->filler_consumed_strides) & 0x7fff)
HAND_MLX5_CQE_READER(__u16, mpwrq_byte_cnt, HAND_MLX5_BE16(HAND_MLX5_CQE(d)->mpwrq_byte_cnt))
HAND_MLX5_CQE_READER(__u32, timestamp_h, HAND_MLX5_BE32(HAND_MLX5_CQE(d)->timestamp_h))
HAND_MLX5_CQE_READER(__u32, timestamp_l, HAND_MLX5_BE32(HAND_MLX5_CQE(d)->timestamp_l))
HAND_MLX5_CQE_READER(__u64, timestamp, __builtin_bswap64(HAND_MLX5_CQE(d)->timestamp))
HAND_MLX5_CQE_READER(__u32, sop_drop_qpn, HAND_MLX5_BE32(HAND_MLX5_CQE(d)->sop_drop_qpn))
HAND_MLX5_CQE_READER(__u8, sop, HAND_MLX5_CQE(d)->sop)
HAND_MLX5_CQE_READER(__u32, qpn, HAND_MLX5_BE32(HAND_MLX5_CQE(d)->sop_drop_qpn) & 0xffffff)
HAND_MLX5_CQE_READER(__u16, tc_flow_id, HAND_MLX5_BE16(HAND_MLX5_CQE(d)->flow_tag))
HAND_MLX5_CQE_READER(__u16, flow_tag, HAND_MLX5_BE16(HAND_MLX5_CQE(d)->flow_tag) & 0xfff)
HAND_MLX5_CQE_READER(__u16, wqe_counter, HAND_MLX5_BE16(HAND_MLX5_CQE(d)->wqe_counter))
HAND_MLX5_CQE_READER(__u8, signature, HAND_MLX5_CQE(d)->signature)
HAND_MLX5_CQE_READER(__u8, validity_iteration_count, HAND_MLX5_CQE(d)->signature)
HAND_MLX5_CQE_READER(__u8, op_own, HAND_MLX5_CQE(d)->op_own)
HAND_MLX5_CQE_READER(__u8, owner, HAND_MLX5_CQE(d)->op_own & 0x1)
HAND_MLX5_CQE_READER(__u8, format, (HAND_MLX5_CQE(d)->op_own >> 2) & 0x3)
HAND_MLX5_CQE_READER(__u8, opcode, HAND_MLX5_CQE(d)->op_own >> 4)
HAND_MLX5_CQE_READER(__u8, enhanced_num_mini_cqes, (HAND_MLX5_CQE(d)->op_own >> 4) + 1)

static __always_inline int hand_mlx5_cqe64_rx_hash(const void *d, __u32 *hash, __u32 *type)
{
	__u8 rss_hash_type = HAND_MLX5_CQE(d)->rss_hash_type;

	if (!rss_hash_type)
		return -61; /* -ENODATA */
	*hash = HAND_MLX5_BE32(HAND_MLX5_CQE(d)->rss_hash_result);
	*type = hand_mlx5_rss_types[(rss_hash_type & 0xc) | (rss_hash_type >> 6)];
	return 0;
}

static __always_inline int hand_mlx5_cqe64_rx_timestamp(const void *d, __u8 ts_format,
							const struct nicdesc_timecounter *clock,
							__u64 *timestamp)
{
	__u64 cycles = __builtin_bswap64(HAND_MLX5_CQE(d)->timestamp), delta, ns;

	if (ts_format) { /* real time */
		*timestamp = (cycles >> 32) * 1000000000 + (__u32)cycles;
		return 0;
	}
	ns = clock->nsec;
	delta = (cycles - clock->cycle_last) & clock->mask;
	if (delta > clock->mask / 2) {
		delta = (clock->cycle_last - cycles) & clock->mask;
		ns -= (delta * clock->mult - clock->frac) >> clock->shift;
	} else {
		ns += (delta * clock->mult + clock->frac) >> clock->shift;
	}
	*timestamp = ns;
	return 0;
}

static __always_inline int hand_mlx5_cqe64_rx_vlan_tag(const void *d, __be16 *vlan_proto, __u16 *vlan_tci)
{
	if (!(HAND_MLX5_CQE(d)->l4_l3_hdr_type & 0x1))
		return -61; /* -ENODATA */
	*vlan_proto = HAND_MLX5_BE16(0x8100);
	*vlan_tci = HAND_MLX5_BE16(HAND_MLX5_CQE(d)->vlan_info);
	return 0;
}

static __always_inline int hand_mlx5_cqe64_rx_csum(const void *d, __u8 csum_complete, __u32 *status, __u32 *level,
						   __u32 *csum)
{
	const struct hand_mlx5_cqe64 *cqe = HAND_MLX5_CQE(d);

	*level = 0;
	*csum = 0;
	if (cqe->lro_num_seg) {
		*status = 1; /* CHECKSUM_UNNECESSARY */
		return 0;
	}
	if (csum_complete && !(cqe->tls_outer_l3_tunneled & HAND_MLX5_TLS) &&
	    (cqe->op_own & HAND_MLX5_FORMAT) != HAND_MLX5_COMPRESSED &&
	    HAND_MLX5_BE16(cqe->mpwrq_byte_cnt) > 64) {
		*status = 2; /* CHECKSUM_COMPLETE */
		*csum = cqe->check_sum;
		return 0;
	}
	if ((cqe->hds_ip_ext & HAND_MLX5_L3_L4_OK) == HAND_MLX5_L3_L4_OK) {
		*status = 1; /* CHECKSUM_UNNECESSARY */
		*level = cqe->tls_outer_l3_tunneled & 0x1;
		return 0;
	}
	*status = 0; /* CHECKSUM_NONE */
	return 0;
}

static __always_inline int hand_mlx5_cqe64_rx_packet_type(const void *d, __u32 *type)
{
	*type = hand_mlx5_packet_types[(HAND_MLX5_CQE(d)->tls_outer_l3_tunneled & 0x3) << 6 |
				       HAND_MLX5_CQE(d)->l4_l3_hdr_type >> 2];
	return 0;
}

static __always_inline int hand_mlx5_cqe64_rx_length(const void *d, __u32 *length)
{
	__u8 op = HAND_MLX5_CQE(d)->op_own & HAND_MLX5_OP_OWN_MASK;

	if (op < HAND_MLX5_RESP_SEND || op >= HAND_MLX5_RESP_SEND + HAND_MLX5_COMPRESSED)
		return -61; /* -ENODATA */
	if (HAND_MLX5_CQE(d)->filler & 0x80)
		return -61; /* -ENODATA */
	*length = HAND_MLX5_BE16(HAND_MLX5_CQE(d)->mpwrq_byte_cnt);
	return 0;
}

static __always_inline int hand_mlx5_cqe64_rx_flow_mark(const void *d, __u32 *mark)
{
	__u16 tag = HAND_MLX5_CQE(d)->flow_tag;

	if (!tag)
		return -61; /* -ENODATA */
	*mark = HAND_MLX5_BE16(tag);
	return 0;
}

static __always_inline int hand_mlx5_cqe64_rx_end_of_packet(const void *d)
{
	(void)d;
	return 1;
}

static __always_inline int hand_mlx5_cqe64_rx_done(const void *d, __u8 wrap_cnt, __u8 cqe_compress_layout)
{
	if (cqe_compress_layout) /* enhanced */
		return HAND_MLX5_CQE(d)->signature == wrap_cnt;
	return !((HAND_MLX5_CQE(d)->op_own ^ wrap_cnt) & 0x1);
}

static __always_inline int hand_mlx5_cqe64_rx_header_split(const void *d, __u8 shampo, __u32 *header_length)
{
	__u8 size;

	if (!shampo)
		return -95; /* -EOPNOTSUPP */
	size = HAND_MLX5_CQE(d)->shampo.header_size;
	if (!size)
		return -61; /* -ENODATA */
	*header_length = size;
	return 0;
}

/* ---- mlx5/mini-cqe8 */

struct hand_mlx5_mini_cqe8 {
	union {
		__u32 rx_hash_result;
		struct {
			__u16 checksum;
			union {
				__u16 stridx;
				__u8 s_wqe_opcode;
			};
		};
	};
	union {
		__u32 byte_cnt;
		struct {
			union {
				__u16 filler_consumed_strides;
				__u8 filler;
			};
			__u16 mpwrq_byte_cnt;
		};
	};
};

#define HAND_MLX5_MINI(d) ((const struct hand_mlx5_mini_cqe8 *)(d))
#define HAND_MLX5_MINI_READER(type, name, value)                                                 \
	static __always_inline type hand_mlx5_mini_cqe8_##name(const void *d) { return value; }

HAND_MLX5_MINI_READER(__u32, rx_hash_result, HAND_MLX5_BE32(HAND_MLX5_MINI(d)->rx_hash_result))
HAND_MLX5_MINI_READER(__u16, checksum, HAND_MLX5_BE16(HAND_MLX5_MINI(d)->checksum))
HAND_MLX5_MINI_READER(__u16, checksum_raw, HAND_MLX5_MINI(d)->checksum)
HAND_MLX5_MINI_READER(__u16, stridx, HAND_MLX5_BE16(HAND_MLX5_MINI(d)->stridx))
HAND_MLX5_MINI_READER(__u16, wqe_counter, HAND_MLX5_BE16(HAND_MLX5_MINI(d)->checksum))
HAND_MLX5_MINI_READER(__u8, s_wqe_opcode, HAND_MLX5_MINI(d)->s_wqe_opcode)
HAND_MLX5_MINI_READER(__u32, byte_cnt, HAND_MLX5_BE32(HAND_MLX5_MINI(d)->byte_cnt))
HAND_MLX5_MINI_READER(__u8, filler, HAND_MLX5_MINI(d)->filler >> 7)
HAND_MLX5_MINI_READER(__u16, consumed_strides, HAND_MLX5_BE16(HAND_MLX5_MINI(d)->filler_consumed_strides) & 0x7fff)
HAND_MLX5_MINI_READER(__u16, mpwrq_byte_cnt, HAND_MLX5_BE16(HAND_MLX5_MINI(d)->mpwrq_byte_cnt))

static __always_inline int hand_mlx5_mini_cqe8_rx_hash(const void *d, __u8 mini_cqe_res_format, __u32 *hash,
						       __u32 *type)
{
	if (mini_cqe_res_format != 0)
		return -61; /* -ENODATA */
	*hash = HAND_MLX5_BE32(HAND_MLX5_MINI(d)->rx_hash_result);
	*type = 0;
	return 0;
}

static __always_inline int hand_mlx5_mini_cqe8_rx_csum(const void *d, __u8 mini_cqe_res_format, __u8 csum_complete,
						       __u32 *status, __u32 *level, __u32 *csum)
{
	if (!csum_complete || HAND_MLX5_BE16(HAND_MLX5_MINI(d)->mpwrq_byte_cnt) <= 64 ||
	    (mini_cqe_res_format != 1 && mini_cqe_res_format != 3))
		return -61; /* -ENODATA */
	*status = 2; /* CHECKSUM_COMPLETE */
	*level = 0;
	*csum = HAND_MLX5_MINI(d)->checksum;
	return 0;
}

static __always_inline int hand_mlx5_mini_cqe8_rx_length(const void *d, __u32 *length)
{
	if (HAND_MLX5_MINI(d)->filler & 0x80)
		return -61; /* -ENODATA */
	*length = HAND_MLX5_BE16(HAND_MLX5_MINI(d)->mpwrq_byte_cnt);
	return 0;
}

static __always_inline int hand_mlx5_mini_cqe8_rx_end_of_packet(const void *d)
{
	(void)d;
	return 1;
}

/* ---- mlx5/tx-wqe */

struct hand_mlx5_tx_wqe {
	union {
		__u32 opmod_idx_opcode;
		struct {
			__u8 opmod;
			__u8 wqe_index[2];
			__u8 opcode;
		};
	};
	union {
		__u32 qpn_ds;
		struct {
			__u8 rsvd4[3];
			__u8 ds;
		};
	};
	__u8 signature;
	__u8 rsvd[2];
	__u8 fm_ce_se;
	__u32 imm;
	__u8 swp_outer_l4_offset;
	__u8 swp_outer_l3_offset;
	__u8 swp_inner_l4_offset;
	__u8 swp_inner_l3_offset;
	__u8 cs_flags;
	__u8 swp_flags;
	__u16 mss;
	union {
		__u32 flow_table_metadata;
		struct {
			__u8 rsvd24[3];
			__u8 ft_meta;
		};
	};
	union {
		struct {
			__u16 sz;
			__u8 start[2];
		} inline_hdr;
		struct {
			__u16 type;
			__u16 vlan_tci;
		} insert;
		__u32 trailer;
		__u8 trailer_flags[2];
	};
};

#define HAND_MLX5_WQE(d) ((const struct hand_mlx5_tx_wqe *)(d))
#define HAND_MLX5_WQE_READER(type, name, value)                                                  \
	static __always_inline type hand_mlx5_tx_wqe_##name(const void *d) { return value; }

HAND_MLX5_WQE_READER(__u32, opmod_idx_opcode, HAND_MLX5_BE32(HAND_MLX5_WQE(d)->opmod_idx_opcode))
HAND_MLX5_WQE_READER(__u8, opmod, HAND_MLX5_WQE(d)->opmod)
HAND_MLX5_WQE_READER(__u16, wqe_index, HAND_MLX5_BE32(HAND_MLX5_WQE(d)->opmod_idx_opcode) >> 8)
HAND_MLX5_WQE_READER(__u8, opcode, HAND_MLX5_WQE(d)->opcode)
HAND_MLX5_WQE_READER(__u32, qpn_ds, HAND_MLX5_BE32(HAND_MLX5_WQE(d)->qpn_ds))
HAND_MLX5_WQE_READER(__u32, qpn, HAND_MLX5_BE32(HAND_MLX5_WQE(d)->qpn_ds) >> 8)
HAND_MLX5_WQE_READER(__u8, ds, HAND_MLX5_WQE(d)->ds & 0x3f)
HAND_MLX5_WQE_READER(__u8, signature, HAND_MLX5_WQE(d)->signature)
HAND_MLX5_WQE_READER(__u8, fm_ce_se, HAND_MLX5_WQE(d)->fm_ce_se)
HAND_MLX5_WQE_READER(__u8, fm, HAND_MLX5_WQE(d)->fm_ce_se >> 5)
HAND_MLX5_WQE_READER(__u8, ce, (HAND_MLX5_WQE(d)->fm_ce_se >> 2) & 0x3)
HAND_MLX5_WQE_READER(__u8, se, (HAND_MLX5_WQE(d)->fm_ce_se >> 1) & 0x1)
HAND_MLX5_WQE_READER(__u32, general_id, HAND_MLX5_BE32(HAND_MLX5_WQE(d)->imm))
HAND_MLX5_WQE_READER(__u32, imm, HAND_MLX5_BE32(HAND_MLX5_WQE(d)->imm))
HAND_MLX5_WQE_READER(__u32, umr_mkey, HAND_MLX5_BE32(HAND_MLX5_WQE(d)->imm))
HAND_MLX5_WQE_READER(__u32, tis_tir_num, HAND_MLX5_BE32(HAND_MLX5_WQE(d)->imm))
HAND_MLX5_WQE_READER(__u32, tisn, HAND_MLX5_BE32(HAND_MLX5_WQE(d)->imm) >> 8)
HAND_MLX5_WQE_READER(__u8, swp_outer_l4_offset, HAND_MLX5_WQE(d)->swp_outer_l4_offset)
HAND_MLX5_WQE_READER(__u8, swp_outer_l3_offset, HAND_MLX5_WQE(d)->swp_outer_l3_offset)
HAND_MLX5_WQE_READER(__u8, swp_inner_l4_offset, HAND_MLX5_WQE(d)->swp_inner_l4_offset)
HAND_MLX5_WQE_READER(__u8, swp_inner_l3_offset, HAND_MLX5_WQE(d)->swp_inner_l3_offset)
HAND_MLX5_WQE_READER(__u8, cs_flags, HAND_MLX5_WQE(d)->cs_flags)
HAND_MLX5_WQE_READER(__u8, l3_inner_csum, (HAND_MLX5_WQE(d)->cs_flags >> 4) & 0x1)
HAND_MLX5_WQE_READER(__u8, l4_inner_csum, (HAND_MLX5_WQE(d)->cs_flags >> 5) & 0x1)
HAND_MLX5_WQE_READER(__u8, l3_csum, (HAND_MLX5_WQE(d)->cs_flags >> 6) & 0x1)
HAND_MLX5_WQE_READER(__u8, l4_csum, HAND_MLX5_WQE(d)->cs_flags >> 7)
HAND_MLX5_WQE_READER(__u8, swp_flags, HAND_MLX5_WQE(d)->swp_flags)
HAND_MLX5_WQE_READER(__u8, swp_inner_l3_ipv6, HAND_MLX5_WQE(d)->swp_flags & 0x1)
HAND_MLX5_WQE_READER(__u8, swp_inner_l4_udp, (HAND_MLX5_WQE(d)->swp_flags >> 1) & 0x1)
HAND_MLX5_WQE_READER(__u8, swp_outer_l3_ipv6, (HAND_MLX5_WQE(d)->swp_flags >> 4) & 0x1)
HAND_MLX5_WQE_READER(__u8, swp_outer_l4_udp, (HAND_MLX5_WQE(d)->swp_flags >> 5) & 0x1)
HAND_MLX5_WQE_READER(__u16, mss, HAND_MLX5_BE16(HAND_MLX5_WQE(d)->mss))
HAND_MLX5_WQE_READER(__u32, flow_table_metadata, HAND_MLX5_BE32(HAND_MLX5_WQE(d)->flow_table_metadata))
HAND_MLX5_WQE_READER(__u8, ft_meta_ipsec, HAND_MLX5_WQE(d)->ft_meta & 0x1)
HAND_MLX5_WQE_READER(__u8, ft_meta_macsec, (HAND_MLX5_WQE(d)->ft_meta >> 1) & 0x1)
HAND_MLX5_WQE_READER(__u32, ft_meta_macsec_fs_id, HAND_MLX5_BE32(HAND_MLX5_WQE(d)->flow_table_metadata) >> 2)
HAND_MLX5_WQE_READER(__u16, inline_hdr_sz, HAND_MLX5_BE16(HAND_MLX5_WQE(d)->inline_hdr.sz))
HAND_MLX5_WQE_READER(__u16, insert_type, HAND_MLX5_BE16(HAND_MLX5_WQE(d)->insert.type))
HAND_MLX5_WQE_READER(__u8, svlan, HAND_MLX5_WQE(d)->trailer_flags[1] & 0x1)
HAND_MLX5_WQE_READER(__u8, insert_vlan, HAND_MLX5_WQE(d)->trailer_flags[0] >> 7)
HAND_MLX5_WQE_READER(__u16, vlan_tci, HAND_MLX5_BE16(HAND_MLX5_WQE(d)->insert.vlan_tci))
HAND_MLX5_WQE_READER(__u32, trailer, HAND_MLX5_BE32(HAND_MLX5_WQE(d)->trailer))
HAND_MLX5_WQE_READER(__u8, insert_trailer, (HAND_MLX5_WQE(d)->trailer_flags[0] >> 6) & 0x1)
HAND_MLX5_WQE_READER(__u8, trailer_hdr_assoc, (HAND_MLX5_WQE(d)->trailer_flags[0] >> 2) & 0x7)

static __always_inline __u8 hand_mlx5_tx_wqe_inline_hdr_start(const void *d, unsigned int i)
{
	i = nicdesc_index(i); /* what is compared is what is used, for the verifier */
	return i < 2 ? HAND_MLX5_WQE(d)->inline_hdr.start[i] : 0;
}

static __always_inline int hand_mlx5_tx_wqe_tx_csum(const void *d, __u32 *flags)
{
	__u8 cs_flags = HAND_MLX5_WQE(d)->cs_flags;

	if (cs_flags & 0x30) /* a tunnel */
		*flags = ((cs_flags >> 4) & 0x3) | ((cs_flags >> 6) << 5);
	else
		*flags = cs_flags >> 6;
	return 0;
}

static __always_inline int hand_mlx5_tx_wqe_tx_segmentation(const void *d, __u32 *mss)
{
	if (HAND_MLX5_WQE(d)->opcode != 0xe) /* MLX5_OPCODE_LSO */
		return -61; /* -ENODATA */
	*mss = HAND_MLX5_BE16(HAND_MLX5_WQE(d)->mss);
	return 0;
}

static __always_inline int hand_mlx5_tx_wqe_tx_vlan_tag(const void *d, __be16 *vlan_proto, __u16 *vlan_tci)
{
	__u16 type = HAND_MLX5_WQE(d)->insert.type;

	if (!(type & HAND_MLX5_BE16(0x8000))) /* MLX5_ETH_WQE_INSERT_VLAN */
		return -61; /* -ENODATA */
	*vlan_proto = type & HAND_MLX5_BE16(0x0001) ? HAND_MLX5_BE16(0x88a8) : HAND_MLX5_BE16(0x8100);
	*vlan_tci = HAND_MLX5_BE16(HAND_MLX5_WQE(d)->insert.vlan_tci);
	return 0;
}

static __always_inline int hand_mlx5_tx_wqe_tx_end_of_packet(const void *d)
{
	__u8 opcode = HAND_MLX5_WQE(d)->opcode;

	return opcode == 0xa || opcode == 0xe || opcode == 0x29; /* SEND, LSO, ENHANCED_MPSW */
}

static __always_inline int hand_mlx5_tx_wqe_tx_report(const void *d)
{
	return (HAND_MLX5_WQE(d)->fm_ce_se >> 3) & 0x1; /* CQ_UPDATE, with or without an EQE */
}

#endif
