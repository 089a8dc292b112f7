/* SPDX-License-Identifier: MIT */
/* Tests of questions asked of records (records/ask.h), of their answers (records/answer.h),
 * of what columns are called (records/heading.h) and of the dictionary. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/date.h"
#include "records/ask.h"
#include "records/dictionary.h"
#include "records/heading.h"

#include "site.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

struct fixture {
	struct site site;
	struct phrase phrase;
	struct selection selection;
	struct ask_options options;
	struct ask *ask;
};

static void write_site(void)
{
	site_write("sws.yaml", "format: 1\nparameters: {certified_workers: 3}\n");
	site_write("agencies/jia.yaml", "id: jia\nname: 甲\nnonprofit: true\n");
	site_write("agencies/yi.yaml", "id: yi\nname: 乙\nnonprofit: false\nregistered_on: "
				       "2020-02-29\n");
	site_write("projects/2023/p.yaml",
		   "id: p\nname: 项目\nstations: [b, a]\nsupervision:\n"
		   "  - {date: 2023-01-02, hours: 1.5}\n  - {date: 2023-01-03, hours: 2}\n");
	site_write("workers/bad.yaml", "id: [\n");
}

static int setup(void **state)
{
	static struct fixture f;

	f = (struct fixture){0};
	assert_int_equal(sandbox_setup(state), 0);
	*state = &f;
	f.options = (struct ask_options){
		.terms.as_of = date_day(2023, 6, 30),
		.phrase = &f.phrase,
		.limits = {.memory = 64 << 20, .rows = 100000},
	};
	write_site();
	site_open(&f.site);
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	ask_close(f->ask);
	phrase_release(&f->phrase);
	selection_release(&f->selection);
	site_close(&f->site);
	return sandbox_teardown(state);
}

/* Opens the repository anew. */
static void renew(struct fixture *f)
{
	ask_close(f->ask);
	f->ask = NULL;
	site_close(&f->site);
	site_open(&f->site);
}

static int ask(struct fixture *f, const char *sql)
{
	renew(f);
	f->options.sql = str_of(sql);
	return ask_open(f->site.records, &f->options, &f->ask, &f->site.error);
}

static void add_cell(struct buf *out, size_t column, struct str cell)
{
	buf_add_text(out, column ? "|" : "");
	if (cell.ptr)
		buf_add(out, cell);
	else
		buf_add_char(out, '-');
}

/* A row of `name:type`, then rows, `|` between and `-` for null; at last the id of a failure.
 */
static void dump(struct fixture *f, const struct table *t, struct buf *out)
{
	struct str cells[16];
	int status;

	assert_true(t->n_columns <= COUNT(cells));
	for (size_t i = 0; i < t->n_columns; i++)
		buf_printf(out, "%s%.*s:%s", i ? "|" : "", STR_ARG(t->columns[i].name),
			   table_type_name(t->columns[i].type));
	buf_add_char(out, '\n');
	while ((status = t->next(t->context, cells, &f->site.error)) == 1) {
		for (size_t i = 0; i < t->n_columns; i++)
			add_cell(out, i, cells[i]);
		buf_add_char(out, '\n');
	}
	if (status < 0)
		buf_printf(out, "%s\n", f->site.error.message.id);
}

/* `status` is what ask_open gave. */
static void expect_answer(struct fixture *f, int status, const char *sql, const char *expected)
{
	struct buf got = {0};

	if (status < 0)
		buf_printf(&got, "%s\n", f->site.error.message.id);
	else
		dump(f, ask_table(f->ask), &got);
	if (strcmp(buf_cstr(&got), expected) != 0)
		fail_msg("%s:\n%s", sql, buf_cstr(&got));
	buf_release(&got);
}

static void expect(struct fixture *f, const char *sql, const char *expected)
{
	expect_answer(f, ask(f, sql), sql, expected);
}

static void columns_have_the_types_of_their_fields(void **state)
{
	expect(*state, "SELECT id, nonprofit, registered_on, _line FROM agencies ORDER BY id",
	       "id:text|nonprofit:boolean|registered_on:date|_line:integer\n"
	       "jia|true|-|1\nyi|false|2020-02-29|1\n");
	expect(*state, "SELECT hours AS h, _n FROM project_supervision ORDER BY _n",
	       "h:decimal|_n:integer\n1.5|1\n2|2\n");
	expect(*state, "SELECT year, as_of, certified_workers FROM param",
	       "year:integer|as_of:text|certified_workers:integer\n2023|2023-06-30|3\n");
}

