/* SPDX-License-Identifier: MIT */
/*
 * The tables of records (store/virtual.c) against SQLite's own: the same rows in tables of the
 * same definition, and thousands of questions at random, which must have the same answers.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/mem.h"
#include "store/query.h"
#include "text/yaml.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { QUERIES = 4000, RECORDS = 24, ROWS_MAX = 5000, NESTED = 2 };

static const char common[] = "$id: https://schema.sws.example/kinds/common.yaml\n"
			     "$defs:\n"
			     "  date: {type: string, format: date}\n";

static const char thing_kind[] =
	"title: 物\n"
	"record: {kind: thing, path: 'things/{id}.yaml', table: things}\n"
	"type: object\n"
	"properties:\n"
	"  id: {type: string}\n"
	"  t: {type: string}\n"
	"  u: {type: string}\n"
	"  i: {type: integer}\n"
	"  d: {type: number}\n"
	"  b: {type: boolean}\n"
	"  day: {$ref: common.yaml#/$defs/date}\n"
	"  grade: {type: string, enum: [a, b, '5']}\n"
	"  o: {type: object, properties: {t: {type: string}, d: {type: number}}}\n"
	"  items:\n"
	"    type: array\n"
	"    items:\n"
	"      type: object\n"
	"      properties:\n"
	"        t: {type: string}\n"
	"        i: {type: integer}\n"
	"        d: {type: number}\n"
	"        parts: {type: array, items: {type: object, properties: {t: {type: string}, "
	"d: {type: number}}}}\n"
	"        codes: {type: array, items: {type: string}}\n"
	"  words: {type: array, items: {type: string}}\n"
	"  sizes: {type: array, items: {type: number}}\n";

static const char other_kind[] =
	"title: 他\n"
	"record: {kind: other, path: 'others/{id}.yaml', table: others}\n"
	"type: object\n"
	"properties:\n"
	"  id: {type: string}\n"
	"  thing: {type: string}\n"
	"  t: {type: string}\n"
	"  i: {type: integer}\n"
	"  d: {type: number}\n"
	"  items: {type: array, items: {type: object, properties: {t: {type: string}, "
	"n: {type: number}}}}\n";

/* What a clerk or a spreadsheet may write, as text and as number. */
static const char *const texts[] = {
	"5",     "05",   "5.0",  " 5",   "1.0",  "1",          "01",
	"1e3",   "1000", "-0",   "0",    "0.1",  "0.10",       "9007199254740993",
	"1e300", "007",  "",     "true", "a",    "A",          "a ",
	"b",     "中",   "0x10", "inf",  "null", "2023-02-28", "9223372036854775808",
	"t1",    "t2",   "t3",   "T1",
};
static const char *const numbers[] = {
	"5",          "1.0",
	"1",          "1e3",
	"-0",         "-0.0",
	"0",          "0.1",
	"-1",         "2",
	"3",          "9007199254740993",
	"1e15",       "9223372036854775807",
	"1e16",       "9223372036854775808",
	"1e18",       "-9223372036854775808",
	"1e19",       "-1e19",
	"1e300",      "0.30000000000000004",
	"1e-7",       "9007199254740992.0",
	"2147483647", "2147483648",
	"4294967296", "2147483646",
	"5.50",       "4503599627370496.0",
};
static const char *const days[] = {"2023-02-28", "2023-02-30", "2024-02-29", "2023-2-1"};

#define PICK(s, list) (list)[below(s, sizeof(list) / sizeof *(list))]

struct fixture {
	struct kind_set *kinds;
	struct store *store;
	sqlite3 *db; /* the same rows in its own tables */
	struct error error;
	uint64_t seed;
};

/* splitmix64: the same sequence everywhere. */
static uint64_t random_next(uint64_t *state)
{
	uint64_t z = (*state += 0x9E3779B97F4A7C15u);

	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	return z ^ (z >> 31);
}

static size_t below(uint64_t *state, size_t n)
{
	return (size_t)(random_next(state) % n);
}

