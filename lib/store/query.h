/* SPDX-License-Identifier: MIT */
/*
 * A read-only query over the store, row by row.
 */
#ifndef STORE_QUERY_H
#define STORE_QUERY_H

#include "store/store.h"

struct query;

/* Compiles one SELECT. Fails with store.sql {reason} (STATUS_INVALID) when it does not compile,
 * is not one statement or would write.
 *
 * With a guard (guard.h) it says more, and where, if that is known: `offset` in bytes is the
 * last argument of query.sql {reason}, query.no-column {column}, query.no-table {table},
 * query.no-function {function}, each with the ending -near and {nearest}; query.not-select,
 * query.several (statements), query.parameter-form {parameter}. Bounds are query.time,
 * query.memory, query.length (STATUS_LIMIT). */
int query_open(struct store *s, struct str sql, struct query **query, struct error *error);
void query_close(struct query *q);

/* Whether SQLite's words for what did not compile say that a table of records would be written:
 * it finds that before it asks the authorizer. */
bool query_would_write(const char *reason);

/* Compiles the measure of a rule, a SELECT with the columns `applies` and `holds`, so that
 * query_next gives only the rows of which the first is true and the second is not; the others
 * are counted. Only one of these at a time. Without a guard it must compare texts with texts
 * alone, as all SQL does that PostgreSQL takes: look-ups are not compared again. Fails as
 * query_open does. */
int query_open_unmet(struct store *s, struct str measure, struct query **query,
		     struct error *error);

/* After the last row: how many did not apply, and how many that did hold. */
void query_counts(const struct query *q, size_t *not_applying, size_t *holding);

/* 1: there is a row; 0: there is none; negative: store.failure {reason}; with a guard
 * query.failed {reason}, a bound as above, or query.rows {max}. */
int query_next(struct query *q, struct error *error);

/* Binds the text to the parameter ?`n` (from 1). The text must live until the close. */
void query_bind(struct query *q, int n, struct str text);

/* The parameters :NAME that the statement has, and the name of each from 1, without its colon.
 * (Of others the name is "".) */
int query_parameters(const struct query *q);
struct str query_parameter(const struct query *q, int n);

/* Binds the text, or the number that it is the shortest notation of. */
void query_bind_value(struct query *q, int n, struct str text);

int query_columns(const struct query *q);
struct str query_name(const struct query *q, int column);

/* The index of the column with this name, or -1. */
int query_find(const struct query *q, const char *name);

/* Where a column of the result comes from: the names of a table and of its column, both "" if
 * it is an expression. */
void query_origin(const struct query *q, int column, struct str *table, struct str *name);

/* What a column of a table was declared as, in SQL's words, or "". */
struct str query_declared(const struct query *q, int column);

enum query_value { QUERY_NULL, QUERY_INTEGER, QUERY_REAL, QUERY_TEXT, QUERY_BYTES };
enum query_value query_value_type(const struct query *q, int column);

/* Values of the current row; borrowed until the next query_next. A decimal's text is its
 * shortest notation. */
bool query_is_null(const struct query *q, int column);
struct str query_text(struct query *q, int column);

/* A text as it is kept, without a NUL after it: not copied, and found quickly by the store. */
struct str query_bytes(const struct query *q, int column);

long long query_integer(const struct query *q, int column);

#endif
