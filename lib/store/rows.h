/* SPDX-License-Identifier: MIT */
/*
 * The rows of one table, in the order in which they came, and which of them have a value.
 *
 * A row has a cell for each column that is kept. The key, the column `id` or `_record`, says
 * whose row it is; the rows that one record has in a table stand together.
 */
#ifndef STORE_ROWS_H
#define STORE_ROWS_H

#include "store/pool.h"

#include <stdbool.h>

enum { ROWS_BLOCK = 256 };

/* The rows that have one value in one column are a ring. */
struct ring {
	uint32_t cell; /* CELL_NULL: none */
	uint32_t last; /* row, or none: all were removed */
};

struct index {
	uint32_t n;         /* rows seen so far */
	struct ring *rings; /* by hash of the cell */
	size_t n_rings;     /* a power of two */
	size_t used;
	uint32_t
		*next; /* of a row: the next one of its ring, in order; of the last the first */
	size_t cap;
	struct found {
		uint32_t cell, first, last; /* CELL_NULL: none */
	} found;                            /* by the last look-up that found any */
};

struct rows {
	uint32_t *cells; /* of a column: which cell of the row is its, from 1; 0: not kept */
	size_t width;    /* cells in a row */
	size_t key;      /* the key's column */
	struct VEC(uint32_t *) blocks;
	uint32_t n, alive;     /* rows, with and without those removed */
	struct index *indexes; /* one for each cell, made when first needed */
};

/* The columns that are kept, as many as n_columns says; the key is one. Before the first row.
 */
void rows_init(struct rows *r, const bool *kept, size_t n_columns, size_t key);
void rows_release(struct rows *r);

/* Appends a row of nulls; its cells stay where they are. The key is set before the next call.
 */
uint32_t *rows_add(struct rows *r);

/* The row's cells. */
static inline uint32_t *rows_at(const struct rows *r, uint32_t row)
{
	return r->blocks.at[row / ROWS_BLOCK] + row % ROWS_BLOCK * r->width;
}

/* Whether the column has a cell, and the row's. */
static inline bool rows_keep(const struct rows *r, size_t column)
{
	return r->width && r->cells[column];
}

static inline uint32_t rows_cell(const struct rows *r, uint32_t row, size_t column)
{
	return rows_at(r, row)[r->cells[column] - 1];
}

/* Whether it was removed. */
static inline bool rows_is_dead(const struct rows *r, uint32_t row)
{
	return rows_cell(r, row, r->key) == CELL_NULL;
}

/* Whether any row has the cell in the column, which is kept, and the first and last that do.
 * Some that were removed are among them, but none where the column is the key. The first time
 * costs a look at each row. */
bool rows_find(struct rows *r, size_t column, uint32_t cell, uint32_t *first, uint32_t *last);

/* The row after one that rows_find gave, if it is not the last; it came later. */
uint32_t rows_after(const struct rows *r, size_t column, uint32_t row);

/* How many different values the column, which is kept, has or had. The first time costs a look
 * at each row. */
size_t rows_distinct(const struct rows *r, size_t column);

/* Removes the rows with this key. Their other cells stay, and who goes from row to row still
 * gets from them to the last. */
void rows_remove(struct rows *r, uint32_t key);

#endif
