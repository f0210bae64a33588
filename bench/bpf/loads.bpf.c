// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/* What a read costs by what it goes through. */
#include "loop.h"

#define READ_BYTES 64

extern void *bpf_rdonly_cast(const void *object, __u32 type) __ksym;

/* Kernel memory that stays in the cache, as a descriptor does that was just written. */
static __u32 words[READ_BYTES / 4] = { 0x600dda7a };

static __always_inline const void *from_packet(struct xdp_md *ctx)
{
	const void *data = (const void *)(long)ctx->data;

	return data + READ_BYTES > (const void *)(long)ctx->data_end ? NULL : data;
}

static __always_inline const void *from_cast(struct xdp_md *ctx)
{
	(void)ctx;
	return bpf_rdonly_cast(words, 0);
}

static __always_inline __u64 read_nothing(struct xdp_md *ctx, const void *from)
{
	(void)ctx;
	(void)from;
	return 0;
}

static __always_inline __u64 read_word(struct xdp_md *ctx, const void *from)
{
	(void)ctx;
	return *(const __u32 *)from;
}

static __always_inline __u64 read_probe_4(struct xdp_md *ctx, const void *from)
{
	__u32 copy = 0;

	(void)ctx;
	bpf_probe_read_kernel(&copy, sizeof(copy), from);
	return copy;
}

static __always_inline __u64 read_probe_64(struct xdp_md *ctx, const void *from)
{
	__u32 copy[READ_BYTES / 4];

	(void)ctx;
	bpf_probe_read_kernel(copy, sizeof(copy), from);
	return copy[0];
}

MEASURE(nothing, from_context, read_nothing)
MEASURE(packet_load, from_packet, read_word)
MEASURE(cast_load, from_cast, read_word)
MEASURE(probe_4, from_cast, read_probe_4)
MEASURE(probe_64, from_cast, read_probe_64)
