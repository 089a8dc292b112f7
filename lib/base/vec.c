/* SPDX-License-Identifier: MIT */
/* The growing array behind vec.h's macros. */
#include "base/vec.h"

#include "base/mem.h"

#include <string.h>

void *vec_grow(void *at, size_t n, size_t *cap, size_t size)
{
	if (n == *cap) {
		*cap = *cap ? *cap * 2 : 8;
		at = mem_realloc(at, *cap, size);
	}
	memset((char *)at + n * size, 0, size);
	return at;
}

void vec_free(void *at)
{
	mem_free(at);
}
