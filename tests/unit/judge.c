/* SPDX-License-Identifier: MIT */
/* Tests of judging (policy/judge.h): the ways to each verdict, who is judged, and tallies. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "policy/judge.h"

#include "judging.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* One subject under one rule on one day of 2022 or after. */
struct sample {
	const char *level, *term;
	const char *applies, *holds, *due; /* SQL; NULL: no column */
	const char *as_of, *waiver;        /* NULL: none */
	enum verdict verdict;
};

static enum verdict judge_sample(struct judging *f, const struct sample *s, bool waivable)
{
	char columns[512];

	snprintf(columns, sizeof columns,
		 "%s AS applies, NULL AS measured, NULL AS required, %s AS holds%s%s%s",
		 s->applies, s->holds, s->due ? ", " : "", s->due ? s->due : "",
		 s->due ? " AS due" : "");
	judging_rule(f, s->level, s->term, columns, waivable ? "" : "waivable: false\n");
	assert_true(date_parse(str_of(s->as_of), &f->period.as_of));
	judging_must_plan(f);
	judging_wu(f);
	if (s->waiver)
		judging_waiver(f, s->waiver);
	assert_int_equal(judging_run(f), 0);
	assert_int_equal(f->judgement.tallies.n, 1);
	for (int v = 0; v < VERDICTS; v++)
		if (f->judgement.tallies.at[0].count[v] == 1)
			return (enum verdict)v;
	fail_msg("no verdict: %s", judging_tally(f, 0));
	return VERDICT_FAIL;
}

static void judge_each(struct judging *f, const struct sample *samples, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct sample *s = &samples[i];
		enum verdict got = judge_sample(f, s, true);
		size_t failures = 0;

		if (got != s->verdict)
			fail_msg("%zu (%s %s on %s): %s, not %s", i, s->level, s->term,
				 s->as_of, judgement_verdict_name(got),
				 judgement_verdict_name(s->verdict));
		for (size_t k = 0; k < f->judgement.findings.items.n; k++)
			failures += f->judgement.findings.items.at[k].class == FINDING_RULE;
		assert_int_equal(failures, s->verdict == VERDICT_FAIL);
	}
}

#define JUDGE_EACH(f, samples) judge_each(f, samples, COUNT(samples))

static void what_does_not_apply_is_not_judged_and_what_holds_passes(void **state)
{
	static const struct sample samples[] = {
		{"must", "standing", "1", "1", 0, "2022-06-30", 0, VERDICT_PASS},
		{"must", "standing", "1", "7", 0, "2022-06-30", 0, VERDICT_PASS},
		{"must", "standing", "0", "1", 0, "2022-06-30", 0, VERDICT_NOT_APPLICABLE},
		{"must", "standing", "0", "0", 0, "2022-06-30", 0, VERDICT_NOT_APPLICABLE},
		{"must", "standing", "NULL", "0", 0, "2022-06-30", 0, VERDICT_NOT_APPLICABLE},
		{"must", "standing", "1", "0", 0, "2022-06-30", 0, VERDICT_FAIL},
		{"must", "standing", "1", "NULL", 0, "2022-06-30", 0, VERDICT_FAIL},
		{"should", "standing", "1", "1", 0, "2022-06-30", 0, VERDICT_PASS},
		{"should", "standing", "1", "0", 0, "2022-06-30", 0, VERDICT_FAIL},
		{"should", "standing", "0", "0", 0, "2022-06-30", 0, VERDICT_NOT_APPLICABLE},
		{"must", "yearly", "0", "0", 0, "2023-06-30", 0, VERDICT_NOT_APPLICABLE},
		{"must", "dated", "0", "0", "'2022-01-01'", "2022-06-30", 0,
		 VERDICT_NOT_APPLICABLE},
	};

	JUDGE_EACH(*state, samples);
}

