// SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause)
/* Feeds descriptors to the sets linked into this program and writes what comes out as JSON.
 * Usage: <program> <folder> <kernel version> */
#define _GNU_SOURCE
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "vectors.h"

enum { LARGEST = 1024, RANDOM_FIELDS = 32, RANDOM_MEANINGS = 64, MOST_BYTES = 1500000 };

extern const struct vector_set *const __start_vector_sets[], *const __stop_vector_sets[];
void (*vec_fresh)(void);

/* The linker gave every symbol that nobody defined an address in nowhere: number i lies at
 * MISSING_BASE + i * MISSING_STEP. Touching it stops the program, with the symbol's name. */
extern const char *const vec_missing[];
enum { MISSING_BASE = 0x40000000, MISSING_STEP = 0x10000 };

static const struct vector_set *set;
static _Alignas(64) unsigned char d[LARGEST], given[LARGEST];

static void touched_nowhere(int signal, siginfo_t *info, void *context)
{
	uintptr_t at = (uintptr_t)info->si_addr, i = 0;

	(void)signal, (void)context;
	while (vec_missing[i])
		i++;
	if (at >= MISSING_BASE && (at - MISSING_BASE) / MISSING_STEP < i)
		dprintf(2, "%s: the driver used %s, which nobody defined: write a stub, or name the source in // with:\n",
			set->id, vec_missing[(at - MISSING_BASE) / MISSING_STEP]);
	else
		dprintf(2, "%s: bad access to address %#lx\n", set->id, (unsigned long)at);
	_exit(1);
}

/* Pseudo-random numbers (splitmix64), the same in every run: the seed is made from the set's name. */
static uint64_t random_state;

unsigned long long vec_random(void)
{
	uint64_t z = random_state += 0x9e3779b97f4a7c15;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return z ^ (z >> 31);
}

static void seed(const char *name)
{
	for (random_state = 0xcbf29ce484222325; *name; name++)
		random_state = (random_state ^ (unsigned char)*name) * 0x100000001b3;
}

static void fill_random(void)
{
	for (unsigned long i = 0; i < set->size; i++)
		d[i] = vec_random();
}

/* Choices: an odometer. Each run asks the same questions in the same order until its last choice
 * that is not exhausted moves on; what comes after it is asked anew. */
static struct { unsigned int now, n; } wheel[64];
static unsigned int wheels, asked;
static int at_random, has_steps, stepping;

unsigned int vec_choose(unsigned int n)
{
	if (at_random)
		return vec_random() % n;
	if (asked == wheels) {
		if (wheels == sizeof(wheel) / sizeof(*wheel))
			fprintf(stderr, "%s: too many choices\n", set->id), exit(1);
		wheel[wheels].now = 0;
		wheel[wheels++].n = n;
	}
	return wheel[asked++].now;
}

int vec_step(unsigned int n)
{
	has_steps = 1;
	return stepping ? (int)vec_choose(n) : -1;
}

static int turn(void)
{
	while (wheels && ++wheel[wheels - 1].now == wheel[wheels - 1].n)
		wheels--;
	return wheels;
}

unsigned long long vec_vary(unsigned long long word, unsigned long long mask)
{
	unsigned long long value, bit;

	if (at_random)
		return word;
	value = vec_choose(1u << __builtin_popcountll(mask));
	for (word &= ~mask; mask; mask &= mask - 1, value >>= 1) {
		bit = mask & -mask;
		word |= value & 1 ? bit : 0;
	}
	return word;
}

/* Output. */
static FILE *file, *inputs, *outcome;
static char *inputs_text, *outcome_text;
static size_t inputs_length, outcome_length;
static unsigned int written;
static int is_given;

static const char *comma(FILE *f) { return ftell(f) ? "," : ""; }

void vec_given(void)
{
	memcpy(given, d, set->size);
	is_given = 1;
}

