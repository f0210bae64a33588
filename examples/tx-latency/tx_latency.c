// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/* Attaches tx_latency.bpf.c to the driver of an interface and prints how long its packets took. */
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <nicdesc/loader.h>

#include "tx_latency.h"
#include "tx_latency.skel.h"

#define BAR 40

static const char *const NAMES[KINDS] = {
	[KIND_PLAIN] = "packets of the stack",
	[KIND_CSUM] = "packets of the stack, checksum by the NIC",
	[KIND_XDP] = "frames of XDP",
};

static void print_histogram(const char *name, const struct histogram *histogram)
{
	int first = SLOTS, last = 0;
	__u64 most = 1;

	for (int slot = 0; slot < SLOTS; slot++) {
		if (!histogram->slots[slot])
			continue;
		first = slot < first ? slot : first;
		last = slot;
		most = histogram->slots[slot] > most ? histogram->slots[slot] : most;
	}
	if (first == SLOTS && !histogram->unseen)
		return;
	printf("%s", name);
	if (histogram->unseen)
		printf(" (%llu more not seen when submitted)", histogram->unseen);
	printf("\n%14s %14s\n", "ns, from", "packets");
	for (int slot = first; slot <= last; slot++) {
		int stars = histogram->slots[slot] * BAR / most;

		printf("%14llu %14llu |%.*s\n", 1ULL << slot, histogram->slots[slot], stars,
		       "****************************************");
	}
}

static int print_histograms(const struct bpf_map *map)
{
	int cpus = libbpf_num_possible_cpus();
	struct histogram *each = cpus > 0 ? calloc(cpus, sizeof(*each)) : NULL;

	if (!each)
		return -1;
	for (__u32 kind = 0; kind < KINDS; kind++) {
		struct histogram sum = {};

		if (bpf_map__lookup_elem(map, &kind, sizeof(kind), each, cpus * sizeof(*each), 0))
			continue;
		for (int cpu = 0; cpu < cpus; cpu++) {
			for (int slot = 0; slot < SLOTS; slot++)
				sum.slots[slot] += each[cpu].slots[slot];
			sum.unseen += each[cpu].unseen;
		}
		print_histogram(NAMES[kind], &sum);
	}
	free(each);
	return 0;
}

int main(int argc, char **argv)
{
	/* What tx_latency.bpf.c is written for. */
	struct nicdesc_setup setup = { .driver = "i40e" };
	struct tx_latency_bpf *skel;
	sigset_t signals;
	int signal;

	if (argc != 2) {
		fprintf(stderr, "usage: tx_latency INTERFACE\n");
		return 2;
	}
	skel = tx_latency_bpf__open();
	if (!skel)
		return 1;
	sigemptyset(&signals);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	if (nicdesc_setup(skel->obj, argv[1], &setup)) {
		fprintf(stderr, "tx_latency: %s\n", setup.why);
	} else if (tx_latency_bpf__load(skel) || tx_latency_bpf__attach(skel)) {
		fprintf(stderr, "tx_latency: the kernel does not take the programs\n");
	} else {
		fprintf(stderr, "running, on all interfaces of %s; Ctrl-C ends\n", setup.ethtool);
		sigwait(&signals, &signal);
		tx_latency_bpf__detach(skel);
		print_histograms(skel->maps.histograms);
		tx_latency_bpf__destroy(skel);
		return 0;
	}
	tx_latency_bpf__destroy(skel);
	return 1;
}