static void a_may_rule_only_measures(void **state)
{
	static const struct sample samples[] = {
		{"may", "standing", "1", "1", 0, "2022-06-30", 0, VERDICT_PASS},
		{"may", "standing", "1", "0", 0, "2022-06-30", 0, VERDICT_NOT_APPLICABLE},
		{"may", "standing", "0", "1", 0, "2022-06-30", 0, VERDICT_NOT_APPLICABLE},
		{"may", "yearly", "1", "0", 0, "2022-06-30", 0, VERDICT_NOT_APPLICABLE},
		{"may", "yearly", "1", "0", 0, "2023-06-30", 0, VERDICT_NOT_APPLICABLE},
		{"may", "dated", "1", "0", "'2022-01-01'", "2022-06-30", 0,
		 VERDICT_NOT_APPLICABLE},
		{"may", "standing", "1", "0", 0, "2022-06-30", "2022-12-31",
		 VERDICT_NOT_APPLICABLE},
	};

	JUDGE_EACH(*state, samples);
}

static void a_yearly_rule_is_pending_up_to_the_last_day_of_the_year(void **state)
{
	static const struct sample samples[] = {
		{"must", "yearly", "1", "0", 0, "2022-01-01", 0, VERDICT_PENDING},
		{"must", "yearly", "1", "0", 0, "2022-12-30", 0, VERDICT_PENDING},
		{"must", "yearly", "1", "0", 0, "2022-12-31", 0, VERDICT_PENDING},
		{"must", "yearly", "1", "0", 0, "2023-01-01", 0, VERDICT_FAIL},
		{"must", "yearly", "1", "0", 0, "2031-01-01", 0, VERDICT_FAIL},
		{"must", "yearly", "1", "1", 0, "2022-01-01", 0, VERDICT_PASS},
		{"must", "yearly", "1", "1", 0, "2023-01-01", 0, VERDICT_PASS},
		{"should", "yearly", "1", "0", 0, "2022-12-31", 0, VERDICT_PENDING},
		{"should", "yearly", "1", "0", 0, "2023-01-01", 0, VERDICT_FAIL},
		/* a due date of its own, and none */
		{"must", "yearly", "1", "0", "'2022-03-31'", "2022-03-31", 0, VERDICT_PENDING},
		{"must", "yearly", "1", "0", "'2022-03-31'", "2022-04-01", 0, VERDICT_FAIL},
		{"must", "yearly", "1", "0", "'2023-04-30'", "2023-04-30", 0, VERDICT_PENDING},
		{"must", "yearly", "1", "0", "'2023-04-30'", "2023-05-01", 0, VERDICT_FAIL},
		{"must", "yearly", "1", "0", "NULL", "2022-12-31", 0, VERDICT_PENDING},
		{"must", "yearly", "1", "0", "NULL", "2023-01-01", 0, VERDICT_FAIL},
		{"must", "yearly", "1", "0", "p.year_end", "2022-12-31", 0, VERDICT_PENDING},
	};

	JUDGE_EACH(*state, samples);
}

static void a_dated_rule_is_pending_on_its_due_date_and_fails_the_day_after(void **state)
{
	static const struct sample samples[] = {
		{"must", "dated", "1", "0", "'2022-04-30'", "2022-01-01", 0, VERDICT_PENDING},
		{"must", "dated", "1", "0", "'2022-04-30'", "2022-04-29", 0, VERDICT_PENDING},
		{"must", "dated", "1", "0", "'2022-04-30'", "2022-04-30", 0, VERDICT_PENDING},
		{"must", "dated", "1", "0", "'2022-04-30'", "2022-05-01", 0, VERDICT_FAIL},
		{"should", "dated", "1", "0", "'2022-04-30'", "2022-05-01", 0, VERDICT_FAIL},
		{"must", "dated", "1", "0", "'2022-12-31'", "2023-01-01", 0, VERDICT_FAIL},
		{"must", "dated", "1", "0", "'2024-02-29'", "2024-02-29", 0, VERDICT_PENDING},
		{"must", "dated", "1", "0", "'2024-02-29'", "2024-03-01", 0, VERDICT_FAIL},
		{"must", "dated", "1", "1", "'2022-04-30'", "2022-05-01", 0, VERDICT_PASS},
		{"must", "dated", "1", "0", "NULL", "2022-01-01", 0, VERDICT_FAIL},
		{"must", "dated", "1", "0", 0, "2022-01-01", 0, VERDICT_FAIL},
	};

	JUDGE_EACH(*state, samples);
}

