// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/* Runs the probes that are linked in, on jobs from stdin. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "native.h"

static struct probe *probes;

void probe_register(struct probe *probe)
{
	probe->next = probes;
	probes = probe;
}

static void fail(const char *what, const char *name)
{
	fprintf(stderr, "%s: %s\n", name, what);
	exit(1);
}

static const struct probe *find(const char *name)
{
	const struct probe *probe = probes;

	while (probe && strcmp(probe->name, name))
		probe = probe->next;
	if (!probe)
		fail("no such probe", name);
	return probe;
}

static void take(void *to, size_t size, const char *name)
{
	if (fread(to, 1, size, stdin) != size)
		fail("the input ends early", name);
}

/* Memory of exactly this size, so that a sanitizer sees every byte read beyond it. */
static void *copy(const void *from, size_t size)
{
	void *to = malloc(size);

	if (!to)
		fail("out of memory", "malloc");
	memcpy(to, from, size);
	return to;
}

static void run(const struct probe_job *job, const struct probe *probe)
{
	__u64 out[PROBE_OUTPUTS], *end, inputs[PROBE_INPUT_BYTES / 8];
	void *entry[PROBE_ENTRIES];

	for (__u32 i = 0; i < job->entries; i++) {
		entry[i] = malloc(job->entry_bytes[i]);
		take(entry[i], job->entry_bytes[i], job->name);
	}
	take(inputs, job->input_bytes, job->name);

	end = probe->fields((const void *const *)entry, inputs, out);
	for (__u32 i = 0; i < job->entries; i++) {
		void *whole = entry[i];

		entry[i] = copy(whole, i == 0 ? inputs[0] : job->entry_bytes[i]);
		free(whole);
	}
	end = probe->metadata((const void *const *)entry, inputs, end);
	for (__u32 i = 0; i < job->entries; i++)
		free(entry[i]);

	if (end != out + job->outputs)
		fail("another number of outputs", job->name);
	fwrite(out, sizeof(*out), job->outputs, stdout);
}

int main(void)
{
	struct probe_job job;

	while (fread(&job, sizeof(job), 1, stdin) == 1) {
		const struct probe *probe = find(job.name);

		if (probe->input_bytes != job.input_bytes || job.outputs > PROBE_OUTPUTS ||
		    job.input_bytes > PROBE_INPUT_BYTES || job.entries > PROBE_ENTRIES)
			fail("another shape", job.name);
		for (__u32 i = 0; i < job.records; i++)
			run(&job, probe);
	}
	return fflush(stdout) != 0;
}
