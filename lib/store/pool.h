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

/* Values lie in blocks of so many units of eight bytes; a longer one has a block of its own. */
enum {
	POOL_UNIT = 8,
	POOL_PLACE_BITS = 16,
	POOL_BLOCK = POOL_UNIT << POOL_PLACE_BITS, /* in bytes */
	POOL_HOMES = 512,
};

struct pool {
	struct VEC(char *) blocks;  /* each from a multiple of POOL_BLOCK on */
	uint16_t homes[POOL_HOMES]; /* numbers of blocks, plus one, by address; 0: none */
	struct pool_open {
		uint32_t block;   /* its number */
		size_t next, end; /* of it, in units: what is free */
	} open[2];                /* for short and for other values */
	uint32_t *slots;          /* cells by hash, 0 free; a power of two */
	size_t n_slots, n;
	uint64_t key[2]; /* of the hash */
};

/* The cell of the value, which is copied if it is new. A text has at most POOL_TEXT_MAX bytes.
 */
#define POOL_TEXT_MAX 0x7fff0000u
uint32_t pool_text(struct pool *p, struct str text);
uint32_t pool_integer(struct pool *p, long long integer);
uint32_t pool_real(struct pool *p, double real);

/* The cell of a text that is there, or CELL_NULL. Quick for one that the pool itself has shown,
 * which is known by its address: no part of such a one may be asked for but its beginning. */
uint32_t pool_find(const struct pool *p, struct str text);

/* The value of a cell that is neither null nor small. */
static inline const struct value *pool_show(const struct pool *p, uint32_t cell)
{
	size_t place = cell & ((1u << POOL_PLACE_BITS) - 1);

	return (const void *)(p->blocks.at[cell >> POOL_PLACE_BITS] + place * POOL_UNIT);
}

/* Has the processor fetch the cell's value, if it has one, which is soon to be shown. */
static inline void pool_expect(const struct pool *p, uint32_t cell)
{
	if (cell != CELL_NULL && cell < CELL_SMALL)
		__builtin_prefetch(pool_show(p, cell));
}

/* The text of a cell that is one; "" of CELL_NULL. Borrowed from the pool. */
struct str pool_text_of(const struct pool *p, uint32_t cell);

void pool_release(struct pool *p);

#endif