static void a_standing_rule_fails_at_once_unless_something_is_due(void **state)
{
	static const struct sample samples[] = {
		{"must", "standing", "1", "0", 0, "2022-01-01", 0, VERDICT_FAIL},
		{"must", "standing", "1", "0", "NULL", "2022-01-01", 0, VERDICT_FAIL},
		{"must", "standing", "1", "0", "'2022-07-31'", "2022-07-31", 0,
		 VERDICT_PENDING},
		{"must", "standing", "1", "0", "'2022-07-31'", "2022-08-01", 0, VERDICT_FAIL},
	};

	JUDGE_EACH(*state, samples);
}

static void a_waiver_covers_fail_and_pending_up_to_its_end(void **state)
{
	static const struct sample samples[] = {
		{"must", "standing", "1", "0", 0, "2022-06-29", "2022-06-30", VERDICT_WAIVED},
		{"must", "standing", "1", "0", 0, "2022-06-30", "2022-06-30", VERDICT_WAIVED},
		{"must", "standing", "1", "0", 0, "2022-07-01", "2022-06-30", VERDICT_FAIL},
		{"should", "standing", "1", "0", 0, "2022-06-30", "2022-06-30", VERDICT_WAIVED},
		{"must", "yearly", "1", "0", 0, "2022-06-30", "2022-06-30", VERDICT_WAIVED},
		{"must", "yearly", "1", "0", 0, "2022-07-01", "2022-06-30", VERDICT_PENDING},
		{"must", "dated", "1", "0", "'2022-06-30'", "2022-07-01", "2022-12-31",
		 VERDICT_WAIVED},
		{"must", "standing", "1", "1", 0, "2022-06-30", "2022-12-31", VERDICT_PASS},
		{"must", "standing", "0", "0", 0, "2022-06-30", "2022-12-31",
		 VERDICT_NOT_APPLICABLE},
	};

	JUDGE_EACH(*state, samples);
}

static void a_rule_that_cannot_be_waived_is_not(void **state)
{
	const struct sample s = {"must", "standing",   "1",          "0",
				 0,      "2022-06-30", "2022-12-31", VERDICT_FAIL};
	struct judging *f = *state;

	assert_int_equal(judge_sample(f, &s, false), VERDICT_FAIL);
	assert_string_equal(f->judgement.findings.items.at[0].rule, "pack.waiver-forbidden");
}

static void every_subject_is_counted_once(void **state)
{
	struct judging *f = *state;

	judging_rule(f, "must", "standing",
		     "w.id <> 'out' AS applies, NULL AS measured, NULL AS required,"
		     " w.id LIKE 'good%' AS holds,"
		     " CASE WHEN w.id = 'late' THEN '2022-06-30' END AS due",
		     "");
	judging_must_plan(f);
	judging_worker(f, "bad", "name: x\n");
	judging_worker(f, "good", "name: x\n");
	judging_worker(f, "good2", "name: x\n");
	judging_worker(f, "late", "name: x\n");
	judging_worker(f, "out", "name: x\n");
	judging_wu(f);
	judging_waiver(f, "2022-06-30");
	assert_int_equal(judging_run(f), 0);
	assert_string_equal(judging_tally(f, 0), "test.rule: 2 1 1 1 1");
}

static void tallies_are_in_the_packs_order_with_their_clauses(void **state)
{
	struct judging *f = *state;

	judging_rule(f, "must", "standing", HOLDS, "clause: 九(一)\n");
	rulebook_put(
		&f->book, "rules/z.yaml",
		"rule: a.first\nlevel: may\nterm: standing\nsubject: station\n" RULEBOOK_TEXTS
		"measure: SELECT s.id AS subject, 1 AS applies, 1 AS measured,"
		" 1 AS required, 1 AS holds FROM judged s\n");
	judging_must_plan(f);
	judging_wu(f);
	assert_int_equal(judging_run(f), 0);
	assert_int_equal(f->judgement.tallies.n, 2);
	assert_string_equal(judging_tally(f, 0), "test.rule: 1 . . . .");
	assert_string_equal(judging_tally(f, 1), "a.first: . . . . .");
	assert_true(str_eq(f->judgement.tallies.at[0].clause, STR("九(一)")));
	assert_int_equal(f->judgement.tallies.at[1].clause.len, 0);
	assert_int_equal(f->judgement.findings.items.n, 0);
}

