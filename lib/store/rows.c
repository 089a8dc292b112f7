/* SPDX-License-Identifier: MIT */
/* Rows in blocks, and indexes that catch up with them when they are asked. */
#include "store/rows.h"

#include "base/mem.h"

#include <assert.h>

enum { RINGS_MIN = 64, NEAR_BITS = 12, NEAR_STEP = 1, FOLLOW_MAX = 16 };

#define NO_ROW UINT32_MAX /* the last row of a ring whose rows were all removed */

void rows_init(struct rows *r, const bool *kept, size_t n_columns, size_t key)
{
	r->cells = mem_zalloc(n_columns, sizeof *r->cells);
	for (size_t i = 0; i < n_columns; i++)
		if (kept[i])
			r->cells[i] = (uint32_t)++r->width;
	r->key = key;
	r->indexes = mem_zalloc(r->width, sizeof *r->indexes);
}

void rows_release(struct rows *r)
{
	for (size_t i = 0; i < r->width; i++) {
		mem_free(r->indexes[i].rings);
		mem_free(r->indexes[i].next);
	}
	for (size_t i = 0; i < r->blocks.n; i++)
		mem_free(r->blocks.at[i]);
	vec_release(&r->blocks);
	mem_free(r->indexes);
	mem_free(r->cells);
	*r = (struct rows){0};
}

uint32_t *rows_add(struct rows *r)
{
	if (r->n == CELL_SMALL)
		mem_exhausted();
	if (r->n % ROWS_BLOCK == 0)
		*vec_add(&r->blocks) = mem_zalloc(ROWS_BLOCK * r->width, sizeof **r->blocks.at);
	r->alive++;
	return rows_at(r, r->n++);
}

static size_t mix(uint32_t cell)
{
	uint32_t hash = cell * 0x9e3779b9u;

	return hash ^ hash >> 15;
}

/* The ring of rows with this cell, or the place for it. Cells of values that lie near each
 * other are looked for near each other, in the same order: records that are looked at in their
 * order have such ids, and the processor fetches ahead. Where another one is there, anywhere.
 */
static struct ring *ring_of(const struct index *x, uint32_t cell)
{
	size_t near = (cell & ((1u << NEAR_BITS) - 1)) >> NEAR_STEP;
	size_t at = (mix(cell >> NEAR_BITS) + near) & (x->n_rings - 1), step = 0;

	while (x->rings[at].cell != CELL_NULL && x->rings[at].cell != cell) {
		at = (step ? at + step : mix(cell)) & (x->n_rings - 1);
		step++;
	}
	return &x->rings[at];
}

static void grow(struct index *x)
{
	struct ring *old = x->rings;
	size_t n = x->n_rings;

	x->n_rings = n ? n * 2 : RINGS_MIN;
	x->rings = mem_zalloc(x->n_rings, sizeof *x->rings);
	for (size_t i = 0; i < n; i++)
		if (old[i].cell != CELL_NULL)
			*ring_of(x, old[i].cell) = old[i];
	mem_free(old);
}

/* The row becomes its ring's last. */
static void add_to_ring(struct index *x, uint32_t cell, uint32_t row)
{
	struct ring *ring;

	if (x->used * 2 >= x->n_rings)
		grow(x);
	ring = ring_of(x, cell);
	x->used += ring->cell == CELL_NULL;
	if (ring->cell == CELL_NULL || ring->last == NO_ROW) {
		x->next[row] = row;
	} else {
		x->next[row] = x->next[ring->last];
		x->next[ring->last] = row;
	}
	*ring = (struct ring){cell, row};
}

static void catch_up(const struct rows *r, struct index *x, size_t at)
{
	if (x->cap < r->n) {
		x->cap = (size_t)r->blocks.n * ROWS_BLOCK * 2;
		x->next = mem_realloc(x->next, x->cap, sizeof *x->next);
	}
	for (; x->n < r->n; x->n++)
		if (!rows_is_dead(r, x->n) && rows_at(r, x->n)[at] != CELL_NULL)
			add_to_ring(x, rows_at(r, x->n)[at], x->n);
}

/* The index of the column, of all rows that there are. */
static struct index *index_of(const struct rows *r, size_t column)
{
	struct index *x;

	assert(rows_keep(r, column));
	x = &r->indexes[r->cells[column] - 1];
	if (x->n < r->n) {
		catch_up(r, x, r->cells[column] - 1);
		x->found.cell = CELL_NULL;
	}
	return x;
}

/* Whether the record with this key is the next one after the one found last, and has few rows:
 * records are mostly asked for in their order. */
static bool find_next(const struct rows *r, struct index *x, uint32_t key)
{
	uint32_t first = x->found.last + 1, last = first;

	if (x->found.cell == CELL_NULL || first >= r->n || rows_cell(r, first, r->key) != key)
		return false;
	for (int i = 0; i < FOLLOW_MAX && x->next[last] != first; i++)
		last = x->next[last];
	if (x->next[last] != first)
		return false;
	x->found = (struct found){key, first, last};
	return true;
}

static bool find_ring(struct index *x, uint32_t cell)
{
	const struct ring *ring;

	if (x->used == 0)
		return false;
	ring = ring_of(x, cell);
	if (ring->cell == CELL_NULL || ring->last == NO_ROW)
		return false;
	x->found = (struct found){cell, x->next[ring->last], ring->last};
	return true;
}

bool rows_find(struct rows *r, size_t column, uint32_t cell, uint32_t *first, uint32_t *last)
{
	struct index *x;

	if (cell == CELL_NULL || r->n == 0)
		return false;
	x = index_of(r, column);
	if (x->found.cell != cell && !(column == r->key && find_next(r, x, cell)) &&
	    !find_ring(x, cell))
		return false;
	*first = x->found.first;
	*last = x->found.last;
	return true;
}

uint32_t rows_after(const struct rows *r, size_t column, uint32_t row)
{
	return r->indexes[r->cells[column] - 1].next[row];
}

size_t rows_distinct(const struct rows *r, size_t column)
{
	return index_of(r, column)->used;
}

void rows_remove(struct rows *r, uint32_t key)
{
	uint32_t row, last;

	if (!rows_find(r, r->key, key, &row, &last))
		return;
	for (;; row = rows_after(r, r->key, row)) {
		rows_at(r, row)[r->cells[r->key] - 1] = CELL_NULL;
		r->alive--;
		if (row == last)
			break;
	}
	ring_of(index_of(r, r->key), key)->last = NO_ROW;
	index_of(r, r->key)->found.cell = CELL_NULL;
}
