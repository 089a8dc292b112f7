/* SPDX-License-Identifier: MIT */
/*
 * An arena: many small allocations, released together.
 *
 * What comes out of an arena lives until arena_reset or arena_release; nothing is freed singly.
 * Allocations are aligned for any type. arena_reset keeps the blocks, so that a loop over files
 * allocates nothing after warm-up. The zeroed arena is empty and valid.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/str.h"

#include <stddef.h>

struct arena_block;

struct arena {
	struct arena_block *first, *current; /* a list, `current` the one being filled */
	size_t used;                         /* bytes taken from `current` */
};

/* `n` uninitialised bytes. */
void *arena_alloc(struct arena *a, size_t n);

/* `n` zeroed bytes. */
void *arena_zalloc(struct arena *a, size_t n);

/* A NUL-terminated copy of the str; a NUL within it stays. */
struct str arena_str(struct arena *a, struct str s);

/* The same as a C string. */
char *arena_cstr(struct arena *a, struct str s);

/* A formatted, NUL-terminated C string. */
char *arena_printf(struct arena *a, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Empties the arena and keeps its first blocks (at most 1 MiB) for the next use. */
void arena_reset(struct arena *a);

/* Frees all; the arena is then empty and may be used again. */
void arena_release(struct arena *a);

#endif