/* `key: value, `: absent now and then, rarely of the wrong type. */
static void add_text(struct buf *yaml, uint64_t *s, const char *key)
{
	if (below(s, 5))
		buf_printf(yaml, "%s: \"%s\", ", key, PICK(s, texts));
	else if (below(s, 4) == 0)
		buf_printf(yaml, "%s: 5, ", key);
}

static void add_number(struct buf *yaml, uint64_t *s, const char *key)
{
	if (below(s, 5))
		buf_printf(yaml, "%s: %s, ", key, PICK(s, numbers));
	else if (below(s, 4) == 0)
		buf_printf(yaml, "%s: \"5\", ", key);
}

static void add_scalars(struct buf *yaml, uint64_t *s, const char *key, bool are_text)
{
	buf_printf(yaml, "%s: [", key);
	for (size_t n = below(s, 4); n; n--)
		buf_printf(yaml, are_text ? "\"%s\", " : "%s, ",
			   are_text ? PICK(s, texts) : PICK(s, numbers));
	buf_add_text(yaml, "], ");
}

static void add_item(struct buf *yaml, uint64_t *s)
{
	buf_add_text(yaml, "{");
	add_text(yaml, s, "t");
	add_number(yaml, s, "i");
	add_number(yaml, s, "d");
	add_number(yaml, s, "n");
	add_scalars(yaml, s, "codes", true);
	buf_add_text(yaml, "parts: [");
	for (size_t n = below(s, 5); n; n--) {
		buf_add_text(yaml, below(s, 6) ? "{" : "5, {");
		add_text(yaml, s, "t");
		add_number(yaml, s, "d");
		buf_add_text(yaml, "}, ");
	}
	buf_add_text(yaml, "]}, ");
}

static void add_record(struct buf *yaml, uint64_t *s)
{
	buf_add_text(yaml, "{");
	add_text(yaml, s, "t");
	add_text(yaml, s, "u");
	add_text(yaml, s, "thing");
	add_number(yaml, s, "i");
	add_number(yaml, s, "d");
	if (below(s, 4))
		buf_printf(yaml, "b: %s, ", below(s, 2) ? "true" : "false");
	buf_printf(yaml, "day: %s, ", PICK(s, days));
	add_text(yaml, s, "grade");
	buf_add_text(yaml, "o: {");
	add_text(yaml, s, "t");
	add_number(yaml, s, "d");
	buf_add_text(yaml, "}, items: [");
	for (size_t n = below(s, 4); n; n--)
		add_item(yaml, s);
	buf_add_text(yaml, "], ");
	add_scalars(yaml, s, "words", true);
	add_scalars(yaml, s, "sizes", false);
	buf_add_text(yaml, "}");
}

static void put(struct fixture *f, const char *kind, struct str id, struct str yaml)
{
	struct arena arena = {0};
	struct finding_list findings = {0};
	struct tree tree;

	if (!yaml_read(&tree, yaml, &arena, STR("x.yaml"), &findings))
		fail_msg("%.*s", STR_ARG(yaml));
	assert_int_equal(store_put(f->store, kind_find(f->kinds, str_of(kind)), id,
				   STR("x.yaml"), &tree, NULL, &f->error),
			 0);
	finding_release(&findings);
	arena_release(&arena);
}

/* Ids that are numbers in more than one way, too; some are put again after a removal. */
static void put_records(struct fixture *f, const char *kind)
{
	struct buf yaml = {0};

	for (size_t i = 0; i < RECORDS; i++) {
		struct str id = str_of(texts[(i * 7 + 28) % (sizeof texts / sizeof *texts)]);

		buf_reset(&yaml);
		add_record(&yaml, &f->seed);
		put(f, kind, id, buf_str(&yaml));
		if (i % 5 != 2)
			continue;
		assert_int_equal(store_remove(f->store, kind_find(f->kinds, str_of(kind)), id,
					      STR("x.yaml"), &f->error),
				 0);
		if (i % 2)
			put(f, kind, id, buf_str(&yaml));
	}
	buf_release(&yaml);
}

