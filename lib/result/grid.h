/* SPDX-License-Identifier: MIT */
/*
 * A table in memory, for what is small: columns are added, then rows, then it is read as a
 * table. The zeroed grid is empty; strings are borrowed but for those of grid_set.
 */
#ifndef RESULT_GRID_H
#define RESULT_GRID_H

#include "base/vec.h"
#include "result/table.h"

struct grid {
	struct VEC(struct table_column) columns;
	struct VEC(struct str) cells; /* row by row */
	size_t next;                  /* cell to be read */
	struct arena arena;
};

/* Adds a column, before the first row; good until the next one. */
struct table_column *grid_column(struct grid *g, struct str name, enum table_type type);

/* Adds a row of nulls. */
void grid_row(struct grid *g);

/* Sets a cell of the last row to a copy of the text, which is not null even if empty. */
void grid_set(struct grid *g, size_t column, struct str text);

/* The same, but "" is null. */
void grid_put(struct grid *g, size_t column, struct str text);

/* Any cell. */
struct str *grid_cell(struct grid *g, size_t row, size_t column);

size_t grid_rows(const struct grid *g);

/* The grid as a table, to be read from the start; it is not changed any more. */
struct table grid_table(struct grid *g, struct str name, struct table_title title);

void grid_release(struct grid *g);

#endif
