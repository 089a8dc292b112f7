/* SPDX-License-Identifier: MIT */
/*
 * The values of the store, each kept once: a row holds cells, and a cell says which value.
 *
 * Records repeat themselves (dates, codes, ids, paths), so a cell of four bytes is most of what
 * a value costs, and two texts are equal where their cells are. Nothing is ever taken out.
 */
#ifndef STORE_POOL_H
#define STORE_POOL_H

#include "base/str.h"
#include "base/vec.h"

/* NULL; an integer from 0 to CELL_SMALL - 1 with CELL_SMALL added; or where a value is. */
#define CELL_NULL  0u
#define CELL_SMALL 0x80000000u

enum value_type { VALUE_TEXT, VALUE_INTEGER, VALUE_REAL };

struct value {
	uint32_t len; /* of the text, in bytes */
	enum value_type type;
	union {
		char text[8]; /* as long as `len` says, and a NUL */
		long long integer;
		double real;
	};
};

enum { POOL_RECENT = 1024 };

struct pool {
	struct VEC(char *) blocks; /* of values, each from a multiple of eight bytes on */
	size_t used;               /* of the last block, in those eight bytes */
	uint32_t *slots;           /* cells by hash, 0 free; a power of two */
	size_t n_slots, n;
	uint64_t key[2];              /* of the hash */
	uint32_t recent[POOL_RECENT]; /* cells of texts that were shown, by address */
};

/* The cell of the value, which is copied if it is new. A text has at most POOL_TEXT_MAX bytes.
 */
#define POOL_TEXT_MAX 0x7fff0000u
uint32_t pool_text(struct pool *p, struct str text);
uint32_t pool_integer(struct pool *p, long long integer);
uint32_t pool_real(struct pool *p, double real);

/* The cell of a text that is there, or CELL_NULL. Quick for a text that was shown lately and is
 * still the pool's own. */
uint32_t pool_find(const struct pool *p, struct str text);

/* The value of a cell that is neither null nor small; it counts as shown. */
const struct value *pool_show(struct pool *p, uint32_t cell);

/* The text of a cell that is one; "" of CELL_NULL. Borrowed from the pool. */
struct str pool_text_of(const struct pool *p, uint32_t cell);

void pool_release(struct pool *p);

#endif
