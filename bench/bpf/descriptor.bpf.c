// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/* Through a cast pointer at a completion of mlx5: one metadata item, five, and the same by hand. */
#include "loop.h"
#include <nicdesc/mlx5/cqe64.h>
#include "by-hand/mlx5.h"

extern void *bpf_rdonly_cast(const void *object, __u32 type) __ksym;

/* An IPv4 TCP packet with a hash, a VLAN tag and a flow mark. */
static __u8 cqe[64] = {
	[12] = 0xfe, 0xed, 0xbe, 0xef, [16] = 0x44, [28] = 0x06, 0x1d, 0x00, 0x2a,
	[44] = 0x00, 0x00, 0x00, 0x5e, [56] = 0x00, 0x00, 0x00, 0x07, 0x00, 0x01, 0x00, 0x20,
};

static __always_inline const void *from_cast(struct xdp_md *ctx)
{
	(void)ctx;
	return bpf_rdonly_cast(cqe, 0);
}

#define READ_HASH(side, at)                                                                      \
	static __always_inline __u64 read_##side##_hash(struct xdp_md *ctx, const void *from)     \
	{                                                                                        \
		__u32 hash, type;                                                                \
                                                                                                 \
		(void)ctx;                                                                       \
		return side##_mlx5_cqe64_rx_hash(at(from), &hash, &type) ? 0 :                   \
									   (__u64)type << 32 | hash; \
	}

/* What a program makes of five items: here only a sum, so that all of them are needed. */
#define READ_FIVE(side, at)                                                                      \
	static __always_inline __u64 read_##side##_five(struct xdp_md *ctx, const void *from)     \
	{                                                                                        \
		__u32 hash = 0, type = 0, packet_type = 0, length = 0, mark = 0;                 \
		__be16 proto = 0;                                                                \
		__u16 tci = 0;                                                                   \
                                                                                                 \
		(void)ctx;                                                                       \
		side##_mlx5_cqe64_rx_hash(at(from), &hash, &type);                               \
		side##_mlx5_cqe64_rx_vlan_tag(at(from), &proto, &tci);                           \
		side##_mlx5_cqe64_rx_packet_type(at(from), &packet_type);                        \
		side##_mlx5_cqe64_rx_length(at(from), &length);                                  \
		side##_mlx5_cqe64_rx_flow_mark(at(from), &mark);                                 \
		return (__u64)hash + type + proto + tci + packet_type + length + mark;           \
	}

#define AS_NICDESC(from) ((const struct nicdesc_mlx5_cqe64 *)(from))
#define AS_HAND(from) (from)

READ_HASH(nicdesc, AS_NICDESC)
READ_HASH(hand, AS_HAND)
READ_FIVE(nicdesc, AS_NICDESC)
READ_FIVE(hand, AS_HAND)

MEASURE(cqe_hash, from_cast, read_nicdesc_hash)
MEASURE(cqe_hash_by_hand, from_cast, read_hand_hash)
MEASURE(cqe_five, from_cast, read_nicdesc_five)
MEASURE(cqe_five_by_hand, from_cast, read_hand_five)
