/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
/* The seam between code built against kernel headers and the ordinary program that drives it. */
#ifndef VECTORS_H
#define VECTORS_H

struct vector_set {
	const char *id;               /* "igc/rx-wb" */
	unsigned long size;           /* bytes of one descriptor */
	void (*run)(void *d);         /* reads or judges the descriptor at d */
	const char *const *functions; /* the driver's functions that judge; NULL: a set of fields */
};

/* For a set of fields. */
void vec_field(const char *name, int index, unsigned long long value);
int vec_step(unsigned int n);

/* For a set of meanings. The set runs again until every combination of choices was made, and then
 * some more on random bytes and random choices. */
unsigned int vec_choose(unsigned int n);
unsigned long long vec_vary(unsigned long long word, unsigned long long mask);
unsigned long long vec_random(void);
void vec_given(void);
void vec_input(const char *key, unsigned long long value);
void vec_expect(const char *key, const char *json, ...) __attribute__((format(printf, 2, 3)));

/* Told before each run, so that the fake packet and device are fresh. */
extern void (*vec_fresh)(void);

#define VEC_PASTE_(a, b) a##b
#define VEC_PASTE(a, b) VEC_PASTE_(a, b)
#define VEC_NAME(stem) VEC_PASTE(vec_##stem##_, __LINE__)

/* Declares a set, puts it into the program's list, and opens the body of its run function,
 * in which `d` points to the descriptor. */
#define VECTOR_SET(id_, type_, functions_)                                                       \
	typedef type_ VEC_NAME(type);                                                            \
	static void VEC_NAME(body)(VEC_NAME(type) *d);                                           \
	static void VEC_NAME(run)(void *d) { VEC_NAME(body)(d); }                                \
	static const struct vector_set VEC_NAME(set) = { id_, sizeof(VEC_NAME(type)),            \
							 VEC_NAME(run), functions_ };            \
	static const struct vector_set *const VEC_NAME(entry)                                    \
		__attribute__((used, section("vector_sets"))) = &VEC_NAME(set);                  \
	static void VEC_NAME(body)(VEC_NAME(type) *d)

#endif