static void expressions_have_the_types_of_their_values(void **state)
{
	expect(*state, "SELECT count(*), sum(hours), max(date), NULL FROM project_supervision",
	       "count(*):integer|sum(hours):decimal|max(date):text|NULL:text\n"
	       "2|3.5|2023-01-03|-\n");
	expect(*state, "SELECT column1 AS a, column2 AS b FROM (VALUES (NULL, 1), (1, 'x')) t",
	       "a:integer|b:text\n-|1\n1|x\n");
	expect(*state, "SELECT sum(hours) FROM project_supervision WHERE 0",
	       "sum(hours):text\n-\n");
	expect(*state, "SELECT 1 AS a WHERE 0", "a:text\n");
}

static void names_are_never_empty_and_never_twice(void **state)
{
	expect(*state, "SELECT 1 AS a, 2 AS a, 3 AS \"a:1\", 4 AS a, 5 AS \"\"",
	       "a:integer|a:1:integer|a:1:1:integer|a:2:integer|column5:integer\n1|2|3|4|5\n");
}

#define COUNTING(n)                                                                            \
	"WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT " n ") "

static void a_type_that_was_learnt_is_kept_or_the_rows_end(void **state)
{
	struct fixture *f = *state;
	struct buf got = {0};

	assert_int_equal(ask(f, COUNTING("1000") "SELECT CASE n WHEN 1000 THEN 'x' ELSE n END"
						 " AS v FROM c"),
			 0);
	assert_int_equal(ask_table(f->ask)->columns[0].type, TABLE_TEXT);
	assert_int_equal(ask(f, COUNTING("1001") "SELECT CASE n WHEN 1001 THEN 'x' ELSE n END"
						 " AS v FROM c"),
			 0);
	assert_int_equal(ask_table(f->ask)->columns[0].type, TABLE_INTEGER);
	dump(f, ask_table(f->ask), &got);
	assert_true(str_ends(buf_str(&got), STR("\n999\n1000\nquery.mixed\n")));
	buf_reset(&got);
	assert_int_equal(ask(f, COUNTING("1003") "SELECT CASE n WHEN 1002 THEN 0.5 ELSE n END"
						 " AS v FROM c"),
			 0);
	dump(f, ask_table(f->ask), &got);
	assert_true(str_ends(buf_str(&got), STR("\n1001\n0.5\n1003\n")));
	buf_release(&got);
}

static void what_no_format_can_show_is_refused(void **state)
{
	expect(*state, "SELECT x'00'", "query.bytes\n");
	expect(*state, "SELECT 9e999", "query.not-finite\n");
	expect(*state, "SELECT -9e999", "query.not-finite\n");
}

static void only_files_of_kinds_that_are_read_count(void **state)
{
	struct fixture *f = *state;

	expect(f, "SELECT count(*) FROM agencies", "count(*):integer\n2\n");
	assert_int_equal(ask_findings(f->ask)->items.n, 0);
	expect(f, "SELECT count(*) FROM worker_postings", "count(*):integer\n0\n");
	assert_true(ask_findings(f->ask)->items.n > 0);
	assert_true(str_eq(ask_findings(f->ask)->items.at[0].path, STR("workers/bad.yaml")));
}

static void values_and_parameters_must_fit_each_other(void **state)
{
	static const struct ask_value values[] = {{STR("x"), STR("p")}, {STR("x"), STR("yi")}};
	struct fixture *f = *state;

	expect(f, "SELECT id FROM agencies WHERE id = :x", "query.no-value\n");
	f->options.values = values;
	f->options.n_values = 2;
	expect(f, "SELECT id FROM agencies WHERE id = :x",
	       "id:text\nyi\n"); /* the last counts */
	expect(f, "SELECT id FROM agencies", "query.unused-value\n");
}

static void settings_win_over_the_district_and_bad_ones_end_it(void **state)
{
	static const struct terms_setting set[] = {{STR("certified_workers"), STR("5")}};
	static const struct terms_setting bad[] = {{STR("certified_worker"), STR("5")}};
	struct fixture *f = *state;

	f->options.terms.settings = set;
	f->options.terms.n_settings = 1;
	expect(f, "SELECT certified_workers FROM param", "certified_workers:integer\n5\n");
	f->options.terms.settings = bad;
	expect(f, "SELECT 1", "pack.parameter-unknown-near\n");
	f->options.terms.n_settings = 0;
	f->options.terms.year = 2024;
	expect(f, "SELECT 1", "validate.year-after\n");
}

