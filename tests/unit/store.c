/* SPDX-License-Identifier: MIT */
/* Unit tests of lib/store: tables, rows, functions, queries, changes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "schema/embedded.h"
#include "store/query.h"
#include "text/yaml.h"

#include <stdio.h>

struct fixture {
	struct kind_set *kinds;
	struct store *store;
	struct error error;
};

static int setup(void **state)
{
	static struct fixture f;
	size_t n;
	const struct pack_file *files = embedded_files(&n);

	f = (struct fixture){0};
	*state = &f;
	if (kind_set_load(files, n, &f.kinds, &f.error) < 0 ||
	    store_open(f.kinds, &f.store, &f.error) < 0)
		return 1;
	store_want_all(f.store);
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	store_close(f->store);
	kind_set_free(f->kinds);
	error_release(&f->error);
	return 0;
}

static const struct kind *kind(struct fixture *f, const char *name)
{
	const struct kind *k = kind_find(f->kinds, str_of(name));

	assert_non_null(k);
	return k;
}

/* Puts the record; the path of an earlier one with its id, or "". */
static const char *put(struct fixture *f, const char *kind_name, const char *id,
		       const char *path, const char *yaml)
{
	static char first[128];
	struct arena arena = {0};
	struct finding_list findings = {0};
	struct tree tree;
	struct str taken;

	assert_true(yaml_read(&tree, str_of(yaml), &arena, str_of(path), &findings));
	assert_int_equal(store_put(f->store, kind(f, kind_name), str_of(id), str_of(path),
				   &tree, &taken, &f->error),
			 0);
	snprintf(first, sizeof first, "%.*s", STR_ARG(taken));
	finding_release(&findings);
	arena_release(&arena);
	return first;
}

/* Reads the rows as lines of `|`-separated values, NULL as `-`, and closes the query. */
static void expect_rows(struct fixture *f, struct query *q, const char *rows)
{
	struct buf got = {0};
	int status;

	while ((status = query_next(q, &f->error)) == 1) {
		for (int i = 0; i < query_columns(q); i++) {
			if (i)
				buf_add_char(&got, '|');
			if (query_is_null(q, i))
				buf_add_char(&got, '-');
			else
				buf_add(&got, query_text(q, i));
		}
		buf_add_char(&got, '\n');
	}
	assert_int_equal(status, 0);
	assert_string_equal(buf_cstr(&got), rows);
	query_close(q);
	buf_release(&got);
}

static void expect(struct fixture *f, const char *sql, const char *rows)
{
	struct query *q;

	if (query_open(f->store, str_of(sql), &q, &f->error) < 0)
		fail_msg("%s: %s", sql, message_arg(&f->error.message, STR("reason"))->ptr);
	expect_rows(f, q, rows);
}

/* The workers for which a condition is true are those that a measure says do not hold. */
static void expect_unmet(struct fixture *f, const char *condition, const char *rows)
{
	struct query *q;
	char sql[256];

	snprintf(sql, sizeof sql,
		 "SELECT w.id, TRUE AS applies, FALSE AS holds FROM workers w WHERE %s",
		 condition);
	assert_int_equal(query_open_unmet(f->store, str_of(sql), &q, &f->error), 0);
	expect_rows(f, q, rows);
}

static void objects_flatten_and_lists_become_tables(void **state)
{
	struct fixture *f = *state;

	put(f, "station", "tanggu", "stations/tanggu.yaml",
	    "id: tanggu\n"
	    "name: 塘沽\n"
	    "premises:\n"
	    "  address: 路一号\n"
	    "  office: true\n"
	    "  rooms: [casework, archive]\n"
	    "plans:\n"
	    "  - year: 2022\n"
	    "  - year: 2023\n"
	    "    tasks:\n"
	    "      - {title: 一, due_on: 2023-05-01}\n"
	    "      - {title: 二}\n");
	expect(f,
	       "SELECT id, name, premises_address, premises_office, _path, _line FROM stations",
	       "tanggu|塘沽|路一号|1|stations/tanggu.yaml|1\n");
	expect(f, "SELECT _record, _n, value, _line FROM station_premises_rooms ORDER BY _n",
	       "tanggu|1|casework|6\ntanggu|2|archive|6\n");
	expect(f,
	       "SELECT _n, _n2, title, due_on, _path, _line FROM station_plans_tasks ORDER BY "
	       "_n2",
	       "2|1|一|2023-05-01|stations/tanggu.yaml|11\n2|2|二|-|stations/tanggu.yaml|12\n");
}