static void measures_see_the_parameters_and_the_period(void **state)
{
	struct judging *f = *state;

	judging_rule(f, "must", "standing",
		     "1 AS applies, p.year AS measured, p.hours AS required,"
		     " p.as_of = '2022-06-30' AND p.judged_to = '2022-06-30'"
		     " AND EXISTS (SELECT 1 FROM param_words m WHERE m.value = 'b') AS holds",
		     "");
	judging_must_plan(f);
	judging_wu(f);
	assert_int_equal(param_set_text(&f->params, STR("words"), STR("b,c"), &f->error), 0);
	assert_int_equal(judging_run(f), 0);
	assert_string_equal(judging_tally(f, 0), "test.rule: 1 . . . .");
}

static void a_rule_file_holds_where_the_parameter_has_its_value(void **state)
{
	static const struct {
		const char *when;
		size_t rules;
	} cases[] = {
		{"when: {mode: a}\n", 1},       {"when: {mode: b}\n", 0},
		{"when: {mode: A}\n", 0},       {"when: {hours: '30'}\n", 1},
		{"when: {hours: '30.0'}\n", 0}, {"", 1},
	};
	struct judging *f = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		judging_rule(f, "must", "standing", UNMET, cases[i].when);
		judging_must_plan(f);
		judging_wu(f);
		assert_int_equal(judging_run(f), 0);
		assert_int_equal(f->judgement.tallies.n, cases[i].rules);
		assert_int_equal(f->judgement.findings.items.n, cases[i].rules);
	}
	assert_int_equal(param_set_text(&f->params, STR("mode"), STR("b"), &f->error), 0);
}

static void one_of_two_files_of_a_rule_holds(void **state)
{
	static const char other[] =
		"rule: test.rule\nlevel: must\nterm: standing\nsubject: station\n"
		"when: {mode: b}\n" RULEBOOK_TEXTS
		"measure: SELECT s.id AS subject, 1 AS applies, 1 AS measured, 2 AS required,"
		" 0 AS holds FROM judged s\n";
	struct judging *f = *state;

	judging_rule(f, "must", "standing", UNMET, "when: {mode: a}\n");
	rulebook_put(&f->book, "rules/other.yaml", other);
	judging_must_plan(f);
	judging_wu(f);
	rulebook_record(&f->book, "station", "tang", "stations/tang.yaml", "id: tang\n");
	assert_int_equal(param_set_text(&f->params, STR("mode"), STR("b"), &f->error), 0);
	assert_int_equal(judging_run(f), 0);
	assert_int_equal(f->judgement.tallies.n, 1);
	assert_int_equal(f->judgement.findings.items.n, 1);
	assert_true(str_eq(f->judgement.findings.items.at[0].subject_kind, STR("station")));
	assert_true(str_eq(f->judgement.findings.items.at[0].path, STR("stations/tang.yaml")));
}

static void a_rule_judges_the_subjects_of_its_view(void **state)
{
	static const struct {
		const char *columns, *scope, *tally;
	} cases[] = {
		{HOLDS, "", "test.rule: 1 . . 2 ."},
		{"w.in_scope AS applies, NULL AS measured, NULL AS required, 1 AS holds", "",
		 "test.rule: 1 . . 2 ."},
		{HOLDS, "scope: talented\n", "test.rule: 2 . . . ."},
		{UNMET, "scope: talented\n", "test.rule: . 2 . . ."},
	};
	struct judging *f = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		judging_rule(f, "must", "standing", cases[i].columns, cases[i].scope);
		judging_must_plan(f);
		judging_worker(f, "one", "name: x\n");
		judging_worker(f, "two", "name: x\ntalent: city\n");
		judging_worker(f, "three", "name: x\ntalent: national\n");
		assert_int_equal(judging_run(f), 0);
		assert_string_equal(judging_tally(f, 0), cases[i].tally);
	}
	rulebook_expect(&f->judgement.findings,
			"test.rule workers/two.yaml:1:0 rule.unmet rule=test.rule "
			"unit=test.rule.unit hint=test.rule.hint\n"
			"test.rule workers/three.yaml:1:0 rule.unmet rule=test.rule "
			"unit=test.rule.unit hint=test.rule.hint\n");
}

