/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
/* What the BPF programs and the AF_XDP program share. */
#ifndef __AF_XDP_METADATA_H
#define __AF_XDP_METADATA_H

#include <linux/types.h>
#include <nicdesc/core.h>

#define MOST_QUEUES 64
#define RECORD_MAGIC 0x6e646331

/*
 * What lies in front of a packet. 6.1 lets data_meta have 32 bytes, 6.12 has 252; the size is a multiple of 4. The
 * magic is next to the packet: who reads can look whether there is a record at all.
 */
struct record {
	__u64 timestamp;
	__u32 hash;
	__u32 hash_type;	/* NICDESC_RSS_TYPE_* */
	__u32 length;
	__be16 vlan_proto;
	__u16 vlan_tci;
	/* Each answer's own return code; the errors that there are fit. */
	__s8 timestamp_result;
	__s8 hash_result;
	__s8 length_result;
	__s8 vlan_result;
	__u32 magic;
};

_Static_assert(sizeof(struct record) == 32, "what 6.1 allows");

/*
 * --descriptor hands up the descriptor itself. For another NIC than ice, change these lines: the header, the struct,
 * and how user space prints it.
 */
#include <nicdesc/ice/rx-flex.h>

#ifndef DESCRIPTOR_DRIVER
#define DESCRIPTOR_DRIVER "ice"
#endif

#endif