static void what_does_not_fit_is_null_and_the_rest_is_loaded(void **state)
{
	struct fixture *f = *state;

	put(f, "worker", "w", "workers/w.yaml",
	    "id: other\n"
	    "name: 7\n"
	    "unknown: 1\n"
	    "postings: none\n"
	    "training:\n"
	    "  - not an object\n"
	    "  - {date: 2023-02-30, kind: induction, class_hours: 1.5, counts: false}\n"
	    "  - {date: 2023-02-28, kind: party, class_hours: many, counts: 1}\n");
	expect(f, "SELECT id, name, talent FROM workers", "w|-|-\n");
	expect(f, "SELECT count(*) FROM worker_postings", "0\n");
	expect(f, "SELECT _n, date, kind, class_hours, counts FROM worker_training",
	       "2|-|induction|1.5|0\n3|2023-02-28|-|-|-\n");
}

static void a_list_of_scalars_has_each_value_once(void **state)
{
	struct fixture *f = *state;

	put(f, "project", "p", "projects/2023/p.yaml",
	    "id: p\nstations: [a, b, a, 3]\nstarts_on: 2023-01-01\n");
	expect(f, "SELECT _n, value FROM project_stations", "1|a\n2|b\n");
}

/* A list is short up to 16 items, and searched otherwise beyond. */
static void so_has_a_long_list(void **state)
{
	struct fixture *f = *state;
	struct buf yaml = {0};

	for (int n = 15; n <= 16; n++) {
		char id[16], sql[96];

		snprintf(id, sizeof id, "c-%d", n);
		buf_reset(&yaml);
		buf_printf(&yaml, "id: %s\nworkers: [w0", id);
		for (int i = 1; i < n; i++)
			buf_printf(&yaml, ", w%d", i % 8);
		buf_add_text(&yaml, ", last]\n");
		put(f, "case", id, "cases/x.yaml", buf_cstr(&yaml));
		snprintf(sql, sizeof sql,
			 "SELECT _n, value FROM case_workers WHERE _record = '%s' ORDER BY _n",
			 id);
		expect(f, sql,
		       n == 15 ? "1|w0\n2|w1\n3|w2\n4|w3\n5|w4\n6|w5\n7|w6\n8|w7\n16|last\n"
			       : "1|w0\n2|w1\n3|w2\n4|w3\n5|w4\n6|w5\n7|w6\n8|w7\n17|last\n");
	}
	buf_release(&yaml);
}

static void the_first_record_with_an_id_stays(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(put(f, "worker", "w", "workers/w.yaml", "name: 甲\n"), "");
	assert_string_equal(put(f, "worker", "w", "workers/x.yaml",
				"name: 乙\ntraining: [{date: 2023-01-01}]\n"),
			    "workers/w.yaml");
	expect(f, "SELECT name FROM workers", "甲\n");
	expect(f, "SELECT count(*) FROM worker_training", "0\n");
	store_remove(f->store, kind(f, "worker"), STR("w"), STR("workers/x.yaml"), &f->error);
	expect(f, "SELECT count(*) FROM workers", "1\n");
	store_remove(f->store, kind(f, "worker"), STR("w"), STR("workers/w.yaml"), &f->error);
	expect(f, "SELECT count(*) FROM workers", "0\n");
}

