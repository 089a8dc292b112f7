/* SPDX-License-Identifier: MIT */
/* Tests of the verdicts that a judgement lists (policy/judge.h): measured, required, due. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "policy/judge.h"

#include "judging.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])
#define TEST(name)   cmocka_unit_test_setup_teardown(name, judging_setup, judging_teardown)

/* The verdict on wu on 30 June 2022, and what of it is expected: `verdict measured required
 * due`, where nothing is a `.`. */
struct sample {
	const char *term;
	const char *columns; /* SQL */
	const char *waiver;  /* its last day; NULL: none */
	const char *expected;
};

static const char *shown(struct str s)
{
	return s.len ? s.ptr : ".";
}

static const char *describe(const struct subject_verdict *v)
{
	static char text[256];

	snprintf(text, sizeof text, "%s %s %s %s", judgement_verdict_name(v->verdict),
		 shown(v->measured), shown(v->required), shown(v->due));
	return text;
}

static void expect_each(struct judging *f, const struct sample *samples, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		judging_rule(f, "must", samples[i].term, samples[i].columns, "");
		judging_must_plan(f);
		judging_wu(f);
		if (samples[i].waiver)
			judging_waiver(f, samples[i].waiver);
		f->judgement.listing = true;
		assert_int_equal(judging_run(f), 0);
		assert_int_equal(f->judgement.verdicts.n, 1);
		assert_false(f->judgement.verdicts.at[0].by_keyword);
		assert_string_equal(describe(&f->judgement.verdicts.at[0]),
				    samples[i].expected);
	}
}

#define COLUMNS(applies, measured, required, holds)                                            \
	applies " AS applies, " measured " AS measured, " required " AS required, " holds      \
		" AS holds"

static void numbers_are_in_their_shortest_notation(void **state)
{
	static const struct sample samples[] = {
		{"standing", COLUMNS("1", "30", "30", "1"), 0, "pass 30 30 ."},
		{"standing", COLUMNS("1", "0.1 + 0.2", "30.0", "0"), 0,
		 "fail 0.30000000000000004 30 ."},
		{"standing", COLUMNS("1", "'1.50'", "0.0", "1"), 0, "pass 1.5 0 ."},
		{"standing", COLUMNS("1", "29.5", "p.hours", "0"), 0, "fail 29.5 30 ."},
		{"standing", COLUMNS("1", "NULL", "NULL", "0"), 0, "fail . . ."},
		{"standing", COLUMNS("1", "4", "NULL", "1"), 0, "pass 4 . ."},
	};

	expect_each(*state, samples, COUNT(samples));
}

static void whom_a_rule_does_not_apply_to_has_neither_numbers_nor_day(void **state)
{
	static const struct sample samples[] = {
		{"standing", COLUMNS("0", "3", "4", "0"), 0, "not-applicable . . ."},
		{"yearly", COLUMNS("0", "3", "4", "1"), 0, "not-applicable . . ."},
		{"dated", COLUMNS("0", "3", "4", "0") ", '2022-12-31' AS due", 0,
		 "not-applicable . . ."},
	};

	expect_each(*state, samples, COUNT(samples));
}

static void the_day_is_the_last_on_which_the_rule_may_be_unmet(void **state)
{
	static const struct sample samples[] = {
		{"yearly", COLUMNS("1", "3", "4", "0"), 0, "pending 3 4 2022-12-31"},
		{"yearly", COLUMNS("1", "4", "4", "1"), 0, "pass 4 4 2022-12-31"},
		{"dated", COLUMNS("1", "3", "4", "0") ", '2022-06-30' AS due", 0,
		 "pending 3 4 2022-06-30"},
		{"dated", COLUMNS("1", "3", "4", "0") ", '2022-06-29' AS due", 0,
		 "fail 3 4 2022-06-29"},
		{"dated", COLUMNS("1", "3", "4", "0") ", '9999-12-31' AS due", 0,
		 "pending 3 4 ."},
		{"standing", COLUMNS("1", "3", "4", "0") ", NULL AS due", 0, "fail 3 4 ."},
		{"standing", COLUMNS("1", "3", "4", "0"), "2022-06-30",
		 "waived 3 4 2022-06-30"},
		{"yearly", COLUMNS("1", "3", "4", "0"), "2022-07-31", "waived 3 4 2022-12-31"},
		{"dated", COLUMNS("1", "3", "4", "0") ", '2022-06-29' AS due", "2022-07-31",
		 "waived 3 4 2022-07-31"},
		{"standing", COLUMNS("1", "4", "4", "1"), "2022-07-31", "pass 4 4 ."},
	};

	expect_each(*state, samples, COUNT(samples));
}

static void a_rule_of_a_keyword_has_verdicts_too(void **state)
{
	static const char *const expected[] = {"station/a pass", "worker/a fail",
					       "worker/b not-applicable", "worker/gone fail"};
	struct judging *f = *state;
	static const char *const found[] = {"a", "gone"};

	rulebook_put(&f->book, JUDGING_FILE,
		     "rule: test.rule\nlevel: must\nterm: standing\n"
		     "subject: [station, worker]\nkeyword: references\n" RULEBOOK_TEXTS);
	judging_must_plan(f);
	judging_worker(f, "a", "name: x\n");
	judging_worker(f, "b", "name: x\ntalent: city\n");
	rulebook_record(&f->book, "station", "a", "stations/a.yaml", "id: a\n");
	for (size_t i = 0; i < COUNT(found); i++) {
		struct finding *finding = finding_add(&f->judgement.findings, "test.rule",
						      STR("workers/x.yaml"), NULL);

		finding->subject_kind = STR("worker");
		finding->subject = str_of(found[i]);
	}
	f->judgement.listing = true;
	assert_int_equal(judging_run(f), 0);
	assert_int_equal(f->judgement.verdicts.n, COUNT(expected));
	for (size_t i = 0; i < COUNT(expected); i++) {
		const struct subject_verdict *v = &f->judgement.verdicts.at[i];
		char text[128];

		snprintf(text, sizeof text, "%.*s/%.*s %s", STR_ARG(v->kind),
			 STR_ARG(v->subject), judgement_verdict_name(v->verdict));
		assert_string_equal(text, expected[i]);
		assert_true(v->by_keyword);
		assert_int_equal(v->measured.len + v->required.len + v->due.len, 0);
	}
}

static void verdicts_are_listed_only_when_asked_for(void **state)
{
	struct judging *f = *state;

	judging_rule(f, "must", "standing", UNMET, "");
	judging_must_plan(f);
	judging_wu(f);
	assert_int_equal(judging_run(f), 0);
	assert_int_equal(f->judgement.verdicts.n, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(numbers_are_in_their_shortest_notation),
		TEST(whom_a_rule_does_not_apply_to_has_neither_numbers_nor_day),
		TEST(the_day_is_the_last_on_which_the_rule_may_be_unmet),
		TEST(a_rule_of_a_keyword_has_verdicts_too),
		TEST(verdicts_are_listed_only_when_asked_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
