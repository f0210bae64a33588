// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/* Hands ice's receive descriptors of the private profile to user space, as the NIC wrote them. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <nicdesc/ice/driver.h>

char LICENSE[] SEC("license") = "Dual BSD/GPL";

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 1 << 20);
} descriptors SEC(".maps");

/* With each descriptor that the driver takes from the ring, before any XDP program runs. */
NICDESC_ICE_DEVRX(clean_rx_irq, desc)
{
	struct nicdesc_ice_rx_flex record;

	if (nicdesc_ice_rx_flex_rxdid(desc) != NICDESC_ICE_RX_FLEX_RXDID_GTPU)
		return 0;
	/* Helpers take no pointer into the driver's memory. */
	record = *desc;
	bpf_ringbuf_output(&descriptors, &record, sizeof(record), 0);
	return 0;
}