static void removing_takes_all_rows_and_changes_are_seen(void **state)
{
	struct fixture *f = *state;

	put(f, "worker", "a", "workers/a.yaml", "name: 甲\ntraining: [{date: 2023-01-01}]\n");
	assert_int_equal(store_mark(f->store, &f->error), 0);
	put(f, "worker", "b", "workers/b.yaml", "name: 乙\ntraining: [{date: 2023-01-02}]\n");
	assert_int_equal(store_changed(f->store, STR("worker_training"), &f->error), 0);
	expect(f, "SELECT _record, date FROM changed", "b|2023-01-02\n");
	assert_int_equal(store_mark(f->store, &f->error), 0);
	expect(f, "SELECT count(*) FROM changed", "0\n");
	store_remove(f->store, kind(f, "worker"), STR("a"), STR("workers/a.yaml"), &f->error);
	expect(f, "SELECT _record FROM worker_training", "b\n");
	assert_int_equal(store_changed(f->store, STR("workers"), &f->error), 0);
	expect(f, "SELECT count(*) FROM changed", "0\n");
	assert_int_equal(store_changed(f->store, STR("nothing"), &f->error), STATUS_NOT_FOUND);
	assert_int_equal(store_count(f->store, kind(f, "worker")), 1);
}

/* As SQLite takes text into a column of NUMERIC affinity ("Datatypes In SQLite", 3), but for
 * digits that a double has no room for: the nearest one is taken. */
static void numbers_are_integers_where_they_are_whole(void **state)
{
	static const struct {
		const char *yaml, *row;
	} cases[] = {
		{"5", "integer|5"},
		{"05", "integer|5"},
		{"1.0", "integer|1"},
		{"1e3", "integer|1000"},
		{"-0", "integer|0"},
		{"-0.0", "integer|0"},
		{"-1", "integer|-1"},
		{"0.1", "real|0.1"},
		{"999999999", "integer|999999999"},
		{"0999999999", "integer|999999999"},
		{"2147483647", "integer|2147483647"},
		{"2147483648", "integer|2147483648"},
		{"0x1F", "integer|31"},
		{"9007199254740993", "integer|9007199254740993"},
		{"2251799813685248.0", "integer|2251799813685248"},
		{"2251799813685248.5", "real|2251799813685248.5"},
		{"9007199254740993.0", "integer|9007199254740992"},
		{"1e18", "integer|1000000000000000000"},
		{"9223372036854775807", "integer|9223372036854775807"},
		{"9223372036854775807.0", "real|9223372036854776000"},
		{"9223372036854775808", "real|9223372036854776000"},
		{"-9223372036854775808", "integer|-9223372036854775808"},
		{"-9223372036854775808.0", "real|-9223372036854776000"},
		{"1e19", "real|10000000000000000000"},
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char yaml[96];

		snprintf(yaml, sizeof yaml, "training: [{class_hours: %s}]\n", cases[i].yaml);
		put(f, "worker", "w", "workers/w.yaml", yaml);
		snprintf(yaml, sizeof yaml, "%s\n", cases[i].row);
		expect(f, "SELECT typeof(class_hours), class_hours FROM worker_training", yaml);
		store_remove(f->store, kind(f, "worker"), STR("w"), STR("workers/w.yaml"),
			     &f->error);
	}
}

/* Else two rows had one place. */
static void of_a_key_that_is_there_twice_the_first_counts(void **state)
{
	struct fixture *f = *state;

	put(f, "worker", "w", "workers/w.yaml",
	    "name: 甲\ntraining: [{date: 2023-01-01}]\ntraining: [{date: 2023-01-02}]\n"
	    "name: 乙\n");
	expect(f, "SELECT _n, date FROM worker_training", "1|2023-01-01\n");
	expect(f, "SELECT name FROM workers", "甲\n");
}

