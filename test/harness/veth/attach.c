// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/*
 * Loads an XDP program, attaches it to an interface of this network namespace, and once told that the packets are
 * sent, says what its maps hold. Prints JSON, a line for each step; refusals are answers, not failures.
 *
 * attach OBJECT PROGRAM INTERFACE [set NAME=HEX]… [dump MAP]… [without CAPABILITY]… [ingress PROGRAM] [bound]
 * [generic] [detached]
 */
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <linux/bpf.h>
#include <linux/capability.h>
#include <linux/if_link.h>
#include <net/if.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "variable.h"

/* Newer than the headers that Debian 12 has. */
#define XDP_DEV_BOUND_ONLY (1U << 6)

#define MOST 32
#define WAIT_MS 3000

struct pair {
	const char *name;
	const char *value;
};

static struct {
	struct pair set[MOST];
	const char *dump[MOST];
	const char *without[MOST];
	/* A program of the same object, which sees each packet after XDP passed it. */
	const char *ingress;
	int sets, dumps, withouts;
	bool bound, generic, detached;
} asked;

/* What libbpf and the verifier say; kept for a refusal. */
static char talk[1 << 20];
static size_t talked;

static int keep_talk(enum libbpf_print_level level, const char *format, va_list args)
{
	int more;

	if (level == LIBBPF_DEBUG)
		return 0;
	more = vsnprintf(talk + talked, sizeof(talk) - talked, format, args);
	if (more > 0)
		talked = talked + more < sizeof(talk) ? talked + more : sizeof(talk) - 1;
	return more;
}

static void fail(const char *what, const char *name)
{
	fprintf(stderr, "%s: %s (%s)\n%s\n", name, what, strerror(errno), talk);
	exit(1);
}

static void print_string(const char *text)
{
	putchar('"');
	for (; *text; text++) {
		unsigned char c = *text;

		if (c == '"' || c == '\\')
			printf("\\%c", c);
		else if (c < ' ' || c > '~')
			printf("\\u%04x", c);
		else
			putchar(c);
	}
	putchar('"');
}

static void print_hex(const unsigned char *bytes, size_t size)
{
	putchar('"');
	for (size_t i = 0; i < size; i++)
		printf("%02x", bytes[i]);
	putchar('"');
}

static int refused(const char *step, int error)
{
	printf("{\"refused\":\"%s\",\"error\":%d,\"reason\":", step, -error);
	print_string(strerror(-error));
	printf(",\"log\":");
	print_string(talk);
	printf("}\n");
	return 0;
}

static void take_arguments(int count, char **words)
{
	for (int i = 0; i < count; i++) {
		const char *word = words[i], *next = i + 1 < count ? words[i + 1] : "";

		if (!strcmp(word, "bound"))
			asked.bound = true;
		else if (!strcmp(word, "generic"))
			asked.generic = true;
		else if (!strcmp(word, "detached"))
			asked.detached = true;
		else if (!strcmp(word, "ingress"))
			asked.ingress = next, i++;
		else if (!strcmp(word, "dump") && asked.dumps < MOST)
			asked.dump[asked.dumps++] = next, i++;
		else if (!strcmp(word, "without") && asked.withouts < MOST)
			asked.without[asked.withouts++] = next, i++;
		else if (!strcmp(word, "set") && asked.sets < MOST && strchr(next, '=')) {
			*strchr(words[++i], '=') = '\0';
			asked.set[asked.sets++] = (struct pair){ next, next + strlen(next) + 1 };
		} else
			fail("unknown argument", word);
	}
}

