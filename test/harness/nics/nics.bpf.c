// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/*
 * What the generated headers read of real descriptors, beside what the driver made of them: the same object for every
 * NIC and every kernel. test/harness/nics/watch.c loads those of its programs that an interface's driver has use for.
 */
#include <linux/bpf.h>
#include <linux/types.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include <bpf/bpf_core_read.h>
#include <nicdesc/metadata.h>
#include <nicdesc/e1000e/rx-ext.h>
#include "record.h"

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 1 << 20);
} records SEC(".maps");

struct net_device___nics {
	__u32 ifindex;
} __attribute__((preserve_access_index));

struct sk_buff___nics {
	struct net_device___nics *dev;
	unsigned int len;
	__u32 hash;
	__be16 vlan_proto;
	__u16 vlan_tci;
	__u16 queue_mapping;
	__u16 mac_header;
	unsigned char *head;
	unsigned int end;
	__u8 cb[48];
	__u8 ip_summed : 2;
	__u8 csum_level : 2;
	__u8 l4_hash : 1;
	__u8 sw_hash : 1;
} __attribute__((preserve_access_index));

struct skb_shared_hwtstamps___nics {
	__s64 hwtstamp;
} __attribute__((preserve_access_index));

struct skb_shared_info___nics {
	struct skb_shared_hwtstamps___nics hwtstamps;
} __attribute__((preserve_access_index));

/* Where a poll of this processor is: set by what begins it, until what ends it. */
struct poll {
	__u64 ring;
	__u64 index;
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct poll);
} polls SEC(".maps");

/* The interface that is watched; others of its driver are not. */
const volatile __u32 watched;

static __always_inline struct poll *this_poll(void)
{
	__u32 key = 0;

	return bpf_map_lookup_elem(&polls, &key);
}

static __always_inline struct record *new_record(enum kind kind)
{
	struct record *record = bpf_ringbuf_reserve(&records, sizeof(*record), 0);

	if (!record)
		return 0;
	for (unsigned int i = 0; i < sizeof(*record) / 8; i++)
		((__s64 *)record)[i] = UNASKED;
	record->kind = kind;
	record->cpu = bpf_get_smp_processor_id();
	record->id = 0;
	return record;
}

/* 02:4e and four bytes that number the packet. */
static __always_inline __s64 id_of(const __u8 *source)
{
	if (source[0] != 2 || source[1] != 0x4e)
		return -1;
	return (__u32)source[2] << 24 | source[3] << 16 | source[4] << 8 | source[5];
}

#define NOTE_BYTES(record, desc)                                                                                       \
	for (unsigned int i = 0; i < sizeof(*(desc)) / 8; i++)                                                         \
		(record)->descriptor[i] = word_of((const __u8 *)(desc) + 8 * i)

/* The header of virtio-net is aligned to 2 bytes only. */
static __always_inline __u64 word_of(const __u8 *bytes)
{
	__u64 word = 0;

	for (int i = 3; i >= 0; i--)
		word = word << 16 | *(const volatile __u16 *)(bytes + 2 * i);
	return word;
}

static __noinline int ask_hash(struct xdp_md *ctx, struct record *record)
{
	__u32 hash = 0, type = 0;

	if (!record)
		return 0;
	record->hash_result = nicdesc_rx_hash(ctx, &hash, &type);
	record->hash = hash;
	record->hash_type = type;
	return 0;
}

static __noinline int ask_tag(struct xdp_md *ctx, struct record *record)
{
	__be16 proto = 0;
	__u16 tci = 0;

	if (!record)
		return 0;
	record->tag_result = nicdesc_rx_vlan_tag(ctx, &proto, &tci);
	record->vlan_proto = bpf_ntohs(proto);
	record->vlan_tci = tci;
	return 0;
}

static __noinline int ask_csum(struct xdp_md *ctx, struct record *record)
{
	__u32 status = 0, level = 0, csum = 0;

	if (!record)
		return 0;
	record->csum_result = nicdesc_rx_csum(ctx, &status, &level, &csum);
	record->csum_status = status;
	record->csum_level = level;
	return 0;
}

static __noinline int ask_type(struct xdp_md *ctx, struct record *record)
{
	__u32 type = 0;

	if (!record)
		return 0;
	record->type_result = nicdesc_rx_packet_type(ctx, &type);
	record->type = type;
	return 0;
}

static __noinline int ask_length(struct xdp_md *ctx, struct record *record)
{
	__u32 length = 0;

	if (!record)
		return 0;
	record->length_result = nicdesc_rx_length(ctx, &length);
	record->length = length;
	return 0;
}

