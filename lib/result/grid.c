/* SPDX-License-Identifier: MIT */
/* Tables in memory. */
#include "result/grid.h"

#include <string.h>

struct table_column *grid_column(struct grid *g, struct str name, enum table_type type)
{
	struct table_column *column = vec_add(&g->columns);

	column->name = name;
	column->type = type;
	return column;
}

void grid_row(struct grid *g)
{
	for (size_t i = 0; i < g->columns.n; i++)
		vec_add(&g->cells);
}

size_t grid_rows(const struct grid *g)
{
	return g->columns.n ? g->cells.n / g->columns.n : 0;
}

struct str *grid_cell(struct grid *g, size_t row, size_t column)
{
	return &g->cells.at[row * g->columns.n + column];
}

void grid_set(struct grid *g, size_t column, struct str text)
{
	*grid_cell(g, grid_rows(g) - 1, column) = arena_str(&g->arena, text);
}

void grid_put(struct grid *g, size_t column, struct str text)
{
	if (text.len)
		grid_set(g, column, text);
}

static int next_row(void *context, struct str *cells, struct error *error)
{
	struct grid *g = context;

	(void)error;
	if (g->next >= g->cells.n)
		return 0;
	memcpy(cells, g->cells.at + g->next, g->columns.n * sizeof *cells);
	g->next += g->columns.n;
	return 1;
}

struct table grid_table(struct grid *g, struct str name, struct table_title title)
{
	g->next = 0;
	return (struct table){
		.name = name,
		.title = title,
		.columns = g->columns.at,
		.n_columns = g->columns.n,
		.next = next_row,
		.context = g,
	};
}

void grid_release(struct grid *g)
{
	vec_release(&g->columns);
	vec_release(&g->cells);
	arena_release(&g->arena);
}
