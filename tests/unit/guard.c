/* SPDX-License-Identifier: MIT */
/* Tests of what SQL from outside may do and how far (store/guard.h), and of functions with a
 * bound (store/bounded.c). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "schema/embedded.h"
#include "store/guard.h"
#include "store/query.h"
#include "text/yaml.h"

#include <stdio.h>
#include <string.h>

enum { MEMORY = 16 << 20, ROWS = 1000 };

struct fixture {
	struct kind_set *kinds;
	struct store *store;
	struct error error;
	struct guard_limits limits;
};

static int setup(void **state)
{
	static struct fixture f;
	static const struct str hours = STR("30"), word = STR("w");
	const struct store_param params[] = {{STR("hours"), COLUMN_DECIMAL, false, 1, &hours},
					     {STR("words"), COLUMN_TEXT, true, 1, &word}};
	size_t n;
	const struct pack_file *files = embedded_files(&n);

	f = (struct fixture){.limits = {.memory = MEMORY, .rows = ROWS}};
	*state = &f;
	return kind_set_load(files, n, &f.kinds, &f.error) < 0 ||
	       store_open(f.kinds, &f.store, &f.error) < 0 ||
	       store_set_params(f.store, params, 2, &f.error) < 0 ||
	       store_select(f.store, &f.error) < 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	store_close(f->store);
	kind_set_free(f->kinds);
	error_release(&f->error);
	return 0;
}

/* The last value of the statement's last row, borrowed until the next call, or the id of what
 * it failed with. */
static const char *outcome(struct fixture *f, const char *sql)
{
	static char text[256];
	struct query *q = NULL;
	int status;

	guard_begin(f->store, &f->limits);
	status = query_open(f->store, str_of(sql), &q, &f->error);
	text[0] = '\0';
	while (status == 0 && (status = query_next(q, &f->error)) == 1) {
		snprintf(text, sizeof text, "%.*s", STR_ARG(query_text(q, 0)));
		status = 0;
		if (query_columns(q) == 0)
			break;
	}
	query_close(q);
	guard_end(f->store);
	return status < 0 ? f->error.message.id : text;
}

static void expect(struct fixture *f, const char *sql, const char *expected)
{
	const char *got = outcome(f, sql);

	if (strcmp(got, expected) != 0)
		fail_msg("%.200s: %s, not %s", sql, got, expected);
}

static const char *argument(const struct fixture *f, const char *name)
{
	const struct str *value = message_arg(&f->error.message, str_of(name));

	return value ? value->ptr : NULL;
}