static void a_measure_gives_what_is_unmet_and_counts_the_rest(void **state)
{
	struct fixture *f = *state;
	struct query *q;
	size_t not_applying, holding;

	put(f, "worker", "w", "workers/w.yaml", "name: 甲\n");
	assert_int_equal(
		query_open_unmet(f->store,
				 STR("SELECT c.column1 AS n, c.column2 AS applies,"
				     " c.column3 AS holds FROM (VALUES (1, TRUE, FALSE),"
				     " (2, TRUE, NULL), (3, TRUE, TRUE), (4, FALSE, FALSE),"
				     " (5, FALSE, TRUE), (6, NULL, TRUE)) c"),
				 &q, &f->error),
		0);
	expect_rows(f, q, "1|1|0\n2|1|-\n");
	assert_int_equal(
		query_open_unmet(f->store,
				 STR("SELECT c.column1 AS applies, c.column2 AS holds FROM"
				     " (VALUES (TRUE, TRUE), (FALSE, FALSE), (NULL, TRUE),"
				     " (TRUE, TRUE), (TRUE, TRUE)) c"),
				 &q, &f->error),
		0);
	while (query_next(q, &f->error) == 1)
		fail();
	query_counts(q, &not_applying, &holding);
	assert_int_equal(not_applying, 2);
	assert_int_equal(holding, 3);
	query_close(q);
}

/* What a measure looks up is not compared again: it compares texts with texts alone. */
static void a_measure_takes_what_is_looked_up(void **state)
{
	static const char *const cases[][2] = {
		{"w.id = '05'", "05|1|0\n"},
		{"w.id = 5", "5|1|0\n"},
		{"w.id = 5.0", ""},
		{"w.id = x'61'", ""},
		{"w.id = NULL", ""},
		{"w.id = 'A' COLLATE NOCASE", "a|1|0\n"},
		{"w.id IN ('a', '5', '5', NULL)", "5|1|0\na|1|0\n"},
		{"w.name = 'b'", ""},
		{"EXISTS (SELECT 1 FROM worker_training t WHERE t._record = w.id AND t._n = 2)",
		 "a|1|0\n"},
	};
	static const char by_number[] =
		"SELECT w.id FROM worker_training t CROSS JOIN workers w"
		" ON w.id = t.class_hours ORDER BY w.id";
	struct fixture *f = *state;

	put(f, "worker", "05", "workers/05.yaml", "{}\n");
	put(f, "worker", "5", "workers/5.yaml", "{}\n");
	put(f, "worker", "b", "workers/b.yaml", "name: b\n");
	put(f, "worker", "a", "workers/a.yaml",
	    "training: [{date: 2023-01-01}, {class_hours: 5}]\n");
	expect(f, "SELECT id FROM workers WHERE name = 'b'", "b\n");
	store_remove(f->store, kind(f, "worker"), STR("b"), STR("workers/b.yaml"), &f->error);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect_unmet(f, cases[i][0], cases[i][1]);
	expect(f, by_number, "05\n5\n");
}

static void the_first_value_of_a_list_has_them_all(void **state)
{
	struct fixture *f = *state;

	put(f, "case", "a", "cases/a.yaml", "workers: [x, 7, y, x]\n");
	put(f, "case", "b", "cases/b.yaml", "workers: [7, x, y]\n");
	put(f, "case", "c", "cases/c.yaml", "workers: [x, \"y\\nz\"]\n");
	put(f, "case", "d", "cases/d.yaml", "workers: [\"\", x]\n");
	expect(f,
	       "SELECT _record, _n, replace(_values, char(31), '+') FROM case_workers"
	       " ORDER BY _record, _n",
	       "a|1|x+y\na|3|-\nb|2|x+y\nb|3|-\nc|1|x+y\nz\nc|2|-\n"
	       "d|1|+x\nd|2|-\n");
	expect(f,
	       "SELECT o._record FROM case_workers w JOIN case_workers o"
	       " ON o._values = w._values AND o._record <> w._record WHERE w._record = 'a'",
	       "b\n");
}