static void put_finding(struct judging *f, const char *rule, const char *kind, const char *id)
{
	struct finding *finding =
		finding_add(&f->judgement.findings, rule, STR("workers/x.yaml"), NULL);

	finding->subject_kind = str_of(kind);
	finding->subject = str_of(id);
}

static const char keyword_rule[] =
	"rule: test.rule\nclause: 一\nlevel: must\nterm: standing\n"
	"subject: [worker, station]\nkeyword: references\n" RULEBOOK_TEXTS;

static void a_keyword_rule_counts_the_subjects_that_have_findings(void **state)
{
	struct judging *f = *state;

	rulebook_put(&f->book, JUDGING_FILE, keyword_rule);
	judging_must_plan(f);
	judging_worker(f, "a", "name: x\n");
	judging_worker(f, "b", "name: x\n");
	judging_worker(f, "c", "name: x\n");
	rulebook_record(&f->book, "station", "a", "stations/a.yaml", "id: a\n");
	rulebook_record(&f->book, "station", "b", "stations/b.yaml", "id: b\n");
	put_finding(f, "test.rule", "worker", "a");
	put_finding(f, "test.rule", "worker", "a");
	put_finding(f, "test.rule", "station", "a");
	put_finding(f, "test.rules", "worker", "b");
	assert_int_equal(judging_run(f), 0);
	assert_string_equal(judging_tally(f, 0), "test.rule: 3 2 . . .");
	assert_int_equal(f->judgement.findings.items.n, 4);
}

static void who_is_out_of_a_keyword_rules_scope_fails_with_a_finding_only(void **state)
{
	struct judging *f = *state;

	rulebook_put(&f->book, JUDGING_FILE, keyword_rule);
	judging_must_plan(f);
	judging_worker(f, "in", "name: x\n");
	judging_worker(f, "out", "name: x\ntalent: city\n");
	judging_worker(f, "found", "name: x\ntalent: city\n");
	put_finding(f, "test.rule", "worker", "found");
	assert_int_equal(judging_run(f), 0);
	assert_string_equal(judging_tally(f, 0), "test.rule: 1 1 . 1 .");
}

/* Refused for its path, say. */
static void a_record_that_was_not_stored_fails_all_the_same(void **state)
{
	struct judging *f = *state;

	rulebook_put(&f->book, JUDGING_FILE, keyword_rule);
	judging_must_plan(f);
	judging_worker(f, "a", "name: x\n");
	put_finding(f, "test.rule", "worker", "workers/***.yaml");
	assert_int_equal(judging_run(f), 0);
	assert_string_equal(judging_tally(f, 0), "test.rule: 1 1 . . .");
}

static void verdicts_have_names(void **state)
{
	static const char *const names[VERDICTS] = {"pass", "fail", "pending", "not-applicable",
						    "waived"};

	(void)state;
	for (int v = 0; v < VERDICTS; v++)
		assert_string_equal(judgement_verdict_name((enum verdict)v), names[v]);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, judging_setup, judging_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_does_not_apply_is_not_judged_and_what_holds_passes),
		TEST(a_may_rule_only_measures),
		TEST(a_yearly_rule_is_pending_up_to_the_last_day_of_the_year),
		TEST(a_dated_rule_is_pending_on_its_due_date_and_fails_the_day_after),
		TEST(a_standing_rule_fails_at_once_unless_something_is_due),
		TEST(a_waiver_covers_fail_and_pending_up_to_its_end),
		TEST(a_rule_that_cannot_be_waived_is_not),
		TEST(every_subject_is_counted_once),
		TEST(tallies_are_in_the_packs_order_with_their_clauses),
		TEST(measures_see_the_parameters_and_the_period),
		TEST(a_rule_file_holds_where_the_parameter_has_its_value),
		TEST(one_of_two_files_of_a_rule_holds),
		TEST(a_rule_judges_the_subjects_of_its_view),
		TEST(a_keyword_rule_counts_the_subjects_that_have_findings),
		TEST(who_is_out_of_a_keyword_rules_scope_fails_with_a_finding_only),
		TEST(a_record_that_was_not_stored_fails_all_the_same),
		TEST(verdicts_have_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
