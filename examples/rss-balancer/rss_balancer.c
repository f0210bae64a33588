// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/* Spreads what an interface receives over CPUs, by rss_balancer.bpf.c, and prints who got how much. */
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <nicdesc/loader.h>

#include "rss_balancer.h"
#include "rss_balancer.skel.h"

/* Packets that may wait for a CPU. */
#define QUEUE_SIZE 2048

static int add_cpus(struct rss_balancer_bpf *skel, __u32 count)
{
	struct bpf_cpumap_val value = { .qsize = QUEUE_SIZE };

	for (__u32 cpu = 0; cpu < count; cpu++)
		if (bpf_map__update_elem(skel->maps.cpus, &cpu, sizeof(cpu), &value, sizeof(value), 0)) {
			fprintf(stderr, "rss_balancer: CPU %u takes no packets\n", cpu);
			return -1;
		}
	return 0;
}

static int print_shares(struct rss_balancer_bpf *skel, __u32 count)
{
	int cpus = libbpf_num_possible_cpus();
	struct share *each = cpus > 0 ? calloc(cpus, sizeof(*each)) : NULL;

	if (!each)
		return -1;
	printf("%-6s %14s %14s\n", "cpu", "hash by NIC", "by program");
	for (__u32 target = 0; target < count; target++) {
		struct share sum = {};

		if (bpf_map__lookup_elem(skel->maps.shares, &target, sizeof(target), each, cpus * sizeof(*each), 0))
			continue;
		for (int cpu = 0; cpu < cpus; cpu++) {
			sum.by_nic += each[cpu].by_nic;
			sum.by_program += each[cpu].by_program;
		}
		printf("%-6u %14llu %14llu\n", target, sum.by_nic, sum.by_program);
	}
	free(each);
	return 0;
}

/* Blocked from before the program is attached, so that none ends us without detaching it. */
static void wait_for_signal(const sigset_t *signals)
{
	int signal;

	fprintf(stderr, "running; Ctrl-C ends\n");
	sigwait(signals, &signal);
}

static int usage(void)
{
	fprintf(stderr, "usage: rss_balancer [--cpus N] [--format QUEUE_FORMAT] INTERFACE\n");
	return 2;
}

int main(int argc, char **argv)
{
	static const struct option OPTIONS[] = {
		{ "cpus", required_argument, NULL, 'c' },
		{ "format", required_argument, NULL, 'f' },
		{ NULL, 0, NULL, 0 },
	};
	int option, available = libbpf_num_possible_cpus();
	__u32 count = available > 0 ? available : 1;
	struct nicdesc_setup setup = {};
	struct rss_balancer_bpf *skel;
	const char *interface;
	sigset_t signals;

	while ((option = getopt_long(argc, argv, "c:f:", OPTIONS, NULL)) != -1) {
		if (option == 'c')
			count = strtoul(optarg, NULL, 10);
		else if (option == 'f')
			setup.format = optarg;
		else
			return usage();
	}
	if (optind + 1 != argc || !count || count > MOST_TARGETS)
		return usage();
	interface = argv[optind];
	skel = rss_balancer_bpf__open();
	if (!skel)
		return 1;
	skel->rodata->targets = count;
	if (nicdesc_setup(skel->obj, interface, &setup))
		goto failed;
	if (rss_balancer_bpf__load(skel)) {
		snprintf(setup.why, sizeof(setup.why), "the kernel does not take the program");
		goto failed;
	}
	sigemptyset(&signals);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	if (add_cpus(skel, count) || nicdesc_attach_xdp(skel->progs.balance, interface, &setup))
		goto failed;
	wait_for_signal(&signals);
	nicdesc_detach_xdp(skel->progs.balance, interface);
	print_shares(skel, count);
	rss_balancer_bpf__destroy(skel);
	return 0;
failed:
	fprintf(stderr, "rss_balancer: %s\n", setup.why);
	rss_balancer_bpf__destroy(skel);
	return 1;
}
