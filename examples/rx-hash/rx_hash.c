// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/* Attaches rx_hash.bpf.c to mlx5, or runs it on descriptors from a file, and prints what it counted. */
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <nicdesc/mlx5/cqe64.h>

#include "rx_hash.h"
#include "rx_hash.skel.h"

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

static void stop(int signal)
{
	(void)signal;
}

/* Counts until a signal comes, or for some seconds. */
static int watch(struct rx_hash_bpf *skel, unsigned int seconds)
{
	struct sigaction action = { .sa_handler = stop };
	sigset_t signals, none;

	sigemptyset(&none);
	sigemptyset(&signals);
	for (const int *one = (const int[]){ SIGINT, SIGTERM, SIGALRM, 0 }; *one; one++) {
		sigaddset(&signals, *one);
		sigaction(*one, &action, NULL);
	}
	/* Signals wait until sigsuspend(): none can come between attaching and waiting. */
	sigprocmask(SIG_BLOCK, &signals, NULL);
	if (rx_hash_bpf__attach(skel)) {
		fprintf(stderr, "rx_hash: cannot attach\n");
		return -1;
	}
	fprintf(stderr, "counting; Ctrl-C ends\n");
	if (seconds)
		alarm(seconds);
	sigsuspend(&none);
	return 0;
}

static int run_on_bytes(struct rx_hash_bpf *skel, const char *path)
{
	FILE *file = strcmp(path, "-") ? fopen(path, "rb") : stdin;
	unsigned char bytes[NICDESC_MLX5_CQE64_SIZE];
	LIBBPF_OPTS(bpf_test_run_opts, options, .data_in = bytes, .data_size_in = sizeof(bytes));
	int program = bpf_program__fd(skel->progs.from_bytes), error = 0;

	if (!file) {
		perror(path);
		return -1;
	}
	while (!error && fread(bytes, sizeof(bytes), 1, file) == 1)
		error = bpf_prog_test_run_opts(program, &options);
	if (file != stdin)
		fclose(file);
	if (error)
		fprintf(stderr, "rx_hash: the program does not run: %s\n", strerror(-error));
	return error;
}

static int usage(void)
{
	fprintf(stderr, "usage: rx_hash [--seconds N] [--function NAME]  count what mlx5 receives\n"
			"       rx_hash --bytes FILE                     count descriptors of 64 bytes; - is stdin\n"
			"NAME is another function whose second argument is the completion:\n"
			"mlx5e_handle_rx_cqe_rep, mlx5e_handle_rx_cqe_mpwrq_shampo, ...\n");
	return 2;
}

int main(int argc, char **argv)
{
	static const struct option OPTIONS[] = {
		{ "bytes", required_argument, NULL, 'b' },
		{ "function", required_argument, NULL, 'f' },
		{ "seconds", required_argument, NULL, 's' },
		{ NULL, 0, NULL, 0 },
	};
	const char *bytes = NULL, *function = NULL;
	unsigned int seconds = 0;
	struct rx_hash_bpf *skel;
	int option, error = 1;

	while ((option = getopt_long(argc, argv, "b:f:s:", OPTIONS, NULL)) != -1) {
		if (option == 'b')
			bytes = optarg;
		else if (option == 'f')
			function = optarg;
		else if (option == 's')
			seconds = strtoul(optarg, NULL, 10);
		else
			return usage();
	}
	if (optind < argc)
		return usage();
	skel = rx_hash_bpf__open();
	if (!skel)
		return 1;
	bpf_program__set_autoload(skel->progs.from_bytes, bytes != NULL);
	bpf_program__set_autoload(skel->progs.handle_rx_cqe, bytes == NULL);
	bpf_program__set_autoload(skel->progs.handle_rx_cqe_mpwrq, bytes == NULL && function == NULL);
	if (!bytes && function && bpf_program__set_attach_target(skel->progs.handle_rx_cqe, 0, function))
		fprintf(stderr, "rx_hash: there is no function %s\n", function);
	else if (rx_hash_bpf__load(skel))
		fprintf(stderr, "rx_hash: the kernel does not take the programs%s\n", bytes ? "" : "; is mlx5_core loaded?");
	else
		error = (bytes ? run_on_bytes(skel, bytes) : watch(skel, seconds)) || print_table(skel->maps.packets);
	rx_hash_bpf__destroy(skel);
	return error != 0;
}