/* Rows of the table, of the records named. */
static void expect_rows(struct fixture *f, const char *table, const char *name,
			const char *expected)
{
	renew(f);
	selection_release(&f->selection);
	f->selection = (struct selection){0};
	assert_int_equal(selection_add(&f->selection, f->site.records, str_of(name), false,
				       &f->site.error),
			 0);
	selection_settle(&f->selection);
	f->phrase.table = tables_find(store_tables(f->site.records->store), str_of(table));
	f->phrase.selected = true;
	f->options.selection = &f->selection;
	f->options.sql = STR("");
	expect_answer(f, ask_open(f->site.records, &f->options, &f->ask, &f->site.error), name,
		      expected);
}

static void rows_are_of_the_records_named(void **state)
{
	struct fixture *f = *state;

	phrase_add(&f->phrase, PHRASE_SELECT, STR("_path"));
	expect_rows(f, "agencies", "agency/yi", "_path:text\nagencies/yi.yaml\n");
	expect_rows(f, "agencies", "agencies",
		    "_path:text\nagencies/jia.yaml\nagencies/yi.yaml\n");
	expect_rows(f, "project_stations", "projects/2023",
		    "_path:text\nprojects/2023/p.yaml\nprojects/2023/p.yaml\n");
	site_write("agencies/.keep", "");
	expect_rows(f, "agencies", "sws.yaml", "_path:text\n");
}

static void columns_and_tables_are_titled_along_their_place(void **state)
{
	static const struct {
		const char *table, *column, *zh, *en;
	} cases[] = {
		{"cases", "closure_date", "结案日期", "closure date"},
		{"stations", "premises_address", "服务场所地址", "premises address"},
		{"case_workers", "value", "负责社工", "workers"},
		{"cases", "_path", "", ""},
	};
	struct fixture *f = *state;
	const struct table_set *set = store_tables(f->site.records->store);
	struct arena arena = {0};

	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct store_table *t = tables_find(set, str_of(cases[i].table));
		size_t column = tables_column(t, str_of(cases[i].column));
		struct table_title title = heading_column(t, &t->columns.at[column], &arena);

		if (!str_eq(title.zh, str_of(cases[i].zh)) ||
		    !str_eq(title.en, str_of(cases[i].en)))
			fail_msg("%s: %.*s, %.*s", cases[i].column, STR_ARG(title.zh),
				 STR_ARG(title.en));
	}
	assert_true(
		str_eq(heading_table(tables_find(set, STR("case_interventions")), &arena).zh,
		       STR("专业服务案例：介入")));
	arena_release(&arena);
}

static void the_dictionary_names_every_table_and_column(void **state)
{
	struct fixture *f = *state;
	struct dictionary d;
	struct buf got = {0};

	dictionary_tables(&d, f->site.records);
	dump(f, &d.table, &got);
	assert_non_null(strstr(buf_cstr(&got), "\ncases|case|专业服务案例|case\n"));
	assert_non_null(strstr(buf_cstr(&got), "\nparam|-|"));
	dictionary_release(&d);
	buf_reset(&got);
	assert_true(dictionary_columns(&d, f->site.records, STR("case_workers")));
	dump(f, &d.table, &got);
	assert_string_equal(buf_cstr(&got),
			    "table:text|column:text|type:text|title_zh:text|title_en:text|"
			    "references:text|values:text\n"
			    "case_workers|_record|text|-|-|-|-\n"
			    "case_workers|_n|integer|-|-|-|-\n"
			    "case_workers|value|text|负责社工|workers|worker|-\n"
			    "case_workers|_values|text|-|-|-|-\n"
			    "case_workers|_path|text|-|-|-|-\n"
			    "case_workers|_line|integer|-|-|-|-\n");
	dictionary_release(&d);
	assert_false(dictionary_columns(&d, f->site.records, STR("nothing")));
	dictionary_release(&d);
	buf_reset(&got);
	dictionary_nearby(f->site.records, STR("statoin"), &got);
	assert_string_equal(buf_cstr(&got), "station, stations");
	buf_reset(&got);
	dictionary_nearby(f->site.records, STR("xxxxxxxx"), &got);
	assert_int_equal(got.len, 0);
	buf_release(&got);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(columns_have_the_types_of_their_fields),
		TEST(expressions_have_the_types_of_their_values),
		TEST(names_are_never_empty_and_never_twice),
		TEST(a_type_that_was_learnt_is_kept_or_the_rows_end),
		TEST(what_no_format_can_show_is_refused),
		TEST(only_files_of_kinds_that_are_read_count),
		TEST(values_and_parameters_must_fit_each_other),
		TEST(settings_win_over_the_district_and_bad_ones_end_it),
		TEST(rows_are_of_the_records_named),
		TEST(columns_and_tables_are_titled_along_their_place),
		TEST(the_dictionary_names_every_table_and_column),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
