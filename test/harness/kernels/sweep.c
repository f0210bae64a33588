// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/*
 * What a kernel makes of one object under many settings of its variables. libbpf loads the object once, which finds
 * all members and types; then each program goes through the verifier again for every line of stdin, with a .rodata of
 * its own.
 *
 *   sweep OBJECT < lines of NAME=HEX...
 *
 * Prints a line of JSON for each program of each line: instructions verified and left, calls among the latter
 * and loads that are none of the stack, or the refusal.
 */
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <linux/bpf.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../veth/variable.h"

static char said[1 << 16];

static int keep(enum libbpf_print_level level, const char *format, va_list args)
{
	size_t used = strlen(said);

	return level == LIBBPF_DEBUG ? 0 : vsnprintf(said + used, sizeof(said) - used, format, args);
}

static void fail(const char *what, const char *name)
{
	fprintf(stderr, "%s: %s (%s)\n%s\n", name, what, strerror(errno), said);
	exit(1);
}

static void print_string(const char *text)
{
	putchar('"');
	for (; *text; text++)
		printf(*text < ' ' || *text > '~' || *text == '"' || *text == '\\' ? "\\u%04x" : "%c",
		       (unsigned char)*text);
	putchar('"');
}

/* A frozen map as .rodata is one, so that the verifier knows its values. */
static int frozen(const struct bpf_map *map, const void *bytes)
{
	LIBBPF_OPTS(bpf_map_create_opts, options, .map_flags = BPF_F_RDONLY_PROG);
	__u32 key = 0;
	int fd = bpf_map_create(BPF_MAP_TYPE_ARRAY, "rodata", sizeof(key), bpf_map__value_size(map), 1, &options);

	if (fd < 0 || bpf_map_update_elem(fd, &key, bytes, 0) || bpf_map_freeze(fd))
		fail("cannot be made", ".rodata");
	return fd;
}

static int load(const struct bpf_program *program, int from, int to)
{
	static struct bpf_insn insns[1 << 16];
	static char log[1 << 20];
	LIBBPF_OPTS(bpf_prog_load_opts, options);
	size_t count = bpf_program__insn_cnt(program);
	int fd;

	if (count > sizeof(insns) / sizeof(*insns))
		fail("too long", bpf_program__name(program));
	memcpy(insns, bpf_program__insns(program), count * sizeof(*insns));
	for (size_t i = 0; i < count; i++)
		if (insns[i].code == (BPF_LD | BPF_IMM | BPF_DW) && insns[i].src_reg && insns[i].imm == from)
			insns[i].imm = to;
	fd = bpf_prog_load(BPF_PROG_TYPE_XDP, NULL, "GPL", insns, count, &options);
	if (fd < 0) {
		int error = errno;

		options.log_buf = log;
		options.log_size = sizeof(log);
		options.log_level = 1;
		log[0] = 0;
		bpf_prog_load(BPF_PROG_TYPE_XDP, NULL, "GPL", insns, count, &options);
		printf("\"error\":%d,\"log\":", error);
		print_string(strlen(log) > 1500 ? log + strlen(log) - 1500 : log);
	}
	return fd;
}

static void report(int fd)
{
	static struct bpf_insn insns[1 << 16];
	struct bpf_prog_info info = { .xlated_prog_len = sizeof(insns), .xlated_prog_insns = (__u64)(long)insns };
	__u32 size = sizeof(info), count, calls = 0, loads = 0;

	if (bpf_obj_get_info_by_fd(fd, &info, &size))
		fail("no information", "program");
	count = info.xlated_prog_len / sizeof(*insns);
	for (__u32 i = 0; i < count && i < sizeof(insns) / sizeof(*insns); i++) {
		calls += insns[i].code == (BPF_JMP | BPF_CALL);
		loads += BPF_CLASS(insns[i].code) == BPF_LDX && insns[i].src_reg != BPF_REG_10;
	}
	printf("\"verified\":%u,\"insns\":%u,\"calls\":%u,\"loads\":%u", info.verified_insns, count, calls, loads);
}

int main(int argc, char **argv)
{
	struct bpf_object *object = argc == 2 ? bpf_object__open_file(argv[1], NULL) : NULL;
	struct bpf_program *program;
	struct bpf_map *map;
	static unsigned char bytes[65536];
	char line[1024];
	size_t size;

	libbpf_set_print(keep);
	if (!object)
		fail("cannot be opened", argc == 2 ? argv[1] : "sweep OBJECT");
	map = bpf_object__find_map_by_name(object, ".rodata");
	if (!map || !bpf_map__initial_value(map, &size) || size > sizeof(bytes))
		fail("no .rodata", argv[1]);
	memcpy(bytes, bpf_map__initial_value(map, &size), size);
	if (bpf_object__load(object))
		fail("the kernel refuses it", argv[1]);
	while (fgets(line, sizeof(line), stdin)) {
		static unsigned char set[sizeof(bytes)];
		int rodata;

		memcpy(set, bytes, size);
		for (char *word = strtok(line, " \n"); word; word = strtok(NULL, " \n")) {
			char *value = strchr(word, '=');
			const char *wrong;

			if (!value)
				fail("NAME=HEX is expected", word);
			*value = 0;
			wrong = write_variable(object, word, value + 1, set, size);
			if (wrong)
				fail(wrong, word);
		}
		rodata = frozen(map, set);
		bpf_object__for_each_program(program, object) {
			int fd;

			printf("{\"program\":");
			print_string(bpf_program__name(program));
			printf(",");
			fd = load(program, bpf_map__fd(map), rodata);
			if (fd >= 0) {
				report(fd);
				close(fd);
			}
			printf("}\n");
		}
		close(rodata);
	}
	return fflush(stdout) != 0;
}
