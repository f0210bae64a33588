// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/* Attaches rx_hash.bpf.c to an interface and prints what it counted. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <nicdesc/core.h>
#include <nicdesc/loader.h>

#include "rx_hash.h"
#include "rx_hash.skel.h"

/* The interface, unless the command line names one: the only line that knows of your machine. */
#define INTERFACE "eth0"

struct row {
	struct hash_key key;
	__u64 packets;
};

static const struct {
	__u32 bit;
	const char *name;
} NAMES[] = {
	{ NICDESC_RSS_TYPE_L3_IPV4, "ipv4" },	{ NICDESC_RSS_TYPE_L3_IPV6, "ipv6" },
	{ NICDESC_RSS_TYPE_L3_DYNHDR, "ext" },	{ NICDESC_RSS_TYPE_L4, "l4" },
	{ NICDESC_RSS_TYPE_L4_TCP, "tcp" },	{ NICDESC_RSS_TYPE_L4_UDP, "udp" },
	{ NICDESC_RSS_TYPE_L4_SCTP, "sctp" },	{ NICDESC_RSS_TYPE_L4_IPSEC, "ipsec" },
	{ NICDESC_RSS_TYPE_L4_ICMP, "icmp" },
};

static const char *type_text(const struct hash_key *key, char *text, size_t size)
{
	size_t used = 0;

	if (key->bucket == NO_HASH)
		return "no hash";
	if (key->type == NICDESC_RSS_TYPE_NONE)
		return "unknown";
	for (size_t i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++)
		if (key->type & NAMES[i].bit)
			used += snprintf(text + used, size - used, "%s%s", used ? "+" : "", NAMES[i].name);
	return text;
}

static int compare_rows(const void *left, const void *right)
{
	const struct hash_key *a = &((const struct row *)left)->key, *b = &((const struct row *)right)->key;

	if (a->type != b->type)
		return a->type < b->type ? -1 : 1;
	return a->bucket < b->bucket ? -1 : a->bucket > b->bucket;
}

static int print_table(const struct bpf_map *map)
{
	int cpus = libbpf_num_possible_cpus(), count = 0, capacity = bpf_map__max_entries(map);
	struct row *rows = calloc(capacity, sizeof(*rows));
	__u64 *sums = cpus > 0 ? calloc(cpus, sizeof(*sums)) : NULL;
	struct hash_key key, *before = NULL;

	if (!rows || !sums)
		return -1;
	while (count < capacity && !bpf_map__get_next_key(map, before, &key, sizeof(key))) {
		struct row *row = &rows[count++];

		row->key = key;
		before = &row->key;
		if (bpf_map__lookup_elem(map, &key, sizeof(key), sums, cpus * sizeof(*sums), 0))
			continue;
		for (int i = 0; i < cpus; i++)
			row->packets += sums[i];
	}
	qsort(rows, count, sizeof(*rows), compare_rows);
	printf("%-16s %6s %10s\n", "hash over", "bucket", "packets");
	for (int i = 0; i < count; i++) {
		char text[64], bucket[12] = "-";

		if (rows[i].key.bucket != NO_HASH)
			snprintf(bucket, sizeof(bucket), "%u", rows[i].key.bucket);
		printf("%-16s %6s %10llu\n", type_text(&rows[i].key, text, sizeof(text)), bucket, rows[i].packets);
	}
	free(sums);
	free(rows);
	return 0;
}

int main(int argc, char **argv)
{
	const char *interface = argc > 1 ? argv[1] : INTERFACE;
	struct nicdesc_setup setup = {};
	struct rx_hash_bpf *skel;
	sigset_t signals;
	int signal;

	if (argc > 2) {
		fprintf(stderr, "usage: rx_hash [INTERFACE]\n");
		return 2;
	}
	skel = rx_hash_bpf__open();
	if (!skel)
		return 1;
	/* Finds out which NIC it is. What these headers do not know is refused. */
	if (nicdesc_setup(skel->obj, interface, &setup))
		goto failed;
	if (rx_hash_bpf__load(skel)) {
		snprintf(setup.why, sizeof(setup.why), "the kernel does not take the program");
		goto failed;
	}
	/* Signals wait for sigwait(), so that none ends us without detaching the program. */
	sigemptyset(&signals);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	if (nicdesc_attach_xdp(skel->progs.count, interface, &setup))
		goto failed;
	fprintf(stderr, "running; Ctrl-C ends\n");
	sigwait(&signals, &signal);
	nicdesc_detach_xdp(skel->progs.count, interface);
	print_table(skel->maps.packets);
	rx_hash_bpf__destroy(skel);
	return 0;
failed:
	fprintf(stderr, "rx_hash: %s\n", setup.why);
	rx_hash_bpf__destroy(skel);
	return 1;
}