static void a_text_is_read_as_it_is_kept(void **state)
{
	struct fixture *f = *state;
	struct query *q;

	put(f, "worker", "w", "workers/w.yaml", "name: 甲\n");
	assert_int_equal(query_open(f->store, STR("SELECT id, name, talent FROM workers"), &q,
				    &f->error),
			 0);
	assert_int_equal(query_next(q, &f->error), 1);
	assert_true(str_eq(query_bytes(q, 0), STR("w")));
	assert_true(str_eq(query_bytes(q, 1), STR("甲")));
	assert_int_equal(query_bytes(q, 2).len, 0);
	query_close(q);
}

static void sums_are_exact(void **state)
{
	struct fixture *f = *state;

	expect(f,
	       "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 300)"
	       " SELECT sum(0.1), sum(0.1) >= 30, total(0.1), avg(0.1) FROM t",
	       "30|1|30|0.1\n");
	expect(f, "SELECT sum(x), avg(x) FROM (SELECT 29.99 AS x UNION ALL SELECT 0.01) t",
	       "30|15\n");
	expect(f, "SELECT sum(x) FROM (SELECT 0.001 AS x UNION ALL SELECT 0.002) t", "0.003\n");
	expect(f, "SELECT sum(x) FROM (SELECT 1e15 AS x UNION ALL SELECT 0.01) t",
	       "1000000000000000\n");
	expect(f, "SELECT sum(x), total(x), avg(x) FROM (SELECT NULL AS x) t", "-|0|-\n");
	expect(f,
	       "SELECT sum(x) FROM (SELECT 92233720368547758 AS x UNION ALL SELECT 1 UNION ALL"
	       " SELECT 2) t",
	       "92233720368547760\n");
	expect(f, "SELECT sum(x) FROM (SELECT 9007199254740993 AS x UNION ALL SELECT 0) t",
	       "9007199254740993\n");
	expect(f,
	       "SELECT sum(x) OVER (ORDER BY x ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)"
	       " FROM (SELECT 0.1 AS x UNION ALL SELECT 0.2 UNION ALL SELECT 0.3) t",
	       "0.1\n0.3\n0.5\n");
}

static void functions_are_those_of_the_shared_subset(void **state)
{
	struct fixture *f = *state;

	expect(f, "SELECT greatest(1, NULL, 3), least('b', 'a'), greatest(NULL, NULL)",
	       "3|a|-\n");
	expect(f,
	       "SELECT add_days('2024-02-28', 2), add_days('2023-02-30', 1), add_days(NULL, 1)",
	       "2024-03-01|-|-\n");
	expect(f,
	       "SELECT add_days('9999-12-30', 1), add_days('9999-12-31', 1),"
	       " add_days('0001-01-02', -1), add_days('0001-01-01', -1),"
	       " add_days('2024-02-28', 9223372036854775807)",
	       "9999-12-31|-|0001-01-01|-|-\n");
	expect(f, "SELECT days_between('2023-01-01', '2024-01-01'), year_of('2023-12-31')",
	       "365|2023\n");
	expect(f,
	       "SELECT string_agg(x, ', ') FROM (SELECT 'a' AS x UNION ALL SELECT NULL UNION "
	       "ALL"
	       " SELECT 'b') t",
	       "a, b\n");
	expect(f, "SELECT string_agg(x, ', ') FROM (SELECT NULL AS x) t", "-\n");
	expect(f,
	       "SELECT regexp_like('塘沽街道', '街道$'), regexp_like('a', '^b'), "
	       "regexp_like(NULL, 'a')",
	       "1|0|-\n");
	expect(f, "SELECT regexp_like(CAST(x'FF' AS TEXT), '.'), regexp_like('', '^$')",
	       "0|1\n");
}

