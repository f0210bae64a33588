/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
/*
 * Included before the headers: the driver's structs exist, and their members lie where the header's own structs have
 * them. So a hook's body runs where its driver is absent, on memory that the test makes up.
 */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

#undef bpf_core_field_exists
#define bpf_core_field_exists(...) 1
#define preserve_access_index __unused__