void vec_field(const char *name, int index, unsigned long long value)
{
	if (index < 0)
		fprintf(outcome, "%s\"%s\":\"0x%llx\"", comma(outcome), name, value);
	else
		fprintf(outcome, "%s\"%s[%d]\":\"0x%llx\"", comma(outcome), name, index, value);
}

void vec_input(const char *key, unsigned long long value)
{
	fprintf(inputs, "%s\"%s\":\"0x%llx\"", comma(inputs), key, value);
}

void vec_expect(const char *key, const char *json, ...)
{
	va_list list;

	fprintf(outcome, "%s\"%s\":", comma(outcome), key);
	va_start(list, json);
	vfprintf(outcome, json, list);
	va_end(list);
}

static void run(void)
{
	inputs = open_memstream(&inputs_text, &inputs_length);
	outcome = open_memstream(&outcome_text, &outcome_length);
	asked = is_given = 0;
	if (vec_fresh)
		vec_fresh();
	set->run(d);
	if (!is_given)
		vec_given();
	fclose(inputs);
	fclose(outcome);

	fprintf(file, "%s\n{\"bytes\":\"", written++ ? "," : "");
	for (unsigned long i = 0; i < set->size; i++)
		fprintf(file, "%02x", given[i]);
	if (set->functions)
		fprintf(file, "\",\"inputs\":{%s},\"expect\":{%s}}", inputs_text, outcome_text);
	else
		fprintf(file, "\",\"fields\":{%s}}", outcome_text);
	free(inputs_text);
	free(outcome_text);
}

static void run_fields(void)
{
	static const unsigned char plain[] = { 0x00, 0xff, 0x55, 0xaa };

	has_steps = stepping = 0;
	for (unsigned long i = 0; i < sizeof(plain); i++) {
		memset(d, plain[i], set->size);
		run();
	}
	for (unsigned long i = 0; i < set->size; i++)
		d[i] = i + 1;
	run();
	for (unsigned long i = 0; i < set->size; i++) {
		memset(d, 0, set->size);
		d[i] = 0xff;
		run();
	}
	for (int i = 0; i < RANDOM_FIELDS; i++) {
		fill_random();
		run();
	}
	if (!has_steps)
		return;
	stepping = 1;
	do {
		fill_random();
		run();
	} while (turn());
}

static void run_meanings(void)
{
	do {
		fill_random();
		run();
	} while (turn());
	at_random = 1;
	for (int i = 0; i < RANDOM_MEANINGS; i++) {
		fill_random();
		run();
	}
	at_random = 0;
}

int main(int argc, char **argv)
{
	struct sigaction action = { .sa_sigaction = touched_nowhere, .sa_flags = SA_SIGINFO };

	if (argc != 3)
		return 2;
	sigaction(SIGSEGV, &action, NULL);
	for (const struct vector_set *const *s = __start_vector_sets; s < __stop_vector_sets; s++) {
		char name[4096];

		set = *s;
		snprintf(name, sizeof(name), "%s/%s.%s.json", argv[1], set->id,
			 set->functions ? "meaning" : "fields");
		file = fopen(name, "w");
		if (!file || set->size > LARGEST)
			return perror(name), 1;
		seed(set->id);
		written = 0;
		fprintf(file, "{\"descriptor\":\"%s\",\"kernel\":\"%s\",", set->id, argv[2]);
		for (int i = 0; set->functions && set->functions[i]; i++)
			fprintf(file, "%s\"%s\"%s", i ? "," : "\"functions\":[", set->functions[i],
				set->functions[i + 1] ? "" : "],");
		fputs("\"vectors\":[", file);
		set->functions ? run_meanings() : run_fields();
		fputs("\n]}\n", file);
		if (ftell(file) > MOST_BYTES)
			return fprintf(stderr, "%s: %ld bytes are too many: choose less\n", name, ftell(file)), 1;
		if (fclose(file))
			return perror(name), 1;
	}
	return 0;
}
