// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/*
 * Runs the example's programs as the driver would make them run, and prints their histograms by the example's code.
 *
 * tx-latency OBJECT KIND:MICROSECONDS:COUNT…
 * KIND is the number of the kind; without MICROSECONDS nobody sees how the packets are submitted.
 */
#define main example
#include "tx_latency.c"
#undef main

#define MOST_ARGUMENTS 3
/* What i40e_xmit_xdp_ring() returns when all went well, I40E_XDP_TX. */
#define SENT 2

static struct bpf_object *object;

static void fail(const char *what, const char *name)
{
	fprintf(stderr, "%s: %s (%s)\n", name, what, strerror(errno));
	exit(1);
}

static void run(const char *name, __u64 first, __u64 second, __u64 third)
{
	__u64 arguments[MOST_ARGUMENTS] = { first, second, third };
	LIBBPF_OPTS(bpf_test_run_opts, options, .ctx_in = arguments, .ctx_size_in = sizeof(arguments));
	struct bpf_program *program = bpf_object__find_program_by_name(object, name);

	if (!program || bpf_prog_test_run_opts(bpf_program__fd(program), &options) || options.retval)
		fail("does not run", name);
}

static __u64 address(__u32 i)
{
	__u64 value;

	if (bpf_map__lookup_elem(bpf_object__find_map_by_name(object, "addresses"), &i, sizeof(i), &value,
				 sizeof(value), 0))
		fail("no address", "prepare");
	return value;
}

static void send_one(int kind, unsigned int us, int seen, __u64 packet)
{
	run("prepare", kind, packet, 0);
	if (seen && kind == KIND_XDP)
		run("traced_submitted_xdp", packet, address(0), SENT);
	else if (seen)
		run("traced_submitted_skb", packet, address(0), 0);
	usleep(us);
	/* Both see each completion; one of them leaves it to the other. */
	run("traced_completed_skb", address(0), address(1), address(2));
	run("traced_completed_xdp", address(0), address(1), address(2));
}

int main(int argc, char **argv)
{
	struct bpf_program *program;
	__u64 packet = 0xffff888000000000;

	if (argc < 3)
		return 2;
	object = bpf_object__open_file(argv[1], NULL);
	if (!object)
		fail("cannot be opened", argv[1]);
	bpf_object__for_each_program(program, object)
		bpf_program__set_autoload(program, bpf_program__type(program) != BPF_PROG_TYPE_TRACING);
	if (bpf_object__load(object))
		fail("the kernel refuses it", argv[1]);
	for (char **word = argv + 2; *word; word++) {
		unsigned int us = 0;
		int kind, count, seen = sscanf(*word, "%d:%u:%d", &kind, &us, &count) == 3;

		if (!seen && sscanf(*word, "%d::%d", &kind, &count) != 2)
			fail("what is it", *word);
		for (int i = 0; i < count; i++)
			send_one(kind, us, seen, packet += 256);
	}
	/* At the packet where the driver stops, the NIC is. */
	run("prepare", KIND_PLAIN, packet, 0);
	run("traced_completed_skb", address(0), address(1) - 7 * 16, address(2));
	return print_histograms(bpf_object__find_map_by_name(object, "histograms")) != 0;
}