static __noinline int ask_queue(struct xdp_md *ctx, struct record *record)
{
	__u32 queue = 0, mark = 0;

	if (!record)
		return 0;
	record->queue_result = nicdesc_rx_queue(ctx, &queue);
	record->queue = queue;
	record->mark_result = nicdesc_rx_flow_mark(ctx, &mark);
	return 0;
}

static __noinline int ask_rest(struct xdp_md *ctx, struct record *record)
{
	__u32 length = 0;

	if (!record)
		return 0;
	record->end_of_packet = nicdesc_rx_end_of_packet(ctx);
	record->done = nicdesc_rx_done(ctx);
	record->split_result = nicdesc_rx_header_split(ctx, &length);
	return 0;
}

static __noinline int ask_timestamp(struct xdp_md *ctx, struct record *record)
{
	__u64 timestamp = 0;

	if (!record)
		return 0;
	record->timestamp_result = nicdesc_rx_timestamp(ctx, &timestamp);
	record->timestamp = timestamp;
	return 0;
}

#define FIND(driver, name)                                                                                             \
	static __noinline int find_##driver(struct xdp_md *ctx, struct record *record)                                 \
	{                                                                                                              \
		const struct nicdesc_##driver##_##name *desc;                                                          \
		struct nicdesc_##driver##_##name copy;                                                                 \
                                                                                                                       \
		if (!record)                                                                                           \
			return 0;                                                                                      \
		record->found = nicdesc_##driver##_##name##_find(ctx, &desc, &copy);                                   \
		if (!record->found)                                                                                    \
			NOTE_BYTES(record, desc);                                                                      \
		return 0;                                                                                              \
	}

FIND(igb, rx_wb)
FIND(virtio_net, hdr)
FIND(vmxnet3, rx_comp)

static __always_inline struct record *ask(struct xdp_md *ctx)
{
	struct record *record = new_record(KIND_XDP);
	__u8 *data = (void *)(long)ctx->data;

	if (!record)
		return 0;
	record->id = data + 12 > (__u8 *)(long)ctx->data_end ? -1 : id_of(data + 6);
	record->size = ctx->data_end - ctx->data;
	record->skb_queue = ctx->rx_queue_index;
	ask_hash(ctx, record);
	ask_tag(ctx, record);
	ask_csum(ctx, record);
	ask_type(ctx, record);
	ask_length(ctx, record);
	ask_queue(ctx, record);
	ask_rest(ctx, record);
	ask_timestamp(ctx, record);
	if (nicdesc_selected() == NICDESC_NIC_IGB_ADVANCED)
		find_igb(ctx, record);
	else if (nicdesc_selected() == NICDESC_NIC_VIRTIO_NET_HDR)
		find_virtio_net(ctx, record);
	else if (nicdesc_selected() == NICDESC_NIC_VMXNET3_VMXNET3)
		find_vmxnet3(ctx, record);
	return record;
}

SEC("xdp")
int on_xdp(struct xdp_md *ctx)
{
	struct record *record = ask(ctx);

	if (record)
		bpf_ringbuf_submit(record, 0);
	return XDP_PASS;
}

/* libbpf compares kinds of types with the kernel's, not their names. */
enum rss_hash_type___nics { RSS_TYPE_NONE = 0 };

extern int bpf_xdp_metadata_rx_hash(const struct xdp_md *ctx, __u32 *hash, enum rss_hash_type___nics *type) __ksym
	__weak;

/* For a kernel whose driver has the kfunc; bound to the device. */
SEC("xdp")
int on_xdp_with_kfunc(struct xdp_md *ctx)
{
	struct record *record = ask(ctx);
	enum rss_hash_type___nics type = 0;
	__u32 hash = 0;

	if (!record)
		return XDP_PASS;
	record->kfunc_hash_result = bpf_xdp_metadata_rx_hash(ctx, &hash, &type);
	record->kfunc_hash = hash;
	record->kfunc_hash_type = type;
	bpf_ringbuf_submit(record, 0);
	return XDP_PASS;
}

/* What the driver put into the socket buffer, and where it is in memory. */
static __always_inline void note_skb(struct record *record, struct sk_buff___nics *skb)
{
	__u8 source[6] = {};

	bpf_probe_read_kernel(source, sizeof(source), skb->head + skb->mac_header + 6);
	record->id = id_of(source);
	record->size = skb->len;
	record->skb_hash = skb->hash;
	record->skb_l4 = BPF_CORE_READ_BITFIELD(skb, l4_hash);
	record->skb_software = BPF_CORE_READ_BITFIELD(skb, sw_hash);
	record->skb_vlan_proto = bpf_ntohs(skb->vlan_proto);
	record->skb_vlan_tci = skb->vlan_tci;
	record->skb_ip_summed = BPF_CORE_READ_BITFIELD(skb, ip_summed);
	record->skb_csum_level = BPF_CORE_READ_BITFIELD(skb, csum_level);
	record->skb_queue = skb->queue_mapping;
	{
		struct skb_shared_info___nics *shared = (void *)(skb->head + skb->end);

		bpf_probe_read_kernel(&record->skb_hwtstamp, 8, &shared->hwtstamps.hwtstamp);
	}
}

