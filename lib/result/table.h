/* SPDX-License-Identifier: MIT */
/*
 * A table: typed columns titled in both languages, and rows that come one at a time.
 *
 * The answer of everything that is no judgement: a query, a report. Rows are pulled from a
 * source and never all held; what is read of a row is good until the next one. A report of
 * several parts is an array of tables.
 */
#ifndef RESULT_TABLE_H
#define RESULT_TABLE_H

#include "base/error.h"

enum table_type {
	TABLE_TEXT,
	TABLE_INTEGER,
	TABLE_DECIMAL,
	TABLE_BOOLEAN,
	TABLE_DATE, /* YYYY-MM-DD */
};

/* In either language; "" where there is none. */
struct table_title {
	struct str zh, en;
};

struct table_column {
	struct str name; /* of the machine formats; not empty, unique in its table */
	struct table_title title;
	enum table_type type;
	struct table_title unit;
};

/* Fills the cells of the next row, as many as there are columns, borrowed until the next call.
 * A value is text: a number in its shortest decimal notation, a boolean `true` or `false`; a
 * cell whose `ptr` is NULL is null, which "" is not.
 * 1: there was a row; 0: there is none; negative: the error says why, and the table ends. */
typedef int table_next(void *context, struct str *cells, struct error *error);

struct table {
	struct str name; /* of the report's part, `verdicts` */
	struct table_title title;
	const struct table_column *columns;
	size_t n_columns;
	table_next *next;
	void *context;
};

/* A parameter in force, its value as text (a list as `a, b`). */
struct setting {
	struct str name, value;
};

/* Where a table came from, for formats that say so; "" and 0 where it does not apply. */
struct table_source {
	struct str program;  /* "sws-query 0.1.0" */
	struct str snapshot; /* "worktree", "revision", "index", "candidate" */
	struct str commit;
	struct str pack, pack_digest;
	int year;
	struct str as_of;
	const struct setting *parameters; /* by name */
	size_t n_parameters;
};

/* "text", "integer", "decimal", "boolean", "date" */
const char *table_type_name(enum table_type type);

/* Whether values of the type are numbers: aligned to the right, not quoted in JSON. */
bool table_is_number(enum table_type type);

#endif
