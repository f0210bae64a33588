/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
/* What the probes of all descriptors share: the sentinel, and how jobs come in and answers go out. */
#ifndef PROBE_H
#define PROBE_H

/* Outputs hold this until a reader writes them. */
#define PROBE_SENTINEL 0xa5c3a5c3a5c3a5c3ULL

/* Ring entries are kept apart, so that none can be reached through another. */
#define PROBE_ROOM(size) (((size) + 15) / 8 * 8)

#define PROBE_ENTRIES 4
#define PROBE_INPUT_BYTES 1024
#define PROBE_OUTPUTS 1024

/*
 * A job: this header, then `records` times the bytes of all entries and the inputs, which begin with the bytes of the
 * first entry that are in force. The answer: `records` times `outputs` words. All in the byte order of the machine.
 */
struct probe_job {
	char name[96];
	__u32 records;
	__u32 entries;
	__u32 entry_bytes[PROBE_ENTRIES];
	__u32 input_bytes;
	/* Words of the fields, and of fields and metadata together. */
	__u32 field_outputs;
	__u32 outputs;
};

#endif
