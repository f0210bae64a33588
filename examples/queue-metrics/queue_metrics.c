// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/* Attaches queue_metrics.bpf.c to an interface and prints what each of its queues received. */
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <nicdesc/core.h>
#include <nicdesc/loader.h>

#include "queue_metrics.h"
#include "queue_metrics.skel.h"

static void add(struct metrics *sum, const struct metrics *one)
{
	sum->packets += one->packets;
	sum->bytes += one->bytes;
	for (int i = 0; i < TAG_KINDS; i++)
		sum->tags[i] += one->tags[i];
	for (int i = 0; i < CSUM_KINDS; i++)
		sum->sums[i] += one->sums[i];
}

static int print_queues(const struct bpf_map *map)
{
	int cpus = libbpf_num_possible_cpus();
	struct metrics *each = cpus > 0 ? calloc(cpus, sizeof(*each)) : NULL;

	if (!each)
		return -1;
	printf("%-5s %10s %12s | %10s %8s %8s %8s | %10s %8s %8s %8s %8s %8s\n", "queue", "packets", "bytes", "no tag",
	       "802.1Q", "802.1ad", "untold", "csum good", "sum", "partial", "none", "bad", "untold");
	for (__u32 queue = 0; queue < MOST_QUEUES; queue++) {
		struct metrics m = {};

		if (bpf_map__lookup_elem(map, &queue, sizeof(queue), each, cpus * sizeof(*each), 0))
			continue;
		for (int cpu = 0; cpu < cpus; cpu++)
			add(&m, &each[cpu]);
		if (!m.packets)
			continue;
		printf("%-5u %10llu %12llu | %10llu %8llu %8llu %8llu | %10llu %8llu %8llu %8llu %8llu %8llu\n", queue,
		       m.packets, m.bytes, m.tags[TAG_NONE], m.tags[TAG_8021Q], m.tags[TAG_8021AD], m.tags[TAG_UNTOLD],
		       m.sums[NICDESC_CSUM_STATUS_UNNECESSARY], m.sums[NICDESC_CSUM_STATUS_COMPLETE],
		       m.sums[NICDESC_CSUM_STATUS_PARTIAL], m.sums[NICDESC_CSUM_STATUS_NONE],
		       m.sums[NICDESC_CSUM_STATUS_BAD], m.sums[CSUM_UNTOLD]);
	}
	free(each);
	return 0;
}

/* Blocked from before the program is attached, so that none ends us without detaching it. */
static void wait_for_signal(const sigset_t *signals, unsigned int every, const struct bpf_map *map)
{
	struct timespec time = { .tv_sec = every };
	int signal;

	fprintf(stderr, "running; Ctrl-C ends\n");
	if (!every) {
		sigwait(signals, &signal);
		return;
	}
	while (sigtimedwait(signals, NULL, &time) < 0 && !print_queues(map))
		fflush(stdout);
}

static int usage(void)
{
	fprintf(stderr, "usage: queue_metrics [--every SECONDS] [--format QUEUE_FORMAT] INTERFACE\n");
	return 2;
}

int main(int argc, char **argv)
{
	static const struct option OPTIONS[] = {
		{ "every", required_argument, NULL, 'e' },
		{ "format", required_argument, NULL, 'f' },
		{ NULL, 0, NULL, 0 },
	};
	struct nicdesc_setup setup = {};
	struct queue_metrics_bpf *skel;
	const char *interface;
	unsigned int every = 0;
	sigset_t signals;
	int option;

	while ((option = getopt_long(argc, argv, "e:f:", OPTIONS, NULL)) != -1) {
		if (option == 'e')
			every = strtoul(optarg, NULL, 10);
		else if (option == 'f')
			setup.format = optarg;
		else
			return usage();
	}
	if (optind + 1 != argc)
		return usage();
	interface = argv[optind];
	skel = queue_metrics_bpf__open();
	if (!skel)
		return 1;
	if (nicdesc_setup(skel->obj, interface, &setup))
		goto failed;
	if (queue_metrics_bpf__load(skel)) {
		snprintf(setup.why, sizeof(setup.why), "the kernel does not take the program");
		goto failed;
	}
	sigemptyset(&signals);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	if (nicdesc_attach_xdp(skel->progs.count, interface, &setup))
		goto failed;
	wait_for_signal(&signals, every, skel->maps.queues);
	nicdesc_detach_xdp(skel->progs.count, interface);
	print_queues(skel->maps.queues);
	queue_metrics_bpf__destroy(skel);
	return 0;
failed:
	fprintf(stderr, "queue_metrics: %s\n", setup.why);
	queue_metrics_bpf__destroy(skel);
	return 1;
}
