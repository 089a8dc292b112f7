/* SPDX-License-Identifier: MIT */
/* Tests of judging (policy/judge.h): packs whose SQL cannot be used. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "policy/judge.h"

#include "judging.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* A pack that fails as it is planned or run: with pack.sql at this line. */
static void expect_sql_error(struct judging *f, int status, const char *file, const char *line,
			     const char *reason)
{
	const struct str *said;

	if (status != STATUS_INVALID)
		fail_msg("taken: %s:%s", file, line);
	assert_error(&f->error, "pack.sql");
	assert_error_arg(&f->error, "rule", "test.rule");
	assert_error_arg(&f->error, "file", file);
	assert_error_arg(&f->error, "line", line);
	said = message_arg(&f->error.message, STR("reason"));
	assert_non_null(said);
	if (!strstr(said->ptr, reason))
		fail_msg("\"%s\" has no \"%s\"", said->ptr, reason);
}

#define TEST_FILE "schema/rules/test.yaml"

static void sql_that_does_not_compile_fails_with_its_place(void **state)
{
	static const struct {
		const char *columns, *more, *line, *reason;
	} cases[] = {
		{"w.colour AS applies", "", "8", "colour"},
		{"1 AS applies FROM", "", "8", "syntax"},
		{UNMET, "evidence: SELECT w.colour FROM judged w\nvalues: {}\n", "9", "colour"},
		{UNMET, "clause: 一\nevidence: |\n  SELEC 1\nvalues: {}\n", "11", "syntax"},
		{UNMET, "evidence: DELETE FROM workers\nvalues: {}\n", "9", "SELECT"},
		{UNMET, "evidence: SELECT 1; SELECT 2\nvalues: {}\n", "9", "SELECT"},
		{UNMET, "evidence: SELECT 1 FROM nobody\nvalues: {}\n", "9", "nobody"},
	};
	struct judging *f = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		judging_rule(f, "must", "standing", cases[i].columns, cases[i].more);
		expect_sql_error(f, judging_plan(f), TEST_FILE, cases[i].line, cases[i].reason);
	}
}

static void a_rule_that_is_not_in_force_is_compiled_too(void **state)
{
	struct judging *f = *state;

	judging_rule(f, "must", "standing", "w.colour AS applies", "when: {mode: b}\n");
	expect_sql_error(f, judging_plan(f), TEST_FILE, "8", "colour");
}

static void a_measure_has_all_its_columns(void **state)
{
	static const char *const columns[] = {"subject", "applies", "measured", "required",
					      "holds"};
	struct judging *f = *state;

	for (size_t left_out = 0; left_out < COUNT(columns); left_out++) {
		struct buf text = {0};

		buf_add_text(&text,
			     "rule: test.rule\nlevel: must\nterm: standing\n"
			     "subject: worker\n" RULEBOOK_TEXTS "measure: SELECT 1 AS x");
		for (size_t i = 0; i < COUNT(columns); i++)
			if (i != left_out)
				buf_printf(&text, ", 1 AS %s", columns[i]);
		buf_add_text(&text, " FROM judged w\n");
		rulebook_put(&f->book, JUDGING_FILE, buf_cstr(&text));
		expect_sql_error(f, judging_plan(f), TEST_FILE, "7", columns[left_out]);
		buf_release(&text);
	}
}

static void sql_that_fails_as_it_runs_fails_with_its_place(void **state)
{
	struct judging *f = *state;

	judging_rule(f, "must", "standing",
		     "1 AS applies, NULL AS measured, NULL AS required,"
		     " regexp_like(w.name, '(') AS holds",
		     "");
	judging_must_plan(f);
	judging_wu(f);
	expect_sql_error(f, judging_run(f), TEST_FILE, "8", "regular expression");
	judging_rule(
		f, "must", "standing", UNMET,
		"evidence: SELECT w.id AS subject, regexp_like(w.name, '(') AS x FROM judged "
		"w\n"
		"values: {x: {zh: 甲, en: x}}\n");
	judging_must_plan(f);
	judging_wu(f);
	expect_sql_error(f, judging_run(f), TEST_FILE, "9", "regular expression");
}

static void put_view(struct judging *f, const char *view)
{
	static char text[512];

	snprintf(text, sizeof text,
		 "pack: test\ntitle: {zh: 题, en: title}\nparameters: {}\nsubjects:\n"
		 "  worker: {judged: \"%s\"}\n",
		 view);
	rulebook_put(&f->book, "pack.yaml", text);
}

static void a_view_that_does_not_compile_fails_under_the_rule_that_asks(void **state)
{
	struct judging *f = *state;

	judging_rule(f, "must", "standing", UNMET, "");
	put_view(f, "SELECT w.colour AS id FROM workers w");
	expect_sql_error(f, judging_plan(f), TEST_FILE, "8", "colour");
	put_view(f, "SELECT FROM WHERE");
	expect_sql_error(f, judging_plan(f), TEST_FILE, "8", "syntax");
}

static void a_view_is_one_statement(void **state)
{
	static const char *const views[] = {"SELECT 'x' AS id; SELECT 2",
					    "SELECT 'x' AS id; DELETE FROM workers"};
	struct judging *f = *state;

	judging_rule(f, "must", "standing", UNMET, "");
	for (size_t i = 0; i < COUNT(views); i++) {
		put_view(f, views[i]);
		expect_sql_error(f, judging_plan(f), TEST_FILE, "8", "");
	}
}

static void the_view_of_a_keyword_rule_is_compiled_too(void **state)
{
	struct judging *f = *state;

	rulebook_put(&f->book, JUDGING_FILE,
		     "rule: test.rule\nlevel: must\nterm: standing\nsubject: [worker]\n"
		     "keyword: references\n" RULEBOOK_TEXTS);
	put_view(f, "SELECT w.id AS id, w.colour AS in_scope FROM workers w");
	assert_int_equal(judging_plan(f), STATUS_INVALID);
	assert_error(&f->error, "pack.sql");
	assert_error_arg(&f->error, "rule", "test.rule");
	assert_error_arg(&f->error, "file", TEST_FILE);
}

static void the_built_in_pack_judges_nothing_in_an_empty_store(void **state)
{
	struct judging *f = *state;

	rulebook_close(&f->book);
	rulebook_init(&f->book);
	judging_must_plan(f);
	assert_int_equal(judging_run(f), 0);
	assert_int_equal(f->judgement.findings.items.n, 0);
	assert_true(f->judgement.tallies.n > 0);
	for (size_t i = 0; i < f->judgement.tallies.n; i++)
		for (int v = 0; v < VERDICTS; v++)
			assert_int_equal(f->judgement.tallies.at[i].count[v], 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, judging_setup, judging_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(sql_that_does_not_compile_fails_with_its_place),
		TEST(a_rule_that_is_not_in_force_is_compiled_too),
		TEST(a_measure_has_all_its_columns),
		TEST(sql_that_fails_as_it_runs_fails_with_its_place),
		TEST(a_view_that_does_not_compile_fails_under_the_rule_that_asks),
		TEST(a_view_is_one_statement),
		TEST(the_view_of_a_keyword_rule_is_compiled_too),
		TEST(the_built_in_pack_judges_nothing_in_an_empty_store),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
