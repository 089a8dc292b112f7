/* SPDX-License-Identifier: MIT */
/* Tests of SQL put together of pieces (records/phrase.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "records/phrase.h"
#include "schema/embedded.h"

#include <stdio.h>
#include <string.h>

struct fixture {
	struct kind_set *kinds;
	struct table_set tables;
	struct phrase phrase;
	struct error error;
};

static int setup(void **state)
{
	static struct fixture f;
	size_t n;
	const struct pack_file *files = embedded_files(&n);

	f = (struct fixture){0};
	*state = &f;
	return kind_set_load(files, n, &f.kinds, &f.error) < 0 ||
	       tables_derive(f.kinds, &f.tables, &f.error) < 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	phrase_release(&f->phrase);
	tables_release(&f->tables);
	kind_set_free(f->kinds);
	error_release(&f->error);
	return 0;
}

struct given {
	const char *table, *where, *select, *group, *order; /* NULL: none */
	const char *second_where;
};

static void begin(struct fixture *f, const struct given *g)
{
	phrase_release(&f->phrase);
	f->phrase = (struct phrase){.table = tables_find(&f->tables, str_of(g->table))};
	assert_non_null(f->phrase.table);
	if (g->where)
		phrase_add(&f->phrase, PHRASE_WHERE, str_of(g->where));
	if (g->select)
		phrase_add(&f->phrase, PHRASE_SELECT, str_of(g->select));
	if (g->group)
		phrase_add(&f->phrase, PHRASE_GROUP, str_of(g->group));
	if (g->order)
		phrase_add(&f->phrase, PHRASE_ORDER, str_of(g->order));
	if (g->second_where)
		phrase_add(&f->phrase, PHRASE_WHERE, str_of(g->second_where));
}

/* The statement with blanks for line feeds. */
static void expect(struct fixture *f, const char *expected)
{
	struct buf sql = {0};

	if (phrase_sql(&f->phrase, &sql, &f->error) < 0)
		fail_msg("%s: %s", expected, f->error.message.id);
	for (size_t i = 0; i < sql.len; i++)
		if (sql.ptr[i] == '\n')
			sql.ptr[i] = ' ';
	assert_string_equal(buf_cstr(&sql), expected);
	buf_release(&sql);
}

static void pieces_make_a_statement_with_an_order_that_nothing_is_left_out_of(void **state)
{
	struct fixture *f = *state;

	begin(f, &(struct given){"cases", "a = 1 OR b", "id, station", NULL, "x DESC", "c"});
	expect(f, "SELECT id, station  FROM \"cases\" WHERE (a = 1 OR b ) AND (c )"
		  " ORDER BY x DESC , \"cases\".id");
	begin(f, &(struct given){.table = "cases", .group = "station, method"});
	expect(f, "SELECT station , method , count(*) FROM \"cases\" GROUP BY station, method "
		  " ORDER BY station, method ");
	begin(f, &(struct given){.table = "cases",
				 .select = "count(*), station",
				 .group = "station,method",
				 .order = "1"});
	expect(f, "SELECT method , count(*), station  FROM \"cases\" GROUP BY station,method "
		  " ORDER BY 1 , station,method ");
	begin(f, &(struct given){"station_plans_tasks", NULL, "*", NULL, NULL, NULL});
	expect(f, "SELECT *  FROM \"station_plans_tasks\" ORDER BY "
		  "\"station_plans_tasks\"._record,"
		  " \"station_plans_tasks\"._n, \"station_plans_tasks\"._n2");
}

static void limits_and_chosen_records_are_in_the_statement(void **state)
{
	struct fixture *f = *state;

	begin(f, &(struct given){"cases", "a", "id", NULL, NULL, NULL});
	f->phrase.selected = f->phrase.limited = true;
	f->phrase.limit = 0;
	expect(f, "SELECT id  FROM \"cases\" WHERE \"cases\".id IN (SELECT id FROM selected)"
		  " AND (a ) ORDER BY \"cases\".id LIMIT 0");
	begin(f, &(struct given){"case_workers", NULL, "value", NULL, NULL, NULL});
	f->phrase.selected = true;
	expect(f, "SELECT value  FROM \"case_workers\" WHERE \"case_workers\"._record IN"
		  " (SELECT id FROM selected)"
		  " ORDER BY \"case_workers\"._record, \"case_workers\"._n");
}

