// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/*
 * Makes programs ready for an interface by nicdesc/loader.h, attaches them, lets a command send packets, and prints
 * what the programs noted: a line of words for each record. Then it detaches and says what is left.
 *
 * watch OBJECT INTERFACE PACKETS COMMAND PROGRAM...
 * watch refuse OBJECT INTERFACE DRIVER FORMAT      ("-" for none): what nicdesc_setup() says
 *
 * Hashes are turned on, and times of PTP packets, where the driver has them. With 0 packets the command may take the
 * interface away; then there is nothing to detach from.
 */
#include <nicdesc/loader.h>
#include <inttypes.h>
#include <linux/net_tstamp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <sys/wait.h>
#include <time.h>

#include "record.h"

#define MOST 16
#define WAIT_MS 20000

static struct {
	struct bpf_program *program;
	struct bpf_link *link;
	__u32 id;
	bool xdp;
} attached[MOST];

static char talk[1 << 16];
static size_t talked;
static unsigned long seen;

static int keep_talk(enum libbpf_print_level level, const char *format, va_list args)
{
	int more;

	if (level == LIBBPF_DEBUG)
		return 0;
	more = vsnprintf(talk + talked, sizeof(talk) - talked, format, args);
	if (more > 0)
		talked = talked + more < sizeof(talk) ? talked + more : 0;
	return more;
}

static void fail(const char *what, const char *name)
{
	fprintf(stderr, "%s: %s (%s)\n%s\n", name, what, strerror(errno), talk);
	exit(1);
}

static void pause_ms(long ms)
{
	struct timespec time = { ms / 1000, ms % 1000 * 1000000 };

	nanosleep(&time, NULL);
}

static int print_record(void *unused, void *data, size_t size)
{
	const struct record *record = data;

	(void)unused;
	printf("record");
	for (size_t i = 0; i < size / 8; i++)
		printf(" %" PRId64, (int64_t)((const __s64 *)data)[i]);
	printf("\n");
	if (record->kind == KIND_SKB && record->id > 0)
		seen++;
	return 0;
}

static struct bpf_program *find(struct bpf_object *object, const char *name)
{
	struct bpf_program *program = bpf_object__find_program_by_name(object, name);

	if (!program)
		fail("no such program", name);
	return program;
}

static __u32 id_of(const struct bpf_program *program)
{
	struct bpf_prog_info info = {};
	__u32 size = sizeof(info);

	if (bpf_obj_get_info_by_fd(bpf_program__fd(program), &info, &size))
		fail("no information", bpf_program__name(program));
	return info.id;
}

/* A program is freed some time after its last user went. */
static bool is_gone(__u32 id)
{
	for (int tries = 0; tries < 1000; tries++) {
		int fd = bpf_prog_get_fd_by_id(id);

		if (fd < 0)
			return errno == ENOENT;
		close(fd);
		pause_ms(10);
	}
	return false;
}

static int refuse(char **words)
{
	struct nicdesc_setup setup = {
		.driver = strcmp(words[2], "-") ? words[2] : NULL,
		.format = strcmp(words[3], "-") ? words[3] : NULL,
	};
	struct bpf_object *object = bpf_object__open_file(words[0], NULL);

	if (!object)
		fail("cannot be opened", words[0]);
	printf("setup %d %s\n", nicdesc_setup(object, words[1], &setup), setup.why);
	bpf_object__close(object);
	return 0;
}

static void turn_on(const char *interface)
{
	struct ethtool_value flags = { .cmd = ETHTOOL_GFLAGS };
	struct hwtstamp_config stamps = { .rx_filter = HWTSTAMP_FILTER_PTP_V2_EVENT };
	int hash = nicdesc_ask(interface, SIOCETHTOOL, &flags);
	int before = nicdesc_stamps(interface), err;

	flags.cmd = ETHTOOL_SFLAGS;
	flags.data |= ETH_FLAG_RXHASH;
	if (!hash)
		hash = nicdesc_ask(interface, SIOCETHTOOL, &flags);
	err = nicdesc_ask(interface, SIOCSHWTSTAMP, &stamps);
	printf("hash %d\nstamps %d %d %d\n", hash, err, before, nicdesc_stamps(interface));
}

