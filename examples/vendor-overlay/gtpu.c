// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/* Prints the private fields of descriptors that gtpu.bpf.c hands up, or of descriptors in a file. */
#include <bpf/libbpf.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <nicdesc/ice/rx-flex.h>

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

static int watch(void)
{
	struct gtpu_bpf *skel = gtpu_bpf__open_and_load();
	struct ring_buffer *ring = NULL;
	int error = -1;

	if (!skel || gtpu_bpf__attach(skel)) {
		fprintf(stderr, "gtpu: the kernel does not take the program; is ice loaded?\n");
	} else {
		setvbuf(stdout, NULL, _IOLBF, 0);
		ring = ring_buffer__new(bpf_map__fd(skel->maps.descriptors), print, NULL, NULL);
		for (error = ring ? 0 : -errno; error >= 0;)
			error = ring_buffer__poll(ring, -1);
	}
	ring_buffer__free(ring);
	gtpu_bpf__destroy(skel);
	return error < 0 && error != -EINTR;
}

int main(int argc, char **argv)
{
	if (argc == 1)
		return watch();
	if (argc == 3 && !strcmp(argv[1], "--bytes"))
		return print_file(argv[2]);
	fprintf(stderr, "usage: gtpu               print what ice receives with the private profile\n"
			"       gtpu --bytes FILE  print descriptors of 32 bytes; - is stdin\n");
	return 2;
}
