// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/* The example's programs on a ring that is made up. */
#include "pretend.h"
#include "tx_latency.bpf.c"
#include "traced.h"

#define COUNT 8
#define XDP_RING 4
/* In the second quadword: DTYPE 0, L4T of TCP. */
#define L4T_TCP 0x1000

struct made_up {
	struct i40e_ring___i40e ring;
	/* Behind the last is how far the NIC is. */
	struct nicdesc_i40e_tx_data descs[COUNT + 1];
	struct i40e_tx_buffer___i40e buf;
} made_up;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 3);
	__type(key, __u32);
	__type(value, __u64);
} addresses SEC(".maps");

static __always_inline void tell(__u32 i, const volatile void *address)
{
	__u64 value = (__u64)address;

	bpf_map_update_elem(&addresses, &i, &value, BPF_ANY);
}

/* A packet of a kind, in the last descriptor, which is done; the arguments are the kind and the packet. */
SEC("raw_tp")
int prepare(unsigned long long *ctx)
{
	struct made_up *m = &made_up;
	enum kind kind = ctx[0];

	m->ring.desc = &m->descs;
	m->ring.count = COUNT;
	m->ring.next_to_use = 0;
	m->ring.flags = kind == KIND_XDP ? XDP_RING : 0;
	m->descs[COUNT - 1].words[1] = kind == KIND_CSUM ? L4T_TCP : 0;
	m->descs[COUNT].words[0] = 0;
	m->buf.next_to_watch = (void *)&m->descs[COUNT - 1];
	m->buf.skb = (void *)ctx[1];
	m->buf.xdpf = (void *)ctx[1];
	tell(0, &m->ring);
	tell(1, &m->descs[COUNT - 1]);
	tell(2, &m->buf);
	return 0;
}

TRACED(submitted_skb)
TRACED(completed_skb)
TRACED(submitted_xdp)
TRACED(completed_xdp)
