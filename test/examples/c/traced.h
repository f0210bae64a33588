/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
/*
 * A tracing program once more as a raw tracepoint, whose context is a list of 64-bit arguments too: so it loads and
 * runs where its function does not exist.
 */
#define TRACED(program)								\
	SEC("raw_tp")								\
	__attribute__((__flatten__)) int traced_##program(unsigned long long *ctx)	\
	{									\
		return program(ctx);						\
	}
