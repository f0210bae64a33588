// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/*
 * Times programs of bench/bpf on a veth pair of its own, in network namespaces that go with this process: real packets,
 * in driver mode, each program in each round, in turns. Prints a JSON object a line.
 *
 * run ROUNDS PACKETS VARIANT…
 * VARIANT: OBJECT:PROGRAM[:bound][:NAME=HEX]…, NAME being a variable of .rodata
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/if_link.h>
#include <net/if.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "variable.h"

#define XDP_DEV_BOUND_ONLY (1U << 6)
#define MOST_VARIANTS 64
#define WAIT_US 1000000

struct result {
	__u64 runs;
	__u64 least_ns;
	__u64 value;
};

/* The programs of loop.h: reads that are independent, and that wait for one another. */
enum kind { FREE, CHAINED, KINDS };

struct variant {
	const char *program;
	int fds[KINDS], once, map;
	__u64 *least_ns[KINDS], value;
};

static void fail(const char *what, const char *name)
{
	fprintf(stderr, "%s: %s (%s)\n", name, what, strerror(errno));
	exit(1);
}

static void do_command(const char *command)
{
	if (system(command))
		fail("does not work", command);
}

static int new_namespace(void)
{
	int file;

	if (unshare(CLONE_NEWNET))
		fail("no network namespace", "run");
	/* Nobody but us is to send packets. */
	file = open("/proc/sys/net/ipv6/conf/default/disable_ipv6", O_WRONLY);
	if (file >= 0) {
		if (write(file, "1", 1) != 1)
			fail("IPv6 cannot be switched off", "run");
		close(file);
	}
	return open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
}

/* Leaves us on the receiver's side, with a connected socket on the sender's: its packets carry a hash. */
static int make_pair(int *interface)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(9) };
	int sender = new_namespace(), receiver = new_namespace(), fd;
	char command[256];

	snprintf(command, sizeof(command),
		 "ip link add rx0 address 02:00:00:00:00:02 type veth peer name tx0 netns /proc/%d/fd/%d && "
		 "ip link set rx0 up",
		 getpid(), sender);
	do_command(command);
	if (setns(sender, CLONE_NEWNET))
		fail("cannot be entered", "the sender's namespace");
	do_command("ip addr add 10.0.0.1/24 dev tx0 && ip link set tx0 up && "
		   "ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:02 dev tx0 nud permanent");
	inet_pton(AF_INET, "10.0.0.2", &to.sin_addr);
	fd = socket(AF_INET, SOCK_DGRAM, 0);
	if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof(to)))
		fail("no socket", "run");
	if (setns(receiver, CLONE_NEWNET))
		fail("cannot be entered", "the receiver's namespace");
	*interface = if_nametoindex("rx0");
	return fd;
}

static struct bpf_object *load(const char *path, const char *program, char *words, int interface)
{
	struct bpf_object *object = bpf_object__open_file(path, NULL);
	struct bpf_program *one;
	bool bound = false;

	if (!object)
		fail("cannot be opened", path);
	for (char *word = strtok(words, ":"); word; word = strtok(NULL, ":")) {
		char *value = strchr(word, '=');
		const char *wrong;

		if (!strcmp(word, "bound")) {
			bound = true;
			continue;
		}
		if (!value)
			fail("unknown word", word);
		*value = '\0';
		wrong = set_variable(object, word, value + 1);
		if (wrong)
			fail(wrong, word);
	}
	bpf_object__for_each_program(one, object) {
		const char *name = bpf_program__name(one);
		size_t length = strlen(program);
		bool asked = !strncmp(name, program, length) && (!name[length] || !strcmp(name + length, "_once") || !strcmp(name + length, "_chained"));

		bpf_program__set_autoload(one, asked);
		if (asked && bound) {
			bpf_program__set_ifindex(one, interface);
			bpf_program__set_flags(one, bpf_program__flags(one) | XDP_DEV_BOUND_ONLY);
		}
	}
	if (bpf_object__load(object))
		fail("the kernel refuses it", program);
	return object;
}

static int program_of(struct bpf_object *object, const char *program, const char *suffix)
{
	char name[128];
	struct bpf_program *one;

	snprintf(name, sizeof(name), "%s%s", program, suffix);
	one = bpf_object__find_program_by_name(object, name);
	if (!one)
		fail("no such program", name);
	return bpf_program__fd(one);
}

