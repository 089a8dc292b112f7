/* SPDX-License-Identifier: MIT */
/* Read-only queries. */
#include "store/query.h"

#include "base/decimal.h"
#include "base/mem.h"
#include "store/internal.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

enum { NUMBER_TEXT_SIZE = 32, EXACT_DIGITS = 15 };

struct query {
	struct store *store;
	sqlite3_stmt *stmt;
	struct arena row; /* texts of decimals of the current row */
	long long rows;   /* so far, for the guard */
};

static const char not_select[] = "not one SELECT statement";

static int sql_error(struct error *error, const char *reason)
{
	return error_set(error, STATUS_INVALID, "store.sql", "reason", reason, NULL);
}

static int refuse_at(struct error *error, const char *id, size_t offset)
{
	struct arena arena = {0};

	error_set(error, STATUS_INVALID, id, "offset", arena_printf(&arena, "%zu", offset),
		  NULL);
	arena_release(&arena);
	return STATUS_INVALID;
}

/* Past blanks, comments and semicolons after a statement: whether there is more. */
static bool has_more(struct store *s, struct str tail)
{
	sqlite3_stmt *next = NULL;
	const char *rest = tail.ptr;
	bool more = false;

	while (!more && rest < tail.ptr + tail.len && *rest) {
		const char *from = rest;
		int left = (int)(tail.ptr + tail.len - from);

		more = sqlite3_prepare_v2(s->db, from, left, &next, &rest) != SQLITE_OK || next;
		sqlite3_finalize(next);
	}
	return more;
}

/* What a guard wants of a statement beyond that it compiled. */
static int check_form(struct store *s, sqlite3_stmt *stmt, struct str sql, const char *tail,
		      struct error *error)
{
	size_t offset = (size_t)(tail - sql.ptr);

	if (!stmt || !sqlite3_stmt_readonly(stmt) || sqlite3_stmt_isexplain(stmt))
		return error_set(error, STATUS_INVALID, "query.not-select", NULL);
	if (has_more(s, str_sub(sql, offset, sql.len)))
		return refuse_at(error, "query.several", offset);
	for (int i = 1; i <= sqlite3_bind_parameter_count(stmt); i++) {
		const char *name = sqlite3_bind_parameter_name(stmt, i);

		if (!name || name[0] != ':')
			return error_set(error, STATUS_INVALID, "query.parameter-form",
					 "parameter", name ? name : "?", NULL);
	}
	return 0;
}

static int check(struct store *s, sqlite3_stmt *stmt, struct str sql, const char *tail,
		 struct error *error)
{
	if (s->guard.limits)
		return check_form(s, stmt, sql, tail, error);
	if (!stmt || !sqlite3_stmt_readonly(stmt) ||
	    str_trim(str_sub(sql, (size_t)(tail - sql.ptr), sql.len)).len)
		return sql_error(error, not_select);
	return 0;
}

bool query_would_write(const char *reason)
{
	static const char *const words[] = {" may not be modified", " may not be indexed",
					    " may not be altered", " on virtual tables"};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_ends(str_of(reason), str_of(words[i])))
			return true;
	return false;
}

static int refuse(struct store *s, struct str sql, struct error *error)
{
	const char *reason = sqlite3_errmsg(s->db);

	if (s->guard.limits)
		return guard_refuse(s, sql, error);
	return sql_error(error, query_would_write(reason) ? not_select : reason);
}

int query_open(struct store *s, struct str sql, struct query **query, struct error *error)
{
	sqlite3_stmt *stmt = NULL;
	const char *tail = NULL;
	int status;

	*query = NULL;
	if (sqlite3_prepare_v2(s->db, sql.ptr, (int)sql.len, &stmt, &tail) != SQLITE_OK)
		return refuse(s, sql, error);
	status = check(s, stmt, sql, tail, error);
	if (status < 0) {
		sqlite3_finalize(stmt);
		return status;
	}
	*query = mem_zalloc(1, sizeof **query);
	(*query)->store = s;
	(*query)->stmt = stmt;
	return 0;
}