static void attach(int i, const char *interface, struct nicdesc_setup *setup)
{
	struct bpf_program *program = attached[i].program;

	attached[i].id = id_of(program);
	attached[i].xdp = bpf_program__type(program) == BPF_PROG_TYPE_XDP;
	if (attached[i].xdp) {
		if (nicdesc_attach_xdp(program, interface, setup))
			fail(setup->why, bpf_program__name(program));
		return;
	}
	attached[i].link = bpf_program__attach(program);
	if (!attached[i].link)
		fail("cannot be attached", bpf_program__name(program));
}

static void detach(int count, const char *interface)
{
	__u32 left = 0;

	for (int i = 0; i < count; i++) {
		if (attached[i].xdp && if_nametoindex(interface) && nicdesc_detach_xdp(attached[i].program, interface))
			fail("cannot be detached", interface);
		bpf_link__destroy(attached[i].link);
	}
	if (!if_nametoindex(interface))
		printf("gone %s\n", interface);
	else if (bpf_xdp_query_id(if_nametoindex(interface), 0, &left) || left)
		printf("left an XDP program on %s\n", interface);
}

int main(int argc, char **argv)
{
	struct nicdesc_setup setup = {};
	struct bpf_object *object;
	struct bpf_program *program;
	struct ring_buffer *ring;
	unsigned long packets;
	int count = 0;
	__u32 index;

	libbpf_set_print(keep_talk);
	if (argc == 6 && !strcmp(argv[1], "refuse"))
		return refuse(argv + 2);
	if (argc < 6 || argc - 5 > MOST)
		fail("arguments", "watch OBJECT INTERFACE PACKETS COMMAND PROGRAM...");
	object = bpf_object__open_file(argv[1], NULL);
	index = if_nametoindex(argv[2]);
	if (!object || !index)
		fail("cannot be opened", argv[object ? 2 : 1]);
	packets = strtoul(argv[3], NULL, 10);
	bpf_object__for_each_program(program, object)
		bpf_program__set_autoload(program, false);
	for (int i = 5; i < argc; i++, count++) {
		attached[count].program = find(object, argv[i]);
		bpf_program__set_autoload(attached[count].program, true);
		setup.device_bound |= strstr(argv[i], "_kfunc") != NULL;
	}
	if (nicdesc_setup(object, argv[2], &setup))
		fail(setup.why, argv[2]);
	if (nicdesc_set_variable(object, "watched", &index, sizeof(index)))
		fail("cannot be set", "watched");
	if (bpf_object__load(object))
		fail("cannot be loaded", argv[1]);
	turn_on(argv[2]);
	for (int i = 0; i < count; i++)
		attach(i, argv[2], &setup);
	printf("setup 0 %s %s %s\n", setup.ethtool, setup.format,
	       setup.nic & NICDESC_ACCESS_CAST ? "cast" : setup.nic & NICDESC_ACCESS_COPY ? "copy" : "none");
	fflush(stdout);

	printf("command %d\n", WEXITSTATUS(system(argv[4])));
	ring = ring_buffer__new(bpf_map__fd(bpf_object__find_map_by_name(object, "records")), print_record, NULL, NULL);
	if (!ring)
		fail("the ring cannot be read", "records");
	for (int waited = 0; waited < WAIT_MS && seen < packets; waited += 10) {
		ring_buffer__consume(ring);
		if (seen < packets)
			pause_ms(10);
	}
	ring_buffer__consume(ring);
	ring_buffer__free(ring);
	detach(count, argv[2]);
	bpf_object__close(object);
	for (int i = 0; i < count; i++)
		if (!is_gone(attached[i].id))
			printf("left program %u\n", attached[i].id);
	printf("seen %lu\n", seen);
	return fflush(stdout) != 0;
}