static void records_and_parameters_may_be_read(void **state)
{
	static const struct {
		const char *sql, *value;
	} cases[] = {
		{"SELECT count(*) FROM cases", "0"},
		{"SELECT count(*) FROM CASES", "0"},
		{"SELECT count(c.id) FROM main.cases c JOIN case_workers w ON w._record = c.id",
		 "0"},
		{"SELECT hours FROM param", "30"},
		{"SELECT value FROM param_words", "w"},
		{"SELECT count(*) FROM selected", "0"},
		{"WITH w AS (SELECT 7 AS x) SELECT x FROM w", "7"},
		{"WITH w AS (SELECT 7) SELECT count(*) FROM w", "1"},
		{"WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 9)"
		 " SELECT max(n) FROM c",
		 "9"},
		{"VALUES (1), (2)", "2"},
		{"SELECT sum(x) OVER () FROM (SELECT 2 AS x) t", "2"},
		{" SELECT 1 ; -- and no more\n ; /* x */ ", "1"},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect(*state, cases[i].sql, cases[i].value);
}

static void assert_refused(struct fixture *f, const char *const cases[][2], size_t n)
{
	for (size_t i = 0; i < n; i++) {
		expect(f, cases[i][0], cases[i][1]);
		assert_int_equal(f->error.status, STATUS_INVALID);
	}
	expect(f, "SELECT hours FROM param", "30"); /* all is as it was */
	expect(f, "SELECT count(*) FROM cases", "0");
}

static void only_one_select_is_taken(void **state)
{
	static const char *const cases[][2] = {
		{"ATTACH 'x.db' AS x", "query.not-select"},
		{"DETACH main", "query.not-select"},
		{"VACUUM", "query.not-select"},
		{"VACUUM INTO 'x.db'", "query.not-select"},
		{"PRAGMA journal_mode", "query.not-select"},
		{"PRAGMA writable_schema = 1", "query.not-select"},
		{"INSERT INTO cases (id) VALUES ('x')", "query.not-select"},
		{"UPDATE cases SET id = 'x'", "query.not-select"},
		{"DELETE FROM cases", "query.not-select"},
		{"DELETE FROM cases RETURNING id", "query.not-select"},
		{"REPLACE INTO cases (id) VALUES ('x')", "query.not-select"},
		{"DROP TABLE cases", "query.not-select"},
		{"ALTER TABLE cases RENAME TO x", "query.not-select"},
		{"CREATE TABLE x (a)", "query.not-select"},
		{"CREATE TEMP TABLE x AS SELECT 1", "query.not-select"},
		{"CREATE TEMP VIEW x AS SELECT 1", "query.not-select"},
		{"CREATE TEMP TRIGGER x AFTER INSERT ON cases BEGIN SELECT 1; END",
		 "query.not-select"},
		{"CREATE INDEX x ON cases (id)", "query.not-select"},
		{"CREATE VIRTUAL TABLE x USING fts5(a)", "query.not-select"},
		{"ANALYZE", "query.not-select"},
		{"REINDEX", "query.not-select"},
		{"BEGIN", "query.not-select"},
		{"COMMIT", "query.not-select"},
		{"SAVEPOINT x", "query.not-select"},
		{"EXPLAIN SELECT 1", "query.not-select"},
		{"EXPLAIN QUERY PLAN SELECT 1", "query.not-select"},
		{"", "query.not-select"},
		{"-- nothing", "query.not-select"},
		{"SELECT * FROM pragma_table_info('cases')", "query.not-select"},
		{"SELECT 1; SELECT 2", "query.several"},
		{"SELECT 1; DROP TABLE cases", "query.several"},
		{"SELECT 1; nonsense", "query.several"},
	};

	assert_refused(*state, cases, sizeof cases / sizeof *cases);
}

static void nothing_is_read_or_called_but_what_is_listed(void **state)
{
	static const char *const cases[][2] = {
		{"SELECT * FROM sqlite_master", "query.no-table"},
		{"SELECT count(*) FROM sqlite_master", "query.no-table"},
		{"SELECT count(*) FROM sqlite_temp_schema", "query.no-table"},
		{"SELECT count(*) FROM SQLITE_SCHEMA", "query.no-table"},
		{"SELECT id FROM touched", "query.no-table"},
		{"SELECT count(*) FROM touched", "query.no-table"},
		{"SELECT * FROM json_each('[1]')", "query.no-table"},
		{"SELECT * FROM json_tree('[1]')", "query.no-table"},
		{"SELECT * FROM fts3tokenize", "query.no-table"},
		{"SELECT * FROM dbstat", "query.no-table"},
		{"SELECT * FROM generate_series(1, 9)", "query.no-table"},
		{"SELECT load_extension('x')", "query.no-function"},
		{"SELECT readfile('x')", "query.no-function"},
		{"SELECT randomblob(9)", "query.no-function"},
		{"SELECT random()", "query.no-function"},
		{"SELECT zeroblob(9e8)", "query.no-function"},
		{"SELECT printf('%.*c', 5e8, 'x')", "query.no-function"},
		{"SELECT format('%.*c', 5e8, 'x')", "query.no-function"},
		{"SELECT date('now')", "query.no-function"},
		{"SELECT CURRENT_TIMESTAMP", "query.no-function"},
		{"SELECT sqlite_version()", "query.no-function"},
		{"SELECT sqlite_compileoption_get(1)", "query.no-function"},
		{"SELECT last_insert_rowid()", "query.no-function"},
		{"SELECT changes()", "query.no-function"},
		{"SELECT fts3_tokenizer('x')", "query.no-function"},
		{"SELECT json('[]')", "query.no-function"},
		{"SELECT '[]' -> 1", "query.no-function"},
		{"SELECT 'a' MATCH 'b'", "query.no-function"},
		{"SELECT ?", "query.parameter-form"},
		{"SELECT ?7", "query.parameter-form"},
		{"SELECT $x", "query.parameter-form"},
		{"SELECT @x", "query.parameter-form"},
		{"SELECT \"no such name\"", "query.no-column"},
	};

	assert_refused(*state, cases, sizeof cases / sizeof *cases);
}

static void a_refusal_knows_its_place_and_the_nearest_name(void **state)
{
	static const struct {
		const char *sql, *id, *offset, *nearest;
	} cases[] = {
		{"SELECT closure_dat FROM cases", "query.no-column-near", "7", "closure_date"},
		{"SELECT c.metod FROM cases c", "query.no-column-near", "7", "method"},
		{"SELECT zzzz FROM cases", "query.no-column", "7", NULL},
		{"SELECT hour FROM param", "query.no-column-near", "7", "hours"},
		{"SELECT id FROM  casse", "query.no-table-near", "16", "cases"},
		{"SELECT name FROM  sqlite_master", "query.no-table", "18", NULL},
		{"SELECT  regex_like(1, 2)", "query.no-function-near", "8", "regexp_like"},
		{"SELECT 1 +  zeroblob(1)", "query.no-function", "12", NULL},
		{"SELECT 1 FRM cases", "query.sql", "13", NULL},
		{"SELECT (1", "query.sql", "9", NULL},
		{"SELECT valu FROM case_workers", "query.no-column-near", "7", "value"},
		{"SELECT 1 FROM cases c JOIN case_worker w", "query.no-table-near", "27",
		 "case_workers"},
		{"SELECT 1; x", "query.several", "9", NULL},
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *offset, *nearest;

		expect(f, cases[i].sql, cases[i].id);
		offset = argument(f, "offset");
		nearest = argument(f, "nearest");
		if (!offset || strcmp(offset, cases[i].offset) != 0)
			fail_msg("%s: at %s", cases[i].sql, offset ? offset : "no place");
		if (cases[i].nearest ? !nearest || strcmp(nearest, cases[i].nearest) != 0
				     : nearest != NULL)
			fail_msg("%s: near %s", cases[i].sql, nearest ? nearest : "nothing");
	}
}

/* Numbers from 1 to n. */
#define COUNTING(n)                                                                            \
	"WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < " n ") "

static void rows_are_bounded(void **state)
{
	struct fixture *f = *state;

	expect(f, COUNTING("1000") "SELECT n FROM c", "1000");
	expect(f, COUNTING("1001") "SELECT n FROM c", "query.rows");
	assert_string_equal(argument(f, "max"), "1000");
	expect(f, COUNTING("1001") "SELECT count(*) FROM c", "1001");
}

static void memory_is_bounded_in_running_and_in_compiling(void **state)
{
	struct fixture *f = *state;
	struct buf sql = {0};

	expect(f, COUNTING("10000") "SELECT n FROM c ORDER BY -n LIMIT 1", "10000");
	expect(f, COUNTING("5000000") "SELECT n FROM c ORDER BY -n LIMIT 1 OFFSET 4999999",
	       "query.memory");
	expect(f, "SELECT hours FROM param", "30");
	buf_add_text(&sql, "WITH t0 AS (SELECT 1 AS x)");
	for (int i = 1; i <= 40; i++)
		buf_printf(&sql, ", t%d AS (SELECT a.x FROM t%d a, t%d b)", i, i - 1, i - 1);
	buf_add_text(&sql, " SELECT x FROM t40");
	expect(f, buf_cstr(&sql), "query.memory");
	expect(f, "SELECT hours FROM param", "30");
	buf_release(&sql);
}

static long long ticks;

static long long tick(void)
{
	return ticks++;
}

static void time_is_bounded_by_the_callers_clock(void **state)
{
	struct fixture *f = *state;

	f->limits.clock = tick;
	f->limits.time = 1000;
	expect(f,
	       "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c)"
	       " SELECT count(*) FROM c",
	       "query.time");
	assert_int_equal(f->error.status, STATUS_LIMIT);
	expect(f, COUNTING("1000") "SELECT count(*) FROM c", "1000");
	f->limits.time = 0;
	expect(f, "SELECT 1", "query.time"); /* while it is compiled */
}

static void put_cases(struct fixture *f, int n)
{
	struct arena arena = {0};
	struct finding_list findings = {0};
	char id[16], yaml[96];
	struct tree tree;

	store_want_all(f->store);
	for (int i = 0; i < n; i++) {
		snprintf(id, sizeof id, "c-%d", i);
		snprintf(yaml, sizeof yaml,
			 "workers: [a, b, c, d]\nmethod: casework\nhousehold: h-%d\n", i);
		assert_true(yaml_read(&tree, str_of(yaml), &arena, STR("x.yaml"), &findings));
		assert_int_equal(store_put(f->store, kind_find(f->kinds, STR("case")),
					   str_of(id), STR("x.yaml"), &tree, NULL, &f->error),
				 0);
	}
	finding_release(&findings);
	arena_release(&arena);
}

static void time_is_bounded_in_tables_of_records(void **state)
{
	static const char *const endless[] = {
		"SELECT count(*) FROM cases a, case_workers b, case_workers c WHERE a.id > "
		"b.value AND b.value > c.value",
		"SELECT count(*) FROM cases a FULL JOIN cases b ON a.id <> b.id FULL JOIN "
		"cases c"
		" ON c.id <> a.id",
		"SELECT count(*) FROM case_workers a JOIN case_workers b USING (value)"
		" JOIN cases c",
		COUNTING("3000") "SELECT count(*) FROM c JOIN cases ON cases.id IN (SELECT 'x' "
				 "|| "
				 "n FROM c)",
	};
	struct fixture *f = *state;

	put_cases(f, 500);
	f->limits.clock = tick;
	f->limits.time = 500;
	for (size_t i = 0; i < sizeof endless / sizeof *endless; i++)
		expect(f, endless[i], "query.time");
	expect(f, "SELECT count(*) FROM cases a JOIN case_workers b ON b._record = a.id",
	       "2000");
	expect(f, "SELECT count(*) FROM cases WHERE id IN ('c-1', 'c-7', 'x', NULL, 5)", "2");
}

/* All have one method, and each a household of its own. */
static void the_column_that_tells_more_is_looked_up(void **state)
{
	static const char *const quick[] = {
		"SELECT count(*) FROM cases a JOIN cases b ON a.household = b.household AND "
		"a.method = b.method",
		"SELECT count(*) FROM cases a JOIN cases b ON a.method = b.method AND "
		"a.household = b.household",
	};
	struct fixture *f = *state;

	put_cases(f, 1500);
	f->limits.clock = tick;
	f->limits.time = 100;
	for (size_t i = 0; i < sizeof quick / sizeof *quick; i++)
		expect(f, quick[i], "1500");
}

/* A statement: `head`, the repeated text n times, `tail`. */
static struct buf repeated(const char *head, const char *text, size_t n, const char *tail)
{
	struct buf sql = {0};

	buf_add_text(&sql, head);
	for (size_t i = 0; i < n; i++)
		buf_add_text(&sql, text);
	buf_add_text(&sql, tail);
	return sql;
}

static void lengths_and_depths_are_bounded(void **state)
{
	static const struct {
		const char *head, *text, *tail;
		size_t most; /* the n that is still taken */
		const char *id;
	} cases[] = {
		{"SELECT 1 AS a", " ", "", GUARD_SQL_MAX - 13, "query.length"},
		{"SELECT 1", " UNION SELECT 1", "", GUARD_COMPOUND_MAX - 1, "query.sql"},
		{"SELECT 1", "+1", "", GUARD_DEPTH_MAX - 1, "query.sql"},
		{"SELECT 'a' LIKE '", "a", "'", GUARD_NEEDLE_MAX, "query.failed"},
		{"SELECT instr('b', '", "a", "')", GUARD_NEEDLE_MAX, "query.failed"},
		{"SELECT replace('b', '", "a", "', '')", GUARD_NEEDLE_MAX, "query.failed"},
		{"SELECT trim('b', '", "a", "')", GUARD_NEEDLE_MAX, "query.failed"},
		{"SELECT rtrim('b', '", "a", "')", GUARD_NEEDLE_MAX, "query.failed"},
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf at =
			repeated(cases[i].head, cases[i].text, cases[i].most, cases[i].tail);
		struct buf over = repeated(cases[i].head, cases[i].text, cases[i].most + 1,
					   cases[i].tail);

		if (strncmp(outcome(f, buf_cstr(&at)), "query.", 6) == 0)
			fail_msg("%s: %s", cases[i].head, f->error.message.id);
		expect(f, buf_cstr(&over), cases[i].id);
		buf_release(&at);
		buf_release(&over);
	}
}

static void values_are_bounded_whoever_makes_them(void **state)
{
	static const char *const too_long[] = {
		"WITH RECURSIVE c(s) AS (SELECT 'x' UNION ALL SELECT s || s FROM c)"
		" SELECT max(length(s)) FROM c",
		"WITH RECURSIVE c(s) AS (SELECT 'x' UNION ALL SELECT hex(s) FROM c)"
		" SELECT max(length(s)) FROM c",
		"WITH RECURSIVE c(s) AS (SELECT 'x' UNION ALL SELECT replace(s, 'x', 'xx')"
		" FROM c) SELECT max(length(s)) FROM c",
		COUNTING("300000") "SELECT length(string_agg(n, ', ')) FROM c",
		COUNTING("300000") "SELECT length(group_concat(n, ', ')) FROM c",
	};

	for (size_t i = 0; i < sizeof too_long / sizeof *too_long; i++)
		expect(*state, too_long[i], "query.length");
	expect(*state,
	       COUNTING(
		       "21") ", d(n, s) AS (SELECT 1, 'x' UNION ALL SELECT n + 1, s || s FROM d"
			     " WHERE n < 21) SELECT max(length(s)) FROM d",
	       "1048576");
}

static void functions_with_a_bound_answer_as_sqlites_own(void **state)
{
	static const struct {
		const char *sql, *value;
	} cases[] = {
		{"SELECT instr('abcabc', 'ca')", "3"},
		{"SELECT instr('社会工作站', '工作')", "3"},
		{"SELECT instr('abc', 'x')", "0"},
		{"SELECT instr('aab', 'ab')", "2"},
		{"SELECT instr('abc', '')", "1"},
		{"SELECT instr('', '')", "1"},
		{"SELECT instr('', 'a')", "0"},
		{"SELECT coalesce(instr('a', NULL), instr(NULL, 'a'), 'null')", "null"},
		{"SELECT instr(120116, 16)", "5"},
		{"SELECT replace('aXbXX', 'X', '--')", "a--b----"},
		{"SELECT replace('aXb', 'X', '')", "ab"},
		{"SELECT '<' || replace('X', 'X', '') || '>'", "<>"},
		{"SELECT replace('aaa', 'aa', 'b')", "ba"},
		{"SELECT replace('abc', '', 'x')", "abc"},
		{"SELECT coalesce(replace('a', 'b', NULL), 'null')", "null"},
		{"SELECT trim('xxaxbyx', 'xy')", "axb"},
		{"SELECT ltrim('xxaxbyx', 'xy')", "axbyx"},
		{"SELECT rtrim('xxaxbyx', 'xy')", "xxaxb"},
		{"SELECT trim('。社工。', '。')", "社工"},
		{"SELECT '<' || trim('xxx', 'x') || '>'", "<>"},
		{"SELECT '<' || trim('  a ') || '>'", "<a>"},
		{"SELECT trim('a', '')", "a"},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect(*state, cases[i].sql, cases[i].value);
}

static void the_store_knows_which_kinds_are_read(void **state)
{
	struct fixture *f = *state;

	assert_false(store_reads(f->store, kind_find(f->kinds, STR("case"))));
	expect(f, "SELECT count(*) FROM Case_Workers", "0");
	assert_true(store_reads(f->store, kind_find(f->kinds, STR("case"))));
	assert_false(store_reads(f->store, kind_find(f->kinds, STR("worker"))));
}

static void values_are_bound_as_what_they_read_as(void **state)
{
	static const struct {
		const char *text, *type;
	} cases[] = {
		{"12", "integer"},
		{"-12", "integer"},
		{"0", "integer"},
		{"12.5", "real"},
		{"0012", "text"},
		{"12.50", "text"},
		{"+1", "text"},
		{"1e3", "text"},
		{"", "text"},
		{"a", "text"},
		{"-0", "text"},
		{" 1", "text"},
		{"123456789012345", "integer"},
		{"1234567890123456", "text"},
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct query *q;

		guard_begin(f->store, &f->limits);
		assert_int_equal(
			query_open(f->store, STR("SELECT typeof(:x), :x"), &q, &f->error), 0);
		assert_int_equal(query_parameters(q), 1);
		assert_true(str_eq(query_parameter(q, 1), STR("x")));
		query_bind_value(q, 1, str_of(cases[i].text));
		assert_int_equal(query_next(q, &f->error), 1);
		if (!str_eq(query_text(q, 0), str_of(cases[i].type)) ||
		    !str_eq(query_text(q, 1), str_of(cases[i].text)))
			fail_msg("%s: %.*s", cases[i].text, STR_ARG(query_text(q, 0)));
		query_close(q);
		guard_end(f->store);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(records_and_parameters_may_be_read),
		TEST(only_one_select_is_taken),
		TEST(nothing_is_read_or_called_but_what_is_listed),
		TEST(a_refusal_knows_its_place_and_the_nearest_name),
		TEST(rows_are_bounded),
		TEST(memory_is_bounded_in_running_and_in_compiling),
		TEST(time_is_bounded_by_the_callers_clock),
		TEST(time_is_bounded_in_tables_of_records),
		TEST(the_column_that_tells_more_is_looked_up),
		TEST(lengths_and_depths_are_bounded),
		TEST(values_are_bounded_whoever_makes_them),
		TEST(functions_with_a_bound_answer_as_sqlites_own),
		TEST(the_store_knows_which_kinds_are_read),
		TEST(values_are_bound_as_what_they_read_as),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
