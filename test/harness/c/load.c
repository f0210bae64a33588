// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/* Loads a BPF object through the kernel's verifier and runs its probes on jobs from stdin, one test run a record. */
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <linux/bpf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "probe.h"

struct probe_state {
	__u64 inputs[PROBE_INPUT_BYTES / 8];
	__u64 out[PROBE_OUTPUTS];
	__u64 copy[PROBE_ENTRIES][64];
};

static void fail(const char *what, const char *name)
{
	fprintf(stderr, "%s: %s (%s)\n", name, what, strerror(errno));
	exit(1);
}

static int find(struct bpf_object *object, const char *probe, const char *which)
{
	char name[160];
	struct bpf_program *program;

	snprintf(name, sizeof(name), "probe_run_%s_%s", probe, which);
	program = bpf_object__find_program_by_name(object, name);
	if (!program)
		fail("no such program", name);
	return bpf_program__fd(program);
}

static void take(void *to, size_t size, const char *name)
{
	if (fread(to, 1, size, stdin) != size)
		fail("the input ends early", name);
}

static void test_run(int program, void *packet, __u32 size, const char *name)
{
	LIBBPF_OPTS(bpf_test_run_opts, options, .data_in = packet, .data_size_in = size);

	if (bpf_prog_test_run_opts(program, &options))
		fail("the test run fails", name);
	if (options.retval != XDP_PASS)
		fail("the program gives up", name);
}

/* The entries with room between them, and bytes behind, since the kernel wants a whole Ethernet header. */
static __u32 take_packet(const struct probe_job *job, unsigned char *packet)
{
	__u32 size = 0;

	for (__u32 i = 0; i < job->entries; i++) {
		take(packet + size, job->entry_bytes[i], job->name);
		size += i + 1 < job->entries ? PROBE_ROOM(job->entry_bytes[i]) : job->entry_bytes[i];
	}
	return size < 14 ? 14 : size;
}

static void run_job(const struct probe_job *job, struct bpf_object *object, struct probe_state *state)
{
	int fields = find(object, job->name, "fields"), metadata = find(object, job->name, "metadata");
	static unsigned char packet[16384];

	for (__u32 i = 0; i < job->records; i++) {
		memset(packet, 0xee, sizeof(packet));
		__u32 size = take_packet(job, packet);

		take(state->inputs, job->input_bytes, job->name);
		memset(state->out, 0xdd, sizeof(state->out));
		test_run(fields, packet, size, job->name);
		fwrite(state->out, sizeof(__u64), job->field_outputs, stdout);
		memset(state->out, 0xdd, sizeof(state->out));
		test_run(metadata, packet, size, job->name);
		fwrite(state->out, sizeof(__u64), job->outputs - job->field_outputs, stdout);
	}
}

static void report(struct bpf_object *object)
{
	struct bpf_program *program;

	bpf_object__for_each_program(program, object) {
		struct bpf_prog_info info = {};
		__u32 size = sizeof(info);

		if (bpf_obj_get_info_by_fd(bpf_program__fd(program), &info, &size))
			fail("no information", bpf_program__name(program));
		fprintf(stderr, "%s %u\n", bpf_program__name(program), info.verified_insns);
	}
}

int main(int argc, char **argv)
{
	struct bpf_object *object = argc == 2 ? bpf_object__open_file(argv[1], NULL) : NULL;
	struct probe_state *state;
	struct bpf_map *map;
	struct probe_job job;

	if (!object)
		fail("cannot be opened", argc == 2 ? argv[1] : "load OBJECT");
	if (bpf_object__load(object))
		fail("the kernel refuses it", argv[1]);
	if (bpf_object__btf_fd(object) < 0)
		fail("the kernel refuses its BTF", argv[1]);
	map = bpf_object__find_map_by_name(object, ".data.probe");
	if (!map || bpf_map__value_size(map) != sizeof(*state))
		fail("another state", argv[1]);
	state = mmap(NULL, sizeof(*state), PROT_READ | PROT_WRITE, MAP_SHARED, bpf_map__fd(map), 0);
	if (state == MAP_FAILED)
		fail("the state cannot be mapped", argv[1]);
	report(object);
	while (fread(&job, sizeof(job), 1, stdin) == 1)
		run_job(&job, object, state);
	return fflush(stdout) != 0;
}
