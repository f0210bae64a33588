/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
/*
 * The loop that every read is measured in. A variant is a function that reads once and gives what it read, and the
 * line MEASURE(name, setup, function) after it:
 *
 *   static __always_inline const void *setup(struct xdp_md *ctx)  what the read starts from, found outside the loop
 *   static __always_inline __u64 function(struct xdp_md *ctx, const void *from)
 *
 * It makes three programs. In `name` the reads are independent, so the processor does several at a time: that is what
 * they cost. In `name_chained` each needs the value of the last: that is how long one takes. The loop of `name_once`
 * holds one read instead of ten: instructions of a read are a part of the difference.
 */
#ifndef BENCH_LOOP_H
#define BENCH_LOOP_H

#include <linux/bpf.h>
#include <linux/types.h>
#include <bpf/bpf_helpers.h>

#define LOOPS 100
#define UNROLLED 10

struct result {
	__u64 runs;
	/* The shortest run: what takes longer was interrupted. */
	__u64 least_ns;
	/* What the last read gave. */
	__u64 value;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct result);
} result SEC(".maps");

/* The compiler may neither reuse what was read before nor leave out what nobody uses. */
#define READ_FREELY(function)                   \
	do {                                    \
		asm volatile("" ::: "memory");  \
		value = function(ctx, from);    \
		asm volatile("" : "+r"(value)); \
	} while (0)

/* Neither the compiler nor the processor knows that what is added is 0; the verifier does. */
#define READ_CHAINED(function)                                                                   \
	do {                                                                                     \
		value = function((struct xdp_md *)((char *)ctx + zero), (const char *)from + zero); \
		zero = value;                                                                    \
		asm volatile("%0 &= 0" : "+r"(zero)::"memory");                                  \
	} while (0)

#define REPEAT_1(x) x
#define REPEAT_10(x) x; x; x; x; x; x; x; x; x; x

struct reading {
	struct xdp_md *ctx;
	const void *from;
	__u64 value;
	__u64 zero;
};

/*
 * The loop is the kernel's: out of one of its own the compiler would take what CO-RE finds, and so out of the conditions
 * that keep the verifier from what the running kernel does not have.
 */
#define MEASURE_PROGRAM(name, setup, reads)                                             \
	static long name##_reads(__u32 index, struct reading *reading)                  \
	{                                                                               \
		struct xdp_md *ctx = reading->ctx;                                      \
		const void *from = reading->from;                                       \
		__u64 value = 0, zero = reading->zero;                                       \
                                                                                        \
		(void)index;                                                            \
		reads;                                                                  \
		reading->value = value;                                                 \
		reading->zero = zero;                                                   \
		return 0;                                                               \
	}                                                                               \
                                                                                        \
	SEC("xdp")                                                                      \
	int name(struct xdp_md *ctx)                                                    \
	{                                                                               \
		struct reading reading = { .ctx = ctx, .from = setup(ctx) };            \
		struct result *to;                                                      \
		__u64 begin, took;                                                      \
		__u32 key = 0;                                                          \
                                                                                        \
		if (!reading.from)                                                      \
			return XDP_ABORTED;                                             \
		begin = bpf_ktime_get_ns();                                             \
		bpf_loop(LOOPS, name##_reads, &reading, 0);                             \
		took = bpf_ktime_get_ns() - begin;                                      \
		to = bpf_map_lookup_elem(&result, &key);                                \
		if (!to)                                                                \
			return XDP_ABORTED;                                             \
		if (!to->runs++ || took < to->least_ns)                                 \
			to->least_ns = took;                                            \
		to->value = reading.value;                                              \
		return XDP_DROP;                                                        \
	}

#define MEASURE(name, setup, function)                                          \
	MEASURE_PROGRAM(name, setup, REPEAT_10(READ_FREELY(function)))           \
	MEASURE_PROGRAM(name##_once, setup, REPEAT_1(READ_FREELY(function)))     \
	MEASURE_PROGRAM(name##_chained, setup, REPEAT_10(READ_CHAINED(function)))

/* For reads that start from the context. */
static __always_inline const void *from_context(struct xdp_md *ctx)
{
	return ctx;
}

char _license[] SEC("license") = "Dual BSD/GPL";

#endif