static void parameters_are_a_row_and_lists_are_tables(void **state)
{
	struct fixture *f = *state;
	const struct str thirty = STR("30"), day = STR("2023-12-31'");
	const struct str list[] = {STR("a"), STR("b'"), STR("a")};
	const struct store_param params[] = {
		{STR("hours"), COLUMN_DECIMAL, false, 1, &thirty},
		{STR("day"), COLUMN_TEXT, false, 1, &day},
		{STR("words"), COLUMN_TEXT, true, 3, list},
	};

	for (int again = 0; again < 2; again++) {
		assert_int_equal(store_set_params(f->store, params, 3, &f->error), 0);
		expect(f, "SELECT hours >= 30, day FROM param", "1|2023-12-31'\n");
		expect(f, "SELECT value FROM param_words ORDER BY value", "a\nb'\n");
	}
}

static void only_one_reading_statement_is_a_query(void **state)
{
	static const char *const refused[] = {
		"DELETE FROM workers",         "SELECT 1; SELECT 2", "", "SELEC 1",
		"SELECT nothing FROM workers", "CREATE TABLE x (y)",
	};
	struct fixture *f = *state;
	struct query *q;

	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		assert_int_equal(query_open(f->store, str_of(refused[i]), &q, &f->error),
				 STATUS_INVALID);
		assert_string_equal(f->error.message.id, "store.sql");
		assert_null(q);
	}
	expect(f, "SELECT 1; ", "1\n");
}

static void what_no_query_reads_is_not_kept_and_cannot_be_asked_for(void **state)
{
	struct fixture *f = *state;
	struct query *q;

	store_close(f->store);
	assert_int_equal(store_open(f->kinds, &f->store, &f->error), 0);
	assert_int_equal(
		query_open(f->store, STR("SELECT date FROM worker_training"), &q, &f->error),
		0);
	query_close(q);
	put(f, "worker", "w", "workers/w.yaml",
	    "name: 甲\ntraining: [{date: 2023-01-01, class_hours: 3}]\n");
	expect(f, "SELECT _record, _n, date FROM worker_training", "w|1|2023-01-01\n");
	expect(f, "SELECT id, _path, _line FROM workers", "w|workers/w.yaml|1\n");
	assert_int_equal(query_open(f->store, STR("SELECT class_hours FROM worker_training"),
				    &q, &f->error),
			 STATUS_INVALID);
	assert_int_equal(query_open(f->store, STR("SELECT name FROM workers"), &q, &f->error),
			 STATUS_INVALID);
	assert_int_equal(query_open(f->store, STR("SELECT count(*) FROM worker_postings"), &q,
				    &f->error),
			 STATUS_INVALID);
}

/* SQLite's authorizer is not asked about them. */
static void columns_that_using_names_are_kept(void **state)
{
	static const char using[] =
		"SELECT s.id, w.id FROM stations s JOIN workers w USING (name)";
	struct fixture *f = *state;
	struct query *q;

	store_close(f->store);
	assert_int_equal(store_open(f->kinds, &f->store, &f->error), 0);
	assert_int_equal(query_open(f->store, str_of(using), &q, &f->error), 0);
	put(f, "station", "s", "stations/s.yaml", "name: 甲\ndivision: 乙\n");
	put(f, "worker", "w", "workers/w.yaml", "name: 甲\ncode: 丙\n");
	query_close(q);
	expect(f, using, "s|w\n");
	expect(f, "SELECT s.name FROM stations s NATURAL JOIN workers", "");
	assert_int_equal(query_open(f->store,
				    STR("SELECT 1 FROM agencies s JOIN workers w USING (name)"),
				    &q, &f->error),
			 STATUS_INVALID);
	assert_null(q);
}

