/* SPDX-License-Identifier: MIT */
/*
 * Heap memory that is always there.
 *
 * Every allocation of the library goes through this file (or through an arena, which does).
 * Running out of memory ends the process here, with one message on standard error and status 2:
 * the only place under lib/ that prints or exits. What a hostile input could make large is
 * bounded long before (see the named limits), so no caller checks for NULL.
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

/* `n` uninitialised bytes; n may be 0. Release with mem_free. */
void *mem_alloc(size_t n);

/* `n` uninitialised bytes, the first at a multiple of `alignment`, a power of two and of the
 * size of a pointer. */
void *mem_aligned(size_t alignment, size_t n);

/* `count` × `size` zeroed bytes, the product checked. */
void *mem_zalloc(size_t count, size_t size);

/* Like realloc; `p` may be NULL. */
void *mem_realloc(void *p, size_t count, size_t size);

/* Ends the process: for a library of others that reports that it found no memory. */
_Noreturn void mem_exhausted(void);

/* Takes NULL. */
void mem_free(void *p);

#endif
