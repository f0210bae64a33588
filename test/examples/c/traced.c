// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/*
 * Runs a raw tracepoint program with the address of kernel memory that holds each record of stdin as its second
 * argument, and prints what the program left in its ring buffers. Tracing programs of the object, whose functions may
 * not exist here, stay unloaded.
 */
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

struct memory {
	__u64 address;
	unsigned char bytes[256];
};

static void fail(const char *what, const char *name)
{
	fprintf(stderr, "%s: %s (%s)\n", name, what, strerror(errno));
	exit(1);
}

static struct bpf_object *open_object(const char *path)
{
	struct bpf_object *object = bpf_object__open_file(path, NULL);

	if (!object)
		fail("cannot be opened", path);
	return object;
}

static void load(struct bpf_object *object, const char *path)
{
	if (bpf_object__load(object))
		fail("the kernel refuses it", path);
}

static int find(struct bpf_object *object, const char *name)
{
	struct bpf_program *program = bpf_object__find_program_by_name(object, name);

	if (!program)
		fail("no such program", name);
	return bpf_program__fd(program);
}

static void run(int program, __u64 *arguments, const char *name)
{
	LIBBPF_OPTS(bpf_test_run_opts, options, .ctx_in = arguments, .ctx_size_in = 2 * sizeof(*arguments));

	if (bpf_prog_test_run_opts(program, &options))
		fail("the test run fails", name);
	if (options.retval)
		fail("the program gives up", name);
}

static void print_hex(const void *data, size_t size)
{
	for (size_t i = 0; i < size; i++)
		printf("%02x", ((const unsigned char *)data)[i]);
}

static int print_record(void *context, void *data, size_t size)
{
	(void)context;
	print_hex(data, size);
	printf("\n");
	return 0;
}

static void print_ring(const struct bpf_map *map)
{
	struct ring_buffer *ring = ring_buffer__new(bpf_map__fd(map), print_record, NULL, NULL);

	if (!ring || ring_buffer__consume(ring) < 0)
		fail("the ring buffer cannot be read", bpf_map__name(map));
	ring_buffer__free(ring);
}

int main(int argc, char **argv)
{
	struct bpf_object *store, *object;
	struct bpf_program *program;
	struct memory *memory;
	__u64 arguments[2] = {};
	struct bpf_map *map;
	size_t size;
	int wanted;

	if (argc != 5)
		fail("usage: traced STORE OBJECT PROGRAM SIZE", argv[0]);
	size = strtoul(argv[4], NULL, 10);
	store = open_object(argv[1]);
	load(store, argv[1]);
	map = bpf_object__find_map_by_name(store, ".data.memory");
	memory = map ? mmap(NULL, sizeof(*memory), PROT_READ | PROT_WRITE, MAP_SHARED, bpf_map__fd(map), 0) : MAP_FAILED;
	if (memory == MAP_FAILED || size > sizeof(memory->bytes))
		fail("no memory", argv[1]);
	run(find(store, "where"), arguments, "where");
	arguments[1] = memory->address;

	object = open_object(argv[2]);
	bpf_object__for_each_program(program, object)
		bpf_program__set_autoload(program, bpf_program__type(program) != BPF_PROG_TYPE_TRACING);
	load(object, argv[2]);
	wanted = find(object, argv[3]);
	while (fread(memory->bytes, size, 1, stdin) == 1)
		run(wanted, arguments, argv[3]);
	bpf_object__for_each_map(map, object) {
		if (bpf_map__type(map) == BPF_MAP_TYPE_RINGBUF)
			print_ring(map);
	}
	return 0;
}
