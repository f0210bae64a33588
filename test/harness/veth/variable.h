/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
/* Writes a variable of .rodata by its name, before the object is loaded. */
#ifndef VETH_VARIABLE_H
#define VETH_VARIABLE_H

#include <bpf/btf.h>
#include <bpf/libbpf.h>
#include <stdio.h>
#include <string.h>

/* Into bytes that are to be the object's .rodata. What is wrong, or NULL. */
static const char *write_variable(const struct bpf_object *object, const char *name, const char *hex,
				  unsigned char *bytes, size_t size)
{
	const struct btf *btf = bpf_object__btf(object);
	int section = btf ? btf__find_by_name_kind(btf, ".rodata", BTF_KIND_DATASEC) : -1;
	const struct btf_type *type = section < 0 ? NULL : btf__type_by_id(btf, section);
	const struct btf_var_secinfo *variable = type ? btf_var_secinfos(type) : NULL;
	size_t given = strlen(hex) / 2;

	for (int i = 0; type && i < btf_vlen(type); i++, variable++) {
		const struct btf_type *var = btf__type_by_id(btf, variable->type);

		if (strcmp(btf__name_by_offset(btf, var->name_off), name))
			continue;
		if (given != variable->size || variable->offset + given > size)
			return "another size";
		for (size_t j = 0; j < given; j++)
			if (sscanf(hex + 2 * j, "%2hhx", bytes + variable->offset + j) != 1)
				return "not hexadecimal";
		return NULL;
	}
	return "no such variable in .rodata";
}

/* What is wrong, or NULL. */
static inline const char *set_variable(struct bpf_object *object, const char *name, const char *hex)
{
	struct bpf_map *map = bpf_object__find_map_by_name(object, ".rodata");
	static unsigned char bytes[65536];
	size_t size = 0;
	const void *initial = map ? bpf_map__initial_value(map, &size) : NULL;
	const char *wrong;

	if (size > sizeof(bytes))
		return ".rodata is too large";
	if (initial)
		memcpy(bytes, initial, size);
	wrong = write_variable(object, name, hex, bytes, initial ? size : 0);
	if (wrong)
		return wrong;
	return bpf_map__set_initial_value(map, bytes, size) ? "cannot be set" : NULL;
}

#endif
