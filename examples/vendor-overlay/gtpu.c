// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/* Prints the private fields of descriptors that gtpu.bpf.c hands up, or of descriptors in a file. */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <nicdesc/ice/rx-flex.h>
#include <nicdesc/loader.h>

#include "gtpu.skel.h"

/* The same readers as in BPF; a record from the ring buffer is a descriptor. */
static int print(void *context, void *data, size_t size)
{
	const struct nicdesc_ice_rx_flex *desc = data;
	__u32 length, mark;

	(void)context;
	if (size < sizeof(*desc) || nicdesc_ice_rx_flex_rxdid(desc) != NICDESC_ICE_RX_FLEX_RXDID_GTPU)
		return 0;
	printf("teid 0x%08x qfi %u", nicdesc_ice_rx_flex_gtpu_teid(desc), nicdesc_ice_rx_flex_gtpu_qfi(desc));
	if (!nicdesc_ice_rx_flex_rx_length(desc, &length))
		printf(" length %u", length);
	if (!nicdesc_ice_rx_flex_rx_flow_mark(desc, &mark))
		printf(" mark %u", mark);
	printf("\n");
	return 0;
}

static int print_file(const char *path)
{
	FILE *file = strcmp(path, "-") ? fopen(path, "rb") : stdin;
	struct nicdesc_ice_rx_flex desc;

	if (!file) {
		perror(path);
		return 1;
	}
	while (fread(&desc, sizeof(desc), 1, file) == 1)
		print(NULL, &desc, sizeof(desc));
	if (file != stdin)
		fclose(file);
	return 0;
}

static int print_until_signal(const struct bpf_map *map)
{
	struct ring_buffer *ring = ring_buffer__new(bpf_map__fd(map), print, NULL, NULL);
	struct pollfd polled[2] = { { .events = POLLIN }, { .events = POLLIN } };
	sigset_t signals;

	if (!ring)
		return -1;
	sigemptyset(&signals);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	polled[0].fd = signalfd(-1, &signals, 0);
	polled[1].fd = ring_buffer__epoll_fd(ring);
	setvbuf(stdout, NULL, _IOLBF, 0);
	while (poll(polled, 2, -1) > 0 && !polled[0].revents)
		ring_buffer__consume(ring);
	ring_buffer__free(ring);
	return 0;
}

static int watch(const char *interface)
{
	/* What gtpu.bpf.c is written for. */
	struct nicdesc_setup setup = { .driver = "ice" };
	struct gtpu_bpf *skel = gtpu_bpf__open();
	int error = -1;

	if (!skel)
		return 1;
	if (nicdesc_setup(skel->obj, interface, &setup))
		fprintf(stderr, "gtpu: %s\n", setup.why);
	else if (gtpu_bpf__load(skel) || gtpu_bpf__attach(skel))
		fprintf(stderr, "gtpu: the kernel does not take the program\n");
	else
		error = print_until_signal(skel->maps.descriptors);
	gtpu_bpf__destroy(skel);
	return error != 0;
}

int main(int argc, char **argv)
{
	if (argc == 2)
		return watch(argv[1]);
	if (argc == 3 && !strcmp(argv[1], "--bytes"))
		return print_file(argv[2]);
	fprintf(stderr, "usage: gtpu INTERFACE     print what ice receives with the private profile\n"
			"       gtpu --bytes FILE  print descriptors of 32 bytes; - is stdin\n");
	return 2;
}