static void without_a_list_all_columns_are_shown_but_where_the_record_is(void **state)
{
	struct fixture *f = *state;

	begin(f, &(struct given){.table = "case_workers"});
	expect(f, "SELECT \"_record\", \"_n\", \"value\" FROM \"case_workers\""
		  " ORDER BY \"case_workers\"._record, \"case_workers\"._n");
	begin(f, &(struct given){.table = "case_clients"});
	expect(f,
	       "SELECT \"_record\", \"_n\", \"code\", \"target_group\", \"age_band\","
	       " \"consent_date\", \"consent_given_by\", \"consent_withdrawn_on\""
	       " FROM \"case_clients\" ORDER BY \"case_clients\"._record, \"case_clients\"._n");
}

static void assert_blamed(struct fixture *f, const char *id, const char *text, size_t offset)
{
	const struct str *blamed = message_arg(&f->error.message, STR("text"));
	size_t at;

	assert_string_equal(f->error.message.id, id);
	assert_non_null(blamed);
	assert_string_equal(blamed->ptr, text);
	assert_true(message_number(&f->error.message, STR("offset"), &at));
	assert_int_equal(at, offset);
}

static void a_piece_that_would_leave_its_place_is_refused(void **state)
{
	static const struct {
		struct given given;
		const char *id, *text;
		size_t offset;
	} cases[] = {
		{{"cases", "a) OR (b", NULL, NULL, NULL, NULL},
		 "query.unopened",
		 "a) OR (b",
		 1},
		{{"cases", "a; b", NULL, NULL, NULL, NULL}, "query.semicolon", "a; b", 1},
		{{"cases", "a = 'b", NULL, NULL, NULL, NULL}, "query.unclosed", "a = 'b", 4},
		{{"cases", "a", NULL, NULL, NULL, " "}, "query.empty", " ", 0},
		{{"cases", NULL, "", NULL, NULL, NULL}, "query.empty", "", 0},
		{{"cases", NULL, NULL, NULL, "/* x", NULL}, "query.unclosed", "/* x", 0},
		{{"cases", NULL, "count(*), id", "method", NULL, NULL},
		 "query.ungrouped",
		 "count(*), id",
		 10},
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf sql = {0};

		begin(f, &cases[i].given);
		assert_int_equal(phrase_sql(&f->phrase, &sql, &f->error), STATUS_INVALID);
		assert_blamed(f, cases[i].id, cases[i].text, cases[i].offset);
		buf_release(&sql);
	}
}

/* An error at the first `mark` in the statement. */
static void fail_at(struct fixture *f, const char *mark)
{
	struct buf sql = {0};
	char offset[32];

	assert_int_equal(phrase_sql(&f->phrase, &sql, &f->error), 0);
	assert_non_null(strstr(buf_cstr(&sql), mark));
	snprintf(offset, sizeof offset, "%td", strstr(buf_cstr(&sql), mark) - buf_cstr(&sql));
	error_set(&f->error, STATUS_INVALID, "query.sql", "reason", "x", "offset", offset,
		  NULL);
	phrase_blame(&f->phrase, &f->error);
	buf_release(&sql);
}

static void an_error_in_the_statement_is_found_in_its_piece(void **state)
{
	struct fixture *f = *state;

	begin(f, &(struct given){"cases", "aaa", "b(1), c(1)", "ddd, eee", "fff", "ggg hhh"});
	fail_at(f, "c(1)");
	assert_blamed(f, "query.sql", "b(1), c(1)", 6);
	fail_at(f, "eee");
	assert_blamed(f, "query.sql", "ddd, eee", 5);
	fail_at(f, "hhh");
	assert_blamed(f, "query.sql", "ggg hhh", 4);
	fail_at(f, "fff");
	assert_blamed(f, "query.sql", "fff", 0);
	fail_at(f, ") AND");
	assert_blamed(f, "query.ends-early", "aaa", 3);
	error_set(&f->error, STATUS_INVALID, "query.sql", "reason", "x", NULL);
	phrase_blame(&f->phrase, &f->error); /* of no place: nobody is to blame */
	assert_null(message_arg(&f->error.message, STR("text")));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(pieces_make_a_statement_with_an_order_that_nothing_is_left_out_of),
		TEST(limits_and_chosen_records_are_in_the_statement),
		TEST(without_a_list_all_columns_are_shown_but_where_the_record_is),
		TEST(a_piece_that_would_leave_its_place_is_refused),
		TEST(an_error_in_the_statement_is_found_in_its_piece),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