/* The text of a number is looked for by its value. */
static void a_set_of_numbers_is_compared_with_texts_as_numbers(void **state)
{
	struct fixture *f = *state;

	put(f, "worker", "w", "workers/w.yaml", "name: '05'\ntraining: [{class_hours: 5}]\n");
	put(f, "worker", "x", "workers/x.yaml", "name: '5'\n");
	expect(f,
	       "SELECT id FROM workers WHERE name IN (SELECT class_hours FROM "
	       "worker_training)",
	       "w\nx\n");
	expect(f, "SELECT id FROM workers WHERE name IN (5, 6)", "x\n");
	expect(f, "SELECT id FROM workers WHERE name IN (SELECT '05' UNION SELECT NULL)",
	       "w\n");
	expect(f, "SELECT id FROM workers WHERE name IN (SELECT name FROM workers) ORDER BY id",
	       "w\nx\n");
	expect(f,
	       "SELECT a.id, (SELECT count(*) FROM workers b WHERE b.name IN (a.name, '5'))"
	       " FROM workers a",
	       "w|2\nx|1\n");
}

/* A place that is given as text or with a point is looked for among all rows of the record. */
static void places_are_numbers_however_they_are_written(void **state)
{
	static const char *const places[] = {"2", "'2'", "2.0", "'2.0'", "+2"};
	struct fixture *f = *state;

	put(f, "station", "s", "stations/s.yaml",
	    "plans:\n"
	    "  - {year: 2022, tasks: [{title: a}, {title: b}, {title: c}]}\n"
	    "  - {year: 2023, tasks: [{title: d}]}\n");
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		char sql[128];

		snprintf(sql, sizeof sql,
			 "SELECT title FROM station_plans_tasks WHERE _record = 's' AND _n = %s"
			 " AND _n2 = 1",
			 places[i]);
		expect(f, sql, "d\n");
		snprintf(
			sql, sizeof sql,
			"SELECT title FROM station_plans_tasks WHERE _record = 's' AND _n2 = %s"
			" AND _n = 1",
			places[i]);
		expect(f, sql, "b\n");
	}
	expect(f, "SELECT title FROM station_plans_tasks WHERE _record = 's' AND _n = 1.5", "");
	expect(f, "SELECT count(*) FROM station_plans_tasks WHERE _record = 's' AND _n < 2",
	       "3\n");
}

/* Two ids are the same number: a look-up by a number has not one row at most. */
static void several_ids_may_equal_a_number(void **state)
{
	struct fixture *f = *state;

	put(f, "worker", "5", "workers/5.yaml", "name: a\n");
	put(f, "worker", "05", "workers/05.yaml",
	    "name: b\ntraining: [{class_hours: 5, date: 2023-01-01}]\n");
	expect(f,
	       "SELECT t.date FROM worker_training t LEFT JOIN workers w ON w.id = "
	       "t.class_hours",
	       "2023-01-01\n2023-01-01\n");
	expect(f,
	       "SELECT w.name FROM worker_training t JOIN workers w ON w.id = t.class_hours"
	       " ORDER BY t._record, t._n, w.name DESC",
	       "b\na\n");
}

/* What it stands on may go; the rest of its rows come. */
static void an_open_query_goes_on_when_records_are_removed(void **state)
{
	static const char *const queries[] = {
		"SELECT id FROM workers",
		"SELECT id FROM workers WHERE name = 'x'",
		"SELECT w.id FROM workers w JOIN worker_training t ON t._record = w.id"
		" WHERE t._n = 1",
	};
	struct fixture *f = *state;
	char id[16], path[32];

	for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
		struct query *q;
		int rows = 0;

		for (int n = 0; n < 100; n++) {
			snprintf(id, sizeof id, "w-%d", n);
			snprintf(path, sizeof path, "workers/%s.yaml", id);
			put(f, "worker", id, path,
			    "name: x\ntraining: [{class_hours: 1}, {class_hours: 2}]\n");
		}
		assert_int_equal(query_open(f->store, str_of(queries[i]), &q, &f->error), 0);
		for (; query_next(q, &f->error) == 1; rows++) {
			for (int n = rows % 2 ? 99 - rows / 2 : rows; n < 100; n += 100) {
				snprintf(id, sizeof id, "w-%d", n);
				snprintf(path, sizeof path, "workers/%s.yaml", id);
				store_remove(f->store, kind(f, "worker"), str_of(id),
					     str_of(path), &f->error);
				assert_false(
					store_has(f->store, kind(f, "worker"), str_of(id)));
			}
			put(f, "worker", "later", "workers/later.yaml", "name: x\n");
		}
		assert_true(rows >= 50 && rows <= 100);
		query_close(q);
		expect(f, "SELECT count(*) > 1 FROM workers WHERE name = 'x'", "1\n");
		expect(f, "SELECT count(*) FROM workers WHERE id = 'later'", "1\n");
	}
}

