/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
/* What the BPF programs and the loader share. */
#ifndef __RX_HASH_H
#define __RX_HASH_H

#include <linux/types.h>

#define BUCKETS 16
/* The bucket of packets without a hash. */
#define NO_HASH BUCKETS

struct hash_key {
	__u32 type;	/* NICDESC_RSS_TYPE_* bits */
	__u32 bucket;	/* the hash modulo BUCKETS, or NO_HASH */
};

#endif
