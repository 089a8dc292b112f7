/* SPDX-License-Identifier: MIT */
/*
 * The data dictionary: which tables there are to ask, and what is in them, as tables
 * themselves.
 */
#ifndef RECORDS_DICTIONARY_H
#define RECORDS_DICTIONARY_H

#include "base/vec.h"
#include "records/records.h"
#include "result/table.h"

/* Its columns have no titles yet. */
struct dictionary {
	struct table table;
	struct table_column *columns;
	struct VEC(struct str) cells; /* row by row */
	size_t at;                    /* of the next row's first cell */
	struct arena arena;
};

/* Columns `table`, `kind`, `title_zh`, `title_en`; `param` and its lists have no kind. */
void dictionary_tables(struct dictionary *d, const struct records *r);

/* Columns `table`, `column`, `type`, `title_zh`, `title_en`, `references` (a kind), `values`
 * (of an enumeration, blanks between): all tables of a kind, or one table. False when nothing
 * is called so. */
bool dictionary_columns(struct dictionary *d, const struct records *r, struct str name);

/* Appends the kinds and tables that were probably meant, as nearby_list. */
void dictionary_nearby(const struct records *r, struct str name, struct buf *list);

void dictionary_release(struct dictionary *d);

#endif
