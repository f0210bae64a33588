// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/* Memory of the kernel that a test can write, and where it lies. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "Dual BSD/GPL";

struct {
	__u64 address;
	__u64 bytes[32];
} memory SEC(".data.memory") = {};

SEC("raw_tp")
int where(void *ctx)
{
	(void)ctx;
	memory.address = (__u64)&memory.bytes;
	return 0;
}