static void removing_from_an_empty_store_is_nothing(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(store_remove(f->store, kind(f, "worker"), STR("w"),
				      STR("workers/w.yaml"), &f->error),
			 0);
	assert_int_equal(store_remove(f->store, kind(f, "worker"), STR(""), STR(""), &f->error),
			 0);
	assert_false(store_has(f->store, kind(f, "worker"), STR("w")));
	assert_int_equal(store_count(f->store, kind(f, "worker")), 0);
}

static void tables_and_pointers_follow_the_kinds(void **state)
{
	struct fixture *f = *state;
	const struct table_set *set = store_tables(f->store);
	const struct store_table *tasks = tables_find(set, STR("station_plans_tasks"));
	const struct store_table *stations = tables_of_kind(set, kind(f, "station"));
	const long long n[] = {2, 5};
	struct buf pointer = {0};

	assert_non_null(tasks);
	assert_int_equal(tasks->depth, 2);
	tables_pointer(tasks, &tasks->columns.at[tables_column(tasks, STR("due_on"))], n,
		       &pointer);
	assert_string_equal(buf_cstr(&pointer), "/plans/1/tasks/4/due_on");
	buf_reset(&pointer);
	tables_pointer(stations,
		       &stations->columns.at[tables_column(stations, STR("premises_address"))],
		       n, &pointer);
	assert_string_equal(buf_cstr(&pointer), "/premises/address");
	buf_reset(&pointer);
	tables_sql(tables_find(set, STR("project_stations")), "", &pointer);
	assert_string_equal(
		buf_cstr(&pointer),
		"CREATE TABLE \"project_stations\" (\"_record\" TEXT, \"_n\" INTEGER, "
		"\"value\" TEXT, \"_values\" TEXT, \"_path\" TEXT, \"_line\" INTEGER, "
		"PRIMARY KEY (\"_record\", \"_n\")) WITHOUT ROWID");
	buf_release(&pointer);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(objects_flatten_and_lists_become_tables),
		TEST(what_does_not_fit_is_null_and_the_rest_is_loaded),
		TEST(a_list_of_scalars_has_each_value_once),
		TEST(so_has_a_long_list),
		TEST(the_first_record_with_an_id_stays),
		TEST(removing_takes_all_rows_and_changes_are_seen),
		TEST(numbers_are_integers_where_they_are_whole),
		TEST(of_a_key_that_is_there_twice_the_first_counts),
		TEST(a_measure_gives_what_is_unmet_and_counts_the_rest),
		TEST(a_measure_takes_what_is_looked_up),
		TEST(the_first_value_of_a_list_has_them_all),
		TEST(a_text_is_read_as_it_is_kept),
		TEST(sums_are_exact),
		TEST(functions_are_those_of_the_shared_subset),
		TEST(parameters_are_a_row_and_lists_are_tables),
		TEST(only_one_reading_statement_is_a_query),
		TEST(what_no_query_reads_is_not_kept_and_cannot_be_asked_for),
		TEST(columns_that_using_names_are_kept),
		TEST(a_set_of_numbers_is_compared_with_texts_as_numbers),
		TEST(places_are_numbers_however_they_are_written),
		TEST(several_ids_may_equal_a_number),
		TEST(an_open_query_goes_on_when_records_are_removed),
		TEST(removing_from_an_empty_store_is_nothing),
		TEST(tables_and_pointers_follow_the_kinds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
