// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/* What a user writes for completions: where it stands is the loader's choice. */
#include <linux/bpf.h>
#include <linux/types.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>
#include <nicdesc/mlx5/driver.h>

struct sk_buff___seen {
	unsigned int len;
} __attribute__((__preserve_access_index__));

__u32 count, wqe_counter, length;

NICDESC_MLX5_DEVTX_COMPLETE_SKB(on_complete, desc, skb)
{
	count++;
	wqe_counter = nicdesc_mlx5_cqe64_wqe_counter(desc);
	length = BPF_CORE_READ((struct sk_buff___seen *)skb, len);
	return 0;
}

char _license[] SEC("license") = "GPL";