/* What is counted is passed over where that is found: `holds` is worked out where the rule
 * applies, the row's other columns where it is unmet. */
int query_open_unmet(struct store *s, struct str measure, struct query **query,
		     struct error *error)
{
	struct buf sql = {0};
	int status;

	s->not_applying = s->holding = 0;
	buf_printf(&sql,
		   "SELECT m.* FROM (%.*s\n) m WHERE CASE WHEN m.applies"
		   " THEN CASE WHEN m.holds THEN passed_over(TRUE) ELSE TRUE END"
		   " ELSE passed_over(FALSE) END",
		   STR_ARG(measure));
	s->texts_only = !s->guard.limits;
	status = query_open(s, buf_str(&sql), query, error);
	s->texts_only = false;
	buf_release(&sql);
	return status;
}

void query_counts(const struct query *q, size_t *not_applying, size_t *holding)
{
	*not_applying = q->store->not_applying;
	*holding = q->store->holding;
}

void query_close(struct query *q)
{
	if (!q)
		return;
	sqlite3_finalize(q->stmt);
	arena_release(&q->row);
	mem_free(q);
}

static int count_row(struct query *q, struct error *error)
{
	const struct guard_limits *limits = q->store->guard.limits;
	char max[NUMBER_TEXT_SIZE];

	if (!limits || ++q->rows <= limits->rows)
		return 1;
	snprintf(max, sizeof max, "%lld", limits->rows);
	return error_set(error, STATUS_LIMIT, "query.rows", "max", max, NULL);
}

int query_next(struct query *q, struct error *error)
{
	arena_reset(&q->row);
	switch (sqlite3_step(q->stmt)) {
	case SQLITE_ROW:
		return count_row(q, error);
	case SQLITE_DONE:
		return 0;
	default:
		return store_failure(q->store, error);
	}
}

void query_bind(struct query *q, int n, struct str text)
{
	sqlite3_bind_text(q->stmt, n, text.ptr ? text.ptr : "", (int)text.len, SQLITE_STATIC);
}

int query_parameters(const struct query *q)
{
	return sqlite3_bind_parameter_count(q->stmt);
}

struct str query_parameter(const struct query *q, int n)
{
	const char *name = sqlite3_bind_parameter_name(q->stmt, n);

	return str_of(name && *name == ':' ? name + 1 : NULL);
}

/* Whether the text is how decimal_format writes the number, which a double or a 64-bit integer
 * holds. */
static bool is_shortest_number(struct str text, struct decimal *d)
{
	struct buf plain = {0};
	bool same;

	if (decimal_parse(d, text) != DECIMAL_OK || d->n > EXACT_DIGITS)
		return false;
	decimal_format(&plain, d);
	same = plain.len <= NUMBER_TEXT_SIZE / 2 && str_eq(buf_str(&plain), text);
	buf_release(&plain);
	return same;
}

void query_bind_value(struct query *q, int n, struct str text)
{
	char number[NUMBER_TEXT_SIZE];
	struct decimal d;

	if (!is_shortest_number(text, &d)) {
		query_bind(q, n, text);
		return;
	}
	snprintf(number, sizeof number, "%.*s", STR_ARG(text));
	if (decimal_is_integer(&d))
		sqlite3_bind_int64(q->stmt, n, strtoll(number, NULL, 10));
	else
		sqlite3_bind_double(q->stmt, n, strtod(number, NULL));
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

void query_origin(const struct query *q, int column, struct str *table, struct str *name)
{
	*table = str_of(sqlite3_column_table_name(q->stmt, column));
	*name = str_of(sqlite3_column_origin_name(q->stmt, column));
}

struct str query_declared(const struct query *q, int column)
{
	return str_of(sqlite3_column_decltype(q->stmt, column));
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

struct str query_bytes(const struct query *q, int column)
{
	const char *bytes = sqlite3_column_blob(q->stmt, column);

	return (struct str){bytes, (size_t)sqlite3_column_bytes(q->stmt, column)};
}

long long query_integer(const struct query *q, int column)
{
	return sqlite3_column_int64(q->stmt, column);
}
