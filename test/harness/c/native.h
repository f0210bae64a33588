/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
/* How a probe makes itself known to native.c. */
#ifndef PROBE_NATIVE_H
#define PROBE_NATIVE_H

#include <linux/types.h>
#include "probe.h"

#define PROBE_COPY(index, entry) (entry)

typedef __u64 *(*probe_function)(const void *const *entry, const void *inputs, __u64 *out);

struct probe {
	const char *name;
	unsigned long input_bytes;
	probe_function fields;
	probe_function metadata;
	struct probe *next;
};

void probe_register(struct probe *probe);

#define PROBE(name, input_bytes, fields, metadata)                          \
	static struct probe probe = { name, input_bytes, fields, metadata, 0 }; \
	__attribute__((__constructor__)) static void announce(void)         \
	{                                                                   \
		probe_register(&probe);                                     \
	}

#endif