static struct variant prepare(char *text, int interface, int rounds)
{
	char *path = strsep(&text, ":"), *program = strsep(&text, ":");
	char none[] = "";
	struct variant variant = { .program = program };
	struct bpf_object *object;

	if (!program)
		fail("not OBJECT:PROGRAM", path);
	object = load(path, program, text ?: none, interface);
	variant.fds[FREE] = program_of(object, program, "");
	variant.fds[CHAINED] = program_of(object, program, "_chained");
	for (int kind = 0; kind < KINDS; kind++)
		variant.least_ns[kind] = calloc(rounds, sizeof(__u64));
	variant.once = program_of(object, program, "_once");
	variant.map = bpf_object__find_map_fd_by_name(object, "result");
	return variant;
}

static __u32 instructions(int program)
{
	struct bpf_prog_info info = {};
	__u32 size = sizeof(info);

	if (bpf_obj_get_info_by_fd(program, &info, &size))
		fail("no information", "program");
	return info.xlated_prog_len / sizeof(struct bpf_insn);
}

static void send_packets(int to, int packets)
{
	char payload[64] = {};

	for (int i = 0; i < packets; i++)
		if (send(to, payload, sizeof(payload), 0) != sizeof(payload))
			fail("cannot be sent", "a packet");
}

static struct result take(const struct variant *variant)
{
	struct result result = {};
	__u32 key = 0;

	if (bpf_map_lookup_elem(variant->map, &key, &result))
		fail("no result", variant->program);
	return result;
}

static void reset(const struct variant *variant)
{
	struct result none = {};
	__u32 key = 0;

	if (bpf_map_update_elem(variant->map, &key, &none, 0))
		fail("no result", variant->program);
}

/* Nearly always the packets are through when send() returns. */
static struct result await_packets(const struct variant *variant, __u64 packets)
{
	struct result result = {};

	for (int waited = 0; waited < WAIT_US; waited += 100) {
		result = take(variant);
		if (result.runs >= packets)
			return result;
		usleep(100);
	}
	errno = ETIMEDOUT;
	fail("packets do not arrive, or it gave up", variant->program);
	return result;
}

static void measure(struct variant *variant, enum kind kind, int round, int interface, int socket, int packets)
{
	struct result result;

	if (bpf_xdp_attach(interface, variant->fds[kind], XDP_FLAGS_DRV_MODE, NULL))
		fail("cannot be attached", variant->program);
	/* The first one warms up the caches. */
	reset(variant);
	send_packets(socket, 1);
	await_packets(variant, 1);
	reset(variant);
	send_packets(socket, packets);
	result = await_packets(variant, packets);
	variant->least_ns[kind][round] = result.least_ns;
	variant->value = result.value;
}

static void stay_on_this_cpu(void)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(sched_getcpu(), &set);
	if (sched_setaffinity(0, sizeof(set), &set))
		fail("cannot stay on one CPU", "run");
}

int main(int argc, char **argv)
{
	int rounds = argc > 3 ? atoi(argv[1]) : 0, packets = argc > 3 ? atoi(argv[2]) : 0, count = argc - 3;
	struct variant variants[MOST_VARIANTS];
	int interface, socket;

	if (rounds < 1 || packets < 1 || count > MOST_VARIANTS)
		fail("run ROUNDS PACKETS VARIANT...", "usage");
	stay_on_this_cpu();
	socket = make_pair(&interface);
	for (int i = 0; i < count; i++)
		variants[i] = prepare(argv[i + 3], interface, rounds);
	for (int round = 0; round < rounds; round++)
		for (int i = 0; i < count; i++)
			for (int kind = 0; kind < KINDS; kind++)
				measure(&variants[(i + round) % count], kind, round, interface, socket, packets);
	if (bpf_xdp_detach(interface, XDP_FLAGS_DRV_MODE, NULL))
		fail("cannot be detached", "rx0");
	for (int i = 0; i < count; i++) {
		const struct variant *one = &variants[i];

		printf("{\"program\":\"%s\",\"instructions\":%u,\"once\":%u,\"value\":\"%#llx\"", one->program,
		       instructions(one->fds[FREE]), instructions(one->once), one->value);
		for (int kind = 0; kind < KINDS; kind++) {
			printf(",\"%s\":[", kind == FREE ? "free" : "chained");
			for (int round = 0; round < rounds; round++)
				printf("%s%llu", round ? "," : "", one->least_ns[kind][round]);
			printf("]");
		}
		printf("}\n");
	}
	return fflush(stdout) != 0;
}