/* What readers of descriptors take: some need to be told more. */
#define HASH_OF(desc) (desc, &hash, &type)
#define TAG_OF(desc) (desc, &proto, &tci)
/* Of a device that was asked for hashes, and not for tunnels, the header has 20 bytes. */
#define HASH_OF_VIRTIO_NET(desc) (desc, 20, &hash, &type)
/* The tags of an 82576 are in one byte order, looped back or not. */
#define TAG_OF_IGB(desc) (desc, 0, &proto, &tci)

/* What the descriptor's own readers answer. */
#define ANSWERS(record, prefix, desc, hash_arguments, tag_arguments)                                                   \
	do {                                                                                                           \
		__u32 hash = 0, type = 0, status = 0, level = 0, csum = 0, length = 0;                                 \
		__be16 proto = 0;                                                                                      \
		__u16 tci = 0;                                                                                         \
                                                                                                                       \
		NOTE_BYTES(record, desc);                                                                              \
		(record)->found = 0;                                                                                   \
		(record)->hash_result = prefix##_rx_hash hash_arguments;                           \
		(record)->hash = hash;                                                                                 \
		(record)->hash_type = type;                                                                            \
		(record)->tag_result = prefix##_rx_vlan_tag tag_arguments;                         \
		(record)->vlan_proto = bpf_ntohs(proto);                                                               \
		(record)->vlan_tci = tci;                                                                              \
		(record)->csum_result = prefix##_rx_csum(desc, &status, &level, &csum);                                \
		(record)->csum_status = status;                                                                        \
		(record)->csum_level = level;                                                                          \
		(record)->length_result = prefix##_rx_length(desc, &length);                                           \
		(record)->length = length;                                                                             \
	} while (0)


struct vmxnet3_comp_ring___nics {
	void *base;
	__u32 next2proc;
} __attribute__((preserve_access_index));

struct vmxnet3_rx_queue___nics {
	struct vmxnet3_comp_ring___nics comp_ring;
} __attribute__((preserve_access_index));

struct e1000_ring___nics {
	void *desc;
	unsigned int count;
	__u16 next_to_clean;
} __attribute__((preserve_access_index));

/* The descriptor of the packet that the driver hands up, from the ring of the poll that it is in. */
static __noinline int note_ring(struct record *record, struct poll *poll)
{
	if (!record || !poll)
		return 0;
	if (nicdesc_selected() == NICDESC_NIC_VMXNET3_VMXNET3) {
		struct vmxnet3_rx_queue___nics *queue = (void *)poll->ring;
		struct nicdesc_vmxnet3_rx_comp desc = {};
		__u64 base = (__u64)BPF_CORE_READ(queue, comp_ring.base);
		__u32 index = BPF_CORE_READ(queue, comp_ring.next2proc);

		if (!bpf_probe_read_kernel(&desc, sizeof(desc), (void *)(base + 16 * index)))
			ANSWERS(record, nicdesc_vmxnet3_rx_comp, &desc, HASH_OF(&desc), TAG_OF(&desc));
	} else if (nicdesc_selected() == NICDESC_NIC_E1000E_EXTENDED) {
		struct e1000_ring___nics *ring = (void *)poll->ring;
		struct nicdesc_e1000e_rx_ext desc = {};
		__u64 base = (__u64)BPF_CORE_READ(ring, desc);
		__u32 count = BPF_CORE_READ(ring, count);

		if (!bpf_probe_read_kernel(&desc, sizeof(desc), (void *)(base + 16 * poll->index)))
			ANSWERS(record, nicdesc_e1000e_rx_ext, &desc, HASH_OF(&desc), TAG_OF(&desc));
		poll->index = poll->index + 1 == count ? 0 : poll->index + 1;
	}
	return 0;
}

static __always_inline int handed_up(struct sk_buff___nics *skb)
{
	struct poll *poll = this_poll();
	struct record *record;

	if (skb->dev->ifindex != watched)
		return 0;
	record = new_record(KIND_SKB);
	if (!record)
		return 0;
	note_skb(record, skb);
	if (nicdesc_selected() == NICDESC_NIC_VIRTIO_NET_HDR) {
		/* The driver keeps the header there, in every kernel. */
		struct nicdesc_virtio_net_hdr desc;

		__builtin_memcpy(&desc, skb->cb, sizeof(desc));
		ANSWERS(record, nicdesc_virtio_net_hdr, &desc, HASH_OF_VIRTIO_NET(&desc), TAG_OF(&desc));
	} else if (poll && poll->ring) {
		note_ring(record, poll);
	}
	bpf_ringbuf_submit(record, 0);
	return 0;
}