static int capability(const char *name)
{
	static const struct {
		const char *name;
		int number;
	} known[] = {
		{ "net_admin", CAP_NET_ADMIN },
		{ "perfmon", CAP_PERFMON },
		{ "bpf", CAP_BPF },
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (!strcmp(known[i].name, name))
			return known[i].number;
	fail("unknown capability", name);
	return -1;
}

/* For the load only. CAP_SYS_ADMIN stands for each of the others, so it goes with any of them. */
static void drop_capabilities(bool drop)
{
	struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct data[2];

	if (!asked.withouts)
		return;
	if (syscall(SYS_capget, &header, data))
		fail("capabilities cannot be read", "attach");
	data[0].effective = data[0].permitted;
	data[1].effective = data[1].permitted;
	for (int i = 0; drop && i < asked.withouts; i++) {
		int one = capability(asked.without[i]);

		data[one / 32].effective &= ~(1U << one % 32);
		data[CAP_SYS_ADMIN / 32].effective &= ~(1U << CAP_SYS_ADMIN % 32);
	}
	if (syscall(SYS_capset, &header, data))
		fail("capabilities cannot be changed", "attach");
}

static bool is_ingress(const struct bpf_program *program)
{
	return asked.ingress && !strcmp(bpf_program__name(program), asked.ingress);
}

/* Only the programs that are asked for are loaded. */
static struct bpf_program *choose(struct bpf_object *object, const char *name, int interface)
{
	struct bpf_program *program, *chosen = bpf_object__find_program_by_name(object, name);

	if (!chosen)
		fail("no such program", name);
	bpf_object__for_each_program(program, object)
		bpf_program__set_autoload(program, program == chosen || is_ingress(program));
	bpf_program__set_type(chosen, BPF_PROG_TYPE_XDP);
	if (asked.bound) {
		bpf_program__set_ifindex(chosen, interface);
		bpf_program__set_flags(chosen, bpf_program__flags(chosen) | XDP_DEV_BOUND_ONLY);
	}
	return chosen;
}

static int attach_ingress(struct bpf_object *object, int interface)
{
	const struct bpf_program *program;
	LIBBPF_OPTS(bpf_tc_hook, hook, .ifindex = interface, .attach_point = BPF_TC_INGRESS);
	LIBBPF_OPTS(bpf_tc_opts, options);

	if (!asked.ingress)
		return 0;
	program = bpf_object__find_program_by_name(object, asked.ingress);
	if (!program)
		fail("no such program", asked.ingress);
	options.prog_fd = bpf_program__fd(program);
	return bpf_tc_hook_create(&hook) ?: bpf_tc_attach(&hook, &options);
}

static void detach_ingress(int interface)
{
	LIBBPF_OPTS(bpf_tc_hook, hook, .ifindex = interface, .attach_point = BPF_TC_INGRESS | BPF_TC_EGRESS);

	if (asked.ingress && bpf_tc_hook_destroy(&hook))
		fail("cannot be detached", asked.ingress);
}

/* Of the loaded program: what the verifier walked through, and what is left of it. */
static __u32 print_loaded(int program)
{
	struct bpf_prog_info info = {};
	__u32 size = sizeof(info);

	if (bpf_obj_get_info_by_fd(program, &info, &size))
		fail("no information", "program");
	printf("{\"id\":%u,\"verified\":%u,\"xlated\":%u,\"jited\":%u}\n", info.id, info.verified_insns,
	       info.xlated_prog_len / 8, info.jited_prog_len);
	return info.id;
}

static unsigned long received(const char *interface)
{
	char line[512], *colon;
	FILE *file = fopen("/proc/net/dev", "r");
	unsigned long packets = 0;

	while (file && fgets(line, sizeof(line), file)) {
		char *name = line + strspn(line, " ");

		colon = strchr(name, ':');
		if (!colon)
			continue;
		*colon = '\0';
		if (!strcmp(name, interface))
			sscanf(colon + 1, "%*u %lu", &packets);
	}
	if (file)
		fclose(file);
	return packets;
}

static void pause_ms(long ms)
{
	struct timespec time = { ms / 1000, ms % 1000 * 1000000 };

	nanosleep(&time, NULL);
}

static int print_record(void *seen, void *data, size_t size)
{
	printf((*(int *)seen)++ ? "," : "");
	print_hex(data, size);
	return 0;
}

static void dump_ring(int fd)
{
	int seen = 0;
	struct ring_buffer *ring = ring_buffer__new(fd, print_record, &seen, NULL);

	if (!ring || ring_buffer__consume(ring) < 0)
		fail("the ring cannot be read", "dump");
	ring_buffer__free(ring);
}

static void dump_array(const struct bpf_map *map)
{
	__u32 size = bpf_map__value_size(map);
	unsigned char *value = malloc(size);

	for (__u32 key = 0; key < bpf_map__max_entries(map); key++) {
		if (bpf_map_lookup_elem(bpf_map__fd(map), &key, value))
			fail("an entry cannot be read", bpf_map__name(map));
		printf(key ? "," : "");
		print_hex(value, size);
	}
	free(value);
}

static void print_maps(struct bpf_object *object)
{
	for (int i = 0; i < asked.dumps; i++) {
		struct bpf_map *map = bpf_object__find_map_by_name(object, asked.dump[i]);

		if (!map)
			fail("no such map", asked.dump[i]);
		printf(i ? "," : "");
		print_string(asked.dump[i]);
		printf(":[");
		if (bpf_map__type(map) == BPF_MAP_TYPE_RINGBUF)
			dump_ring(bpf_map__fd(map));
		else
			dump_array(map);
		printf("]");
	}
}

/* A program is freed some time after its last user went. */
static bool is_gone(__u32 id)
{
	for (int tries = 0; tries < 200; tries++) {
		int fd = bpf_prog_get_fd_by_id(id);

		if (fd < 0)
			return errno == ENOENT;
		close(fd);
		pause_ms(10);
	}
	return false;
}

int main(int argc, char **argv)
{
	struct bpf_object *object = argc > 3 ? bpf_object__open_file(argv[1], NULL) : NULL;
	int interface = argc > 3 ? if_nametoindex(argv[3]) : 0;
	struct bpf_program *program;
	unsigned long before, packets, seen = 0;
	__u32 flags, id, left = 0;
	int error;

	libbpf_set_print(keep_talk);
	if (!object || !interface)
		fail("cannot be opened", object ? argv[3] : argc > 3 ? argv[1] : "attach OBJECT PROGRAM INTERFACE");
	take_arguments(argc - 4, argv + 4);
	for (int i = 0; i < asked.sets; i++) {
		const char *wrong = set_variable(object, asked.set[i].name, asked.set[i].value);

		if (wrong)
			fail(wrong, asked.set[i].name);
	}
	program = choose(object, argv[2], interface);
	drop_capabilities(true);
	error = bpf_object__load(object);
	drop_capabilities(false);
	if (error)
		return refused("load", error);
	flags = asked.generic ? XDP_FLAGS_SKB_MODE : XDP_FLAGS_DRV_MODE;
	if (!asked.detached) {
		error = bpf_xdp_attach(interface, bpf_program__fd(program), flags | XDP_FLAGS_UPDATE_IF_NOEXIST, NULL);
		if (error)
			return refused("attach", error);
	}
	error = attach_ingress(object, interface);
	if (error)
		return refused("attach", error);
	before = received(argv[3]);
	id = print_loaded(bpf_program__fd(program));
	fflush(stdout);

	/* Now packets are sent by someone else, who then says how many. */
	if (scanf("%lu", &packets) != 1)
		packets = 0;
	for (int waited = 0; waited < WAIT_MS; waited++) {
		seen = received(argv[3]) - before;
		if (seen >= packets)
			break;
		pause_ms(1);
	}
	printf("{\"received\":%lu,\"maps\":{", seen);
	print_maps(object);
	printf("},\"left\":[");
	if (!asked.detached && bpf_xdp_detach(interface, flags, NULL))
		fail("cannot be detached", argv[3]);
	detach_ingress(interface);
	bpf_object__close(object);
	if (bpf_xdp_query_id(interface, 0, &left) || left)
		printf("\"an XDP program on %s\"", argv[3]);
	if (!is_gone(id))
		printf("%s\"program %u\"", left ? "," : "", id);
	printf("]}\n");
	return fflush(stdout) != 0;
}
