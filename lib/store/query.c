/* SPDX-License-Identifier: MIT */
/* Read-only queries. */
#include "store/query.h"

#include "base/decimal.h"
#include "base/mem.h"
#include "store/internal.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

enum { NUMBER_TEXT_SIZE = 32 };

struct query {
	struct store *store;
	sqlite3_stmt *stmt;
	struct arena row; /* texts of decimals of the current row */
};

static int sql_error(struct error *error, const char *reason)
{
	return error_set(error, STATUS_INVALID, "store.sql", "reason", reason, NULL);
}

int query_open(struct store *s, struct str sql, struct query **query, struct error *error)
{
	sqlite3_stmt *stmt = NULL;
	const char *tail = NULL;

	*query = NULL;
	if (sqlite3_prepare_v2(s->db, sql.ptr, (int)sql.len, &stmt, &tail) != SQLITE_OK)
		return sql_error(error, sqlite3_errmsg(s->db));
	if (!stmt || !sqlite3_stmt_readonly(stmt) ||
	    str_trim(str_sub(sql, (size_t)(tail - sql.ptr), sql.len)).len) {
		sqlite3_finalize(stmt);
		return sql_error(error, "not one SELECT statement");
	}
	*query = mem_zalloc(1, sizeof **query);
	(*query)->store = s;
	(*query)->stmt = stmt;
	return 0;
}

void query_close(struct query *q)
{
	if (!q)
		return;
	sqlite3_finalize(q->stmt);
	arena_release(&q->row);
	mem_free(q);
}

int query_next(struct query *q, struct error *error)
{
	arena_reset(&q->row);
	switch (sqlite3_step(q->stmt)) {
	case SQLITE_ROW:
		return 1;
	case SQLITE_DONE:
		return 0;
	default:
		return store_failure(q->store, error);
	}
}

void query_rewind(struct query *q)
{
	sqlite3_reset(q->stmt);
}

void query_bind(struct query *q, int n, struct str text)
{
	sqlite3_bind_text(q->stmt, n, text.ptr ? text.ptr : "", (int)text.len, SQLITE_STATIC);
}

int query_columns(const struct query *q)
{
	return sqlite3_column_count(q->stmt);
}

struct str query_name(const struct query *q, int column)
{
	return str_of(sqlite3_column_name(q->stmt, column));
}

int query_find(const struct query *q, const char *name)
{
	for (int i = 0; i < query_columns(q); i++)
		if (str_eq(query_name(q, i), str_of(name)))
			return i;
	return -1;
}

enum query_value query_value_type(const struct query *q, int column)
{
	switch (sqlite3_column_type(q->stmt, column)) {
	case SQLITE_INTEGER:
		return QUERY_INTEGER;
	case SQLITE_FLOAT:
		return QUERY_REAL;
	case SQLITE_TEXT:
		return QUERY_TEXT;
	case SQLITE_BLOB:
		return QUERY_BYTES;
	default:
		return QUERY_NULL;
	}
}

bool query_is_null(const struct query *q, int column)
{
	return sqlite3_column_type(q->stmt, column) == SQLITE_NULL;
}

/* The shortest decimal that reads back as the same double, without an exponent. */
static struct str shortest(struct arena *a, double value)
{
	char text[NUMBER_TEXT_SIZE];
	struct decimal d;
	struct buf plain = {0};
	struct str out;

	for (int digits = 15; digits <= 17; digits++) {
		snprintf(text, sizeof text, "%.*g", digits, value);
		if (strtod(text, NULL) >= value && strtod(text, NULL) <= value)
			break;
	}
	if (decimal_parse(&d, str_of(text)) == DECIMAL_OK)
		decimal_format(&plain, &d);
	else
		buf_add_text(&plain, text); /* infinite, or none */
	out = arena_str(a, buf_str(&plain));
	buf_release(&plain);
	return out;
}

struct str query_text(struct query *q, int column)
{
	if (sqlite3_column_type(q->stmt, column) == SQLITE_FLOAT)
		return shortest(&q->row, sqlite3_column_double(q->stmt, column));
	return (struct str){(const char *)sqlite3_column_text(q->stmt, column),
			    (size_t)sqlite3_column_bytes(q->stmt, column)};
}

long long query_integer(const struct query *q, int column)
{
	return sqlite3_column_int64(q->stmt, column);
}
