// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/*
 * Loads and attaches programs of a BPF object in the running kernel, and prints a line of each: its name, the
 * instructions that the verifier left, and "attached" ("loaded" for XDP), or -1 and at which step it was refused.
 *
 *   attach OBJECT NIC PROGRAM... [-- PROGRAM...]    NIC is the value of nicdesc_nic
 *
 * Those in front are loaded together, and one by one if that fails; those behind one by one.
 */
#include <bpf/bpf.h>
#include <bpf/btf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char said[1 << 20];
static const char *path;
static __u64 nic;

static int collect(enum libbpf_print_level level, const char *format, va_list args)
{
	size_t used = strlen(said);

	if (level == LIBBPF_DEBUG)
		return 0;
	/* Of much, what the verifier says at its end. */
	if (sizeof(said) - used < 1 << 16)
		used = 0;
	return vsnprintf(said + used, sizeof(said) - used, format, args);
}

static void fail(const char *what)
{
	fprintf(stderr, "%s: %s (%s)\n%s", path, what, strerror(errno), said);
	exit(1);
}

static void set_nic(struct bpf_object *object)
{
	struct bpf_map *map = bpf_object__find_map_by_name(object, ".rodata");
	const struct btf *btf = bpf_object__btf(object);
	int section = btf__find_by_name_kind(btf, ".rodata", BTF_KIND_DATASEC);
	const struct btf_type *type = section < 0 ? NULL : btf__type_by_id(btf, section);
	size_t size;
	char *data = map ? (char *)bpf_map__initial_value(map, &size) : NULL;

	for (int i = 0; data && type && i < btf_vlen(type); i++) {
		const struct btf_var_secinfo *place = btf_var_secinfos(type) + i;
		const char *name = btf__name_by_offset(btf, btf__type_by_id(btf, place->type)->name_off);

		if (strcmp(name, "nicdesc_nic"))
			continue;
		memcpy(data + place->offset, &nic, sizeof(nic));
		return;
	}
	fail("no variable nicdesc_nic");
}

/* With some of its programs; all of them must be there. */
static struct bpf_object *open_object(int count, char **names)
{
	struct bpf_object *object = bpf_object__open_file(path, NULL);
	struct bpf_program *program;

	if (!object)
		fail("cannot be opened");
	set_nic(object);
	bpf_object__for_each_program(program, object)
		bpf_program__set_autoload(program, false);
	for (int i = 0; i < count; i++) {
		program = bpf_object__find_program_by_name(object, names[i]);
		if (!program)
			fail(names[i]);
		bpf_program__set_autoload(program, true);
	}
	return object;
}

static void attach(struct bpf_program *program)
{
	struct bpf_prog_info info = {};
	__u32 size = sizeof(info);
	int is_xdp = bpf_program__type(program) == BPF_PROG_TYPE_XDP;
	struct bpf_link *link = is_xdp ? NULL : bpf_program__attach(program);
	int err = errno;

	if (bpf_obj_get_info_by_fd(bpf_program__fd(program), &info, &size))
		fail("no information");
	if (link || is_xdp)
		printf("%s %d %s\n", bpf_program__name(program), (int)(info.xlated_prog_len / 8),
		       is_xdp ? "loaded" : "attached");
	else
		printf("%s -1 not attached: %d\n", bpf_program__name(program), err);
	bpf_link__destroy(link);
}

static int together(int count, char **names)
{
	struct bpf_object *object = open_object(count, names);
	int err;

	said[0] = 0;
	err = bpf_object__load(object);
	for (int i = 0; i < count && !err; i++)
		attach(bpf_object__find_program_by_name(object, names[i]));
	bpf_object__close(object);
	return err;
}

static void alone(char *name)
{
	int err = together(1, &name);

	if (!err)
		return;
	printf("%s -1 not loaded: %d\n", name, -err);
	fprintf(stderr, "--- %s\n%s", name, strlen(said) > 3000 ? said + strlen(said) - 3000 : said);
}

int main(int argc, char **argv)
{
	int first = 3, count = 0;

	if (argc < 3) {
		fprintf(stderr, "usage: attach OBJECT NIC PROGRAM... [-- PROGRAM...]\n");
		return 1;
	}
	libbpf_set_print(collect);
	path = argv[1];
	nic = strtoull(argv[2], NULL, 0);
	while (first + count < argc && strcmp(argv[first + count], "--"))
		count++;
	if (count && !together(count, argv + first))
		first += count;
	for (int i = first; i < argc; i++)
		if (strcmp(argv[i], "--"))
			alone(argv[i]);
	return 0;
}
