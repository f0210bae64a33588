/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
/* What the BPF programs and the loader share. */
#ifndef __TX_LATENCY_H
#define __TX_LATENCY_H

#include <linux/types.h>

/* Slot n counts from 2^n ns to the next power. */
#define SLOTS 40

enum kind {
	KIND_PLAIN,	/* of the stack, with its checksum already there */
	KIND_CSUM,	/* of the stack, with a checksum that the NIC computes */
	KIND_XDP,	/* XDP_TX, or redirected */
	KINDS,
};

/* Of a kind of packet. */
struct histogram {
	__u64 slots[SLOTS];
	__u64 unseen;	/* completed, and not seen when it was submitted */
};

#endif
