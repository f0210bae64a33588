// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/* Reading where nothing is. */
#include "veth.h"

/* The wrong address, set before the load. */
const volatile __u64 address = 0;

struct record {
	__u64 by_cast;
	__u64 by_probe;
	__s64 result;
};

SEC("xdp")
int wrong(struct xdp_md *ctx)
{
	struct record record = { .by_cast = -1, .by_probe = -1 };

	(void)ctx;
	record.by_cast = *(__u64 *)bpf_rdonly_cast((void *)address, 0);
	record.result = bpf_probe_read_kernel(&record.by_probe, sizeof(record.by_probe), (void *)address);
	bpf_ringbuf_output(&records, &record, sizeof(record), 0);
	return XDP_DROP;
}
