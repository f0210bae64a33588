/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
/* What the BPF program and the loader share. */
#ifndef __RSS_BALANCER_H
#define __RSS_BALANCER_H

#include <linux/types.h>

#define MOST_TARGETS 256

/* Packets of a target, by where their hash came from. */
struct share {
	__u64 by_nic;
	__u64 by_program;
};

#endif
