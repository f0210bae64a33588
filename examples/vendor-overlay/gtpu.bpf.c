// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/* Hands ice's receive descriptors of the private profile to user space, as the NIC wrote them. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include <nicdesc/ice/rx-flex.h>

char LICENSE[] SEC("license") = "Dual BSD/GPL";

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 1 << 20);
} descriptors SEC(".maps");

/* The driver passes here with each descriptor that it takes from the ring, before any XDP program runs. */
SEC("tp_btf/ice_clean_rx_irq")
int BPF_PROG(clean_rx_irq, const void *ring, const void *memory)
{
	struct nicdesc_ice_rx_flex desc;

	if (bpf_probe_read_kernel(&desc, sizeof(desc), memory))
		return 0;
	if (nicdesc_ice_rx_flex_rxdid(&desc) == NICDESC_ICE_RX_FLEX_RXDID_GTPU)
		bpf_ringbuf_output(&descriptors, &desc, sizeof(desc), 0);
	return 0;
}
