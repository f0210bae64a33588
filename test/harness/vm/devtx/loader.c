// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/*
 * Makes an object ready for an interface, loads and attaches what the loader chose, has a packet completed, and prints
 * the programs that are attached and what they saw.
 *
 *   loader OBJECT INTERFACE TRIGGER
 */
#include <fcntl.h>

#include <nicdesc/loader.h>

static void fail(const char *what, const char *why)
{
	fprintf(stderr, "%s: %s\n", what, why);
	exit(1);
}

int main(int argc, char **argv)
{
	struct nicdesc_setup setup = {};
	struct bpf_program *program;
	struct bpf_object *object;
	struct bpf_map *map;
	__u32 key = 0, seen[3];
	int fd;

	if (argc != 4)
		fail(argv[0], "loader OBJECT INTERFACE TRIGGER");
	object = bpf_object__open_file(argv[1], NULL);
	if (!object)
		fail(argv[1], strerror(errno));
	if (nicdesc_setup(object, argv[2], &setup))
		fail(argv[2], setup.why);
	if (bpf_object__load(object))
		fail(argv[1], "is not loaded");
	bpf_object__for_each_program(program, object) {
		if (!bpf_program__autoload(program))
			continue;
		if (!bpf_program__attach(program))
			fail(bpf_program__name(program), "is not attached");
		printf("%s %s\n", bpf_program__name(program), bpf_program__section_name(program));
	}
	fd = open(argv[3], O_WRONLY);
	if (fd < 0 || write(fd, "1", 1) != 1)
		fail(argv[3], strerror(errno));
	map = bpf_object__find_map_by_name(object, ".bss");
	if (!map || bpf_map__lookup_elem(map, &key, sizeof(key), seen, sizeof(seen), 0))
		fail(".bss", strerror(errno));
	printf("%u %#x %u\n", seen[0], seen[1], seen[2]);
	return 0;
}
