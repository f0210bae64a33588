// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/*
 * Loads the programs of a BPF object as a kernel with another BTF would, and says of each how many instructions the
 * verifier left, how many of them are calls and how many are loads from memory. Then runs them on the jobs of stdin,
 * each with a world of its own.
 *
 *   world OBJECT BTF NAME=VALUE...     BTF may be -, the running kernel's; the values are 32-bit variables of .rodata
 */
#include <bpf/bpf.h>
#include <bpf/btf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <linux/bpf.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "world.h"

struct job {
	char program[96];
	__u32 used, writes;
	__u64 xdp;
	__u64 args[14];
	/* Which of the arguments are addresses in the world. */
	__u32 relative, padding;
};

struct write {
	__u32 at, size, relative, padding;
};

static char *libbpf_said;
static size_t libbpf_length;

static int collect(enum libbpf_print_level level, const char *format, va_list args)
{
	char *line;

	if (level == LIBBPF_DEBUG || vasprintf(&line, format, args) < 0)
		return 0;
	libbpf_said = realloc(libbpf_said, libbpf_length + strlen(line) + 1);
	strcpy(libbpf_said + libbpf_length, line);
	libbpf_length += strlen(line);
	free(line);
	return 0;
}

static void fail(const char *what, const char *name)
{
	size_t skip = libbpf_length > 5000 ? libbpf_length - 5000 : 0;

	fprintf(stderr, "%s: %s (%s)\n%s", name, what, strerror(errno), libbpf_said ? libbpf_said + skip : "");
	exit(1);
}

static void set(struct bpf_object *object, const char *setting)
{
	const struct btf *btf = bpf_object__btf(object);
	struct bpf_map *map = bpf_object__find_map_by_name(object, ".rodata");
	int section = btf__find_by_name_kind(btf, ".rodata", BTF_KIND_DATASEC);
	const struct btf_type *type = section < 0 ? NULL : btf__type_by_id(btf, section);
	const char *value = strchr(setting, '=');
	size_t size;
	void *data = map ? (void *)bpf_map__initial_value(map, &size) : NULL;

	for (int i = 0; data && type && value && i < btf_vlen(type); i++) {
		const struct btf_var_secinfo *place = btf_var_secinfos(type) + i;
		const char *name = btf__name_by_offset(btf, btf__type_by_id(btf, place->type)->name_off);

		if (strlen(name) != (size_t)(value - setting) || strncmp(name, setting, value - setting))
			continue;
		if (place->size != sizeof(__u64))
			break;
		*(__u64 *)((char *)data + place->offset) = strtoull(value + 1, NULL, 0);
		return;
	}
	fail("no such variable of 64 bits", setting);
}

/* Names are longer than what the kernel keeps of them. */
static void report(struct bpf_program *program)
{
	static struct bpf_insn insns[1 << 16];
	struct bpf_prog_info info = { .xlated_prog_len = sizeof(insns), .xlated_prog_insns = (__u64)(long)insns };
	__u32 size = sizeof(info), count, calls = 0, loads = 0;

	if (bpf_obj_get_info_by_fd(bpf_program__fd(program), &info, &size))
		fail("no information", bpf_program__name(program));
	count = info.xlated_prog_len / sizeof(*insns);
	for (__u32 i = 0; i < count && i < sizeof(insns) / sizeof(*insns); i++) {
		calls += insns[i].code == (BPF_JMP | BPF_CALL);
		loads += BPF_CLASS(insns[i].code) == BPF_LDX;
	}
	fprintf(stderr, "%s %u %u %u %u\n", bpf_program__name(program), count, calls, loads, info.verified_insns);
}

static void run(struct bpf_object *object, const char *name)
{
	static unsigned char packet[64];
	LIBBPF_OPTS(bpf_test_run_opts, options, .data_in = packet, .data_size_in = sizeof(packet));
	struct bpf_program *program = bpf_object__find_program_by_name(object, name);

	if (!program)
		fail("no such program", name);
	if (bpf_prog_test_run_opts(bpf_program__fd(program), &options))
		fail("the test run fails", name);
	if (options.retval != XDP_PASS)
		fail("the program gives up", name);
}

static void take(void *to, size_t size)
{
	if (fread(to, 1, size, stdin) != size)
		fail("the input ends early", "world");
}

/* What nobody wrote is no zero. */
static void make(struct world *world, const struct job *job)
{
	__u64 memory = world->self + __builtin_offsetof(struct world, memory);

	memset(world->memory, 0xa5, job->used);
	memset(world->out, 0xdd, sizeof(world->out));
	memset(world->found, 0xdd, sizeof(world->found));
	world->xdp = job->xdp + memory;
	for (int i = 0; i < 14; i++)
		world->args[i] = job->args[i] + (job->relative >> i & 1 ? memory : 0);
	for (__u32 i = 0; i < job->writes; i++) {
		struct write write;

		take(&write, sizeof(write));
		if (write.at > WORLD_BYTES || write.size > WORLD_BYTES - write.at)
			fail("a write outside of the world", job->program);
		take(world->memory + write.at, write.size);
		if (write.relative)
			*(__u64 *)(world->memory + write.at) += memory;
	}
}

int main(int argc, char **argv)
{
	LIBBPF_OPTS(bpf_object_open_opts, options);
	struct world *world = NULL;
	struct bpf_program *program;
	struct bpf_object *object;
	struct bpf_map *map;
	struct job job;

	if (argc < 3)
		fail("usage: world OBJECT BTF NAME=VALUE...", argv[0]);
	libbpf_set_print(collect);
	if (strcmp(argv[2], "-"))
		options.btf_custom_path = argv[2];
	object = bpf_object__open_file(argv[1], &options);
	if (!object)
		fail("cannot be opened", argv[1]);
	for (int i = 3; i < argc; i++)
		set(object, argv[i]);
	bpf_object__for_each_program(program, object)
		bpf_program__set_autoload(program, bpf_program__type(program) != BPF_PROG_TYPE_TRACING);
	if (bpf_object__load(object))
		fail("the kernel refuses it", argv[1]);
	bpf_object__for_each_program(program, object)
		if (bpf_program__fd(program) >= 0)
			report(program);
	map = bpf_object__find_map_by_name(object, ".data.world");
	if (!map)
		return 0;
	world = mmap(NULL, sizeof(*world), PROT_READ | PROT_WRITE, MAP_SHARED, bpf_map__fd(map), 0);
	if (world == MAP_FAILED)
		fail("the world cannot be mapped", argv[1]);
	run(object, "where");
	while (fread(&job, sizeof(job), 1, stdin) == 1) {
		__u64 memory = world->self + __builtin_offsetof(struct world, memory);

		make(world, &job);
		run(object, job.program);
		fwrite(&memory, sizeof(memory), 1, stdout);
		fwrite(world->out, sizeof(world->out), 1, stdout);
		fwrite(world->found, sizeof(world->found), 1, stdout);
	}
	return fflush(stdout) != 0;
}
