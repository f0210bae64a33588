// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/*
 * Takes packets from a queue of an interface by AF_XDP, in copy mode, and prints what af_xdp_metadata.bpf.c put in
 * front of them.
 */
#include <arpa/inet.h>
#include <getopt.h>
#include <linux/if_xdp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <nicdesc/loader.h>

#include "af_xdp_metadata.h"
#include "af_xdp_metadata.skel.h"

/* A power of two. */
#ifndef FRAMES
#define FRAMES 1024
#endif
#define FRAME_SIZE 2048

/* Of a ring, what the kernel maps into user space. */
struct ring {
	__u32 *producer;
	__u32 *consumer;
	void *entries;
};

struct xsk {
	int fd;
	char *frames;
	struct ring fill;
	struct ring rx;
};

static int map_ring(struct ring *ring, int fd, const struct xdp_ring_offset *at, size_t entry, off_t where)
{
	char *map = mmap(NULL, at->desc + FRAMES * entry, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, fd, where);

	if (map == MAP_FAILED)
		return -1;
	ring->producer = (void *)(map + at->producer);
	ring->consumer = (void *)(map + at->consumer);
	ring->entries = map + at->desc;
	return 0;
}

/* A frame for the kernel to fill. */
static void give_frame(struct xsk *xsk, __u64 address)
{
	__u32 at = *xsk->fill.producer;

	((__u64 *)xsk->fill.entries)[at % FRAMES] = address - address % FRAME_SIZE;
	__atomic_store_n(xsk->fill.producer, at + 1, __ATOMIC_RELEASE);
}

