/* SPDX-License-Identifier: MIT */
/*
 * The vector: a typed growing array, `struct VEC(struct thing) things = {0};`.
 *
 * Elements are things.at[0 .. n). Pointers to elements are valid until the next vec_add.
 */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include <stddef.h>

#define VEC(type)                                                                              \
	{                                                                                      \
		type *at;                                                                      \
		size_t n, cap;                                                                 \
	}

/* Appends a zeroed element and gives its address. */
#define vec_add(v)                                                                             \
	((v)->at = vec_grow((v)->at, (v)->n, &(v)->cap, sizeof *(v)->at), &(v)->at[(v)->n++])

#define vec_release(v) (vec_free((v)->at), (v)->at = NULL, (v)->n = (v)->cap = 0)

/* The functions behind the macros. */
void *vec_grow(void *at, size_t n, size_t *cap, size_t size);
void vec_free(void *at);

#endif
