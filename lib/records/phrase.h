/* SPDX-License-Identifier: MIT */
/*
 * A question about one table, put together of parts: the SQL of sws-query without --sql.
 *
 * Each part is a piece of SQL as a person wrote it. It stays within its place in the statement,
 * and what is wrong at an offset of the statement is found again in it.
 */
#ifndef RECORDS_PHRASE_H
#define RECORDS_PHRASE_H

#include "base/error.h"
#include "base/vec.h"
#include "store/tables.h"

enum phrase_part { PHRASE_WHERE, PHRASE_SELECT, PHRASE_GROUP, PHRASE_ORDER };

struct phrase_piece {
	enum phrase_part part;
	struct str text;
};

/* Where the bytes [from, from + length) of a piece stand in the statement. */
struct phrase_span {
	size_t start, length, piece, from;
};

/* Several conditions must all hold; several lists are one. */
struct phrase {
	const struct store_table *table;
	struct VEC(struct phrase_piece) pieces;
	struct VEC(struct phrase_span) spans; /* by start; of the last phrase_sql */
	bool limited, selected; /* to `limit` rows; to the records of the table `selected` */
	long long limit;
};

/* Appends a piece; its text is borrowed. */
void phrase_add(struct phrase *p, enum phrase_part part, struct str text);

/* Appends the statement. Columns: those of the groups, then those of the lists; without lists
 * the number of rows of each group, or, without groups, all that the kind has, and the places
 * of a list's row. Rows come in an order that nothing is left out of: after what is asked for
 * by groups or keys.
 *
 * Fails with query.empty, query.semicolon, query.unclosed, query.unopened {text, offset}
 * or query.ungrouped {column, ...} (STATUS_INVALID). */
int phrase_sql(struct phrase *p, struct buf *sql, struct error *error);

/* Adds {text} to an error about the statement, and makes its argument `offset` that of
 * the text: of the piece that it lies in or that ends before it. */
void phrase_blame(const struct phrase *p, struct error *error);

void phrase_release(struct phrase *p);

#endif
