/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
/* What the BPF program and the loader share. */
#ifndef __QUEUE_METRICS_H
#define __QUEUE_METRICS_H

#include <linux/types.h>

#define MOST_QUEUES 256
/* NICDESC_CSUM_STATUS_*, and one for packets of which the NIC does not tell. */
#define CSUM_UNTOLD 5
#define CSUM_KINDS 6

enum tag {
	TAG_NONE,
	TAG_8021Q,
	TAG_8021AD,
	TAG_UNTOLD,
	TAG_KINDS,
};

struct metrics {
	__u64 packets;
	__u64 bytes;
	__u64 tags[TAG_KINDS];
	__u64 sums[CSUM_KINDS];
};

#endif
