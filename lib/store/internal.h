/* SPDX-License-Identifier: MIT */
/* What the files of the store share; nobody else includes this. */
#ifndef STORE_INTERNAL_H
#define STORE_INTERNAL_H

#include "store/guard.h"
#include "store/rows.h"

struct sqlite3;
struct sqlite3_stmt;

/* What is kept of a table: all that a query reads, and always the keys. */
struct kept {
	bool rows;
	bool read;     /* by a query: else no more is known of it than that there are records */
	bool *columns; /* as many as the table has */
};

enum { GUARD_SETTINGS = 9 };

enum guard_refusal { REFUSED_NOTHING, REFUSED_STATEMENT, REFUSED_TABLE, REFUSED_FUNCTION };

/* What the guard knows. */
struct guard {
	const struct guard_limits *limits; /* NULL: it is off */
	int settings[GUARD_SETTINGS];      /* SQLite's own limits, as they were */
	enum guard_refusal refused;        /* last, and its name */
	struct buf name;
	unsigned asked;
	struct map parameters; /* those read; their names are in the arena */
	struct arena arena;
	long long began; /* by the limits' clock */
	long long spent; /* under the guard before it was resumed */
	bool over;       /* the time */
};

struct store {
	struct sqlite3 *db;
	struct guard guard;
	struct table_set set;
	struct kept *kept;                /* one a table */
	bool loading;                     /* a record was put: `kept` stays as it is */
	struct pool pool;                 /* the values of all rows */
	struct rows *rows;                /* one a table */
	const struct store_table *judged; /* what `judged` shows some records of, or NULL */
	const bool *judged_rows;          /* its rows that it shows; NULL: all */
	uint32_t n_judged;
	bool texts_only; /* what is compiled compares a text with texts alone, as PostgreSQL
			    does */
	size_t not_applying, holding; /* rows of the measure that is read (query_counts) */
	bool tracking;                /* since the first store_mark */
	struct sqlite3_stmt *touch;   /* notes a record as changed */
	struct sqlite3_stmt *select;  /* adds to the table `selected` */
};

/* Lets SQLite ask the store what a statement may read, as it does from the start. */
void store_authorize(struct store *s);

/* store.failure with SQLite's words. */
int store_failure(struct store *s, struct error *error);

/* Adds the record's row and its lists' rows. */
void row_insert(struct store *s, const struct store_table *table, struct str id,
		struct str path, struct tree *tree);

/* Adds the modules `records`, of which the tables are made, and `subjects`, for `judged`. */
int virtual_register(struct store *s);

/* The table of records with this name, in letters of either case, or NULL. */
const struct store_table *store_table_called(const struct store *s, const char *name);

/* Whether a statement may use those columns of the table, a bit each (SQLite's
 * sqlite3_index_info.colUsed). The authorizer is asked first, but not of what USING names. */
bool store_may_use(struct store *s, const struct store_table *table,
		   unsigned long long columns);

void guard_release(struct guard *g);

/* Whether a statement may do that: SQLite's authorizer asks (sqlite3_set_authorizer). */
bool guard_allows(struct store *s, int action, const char *first, const char *second);

/* With the guard on: says why SQL was not compiled, with its place as the argument `offset` in
 * bytes where that is known; or why it did not run on. */
int guard_refuse(struct store *s, struct str sql, struct error *error);
int guard_failure(struct store *s, struct error *error);

/* Whether a query has taken more time than it may; false with the guard off. */
bool guard_is_over(struct guard *g);

/* Adds SQLite's own functions that may take long, with a bound. */
int bounded_register(struct sqlite3 *db);

/* Adds PostgreSQL's functions, the date functions and exact sums to the connection, and one for
 * query_open_unmet. */
int functions_register(struct store *s);

#endif