static int open_socket(struct xsk *xsk, const char *interface, __u32 queue)
{
	struct xdp_umem_reg frames = { .len = FRAMES * FRAME_SIZE, .chunk_size = FRAME_SIZE };
	struct sockaddr_xdp address = {
		.sxdp_family = AF_XDP,
		.sxdp_flags = XDP_COPY,
		.sxdp_ifindex = if_nametoindex(interface),
		.sxdp_queue_id = queue,
	};
	struct xdp_mmap_offsets offsets;
	socklen_t size = sizeof(offsets);
	int entries = FRAMES;

	xsk->fd = socket(AF_XDP, SOCK_RAW, 0);
	xsk->frames = mmap(NULL, frames.len, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (xsk->fd < 0 || xsk->frames == MAP_FAILED)
		return -1;
	frames.addr = (__u64)xsk->frames;
	if (setsockopt(xsk->fd, SOL_XDP, XDP_UMEM_REG, &frames, sizeof(frames)) ||
	    setsockopt(xsk->fd, SOL_XDP, XDP_UMEM_FILL_RING, &entries, sizeof(entries)) ||
	    setsockopt(xsk->fd, SOL_XDP, XDP_UMEM_COMPLETION_RING, &entries, sizeof(entries)) ||
	    setsockopt(xsk->fd, SOL_XDP, XDP_RX_RING, &entries, sizeof(entries)) ||
	    getsockopt(xsk->fd, SOL_XDP, XDP_MMAP_OFFSETS, &offsets, &size) ||
	    map_ring(&xsk->fill, xsk->fd, &offsets.fr, sizeof(__u64), XDP_UMEM_PGOFF_FILL_RING) ||
	    map_ring(&xsk->rx, xsk->fd, &offsets.rx, sizeof(struct xdp_desc), XDP_PGOFF_RX_RING))
		return -1;
	for (__u32 i = 0; i < FRAMES; i++)
		give_frame(xsk, i * FRAME_SIZE);
	return bind(xsk->fd, (struct sockaddr *)&address, sizeof(address));
}

static void print_record(const char *packet, __u32 size)
{
	struct record record;

	memcpy(&record, packet - sizeof(record), sizeof(record));
	printf("%u bytes", size);
	if (record.magic != RECORD_MAGIC) {
		printf(" without a record\n");
		return;
	}
	if (!record.hash_result)
		printf(" hash 0x%08x over 0x%x", record.hash, record.hash_type);
	if (!record.vlan_result)
		printf(" vlan %04x:%u", ntohs(record.vlan_proto), record.vlan_tci);
	if (!record.timestamp_result)
		printf(" at %llu", record.timestamp);
	if (!record.length_result)
		printf(" length %u", record.length);
	printf(" results hash %d vlan %d timestamp %d length %d\n", record.hash_result, record.vlan_result,
	       record.timestamp_result, record.length_result);
}

/* The readers that the BPF program could use too. */
static void print_descriptor(const char *packet, __u32 size)
{
	struct nicdesc_ice_rx_flex desc;
	__u32 hash, type, length;
	__be16 proto;
	__u16 tci;

	memcpy(&desc, packet - sizeof(desc), sizeof(desc));
	printf("%u bytes profile %u", size, nicdesc_ice_rx_flex_rxdid(&desc));
	if (!nicdesc_ice_rx_flex_rx_hash(&desc, &hash, &type))
		printf(" hash 0x%08x over 0x%x", hash, type);
	if (!nicdesc_ice_rx_flex_rx_vlan_tag(&desc, &proto, &tci))
		printf(" vlan %04x:%u", ntohs(proto), tci);
	if (!nicdesc_ice_rx_flex_rx_length(&desc, &length))
		printf(" length %u", length);
	printf("\n");
}

static void take_packets(struct xsk *xsk, void (*print)(const char *, __u32))
{
	__u32 filled = __atomic_load_n(xsk->rx.producer, __ATOMIC_ACQUIRE), at = *xsk->rx.consumer;

	for (; at != filled; at++) {
		const struct xdp_desc *desc = &((struct xdp_desc *)xsk->rx.entries)[at % FRAMES];

		print(xsk->frames + desc->addr, desc->len);
		give_frame(xsk, desc->addr);
	}
	__atomic_store_n(xsk->rx.consumer, at, __ATOMIC_RELEASE);
	fflush(stdout);
}

/* Signals are blocked from before the program is attached, so that none ends us without detaching it. */
static void take_until_signal(struct xsk *xsk, int signals, void (*print)(const char *, __u32))
{
	struct pollfd polled[] = { { .fd = signals, .events = POLLIN }, { .fd = xsk->fd, .events = POLLIN } };

	fprintf(stderr, "running; Ctrl-C ends\n");
	while (poll(polled, 2, -1) > 0 && !polled[0].revents)
		take_packets(xsk, print);
	take_packets(xsk, print);
}

static int block_signals(void)
{
	sigset_t signals;

	sigemptyset(&signals);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	return signalfd(-1, &signals, 0);
}

static int usage(void)
{
	fprintf(stderr, "usage: af_xdp_metadata [--queue N] [--descriptor] [--format QUEUE_FORMAT] INTERFACE\n");
	return 2;
}

int main(int argc, char **argv)
{
	static const struct option OPTIONS[] = {
		{ "queue", required_argument, NULL, 'q' },
		{ "descriptor", no_argument, NULL, 'd' },
		{ "format", required_argument, NULL, 'f' },
		{ NULL, 0, NULL, 0 },
	};
	struct nicdesc_setup setup = {};
	struct af_xdp_metadata_bpf *skel;
	struct bpf_program *program;
	struct xsk xsk = {};
	const char *interface;
	int option, signals, descriptor = 0;
	__u32 queue = 0;

	while ((option = getopt_long(argc, argv, "q:df:", OPTIONS, NULL)) != -1) {
		if (option == 'q')
			queue = strtoul(optarg, NULL, 10);
		else if (option == 'd')
			descriptor = 1;
		else if (option == 'f')
			setup.format = optarg;
		else
			return usage();
	}
	if (optind + 1 != argc || queue >= MOST_QUEUES)
		return usage();
	interface = argv[optind];
	skel = af_xdp_metadata_bpf__open();
	if (!skel)
		return 1;
	bpf_program__set_autoload(skel->progs.with_record, !descriptor);
	bpf_program__set_autoload(skel->progs.with_descriptor, descriptor);
	program = descriptor ? skel->progs.with_descriptor : skel->progs.with_record;
	setup.driver = descriptor ? DESCRIPTOR_DRIVER : NULL;
	if (nicdesc_setup(skel->obj, interface, &setup))
		goto failed;
	if (af_xdp_metadata_bpf__load(skel)) {
		snprintf(setup.why, sizeof(setup.why), "the kernel does not take the program");
		goto failed;
	}
	signals = block_signals();
	if (nicdesc_attach_xdp(program, interface, &setup))
		goto failed;
	if (open_socket(&xsk, interface, queue) ||
	    bpf_map__update_elem(skel->maps.sockets, &queue, sizeof(queue), &xsk.fd, sizeof(xsk.fd), 0)) {
		snprintf(setup.why, sizeof(setup.why), "%s: no AF_XDP socket on queue %u: %s", interface, queue,
			 strerror(errno));
		nicdesc_detach_xdp(program, interface);
		goto failed;
	}
	take_until_signal(&xsk, signals, descriptor ? print_descriptor : print_record);
	nicdesc_detach_xdp(program, interface);
	close(xsk.fd);
	af_xdp_metadata_bpf__destroy(skel);
	return 0;
failed:
	fprintf(stderr, "af_xdp_metadata: %s\n", setup.why);
	af_xdp_metadata_bpf__destroy(skel);
	return 1;
}