SEC("tp_btf/napi_gro_receive_entry")
int BPF_PROG(on_gro, struct sk_buff___nics *skb)
{
	return handed_up(skb);
}

SEC("tp_btf/netif_receive_skb_entry")
int BPF_PROG(on_receive, struct sk_buff___nics *skb)
{
	return handed_up(skb);
}

static __always_inline int begin(void *ring, __u64 index)
{
	struct poll *poll = this_poll();

	if (poll) {
		poll->ring = (__u64)ring;
		poll->index = index;
	}
	return 0;
}

SEC("fentry/vmxnet3_rq_rx_complete")
int BPF_PROG(vmxnet3_poll, void *queue)
{
	return begin(queue, 0);
}

SEC("fexit/vmxnet3_rq_rx_complete")
int BPF_PROG(vmxnet3_polled)
{
	return begin(0, 0);
}

SEC("fentry/e1000_clean_rx_irq")
int BPF_PROG(e1000e_poll, struct e1000_ring___nics *ring)
{
	return begin(ring, ring->next_to_clean);
}

/* Had a packet been missed, the driver would be elsewhere. */
SEC("fexit/e1000_clean_rx_irq")
int BPF_PROG(e1000e_polled, struct e1000_ring___nics *ring)
{
	struct poll *poll = this_poll();
	struct record *record = new_record(KIND_POLLED);

	if (!record)
		return 0;
	if (poll) {
		record->told = ring->next_to_clean;
		record->told_more = poll->index;
	}
	bpf_ringbuf_submit(record, 0);
	return begin(0, 0);
}

/* What the driver itself took out of the descriptor. */
SEC("fentry/e1000_receive_skb")
int BPF_PROG(e1000e_receive_skb, void *adapter, struct net_device___nics *dev, void *skb, __u32 staterr, __u16 vlan)
{
	struct record *record = dev->ifindex == watched ? new_record(KIND_RECEIVE_SKB) : 0;

	if (!record)
		return 0;
	record->told = staterr;
	record->told_more = vlan;
	bpf_ringbuf_submit(record, 0);
	return 0;
}

/* A hook's program: the descriptor's bytes, and what its readers answer. */
#define NOTE_HOOK(kind, prefix, desc, hash_arguments, tag_arguments)                                                   \
	do {                                                                                                           \
		struct record *record = new_record(kind);                                                              \
                                                                                                                       \
		if (record) {                                                                                          \
			ANSWERS(record, prefix, desc, hash_arguments, tag_arguments);                                  \
			bpf_ringbuf_submit(record, 0);                                                                 \
		}                                                                                                      \
	} while (0)

NICDESC_VIRTIO_NET_DEVRX(virtio_net_devrx, desc)
{
	NOTE_HOOK(KIND_DEVRX, nicdesc_virtio_net_hdr, desc, HASH_OF_VIRTIO_NET(desc), TAG_OF(desc));
	return 0;
}

NICDESC_VIRTIO_NET_DEVRX_SKB(virtio_net_devrx_skb, desc, skb)
{
	(void)skb;
	NOTE_HOOK(KIND_DEVRX_SKB, nicdesc_virtio_net_hdr, desc, HASH_OF_VIRTIO_NET(desc), TAG_OF(desc));
	return 0;
}

NICDESC_VIRTIO_NET_DEVRX_XDP(virtio_net_devrx_xdp, desc, xdp)
{
	(void)xdp;
	NOTE_HOOK(KIND_DEVRX_XDP, nicdesc_virtio_net_hdr, desc, HASH_OF_VIRTIO_NET(desc), TAG_OF(desc));
	return 0;
}

NICDESC_VMXNET3_DEVRX(vmxnet3_devrx, desc)
{
	NOTE_HOOK(KIND_DEVRX, nicdesc_vmxnet3_rx_comp, desc, HASH_OF(desc), TAG_OF(desc));
	return 0;
}

NICDESC_VMXNET3_DEVRX_XDP(vmxnet3_devrx_xdp, desc, xdp)
{
	(void)xdp;
	NOTE_HOOK(KIND_DEVRX_XDP, nicdesc_vmxnet3_rx_comp, desc, HASH_OF(desc), TAG_OF(desc));
	return 0;
}

NICDESC_IGB_DEVRX_SKB(igb_devrx_skb, desc, skb)
{
	(void)skb;
	NOTE_HOOK(KIND_DEVRX_SKB, nicdesc_igb_rx_wb, desc, HASH_OF(desc), TAG_OF_IGB(desc));
	return 0;
}

char _license[] SEC("license") = "Dual BSD/GPL";
