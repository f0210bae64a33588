/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
/* What an XDP program with probes is: its state, and its license. */
#ifndef PROBE_XDP_H
#define PROBE_XDP_H

#include <linux/bpf.h>
#include <linux/types.h>
#include <bpf/bpf_helpers.h>
#include "probe.h"

struct probe_state {
	__u64 inputs[PROBE_INPUT_BYTES / 8];
	__u64 out[PROBE_OUTPUTS];
	__u64 copy[PROBE_ENTRIES][64];
};

struct probe_state probe_state SEC(".data.probe");

/* The verifier lets no index that is not constant into packet data; into a map's value it does. */
#define PROBE_COPY(index, entry)                                                                  \
	(__builtin_memcpy(probe_state.copy[index], entry, sizeof(*(entry))), (const void *)probe_state.copy[index])

char _license[] SEC("license") = "Dual BSD/GPL";

#endif
