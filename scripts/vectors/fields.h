/* SPDX-License-Identifier: (LGPL-2.1 OR BSD-2-Clause) */
/* Fields of a descriptor, each read with the kernel's own types and macros.
 *
 *   DESCRIPTOR("igc/rx-wb", union igc_adv_rx_desc)
 *   {
 *           FIELD(length, le16_to_cpu(d->wb.upper.length));
 *   }
 */
#ifndef VECTORS_FIELDS_H
#define VECTORS_FIELDS_H

#include <linux/types.h>
#include <linux/bits.h>
#include <linux/bitfield.h>
#include <linux/version.h>
#include <asm/byteorder.h>
#include "vectors.h"

#define DESCRIPTOR(id, type) VECTOR_SET(id, type, 0)

/* A plain int is taken as 32 bits without a sign: C gives that type to (u16 << 16). */
#define VEC_U64(expr) ((u64)_Generic((expr), int: (u32)(expr), default: (expr)))

#define FIELD(name, expr) vec_field(#name, -1, VEC_U64(expr))
#define FIELD_AT(name, i, expr) vec_field(#name, i, VEC_U64(expr))

/* For a table: -1 while the set runs as usual; then the set runs n times more, on random bytes, with each of 0..n-1. */
#define STEP(n) vec_step(n)

/* The bits of a mask, moved down: FIELD_GET for masks and words that are not constants. */
#define MASKED(word, mask) (((u64)(word) & (u64)(mask)) >> __builtin_ctzll(mask))

#endif