static void run(struct fixture *f, const char *sql)
{
	if (sqlite3_exec(f->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(f->db));
}

static void bind(sqlite3_stmt *to, struct query *q, int column)
{
	struct str text = query_text(q, column);

	switch (query_value_type(q, column)) {
	case QUERY_INTEGER:
		sqlite3_bind_int64(to, column + 1, query_integer(q, column));
		break;
	case QUERY_REAL:
		sqlite3_bind_double(to, column + 1, strtod(text.ptr, NULL));
		break;
	case QUERY_TEXT:
		sqlite3_bind_text(to, column + 1, text.ptr, (int)text.len, SQLITE_TRANSIENT);
		break;
	default:
		sqlite3_bind_null(to, column + 1);
	}
}

static void copy_table(struct fixture *f, const struct store_table *table)
{
	struct buf sql = {0};
	sqlite3_stmt *to;
	struct query *q;

	tables_sql(table, "", &sql);
	run(f, buf_cstr(&sql));
	buf_reset(&sql);
	buf_printf(&sql, "INSERT INTO \"%.*s\" VALUES (?", STR_ARG(table->name));
	for (size_t i = 1; i < table->columns.n; i++)
		buf_add_text(&sql, ", ?");
	buf_add_text(&sql, ")");
	assert_int_equal(sqlite3_prepare_v2(f->db, buf_cstr(&sql), -1, &to, NULL), SQLITE_OK);
	buf_reset(&sql);
	buf_printf(&sql, "SELECT * FROM \"%.*s\"", STR_ARG(table->name));
	assert_int_equal(query_open(f->store, buf_str(&sql), &q, &f->error), 0);
	while (query_next(q, &f->error) == 1) {
		for (int i = 0; i < query_columns(q); i++)
			bind(to, q, i);
		assert_int_equal(sqlite3_step(to), SQLITE_DONE);
		sqlite3_reset(to);
	}
	query_close(q);
	sqlite3_finalize(to);
	buf_release(&sql);
}

static int setup(void **state)
{
	static struct fixture f;
	const struct pack_file files[] = {{STR("kinds/common.yaml"), str_of(common)},
					  {STR("kinds/thing.yaml"), str_of(thing_kind)},
					  {STR("kinds/other.yaml"), str_of(other_kind)}};

	f = (struct fixture){.seed = 4};
	*state = &f;
	if (kind_set_load(files, 3, &f.kinds, &f.error) < 0 ||
	    store_open(f.kinds, &f.store, &f.error) < 0)
		return 1;
	store_want_all(f.store);
	put_records(&f, "thing");
	put_records(&f, "other");
	sqlite3_open(":memory:", &f.db);
	for (size_t i = 0; i < store_tables(f.store)->tables.n; i++)
		copy_table(&f, &store_tables(f.store)->tables.at[i]);
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	sqlite3_close(f->db);
	store_close(f->store);
	kind_set_free(f->kinds);
	error_release(&f->error);
	return 0;
}

/* The rows of an answer as lines, in byte order. */
struct answer {
	struct VEC(char *) rows;
	bool failed;
};

static int cmp_row(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void sort(struct answer *a)
{
	if (a->rows.n)
		qsort(a->rows.at, a->rows.n, sizeof(char *), cmp_row);
}

static void add_row(struct answer *a, struct buf *row)
{
	char *text = mem_alloc(row->len + 1);

	memcpy(text, buf_cstr(row), row->len + 1);
	*vec_add(&a->rows) = text;
	buf_reset(row);
}

static void release(struct answer *a)
{
	for (size_t i = 0; i < a->rows.n; i++)
		mem_free(a->rows.at[i]);
	vec_release(&a->rows);
}

static void ask_store(struct fixture *f, struct str sql, struct answer *a)
{
	struct buf row = {0};
	struct query *q;
	int status = query_open(f->store, sql, &q, &f->error);

	while (status == 0 && query_next(q, &f->error) == 1 && a->rows.n < ROWS_MAX) {
		for (int i = 0; i < query_columns(q); i++) {
			struct str text = query_text(q, i);
			enum query_value type = query_value_type(q, i);

			if (type == QUERY_REAL)
				buf_printf(&row, "|%.17g", strtod(text.ptr, NULL));
			else if (type == QUERY_NULL)
				buf_add_text(&row, "|-");
			else
				buf_printf(&row, type == QUERY_TEXT ? "|'%.*s'" : "|%.*s",
					   STR_ARG(text));
		}
		add_row(a, &row);
	}
	a->failed = status < 0;
	query_close(q);
	buf_release(&row);
	sort(a);
}

static void ask_sqlite(struct fixture *f, struct str sql, struct answer *a)
{
	struct buf row = {0};
	sqlite3_stmt *q;
	int rc = sqlite3_prepare_v2(f->db, sql.ptr, (int)sql.len, &q, NULL);

	while (rc == SQLITE_OK && sqlite3_step(q) == SQLITE_ROW && a->rows.n < ROWS_MAX) {
		for (int i = 0; i < sqlite3_column_count(q); i++) {
			int type = sqlite3_column_type(q, i);

			if (type == SQLITE_FLOAT)
				buf_printf(&row, "|%.17g", sqlite3_column_double(q, i));
			else if (type == SQLITE_NULL)
				buf_add_text(&row, "|-");
			else
				buf_printf(&row, type == SQLITE_TEXT ? "|'%s'" : "|%s",
					   sqlite3_column_text(q, i));
		}
		add_row(a, &row);
	}
	a->failed = rc != SQLITE_OK;
	sqlite3_finalize(q);
	buf_release(&row);
	sort(a);
}

/* Whether the statement has an answer of at least one row; fails if the two differ. */
static bool compare(struct fixture *f, struct str sql)
{
	struct answer ours = {0}, theirs = {0};
	bool any;

	ask_store(f, sql, &ours);
	ask_sqlite(f, sql, &theirs);
	if (theirs.failed)
		fail_msg("%.*s: %s", STR_ARG(sql), sqlite3_errmsg(f->db));
	if (ours.failed)
		fail_msg("%.*s: %s", STR_ARG(sql),
			 message_arg(&f->error.message, STR("reason"))->ptr);
	for (size_t i = 0; i < ours.rows.n || i < theirs.rows.n; i++) {
		if (ours.rows.n == ROWS_MAX && theirs.rows.n == ROWS_MAX)
			break; /* others of the rows, perhaps */
		const char *a = i < ours.rows.n ? ours.rows.at[i] : "none";
		const char *b = i < theirs.rows.n ? theirs.rows.at[i] : "none";

		if (strcmp(a, b) != 0)
			fail_msg("%.*s\n%zu rows and %zu; first other one: %s, not %s",
				 STR_ARG(sql), ours.rows.n, theirs.rows.n, a, b);
	}
	any = ours.rows.n > 0;
	release(&ours);
	release(&theirs);
	return any;
}

/* A statement in the making: the tables it has so far, called x0, x1, ... */
struct making {
	const struct table_set *set;
	uint64_t *seed;
	struct buf sql;
	const struct store_table *in[8];
	size_t n;
};

static void say(struct making *m, const char *text)
{
	buf_add_text(&m->sql, text);
}

static const struct column *any_column(struct making *m, const struct store_table *table)
{
	static const char *const keys[] = {"id", "_record", "_n", "_n2", "t"};
	size_t at = table->columns.n;

	if (below(m->seed, 3) == 0)
		at = tables_column(table, str_of(PICK(m->seed, keys)));
	if (at == table->columns.n)
		at = below(m->seed, table->columns.n);
	return &table->columns.at[at];
}

static void say_column_of(struct making *m, size_t table)
{
	const struct column *column = any_column(m, m->in[table]);

	buf_printf(&m->sql, "x%zu.\"%.*s\"", table, STR_ARG(column->name));
}

static void say_column(struct making *m)
{
	say_column_of(m, below(m->seed, m->n));
}

/* Adds a table, of which later columns may be. */
static void say_table(struct making *m)
{
	m->in[m->n] = &m->set->tables.at[below(m->seed, m->set->tables.n)];
	buf_printf(&m->sql, "\"%.*s\" x%zu", STR_ARG(m->in[m->n]->name), m->n);
	m->n++;
}

static void say_literal(struct making *m)
{
	static const char *const odd[] = {"NULL", "1.0",     "TRUE", "x'35'",     "+5",
					  "1e3",  "'5'||''", "-1",   "2147483647"};

	switch (below(m->seed, 4)) {
	case 0:
		buf_add_text(&m->sql, PICK(m->seed, numbers));
		break;
	case 1:
		buf_add_text(&m->sql, PICK(m->seed, odd));
		break;
	default:
		buf_printf(&m->sql, "'%s'", PICK(m->seed, texts));
	}
}

static void say_value(struct making *m)
{
	switch (below(m->seed, 12)) {
	case 0:
		say(m, "CAST(");
		say_column(m);
		say(m, below(m->seed, 2) ? " AS INTEGER)" : " AS TEXT)");
		break;
	case 1:
		say(m, "coalesce(");
		say_column(m);
		say(m, ", ");
		say_literal(m);
		say(m, ")");
		break;
	case 2:
		say(m, "+");
		say_column(m);
		break;
	case 3:
	case 4:
	case 5:
	case 6:
		say_literal(m);
		break;
	default:
		say_column(m);
	}
}

static void say_condition(struct making *m, int nested);

/* `(SELECT column FROM table ...)`, or of two. */
static void say_subquery(struct making *m, int nested, const char *head, const char *tail)
{
	size_t before = m->n;

	buf_printf(&m->sql, "(SELECT %s", head);
	m->in[m->n] = &m->set->tables.at[below(m->seed, m->set->tables.n)];
	say_column_of(m, m->n);
	buf_printf(&m->sql, "%s FROM ", tail);
	buf_printf(&m->sql, "\"%.*s\" x%zu", STR_ARG(m->in[m->n]->name), m->n);
	m->n++;
	if (below(m->seed, 3)) {
		say(m, " WHERE ");
		say_condition(m, nested + 1);
	}
	m->n = before;
	if (!*head && below(m->seed, 5) == 0) {
		say(m, below(m->seed, 2) ? " UNION ALL SELECT " : " UNION SELECT ");
		say_literal(m);
	}
	say(m, ")");
}

static void say_in(struct making *m, int nested)
{
	say_column(m);
	say(m, below(m->seed, 4) ? " IN " : " NOT IN ");
	if (nested < NESTED && below(m->seed, 2)) {
		say_subquery(m, nested, "", "");
		return;
	}
	say(m, "(");
	for (size_t n = below(m->seed, 3); n; n--) {
		say_literal(m);
		say(m, ", ");
	}
	say_value(m);
	say(m, ")");
}

static void say_comparison(struct making *m)
{
	static const char *const operators[] = {" = ",  " = ",  " = ",  " = ", " = ",
						" == ", " IS ", " <> ", " < ", " >= "};
	static const char *const collations[] = {" COLLATE NOCASE", " COLLATE RTRIM",
						 " COLLATE BINARY"};

	say_column(m);
	if (below(m->seed, 12) == 0)
		say(m, PICK(m->seed, collations));
	say(m, PICK(m->seed, operators));
	say_value(m);
	if (below(m->seed, 12) == 0)
		say(m, PICK(m->seed, collations));
}

/* A row of one record's list, by all or some of its places. */
static void say_places(struct making *m)
{
	static const char *const places[] = {"1",
					     "2",
					     "1.0",
					     "'1'",
					     "-1",
					     "0",
					     "99",
					     "NULL",
					     "2.5",
					     "2147483646",
					     "2147483647",
					     "2147483648",
					     "9223372036854775807",
					     "-9223372036854775808",
					     "1e300",
					     "'x'"};
	size_t table = below(m->seed, m->n), other = below(m->seed, m->n);
	int depth = m->in[table]->depth;

	buf_printf(&m->sql, "x%zu.%s = ", table, depth ? "_record" : "id");
	if (below(m->seed, 2))
		buf_printf(&m->sql, "x%zu.%s", other, m->in[other]->depth ? "_record" : "id");
	else
		say_value(m);
	for (int i = 0; i < depth; i++) {
		if (below(m->seed, 4) == 0)
			continue;
		buf_printf(&m->sql, " AND x%zu.%s ", table, i ? "_n2" : "_n");
		if (below(m->seed, 3) == 0)
			say_column((say(m, "= "), m));
		else if (below(m->seed, 3) == 0)
			say(m, "IN (1, 2, '1')");
		else
			buf_printf(&m->sql, "= %s", PICK(m->seed, places));
	}
}

static void say_pair(struct making *m, const char *between)
{
	say(m, "(");
	say_condition(m, NESTED);
	say(m, between);
	say_condition(m, NESTED);
	say(m, ")");
}

static void say_row_value(struct making *m)
{
	say(m, "(");
	say_column(m);
	say(m, ", ");
	say_column(m);
	say(m, ") = (");
	say_value(m);
	say(m, ", ");
	say_value(m);
	say(m, ")");
}

/* (The + keeps SQLite from taking any row's text for the greatest of those that equal a
 * number.)
 */
static void say_nested(struct making *m, int nested)
{
	switch (below(m->seed, 5)) {
	case 0:
	case 1:
		say(m, below(m->seed, 3) ? "EXISTS " : "NOT EXISTS ");
		say_subquery(m, nested, "", "");
		break;
	case 2:
		say_column(m);
		say(m, " = ");
		say_subquery(m, nested, "min(+", ")");
		break;
	case 3:
		say_column(m);
		say(m, " = ");
		say_subquery(m, nested, "max(+", ")");
		break;
	default:
		say(m, "NOT (");
		say_condition(m, nested + 1);
		say(m, ")");
	}
}

static void say_condition(struct making *m, int nested)
{
	size_t way = below(m->seed, nested < NESTED ? 15 : 10);

	if (way < 4) {
		say_comparison(m);
	} else if (way == 4) {
		say_column(m);
		say(m, below(m->seed, 2) ? " IS NULL" : " IS NOT NULL");
	} else if (way == 5 || way == 9) {
		say_places(m);
	} else if (way == 6) {
		say_in(m, nested);
	} else if (way == 7) {
		say_row_value(m);
	} else if (way == 8) {
		say(m, "typeof(");
		say_column(m);
		say(m, below(m->seed, 2) ? ") = 'text'" : ") <> 'integer'");
	} else if (way == 10) {
		say_in(m, nested);
	} else if (way < 13) {
		say_pair(m, way == 11 ? " OR " : " AND ");
	} else {
		say_nested(m, nested);
	}
}

static void say_where(struct making *m)
{
	if (m->n > 1 || below(m->seed, 4)) {
		say(m, " WHERE ");
		say_condition(m, 0);
	}
}

/* A key that all tables have a name for. */
static void say_using(struct making *m)
{
	static const char *const names[] = {"t", "d", "i", "_record", "_n", "_path"};
	const char *name = PICK(m->seed, names);

	for (size_t i = 0; i < 2; i++)
		if (tables_column(m->in[i], str_of(name)) == m->in[i]->columns.n)
			name = "_path";
	buf_printf(&m->sql, " USING (%s)", name);
}

static void say_from(struct making *m)
{
	static const char *const joins[] = {" JOIN ",       " JOIN ",      " LEFT JOIN ",
					    " RIGHT JOIN ", " FULL JOIN ", " CROSS JOIN "};

	say(m, " FROM ");
	say_table(m);
	for (size_t n = below(m->seed, 3); n; n--) {
		say(m, PICK(m->seed, joins));
		say_table(m);
		if (m->n == 2 && below(m->seed, 8) == 0) {
			say_using(m);
			continue;
		}
		say(m, " ON ");
		say_condition(m, 1);
		if (below(m->seed, 3) == 0) {
			say(m, " AND ");
			say_condition(m, NESTED);
		}
	}
}

/* The columns come before the tables that they are of: they are moved there. */
static void say_select(struct making *m, const char *head)
{
	struct buf from = m->sql;
	size_t columns = 1 + below(m->seed, 3);

	m->sql = (struct buf){0};
	buf_printf(&m->sql, "SELECT %s", head);
	for (size_t i = 0; i < columns; i++) {
		say(m, i ? ", " : "");
		if (below(m->seed, 10) == 0)
			say_subquery(m, 1, "count(", ")");
		else if (below(m->seed, 10) == 0)
			say(m, "typeof("), say_column(m), say(m, ")");
		else
			say_column(m);
	}
	buf_add(&m->sql, buf_str(&from));
	buf_release(&from);
}

static void say_plain(struct making *m)
{
	say_from(m);
	say_where(m);
	say_select(m, below(m->seed, 3) ? "" : "DISTINCT ");
}

static void say_groups(struct making *m)
{
	struct buf from, column = {0};

	say_from(m);
	say_where(m);
	from = m->sql;
	m->sql = (struct buf){0};
	say_column(m);
	column = m->sql;
	m->sql = (struct buf){0};
	buf_printf(&m->sql, "SELECT %s, count(*), count(DISTINCT ", buf_cstr(&column));
	say_column(m);
	say(m, "), min(");
	say_column(m);
	buf_printf(&m->sql, ")%s GROUP BY %s HAVING count(*) > %zu", buf_cstr(&from),
		   buf_cstr(&column), below(m->seed, 3));
	buf_release(&from);
	buf_release(&column);
}

/* The columns that together say which row it is. */
static void say_key(struct making *m, size_t table, const char *direction)
{
	static const char *const names[][3] = {
		{"id"}, {"_record", "_n"}, {"_record", "_n", "_n2"}};

	for (int i = 0; i <= m->in[table]->depth; i++)
		buf_printf(&m->sql, "%sx%zu.%s%s", i ? ", " : "", table,
			   names[m->in[table]->depth][i], direction);
}

static void say_ordered(struct making *m)
{
	say(m, " FROM ");
	say_table(m);
	say_where(m);
	say(m, " ORDER BY ");
	if (below(m->seed, 2)) {
		say_column(m);
		say(m, ", ");
	}
	say_key(m, 0, below(m->seed, 2) ? "" : " DESC");
	buf_printf(&m->sql, " LIMIT %zu OFFSET %zu", below(m->seed, 9), below(m->seed, 4));
	say_select(m, "");
}

static void say_window(struct making *m)
{
	struct buf from;

	say(m, " FROM ");
	say_table(m);
	say_where(m);
	from = m->sql;
	m->sql = (struct buf){0};
	say(m, "SELECT ");
	say_column(m);
	say(m, ", row_number() OVER w, count(*) OVER (PARTITION BY ");
	say_column(m);
	say(m, "), lag(");
	say_column(m);
	buf_printf(&m->sql, ") OVER w%s WINDOW w AS (PARTITION BY ", buf_cstr(&from));
	say_column(m);
	say(m, " ORDER BY ");
	say_key(m, 0, "");
	say(m, ")");
	buf_release(&from);
}

static void say_compound(struct making *m)
{
	static const char *const words[] = {" UNION ", " UNION ALL ", " INTERSECT ",
					    " EXCEPT "};

	for (int i = 0; i < 2; i++) {
		m->n = 0;
		say(m, i ? PICK(m->seed, words) : "");
		say(m, "SELECT ");
		m->in[0] = &m->set->tables.at[below(m->seed, m->set->tables.n)];
		m->n = 1;
		say_column(m);
		m->n = 0;
		buf_printf(&m->sql, " FROM \"%.*s\" x0", STR_ARG(m->in[0]->name));
		m->n = 1;
		say_where(m);
	}
}

static void make(struct making *m)
{
	static void (*const ways[])(struct making *) = {
		say_plain,   say_plain,  say_plain,    say_groups,
		say_ordered, say_window, say_compound,
	};

	m->n = 0;
	buf_reset(&m->sql);
	PICK(m->seed, ways)(m);
}

static void questions_have_the_answers_of_sqlites_own_tables(void **state)
{
	struct fixture *f = *state;
	struct making m = {.set = store_tables(f->store), .seed = &f->seed};
	int any = 0;

	for (int i = 0; i < QUERIES; i++) {
		make(&m);
		any += compare(f, buf_str(&m.sql));
	}
	assert_true(any > QUERIES / 3); /* else there is little to compare */
	buf_release(&m.sql);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			questions_have_the_answers_of_sqlites_own_tables, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
